"""A sheet of the report before it is a file: lines of boxes on a grid of columns, and how they fall on pages.

`leaves` writes it to Excel, the window draws the same on paper and in its preview: one arrangement, so that the file,
its print and what is shown beforehand say the same in the same place. Widths in millimetres of A4, all else in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeAlias

from mrcworkbench.exchange.report.cells import Value
from mrcworkbench.exchange.report.looks import PLAIN, Look
from mrcworkbench.exchange.report.measure import (
    HIGHEST_ROW,
    POINTS_PER_MM,
    Measure,
    height,
    lines_in,
    lines_of_runs,
    room_in,
)

PAGE_WIDTH, PAGE_HEIGHT, MARGIN, TOP, BOTTOM = 210.0, 297.0, 15.0, 20.0, 18.0
"""A4 portrait, its margins beside, above and below; the header stands above, the footer below. Millimetres."""
WIDTH = PAGE_WIDTH - 2 * MARGIN
ROOM = (PAGE_HEIGHT - TOP - BOTTOM) * POINTS_PER_MM - 6.0
"""Points for lines on one page; a little less than there is, for no two programs round alike."""
_LEAST_LAST = 0.25
"""The least part of a last page that is filled; else the last two pages share their lines evenly."""
_TOGETHER = 2
"""Lines of a block too high for a page that stay together at its beginning and at its end."""


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a text with a look of its own; what is not said is as in the rest of the box. `symbols`: see `Look`."""

    text: str
    bold: bool = False
    colour: str | None = None
    size: int | None = None
    symbols: bool = False


Content: TypeAlias = Value | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A cell over the columns `first` to `last`, both from 1. `typed`: a person typed its text. `to`: the name of the
    sheet that it leads to."""

    first: int
    last: int
    content: Content
    look: Look = PLAIN
    typed: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class LeafLine:
    """Boxes side by side. `least`: its least height; `keep`: no page ends after it; `fresh`: it begins a page."""

    boxes: tuple[Box, ...]
    least: float = 0.0
    keep: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars beside the lines `first` to `last` (indexes), in the columns `left` to `right`: of each line its label,
    women and men; None where nothing may be drawn. `cells` are the columns in which these three stand, from 1;
    `names` those of women and men; `full` is the number that fills the width; `spoken` says the picture in words."""

    first: int
    last: int
    left: int
    right: int
    rows: tuple[tuple[str, int | None, int | None], ...]
    cells: tuple[int, int, int]
    names: tuple[str, str]
    full: int
    title: str
    spoken: str


@dataclass
class Leaf:
    """A sheet. `name` finds its words (`sheet_…`) and is what links lead to; `widths` in millimetres, together `WIDTH`.

    `repeated` are the indexes of the first and the last line that stand on top of each further page.
    """

    name: str
    title: str
    widths: Sequence[float]
    has_header: bool = True
    lines: list[LeafLine] = field(default_factory=list)
    repeated: tuple[int, int] | None = None
    bars: list[Bars] = field(default_factory=list)

    @property
    def columns(self) -> int:
        return len(self.widths)

    def add(self, *boxes: Box, least: float = 0.0, keep: bool = False, fresh: bool = False) -> int:
        """Adds a line; returns its index."""
        self.lines.append(LeafLine(boxes, least, keep, fresh))
        return len(self.lines) - 1

    def wide(self, content: Content, look: Look = PLAIN, *, keep: bool = False, typed: bool = False) -> int:
        """A text over all columns."""
        return self.add(Box(1, self.columns, content, look, typed), keep=keep)

    def gap(self, points: float, *, keep: bool = False) -> None:
        """Room between two lines."""
        self.add(least=points, keep=keep)

    def width(self, box: Box) -> float:
        """The width of a box in points."""
        return sum(self.widths[box.first - 1 : box.last]) * POINTS_PER_MM


def plain_text(content: Content) -> Value:
    """What a box says, without its looks."""
    return "".join(run.text for run in content) if isinstance(content, tuple) else content


def text_height(content: Content, width: float, look: Look, measure: Measure) -> float:
    """The height that a box of so many points needs for its text; none for one without."""
    if content is None:
        return 0.0
    room = room_in(width, look)
    if isinstance(content, tuple):
        size = max([look.size, *(run.size for run in content if run.size)])
        parts = [(run.text, look.bold or run.bold, run.size or look.size) for run in content]
        return height(lines_of_runs(parts, room, measure), size)
    if not isinstance(content, str) or not content or not look.wrap:
        return height(1, look.size)
    return height(lines_in(content, room, look.size, bold=look.bold, measure=measure), look.size)


def heights(leaf: Leaf, measure: Measure) -> list[float]:
    """The height of each line. Lines beside bars are equally high, for so are the bars."""
    tall = [
        min(
            HIGHEST_ROW,
            max([line.least, *(text_height(box.content, leaf.width(box), box.look, measure) for box in line.boxes)]),
        )
        for line in leaf.lines
    ]
    for bars in leaf.bars:
        beside = slice(bars.first, bars.last + 1)
        tall[beside] = [max(tall[beside])] * len(tall[beside])
    return tall


def bars_on(leaf: Leaf, page: range) -> Iterator[Bars]:
    """The bars that stand on a page: of each picture the part beside its lines."""
    for bars in leaf.bars:
        first, last = max(bars.first, page.start), min(bars.last, page.stop - 1)
        if first <= last:
            yield replace(bars, first=first, last=last, rows=bars.rows[first - bars.first : last - bars.first + 1])


def pages(leaf: Leaf, tall: Sequence[float], room: float = ROOM) -> list[range]:
    """The lines of each page. Blocks (lines kept together) stay whole where one page can hold them; a last page that
    would hold little shares with the one before."""
    head = sum(tall[leaf.repeated[0] : leaf.repeated[1] + 1]) if leaf.repeated else 0.0
    starts: list[int] = []
    for blocks in _chapters(leaf.lines):
        starts += _starts(blocks, tall, room, head, is_first=not starts)
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(leaf.lines)], strict=True)]


def _chapters(lines: Sequence[LeafLine]) -> list[list[range]]:
    """Blocks of lines that are kept together, by the pages that begin afresh."""
    chapters: list[list[range]] = []
    start = 0
    for index, line in enumerate(lines, 1):
        if not line.keep or index == len(lines) or lines[index].fresh:
            if not chapters or lines[start].fresh:
                chapters.append([])
            chapters[-1].append(range(start, index))
            start = index
    return chapters


def _starts(blocks: Sequence[range], tall: Sequence[float], room: float, head: float, *, is_first: bool) -> list[int]:
    """The first line of each page of a chapter. Only the first page of the sheet has its head among its lines."""

    def size(some: Sequence[range]) -> float:
        return sum(sum(tall[part.start : part.stop]) for part in some)

    made: list[list[range]] = []
    for part in chain.from_iterable(_parts(block, tall, room - head) for block in blocks):
        above = 0.0 if is_first and len(made) < 2 else head
        if not made or above + size([*made[-1], part]) > room:
            made.append([])
        made[-1].append(part)
    if len(made) > 1 and size(made[-1]) < room * _LEAST_LAST:
        tail = made[-2] + made[-1]
        divided = [(tail[:at], tail[at:]) for at in range(1, len(made[-2]) + 1) if size(tail[at:]) <= room - head]
        first, second = min(divided, key=lambda two: abs(size(two[0]) - size(two[1])))
        made[-2:] = [first, second]
    return [page[0].start for page in made]


def _parts(block: range, tall: Sequence[float], room: float) -> Iterator[range]:
    """A block; or, if no page can hold it, its lines, of which the first and the last are not alone."""
    end = max(len(block) - _TOGETHER, _TOGETHER)
    middle = [range(line, line + 1) for line in block[_TOGETHER:end]]
    whole = _fits(block, tall, room)
    for part in (block,) if whole else (block[:_TOGETHER], *middle, block[end:]):
        if _fits(part, tall, room):
            yield part
        else:
            yield from (range(line, line + 1) for line in part)


def _fits(part: range, tall: Sequence[float], room: float) -> bool:
    return len(part) > 0 and sum(tall[part.start : part.stop]) <= room
