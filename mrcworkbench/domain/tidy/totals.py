"""Counts over all centres that may be counted, each with its newest assessment, also those that want to stand in totals
only.

Small sets are not broken down: with fewer than five centres there are no totals. Those that stand in totals only are
counted as on the page of all centres together (`domain.disclosure.totals_only`), so that neither can be subtracted
from the other: with their newest assessment, and not at all where they are fewer than five.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mrcworkbench.domain.disclosure.totals_only import FEWEST_CENTRES, newest_of_each
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.scoring.results import CriterionScore, Score
from mrcworkbench.domain.tidy.rows import STATUSES
from mrcworkbench.domain.tidy.shapes import Value

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo

_OPEN = "open"
LEVELS = ("0", "1", "2", "3", "4", _OPEN)
"""A level as a code; the last where there is none yet."""


@dataclass(frozen=True, slots=True)
class _Counted:
    assessment: AssessmentInfo
    in_rows: bool
    places: Mapping[str, tuple[str, str | None]]
    """Status and level by criterion; no level where it does not apply."""


class Totals:
    """Adds up statuses and levels of each criterion."""

    def __init__(self, criteria: CriteriaSet) -> None:
        self._criteria = criteria
        self._newest: dict[str, _Counted] = {}
        """By centre, of those that may be counted."""
        self._newest_in_rows: dict[str, _Counted] = {}

    def add(self, assessment: AssessmentInfo, score: Score, *, in_rows: bool) -> None:
        """Count one assessment. `in_rows`: its answers are in the other tables."""
        places = {one.id: (one.status.value, _level(one)) for one in score.criteria}
        one, centre = _Counted(assessment, in_rows, places), assessment.centre.id
        for kept in (self._newest, self._newest_in_rows) if in_rows else (self._newest,):
            kept.update(newest_of_each(each for each in (kept.get(centre), one) if each is not None))

    def _counted(self) -> list[_Counted]:
        hidden = {centre: one for centre, one in self._newest.items() if not one.in_rows}
        counted = {**self._newest_in_rows, **(hidden if len(hidden) >= FEWEST_CENTRES else {})}
        return list(counted.values()) if len(counted) >= FEWEST_CENTRES else []

    @property
    def centres(self) -> int:
        """How many centres the totals count; 0 where there are too few for totals."""
        return len(self._counted())

    def rows(self) -> Iterator[list[Value]]:
        """The rows of the table `totals`, criteria in their order."""
        counted = self._counted()
        if not counted:
            return
        for criterion in self._criteria.criteria:
            places = [one.places[criterion.id] for one in counted if criterion.id in one.places]
            statuses, levels = Counter(status for status, _ in places), Counter(level for _, level in places)
            for value in STATUSES:
                yield [criterion.id, criterion.title, "status", value, statuses[value]]
            for value in LEVELS:
                yield [criterion.id, criterion.title, "level", value, levels[value]]


def _level(score: CriterionScore) -> str | None:
    if not score.applicable:
        return None
    return _OPEN if score.level is None else str(score.level)
