"""Why the number of questions has changed: which answer brought more of them, or took some away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from mrcworkbench.domain.questionnaire.checking import answer_to_json
from mrcworkbench.domain.scoring.working_copy import Change
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, IconLabel, isolate, label
from mrcworkbench.gui.words.answers import answer_lines

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.model import Questionnaire
    from mrcworkbench.domain.texts import Texts

_NAMED = 4
"""Answers that a sentence names by their numbers."""


def goal_step(change: Change, questionnaire: Questionnaire) -> int:
    """By how many needed questions an edit has changed the goal; negative where there are fewer."""
    more, fewer = (sum(questionnaire[code].is_needed for code in codes) for codes in (change.shown, change.hidden))
    return more - fewer


def step_sentence(step: int, change: Change, questionnaire: Questionnaire, texts: Texts) -> str:
    """ "5 more questions, as the answer to 17.1 is “In place”."; nothing where the goal stays as it is."""
    if not step:
        return ""
    question = questionnaire[change.question]
    said = next(iter(answer_lines(question, answer_to_json(question, change.after), texts)), "")
    number = isolate(questionnaire.number(change.question))
    return texts.plural("home.goal_more" if step > 0 else "home.goal_fewer", abs(step), number=number, answer=said)


def steps_sentence(steps: Mapping[str, int], questionnaire: Questionnaire, texts: Texts) -> str:
    """The same for several answers together, by question; nothing where it is as it was."""
    told = {code: step for code, step in steps.items() if step}
    total = sum(told.values())
    if not total:
        return ""
    codes: Sequence[str] = questionnaire.in_order(told)
    numbers = ", ".join(isolate(questionnaire.number(code)) for code in codes[:_NAMED])
    if len(codes) > _NAMED:
        numbers = texts.text("home.goal_and_more", numbers=numbers, n=len(codes) - _NAMED)
    return texts.plural("home.goal_grown" if total > 0 else "home.goal_shrunk", abs(total), numbers=numbers)


class GoalSteps(QObject):
    """GoalSteps(bridge): adds up what answers have done to the goal until it is told."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._steps: dict[str, int] = {}
        bridge.answer_changed.connect(self._on_change)

    def tell(self, texts: Texts) -> str:
        """What has changed since it was last told, once."""
        said = steps_sentence(self._steps, self._bridge.working_copy.questionnaire, texts)
        self._steps.clear()
        return said

    def forget(self) -> None:
        """Another assessment is open."""
        self._steps.clear()

    def _on_change(self, change: Change) -> None:
        step = goal_step(change, self._bridge.working_copy.questionnaire)
        if step:
            self._steps[change.question] = self._steps.get(change.question, 0) + step


class GoalStrip(QFrame):
    """A line at the foot of the questionnaire that says once why the goal has changed. It takes its room from below
    what is read, so that nothing moves under the mouse. The next answer, or `clear()`, ends it."""

    def __init__(self, bridge: Bridge, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._bridge, self._texts = bridge, texts
        self.setProperty("kind", "footer")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel(theme, "info", "accent", 16), 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = label("", "secondary", wrap=True)
        row.addWidget(self._words, 1)
        close = Button(theme, texts.text("common.close"), "icon", "x")
        close.clicked.connect(self.clear)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()
        bridge.answer_changed.connect(self._on_change)
        bridge.assessment_opened.connect(self.clear)

    @property
    def sentence(self) -> str:
        """What is said now."""
        return "" if self.isHidden() else self._words.text()

    def clear(self) -> None:
        self._say("")

    def _on_change(self, change: Change) -> None:
        questionnaire = self._bridge.working_copy.questionnaire
        step = goal_step(change, questionnaire)
        self._say(step_sentence(step, change, questionnaire, self._texts))

    def _say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
