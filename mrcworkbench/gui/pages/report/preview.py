"""The first sheet of a report, as paper: white in every theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrcworkbench.gui.printing.paper import PAGE_HEIGHT, PAGE_WIDTH, PaperProfile, draw_profile
from mrcworkbench.gui.theme import Theme

WIDEST = 620


class ProfilePreview(QWidget):
    """ProfilePreview(theme): `show_profile(profile, spoken)`; as wide as there is room, up to 620."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._profile: PaperProfile | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(WIDEST)
        theme.changed.connect(self.update)

    def show_profile(self, profile: PaperProfile, spoken: str) -> None:
        self._profile = profile
        self.setAccessibleName(spoken)
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(width * PAGE_HEIGHT / PAGE_WIDTH)

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, self.heightForWidth(WIDEST))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = min(self.width() / PAGE_WIDTH, self.height() / PAGE_HEIGHT)
        width = PAGE_WIDTH * ratio
        left = (self.width() - width) / 2
        paper = QRectF(left + 0.5, 0.5, width - 1, PAGE_HEIGHT * ratio - 1)
        painter.setPen(QPen(self._theme.color("line_strong"), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(paper)
        if self._profile is not None:
            painter.translate(left, 0)
            painter.scale(ratio, ratio)
            draw_profile(painter, self._profile)
