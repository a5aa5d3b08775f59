"""A later round on the page: what the round before said, what of it waits, and how it is confirmed or taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.questionnaire.answers import carried_over, confirmed
from mrcworkbench.domain.questionnaire.model import Section
from mrcworkbench.domain.rounds import waiting
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.questionnaire.band import RoundBand, Waiting, ask_which
from mrcworkbench.gui.pages.questionnaire.reviewed import Reviewed
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.rounds.last_round import LastRound
from mrcworkbench.gui.session.finding import after, place_of
from mrcworkbench.gui.widgets.question.card import QuestionCard
from mrcworkbench.gui.widgets.question.said_before import SaidBefore
from mrcworkbench.gui.words.in_short import in_short

Ask = Callable[[Sequence[Waiting]], tuple[str, ...]]
"""Asks which of these answers are still true."""


class SectionRounds(QObject):
    """`serve(card)` for each card, `show_section(section)` for the band above them."""

    leads = Signal(str)
    """Code of the question that one looks at next."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._texts = context.bridge, context.texts
        self.last = LastRound(context.bridge, context.texts)
        self.reviewed = Reviewed(context.bridge, context.texts, self)
        self._section: Section | None = None
        self.band = RoundBand(context.theme, context.texts)
        self.band.asked.connect(self.confirm_section)
        self.band.on_asked.connect(self._go_on)
        self._navigate = context.navigate
        self.ask: Ask = lambda waiting: ask_which(context.theme, context.texts, waiting, parent.window())
        """Replaced in tests."""
        context.bridge.assessment_opened.connect(self._on_opened)

    # What is shown

    def said_before(self, code: str) -> SaidBefore | None:
        """What a card shows beside its answer; None in a first round."""
        return self.last.said_before(self._bridge.working_copy.questionnaire[code])

    def serve(self, card: QuestionCard) -> None:
        card.confirm_asked.connect(self.confirm)
        card.mark_asked.connect(self.take_back)

    def show_section(self, section: Section) -> None:
        """Shows in the band what of a section waits."""
        self._section = section
        if not self.last.is_there:
            self.band.hide()
            return
        n = len(self._waiting(section))
        if n or self.last.begins(section.questions):
            self.band.show_waiting(n, len(self._all_waiting()) - n, self.last)
        else:
            self.band.hide()

    # What a person asks

    def confirm(self, code: str) -> None:
        """What the round before said is still true; one goes on where the next answer waits."""
        self._bridge.set_checked(code, confirmed(self._bridge.working_copy.answer(code)))
        self._lead_on(code)

    def confirm_section(self) -> None:
        """Asks which answers of the section are still true, and confirms them in one step of undo."""
        if self._section is None:
            return
        copy = self._bridge.working_copy
        listed = [self._listed(code) for code in self._waiting(self._section)]
        chosen = self.ask(listed)
        if chosen:
            answers = {code: confirmed(copy.answer(code)) for code in chosen}
            self._bridge.set_together(answers, self._texts.plural("questions.carried_undo", len(answers)))
            self._lead_on(chosen[-1])

    def take_back(self, code: str) -> None:
        """What the round before said waits again, in the place of what was answered since."""
        here = self._bridge.working_copy.answer(code)
        said = here.before or self.reviewed.said(code) or self.last.answer(code)
        mark = carried_over(replace(here, state=said.state, value=said.value, reason=said.reason, before=None))
        if mark.before is not None:
            self._bridge.set_checked(code, mark, {})

    def _go_on(self) -> None:
        """To the next section with an answer that waits."""
        questionnaire = self._bridge.working_copy.questionnaire
        here = Place("questionnaire", section=None if self._section is None else self._section.code)
        code = after(self._all_waiting(), here, questionnaire)
        if code is not None:
            self._navigate(place_of(questionnaire, code))

    # Inside

    def _all_waiting(self) -> tuple[str, ...]:
        copy = self._bridge.working_copy
        return waiting(copy.questionnaire, copy.answers, copy.shown)

    def _waiting(self, section: Section) -> tuple[str, ...]:
        copy = self._bridge.working_copy
        shown = (question.code for question in section.questions if copy.is_shown(question.code))
        return waiting(copy.questionnaire, copy.answers, shown)

    def _listed(self, code: str) -> Waiting:
        copy = self._bridge.working_copy
        question, number = copy.questionnaire[code], copy.questionnaire.number(code)
        title = self._texts.text("questions.section_title", number=number, title=question.text)
        return Waiting(code, title, in_short(question, confirmed(copy.answer(code)), self._texts))

    def _lead_on(self, code: str) -> None:
        """To the next answer of the section that waits, from the end on to its beginning; else to this one."""
        left = () if self._section is None else self._waiting(self._section)
        here = place_of(self._bridge.working_copy.questionnaire, code)
        self.leads.emit(after(left, here, self._bridge.working_copy.questionnaire) or code)

    def _on_opened(self) -> None:
        self.last = LastRound(self._bridge, self._texts)
