"""The people reached: by way and sex, with the round before; then staff, and the people that results count.

Nothing is added up but the groups of one row: rows may count the same person twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mrcworkbench.domain.disclosure.report_parts import QuestionView, ReportData
from mrcworkbench.domain.questionnaire.tags import GROUPS, SUMMANDS, Tag
from mrcworkbench.exchange.report.cells import Value
from mrcworkbench.exchange.report.layout import WIDTH, Bars, Box, Content, Leaf, Run
from mrcworkbench.exchange.report.looks import LEVEL_FILL, MUTED, SUNKEN, Line, Look
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.pages.counts import CountedRow, counted
from mrcworkbench.exchange.report.pages.wording import day, number
from mrcworkbench.exchange.report.words import Words

_LABEL, _COUNT, _AIR, _LEAST_BARS = 46.0, 17.0, 3.0, 16.0
_ROW = 18.0
_MOST_ROWS = 24
"""Rows of other tables that are shown; further ones are in the annex."""
_RULE: Line = ("thin", marks.PALE)
_NAME = Look(bottom=_RULE, vertical="center")
_NUMBER = replace(_NAME, horizontal="right", number_format="#,##0")
_BEFORE = replace(_NUMBER, colour=MUTED)
_ALL = tuple(replace(look, bold=True, fill=SUNKEN) for look in (_NAME, _NUMBER, _BEFORE))
_PLAIN = (_NAME, _NUMBER, _BEFORE)
_HEAD_RIGHT = replace(marks.HEAD, horizontal="right")
_TABLE = replace(_NAME, bold=True)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The columns of numbers, by what they count; the totals, those of the round before, and what is left for bars."""

    groups: tuple[Tag, ...]
    parts: tuple[Tag, ...]
    before: bool

    @property
    def total(self) -> int:
        return 2 + len(self.groups)

    @property
    def last(self) -> int:
        """The last column of numbers."""
        return self.total + len(self.parts) + self.before

    @property
    def bars(self) -> int:
        """The column of the bars, with some air before it."""
        return self.last + 2

    @property
    def widths(self) -> tuple[float, ...]:
        numbers = min(_COUNT, (WIDTH - _LABEL - _AIR - _LEAST_BARS) / (self.last - 1))
        return (_LABEL, *[numbers] * (self.last - 1), _AIR, WIDTH - _LABEL - _AIR - numbers * (self.last - 1))


def arrange(data: ReportData, words: Words) -> Leaf | None:
    clients = data.tagged(Tag.CLIENT_COUNTS)
    rows = sorted(counted(words, clients), key=lambda row: not row.counts_all) if clients else []
    others = [
        (view, [row for row in counted(words, view) if row.tells_anything])
        for view in data.by_code.values()
        if view is not clients
    ]
    tables = [(view, found) for view, found in others if found]
    if not rows and not tables:
        return None
    seen = {tag for row in (*rows, *(row for _, found in tables for row in found)) for tag in row.groups}
    before = (
        {row.label: row for row in counted(words, data.before.people)} if data.before and data.before.people else {}
    )
    grid = _Grid(
        tuple(tag for tag in SUMMANDS if tag in seen or tag in (Tag.WOMEN, Tag.MEN)),
        tuple(tag for tag in GROUPS if tag not in SUMMANDS and any(tag in row.groups for row in rows)),
        before=bool(before),
    )
    leaf = Leaf("people", words.text("report_pages.sheet_people"), grid.widths)
    marks.top(leaf, words, "people", _finding(data, words, rows))
    _head(leaf, words, data, grid, with_bars=any(not row.counts_all and not row.is_held for row in rows))
    if rows:
        _clients(leaf, words, grid, rows, before)
    if tables:
        _others(leaf, words, data, grid, tables)
    return leaf


def _finding(data: ReportData, words: Words, rows: Sequence[CountedRow]) -> str:
    """How many in all ways together, where that is told; and what is counted, and until when."""
    whole = next((row for row in rows if row.counts_all and row.total is not None), None)
    told = []
    if whole is not None and whole.total is not None:
        parts = [
            words.text(f"report_pages.people_{_name(data, tag)}", n=number(words, count))
            for tag in SUMMANDS
            if (count := whole.number(tag))
        ]
        total = number(words, whole.total)
        told.append(words.text("report_pages.people_in_all", total=total, parts=words.names(parts)))
    unit, until = (data.tagged(tag) for tag in (Tag.COUNT_UNIT, Tag.COUNTED_UNTIL))
    if rows and unit is not None and unit.cell.value:
        told.append(words.text("report_pages.people_unit", unit=unit.cell.value))
    if rows and until is not None and until.cell.value:
        told.append(words.text("report_pages.people_until", until=day(words, str(until.cell.value))))
    return " ".join(told) or words.text("report_pages.people_only_others")


def _head(leaf: Leaf, words: Words, data: ReportData, grid: _Grid, *, with_bars: bool) -> None:
    names = [*(_name(data, tag) for tag in grid.groups), "total", *grid.parts]
    titles = [words.text(f"report_pages.column_{name}") for name in names]
    if data.before is not None and grid.before:
        titles.append(words.text("report_pages.column_total_before", round=data.before.round))
    head = leaf.add(
        Box(1, 1, words.text("report_pages.column_counted"), marks.HEAD),
        *(Box(place, place, title, _HEAD_RIGHT) for place, title in enumerate(titles, 2)),
        Box(grid.last + 1, grid.last + 1, None, marks.HEAD),
        Box(grid.bars, grid.bars, _legend(words) if with_bars else None, marks.HEAD),
        keep=True,
    )
    leaf.repeated = (head, head)


def _legend(words: Words) -> Content:
    """What the bars show."""
    return (
        Run("\u25a0\u00a0", colour=LEVEL_FILL[3]),
        Run(words.text("report_pages.column_women")),
        Run("\n\u25a1\u00a0", colour=LEVEL_FILL[3]),
        Run(words.text("report_pages.column_men")),
    )


def _name(data: ReportData, tag: Tag) -> str:
    """Whom a column counts. The first version counts in one column whose sex is another or was not recorded."""
    tables = (question for question in data.questionnaire.questions() if question.is_table)
    if tag is Tag.NOT_RECORDED and not any(table.column_tagged(Tag.OTHER) for table in tables):
        return "other_or_not_recorded"
    return tag.value


def _clients(leaf: Leaf, words: Words, grid: _Grid, rows: Sequence[CountedRow], before: dict[str, CountedRow]) -> None:
    first = len(leaf.lines) + sum(row.counts_all for row in rows)
    for row in rows:
        earlier = before.get(row.label)
        _row(leaf, words, grid, row, _total_before(words, earlier) if before else None)
    _bars(leaf, words, grid, first, [row for row in rows if not row.counts_all])
    leaf.gap(3, keep=True)
    notes = ["people_note"]
    notes += ["people_note_before"] if before else []
    notes += ["people_note_held"] if any(cell.held for row in rows for cell in row.groups.values()) else []
    leaf.wide(" ".join(words.text(f"report_pages.{key}") for key in notes), marks.CAPTION)


def _row(leaf: Leaf, words: Words, grid: _Grid, row: CountedRow, before: Value = None) -> None:
    name, count, quiet = _ALL if row.counts_all else _PLAIN
    boxes = [Box(1, 1, row.label, name, typed=True)]
    if row.is_held:
        boxes.append(Box(2, grid.last, words.text("report_pages.held_back"), quiet))
    else:
        for place, tag in enumerate(grid.groups, 2):
            boxes.append(_count(words, place, row, tag, count, quiet))
        boxes.append(Box(grid.total, grid.total, row.total, count))
        for place, tag in enumerate(grid.parts, grid.total + 1):
            boxes.append(_count(words, place, row, tag, count, quiet))
        if grid.before:
            boxes.append(Box(grid.last, grid.last, before, quiet))
    leaf.add(*boxes, Box(grid.last + 1, grid.bars, None, name), least=_ROW)


def _count(words: Words, place: int, row: CountedRow, tag: Tag, count: Look, quiet: Look) -> Box:
    cell = row.groups.get(tag)
    if cell is not None and cell.held is not None:
        return Box(place, place, words.held(cell.held), quiet)
    return Box(place, place, row.number(tag), count)


def _total_before(words: Words, row: CountedRow | None) -> Value:
    if row is None:
        return marks.NONE
    return row.total if row.total is not None else words.text("report_pages.held_back") if row.is_held else marks.NONE


def _bars(leaf: Leaf, words: Words, grid: _Grid, first: int, rows: Sequence[CountedRow]) -> None:
    """Women and men of each way beside its row; nothing where none of them may be drawn."""
    drawn = [
        (row.label, None, None) if row.is_held else (row.label, row.number(Tag.WOMEN), row.number(Tag.MEN))
        for row in rows
    ]
    full = max(((women or 0) + (men or 0) for _, women, men in drawn), default=0)
    if not full:
        return
    told = [
        words.text("report_pages.bar_spoken", name=name, women=number(words, women or 0), men=number(words, men or 0))
        for name, women, men in drawn
        if women is not None or men is not None
    ]
    leaf.bars.append(
        Bars(
            first,
            first + len(rows) - 1,
            grid.bars,
            grid.bars,
            tuple(drawn),
            cells=(1, 2 + grid.groups.index(Tag.WOMEN), 2 + grid.groups.index(Tag.MEN)),
            names=(words.text("report_pages.column_women"), words.text("report_pages.column_men")),
            full=full,
            title=words.text("report_pages.bars_title"),
            spoken=" ".join(told),
        )
    )


def _others(
    leaf: Leaf,
    words: Words,
    data: ReportData,
    grid: _Grid,
    tables: Sequence[tuple[QuestionView, Sequence[CountedRow]]],
) -> None:
    """Staff, and the people whom results count, as many rows as one page takes."""
    leaf.gap(8, keep=True)
    leaf.wide(words.text("report_pages.people_others"), marks.HEADING, keep=True)
    leaf.wide(words.text("report_pages.people_others_note"), marks.CAPTION, keep=True)
    left, missing = _MOST_ROWS, 0
    titles = {criterion.results_question: criterion.title for criterion in data.criteria.criteria}
    for view, rows in tables:
        fitting = rows[: max(0, left - 1)]
        missing += len(rows) - len(fitting)
        left -= 1 + len(fitting)
        if fitting:
            leaf.add(Box(1, grid.bars, titles.get(view.question.code, view.question.text), _TABLE), keep=True)
        for row in fitting:
            _row(leaf, words, grid, row)
    if missing:
        leaf.wide(words.plural("report_pages.people_more", missing), marks.CAPTION)
