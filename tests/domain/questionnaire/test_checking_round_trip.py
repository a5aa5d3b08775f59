"""What `answers` gives, `answer` takes, and nothing is lost between; whatever comes, checking never fails."""

from __future__ import annotations

import itertools
import json
from random import Random

from hypothesis import given as for_all
from hypothesis import strategies as st

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.questionnaire.checking import answer_to_json, check_answer, check_cell, typed_form
from mrcworkbench.domain.questionnaire.model import Question, QuestionType
from tests.answer_sets import random_answer, random_cell

MANAGER = questionnaire("manager")
TEXTS = catalogue()
BROKEN_CONSTRAINTS = {"out_of_range", "before_other", "too_many_rows"}
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@for_all(seed=st.integers(0, 2**32))
def test_an_answer_comes_back_from_its_json(seed: int) -> None:
    rng = Random(seed)
    for question in MANAGER.questions():
        answer = random_answer(question, rng)
        says_nothing = any(len(row.cells) <= (question.fixed_column is not None) for row in answer.rows)
        if answer.state is AnswerState.CONFLICT or says_nothing:
            continue
        raw = json.loads(json.dumps(answer_to_json(question, answer)))
        first = check_answer(question, raw, new_row_id=lambda: "none is new")
        if first.answer is None:  # what is made at random may break a constraint
            assert {problem.code for problem in first.problems} <= BROKEN_CONSTRAINTS
            continue
        again = check_answer(
            question, json.loads(json.dumps(answer_to_json(question, first.answer))), new_row_id=lambda: "none is new"
        )
        assert again.problems == ()
        assert again.answer == first.answer
        assert first.answer == answer


@for_all(number=st.floats(allow_nan=False, allow_infinity=False) | st.decimals(-(10**6), 10**6, places=3).map(float))
def test_a_number_reads_the_same_where_it_is_shown_in_a_field(number: float) -> None:
    question = Question("n", QuestionType.NUMBER, "Number")
    checked = check_answer(question, number, new_row_id=lambda: "none is new")
    if checked.answer is not None:
        value = checked.answer.value
        assert isinstance(value, int | float)
        assert check_cell(question, typed_form(value)) == (value, None)


@for_all(seed=st.integers(0, 2**32))
def test_a_value_reads_the_same_where_it_is_shown_in_a_field(seed: int) -> None:
    rng = Random(seed)
    for field in (field for question in MANAGER.questions() for field in (question, *question.columns)):
        if field.type is not QuestionType.TABLE and field.constraint is None:
            value = random_cell(field, rng)
            assert check_cell(field, typed_form(value)) == (value, None)


@for_all(data=st.data())
def test_whatever_comes_is_taken_or_explained(data: st.DataObject) -> None:
    questions = [*MANAGER.questions(), *questionnaire("stakeholder").questions()]
    question = data.draw(st.sampled_from(questions))
    keys = st.sampled_from(["state", "value", "reason", "comment", "row", *question.column_by_code])
    raw = data.draw(JUNK | st.dictionaries(keys, JUNK) | st.lists(st.dictionaries(keys, JUNK), max_size=4))
    numbers = itertools.count()
    checked = check_answer(question, raw, new_row_id=lambda: f"new{next(numbers)}")
    assert (checked.answer is None) == bool(checked.problems)
    for problem in checked.problems:
        sentence = TEXTS.text(f"problem.{problem.code}", **problem.facts)
        assert "{" not in sentence.replace("{…}", "") or any("{" in str(fact) for fact in problem.facts.values())
        sentence.encode("utf-8")


@for_all(typed=st.text(max_size=20))
def test_whatever_is_typed_is_taken_or_explained(typed: str) -> None:
    for question in MANAGER.questions():
        for field in (question, *question.columns):
            if field.type is QuestionType.TABLE:
                continue
            value, problem = check_cell(field, typed)
            assert value is None or problem is None
            if problem is not None:
                assert TEXTS.text(f"problem.{problem.code}", **problem.facts)
