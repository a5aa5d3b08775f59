"""Stored answers that no question has are known before they reach the score."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, Row, Value
from mrcworkbench.domain.questionnaire.fitting import fits
from tests.answer_sets import given, random_answer, table
from tests.answer_values import ANSWERS

MANAGER = questionnaire("manager")


@for_all(seed=st.integers(0, 2**32))
def test_every_answer_that_can_be_given_fits(seed: int) -> None:
    rng = Random(seed)
    for question in MANAGER.questions():
        assert fits(question, random_answer(question, rng))
        assert fits(question, BLANK)


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("jobs_status", "sometimes"),
        ("jobs_status", ("in_place",)),
        ("jobs_way", "none"),
        ("jobs_way", ("none", "elsewhere")),
        ("prof_year", "2004"),
        ("prof_year", 2004.5),
        ("prof_body", 5),
        ("prof_body", (Row("r", {}),)),
        ("prof_funding", "x"),
        ("prof_funding", ("x",)),
        ("prof_funding", (Row("r", {"nowhere": "x"}),)),
        ("prof_funding", (Row("r", {"prof_funding_share": "x"}),)),
    ],
)
def test_a_value_of_another_kind_does_not_fit(code: str, value: Value) -> None:
    assert not fits(MANAGER[code], given(value))


def test_states_without_what_belongs_to_them_do_not_fit() -> None:
    status = MANAGER["jobs_status"]
    assert not fits(status, Answer(AnswerState.NOT_APPLICABLE))
    assert not fits(status, Answer(AnswerState.NOT_APPLICABLE, None, "no such reason"))
    assert not fits(status, Answer(AnswerState.ANSWERED))
    assert not fits(status, Answer(AnswerState.NOT_KNOWN, "in_place"))
    assert fits(MANAGER["prof_funding"], table({"prof_funding_share": 62.5}))


@for_all(answer=ANSWERS)
def test_whatever_is_stored_is_judged(answer: Answer) -> None:
    assert all(fits(question, answer) in (True, False) for question in MANAGER.questions())
