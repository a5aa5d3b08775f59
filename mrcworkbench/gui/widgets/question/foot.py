"""The last row of a question's card: why there is no answer, and the way to the comment."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.basics.marks import IconLabel
from mrcworkbench.gui.widgets.basics.text import label
from mrcworkbench.gui.widgets.editors.base import Kit

_CHOSEN = {
    AnswerState.NOT_APPLICABLE: "circle-slash",
    AnswerState.NOT_KNOWN: "circle-question-mark",
    AnswerState.DECLINED: "lock",
}
STATES_WITHOUT_VALUE = frozenset(_CHOSEN)
_OPEN = (AnswerState.BLANK, AnswerState.CARRIED_OVER)


def speak_of(button: Button, kit: Kit, question: Question) -> None:
    """Says to a screen reader which question a button of its card is about: every card has the same buttons."""
    act = button.text().replace("&&", "&")
    button.setAccessibleName(kit.texts.text("questions.about", act=act, question=question.text))


class StateStrip(QFrame):
    """Stands in place of the editor while a state rules: which one and why, and the way back with one click."""

    cleared = Signal()

    def __init__(self, kit: Kit, question: Question) -> None:
        super().__init__()
        self._kit, self._question = kit, question
        self.setProperty("kind", "inset")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        self._icon = IconLabel(kit.theme, "circle-slash", "muted", 16)
        self._words = label("", wrap=True)
        self.clear = Button(kit.theme, kit.texts.text("questions.answer_instead"), "link", "pen-line")
        self.clear.setAccessibleDescription(question.text)
        self.clear.clicked.connect(self.cleared)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self.clear)
        self.hide()

    def show_answer(self, answer: Answer) -> None:
        rules = answer.state in STATES_WITHOUT_VALUE
        if rules:
            reasons = {option.code: option.text for option in self._question.not_applicable_reasons}
            self._icon.set_icon(_CHOSEN[answer.state], "muted")
            self._words.setText(
                self._kit.texts.text(
                    f"questions.chosen_{answer.state.value}",
                    **(
                        {"reason": reasons.get(answer.reason or "", "")}
                        if answer.state is AnswerState.NOT_APPLICABLE
                        else {}
                    ),
                )
            )
        self.setVisible(rules)


class FootRow(QWidget):
    """Not applicable… · Not known · Decline to answer · Clear answer, and Comment at the far end."""

    chosen = Signal(str, object)
    """State and, for not applicable, the reason's code. Pressing the state that rules leaves it as it is."""
    clear_asked = Signal()
    comment_asked = Signal()

    def __init__(self, kit: Kit, question: Question) -> None:
        super().__init__()
        self._kit, self._question = kit, question
        self._state = AnswerState.BLANK
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        holder = QWidget()
        flow = FlowLayout(holder, 12, 2)
        self._buttons: dict[AnswerState, Button] = {}
        states = [AnswerState.NOT_KNOWN, AnswerState.DECLINED]
        if question.not_applicable_reasons:
            states.insert(0, AnswerState.NOT_APPLICABLE)
        for state in states:
            button = Button(kit.theme, kit.texts.text(f"questions.{state.value}"), "link")
            button.setCheckable(True)
            speak_of(button, kit, question)
            button.clicked.connect(lambda _=False, state=state: self._on_clicked(state))
            flow.addWidget(button)
            self._buttons[state] = button
        self.clear = Button(kit.theme, kit.texts.text("questions.clear"), "quiet")
        self.clear.clicked.connect(self.clear_asked)
        speak_of(self.clear, kit, question)
        flow.addWidget(self.clear)
        row.addWidget(holder, 1)
        self.comment = Button(kit.theme, kit.texts.text("questions.comment"), "link", "message-square")
        self.comment.clicked.connect(self.comment_asked)
        row.addWidget(self.comment)

    def button(self, state: AnswerState) -> Button:
        return self._buttons[state]

    def show_answer(self, answer: Answer, *, comment_open: bool, wrong: bool = False) -> None:
        """`wrong`: something stands in the fields that is not the answer, and can be cleared as well."""
        self._state = answer.state
        self.clear.setVisible(answer.counts_as_done or (wrong and answer.state in _OPEN))
        for state, button in self._buttons.items():
            button.setChecked(state is answer.state)
        self.comment.setHidden(comment_open)
        commented = answer.comment or answer.kept_comment
        self.comment.set_label(self._kit.texts.text("questions.comment_edit" if commented else "questions.comment"))
        speak_of(self.comment, self._kit, self._question)

    def reasons_menu(self) -> QMenu:
        """The menu of the reasons why the question is not applicable."""
        menu = QMenu(self)
        for option in self._question.not_applicable_reasons:
            action = menu.addAction(option.text.replace("&", "&&"))
            action.triggered.connect(
                lambda _=False, code=option.code: self.chosen.emit(AnswerState.NOT_APPLICABLE.value, code)
            )
        return menu

    def _on_clicked(self, state: AnswerState) -> None:
        button = self._buttons[state]
        button.setChecked(state is self._state)
        if state is AnswerState.NOT_APPLICABLE:  # also to choose another reason
            menu = self.reasons_menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        elif state is not self._state:
            self.chosen.emit(state.value, None)
