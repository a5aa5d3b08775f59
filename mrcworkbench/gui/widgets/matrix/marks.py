"""The marks of the study's matrix as paint: disc, ring, tick, corner; for cells, legend and panel alike."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrcworkbench.gui.models.matrix import CellMark
from mrcworkbench.gui.theme import Theme

_DISC, _RING, _APART, _CORNER = 4.5, 8.0, 9.0, 8.0


def draw_cell_mark(painter: QPainter, rect: QRectF, theme: Theme, mark: CellMark, *, mirrored: bool = False) -> None:
    """Disc: named in the text. Ring: Annex B. Both: disc in ring. Tick: Annex A. Corner: tick and text differ.

    What was only planned in 2009 is a half disc, or a dashed ring. Ticks are not mirrored, places are.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    named = bool(mark.body or mark.annex_b)
    apart = _APART if named and mark.tick else 0.0
    toward = -1 if mirrored else 1
    centre = rect.center() - QPointF(apart * toward, 0)
    accent = theme.color("accent")
    if mark.annex_b:
        style = Qt.PenStyle.DotLine if mark.annex_b_planned else Qt.PenStyle.SolidLine
        painter.setPen(QPen(accent, 1.75, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = _RING if mark.body else _RING - 2
        painter.drawEllipse(centre, radius, radius)
    if mark.body:
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush if mark.body == "planned" else accent)
        painter.drawEllipse(centre, _DISC, _DISC)
        if mark.body == "planned":
            painter.setBrush(accent)
            box = QRectF(centre.x() - _DISC, centre.y() - _DISC, 2 * _DISC, 2 * _DISC)
            painter.drawChord(box, 180 * 16, 180 * 16)
    if mark.tick:
        _draw_tick(painter, rect.center() + QPointF((_APART + 1 if named else 0) * toward, 0), theme)
    if mark.differs:
        x = rect.left() if mirrored else rect.right()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("warn"))
        painter.drawPolygon(
            [QPointF(x, rect.top()), QPointF(x - _CORNER * toward, rect.top()), QPointF(x, rect.top() + _CORNER)]
        )
    painter.restore()


def _draw_tick(painter: QPainter, centre: QPointF, theme: Theme) -> None:
    pen = QPen(theme.color("ink"), 1.75)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline([centre + QPointF(-4.5, 0.5), centre + QPointF(-1.2, 3.8), centre + QPointF(4.8, -3.8)])


class MatrixMark(QWidget):
    """MatrixMark(theme, mark): one mark, for the legend and the panel; decoration, so without a name."""

    def __init__(self, theme: Theme, mark: CellMark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._mark = theme, mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(20, 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        box = QRectF(self.rect()).adjusted(3, 5, -5, -3) if self._mark.differs else QRectF(self.rect())
        draw_cell_mark(QPainter(self), box, self._theme, self._mark, mirrored=self.isRightToLeft())
