"""Where the criteria stand: what those in place rest on, what changed since the round before, and which of them stand
strongest and weakest."""

from __future__ import annotations

from dataclasses import dataclass

from mrcworkbench.domain.disclosure.report_parts import ReportBefore
from mrcworkbench.domain.scoring.results import Basis, CriterionScore, Score, Status

WORKING = 2
"""The lowest level of which it is said that it stands strong."""


@dataclass(frozen=True, slots=True)
class Rests:
    """How many of those in place rest on what; they add up to all in place."""

    confirmed: int
    documented: int
    own_word: int


@dataclass(frozen=True, slots=True)
class Changes:
    """How many criteria stand higher, the same and lower than in the round before. `apart` have no level in one of the
    two, or were asked otherwise."""

    higher: int
    same: int
    lower: int
    apart: int


def rests_of(score: Score) -> Rests:
    confirmed = score.in_place_on(Basis.CONFIRMED)
    documented = sum(score.in_place_on(basis) for basis in (Basis.ATTACHED, Basis.NAMED, Basis.UNNAMED))
    return Rests(confirmed, documented, score.in_place - confirmed - documented)


def level_before(before: ReportBefore | None, criterion: str) -> int | None:
    """The level then, where it can be compared with that of now."""
    if before is None or criterion not in before.comparable:
        return None
    score = before.scores.get(criterion)
    return None if score is None else score.level


def changes_since(score: Score, before: ReportBefore) -> Changes:
    pairs = [(one.level, level_before(before, one.id)) for one in score.criteria]
    compared = [now - then for now, then in pairs if now is not None and then is not None]
    return Changes(
        higher=sum(step > 0 for step in compared),
        same=sum(step == 0 for step in compared),
        lower=sum(step < 0 for step in compared),
        apart=len(pairs) - len(compared),
    )


def strongest(score: Score) -> tuple[CriterionScore, ...]:
    """Criteria in place that work, the highest level first, then what they rest on, then the study's order."""
    found = (one for one in score.criteria if one.status is Status.IN_PLACE and (one.level or 0) >= WORKING)
    return tuple(sorted(found, key=lambda one: (-(one.level or 0), _strength(one))))


def _strength(score: CriterionScore) -> int:
    match score.basis:
        case Basis.CONFIRMED:
            return 0
        case Basis.ATTACHED | Basis.NAMED | Basis.UNNAMED:
            return 1
        case Basis.OWN_WORD | None:
            return 2


def weakest(score: Score, before: ReportBefore | None) -> tuple[CriterionScore, ...]:
    """What stands lower than before first, the deepest fall first of all; then what is not done; then what is planned
    without a date."""
    lower = sorted((one for one in score.criteria if fall(one, before)), key=lambda one: -fall(one, before))
    none = (one for one in score.criteria if one.status is Status.NONE)
    undated = (one for one in score.criteria if one.intended)
    return tuple(dict.fromkeys((*lower, *none, *undated)))


def fall(score: CriterionScore, before: ReportBefore | None) -> int:
    """By how many levels it stands lower than in the round before."""
    then = level_before(before, score.id)
    return 0 if score.level is None or then is None else max(0, then - score.level)
