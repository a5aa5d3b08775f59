"""What follows the keyboard focus: the ring around filled buttons, Enter on a button, undo keys in fields; and what
has it is in view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from mrcworkbench.gui.focus.ring import FocusRing
from mrcworkbench.gui.focus.second_clicks import SecondClicks
from mrcworkbench.gui.theme import Theme


class FocusFollower(QObject):
    """Looks only at the widget that has the focus, since a filter on everything would slow everything."""

    def __init__(self, app: QApplication, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ring = FocusRing(theme)
        self._field: QWidget | None = None
        self._clicks = SecondClicks(self)
        app.focusChanged.connect(self._on_focus)
        self._on_focus(None, app.focusWidget())  # which a page may have given before anybody followed

    def stop(self) -> None:
        """Lets go of the widgets, before the window goes."""
        if isValid(self._ring):
            self._ring.surround(None)
            self._ring.deleteLater()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self._ring):  # it went with the dialog it stood in
            self._ring = FocusRing(self._theme)
        filled = isinstance(new, QPushButton) and new.property("kind") == "primary"
        self._ring.surround(new if filled and isinstance(new, QPushButton) else None)
        if self._field is not None and isValid(self._field):  # a dialog's buttons go while one of them has the focus
            self._field.removeEventFilter(self)
        self._field = None
        if new is not None:
            self._clicks.watch(new)
            _bring_into_view(new)
        if isinstance(new, QLineEdit | QPlainTextEdit | QAbstractButton):
            self._field = new
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Presses a button by Enter, as Qt does by the space bar alone; and lets undo and redo through to the window
        when the field itself has nothing to undo."""
        if event.type() is QEvent.Type.Destroy:
            self._field = None
            return False
        if isinstance(watched, QAbstractButton):
            return isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and _entered(watched, event)
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


def _bring_into_view(widget: QWidget) -> None:
    """Scrolls to a widget of which nothing is to be seen. Qt does so only where Tab stays within what scrolls."""
    if not widget.isVisible() or not widget.visibleRegion().isEmpty():
        return
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


def _entered(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Whether a key is Enter, and so has pressed the button. A box is ticked by the space bar alone."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or isinstance(button, QCheckBox):
        return False
    if not event.isAutoRepeat():  # a key held down presses once
        button.click()
    return True


def _can_undo(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() and not field.isReadOnly()
    return isinstance(field, QPlainTextEdit) and field.document().isUndoAvailable()


def _can_redo(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable() and not field.isReadOnly()
    return isinstance(field, QPlainTextEdit) and field.document().isRedoAvailable()
