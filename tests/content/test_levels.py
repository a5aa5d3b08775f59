"""Every level of every criterion can be reached, every condition matters, and no better answer lowers a level."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer
from mrcworkbench.domain.questionnaire.expressions import evaluate
from mrcworkbench.domain.questionnaire.model import QuestionType
from mrcworkbench.domain.questionnaire.relevance import AnswersLookup, shown_questions
from mrcworkbench.domain.scoring.criteria import Condition, Criterion
from mrcworkbench.domain.scoring.results import CriterionScore, StakeholderView
from mrcworkbench.domain.scoring.score import score_criterion
from tests.answer_sets import Answers, best_answers, full_rows, given, raises, random_answer

MANAGER = questionnaire("manager")
CRITERIA = criteria_set("manager").criteria
TEXTS = catalogue()
each_criterion = pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.id)


def score(criterion: Criterion, answers: Answers, confirmed: bool = False) -> CriterionScore:
    lookup = AnswersLookup(MANAGER, answers, shown_questions(MANAGER, answers))
    views = [StakeholderView(criterion.id, "confirmed", frozenset({"partner"}), True)] if confirmed else []
    return score_criterion(criterion, MANAGER, lookup, answers, TEXTS, views)


def level(criterion: Criterion, answers: Answers, confirmed: bool = False) -> int:
    return score(criterion, answers, confirmed).level or 0


@each_criterion
def test_every_level_is_reached(criterion: Criterion) -> None:
    best = best_answers(MANAGER, criterion)
    witnesses: dict[int, Answers] = {
        0: {criterion.status_question: given("none")},
        1: {
            criterion.status_question: given("planned"),
            criterion.plan_question: full_rows(MANAGER[criterion.plan_question], 1),
        },
        2: {criterion.status_question: given("in_place")},
        3: {**best, criterion.evidence_question: given("a")},
        4: best,
    }
    assert {wanted: level(criterion, answers) for wanted, answers in witnesses.items()} == {
        wanted: wanted for wanted in witnesses
    }


@each_criterion
def test_what_level_4_and_level_1_cannot_do_without(criterion: Criterion) -> None:
    best = best_answers(MANAGER, criterion)
    assert level(criterion, {}) == 0
    assert level(criterion, {criterion.status_question: given("planned")}) == 0
    assert level(criterion, {**best, criterion.results_question: BLANK}) == 3
    assert level(criterion, {**best, criterion.evidence_question: BLANK}) == 3
    assert level(criterion, {**best, criterion.evidence_question: given("a")}, confirmed=True) == 4
    assert level(criterion, {**best, criterion.evidence_question: BLANK}, confirmed=True) == 4


def weaker(criterion: Criterion, code: str, top: Answer) -> Iterator[Answer]:
    """Answers to one question that show less practice than its best."""
    question = MANAGER[code]
    yield BLANK
    match question.type:
        case QuestionType.SINGLE:
            yield from (given(option.code) for option in question.options)
        case QuestionType.MULTIPLE:
            kept = [str(code) for code in top.value] if isinstance(top.value, tuple) else []
            for left_out in (*combinations(kept, 1), *combinations(kept, 2)):
                yield given(tuple(code for code in kept if code not in left_out))
            yield given((kept[0],))
        case _:
            return


@each_criterion
@pytest.mark.parametrize("high", [3, 4])
def test_each_condition_matters_by_itself(criterion: Criterion, high: int) -> None:
    """Without it the level is lost, and its sentence is then the only one that says what lifts it."""
    best = best_answers(MANAGER, criterion)
    for condition in criterion.conditions[high - 1]:
        assert any(_is_lost(criterion, high, condition, answers) for answers in _without(criterion, condition, best)), (
            condition.lift
        )


def _without(criterion: Criterion, condition: Condition, best: Answers) -> Iterator[Answers]:
    for code in condition.questions:
        for answer in weaker(criterion, code, best[code]):
            yield {**best, code: answer}


def _is_lost(criterion: Criterion, high: int, condition: Condition, answers: Answers) -> bool:
    lookup = AnswersLookup(MANAGER, answers, shown_questions(MANAGER, answers))
    others = [one for one in criterion.conditions[high - 1] if one is not condition]
    if evaluate(condition.expression, lookup) or not all(evaluate(one.expression, lookup) for one in others):
        return False
    result = score(criterion, answers)
    lifting = [reason for reason in result.next if condition.lift in reason.text]
    return result.level == high - 1 and len(lifting) == 1


@each_criterion
def test_no_better_answer_lowers_the_level(criterion: Criterion) -> None:
    rng = Random(criterion.id)
    best = best_answers(MANAGER, criterion)
    met = [0] * 5
    for _ in range(24):
        luck = rng.choice([0.3, 0.7, 0.92])
        answers = {
            code: top if rng.random() < luck else random_answer(MANAGER[code], rng) for code, top in best.items()
        }
        now = level(criterion, answers)
        met[now] += 1
        assert level(criterion, answers, confirmed=True) >= now
        for code in best:
            for raised in raises(MANAGER[code], answers[code]):
                assert level(criterion, {**answers, code: raised}) >= now, (code, answers[code], raised)
    assert sum(count > 0 for count in met) >= 3, met


@each_criterion
def test_from_planned_to_in_place_no_level_is_lost(criterion: Criterion) -> None:
    planned = {
        criterion.status_question: given("planned"),
        criterion.plan_question: full_rows(MANAGER[criterion.plan_question], 1),
    }
    assert level(criterion, {**planned, criterion.status_question: given("in_place")}) == 2
