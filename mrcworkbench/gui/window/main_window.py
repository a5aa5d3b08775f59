"""The main window as it is first painted: the frame, before anything in it has been imported.

A start is felt by how soon something is there. So this module needs Qt and the colours only; `Workbench` fills the
window after its first paint.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMargins, QRect, QRectF, Signal
from PySide6.QtGui import (
    QBrush,
    QCloseEvent,
    QColor,
    QGuiApplication,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QMainWindow

from mrcworkbench.gui.theme.logo import draw_logo
from mrcworkbench.gui.theme.tokens import BAR, RAIL, RAIL_BELOW, SIDEBAR, Tokens
from mrcworkbench.gui.window.geometry import FRAME, WindowPlace, first_place, fitted

_SMALLEST = 480, 320
"""With its frame it stays well inside a screen of 1280 by 720 at 150 %, beside the system's own bars."""
_TILE = 64
"""Pixels; filling a window with smaller ones takes longer."""


class MainWindow(QMainWindow):
    """Empty until `Workbench` fills it. `may_close` is asked before it closes."""

    resized = Signal(int)
    """The new width."""
    left = Signal(object)
    """`WindowPlace` at which the window is closed."""

    def __init__(self, tokens: Tokens, place: WindowPlace | None = None) -> None:
        super().__init__()
        self._tokens = tokens
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle("MRC Workbench")
        self.setMinimumSize(*_SMALLEST)
        if place is None:
            self.resize(first_place(self.screen().availableGeometry()).size())  # the system knows a good place
            return
        self.setGeometry(fitted(QRect(*place.inside), FRAME, _screens()))
        if place.maximized:
            # The namespace of all of Qt's enumerations takes 20 ms to make, so it is not asked for without need.
            from PySide6.QtCore import Qt

            self.setWindowState(Qt.WindowState.WindowMaximized)

    def keep_on_screen(self) -> None:
        """Makes the window smaller, or moves it, until it lies on the screen with its frame: that is known only once it
        is shown, and screens may change later.
        """
        if self._is_elsewhere():
            return
        inside, outer = self.geometry(), self.frameGeometry()
        frame = QMargins(
            inside.left() - outer.left(),
            inside.top() - outer.top(),
            outer.right() - inside.right(),
            outer.bottom() - inside.bottom(),
        )
        wanted = fitted(inside, frame, _screens())
        if wanted != inside:
            self.setGeometry(wanted)

    def place(self) -> WindowPlace:
        """Where it stands now; minimised, where it stood before."""
        inside = self.normalGeometry() if self._is_elsewhere() else self.geometry()
        return WindowPlace((inside.x(), inside.y(), inside.width(), inside.height()), self.isMaximized())

    def _is_elsewhere(self) -> bool:
        """Whether it fills the screen or is put away, and keeps its own place for later."""
        return self.isMaximized() or self.isFullScreen() or self.isMinimized()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
            self.left.emit(self.place())
            super().closeEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.centralWidget() is not None:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        t = self._tokens
        side = RAIL if self.width() < RAIL_BELOW else SIDEBAR
        rtl = self.isRightToLeft()
        _fill(painter, QRectF(self.rect()), t.canvas)
        _fill(painter, QRectF(0, 0, self.width(), BAR), t.surface)
        _fill(painter, QRectF(self.width() - side if rtl else 0, 0, side, self.height()), t.sunken)
        x = self.width() - 43 if rtl else 13
        draw_logo(painter, QRectF(x, 14, 30, 30), _brush(t.accent), _brush(t.on_accent))


def _fill(painter: QPainter, area: QRectF, colour: str) -> None:
    """As `painter.fillRect`, which makes the namespace of all of Qt's enumerations: a tenth of the time to the first
    paint."""
    path = QPainterPath()
    path.addRect(area)
    painter.fillPath(path, _brush(colour))


def _brush(colour: str) -> QBrush:
    """A brush for one colour that is made of a small picture: one made of a `QColor` makes that namespace too."""
    tile = QPixmap(_TILE, _TILE)
    tile.fill(QColor(colour))
    return QBrush(tile)


def _screens() -> list[QRect]:
    """What the system leaves free of each screen, the first one first."""
    first = QGuiApplication.primaryScreen()
    return [
        screen.availableGeometry() for screen in sorted(QGuiApplication.screens(), key=lambda one: one is not first)
    ]
