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
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

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


class ToldCount(NamedTuple):
    """A count as a report had it: of a row with this id or, if there is none any more, the one with this name."""

    row: str
    name: str
    column: str
    value: int


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """What reports that were made before told of one table: counts that they showed, and counts that they held back,
    each as it was then. A count that has changed since is another number."""

    shown: frozenset[ToldCount] = frozenset()
    held: Mapping[ToldCount, SmallCount] = field(default_factory=dict)


NOTHING_TOLD = ToldBefore()


@dataclass(frozen=True, slots=True)
class Telling:
    """A number of people of which a part is held back, and the counts that it is the sum of."""

    count: int
    places: tuple[Place, ...]


def people_columns(table: Question) -> tuple[Question, ...]:
    """The columns of a table that count people."""
    return tuple(column for column in table.columns if Tag.PEOPLE in column.tags)


def group_of(column: Question) -> Tag:
    """Whom a column counts that counts people."""
    return next(group for group in GROUPS if group in column.tags)


def adds_up(column: Question) -> bool:
    """Whether the column is a summand of its row (women, men, not recorded) and not a part of them."""
    return not column.tags.isdisjoint(SUMMANDS)


def row_name(table: Question, row: Row) -> str:
    """By which a row is known again that was given anew: what its first column says; its id where that is blank."""
    value = row.cells.get(table.columns[0].code)
    return value if isinstance(value, str) else row.id


def held_counts(table: Question, rows: Sequence[Row]) -> Counts:
    """The counts of one table that must be held back, whatever other tables and reports tell."""
    counted = CountedTable(table, rows)
    counted.settle()
    return counted.held


class CountedTable:
    """The counts of people in one table, and which of them are held back so far."""

    def __init__(self, table: Question, rows: Sequence[Row], told: ToldBefore = NOTHING_TOLD) -> None:
        columns = people_columns(table)
        self._summands = [column.code for column in columns if adds_up(column)]
        self._parts = [column.code for column in columns if not adds_up(column)]
        self._columns = {column.code: dict(_counts(rows, column)) for column in columns}
        self._totals = frozenset(row.id for row in rows if _counts_all(table, row))
        self._rows = [row.id for row in rows]
        self._sums: dict[str, frozenset[Sum]] = {}
        by_name = {row_name(table, row): row.id for row in rows}

        def now(one: ToldCount) -> Place:
            return one.row if one.row in self._rows else by_name.get(one.name, one.row), one.column

        self._known = {now(one) for one in told.shown if self._count(now(one)) == one.value}
        self._old = {now(one): why for one, why in told.held.items() if self._count(now(one)) == one.value}
        every = [(now(one), one.value) for one in told.shown.union(told.held)]
        self._changed = {one for place, count in every if self._count(place) != count for one in place}
        self.held: dict[Place, SmallCount] = {}
        for place, count in self._all():
            if count < SMALLEST_SHOWN:
                self._hold(place, self._old.get(place, SmallCount.SMALL))
            elif place in self._old:
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
        for column in self._columns:
            self._mark_alike(column)

    def telling(self) -> Iterator[Telling]:
        """What would give away what is held back, were its number shown anywhere else: each count that is held back,
        and the people of each row and column, and of all, in which one is."""
        rows, columns = {row for row, _ in self.held}, {column for _, column in self.held}
        own = [row for row in self._rows if row not in self._totals]
        yield from (self._telling([place]) for place in self.held)
        yield from (self._telling(self._places([row], self._summands)) for row in rows)
        yield from (self._telling(self._places(own, [column])) for column in columns)
        yield self._telling(self._places(own, self._summands if self.held else ()))

    def hold_equal(self, telling: AbstractSet[int]) -> None:
        """Hold back each count, and one of each row, that shows one of these numbers."""
        for place, count in list(self._all()):
            if count in telling and count >= SMALLEST_SHOWN:
                self._hold(place)
        for row in self._rows:
            places = self._places([row], self._summands)
            if len(places) > 1 and self.held.keys().isdisjoint(places) and self._telling(places).count in telling:
                self._hold(max(places, key=self._counted))

    def known(self) -> Iterator[int]:
        """The counts that earlier reports told, and that are the same now."""
        return map(self._counted, self._known)

    def hold_in(self, told: AbstractSet[int]) -> None:
        """Where one of these numbers, which earlier reports told elsewhere, would give away what is held back, hold one
        more count back with it."""
        for one in list(self.telling()):
            if one.count in told and one.count >= SMALLEST_SHOWN:
                if len(one.places) == 1:
                    self._known.update(filter(self._may_be_any, one.places))
                else:
                    self._hide_among(one.places, [place for place in one.places if place in self.held])

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
            self._hold_one_more([(row, column) for row in sorted(one.parts)], (one.total, column))
        totals = [(row, column) for row in counts if row in self._totals]
        if any(place in self.held for place in totals):
            for place in totals:
                self._hold(place)

    def _mark_alike(self, column: str) -> None:
        """Say of no count that it is under five where that of a sum near five it is not said would tell how few its
        parts can be."""
        near = SMALLEST_SHOWN << max(1, len({one.total for one in self._sums.get(column, ())}))
        held = [place for place in self._places(self._rows, [column]) if place in self.held]
        if any(self.held[place] is SmallCount.WOULD_TELL and self._counted(place) < near for place in held):
            self.held |= dict.fromkeys(held, SmallCount.WOULD_TELL)

    def _hold_one_more(self, parts: Sequence[Place], total: Place) -> None:
        """Where a sum would tell what is held back of it, hold one more of its counts back, in which that can hide: one
        of which nothing was told."""
        hidden = [place for place in (*parts, total) if place in self.held and place not in self._known]
        if not hidden or (self._is_new(total) and hidden != [total]):
            return  # a total of which nothing was told may be any number
        if hidden == [total] and self._counted(total) != sum(map(self._counted, parts)):
            return  # a group without a row of its own is as unknown
        if any(map(self._is_new, parts)) or total[1] in self._changed:
            self._hide_among(parts, [total])

    def _hide_among(self, counts: Sequence[Place], else_: Sequence[Place]) -> None:
        """Hold back one of these counts of which nothing was told, so that the others can be any number beside it.
        Where there is none, nobody may see how those that are told hang together."""
        new = [place for place in counts if self._is_new(place)]
        shown = [place for place in new if place not in self.held]
        if any(map(self._may_be_any, new)):
            return
        if shown:
            self._hold(max(shown, key=self._counted))
        else:
            self.held |= dict.fromkeys(else_, SmallCount.UNSAID)

    def _is_new(self, place: Place) -> bool:
        """Whether no report told this number, or held it back."""
        return place not in self._known and place not in self._old

    def _may_be_any(self, place: Place) -> bool:
        return self.held.get(place) is SmallCount.WOULD_TELL and self._counted(place) >= SMALLEST_SHOWN

    def _hold_parts(self, row: str) -> None:
        summands = self._places([row], self._summands)
        shown = sum(self._counted(place) for place in summands if place not in self.held)
        some_held = any(place in self.held for place in summands)
        for column in self._parts:
            place = row, column
            if not summands or row not in self._columns[column]:
                continue
            rest = shown - self._counted(place)
            if rest < SMALLEST_SHOWN and (some_held or rest >= 0):
                self._hold(place)
                told = place in self._known or (place in self._old and not some_held)
                if told and (row in self._changed or any(map(self._is_new, summands))):
                    self._hide_among(summands, [place])
            if self.held.get(place) is SmallCount.SMALL and shown < 2 * SMALLEST_SHOWN:
                self.held[place] = SmallCount.WOULD_TELL  # "under 5" would say how many at least are not in the part

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

    def _telling(self, places: Sequence[Place]) -> Telling:
        return Telling(sum(map(self._counted, places)), tuple(places))

    def _places(self, rows: Iterable[str], columns: Iterable[str]) -> list[Place]:
        every = ((row, column) for column in columns for row in rows if row in self._columns[column])
        return [place for place in every if self.held.get(place) is not SmallCount.UNSAID]

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
