"""The side panel: beside the page in a wide window, a drawer over it in a narrow one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.theme.tokens import PANEL_MAX, PANEL_MIN
from mrcworkbench.gui.widgets import Button

if TYPE_CHECKING:
    from PySide6.QtCore import QPropertyAnimation

DRAWER_MS = 120


class SidePanel(QFrame):
    """A panel 312 to 360 wide that scrolls by itself."""

    offered = Signal()
    """It is there now, or not any more."""

    def __init__(self, theme: Theme, content: QWidget, name: str, close: str, width: int, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setProperty("kind", "panel")
        self.setAccessibleName(name)
        self.setFixedWidth(max(PANEL_MIN, min(width, PANEL_MAX)))
        self.is_drawer = False
        self.is_offered = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top = QWidget()
        top = QHBoxLayout(self._top)
        top.setContentsMargins(8, 4, 8, 0)
        top.addStretch(1)
        self._close = Button(theme, close, "icon", "x")
        self._close.clicked.connect(self.close_drawer)
        top.addWidget(self._close)
        self._top.hide()
        column.addWidget(self._top)
        self.scroll_area = QScrollArea(self)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setProperty("kind", "plain")
        self.scroll_area.setWidget(content)
        column.addWidget(self.scroll_area, 1)
        self._slide: QPropertyAnimation | None = None
        self._opener: QWidget | None = None

    def set_drawer(self, *, drawer: bool) -> None:
        """Turns into a drawer, shut at first, or back into a panel."""
        self.is_drawer = drawer
        self._top.setVisible(drawer)
        self._stop_sliding()
        self.setVisible(self.is_offered and not drawer)

    def offer(self, *, offered: bool) -> None:
        """Goes while there is nothing in it, and comes back."""
        if offered is not self.is_offered:
            self.is_offered = offered
            self.setVisible(offered and not self.is_drawer)
            self.offered.emit()

    def toggle(self) -> None:
        if self.isVisible():
            self.close_drawer()
        else:
            self.open()

    def open(self) -> None:
        """Slides in over the page, or is there at once where the system asks for less motion."""
        if not self.is_drawer:
            return
        self.place()
        self.show()
        self.raise_()
        self._slide_in()
        self._opener = QApplication.focusWidget()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _slide_in(self) -> None:
        from PySide6.QtCore import QPropertyAnimation
        from PySide6.QtWidgets import QStyle

        if self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) <= 0:
            return
        end = self.pos()
        away = -self.width() if self.isRightToLeft() else self.width()
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setDuration(DRAWER_MS)
        self._slide.setStartValue(QPoint(end.x() + away, end.y()))
        self._slide.setEndValue(end)
        self._slide.start()

    def _stop_sliding(self) -> None:
        if self._slide is not None:
            self._slide.stop()
            self._slide.deleteLater()
            self._slide = None

    def close_drawer(self) -> None:
        if self.is_drawer:
            self._stop_sliding()
            inside = self.isAncestorOf(QApplication.focusWidget() or self)
            if inside and self._opener is not None and isValid(self._opener):
                self._opener.setFocus(Qt.FocusReason.OtherFocusReason)
            self._opener = None
            self.hide()

    def place(self) -> None:
        """Puts the drawer at the far edge of its page."""
        if self.is_drawer:
            x = 0 if self.isRightToLeft() else self._page.width() - self.width()
            self.setGeometry(x, 0, self.width(), self._page.height())
