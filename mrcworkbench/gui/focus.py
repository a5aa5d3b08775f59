"""What follows the keyboard focus: the ring around filled buttons, Enter on a button, undo keys in fields, and F6
between the parts; and what a double click may not do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import ref

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

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
        if self._button is not None and isValid(self._button):
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


@dataclass(frozen=True, slots=True)
class _Press:
    """A press of a mouse button: when, in milliseconds, where on the screen, and what it hit."""

    time: int
    place: QPoint
    hit: ref[QWidget] | None


_PRESSED = QPushButton, QCheckBox, QRadioButton, QComboBox
"""What a double click presses once."""


class SecondClicks(QObject):
    """Lets the second click of a double click reach only what the first one hit, and press no button again.

    The first may take away or move what it hits: a file, a row, a question's editor. Then the second would press what
    has come below the pointer, such as the next file's *Remove*. On the same button it would take back what the first
    did, or do it twice: close what was opened, untick a box, pass over a section. It looks at the events of windows,
    which are few.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last = _Press(0, QPoint(), None)
        self._drops = False

    def watch(self, widget: QWidget) -> None:
        """Looks at the clicks in the window of a widget from now on."""
        window: object = widget.window().windowHandle()
        if isinstance(window, QWindow) and isValid(window):  # the list of a drop-down goes while it gets the focus
            window.installEventFilter(self)  # which Qt does once, however often it is asked

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() is QEvent.Type.MouseButtonDblClick:  # follows the press that makes it one
            return self._drops
        QTimer.singleShot(0, self, self._watch_popup)
        if event.type() is not QEvent.Type.MouseButtonPress:
            return False
        at = event.globalPosition().toPoint()
        hit = QApplication.widgetAt(at)
        before, hints = self._last, QApplication.styleHints()
        second = (
            event.timestamp() - before.time < hints.mouseDoubleClickInterval()
            and (at - before.place).manhattanLength() < hints.startDragDistance()
        )
        first_hit = before.hit() if before.hit is not None else None
        again = second and hit is first_hit and isinstance(hit, _PRESSED)
        moved = second and hit is not first_hit
        self._drops = again or moved
        kept = before.hit if moved else ref(hit) if hit is not None else None
        self._last = _Press(0 if again else event.timestamp(), at, kept)  # whoever clicks on and on, means each other
        return self._drops

    def _watch_popup(self) -> None:
        """A menu or a list that a click opens gets the next click, wherever that falls: it would close at once."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            self.watch(popup)


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


def first_stop(region: QWidget) -> QWidget | None:
    """The first widget inside a region that the Tab key reaches."""
    widget = region.nextInFocusChain()
    while widget is not None and widget is not region:
        reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if reached and region.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            return widget
        widget = widget.nextInFocusChain()
    return None


def give_focus(page: QWidget | None) -> None:
    """Gives the focus to a page that has come: what had it went with the page before or was disabled, or it was asked
    for before the window was active."""
    here: object = QApplication.focusWidget()
    if page is not None and not (isinstance(here, QWidget) and page.isAncestorOf(here)):
        _enter(page, Qt.FocusReason.OtherFocusReason)


def move_between(regions: Sequence[QWidget], step: int) -> None:
    """Puts the focus into the next of the regions that can take it, where it was when it left that region."""
    here = QApplication.focusWidget()
    at = next((n for n, region in enumerate(regions) if here is not None and region.isAncestorOf(here)), -1)
    for n in range(1, len(regions) + 1):
        if _enter(regions[(at + n * step) % len(regions)], Qt.FocusReason.ShortcutFocusReason):
            return


def _enter(region: QWidget, reason: Qt.FocusReason) -> bool:
    """Puts the focus where it was in a region, or to its first stop; whether there is one."""
    last: object = region.focusWidget()
    there = isinstance(last, QWidget) and region.isAncestorOf(last) and last.isVisible() and last.isEnabled()
    target = last if isinstance(last, QWidget) and there else first_stop(region)
    if target is not None:
        target.setFocus(reason)
    return target is not None
