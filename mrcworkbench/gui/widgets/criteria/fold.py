"""A part that stays folded until it is opened: its title is a button, and what is in it is made only then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.speech import announce
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.criteria.reason_row import ReasonRow


class Fold(QWidget):
    """Fold(theme, texts, title, build): Enter, the space bar and the arrows open and close it, Esc closes it from
    anywhere inside. `refresh()` drops what is in it, and has it built anew if it is open."""

    def __init__(self, theme: Theme, texts: Texts, title: str, build: Callable[[], QWidget]) -> None:
        super().__init__()
        self._texts, self._build = texts, build
        self._inside: QWidget | None = None
        self._is_open = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.head = _Head(theme, title)
        self.head.clicked.connect(lambda: self.open(not self._is_open))
        self.head.turned.connect(self.open)
        self._column.addWidget(self.head)
        self._say()

    @property
    def is_open(self) -> bool:
        return self._is_open

    def open(self, is_open: bool = True) -> None:
        """Opens or closes it. The focus, if it is inside, comes to its title."""
        if is_open == self._is_open:
            return
        self._is_open = is_open
        here = QApplication.focusWidget()
        if here is not None and self.isAncestorOf(here):
            self.head.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()
        self._say()
        announce(self.head, self.head.accessibleDescription())

    def refresh(self) -> None:
        if self._inside is not None:
            self._inside.hide()
            self._column.removeWidget(self._inside)
            self._inside.deleteLater()
            self._inside = None
        if self._is_open:
            self._inside = self._build()
            self._column.addWidget(self._inside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_open and event.key() == Qt.Key.Key_Escape:
            self.open(False)
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        self.head.set_icon("chevron-down" if self._is_open else "chevron-right")
        self.head.setAccessibleDescription(self._texts.text("panel.open" if self._is_open else "panel.closed"))


class _Head(ReasonRow):
    """The title; `turned` says with which arrow it was opened (True) or closed."""

    turned = Signal(bool)

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, "chevron-right", "accent", title, link=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens, closes = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            opens, closes = closes, opens
        if event.key() in (opens, closes):
            self.turned.emit(event.key() == opens)
        else:
            super().keyPressEvent(event)
