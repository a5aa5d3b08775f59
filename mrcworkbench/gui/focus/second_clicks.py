"""What the second click of a double click may not do."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import ref

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QPushButton, QRadioButton, QWidget
from shiboken6 import isValid


@dataclass(frozen=True, slots=True)
class _Press:
    """A press of a mouse button: when, in milliseconds, where on the screen, and what it hit."""

    time: int
    place: QPoint
    hit: ref[QWidget] | None


_PRESSED = QPushButton, QCheckBox, QRadioButton, QComboBox
"""What a double click presses once."""
AGAIN_AND_AGAIN = "again_and_again"
"""The property of a button that one presses as often as one means it, such as that of undo: a step for each press."""


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
        again = second and hit is first_hit and isinstance(hit, _PRESSED) and not hit.property(AGAIN_AND_AGAIN)
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
