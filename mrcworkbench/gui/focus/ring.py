"""The ring around a filled button that has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget
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
