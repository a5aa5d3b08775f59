"""Answers of the round before, as the command line gives and takes them."""

from __future__ import annotations

import json
from random import Random

import pytest

from mrcworkbench.content.instruments import main, questionnaire
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, carried_over, confirmed
from mrcworkbench.domain.questionnaire.checking import Checked, answer_to_json, check_answer
from tests.answer_sets import given, random_answer

ASKED = questionnaire(main().id)
BODY = ASKED["prof_body"]
WAITING = carried_over(Answer(AnswerState.ANSWERED, "The ministry", None, "Ask Ana", ("a" * 64,)))


def checked(raw: object, previous: Answer = WAITING) -> Checked:
    return check_answer(BODY, raw, previous, new_row_id=lambda: "new")


def codes(result: Checked) -> list[str]:
    return [problem.code for problem in result.problems]


@pytest.mark.parametrize("seed", range(30))
def test_every_answer_that_waits_is_given_and_taken_back_as_it_is(seed: int) -> None:
    rng = Random(seed)
    for question in ASKED.questions():
        waiting = carried_over(random_answer(question, rng))
        if waiting.before is None:
            continue
        raw = json.loads(json.dumps(answer_to_json(question, waiting)))
        assert raw["carried_over"] is True
        result = check_answer(question, raw, waiting, new_row_id=lambda: "new")
        if result.problems:  # a constraint that random values do not keep
            continue
        assert result.answer == waiting
        del raw["carried_over"]
        assert check_answer(question, raw, waiting, new_row_id=lambda: "new").answer == confirmed(waiting)


def test_the_form_of_an_answer_that_waits_says_what_the_round_before_said() -> None:
    form = {"state": "answered", "value": "The ministry", "comment": "Ask Ana", "carried_over": True}
    assert answer_to_json(BODY, WAITING) == form
    assert answer_to_json(BODY, carried_over(given("The ministry"))) == {
        "state": "answered",
        "value": "The ministry",
        "carried_over": True,
    }


@pytest.mark.parametrize("raw", ["The ministry", {"state": "answered", "value": "The ministry", "carried_over": False}])
def test_giving_the_same_value_confirms_it_with_its_comment_and_files(raw: object) -> None:
    assert checked(raw).answer == confirmed(WAITING)


def test_another_value_replaces_it() -> None:
    assert checked("The union").answer == Answer(AnswerState.ANSWERED, "The union", None, "Ask Ana", ("a" * 64,))
    assert checked({"state": "not_known"}).answer == Answer(AnswerState.NOT_KNOWN, None, None, "Ask Ana", ("a" * 64,))


def test_a_comment_can_be_added_to_what_still_waits() -> None:
    result = checked({"state": "answered", "value": "The ministry", "comment": "Asked", "carried_over": True})
    assert result.answer is not None
    assert (result.answer.comment, result.answer.before) == ("Asked", WAITING.before)


def test_another_value_cannot_be_said_to_be_that_of_the_round_before() -> None:
    assert codes(checked({"state": "answered", "value": "The union", "carried_over": True})) == ["carried_over_differs"]
    assert codes(checked({"state": "not_known", "carried_over": True})) == ["carried_over_differs"]


@pytest.mark.parametrize("previous", [BLANK, given("The ministry")])
def test_nothing_can_be_carried_over_where_nothing_waits(previous: Answer) -> None:
    raw = {"state": "answered", "value": "The ministry", "carried_over": True}
    assert codes(checked(raw, previous)) == ["carried_over_not_there"]


def test_a_mark_that_is_none_and_a_state_that_nobody_gives_are_problems() -> None:
    raw = {"state": "answered", "value": "The ministry", "carried_over": "yes"}
    assert codes(checked(raw)) == ["carried_over_not_bool"]
    [problem] = checked({"state": "carried_over"}).problems
    assert problem.code == "unknown_state"
    assert "carried_over" not in str(problem.facts["states"])
