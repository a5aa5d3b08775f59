"""A line of months: the number of each step in the month in which it is due, and where the day of the report lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mrcworkbench.exchange.report.layout import Box, Leaf
from mrcworkbench.exchange.report.looks import INK, WARN, WARN_SOFT, Line, Look
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.pages.steps import Step
from mrcworkbench.exchange.report.words import Words

_CELL = 180 / 14
_FIRST = 8.0
WIDTHS = (_FIRST, _CELL - _FIRST, *[_CELL] * 13)
"""Of a sheet with fourteen equal cells, the first of them divided."""
_CELLS = 14
_BACK = 2
"""At most so many months before that of the report have a cell of their own."""
_TODAY: Line = ("thick", INK)
_EDGE: Line = ("thin", marks.PALE)
_YEAR = Look(bold=True, vertical="bottom", wrap=False)
_MONTH = Look(size=9, horizontal="center", top=("thin", marks.FRAME))
_EMPTY = Look(bold=True, horizontal="center", vertical="center", top=_EDGE, bottom=_EDGE, left=_EDGE, right=_EDGE)
_DUE = replace(_EMPTY, fill=marks.TINT)
_LATE = Look(bold=True, colour=WARN, fill=WARN_SOFT, box=("medium", WARN), horizontal="center", vertical="center")
_LEAST = 24.0


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the line: its month (counted from year 0), or none for all that is earlier or later; its steps."""

    month: int | None
    name: str
    numbers: tuple[int, ...]
    late: bool


def add(leaf: Leaf, words: Words, steps: Sequence[Step], today: date) -> None:
    """Adds the line for steps that are numbered from 1 in their order; nothing where all that have a date are long
    due."""
    due = {number: step for number, step in enumerate(steps, 1) if step.by is not None}
    report = _month(today)
    if not any(step.by is not None and _month(step.by) >= report - _BACK for step in steps):
        return
    cells = _cells(words, due, today)
    leaf.add(*(Box(*_place(index), _year(cells, index), _on(_YEAR, cell, report)) for index, cell in enumerate(cells)))
    leaf.add(*(Box(*_place(index), cell.name, _on(_MONTH, cell, report)) for index, cell in enumerate(cells)))
    leaf.add(*(Box(*_place(index), _said(words, cell), _look(cell, report)) for index, cell in enumerate(cells)))
    last = len(leaf.lines)
    leaf.lines[-3:] = [replace(line, keep=True) for line in leaf.lines[-3:]]
    leaf.lines[last - 1] = replace(leaf.lines[last - 1], least=_LEAST)
    leaf.wide(words.text("report_pages.months_note"), marks.CAPTION, keep=True)
    leaf.gap(10, keep=True)


def _cells(words: Words, due: dict[int, Step], today: date) -> list[_Cell]:
    by = {number: _month(step.by) for number, step in due.items() if step.by is not None}
    report = _month(today)
    start = min(report, max(min(by.values()), report - _BACK))
    earlier = tuple(number for number, month in by.items() if month < start)
    room = _CELLS - bool(earlier)
    end = start + room - 1
    later: tuple[int, ...] = ()
    if max(by.values()) > end:
        end -= 1
        later = tuple(number for number, month in by.items() if month > end)
    cells = [
        _Cell(
            month,
            words.text(f"report_pages.month_short_{month % 12 + 1}"),
            tuple(number for number, when in by.items() if when == month),
            any(by[number] == month and step.is_overdue(today) for number, step in due.items()),
        )
        for month in range(start, end + 1)
    ]
    if earlier:
        cells.insert(0, _Cell(None, words.text("report_pages.earlier"), earlier, late=True))
    if later:
        cells.append(_Cell(None, words.text("report_pages.later"), later, late=False))
    return cells


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _place(index: int) -> tuple[int, int]:
    """The columns of a cell."""
    return (1, 2) if index == 0 else (index + 2, index + 2)


def _year(cells: Sequence[_Cell], index: int) -> str | None:
    """The year stands above its first month."""
    month = cells[index].month
    if month is None:
        return None
    is_first = month % 12 == 0 or index == 0 or cells[index - 1].month is None
    return str(month // 12) if is_first else None


def _said(words: Words, cell: _Cell) -> str | None:
    if not cell.numbers:
        return None
    numbers = words.say("list_separator").join(map(str, cell.numbers))
    return words.text("report_pages.late_numbers", numbers=numbers) if cell.late else numbers


def _look(cell: _Cell, report: int) -> Look:
    if cell.late:
        return _LATE
    return _on(_DUE if cell.numbers else _EMPTY, cell, report)


def _on(look: Look, cell: _Cell, report: int) -> Look:
    """The thick edge before the month of the report."""
    return replace(look, left=_TODAY) if cell.month == report else look
