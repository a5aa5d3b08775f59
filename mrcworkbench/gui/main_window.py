"""The main window as it is first painted: the frame, before anything in it has been imported.

A start is felt by how soon something is there. So this module needs Qt and the colours only; `Workbench` fills the
window after its first paint.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from mrcworkbench.gui.theme.logo import draw_logo
from mrcworkbench.gui.theme.tokens import BAR, RAIL, RAIL_BELOW, SIDEBAR, Tokens

_FIRST_WIDTH, _FIRST_HEIGHT = 1280, 800
_SMALLEST = 640, 480


class MainWindow(QMainWindow):
    """Empty until `Workbench` fills it. `may_close` is asked before it closes."""

    resized = Signal(int)
    """The new width."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle("MRC Workbench")
        self.setMinimumSize(*_SMALLEST)
        screen = self.screen().availableGeometry()
        self.resize(min(_FIRST_WIDTH, screen.width()), min(_FIRST_HEIGHT, screen.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
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
        painter.fillRect(self.rect(), QColor(t.canvas))
        painter.fillRect(0, 0, self.width(), BAR, QColor(t.surface))
        painter.fillRect(self.width() - side if rtl else 0, 0, side, self.height(), QColor(t.sunken))
        x = self.width() - 43 if rtl else 13
        draw_logo(painter, QRectF(x, 14, 30, 30), QColor(t.accent), QColor(t.on_accent))
