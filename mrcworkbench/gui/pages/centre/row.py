"""One answer as it is read, with the way to correct it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.content.directions import isolate
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.checking import answer_to_json
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.pages.centre.reading import ReadAnswer
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, StateChip, label, restyle, set_reading
from mrcworkbench.gui.words.answers import answer_lines
from mrcworkbench.gui.words.local_time import local_day

_NUMBER = 44
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def answer_text(question: Question, answer: Answer, texts: Texts) -> str:
    """An answer in words: rows one below the other, anything else in one line."""
    lines = list(answer_lines(question, answer_to_json(question, answer), texts))
    return ("\n" if question.is_table else " · ").join(lines) or texts.text("conflicts_page.state_blank")


class _RowLink(Button):
    """The link at the end of a row, seen where the row has the focus or the pointer. The arrow keys go on to the next
    row."""

    stepped = Signal(int)
    focused = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit()


class AnswerRow(QFrame):
    """AnswerRow(theme, texts, read, may_correct): number, question, answer; for a corrected one what the centre said.
    `form_place` is where the form stands while it is open."""

    asked = Signal(str)
    """Code of the answer to correct, or whose conflict is to be settled."""
    stepped = Signal(int)

    def __init__(self, theme: Theme, texts: Texts, read: ReadAnswer, *, may_correct: bool) -> None:
        super().__init__()
        self._texts, self.read = texts, read
        self.setProperty("kind", "answer")
        self.setObjectName(f"answer:{read.question.code}")
        set_reading(self)
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 12, 14, 12)
        across.setSpacing(4)
        number = label(isolate(read.number), "secondary", "muted", "semibold")
        number.setFixedWidth(theme.px(_NUMBER))
        across.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        across.addLayout(column, 1)
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(read.question.text, "secondary", "muted", wrap=True))
        head.addLayout(words, 1)
        side = QVBoxLayout()
        side.setSpacing(4)
        head.addLayout(side)
        column.addLayout(head)
        said = texts.text("centre_page.in_conflict_text") if read.in_conflict else self._words(read.answer)
        words.addWidget(label(said, weight="medium", wrap=True))
        if read.corrected is not None:
            before = texts.text("centre_page.before", answer=self._words(read.corrected.before))
            words.addWidget(label(before, "secondary", "muted", wrap=True))
            who = texts.text(
                "centre_page.by",
                author=read.corrected.author,
                date=local_day(read.corrected.at),
                reason=read.corrected.because,
            )
            words.addWidget(label(who, "secondary", "muted", wrap=True))
            corrected = StateChip(theme, texts.text("centre_page.corrected"), "accent", "gavel")
            side.addWidget(corrected, 0, Qt.AlignmentFlag.AlignTrailing)
        if read.in_conflict:
            chip = StateChip(theme, texts.text("centre_page.in_conflict"), "conflict", "scale")
            side.addWidget(chip, 0, Qt.AlignmentFlag.AlignTrailing)
        self.form_place = QVBoxLayout()
        column.addLayout(self.form_place)
        self.way: _RowLink | None = None
        if may_correct or read.in_conflict:
            self.way = self._build_way(theme, said)
            side.addWidget(self.way, 0, Qt.AlignmentFlag.AlignTrailing)
        side.addStretch(1)

    def _build_way(self, theme: Theme, said: str) -> _RowLink:
        words = self._texts.text("centre_page.to_conflict" if self.read.in_conflict else "centre_page.correct")
        way = _RowLink(theme, words, "ghost", parent=self)
        spoken = self._texts.text(
            "centre_page.row_spoken", act=words, number=self.read.number, question=self.read.question.text, answer=said
        )
        way.setAccessibleName(spoken)
        way.clicked.connect(lambda: self.asked.emit(self.read.question.code))
        way.stepped.connect(self.stepped)
        way.focused.connect(self._show_way)
        return way

    def _words(self, answer: Answer) -> str:
        return answer_text(self.read.question, answer, self._texts)

    def set_open(self, *, is_open: bool) -> None:
        """Says that the form stands in it."""
        restyle(self, open="true" if is_open else "false")
        if self.way is not None:
            self.way.setVisible(not is_open)

    def focus_target(self) -> QWidget | None:
        """What takes the focus when one comes to this row."""
        return self.way

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_way()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_way()

    def _show_way(self) -> None:
        if self.way is not None:
            restyle(self.way, kind="link" if self.underMouse() or self.way.hasFocus() else "ghost")
