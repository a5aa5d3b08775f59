"""Laws of the score, on answers made at random."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.scoring.results import Score, Status
from tests.answer_sets import (
    REFERENCE,
    Answers,
    best_answers,
    full_rows,
    given,
    not_applicable,
    raises,
    random_answer,
    random_answers,
    random_views,
    score_of,
    without_hidden,
)

MANAGER = questionnaire("manager")
CRITERIA = criteria_set("manager")
TEXTS = catalogue()
SHOWING = {code for one in CRITERIA.criteria for code in (one.evidence_question, one.documents_question)}
"""The questions at which a file is evidence."""
SEEDS = st.integers(0, 2**32)


def scored(answers: Answers) -> Score:
    return score_of(MANAGER, CRITERIA, answers, TEXTS, as_of=REFERENCE)


@pytest.mark.parametrize("part", range(4))
def test_a_thousand_random_sets_never_fail_and_always_explain(part: int) -> None:
    rng = Random(f"sets {part}")
    for _ in range(250):
        answers = random_answers(MANAGER, rng)
        views = random_views(CRITERIA, rng) if rng.random() < 0.3 else []
        score = score_of(MANAGER, CRITERIA, answers, TEXTS, views)
        assert score.applicable == sum(dimension.applicable for dimension in score.dimensions)
        for dimension in score.dimensions:
            counted = dimension.in_place + dimension.planned + dimension.none + dimension.open
            assert counted == dimension.applicable
            assert sum(dimension.levels.values()) == dimension.applicable - dimension.open
        for result in score.criteria:
            assert (result.level is None) == (result.status in (Status.NOT_KNOWN, Status.NOT_APPLICABLE))
            assert (result.evidence is None) == (result.status is not Status.IN_PLACE) == (result.basis is None)
            assert result.applicable == (result.status is not Status.NOT_APPLICABLE)
            assert result.why
            assert all(reason.text.strip() and "{" not in reason.text for reason in (*result.why, *result.next))
            assert bool(result.next) == (result.status is not Status.NOT_APPLICABLE)
            for reason in (*result.why, *result.next):
                assert all(code in MANAGER for code in reason.questions)


@for_all(seed=SEEDS)
def test_a_better_answer_never_lowers_a_level(seed: int) -> None:
    rng = Random(seed)
    criterion = rng.choice(CRITERIA.criteria)
    best = best_answers(MANAGER, criterion)
    luck = rng.choice([0.2, 0.6, 0.9])
    answers: Answers = {"prof_tie": given(rng.choice(MANAGER["prof_tie"].options).code)} if luck < 0.5 else {}
    for code, top in best.items():
        answers[code] = top if rng.random() < luck else random_answer(MANAGER[code], rng)
    before = scored(answers).by_id[criterion.id].level or 0
    for code in best:
        for raised in raises(MANAGER[code], answers.get(code, Answer())):
            after = scored({**answers, code: raised}).by_id[criterion.id]
            if after.applicable:
                assert (after.level or 0) >= before, (criterion.id, code, answers.get(code), raised)


@for_all(seed=SEEDS)
def test_not_applicable_leaves_the_denominator(seed: int) -> None:
    rng = Random(seed)
    answers = random_answers(MANAGER, rng)
    before = scored(answers)
    criterion = rng.choice(CRITERIA.criteria)
    status = MANAGER[criterion.status_question]
    after = scored({**answers, status.code: not_applicable(status)})
    was = before.by_id[criterion.id]
    assert after.applicable == before.applicable - was.applicable
    assert after.in_place == before.in_place - (was.status is Status.IN_PLACE)
    assert not after.by_id[criterion.id].applicable


@for_all(seed=SEEDS)
def test_hidden_answers_never_change_the_score(seed: int) -> None:
    rng = Random(seed)
    answers = random_answers(MANAGER, rng)
    shown = shown_questions(MANAGER, answers)
    others = dict(answers)
    for question in MANAGER.questions():
        if question.code not in shown:
            others[question.code] = random_answer(question, rng)
    assert shown_questions(MANAGER, others) == shown
    assert scored(others) == scored(answers) == scored(without_hidden(MANAGER, answers))


@for_all(seed=SEEDS)
def test_comments_and_files_that_are_no_evidence_never_change_the_score(seed: int) -> None:
    answers = random_answers(MANAGER, Random(seed))
    others = {
        code: Answer(
            answer.state, answer.value, answer.reason, "seen by two people", () if code in SHOWING else ("f" * 64,)
        )
        for code, answer in answers.items()
    }
    assert scored(others) == scored(answers)


@for_all(seed=SEEDS)
def test_a_file_or_a_document_never_lowers_a_level_or_a_grade(seed: int) -> None:
    rng = Random(seed)
    answers = random_answers(MANAGER, rng)
    before = scored(answers)
    for criterion in rng.sample(CRITERIA.criteria, 4):
        documents = criterion.documents_question
        assert documents is not None
        shown = replace(answers.get(criterion.evidence_question, Answer()), attachments=("f" * 64,))
        for more in ({criterion.evidence_question: shown}, {documents: full_rows(MANAGER[documents], 1)}):
            after, was = scored({**answers, **more}).by_id[criterion.id], before.by_id[criterion.id]
            assert (after.level or 0) >= (was.level or 0)
            order = criterion.evidence_order
            assert was.evidence is None or order.index(after.evidence or "") >= order.index(was.evidence)
