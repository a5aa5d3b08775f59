"""Says why a criterion stands where it stands, and what would lift or keep it. No number without a sentence."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.expressions import Lookup, evaluate, names
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.questionnaire.relevance import answer_of
from mrcworkbench.domain.scoring.criteria import Condition, Criterion
from mrcworkbench.domain.scoring.evidence import OWN_WORD, is_confirmed
from mrcworkbench.domain.scoring.results import HIGHEST_LEVEL, Basis, CriterionScore, Reason, StakeholderView, Status
from mrcworkbench.domain.texts import Texts

Held: TypeAlias = tuple[tuple[bool, ...], ...]
"""For each level of a criterion and each of its conditions, whether it holds."""

_MISSING = {
    AnswerState.BLANK: "scoring.lift_blank",
    AnswerState.CONFLICT: "scoring.lift_conflict",
    AnswerState.CARRIED_OVER: "scoring.lift_carried_over",
    AnswerState.NOT_KNOWN: "scoring.lift_not_known",
    AnswerState.DECLINED: "scoring.lift_declined",
    AnswerState.NOT_APPLICABLE: "scoring.lift_not_known",
}
_OPEN = {
    AnswerState.BLANK: "scoring.open_blank",
    AnswerState.CONFLICT: "scoring.open_conflict",
    AnswerState.CARRIED_OVER: "scoring.open_carried_over",
    AnswerState.NOT_KNOWN: "scoring.open_not_known",
    AnswerState.DECLINED: "scoring.open_declined",
}


@dataclass(frozen=True, slots=True)
class Case:
    """What the reasons of one criterion are drawn from. `lookup` has the evidence grade for the evidence question.

    `held` says of each condition of each level whether it holds; empty where there is no level.
    """

    criterion: Criterion
    questionnaire: Questionnaire
    lookup: Lookup
    answers: Mapping[str, Answer]
    held: Held
    shown: Container[str]
    views: Sequence[StakeholderView]
    texts: Texts


def explain(score: CriterionScore, case: Case) -> CriterionScore:
    """The score with its `why` and `next`."""
    lifts: Iterator[Reason] = iter(())
    if score.status is Status.NOT_APPLICABLE:
        own = _not_applicable(case)
    elif score.level is None:
        own = _open(case)
        status = (case.criterion.status_question,)
        key = "find_out_status" if score.missing is AnswerState.NOT_KNOWN else "answer_status"
        lifts = iter([Reason(case.texts.text(f"scoring.{key}"), status, known=False)])
    else:
        own = _standing(score, case)
        lifts = _lifts(score, score.level, case)
    return replace(score, why=(*own, *_views(case)), next=tuple(lifts))


def _not_applicable(case: Case) -> Iterator[Reason]:
    criterion = case.criterion
    if criterion.applies_when is not None and not evaluate(criterion.applies_when, case.lookup):
        codes = case.questionnaire.in_order(names(criterion.applies_when))
        said = [(case.questionnaire[code], case.lookup.value(code)) for code in codes]
        because = "; ".join(question.option_text(value) for question, value in said if isinstance(value, str))
        yield Reason(case.texts.text("scoring.does_not_apply", because=because), codes)
        return
    reasons = case.questionnaire[criterion.status_question].not_applicable_reasons
    code = answer_of(case.answers, criterion.status_question).reason or ""
    reason = next((option.text for option in reasons if option.code == code), code)
    yield Reason(case.texts.text("scoring.not_applicable", reason=reason), (criterion.status_question,))


def _open(case: Case) -> Iterator[Reason]:
    status = case.criterion.status_question
    key = _OPEN.get(answer_of(case.answers, status).state, "scoring.open_blank")
    yield Reason(case.texts.text(key), (status,), known=False)


def _standing(score: CriterionScore, case: Case) -> Iterator[Reason]:
    """Every condition that holds.

    The conditions of level 1 read "planned, or in place"; what is said in their place says which of the two.
    """
    criterion, texts = case.criterion, case.texts
    status = criterion.status_question
    plan = () if criterion.plan_question is None else (criterion.plan_question,)
    if score.status is Status.NONE:
        yield Reason(texts.text("scoring.none"), (status,))
    elif score.intended:
        yield Reason(texts.text("scoring.intended"), (status, *plan))
    elif score.status is Status.PLANNED:
        yield Reason(texts.text("scoring.planned"), (status, *plan))
    for condition, holds in _pairs(case, range(1, HIGHEST_LEVEL)):
        if holds and not (criterion.documents_question and condition.questions == {criterion.evidence_question}):
            yield Reason(condition.met, case.questionnaire.in_order(condition.questions))
    yield from _shown(score, case)


def _shown(score: CriterionScore, case: Case) -> Iterator[Reason]:
    """What the level rests on; that an outside person confirms it is told with what stakeholders say."""
    evidence, documents = case.criterion.evidence_question, case.criterion.documents_question
    if score.hollow:
        yield Reason(case.texts.text("scoring.hollow"), (evidence,))
    elif score.basis is Basis.NAMED and documents is not None:
        yield Reason(case.texts.plural("scoring.names", len(score.documents)), (documents,))
    elif score.basis is Basis.ATTACHED:
        yield Reason(case.texts.plural("scoring.attaches", score.attached), (evidence,))


def _pairs(case: Case, levels: Iterable[int]) -> Iterator[tuple[Condition, bool]]:
    """The conditions of these levels, counted from 0, each with whether it holds."""
    for level in levels:
        yield from zip(case.criterion.conditions[level], case.held[level], strict=True)


def _views(case: Case) -> Iterator[Reason]:
    """What stakeholders say, never averaged and never counted: a number of few could tell who said what."""
    said = {view.verdict for view in case.views}
    for verdict, holds in (
        ("confirmed", is_confirmed(case.views)),
        ("partly", "partly" in said),
        ("contradicted", "contradicted" in said),
    ):
        if holds:
            yield Reason(case.texts.text(f"scoring.{verdict}"), ())


def _lifts(score: CriterionScore, level: int, case: Case) -> Iterator[Reason]:
    """The sentences of the conditions that fail at the next level, and what would fill a hollow mark."""
    criterion, texts = case.criterion, case.texts
    evidence = (criterion.evidence_question,)
    if level == HIGHEST_LEVEL:
        yield Reason(texts.text("scoring.keep"), (criterion.results_question, *evidence))
        return
    hollow = score.hollow
    for condition, holds in _pairs(case, (level,)):
        if holds:
            continue
        lift = _lift(condition, case)
        if hollow and lift.questions == evidence:
            hollow = False
            lift = replace(lift, text=texts.text("scoring.lift_and_fill", lift=lift.text))
        yield lift
    if hollow:
        yield Reason(texts.text("scoring.name_document" if _claims(case) else "scoring.fill_hollow"), evidence)


def _claims(case: Case) -> bool:
    """Whether the centre says that it can show something, which counts only once it is named or attached."""
    return answer_of(case.answers, case.criterion.evidence_question).value not in (None, OWN_WORD)


def _lift(condition: Condition, case: Case) -> Reason:
    """The lift of a failing condition. Where nothing that it asks for is answered, it is a question and tells nobody to
    do what may long be done."""
    codes = _asked(condition, case)
    answers = {code: answer_of(case.answers, code) for code in codes}
    if not any(answer.is_answered for answer in answers.values()):
        key = _MISSING[answers[codes[0]].state]
        return Reason(case.texts.text(key, lift=condition.lift, met=condition.met), codes, known=False)
    begun = any(
        len(answer.rows) > len(case.lookup.complete_rows(code))
        for code, answer in answers.items()
        if answer.rows and case.lookup.value(code) is not None
    )
    text = case.texts.text("scoring.lift_begun", lift=condition.lift) if begun else condition.lift
    return Reason(text, codes, missing=condition.met)


def _asked(condition: Condition, case: Case) -> tuple[str, ...]:
    """The questions of a condition that are shown; where none is, those that open them."""
    form = case.questionnaire
    codes = form.in_order(condition.questions)
    shown = tuple(code for code in codes if code in case.shown)
    if shown:
        return shown
    conditions = (form[code].relevant for code in codes)
    opening = {name for relevant in conditions if relevant is not None for name in names(relevant)}
    return tuple(code for code in form.in_order(opening) if code in case.shown) or codes
