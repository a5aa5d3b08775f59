"""Says why a criterion stands where it stands, and what would lift or keep it. No number without a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mrcworkbench.domain.answers import Answer, AnswerState
from mrcworkbench.domain.criteria import Condition, Criterion
from mrcworkbench.domain.expressions import Lookup, evaluate, names
from mrcworkbench.domain.questionnaire import Questionnaire
from mrcworkbench.domain.relevance import answer_of
from mrcworkbench.domain.scores import HIGHEST_LEVEL, CriterionScore, Reason, StakeholderView, Status
from mrcworkbench.domain.texts import Texts

_MISSING = {
    AnswerState.BLANK: "scoring.lift_blank",
    AnswerState.CONFLICT: "scoring.lift_conflict",
    AnswerState.NOT_KNOWN: "scoring.lift_not_known",
    AnswerState.DECLINED: "scoring.lift_declined",
    AnswerState.NOT_APPLICABLE: "scoring.lift_not_known",
}
_OPEN = {
    AnswerState.BLANK: "scoring.open_blank",
    AnswerState.CONFLICT: "scoring.open_conflict",
    AnswerState.NOT_KNOWN: "scoring.open_not_known",
    AnswerState.DECLINED: "scoring.open_declined",
}


def explain(
    score: CriterionScore,
    criterion: Criterion,
    questionnaire: Questionnaire,
    lookup: Lookup,
    answers: Mapping[str, Answer],
    texts: Texts,
    views: Sequence[StakeholderView],
) -> CriterionScore:
    """The score with its `why` and `next`. `lookup` gives the evidence grade for the evidence question."""
    if score.status is Status.NOT_APPLICABLE:
        return replace(score, why=_not_applicable(criterion, questionnaire, lookup, answers, texts))
    if score.level is None:
        state = answer_of(answers, criterion.status_question).state
        status = (criterion.status_question,)
        return replace(
            score,
            why=(
                Reason(texts.text(_OPEN.get(state, "scoring.open_blank")), status, known=False),
                *_views(views, texts),
            ),
            next=(Reason(texts.text("scoring.answer_status"), status, known=False),),
        )
    why = (*_status(score, criterion, texts), *_met(score, criterion, lookup), *_proof(score, criterion, texts))
    return replace(
        score,
        why=(*why, *_views(views, texts)),
        next=tuple(_lifts(score, score.level, criterion, questionnaire, lookup, answers, texts)),
    )


def _not_applicable(
    criterion: Criterion,
    questionnaire: Questionnaire,
    lookup: Lookup,
    answers: Mapping[str, Answer],
    texts: Texts,
) -> tuple[Reason, ...]:
    if criterion.applies_when is not None and not evaluate(criterion.applies_when, lookup):
        codes = _in_order(names(criterion.applies_when), questionnaire)
        said = [(questionnaire[code], lookup.value(code)) for code in codes]
        because = "; ".join(question.option_text(value) for question, value in said if isinstance(value, str))
        return (Reason(texts.text("scoring.does_not_apply", because=because), codes),)
    question = questionnaire[criterion.status_question]
    code = answer_of(answers, criterion.status_question).reason or ""
    reason = next((option.text for option in question.not_applicable_reasons if option.code == code), code)
    return (Reason(texts.text("scoring.not_applicable", reason=reason), (criterion.status_question,)),)


def _status(score: CriterionScore, criterion: Criterion, texts: Texts) -> Iterator[Reason]:
    """Said in place of the conditions of level 1, which read "planned, or in place"."""
    status, plan = criterion.status_question, criterion.plan_question
    if score.status is Status.NONE:
        yield Reason(texts.text("scoring.none"), (status,))
    elif score.intended:
        yield Reason(texts.text("scoring.intended"), (status, plan))
    elif score.status is Status.PLANNED:
        yield Reason(texts.text("scoring.planned"), (status, plan))


def _met(score: CriterionScore, criterion: Criterion, lookup: Lookup) -> Iterator[Reason]:
    """The conditions that hold, of every level above the first, in order."""
    if score.status is not Status.IN_PLACE:
        return
    for conditions in criterion.conditions[1:]:
        for condition in conditions:
            if evaluate(condition.expression, lookup):
                yield Reason(condition.met, _ordered_codes(condition, criterion))


def _proof(score: CriterionScore, criterion: Criterion, texts: Texts) -> Iterator[Reason]:
    if score.hollow:
        yield Reason(texts.text("scoring.hollow"), (criterion.evidence_question,))


def _views(views: Sequence[StakeholderView], texts: Texts) -> Iterator[Reason]:
    """What stakeholders say, never averaged: who confirms, who does in part, who contradicts."""
    confirmed = sum(view.verdict == "confirmed" and view.independent for view in views)
    partly = sum(view.verdict == "partly" for view in views)
    contradicted = sum(view.verdict == "contradicted" for view in views)
    if confirmed:
        yield Reason(texts.plural("scoring.confirmed", confirmed), ())
    if partly:
        yield Reason(texts.plural("scoring.partly", partly), ())
    if contradicted:
        yield Reason(texts.plural("scoring.contradicted", contradicted), ())


def _lifts(
    score: CriterionScore,
    level: int,
    criterion: Criterion,
    questionnaire: Questionnaire,
    lookup: Lookup,
    answers: Mapping[str, Answer],
    texts: Texts,
) -> Iterator[Reason]:
    """The sentences of the conditions that fail at the next level, and what would fill a hollow mark."""
    if level == HIGHEST_LEVEL:
        yield Reason(texts.text("scoring.keep"), (criterion.results_question, criterion.evidence_question))
        return
    for condition in criterion.conditions[level]:
        if not evaluate(condition.expression, lookup):
            yield _lift(condition, criterion, questionnaire, answers, texts)
    if score.hollow:
        yield Reason(texts.text("scoring.fill_hollow"), (criterion.evidence_question,))


def _lift(
    condition: Condition,
    criterion: Criterion,
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    texts: Texts,
) -> Reason:
    """The lift of a failing condition; says so where it fails only because nothing it asks for is answered."""
    codes = _in_order(condition.questions, questionnaire)
    states = [answer_of(answers, code).state for code in codes]
    if AnswerState.ANSWERED in states:
        return Reason(condition.lift, _ordered_codes(condition, criterion))
    return Reason(texts.text(_MISSING[states[0]], lift=condition.lift), codes, known=False)


def _ordered_codes(condition: Condition, criterion: Criterion) -> tuple[str, ...]:
    """The questions of a condition, the most telling first: the status question leads nobody further."""
    return tuple(sorted(condition.questions, key=lambda code: (code == criterion.status_question, code)))


def _in_order(codes: Iterable[str], questionnaire: Questionnaire) -> tuple[str, ...]:
    wanted = frozenset(codes)
    return tuple(question.code for question in questionnaire.questions() if question.code in wanted)
