"""The logo, painted by hand."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath

_POST = QRectF(14.75, 5, 2.5, 22)
_ARMS = (
    ((8.5, 7), (21.8, 7), (25.6, 10.25), (21.8, 13.5), (8.5, 13.5)),
    ((23.5, 14.75), (10.2, 14.75), (6.4, 18), (10.2, 21.25), (23.5, 21.25)),
)
"""Corners of the two arms, on a grid of 32."""


def draw_logo(painter: QPainter, rect: QRectF, ground: QColor | QBrush, mark: QColor | QBrush) -> None:
    """A signpost whose arms point different ways: where one can go from here, not how high one stands."""
    unit = min(rect.width(), rect.height()) / 32
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(unit, unit)
    tile = QPainterPath()
    tile.addRoundedRect(QRectF(0, 0, 32, 32), 8, 8)
    painter.fillPath(tile, ground)
    post = QPainterPath()
    post.addRoundedRect(_POST, 1.25, 1.25)
    painter.fillPath(post, mark)
    for corners in _ARMS:
        arm = QPainterPath()
        arm.moveTo(*corners[0])
        for corner in corners[1:]:
            arm.lineTo(*corner)
        arm.closeSubpath()
        painter.fillPath(arm, mark)
    painter.restore()
