"""Where one assessment stands in each criterion, without the reasons: for pictures of many centres.

The same rules as `domain.scoring.score`, read only as far as the level needs them; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date

from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.expressions import Lookup, evaluate
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.questionnaire.relevance import AnswersLookup
from mrcworkbench.domain.scoring.criteria import CriteriaSet, Criterion
from mrcworkbench.domain.scoring.evidence import evidence_grade
from mrcworkbench.domain.scoring.results import Status
from mrcworkbench.domain.scoring.score import GradedLookup, status_of

OPEN, NOT_APPLICABLE = "open", "not_applicable"
PLACES = ("0", "1", "2", "3", "4", OPEN, NOT_APPLICABLE)
"""Where a centre can stand in a criterion."""
LETTERS = dict(zip(PLACES, "01234on", strict=True))
"""A place as one letter: the places of thousands of centres, one after the other, are counted in no time."""


def places(
    criteria: CriteriaSet,
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    shown: Container[str],
    as_of: date | None,
) -> str:
    """The place in each criterion, in their order, as its letter. `as_of`: see `relevance.as_of`."""
    lookup = AnswersLookup(questionnaire, answers, shown, as_of)
    return "".join(LETTERS[_place(criterion, lookup, answers)] for criterion in criteria.criteria)


def _place(criterion: Criterion, lookup: Lookup, answers: Mapping[str, Answer]) -> str:
    status = status_of(criterion, lookup, answers)
    if status is Status.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if status is Status.NOT_KNOWN:
        return OPEN
    graded = GradedLookup(lookup, criterion.evidence_question, evidence_grade(criterion, status, lookup, answers))
    reached = 0
    for conditions in criterion.conditions:
        if not all(evaluate(condition.expression, graded) for condition in conditions):
            break
        reached += 1
    return str(reached)
