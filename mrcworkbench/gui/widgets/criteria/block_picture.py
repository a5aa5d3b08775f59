"""The picture of a dimension: one block per applicable criterion, stacked on its level; open ones apart, under "?".

Counts only: no mean, no axis of percent, no total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrcworkbench.domain.scoring.results import LEVELS, CriterionScore
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme

FOOT, GAP, BLOCK_HEIGHT, BLOCK_WIDTH = 24.0, 4.0, 15.0, 26.0
_COLUMNS = 6.4
"""Five levels, a gap, and the open ones."""


@dataclass(frozen=True, slots=True)
class Stacks:
    """Per level the filled and the hollow blocks, and how many criteria are open."""

    levels: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    open: int = 0

    @property
    def tallest(self) -> int:
        return max([self.open, *(sum(pair) for pair in self.levels.values())], default=0)


def stacks_of(scores: Sequence[CriterionScore]) -> Stacks:
    """The stacks of the criteria of one dimension. A 0 is outlined in grey, neither filled nor hollow."""
    return Stacks(
        {
            level: (
                sum(score.level == level and not score.hollow for score in scores),
                sum(score.level == level and score.hollow for score in scores),
            )
            for level in LEVELS
        },
        sum(score.applicable and score.level is None for score in scores),
    )


def spoken_stacks(title: str, stacks: Stacks, texts: Texts) -> str:
    """The picture in words."""
    parts = []
    for level in LEVELS:
        filled, hollow = stacks.levels.get(level, (0, 0))
        if filled + hollow:
            parts.append(texts.plural("results.picture_level", filled + hollow, level=level))
        if hollow:
            parts.append(texts.plural("results.picture_hollow", hollow))
    if stacks.open:
        parts.append(texts.plural("results.picture_open", stacks.open))
    return texts.text("results.picture", dimension=title, parts="; ".join(parts) or texts.text("results.picture_none"))


def draw_stacks(
    painter: QPainter, rect: QRectF, theme: Theme, stacks: Stacks, *, rows: int = 0, mirrored: bool = False
) -> None:
    """Draws the stacks; `rows` is the height in blocks, so that pictures side by side share a scale."""
    foot = theme.px(FOOT)
    tallest = max(rows, stacks.tallest, 1)
    step = min(BLOCK_HEIGHT + GAP, (rect.height() - foot - GAP) / tallest)
    column = rect.width() / _COLUMNS
    width = min(BLOCK_WIDTH, column - 6)
    base = round(rect.bottom() - foot) + 0.5
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place in range(6):
        slot = place if place < 5 else _COLUMNS - 1
        left = rect.left() + slot * column
        if mirrored:
            left = rect.left() + rect.right() - left - column
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.drawLine(QPointF(left, base), QPointF(left + column, base))
        filled, hollow = stacks.levels.get(place, (0, 0)) if place < 5 else (0, stacks.open)
        for index in range(filled + hollow):
            box = QRectF(left + (column - width) / 2, base - (index + 1) * step, width, step - GAP)
            _draw_block(painter, box, theme, place, solid=index < filled)
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font("caption", "medium"))
        painter.drawText(
            QRectF(left, base, column, foot), int(Qt.AlignmentFlag.AlignCenter), str(place) if place < 5 else "?"
        )
    painter.restore()


def _draw_block(painter: QPainter, box: QRectF, theme: Theme, place: int, *, solid: bool) -> None:
    """One block: grey outline for 0, filled or hollow for 1 to 4, dashed for an open one (place 5)."""
    t = theme.tokens
    fill, edge, width, style = QColor(t.surface), QColor(t.line_strong), 1.0, Qt.PenStyle.SolidLine
    if place == 5:
        fill, style = QColor(t.sunken), Qt.PenStyle.DashLine
    elif place and solid:
        fill = QColor(t.level[place - 1])
        edge = QColor(t.level_outline) if place < 3 else fill
    elif place:
        edge, width = QColor(t.level_outline), 2.0
    painter.setPen(QPen(edge, width, style))
    painter.setBrush(fill)
    inset = width / 2
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 3, 3)


class StackPicture(QWidget):
    """StackPicture(theme): `show_stacks(stacks, rows, spoken)`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stacks, self._rows = Stacks(), 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme)

    @property
    def stacks(self) -> Stacks:
        return self._stacks

    def show_stacks(self, stacks: Stacks, rows: int, spoken: str) -> None:
        self._stacks, self._rows = stacks, rows
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = max(4, self._rows, self._stacks.tallest)
        return QSize(150, round(self._theme.px(FOOT) + min(rows, 7) * (BLOCK_HEIGHT + GAP) + GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(132, self.sizeHint().height())

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        draw_stacks(
            QPainter(self),
            QRectF(self.rect()),
            self._theme,
            self._stacks,
            rows=self._rows,
            mirrored=self.isRightToLeft(),
        )
