"""Fields in which one types. What is typed stays as typed; whether it is right is judged by the editor that owns the
field.

A field emits `paused` after a short pause in typing and `committed` when it is left or Enter is pressed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from mrcworkbench.domain.questionnaire.answers import Cell
from mrcworkbench.domain.questionnaire.checking import typed_form
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.gui.widgets.basics.text import restyle
from mrcworkbench.gui.widgets.editors.clipboard import clip_of, clipboard_mime, insert_text, keep_clean, open_menu

if TYPE_CHECKING:
    from mrcworkbench.domain.reading.pasted import Clip

PAUSE_MS = 600
"""A stop in typing after which a text that is right is saved."""
FIELD_HEIGHT = 36
"""Height of a field of one line, in pixels at 100 %."""
MOST_LINES = 10
"""A text grows to this many lines, then it scrolls."""


def as_typed(cell: Cell | None) -> str:
    """A value as it stands in a field: the form that `check_cell` reads back as the same value."""
    return typed_form(cell)


def may_go_on(question: Question, typed: str, value: Cell | None) -> bool:
    """Whether a text that is right is better not kept while one types: the beginning of a date is often another date,
    as 31/12/20 of 31/12/2027, so only a date in its full form is kept then."""
    return question.kind is ValueKind.DATE and as_typed(value) != typed.strip()


class TypedLine(QLineEdit):
    """One line: a number, a date, a short text. `numeric` aligns it at the end, as numbers stand in a column."""

    committed = Signal()
    paused = Signal()
    pasted = Signal(object)
    """A `Clip` that may hold more cells than this; only where `takes_cells`. Whoever takes none of it says
    `insert_clip`."""
    left_out = Signal(int)
    """How many characters that nobody can see have just been left out."""
    entered = Signal()
    """Enter was pressed."""

    def __init__(self, *, numeric: bool = False, takes_cells: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pause: QTimer | None = None
        self._takes_cells = takes_cells
        if numeric:
            self.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        keep_clean(self, self.left_out.emit)
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self._on_finished)
        self.returnPressed.connect(self.entered)

    def typed(self) -> str:
        return self.text()

    def set_typed(self, text: str) -> None:
        """Shows a text without telling anyone; the cursor stays where it is if nothing changes."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def set_problem(self, wrong: bool) -> None:
        restyle(self, problem="true" if wrong else "")

    def focusNextPrevChild(self, next_: bool) -> bool:
        """What there is to choose about the text is there before Tab goes on, since it is the next stop."""
        if self.isModified():
            self._on_finished()
        return super().focusNextPrevChild(next_)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(clipboard_mime())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        open_menu(self, event, lambda: self.take(clipboard_mime()))

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is self:
            super().dropEvent(event)
            return
        self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.take(event.mimeData())
        event.acceptProposedAction()

    def take(self, mime: QMimeData) -> None:
        """Takes what was pasted or dropped."""
        if not self.isReadOnly():
            _take(self, mime, cells=self._takes_cells)

    def insert_clip(self, clip: Clip) -> None:
        """Puts all of a clipboard into this field."""
        _insert(self, clip)

    def _on_edited(self) -> None:
        self._pause = _restarted(self._pause, self)

    def _on_finished(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self.committed.emit()


class GrowingText(QPlainTextEdit):
    """A text of one line that grows with what is typed. In a table (`cell`) Enter leaves it, Shift+Enter breaks the
    line."""

    committed = Signal()
    paused = Signal()
    pasted = Signal(object)
    left_out = Signal(int)
    entered = Signal()

    def __init__(
        self, *, height: int = FIELD_HEIGHT, cell: bool = False, lines: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._height, self._cell, self._least = height, cell, lines
        self._pause: QTimer | None = None
        self._silent = False
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(3)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(64)
        keep_clean(self, self.left_out.emit)
        self.textChanged.connect(self._on_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def typed(self) -> str:
        return self.toPlainText()

    def set_typed(self, text: str) -> None:
        """Shows a text without telling anyone; the cursor stays where it is if nothing changes."""
        if text != self.toPlainText():
            self._silent = True
            self.setPlainText(text)
            self._silent = False

    def set_problem(self, wrong: bool) -> None:
        restyle(self, problem="true" if wrong else "")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._cell and enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._finish()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._finish()
        elif self._pause is not None and self._pause.isActive():
            self._pause.stop()
            self.paused.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        _take(self, source, cells=self._cell)

    def insert_clip(self, clip: Clip) -> None:
        """Puts all of a clipboard into this field."""
        _insert(self, clip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _on_changed(self) -> None:
        if not self._silent:
            self._pause = _restarted(self._pause, self)

    def _finish(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self.committed.emit()

    def _fit(self) -> None:
        """As high as its lines, within bounds."""
        lines = max(self._least, round(self.document().size().height()))
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)
        self.setFixedHeight(self._height + (min(lines, MOST_LINES) - 1) * self.fontMetrics().lineSpacing())


def _restarted(timer: QTimer | None, field: TypedLine | GrowingText) -> QTimer:
    if timer is None:
        timer = QTimer(field)
        timer.setSingleShot(True)
        timer.setInterval(PAUSE_MS)
        timer.timeout.connect(field.paused)
    timer.start()
    return timer


def _take(field: TypedLine | GrowingText, mime: QMimeData, *, cells: bool) -> None:
    """One text goes in where the cursor is; what may be several cells, whoever owns the field decides about."""
    if not mime.hasText():
        return
    clip = clip_of(mime)
    if cells and clip.may_be_cells:
        field.pasted.emit(clip)
    else:
        _insert(field, clip)


def _insert(field: TypedLine | GrowingText, clip: Clip) -> None:
    left_out = insert_text(field, clip.one_text)
    if left_out:
        field.left_out.emit(left_out)
