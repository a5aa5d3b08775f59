"""The box on the home page that lists the answers which need a look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.finding import needing_a_look
from mrcworkbench.gui.session.versions import kept_notices
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, IconLabel, isolate, label

_LISTED = 4
_LONGEST_DRAFT = 40


def problem_lines(bridge: Bridge, texts: Texts) -> list[tuple[str, str]]:
    """Question code and sentence for each question that needs a look, one each, in their order."""
    sentences: dict[str, str] = {}
    for (code, _row, _column), typed in bridge.session.drafts.items():
        shown = typed if len(typed) <= _LONGEST_DRAFT else typed[:_LONGEST_DRAFT] + "…"
        sentences.setdefault(code, texts.text("home.draft", text=" ".join(shown.split())))
    for notice in (*bridge.working_copy.notices(), *kept_notices(bridge.session, texts).values()):
        sentences.setdefault(notice.question, texts.text(f"notice.{notice.code}", **notice.facts))
    return [(code, sentences[code]) for code in needing_a_look(bridge)]


class ProblemsCard(Card):
    """Hidden while nothing needs a look; "Show" leads to the questions, or to a register where only those do."""

    def __init__(self, theme: Theme, texts: Texts, navigate: Callable[[Place], None]) -> None:
        super().__init__("soft", tone="warn", padding=14, spacing=6)
        self._theme, self._texts, self._navigate = theme, texts, navigate
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel(theme, "triangle-alert", "warn", 18))
        self._title = label("", weight="semibold", wrap=True)
        head.addWidget(self._title, 1)
        show = Button(theme, texts.text("common.show"), "link")
        self._place = Place("questionnaire", only="problems")
        show.clicked.connect(lambda: navigate(self._place))
        head.addWidget(show, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(28, 0, 0, 0)
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)
        self._shown: list[tuple[str, str]] | None = None
        self.hide()

    def refresh(self, bridge: Bridge) -> None:
        found = problem_lines(bridge, self._texts)
        if found == self._shown:
            return
        self._shown = found
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        questionnaire = bridge.session.questionnaire
        first = found[0][0] if found else ""
        is_register = first in questionnaire and questionnaire[first].is_register
        self._place = Place.of_register(first) if is_register else Place("questionnaire", only="problems")
        for code, sentence in found[:_LISTED]:
            words = self._texts.text("home.problem_line", number=isolate(questionnaire.number(code)), sentence=sentence)
            self._lines.addWidget(_line(words))
        if len(found) > _LISTED:
            self._lines.addWidget(_line(self._texts.plural("home.problems_more", len(found) - _LISTED)))
        self._title.setText(self._texts.plural("home.problems", len(found)))
        self.setVisible(bool(found))


def _line(text: str) -> QWidget:
    return label(text, "secondary", wrap=True)
