"""What the round before said to a question: in a dashed box while the answer waits for a person to say that it is still
true, and in a line below the editor where it says something else than the answer does now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.gui.theme.tokens import RADIUS_CONTROL
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.text import ElidedLabel, breakable, label
from mrcworkbench.gui.widgets.editors.base import Kit
from mrcworkbench.gui.widgets.question.foot import speak_of
from mrcworkbench.gui.words.in_short import InShort, in_short
from mrcworkbench.gui.words.texts import plain_tooltip

STILL_TRUE_KEY, CHANGE_KEY = "T", "C"
_TELLING = (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE)
_NAME_WIDTH = 92
"""Width of the round's name before a line, in pixels at 100 %."""
_ABOVE = 6
"""Pixels above the words of a line, so that they stand level with its link."""


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """`round` is its name, `heading` says also when it was sealed. `answer` is None where the file does not hold that
    round. `returns`: the answer may be taken back as one that is carried over."""

    round: str
    heading: str
    answer: Answer | None = None
    returns: bool = False


def says_the_same(one: Answer, other: Answer) -> bool:
    """Whether two answers are the same but for comment and files."""
    return (one.state, one.value, one.reason) == (other.state, other.value, other.reason)


class CarriedBox(QFrame):
    """The old answer in words, with *Still true* and *Change*."""

    def __init__(self, kit: Kit, question: Question, heading: str) -> None:
        super().__init__()
        self._kit, self._question = kit, question
        kit.theme.changed.connect(self.update)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._said = label("", weight="medium", wrap=True)
        self._detail = label("", "secondary", "muted", wrap=True)
        for widget in (label(heading, "caption", "muted", wrap=True), self._said, self._detail):
            words.addWidget(widget)
        row.addLayout(words, 1)
        self.still_true = self._button("questions.still_true", "check", STILL_TRUE_KEY)
        self.change = self._button("questions.change", "pen-line", CHANGE_KEY)
        self._heading = heading
        row.addWidget(self.still_true)
        row.addWidget(self.change)

    def _button(self, key: str, icon: str, letter: str) -> Button:
        made = Button(self._kit.theme, self._kit.texts.text(key), icon=icon, size=16)
        speak_of(made, self._kit, self._question)
        made.setToolTip(plain_tooltip(self._kit.texts.text("questions.with_key", act=made.text(), key=letter)))
        return made

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, painter = self._kit.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("line_strong"), 1)
        pen.setDashPattern([4, 3])  # a style sheet dashes a line of one pixel into dots
        painter.setPen(pen)
        painter.setBrush(theme.color("canvas"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)

    def show_said(self, said: InShort) -> None:
        _fill(self._said, self._detail, said)
        for button in (self.still_true, self.change):
            button.setAccessibleDescription(f"{self._heading}. {said.spoken}")


class BeforeLine(QWidget):
    """The name of the round, what it said, and *Back to this*."""

    def __init__(self, kit: Kit, question: Question, round_: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        name = ElidedLabel(round_, "secondary", "muted")
        name.setFixedWidth(kit.theme.px(_NAME_WIDTH))
        start, words = QVBoxLayout(), QVBoxLayout()
        start.addWidget(name)
        for column in (start, words):
            column.setContentsMargins(0, _ABOVE, 0, 0)
            column.setSpacing(2)
        self._said = label("", "secondary", "muted", wrap=True)
        self._detail = label("", "caption", "muted", wrap=True)
        words.addWidget(self._said)
        words.addWidget(self._detail)
        for column in (start, words):
            column.addStretch(1)
        self.back = Button(kit.theme, kit.texts.text("questions.back_to_this"), "link", "rotate-ccw")
        speak_of(self.back, kit, question)
        row.addLayout(start)
        row.addLayout(words, 1)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)

    def show_said(self, said: InShort, *, returns: bool) -> None:
        _fill(self._said, self._detail, said)
        self.back.setVisible(returns)
        self.back.setAccessibleDescription(said.spoken)


class BeforeArea(QVBoxLayout):
    """BeforeArea(kit, question, before): `show_answer` shows the box or the line, or neither. Most cards never show
    any: each is made when it is needed."""

    kept = Signal()
    """What the round before said is still true."""
    change_asked = Signal()
    back_asked = Signal()

    def __init__(self, kit: Kit, question: Question, before: SaidBefore | None) -> None:
        super().__init__()
        self._kit, self._question, self._before = kit, question, before
        self._locked = self._held = False
        self.box: CarriedBox | None = None
        self.line: BeforeLine | None = None
        self._keys: tuple[QShortcut, ...] = ()

    @property
    def rules(self) -> bool:
        """Whether the box stands in the place of the editor."""
        return self.box is not None and not self.box.isHidden()

    def show_answer(self, answer: Answer, *, changing: bool) -> None:
        """`changing`: the editor is open with the old answer in it."""
        said = answer.before or (self._before.answer if self._before is not None else None)
        self._show_box(answer.before if not changing else None)
        tells = said is not None and said.state in _TELLING and not self.rules and not says_the_same(said, answer)
        self._show_line(said if tells else None, in_the_editor=changing)

    def set_locked(self, locked: bool) -> None:
        self._locked = locked
        self._apply_lock()

    def _apply_lock(self) -> None:
        buttons = [] if self.box is None else [self.box.still_true, self.box.change]
        for button in buttons if self.line is None else [*buttons, self.line.back]:
            button.setEnabled(not self._locked)

    def _show_box(self, said: Answer | None) -> None:
        if said is not None:
            if self.box is None:
                self.box = self._make_box()
            self.box.show_said(in_short(self._question, said, self._kit.texts))
        if self.box is not None:
            self.box.setVisible(said is not None)
            self._apply_keys()

    def hold_keys(self, *, held: bool) -> None:
        """Whether its keys belong to another question for now."""
        self._held = held
        self._apply_keys()

    def _apply_keys(self) -> None:
        for key in self._keys:
            key.setEnabled(self.rules and not self._held)

    def _make_box(self) -> CarriedBox:
        heading = self._before.heading if self._before is not None else self._kit.texts.text("questions.round_before")
        box = CarriedBox(self._kit, self._question, heading)
        box.still_true.clicked.connect(self.kept)
        box.change.clicked.connect(self.change_asked)
        self.addWidget(box)
        # Of the whole card: a letter is no text only where no field takes it as one.
        made = []
        for letter, button in ((STILL_TRUE_KEY, box.still_true), (CHANGE_KEY, box.change)):
            key = QShortcut(QKeySequence(letter), self.parentWidget() or box)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(button.click)
            made.append(key)
        self._keys = tuple(made)
        self._apply_lock()
        return box

    def _show_line(self, said: Answer | None, *, in_the_editor: bool) -> None:
        if said is not None:
            if self.line is None:
                self.line = self._make_line()
            returns = self._before is None or self._before.returns
            words = in_short(self._question, said, self._kit.texts)
            self.line.show_said(InShort(words.said) if in_the_editor else words, returns=returns)
        if self.line is not None:
            self.line.setVisible(said is not None)

    def _make_line(self) -> BeforeLine:
        round_ = self._before.round if self._before is not None else self._kit.texts.text("questions.round_before")
        line = BeforeLine(self._kit, self._question, round_)
        line.back.clicked.connect(self.back_asked)
        self.addWidget(line)
        self.line = line
        self._apply_lock()
        return line


def _fill(said: QLabel, detail: QLabel, words: InShort) -> None:
    said.setText(breakable(words.said))
    detail.setText(breakable(words.detail))
    detail.setVisible(bool(words.detail))
    for widget in (said, detail):
        widget.setToolTip(plain_tooltip(words.whole))
