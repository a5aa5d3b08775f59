"""The search field of the top bar."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from mrcworkbench.gui.theme import Theme


class SearchField(QLineEdit):
    """A line edit with a magnifier, which is not mirrored."""

    def __init__(self, theme: Theme, hint: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "search")
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setMaximumWidth(288)
        self.setMinimumWidth(140)
        self.setMaxLength(200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(288, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        x = self.width() - 26 if self.isRightToLeft() else 10
        icon = self._theme.pixmap("search", "muted", 16, self)
        QPainter(self).drawPixmap(x, (self.height() - 16) // 2, icon)
