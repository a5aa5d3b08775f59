"""The state of a question's answer, at the top right of its card: an icon and a word."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.marks import IconLabel
from mrcworkbench.gui.widgets.basics.text import label, restyle


class CardState(StrEnum):
    """In order of what is said first."""

    NOT_SAVED = "not_saved"
    CONFLICT = "conflict"
    LOOK = "look"
    CARRIED_OVER = "carried_over"
    SAVING = "saving"
    SAVED = "saved"
    BLANK = "blank"


def card_state(answer: Answer, *, needs_a_look: bool, saving: bool, not_saved: bool) -> CardState:
    """What is said of an answer: the first of its states."""
    if not_saved:
        return CardState.NOT_SAVED
    if answer.state is AnswerState.CONFLICT:
        return CardState.CONFLICT
    if needs_a_look:
        return CardState.LOOK
    if answer.state is AnswerState.CARRIED_OVER:
        return CardState.CARRIED_OVER
    if saving:
        return CardState.SAVING
    return CardState.SAVED if answer.counts_as_done else CardState.BLANK


_LOOKS = {
    CardState.NOT_SAVED: ("triangle-alert", "danger"),
    CardState.CONFLICT: ("triangle-alert", "conflict"),
    CardState.LOOK: ("triangle-alert", "danger"),
    CardState.CARRIED_OVER: ("history", "warn"),
    CardState.SAVING: ("clock", "muted"),
    CardState.SAVED: ("circle-check", "ok"),
    CardState.BLANK: ("", "muted"),
}


class StateMark(QWidget):
    """`set_state(state, soft, reviewed)`: with `soft`, what needs a look is stored all the same, and so is amber and
    not red; `reviewed` says more of a saved answer than that it is."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.state = CardState.BLANK
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._icon = IconLabel(theme, "circle-check", "ok", 16)
        self._word = label("", "secondary")
        row.addWidget(self._icon)
        row.addWidget(self._word)
        self.set_state(CardState.BLANK)

    @property
    def word(self) -> str:
        return self._word.text()

    def set_state(self, state: CardState, *, soft: bool = False, reviewed: str = "") -> None:
        icon, tone = _LOOKS[state]
        tone = "warn" if soft and state is CardState.LOOK else tone
        self.state = state
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon, tone)
        # "Saved" in grey beside a green tick: a page full of answers stays calm.
        said = reviewed if state is CardState.SAVED else ""
        calm = state in (CardState.SAVED, CardState.SAVING) and not said
        restyle(self._word, tone="muted" if calm else tone)
        self._word.setText(said or self._texts.text(f"questions.state_{state.value}"))
