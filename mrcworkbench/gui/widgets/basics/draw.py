"""The painted marks as functions, for widgets and for item delegates alike.

All rectangles are in logical pixels; lines lie on whole or half pixels. Numbers, ticks and clocks are not mirrored;
pies are.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from mrcworkbench.gui.theme import Theme

EN_DASH = "\u2013"
_GRADES = {"a": 1, "b": 2, "d": 3, "c": 4}
_CENTRE = Qt.AlignmentFlag.AlignCenter


def draw_level_chip(
    painter: QPainter, rect: QRectF, theme: Theme, level: int | None, *, hollow: bool = False, applicable: bool = True
) -> None:
    """A level chip, 32 by 24: 0 grey outline, 1 to 4 filled, hollow when it rests on a statement only; "?" for not
    known (`level` None), a dash in a dashed edge for not applicable."""
    t = theme.tokens
    fill, ink, edge, width = QColor(t.surface), QColor(t.muted), QColor(t.line_strong), 1.0
    style = Qt.PenStyle.SolidLine
    text = str(level)
    if not applicable:
        text, style = EN_DASH, Qt.PenStyle.DashLine
    elif level is None:
        text, fill = "?", QColor(t.sunken)
    elif level > 0 and hollow:
        ink, edge, width = QColor(t.level_outline), QColor(t.level_outline), 2.0
    elif level > 0:
        fill, ink = QColor(t.level[level - 1]), QColor(t.on_level[level - 1])
        edge = QColor(t.level_outline) if level < 3 else fill
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width, style))
    painter.setBrush(fill)
    inset = width / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), 4, 4)
    painter.setPen(ink)
    painter.setFont(theme.font("secondary", "semibold"))
    painter.drawText(rect, int(_CENTRE), text)
    painter.restore()


def draw_evidence_mark(
    painter: QPainter, rect: QRectF, theme: Theme, grade: str | None, *, mirrored: bool = False
) -> None:
    """The letter of the grade in a ring of which a quarter is filled per grade; a dash where there is none."""
    t = theme.tokens
    side = min(rect.width(), rect.height())
    ring = QRectF(rect.center().x() - side / 2 + 1, rect.center().y() - side / 2 + 1, side - 2, side - 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(t.line), 2))
    painter.setBrush(QColor(t.surface))
    painter.drawEllipse(ring)
    quarters = _GRADES.get(grade or "", 0)
    if quarters:
        pen = QPen(QColor(t.accent), 2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(ring, 90 * 16, (1 if mirrored else -1) * quarters * 90 * 16)
    painter.setPen(QColor(t.ink if quarters else t.faint))
    painter.setFont(theme.font("caption", "semibold"))
    painter.drawText(rect, int(_CENTRE), grade or EN_DASH)
    painter.restore()


def draw_section_mark(
    painter: QPainter, rect: QRectF, theme: Theme, state: str, share: float = 0.0, *, mirrored: bool = False
) -> None:
    """The mark of a section, 16 by 16: empty ring, pie, tick, triangle, dash.

    `state` is not_started, in_progress, complete, problems or not_applicable; `share` from 0 to 1 fills the pie.
    """
    t = theme.tokens
    side = min(rect.width(), rect.height())
    box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side).adjusted(
        0.75, 0.75, -0.75, -0.75
    )
    colour = {"complete": t.ok, "problems": t.warn, "in_progress": t.accent}.get(state, t.line_strong)
    pen = QPen(QColor(colour), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    c = box.center()
    if state == "problems":
        painter.drawPolygon([QPointF(c.x(), box.top() + 0.5), box.bottomRight(), box.bottomLeft()])
        painter.drawLine(QPointF(c.x(), c.y() - 1.5), QPointF(c.x(), c.y() + 2.5))
        painter.drawPoint(QPointF(c.x(), c.y() + 5))
    else:
        painter.drawEllipse(box)
    if state == "complete":
        painter.drawPolyline([c + QPointF(-3.2, 0.2), c + QPointF(-0.9, 2.5), c + QPointF(3.4, -2.2)])
    elif state == "not_applicable":
        painter.drawLine(c + QPointF(-3, 0), c + QPointF(3, 0))
    elif state == "in_progress":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent))
        span = max(0.06, min(1.0, share)) * 360 * 16
        painter.drawPie(box.adjusted(2.2, 2.2, -2.2, -2.2), 90 * 16, round(span if mirrored else -span))
    painter.restore()


def draw_ladder(
    painter: QPainter,
    rect: QRectF,
    theme: Theme,
    level: int | None,
    *,
    hollow: bool = False,
    applicable: bool = True,
    mirrored: bool = False,
) -> None:
    """Five steps from 0 to 4 that grow; the one reached is filled (or outlined when hollow), those below it are
    grey."""
    t = theme.tokens
    gap, width = 6.0, (rect.width() - 4 * 6.0) / 5
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for step in range(5):
        height = rect.height() * (0.42 + 0.145 * step)
        place = 4 - step if mirrored else step
        box = QRectF(rect.left() + place * (width + gap), rect.bottom() - height, width, height)
        fill, ink, edge, stroke = QColor(t.surface), QColor(t.muted), QColor(t.line), 1.0
        here = applicable and level == step
        if applicable and level is not None and step < level:
            fill = QColor(t.sunken)
        if here and step and not hollow:
            fill, ink, edge = QColor(t.level[step - 1]), QColor(t.on_level[step - 1]), QColor(t.level_outline)
        elif here:
            edge, stroke = QColor(t.level_outline if step else t.line_strong), 2.0
            ink = QColor(t.level_outline if step else t.ink)
        painter.setPen(QPen(edge, stroke))
        painter.setBrush(fill)
        inset = stroke / 2
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 5, 5)
        painter.setPen(ink)
        font: QFont = theme.font("lead", "semibold") if here else theme.font("secondary")
        painter.setFont(font)
        painter.drawText(box, int(_CENTRE), str(step))
    painter.restore()


def draw_blocks(
    painter: QPainter,
    rect: QRectF,
    theme: Theme,
    levels: dict[int, tuple[int, int]],
    *,
    rows: int = 0,
    mirrored: bool = False,
) -> None:
    """The picture of a dimension: one block per applicable criterion, stacked on its level.

    `levels` gives (filled, hollow) counts for 0 to 4; `rows` is the height in blocks, so that pictures side by side
    share a scale. Counts only: no mean, no axis of percent.
    """
    t = theme.tokens
    foot = 24.0
    column = rect.width() / 5
    tallest = max([rows, 1, *(sum(pair) for pair in levels.values())])
    block_h = min(15.0, (rect.height() - foot - 4) / tallest - 4)
    block_w = min(22.0, column - 8)
    base = round(rect.bottom() - foot) + 0.5
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(t.line_strong), 1))
    painter.drawLine(QPointF(rect.left(), base), QPointF(rect.right(), base))
    for level in range(5):
        filled, hollow = levels.get(level, (0, 0))
        x = rect.left() + (4 - level if mirrored else level) * column + (column - block_w) / 2
        for index in range(filled + hollow):
            box = QRectF(x, base - (index + 1) * (block_h + 4), block_w, block_h)
            solid = index < filled and level > 0
            edge = QColor(t.level_outline if level else t.line_strong)
            stroke = 1.0 if solid or not level else 2.0
            painter.setPen(QPen(edge, stroke))
            painter.setBrush(QColor(t.level[level - 1]) if solid else QColor(t.surface))
            painter.drawRoundedRect(box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2), 3, 3)
        painter.setPen(QColor(t.muted))
        painter.setFont(theme.font("caption", "medium"))
        painter.drawText(QRectF(x - 10, base, block_w + 20, foot), int(_CENTRE), str(level))
    painter.restore()
