"""The score of one assessment: pure functions that explain themselves. No total, no rank.

Rules (resources/README.md, Criteria 3 to 5): the level is the highest k for which the rules 1 … k all hold. The rule
is asked only when the status question is answered. Before a rule is read, the evidence question takes the evidence
grade, so that an independent confirmation counts. Not applicable needs a reason, or an `applies_when` that does not
hold, and leaves the denominator; blank, not known, declined and conflict stay in it as open.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row, Value
from mrcworkbench.domain.questionnaire.expressions import Lookup, evaluate
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.questionnaire.relevance import AnswersLookup, answer_of
from mrcworkbench.domain.scoring.criteria import CriteriaSet, Criterion
from mrcworkbench.domain.scoring.evidence import OWN_WORD, Backing, evidence_of, voices
from mrcworkbench.domain.scoring.reasons import Case, Held, explain
from mrcworkbench.domain.scoring.results import (
    HIGHEST_LEVEL,
    LEVELS,
    CriterionScore,
    DimensionScore,
    HeadingScore,
    Reason,
    Score,
    StakeholderView,
    Status,
)
from mrcworkbench.domain.texts import Texts

__all__ = [
    "CriterionScore",
    "DimensionScore",
    "GradedLookup",
    "HeadingScore",
    "Reason",
    "Score",
    "StakeholderView",
    "Status",
    "held_conditions",
    "level_of",
    "lower_median",
    "score_all",
    "score_criterion",
    "score_dimensions",
    "status_of",
]


_LEVELLED = (Status.IN_PLACE, Status.PLANNED, Status.NONE)
_MISSING = (
    AnswerState.BLANK,
    AnswerState.NOT_KNOWN,
    AnswerState.DECLINED,
    AnswerState.CONFLICT,
    AnswerState.CARRIED_OVER,
)


def score_criterion(
    criterion: Criterion,
    questionnaire: Questionnaire,
    lookup: AnswersLookup,
    answers: Mapping[str, Answer],
    texts: Texts,
    views: Sequence[StakeholderView] = (),
) -> CriterionScore:
    """The score of one criterion, with its reasons."""
    own_views = tuple(view for view in views if view.criterion == criterion.id)
    status = status_of(criterion, lookup, answers)
    evidence, level = Backing(), None
    held: Held = ()
    if status in _LEVELLED:
        evidence = evidence_of(criterion, questionnaire, status, lookup, answers, own_views)
    graded = GradedLookup(lookup, criterion.evidence_question, evidence.grade)
    if status in _LEVELLED:
        held = held_conditions(criterion, graded)
        level = level_of(held)
    result = CriterionScore(
        id=criterion.id,
        status=status,
        level=level,
        evidence=evidence.grade,
        hollow=level is not None and 1 <= level < HIGHEST_LEVEL and evidence.grade == OWN_WORD,
        contested=any(view.verdict == "contradicted" for view in own_views),
        applicable=status is not Status.NOT_APPLICABLE,
        intended=status is Status.PLANNED and level == 0,
        why=(),
        next=(),
        missing=_missing(answer_of(answers, criterion.status_question)) if status is Status.NOT_KNOWN else None,
        documents=evidence.documents,
        attached=len(evidence.attached),
        basis=evidence.basis,
        confirmed_by=voices(own_views, "confirmed"),
        contradicted_by=voices(own_views, "contradicted"),
    )
    return explain(result, Case(criterion, questionnaire, graded, answers, held, lookup.shown, own_views, texts))


def _missing(answer: Answer) -> AnswerState:
    """What the status lacks; a value that cannot be read now is as good as blank."""
    return answer.state if answer.state in _MISSING else AnswerState.BLANK


def status_of(criterion: Criterion, lookup: Lookup, answers: Mapping[str, Answer]) -> Status:
    """The status, from `applies_when` and the status question."""
    if criterion.applies_when is not None and not evaluate(criterion.applies_when, lookup):
        return Status.NOT_APPLICABLE
    answer = answer_of(answers, criterion.status_question)
    if answer.state is AnswerState.NOT_APPLICABLE and answer.reason:
        return Status.NOT_APPLICABLE
    value = lookup.value(criterion.status_question)
    return Status(value) if isinstance(value, str) else Status.NOT_KNOWN


@dataclass(frozen=True, slots=True)
class GradedLookup:
    """A lookup in which the evidence question has the evidence grade."""

    inner: Lookup
    evidence_question: str
    grade: str | None

    @property
    def reference(self) -> date | None:
        return self.inner.reference

    def value(self, code: str) -> Value | None:
        return self.grade if code == self.evidence_question else self.inner.value(code)

    def complete_rows(self, code: str) -> tuple[Row, ...]:
        return self.inner.complete_rows(code)


def held_conditions(criterion: Criterion, lookup: Lookup) -> Held:
    """For each level and each of its conditions, whether it holds. `lookup` has the evidence grade."""
    return tuple(
        tuple(evaluate(condition.expression, lookup) for condition in conditions) for conditions in criterion.conditions
    )


def level_of(held: Held) -> int:
    """The highest level whose rule and all rules below it hold."""
    return next((level for level, conditions in enumerate(held) if not all(conditions)), len(held))


def score_all(
    criteria_set: CriteriaSet,
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    shown: Container[str],
    texts: Texts,
    views: Sequence[StakeholderView] = (),
    *,
    as_of: date | None = None,
) -> Score:
    """The whole score from scratch. `as_of`: see `domain.questionnaire.relevance.as_of`."""
    lookup = AnswersLookup(questionnaire, answers, shown, as_of)
    scores = tuple(
        score_criterion(criterion, questionnaire, lookup, answers, texts, views) for criterion in criteria_set.criteria
    )
    return Score(scores, score_dimensions(criteria_set, scores))


def score_dimensions(criteria_set: CriteriaSet, scores: Sequence[CriterionScore]) -> tuple[DimensionScore, ...]:
    """Counts and lower medians of each dimension, in the study's order."""
    by_id = {score.id: score for score in scores}
    return tuple(
        _dimension(
            dimension.id,
            tuple(heading.id for heading in dimension.headings),
            [(c.heading, by_id[c.id]) for c in criteria_set.criteria if c.dimension == dimension.id],
        )
        for dimension in criteria_set.dimensions
    )


def _dimension(id_: str, headings: Sequence[str], members: Sequence[tuple[str, CriterionScore]]) -> DimensionScore:
    scores = [score for _, score in members]
    counts = {status: sum(score.status is status for score in scores) for status in Status}
    return DimensionScore(
        id=id_,
        applicable=sum(score.applicable for score in scores),
        in_place=counts[Status.IN_PLACE],
        planned=counts[Status.PLANNED],
        none=counts[Status.NONE],
        open=counts[Status.NOT_KNOWN],
        levels={level: sum(score.level == level for score in scores) for level in LEVELS},
        headings=tuple(
            HeadingScore(heading, lower_median([score.level for place, score in members if place == heading]))
            for heading in headings
        ),
        evidenced=sum(score.evidence not in (None, OWN_WORD) for score in scores),
    )


def lower_median(levels: Sequence[int | None]) -> int | None:
    """The lower of the two middle levels; levels that are None are skipped."""
    known = sorted(level for level in levels if level is not None)
    return known[(len(known) - 1) // 2] if known else None
