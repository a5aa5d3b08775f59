"""The report on paper: the same sheets that the workbook holds, as pages of A4 that a painter draws.

All lengths in points. Columns stand in mirrored order where the language reads from the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.directions import reads_from_right
from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.exchange.report import layout
from mrcworkbench.exchange.report.layout import Box, Leaf, heights, pages
from mrcworkbench.exchange.report.looks import MUTED, Line, Look
from mrcworkbench.exchange.report.measure import ARIAL, POINTS_PER_MM
from mrcworkbench.exchange.report.pages.arranged import arranged
from mrcworkbench.exchange.report.words import Words
from mrcworkbench.gui.printing.bars import draw_bars
from mrcworkbench.gui.printing.paper_font import ShippedFont, paper_font
from mrcworkbench.gui.printing.text_block import TextBlock, texts_of

PAGE_WIDTH, PAGE_HEIGHT = layout.PAGE_WIDTH * POINTS_PER_MM, layout.PAGE_HEIGHT * POINTS_PER_MM
_MARGIN, _TOP = layout.MARGIN * POINTS_PER_MM, layout.TOP * POINTS_PER_MM
_HEADER = 10.0 * POINTS_PER_MM
"""Of header and footer from the edge of the paper."""
_THICKNESS = {"thin": 0.6, "medium": 1.5, "thick": 2.25, "dashed": 0.6}
_EDGE_SIZE = 9
_SEAM = 0.25
"""Points by which a fill reaches into the next box: side by side they would show the paper between them."""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One page: the lines of a leaf that stand on it, with their heights; those repeated from its top come first."""

    leaf: Leaf
    lines: tuple[int, ...]
    tall: Sequence[float]

    def boxes(self) -> tuple[Box, ...]:
        return tuple(box for line in self.lines for box in self.leaf.lines[line].boxes)


@dataclass(frozen=True)
class ReportPages:
    """All pages, and what stands above and below each."""

    pages: tuple[PaperPage, ...]
    head: str
    foot: str
    numbers: tuple[str, ...]
    """"Page 1 of 7" of each."""
    mirrored: bool

    def spoken(self, number: int) -> str:
        """What the page says, for those who do not see it. Pages are counted from 0."""
        return f"{self.numbers[number]}. {texts_of([box.content for box in self.pages[number].boxes()])}"

    def draw(self, painter: QPainter, number: int) -> None:
        """Draws a page; the painter counts in points from the corner of the paper."""
        page = self.pages[number]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        placed = list(self._placed(page))
        for box, area in placed:
            if box.look.fill:
                painter.fillRect(area.adjusted(0, 0, _SEAM, _SEAM), QColor(f"#{box.look.fill}"))
        for box, area in placed:
            _draw_edges(painter, box.look, area, mirrored=self.mirrored)
        for box, area in placed:
            if box.content not in (None, ""):
                TextBlock(box.content, box.look, area.width(), mirrored=self.mirrored).draw(
                    painter, area, mirrored=self.mirrored
                )
        for bars in page.leaf.bars:
            rows = {line: area for line, area in self._rows(page) if bars.first <= line <= bars.last}
            if rows:
                draw_bars(
                    painter,
                    bars,
                    {line: self._span(page.leaf, bars.left, bars.right, area) for line, area in rows.items()},
                    mirrored=self.mirrored,
                )
        if page.leaf.has_header:
            self._edge(painter, _HEADER, self.head, page.leaf.title)
        self._edge(painter, PAGE_HEIGHT - _HEADER - _EDGE_SIZE * 1.3, self.foot, self.numbers[number])

    def _rows(self, page: PaperPage) -> list[tuple[int, tuple[float, float]]]:
        """The lines of a page, each with its top and height."""
        tops = accumulate((page.tall[line] for line in page.lines), initial=_TOP)
        return [(line, (top, page.tall[line])) for line, top in zip(page.lines, tops, strict=False)]

    def _placed(self, page: PaperPage) -> list[tuple[Box, QRectF]]:
        return [
            (box, self._span(page.leaf, box.first, box.last, place))
            for line, place in self._rows(page)
            for box in page.leaf.lines[line].boxes
        ]

    def _span(self, leaf: Leaf, first: int, last: int, place: tuple[float, float]) -> QRectF:
        """The area over these columns."""
        left = _MARGIN + sum(leaf.widths[: first - 1]) * POINTS_PER_MM
        width = sum(leaf.widths[first - 1 : last]) * POINTS_PER_MM
        top, height = place
        return QRectF(PAGE_WIDTH - left - width if self.mirrored else left, top, width, height)

    def _edge(self, painter: QPainter, top: float, leading: str, trailing: str) -> None:
        """A line above or below the page; the leading text gives way."""
        font = paper_font(_EDGE_SIZE, bold=False)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(f"#{MUTED}"))
        area = QRectF(_MARGIN, top, PAGE_WIDTH - 2 * _MARGIN, metrics.height())
        room = area.width() - metrics.horizontalAdvance(trailing) - 2 * _EDGE_SIZE
        cut = metrics.elidedText(" ".join(leading.split()), Qt.TextElideMode.ElideRight, room)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for text, side in ((cut, right if self.mirrored else left), (trailing, left if self.mirrored else right)):
            painter.drawText(area, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine), text)


def report_pages(data: ReportData) -> ReportPages:
    """The pages of the report for this audience, in its language: as high as the workbook has them, so that both end
    where the other ends, or higher where a text needs it."""
    texts, measure = catalogue(data.language), ShippedFont()
    words = Words(texts)
    made: list[PaperPage] = []
    for leaf in arranged(data, texts):
        tall = [max(both) for both in zip(heights(leaf, ARIAL), heights(leaf, measure), strict=True)]
        repeated = tuple(range(leaf.repeated[0], leaf.repeated[1] + 1)) if leaf.repeated else ()
        for number, part in enumerate(pages(leaf, tall)):
            made.append(PaperPage(leaf, (*(repeated if number else ()), *part), tall))
    numbers = tuple(words.say("page", page=n, pages=len(made)) for n in range(1, len(made) + 1))
    return ReportPages(
        tuple(made), words.head_line(data), words.foot_line(data), numbers, reads_from_right(data.language)
    )


def _draw_edges(painter: QPainter, look: Look, area: QRectF, *, mirrored: bool) -> None:
    before, after = (look.right, look.left) if mirrored else (look.left, look.right)
    sides: tuple[tuple[Line | None, QLineF], ...] = (
        (look.top or look.box, QLineF(area.topLeft(), area.topRight())),
        (look.bottom or look.box, QLineF(area.bottomLeft(), area.bottomRight())),
        (before or look.box, QLineF(area.topLeft(), area.bottomLeft())),
        (after or look.box, QLineF(area.topRight(), area.bottomRight())),
    )
    for edge, where in sides:
        if edge is not None:
            kind, colour = edge
            style = Qt.PenStyle.DashLine if kind == "dashed" else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(f"#{colour}"), _THICKNESS[kind], style, Qt.PenCapStyle.FlatCap))
            painter.drawLine(where)
