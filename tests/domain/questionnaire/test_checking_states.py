"""The forms of an answer: a plain value, or a state with value, reason and comment."""

from __future__ import annotations

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState
from mrcworkbench.domain.questionnaire.checking import check_answer
from mrcworkbench.domain.questionnaire.model import Option, Question, QuestionType

STATUS = Question(
    "x_status",
    QuestionType.STATUS,
    "Do you do this?",
    options=(Option("none", "No", 0), Option("planned", "Planned", 1), Option("in_place", "Yes", 2)),
    not_applicable_reasons=(Option("law", "The law forbids it"), Option("no_work", "No work")),
)
TEXT = Question("t", QuestionType.TEXT, "Text")
EARLIER = Answer(AnswerState.ANSWERED, "planned", None, "as agreed", ("a" * 64,))


def check(question: Question, raw: object, previous: Answer = BLANK) -> Answer:
    checked = check_answer(question, raw, previous, new_row_id=lambda: "new")
    assert checked.problems == ()
    assert checked.answer is not None
    return checked.answer


def codes(question: Question, raw: object) -> list[str]:
    checked = check_answer(question, raw, new_row_id=lambda: "new")
    assert checked.answer is None
    return [problem.code for problem in checked.problems]


def test_a_form_gives_state_value_reason_and_comment() -> None:
    assert check(STATUS, {"state": "answered", "value": "planned", "comment": "soon"}) == Answer(
        AnswerState.ANSWERED, "planned", None, "soon"
    )
    assert check(STATUS, {"state": "not_applicable", "reason": "law"}) == Answer(
        AnswerState.NOT_APPLICABLE, None, "law"
    )


@pytest.mark.parametrize("state", ["blank", "not_known", "declined"])
def test_a_state_without_value_may_name_an_empty_one(state: str) -> None:
    expected = Answer(AnswerState(state))
    assert check(STATUS, {"state": state}) == expected
    assert check(STATUS, {"state": state, "value": None, "reason": None}) == expected


def test_what_the_form_does_not_speak_of_stays() -> None:
    assert check(STATUS, "none", EARLIER) == Answer(
        AnswerState.ANSWERED, "none", None, EARLIER.comment, EARLIER.attachments
    )
    assert check(STATUS, None, EARLIER) == Answer(comment=EARLIER.comment, attachments=EARLIER.attachments)
    kept = check(STATUS, {"state": "not_known"}, EARLIER)
    assert (kept.comment, kept.attachments) == (EARLIER.comment, EARLIER.attachments)


@pytest.mark.parametrize("comment", ["", None, "  "])
def test_an_empty_comment_removes_the_one_there_was(comment: str | None) -> None:
    assert check(STATUS, {"state": "answered", "value": "none", "comment": comment}, EARLIER).comment == ""


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"state": "answered", "value": None}, ["value_missing"]),
        ({"state": "answered"}, ["value_missing"]),
        ({"state": "answered", "value": ""}, ["value_missing"]),
        ({"state": "answered", "value": "maybe"}, ["unknown_option"]),
        ({"state": "blank", "value": "none"}, ["value_not_expected"]),
        ({"state": "not_known", "value": "none"}, ["value_not_expected"]),
        ({"state": "not_applicable"}, ["reason_missing"]),
        ({"state": "not_applicable", "reason": ""}, ["reason_missing"]),
        ({"state": "not_applicable", "reason": "weather"}, ["unknown_reason"]),
        ({"state": "not_applicable", "reason": ["law"]}, ["unknown_reason"]),
        ({"state": "declined", "reason": "law"}, ["reason_not_expected"]),
        ({"state": "conflict", "conflict": "c1"}, ["conflict_open"]),
        ({"state": "done"}, ["unknown_state"]),
        ({"state": 3}, ["unknown_state"]),
        ({"value": "none"}, ["state_missing"]),
        ({}, ["state_missing"]),
        ({"state": "answered", "value": "none", "comment": 5}, ["comment_not_text"]),
        ({"state": "answered", "value": "none", "comment": "a\x00"}, ["comment_text_character"]),
        ({"state": "answered", "value": "none", "comment": "x" * 30_001}, ["comment_text_too_long"]),
    ],
)
def test_a_form_that_says_two_things_is_refused(raw: object, expected: list[str]) -> None:
    assert codes(STATUS, raw) == expected


def test_all_problems_are_listed_at_once() -> None:
    raw = {"state": "answered", "value": "maybe", "reason": "law", "comment": "\x00", "colour": "red", "size": 3}
    assert codes(STATUS, raw) == [
        "unknown_key",
        "unknown_key",
        "comment_text_character",
        "unknown_option",
        "reason_not_expected",
    ]


def test_not_applicable_is_no_answer_where_no_reasons_exist() -> None:
    assert codes(TEXT, {"state": "not_applicable", "reason": "law"}) == ["not_applicable_not_offered"]


@pytest.mark.parametrize(
    ("given", "going", "kept"),
    [
        ("for IOM", "for IOM", ""),
        ({"text": "ours", "stays": True}, "", "ours"),
        ({"text": "for IOM", "stays": False}, "for IOM", ""),
        ({"text": "for IOM", "stays": False, "kept": "ours"}, "for IOM", "ours"),
        ({"text": "", "stays": False, "kept": "ours"}, "", "ours"),
        ({"text": " ", "stays": True}, "", ""),
        (None, "", ""),
    ],
)
def test_a_comment_goes_along_or_stays_as_it_is_said_and_the_form_says_all(
    given: object, going: str, kept: str
) -> None:
    answer = check(STATUS, {"state": "blank", "comment": given}, Answer(comment="before", kept_comment="ours before"))
    assert (answer.comment, answer.kept_comment) == (going, kept)


def test_a_form_that_is_silent_about_comments_keeps_both() -> None:
    before = Answer(comment="for IOM", kept_comment="ours")
    for raw in ("none", {"state": "answered", "value": "none"}):
        answer = check(STATUS, raw, before)
        assert (answer.comment, answer.kept_comment) == ("for IOM", "ours")


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (5, ["comment_not_text"]),
        ([], ["comment_not_text"]),
        ({"text": "ours"}, ["comment_stays_wrong"]),
        ({"text": "ours", "stays": "yes"}, ["comment_stays_wrong"]),
        ({"text": "ours", "stays": 1}, ["comment_stays_wrong"]),
        ({"text": 5, "stays": True}, ["comment_not_text"]),
        ({"text": "a\x00", "stays": True}, ["comment_text_character"]),
        ({"text": "ours", "stays": True, "kept": "more"}, ["comment_kept_twice"]),
        ({"text": "ours", "stays": True, "colour": "red"}, ["comment_unknown_key"]),
    ],
)
def test_every_wrong_comment_is_explained(given: object, codes: list[str]) -> None:
    checked = check_answer(STATUS, {"state": "blank", "comment": given}, new_row_id=lambda: "new")
    assert checked.answer is None
    assert [problem.code for problem in checked.problems] == codes
    assert all(catalogue().text(f"problem.{one.code}", **one.facts) for one in checked.problems)
