"""What follows the keyboard focus: the ring around filled buttons, undo keys in fields, and F6 between the parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from mrcworkbench.gui.theme import Theme

_OUTSIDE = 4
"""A gap of 2 and a ring of 2, since no inner ring reaches 3:1 on blue."""


class FocusRing(QWidget):
    """A ring around a filled button, drawn on the button's parent so that the button keeps its size."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._button: QPushButton | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, button: QPushButton | None) -> None:
        """Shows the ring around a button, or nowhere."""
        if self._button is not None:
            self._button.removeEventFilter(self)
        self._button = button
        parent = button.parentWidget() if button is not None else None
        if button is None or parent is None:
            self.hide()
            self.setParent(None)
            return
        self.setParent(parent)
        button.installEventFilter(self)
        self._follow(button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._button and event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._follow(self._button)
        elif watched is self._button and event.type() in (QEvent.Type.Hide, QEvent.Type.ParentChange):
            self.hide()
        elif watched is self._button and event.type() is QEvent.Type.Destroy:
            self._button = None
        return False

    def _follow(self, button: QPushButton) -> None:
        self.setGeometry(button.geometry().adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)


class FocusFollower(QObject):
    """Looks only at the widget that has the focus, since a filter on everything would slow everything."""

    def __init__(self, app: QApplication, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ring = FocusRing(theme)
        self._field: QWidget | None = None
        app.focusChanged.connect(self._on_focus)

    def stop(self) -> None:
        """Lets go of the widgets, before the window goes."""
        self._ring.surround(None)
        self._ring.deleteLater()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        filled = isinstance(new, QPushButton) and new.property("kind") == "primary"
        self._ring.surround(new if filled and isinstance(new, QPushButton) else None)
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field = None
        if isinstance(new, QLineEdit | QPlainTextEdit):
            self._field = new
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets undo and redo through to the window when the field itself has nothing to undo."""
        if event.type() is QEvent.Type.Destroy:
            self._field = None
            return False
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Undo):
            return self._pass_on(event, own=_can_undo(watched))
        if event.matches(QKeySequence.StandardKey.Redo):
            return self._pass_on(event, own=_can_redo(watched))
        return False

    def _pass_on(self, event: QKeyEvent, *, own: bool) -> bool:
        if own:
            return False
        event.ignore()
        return True


def _can_undo(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() and not field.isReadOnly()
    return isinstance(field, QPlainTextEdit) and field.document().isUndoAvailable()


def _can_redo(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable() and not field.isReadOnly()
    return isinstance(field, QPlainTextEdit) and field.document().isRedoAvailable()


def first_stop(region: QWidget) -> QWidget | None:
    """The first widget inside a region that the Tab key reaches."""
    widget = region.nextInFocusChain()
    while widget is not None and widget is not region:
        reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if reached and region.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            return widget
        widget = widget.nextInFocusChain()
    return None


def move_between(regions: Sequence[QWidget], step: int) -> None:
    """Puts the focus into the next of the regions that can take it."""
    here = QApplication.focusWidget()
    at = next((n for n, region in enumerate(regions) if here is not None and region.isAncestorOf(here)), -1)
    for n in range(1, len(regions) + 1):
        target = first_stop(regions[(at + n * step) % len(regions)])
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
