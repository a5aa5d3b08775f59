"""Small counts of people, which must not leave the centre, and the numbers from which they could be worked out.

A count of fewer than five people is held back, zero too (or "held back" would say "one to four"). Held back with it is
what would give it away, so that each hidden small count may still be any number from 0 to 4 for whoever reads all that
is shown, and takes rows for the sum of others as he likes:

- a row that may be the sum of others (`sums`), where one of those is held back, or where a group of fewer than five
  people that has no row of its own would follow from it;
- a part ("of these, under 18") that leaves fewer than five of the people shown in its row;
- one more count of a sum, where only one of it would not be known.

What a total says then follows from its parts alone, so any of these may be any number, and the total with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from mrcworkbench.domain.disclosure.sums import Sum, sums_in
from mrcworkbench.domain.questionnaire.answers import Row
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.tags import GROUPS, SUMMANDS, Tag

SMALLEST_SHOWN = 5
"""The smallest number of people that leaves the centre."""


class SmallCount(StrEnum):
    """Why a count is held back."""

    SMALL = "small"
    """It is under five."""
    WOULD_TELL = "would_tell"
    """Another small number could be worked out from it. It may itself be any number."""
    UNSAID = "unsaid"
    """It looks as if it had not been given: what an earlier report told would give it away."""


Place: TypeAlias = tuple[str, str]
"""Of a count in its table: row id and column code."""
Counts: TypeAlias = Mapping[Place, SmallCount]


@dataclass(frozen=True, slots=True)
class Told:
    """What reports that were made before told of one table: counts that they showed, and counts that they held back,
    each as it was then. A count that has changed since is another number."""

    shown: frozenset[tuple[Place, int]] = frozenset()
    held: frozenset[tuple[Place, int]] = frozenset()


NOTHING_TOLD = Told()


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
    """The counts of one table that must be held back, whatever other tables and reports tell."""
    counted = CountedTable(table, rows)
    counted.settle()
    return counted.held


class CountedTable:
    """The counts of people in one table, and which of them are held back so far."""

    def __init__(self, table: Question, rows: Sequence[Row], told: Told = NOTHING_TOLD) -> None:
        columns = people_columns(table)
        self._summands = [column.code for column in columns if adds_up(column)]
        self._parts = [column.code for column in columns if not adds_up(column)]
        self._columns = {column.code: dict(_counts(rows, column)) for column in columns}
        self._totals = frozenset(row.id for row in rows if _counts_all(table, row))
        self._rows = [row.id for row in rows]
        self._sums: dict[str, frozenset[Sum]] = {}
        self._known = {place for place, count in told.shown if self._count(place) == count}
        self.held: dict[Place, SmallCount] = {}
        for place, count in self._all():
            if count < SMALLEST_SHOWN:
                is_sum = place[0] in self._totals and len(self._columns[place[1]]) > 1
                self._hold(place, SmallCount.WOULD_TELL if is_sum else SmallCount.SMALL)
            elif (place, count) in told.held:
                self._hold(place)

    def settle(self) -> None:
        """Hold back what would give away what is held back."""
        before = -1
        while before < len(self.held):
            before = len(self.held)
            for column in self._columns:
                self._hold_sums(column)
            for row in self._rows:
                self._hold_parts(row)

    def telling(self) -> Iterator[int]:
        """The numbers that, shown anywhere else, would give away what is held back: each of them, and the sums over
        rows, over columns and over all in which one of them is."""
        held_rows, held_columns = {row for row, _ in self.held}, {column for _, column in self.held}
        yield from (self._columns[column][row] for row, column in self.held)
        yield from (self._sum_of(row, self._summands) for row in held_rows)
        own = [row for row in self._rows if row not in self._totals]
        columns = [self._sum(self._columns[column], own) for column in self._columns if column in held_columns]
        yield from columns
        if not held_columns.isdisjoint(self._summands):
            yield sum(self._sum_of(row, self._summands) for row in own)

    def hold_equal(self, telling: AbstractSet[int]) -> None:
        """Hold back each count, and one of each row, that shows one of these numbers."""
        for place, count in list(self._all()):
            if count in telling and count >= SMALLEST_SHOWN:
                self._hold(place)
        for row in self._rows:
            places = [(row, column) for column in self._summands if row in self._columns[column]]
            if len(places) > 1 and self.held.keys().isdisjoint(places) and self._sum_of(row, self._summands) in telling:
                self._hold(max(places, key=self._counted))

    def _hold(self, place: Place, why: SmallCount = SmallCount.WOULD_TELL) -> None:
        self.held.setdefault(place, why)

    def _hold_sums(self, column: str) -> None:
        counts = self._columns[column]
        for row, count in counts.items():
            others = [other for other in counts if other != row and other not in self._totals]
            rest = count - self._sum(counts, others)
            if 0 < rest < SMALLEST_SHOWN and len(others) >= (1 if row in self._totals else 2):
                self._hold((row, column))
        if not any((row, column) in self.held for row in counts):
            return
        if column not in self._sums:
            self._sums[column] = sums_in(counts, self._totals)
        for one in sorted(self._sums[column], key=lambda one: counts[one.total]):
            if any((row, column) in self.held for row in one.parts):
                self._hold((one.total, column))
            self._hold_one_more(one, column)
        totals = [(row, column) for row in counts if row in self._totals]
        if any(place in self.held for place in totals):
            for place in totals:
                self._hold(place)

    def _hold_one_more(self, one: Sum, column: str) -> None:
        """Hold one more count of a sum back where what is not known of it is too little to hide in."""
        total, parts = (one.total, column), [(row, column) for row in one.parts]
        unknown = [place for place in (total, *parts) if place in self.held and place not in self._known]
        if not unknown or (len(unknown) > 1 and (total in unknown or any(map(self._may_be_any, unknown)))):
            return
        if unknown == [total] and self._counted(total) != sum(map(self._counted, parts)):
            return  # a group without a row of its own is as unknown
        fresh = [place for place in parts if place not in self.held and place not in self._known]
        if fresh:
            self._hold(max(fresh, key=self._counted))
        elif unknown != [total]:
            for place in unknown:
                self.held[place] = SmallCount.UNSAID

    def _may_be_any(self, place: Place) -> bool:
        return self.held[place] is SmallCount.WOULD_TELL and self._counted(place) >= SMALLEST_SHOWN

    def _hold_parts(self, row: str) -> None:
        summands = [(row, column) for column in self._summands if row in self._columns[column]]
        shown = sum(self._counted(place) for place in summands if place not in self.held)
        some_held = any(place in self.held for place in summands)
        for column in self._parts:
            place = row, column
            if not summands or row not in self._columns[column]:
                continue
            rest = shown - self._counted(place)
            if rest < SMALLEST_SHOWN and (some_held or rest >= 0):
                self._hold(place)
            if place in self.held and shown < 2 * SMALLEST_SHOWN:
                self.held[place] = SmallCount.WOULD_TELL  # "under 5" would say how many at least are not in the part
            is_sum = any(one.total == row for one in self._sums.get(column, ()))
            room = SMALLEST_SHOWN << len({one.total for one in self._sums.get(column, ())})
            if place in self.held and is_sum and rest < room and not any(map(self._is_free, summands)):
                self._hold(max(summands, key=self._counted))

    def _is_free(self, place: Place) -> bool:
        return self.held.get(place) is SmallCount.WOULD_TELL

    def _all(self) -> Iterator[tuple[Place, int]]:
        for column, counts in self._columns.items():
            for row, count in counts.items():
                yield (row, column), count

    def _count(self, place: Place) -> int | None:
        row, column = place
        return self._columns.get(column, {}).get(row)

    def _counted(self, place: Place) -> int:
        row, column = place
        return self._columns[column][row]

    def _sum_of(self, row: str, columns: Iterable[str]) -> int:
        return sum(self._columns[column].get(row, 0) for column in columns)

    @staticmethod
    def _sum(counts: Mapping[str, int], rows: Iterable[str]) -> int:
        return sum(counts.get(row, 0) for row in rows)


def _counts(rows: Iterable[Row], column: Question) -> Iterator[tuple[str, int]]:
    for row in rows:
        value = row.cells.get(column.code)
        if isinstance(value, int) and not isinstance(value, bool):
            yield row.id, value


def _counts_all(table: Question, row: Row) -> bool:
    kind = table.row_kind
    return kind is not None and row.cells.get(kind.code) in kind.options_tagged(Tag.ALL_ROWS)
