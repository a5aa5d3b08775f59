"""One assessment in the list of centres, and the keys by which thousands are sorted, which are made once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from mrcworkbench.gui.models.centre_filter import State, folded
from mrcworkbench.services.collection.overview import Count, Summary

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo


class CentreColumn(IntEnum):
    CENTRE = 0
    COUNTRY = 1
    ROUND = 2
    STATE = 3
    ANSWERED = 4
    CONFLICTS = 5
    CORRECTED = 6
    REVISIONS = 7
    ROUNDS = 8
    RECEIVED = 9


NUMBERS = frozenset(
    {
        CentreColumn.ANSWERED,
        CentreColumn.CONFLICTS,
        CentreColumn.CORRECTED,
        CentreColumn.REVISIONS,
        CentreColumn.ROUNDS,
    }
)
"""Aligned at their far end, also in the header."""


@dataclass(slots=True)
class CentreRow:
    """One assessment. `folded` is what words are looked for in; `count` is None until it has been counted."""

    summary: Summary
    country: str
    folded: str
    rank: int
    """The place of its name among all names: a number is compared sooner than a name."""
    count: Count | None = None

    @property
    def id(self) -> str:
        return self.summary.info.id

    @property
    def info(self) -> AssessmentInfo:
        return self.summary.info

    @property
    def withdrawn(self) -> bool:
        return self.summary.info.centre.withdrawn

    @property
    def state(self) -> State:
        if self.withdrawn:
            return State.WITHDRAWN
        if self.summary.conflicts:
            return State.CONFLICT
        if self.count is None:
            return State.UNKNOWN
        if not self.count.answered:
            return State.NOT_STARTED
        return State.IN_PROGRESS if self.count.needed.left else State.COMPLETE

    @property
    def sealed(self) -> bool:
        """Whether somebody sealed what is shown, or nothing came yet that could be."""
        return self.summary.sealed or not self.summary.revisions

    @property
    def share(self) -> float:
        """The share of needed questions done; below nothing where it is not known."""
        if self.count is None or self.withdrawn:
            return -1.0
        needed = self.count.needed
        return needed.done / needed.all if needed.all else 0.0


def ranks_of(names: Iterable[str]) -> dict[str, int]:
    """The place of each name; names that differ by accents or capitals only have the same."""
    keys = {name: _natural(folded(name)) for name in names}
    places = {key: place for place, key in enumerate(sorted(set(keys.values())))}
    return {name: places[key] for name, key in keys.items()}


def _natural(name: str) -> tuple[str | int, ...]:
    """Words and numbers by turns, so that numbers are compared as such: centre 9 stands before centre 10."""
    return tuple(int(part) if place % 2 else part for place, part in enumerate(_NUMBER.split(name)))


_NUMBER = re.compile("([0-9]{1,15})")
_ORDER = {state: place for place, state in enumerate(State)}
KEYS: Mapping[CentreColumn, Callable[[CentreRow], Any]] = {
    CentreColumn.CENTRE: lambda row: row.rank,
    CentreColumn.COUNTRY: lambda row: (row.country, row.rank),
    CentreColumn.ROUND: lambda row: (row.summary.info.round, row.rank),
    CentreColumn.STATE: lambda row: (_ORDER[row.state], row.rank),
    CentreColumn.ANSWERED: lambda row: row.share,
    CentreColumn.CONFLICTS: lambda row: row.summary.conflicts,
    CentreColumn.CORRECTED: lambda row: row.summary.corrected,
    CentreColumn.REVISIONS: lambda row: row.summary.revisions,
    CentreColumn.ROUNDS: lambda row: row.summary.rounds,
    CentreColumn.RECEIVED: lambda row: row.summary.received_at,
}
"""What each column is sorted by."""
