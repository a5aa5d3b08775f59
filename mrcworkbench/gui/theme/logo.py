"""The logo, painted by hand."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen


def draw_logo(painter: QPainter, rect: QRectF, ground: QColor, mark: QColor) -> None:
    """The logo: a signpost whose three arms point different ways. Where one goes from here, not how high one stands."""
    side = min(rect.width(), rect.height())
    unit = side / 32
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(unit, unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(0, 0, 32, 32), 8, 8)
    painter.setBrush(mark)
    painter.drawRoundedRect(QRectF(14.75, 5, 2.5, 22), 1.25, 1.25)
    right = [QPointF(9, 7.5), QPointF(21.5, 7.5), QPointF(25, 10.25), QPointF(21.5, 13), QPointF(9, 13)]
    left = [QPointF(23, 15), QPointF(10.5, 15), QPointF(7, 17.75), QPointF(10.5, 20.5), QPointF(23, 20.5)]
    pen = QPen(mark, 1.2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolygon(right)
    painter.drawPolygon(left)
    painter.restore()
