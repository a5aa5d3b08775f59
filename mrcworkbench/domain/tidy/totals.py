"""Counts over all assessments that may be counted, also those whose centre wants to stand in totals only.

Small sets are not broken down: with fewer than five centres there are no totals; and where fewer than five centres
stand in totals only, these are left out, or they would follow by subtraction from the rows of the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mrcworkbench.domain.criteria import CriteriaSet
from mrcworkbench.domain.scores import Score
from mrcworkbench.domain.tidy.shapes import Value

FEWEST_CENTRES = 5
_OPEN = "open"


class Totals:
    """Adds up statuses and levels of each criterion, apart for assessments in the rows and in totals only."""

    def __init__(self, criteria: CriteriaSet) -> None:
        self._criteria = criteria
        self._counts: dict[bool, Counter[tuple[str, str, str]]] = {True: Counter(), False: Counter()}
        self._centres: dict[bool, set[str]] = {True: set(), False: set()}

    def add(self, centre: str, score: Score, *, in_rows: bool) -> None:
        """Count one assessment."""
        self._centres[in_rows].add(centre)
        counts = self._counts[in_rows]
        for judged in score.criteria:
            counts[judged.id, "status", judged.status.value] += 1
            if judged.applicable:
                counts[judged.id, "level", _OPEN if judged.level is None else str(judged.level)] += 1

    @property
    def centres(self) -> int:
        """How many centres the totals count; 0 where there are too few for totals."""
        centres = set(self._centres[True])
        if self._counts_hidden:
            centres |= self._centres[False]
        return len(centres) if len(centres) >= FEWEST_CENTRES else 0

    @property
    def _counts_hidden(self) -> bool:
        return len(self._centres[False] - self._centres[True]) >= FEWEST_CENTRES

    def rows(self) -> Iterator[list[Value]]:
        """The rows of the table `totals`, criteria in their order."""
        if not self.centres:
            return
        counts = self._counts[True] + (self._counts[False] if self._counts_hidden else Counter())
        for criterion in self._criteria.criteria:
            for measure, values in (
                ("status", ("in_place", "planned", "none", "not_applicable", "not_known")),
                ("level", ("0", "1", "2", "3", "4", _OPEN)),
            ):
                for value in values:
                    yield [criterion.id, criterion.title, measure, value, counts[criterion.id, measure, value]]
