"""Which numbers of a column may be the sum of which others.

A reader does not need a label to take a row for a total: that it adds up is enough. So every row counts as one that is
the sum of all other rows, of rows that follow each other or, in a short column, of any others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

_SHORT = 8
"""In columns of so many numbers every set of them is tried."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A row that may be the sum of others, by their ids."""

    total: str
    parts: frozenset[str]


def sums_in(column: Mapping[str, int], totals: AbstractSet[str]) -> frozenset[Sum]:
    """The sums among the counts of a column, by row in their order. `totals` are rows that say to be one: they are the
    sum of all that do not say so, whether or not it adds up."""
    parts = {row: count for row, count in column.items() if row not in totals}
    said = {Sum(row, frozenset(parts)) for row in column if row in totals and parts}
    return frozenset(said.union(*(_sums_to(row, parts) for row in parts)))


def _sums_to(total: str, column: Mapping[str, int]) -> Iterator[Sum]:
    count, others = column[total], [row for row in column if row != total]
    for rows in _sets(total, list(column), others):
        if sum(column[row] for row in rows) == count and sum(column[row] > 0 for row in rows) > 1:
            yield Sum(total, frozenset(rows))


def _sets(total: str, rows: list[str], others: list[str]) -> Iterator[list[str] | tuple[str, ...]]:
    if len(rows) <= _SHORT:
        for size in range(2, len(others) + 1):
            yield from combinations(others, size)
        return
    yield others
    place = rows.index(total)
    for side in (rows[:place], rows[place + 1 :]):
        for start in range(len(side)):
            for end in range(start + 2, len(side) + 1):
                yield side[start:end]
