"""Small counts of people, which must not leave the centre, and the numbers from which they could be worked out.

A count of fewer than five people is held back, zero too (or "held back" would say "one to four"). Held back with it
is what would give it away: the "all" row of a column when a row of that column is held back or follows from it by
subtraction, and a part ("of these, under 18") when the rest of its row is fewer than five people. Sums are given only
where every part is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from mrcworkbench.domain.questionnaire.answers import Row
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.tags import GROUPS, SUMMANDS, Tag

SMALLEST_SHOWN = 5
"""The smallest number of people that leaves the centre."""


class SmallCount(StrEnum):
    """Why a count is held back."""

    SMALL = "small"
    WOULD_TELL = "would_tell"
    """Another small number could be worked out from it."""


Counts = Mapping[tuple[str, str], SmallCount]
"""By row id and column code."""


def people_columns(table: Question) -> tuple[Question, ...]:
    """The columns of a table that count people."""
    return tuple(column for column in table.columns if Tag.PEOPLE in column.tags)


def group_of(column: Question) -> Tag:
    """Whom a column counts that counts people."""
    return next(group for group in GROUPS if group in column.tags)


def adds_up(column: Question) -> bool:
    """Whether the column is a summand of its row (women, men, not recorded) and not a part of them."""
    return not column.tags.isdisjoint(SUMMANDS)


def held_counts(table: Question, rows: Sequence[Row]) -> Counts:
    """The counts of one table that must be held back."""
    columns = people_columns(table)
    held: dict[tuple[str, str], SmallCount] = {}
    for row in rows:
        for column in columns:
            count = _count(row, column)
            if count is not None and count < SMALLEST_SHOWN:
                held[row.id, column.code] = SmallCount.SMALL
        _hold_parts(row, columns, held)
    for column in columns:
        _hold_all_row(table, rows, column, held)
    return held


def _hold_parts(row: Row, columns: Sequence[Question], held: dict[tuple[str, str], SmallCount]) -> None:
    """Hold a part back where "all of them but these" is fewer than five people."""
    summands = [count for column in columns if adds_up(column) and (count := _count(row, column)) is not None]
    if not summands:
        return
    for column in columns:
        part = None if adds_up(column) else _count(row, column)
        if part is not None and 0 <= sum(summands) - part < SMALLEST_SHOWN:
            held.setdefault((row.id, column.code), SmallCount.WOULD_TELL)


def _hold_all_row(
    table: Question, rows: Sequence[Row], column: Question, held: dict[tuple[str, str], SmallCount]
) -> None:
    """Hold the "all" row back where a row of the same column follows from it."""
    totals = [row for row in rows if _counts_all(table, row)]
    parts = [row for row in rows if not _counts_all(table, row)]
    if not totals or not parts:
        return
    known = [count for row in parts if (count := _count(row, column)) is not None]
    some_held = any((row.id, column.code) in held for row in parts)
    for row in totals:
        total = _count(row, column)
        if total is None:
            continue
        rest_is_small = bool(known) and 0 < total - sum(known) < SMALLEST_SHOWN
        if some_held or rest_is_small:
            held.setdefault((row.id, column.code), SmallCount.WOULD_TELL)


def _counts_all(table: Question, row: Row) -> bool:
    kind = table.row_kind
    return kind is not None and row.cells.get(kind.code) in kind.options_tagged(Tag.ALL_ROWS)


def _count(row: Row, column: Question) -> int | None:
    value = row.cells.get(column.code)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
