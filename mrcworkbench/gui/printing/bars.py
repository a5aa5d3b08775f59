"""Bars of women and men beside the lines of a table: women solid, men outlined, so that grey paper tells them apart."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mrcworkbench.exchange.report.charts import EDGE, SOLID
from mrcworkbench.exchange.report.layout import Bars

_BAR, _OUTLINE = 0.62, 0.75
"""Height of a bar in heights of its line, and the width of the outline in points."""


def draw_bars(painter: QPainter, bars: Bars, areas: Mapping[int, QRectF], *, mirrored: bool) -> None:
    """Draws the bars of those lines that stand on this page; `areas` are theirs, by line. One scale for all."""
    edge = QColor(f"#{EDGE}")
    for line, (_, women, men) in enumerate(bars.rows, bars.first):
        if line not in areas or women is None or men is None:
            continue
        area = areas[line]
        high = area.height() * _BAR
        scale, used = area.width() / max(1, bars.full), 0.0
        for count, fill in ((women, QColor(f"#{SOLID}")), (men, QColor(Qt.GlobalColor.white))):
            wide = count * scale
            left = area.right() - used - wide if mirrored else area.left() + used
            painter.setPen(QPen(edge, _OUTLINE))
            painter.setBrush(fill)
            if count:
                painter.drawRect(QRectF(left, area.center().y() - high / 2, wide, high))
            used += wide
