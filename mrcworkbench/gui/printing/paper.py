"""The profile on paper: always light, in points of an A4 page. For the print, and for the preview of a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from mrcworkbench.domain.scoring.criteria import CriteriaSet, Criterion, Dimension
from mrcworkbench.domain.scoring.results import LEVELS, CriterionScore, Score
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.criteria import level_title
from mrcworkbench.gui.theme.fonts import make_font
from mrcworkbench.gui.theme.tokens import LIGHT
from mrcworkbench.gui.widgets.basics import draw
from mrcworkbench.gui.widgets.criteria.block_picture import draw_stacks, stacks_of

if TYPE_CHECKING:
    from mrcworkbench.gui.theme import Theme

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 595.0, 842.0, 42.0
"""A4 in points."""
_SCALE = 68
"""Text on paper against text on screen, in percent."""
_RIGHT = ("protection", "sustainability")
_ROW, _HEAD, _GUTTER = 21.0, 24.0, 22.0


class PaperLook:
    """What the painted marks use of a theme, for paper: light colours, smaller text."""

    tokens = LIGHT

    def font(self, role: str = "body", weight: str = "regular") -> QFont:
        return make_font(role, weight, _SCALE)

    def color(self, token: str) -> QColor:
        return QColor(getattr(LIGHT, token))

    def px(self, pixels: float) -> int:
        return round(pixels * _SCALE / 100)


@dataclass(frozen=True)
class PaperProfile:
    """What a sheet shows. `subtitle` says round, for whom and when."""

    title: str
    subtitle: str
    criteria: CriteriaSet
    score: Score
    texts: Texts
    is_sample: bool = False
    mirrored: bool = False

    def of(self, criterion: Criterion) -> CriterionScore:
        return self.score.by_id[criterion.id]


class Pen:
    """Writes on a page from the top down. All lengths in points."""

    def __init__(self, painter: QPainter, *, mirrored: bool) -> None:
        self.painter, self.mirrored = painter, mirrored
        self.look = PaperLook()
        self.theme = cast("Theme", self.look)
        """The marks ask no more of a theme than paper has."""
        direction = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(direction)

    def place(self, left: float, top: float, width: float, height: float) -> QRectF:
        """A rectangle, turned over in a right-to-left language."""
        return QRectF(PAGE_WIDTH - left - width if self.mirrored else left, top, width, height)

    def height(self, text: str, width: float, role: str, weight: str = "regular") -> float:
        metrics = QFontMetricsF(self.look.font(role, weight))
        return metrics.boundingRect(QRectF(0, 0, width, 4000), int(Qt.TextFlag.TextWordWrap), text).height()

    def write(
        self,
        text: str,
        box: tuple[float, float, float],
        role: str = "body",
        weight: str = "regular",
        colour: str = "ink",
        *,
        far: bool = False,
        one_line: bool = False,
    ) -> float:
        """Writes into (left, top, width) and returns how high it came out."""
        left, top, width = box
        font = self.look.font(role, weight)
        self.painter.setFont(font)
        self.painter.setPen(self.look.color(colour))
        metrics = QFontMetricsF(font)
        if one_line:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        height = metrics.height() if one_line else self.height(text, width, role, weight)
        side = Qt.AlignmentFlag.AlignRight if far is not self.mirrored else Qt.AlignmentFlag.AlignLeft
        flags = int(Qt.AlignmentFlag.AlignTop | side | Qt.AlignmentFlag.AlignAbsolute)
        wrap = 0 if one_line else int(Qt.TextFlag.TextWordWrap)
        self.painter.drawText(self.place(left, top, width, height + 1), flags | wrap, text)
        return height

    def line(self, left: float, top: float, width: float, colour: str = "line", thick: float = 0.75) -> None:
        self.painter.setPen(QPen(self.look.color(colour), thick))
        box = self.place(left, top, width, 0)
        self.painter.drawLine(box.topLeft(), QPointF(box.right(), top))

    def chip(self, score: CriterionScore, left: float, top: float) -> None:
        draw.draw_level_chip(
            self.painter,
            self.place(left, top, 22, 15),
            self.theme,
            score.level,
            hollow=score.hollow,
            applicable=score.applicable,
        )

    def mark(self, score: CriterionScore, left: float, top: float) -> None:
        box = self.place(left, top, 16, 16)
        draw.draw_evidence_mark(self.painter, box, self.theme, score.evidence, mirrored=self.mirrored)


def draw_profile(painter: QPainter, profile: PaperProfile) -> None:
    """The first sheet: title, how it was judged, the picture of each dimension, the 24 criteria."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen, texts = Pen(painter, mirrored=profile.mirrored), profile.texts
    width, y = PAGE_WIDTH - 2 * MARGIN, MARGIN
    pen.line(MARGIN, y, width, "accent", 2.25)
    y += 12
    y += pen.write(profile.title, (MARGIN, y, width), "title", "semibold") + 2
    y += pen.write(profile.subtitle, (MARGIN, y, width), "secondary", colour="muted") + 10
    y += pen.write(texts.text("results.paper_judged"), (MARGIN, y, width), "secondary", "semibold") + 1
    judged = texts.text("results.paper_judged_sample" if profile.is_sample else "results.paper_judged_text")
    y += pen.write(judged, (MARGIN, y, width), "secondary", colour="muted") + 14
    y = _pictures(pen, profile, y) + 14
    y = _lists(pen, profile, y) + 10
    _legend(pen, profile, y)


def _pictures(pen: Pen, profile: PaperProfile, top: float) -> float:
    """Four pictures side by side, on one scale."""
    dimensions, texts = profile.criteria.dimensions, profile.texts
    width = (PAGE_WIDTH - 2 * MARGIN - 3 * 14) / 4
    stacks = {d.id: stacks_of([profile.of(c) for c in _members(profile, d)]) for d in dimensions}
    rows = max(one.tallest for one in stacks.values())
    parts = {part.id: part for part in profile.score.dimensions}
    height = 20 + min(rows, 9) * 14.0
    for place, dimension in enumerate(dimensions):
        left, part = MARGIN + place * (width + 14), parts[dimension.id]
        y = top + pen.write(dimension.title, (left, top, width), "secondary", "semibold", one_line=True) + 4
        box = pen.place(left, y, width, height)
        draw_stacks(pen.painter, box, pen.theme, stacks[dimension.id], rows=rows, mirrored=profile.mirrored)
        y += height + 4
        evidenced = texts.text("results.of", n=part.evidenced, total=part.applicable)
        said = f"{texts.text('results.evidenced')}: {evidenced}"
        pen.write(said, (left, y, width), "caption", colour="muted", one_line=True)
    return top + 34 + height


def _members(profile: PaperProfile, dimension: Dimension) -> list[Criterion]:
    return [c for c in profile.criteria.criteria if c.dimension == dimension.id]


def _lists(pen: Pen, profile: PaperProfile, top: float) -> float:
    """The criteria in two columns, each with its chip and evidence."""
    width = (PAGE_WIDTH - 2 * MARGIN - _GUTTER) / 2
    ends = [top, top]
    for dimension in profile.criteria.dimensions:
        column = int(dimension.id in _RIGHT)
        left, y = MARGIN + column * (width + _GUTTER), ends[column]
        pen.write(dimension.title, (left, y + 4, width - 50), "secondary", "semibold", one_line=True)
        y += _HEAD - 4
        pen.line(left, y, width, "line_strong")
        for criterion in _members(profile, dimension):
            score = profile.of(criterion)
            room = width - 66
            tall = pen.height(criterion.title, room, "secondary")
            row = max(_ROW, tall + 8)
            pen.write(
                str(criterion.number), (left, y + (row - tall) / 2, 16), "secondary", colour="muted", one_line=True
            )
            pen.write(criterion.title, (left + 18, y + (row - tall) / 2, room), "secondary")
            pen.chip(score, left + width - 42, y + (row - 15) / 2)
            pen.mark(score, left + width - 16, y + (row - 16) / 2)
            y += row
            pen.line(left, y, width)
        ends[column] = y + 12
    return max(ends)


def _legend(pen: Pen, profile: PaperProfile, top: float) -> None:
    texts = profile.texts
    levels = (f"{level} {texts.text(f'scoring.level_{level}_low')}" for level in LEVELS)
    grades = (f"{grade} {texts.text(f'scoring.grade_{grade}')}" for grade in profile.criteria.evidence_order)
    said = texts.text("results.paper_legend", levels="; ".join(levels), grades="; ".join(grades))
    pen.write(said, (MARGIN, top, PAGE_WIDTH - 2 * MARGIN), "caption", colour="muted")


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece of the sheets of reasons: its text and look, the room before it, and whether it opens a criterion."""

    text: str
    role: str = "secondary"
    weight: str = "regular"
    colour: str = "ink"
    indent: float = 0.0
    before: float = 0.0
    score: CriterionScore | None = None


def reason_pages(painter: QPainter, profile: PaperProfile) -> list[list[tuple[float, list[_Line]]]]:
    """The reasons of all criteria, divided into pages: for each page, the tops of its criteria and their lines."""
    pen = Pen(painter, mirrored=profile.mirrored)
    bottom = PAGE_HEIGHT - MARGIN - 24
    pages: list[list[tuple[float, list[_Line]]]] = []
    y = bottom + 1
    for criterion in profile.criteria.criteria:
        lines = list(_criterion_lines(profile, criterion))
        height = sum(one.before + pen.height(one.text, line_width(one), one.role, one.weight) for one in lines) + 14
        if y + height > bottom:
            pages.append([])
            y = MARGIN + 6
        pages[-1].append((y, lines))
        y += height
    return pages


def draw_reasons(painter: QPainter, profile: PaperProfile, page: list[tuple[float, list[_Line]]]) -> None:
    """One page of reasons."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = Pen(painter, mirrored=profile.mirrored)
    for top, lines in page:
        y = top
        for one in lines:
            y += one.before
            if one.score is not None:
                pen.chip(one.score, PAGE_WIDTH - MARGIN - 42, y - 2)
                pen.mark(one.score, PAGE_WIDTH - MARGIN - 16, y - 2.5)
            y += pen.write(one.text, (MARGIN + one.indent, y, line_width(one)), one.role, one.weight, one.colour)
        pen.line(MARGIN, y + 7, PAGE_WIDTH - 2 * MARGIN)


def line_width(one: _Line) -> float:
    """The room for a line, in points."""
    return PAGE_WIDTH - 2 * MARGIN - one.indent - (60 if one.score is not None else 0)


def _criterion_lines(profile: PaperProfile, criterion: Criterion) -> Iterator[_Line]:
    texts, score = profile.texts, profile.of(criterion)
    yield _Line(f"{criterion.number}  {criterion.title}", "body", "semibold", score=score)
    said = level_title(score, texts)
    if score.level is not None:
        said = texts.text("results.paper_level", level=said, anchor=criterion.levels[score.level])
    yield _Line(said, colour="muted", before=2)
    if score.why:
        yield _Line(texts.text("results.why"), "caption", "semibold", "muted", before=4)
    for reason in score.why:
        yield _Line(f"•  {reason.text}", indent=6, before=1)
    if score.next:
        key = "results.lifts_open" if score.level is None else "results.paper_next"
        yield _Line(texts.text(key), "caption", "semibold", "muted", before=4)
    for reason in score.next:
        yield _Line(f"•  {reason.text}", indent=6, before=1)
