"""The link below a section to its optional questions, while the part that they belong to is not open."""

from __future__ import annotations

from mrcworkbench.domain.questionnaire.answers import answered
from mrcworkbench.domain.questionnaire.model import Section
from mrcworkbench.domain.questionnaire.relevance import shown_among
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.scoring.working_copy import WorkingCopy
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import Button


class MoreHere(Button):
    """`show_section(section)`; pressed, it leads to the question that opens optional parts."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme, "", "link", "plus")
        self._bridge, self._texts = context.bridge, context.texts
        self.clicked.connect(lambda: context.navigate(Place("questionnaire", question=self._opener())))
        self.hide()

    def show_section(self, section: Section) -> None:
        """Hides itself where nothing more could be opened, and where nothing is asked yet."""
        copy, parts = self._bridge.working_copy, self._opener()
        here = [question.code for question in section.questions]
        n = 0
        if parts is not None and parts not in here and any(map(copy.is_shown, here)):
            n = len(_with_every_part(copy, parts, here)) - sum(map(copy.is_shown, here))
        self.set_label(self._texts.plural("questions.more_here", n))
        self.setVisible(n > 0)

    def _opener(self) -> str | None:
        question = self._bridge.working_copy.questionnaire.tagged(Tag.OPTIONAL_PARTS)
        return None if question is None else question.code


def _with_every_part(copy: WorkingCopy, parts: str, codes: list[str]) -> frozenset[str]:
    """Those of the questions that would be shown if every optional part were open."""
    every = answered(tuple(option.code for option in copy.questionnaire[parts].options))
    return shown_among(copy.questionnaire, {**copy.answers, parts: every}, codes)
