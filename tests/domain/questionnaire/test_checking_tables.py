"""Tables: rows with ids, fixed rows, and every problem with its row and column."""

from __future__ import annotations

import itertools

import pytest

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.answers import AnswerState, Row
from mrcworkbench.domain.questionnaire.checking import Checked, check_answer
from mrcworkbench.domain.questionnaire.grammar import parse
from mrcworkbench.domain.questionnaire.model import Option, Question, QuestionType

TOPIC = Question(
    "topic", QuestionType.SINGLE, "Topic", required=True, options=(Option("visa", "Visas"), Option("work", "Work"))
)
SINCE = Question("since", QuestionType.DATE, "From")
UNTIL = Question("until", QuestionType.DATE, "To", constraint=parse("until >= since"))
COUNT = Question("count", QuestionType.INTEGER, "Women", constraint=parse("count >= 0"))
PLAIN = Question("plain", QuestionType.TABLE, "Table", columns=(TOPIC, SINCE, UNTIL, COUNT))
FIXED = Question("fixed", QuestionType.TABLE, "Fixed", columns=(TOPIC, COUNT), fixed_column="topic")


def check(question: Question, raw: object) -> Checked:
    numbers = itertools.count(1)
    return check_answer(question, raw, new_row_id=lambda: f"new{next(numbers)}")


def rows(question: Question, raw: object) -> tuple[Row, ...]:
    checked = check(question, raw)
    assert checked.problems == ()
    assert checked.answer is not None
    return checked.answer.rows


def found(question: Question, raw: object) -> list[tuple[str, str | None, str | None]]:
    checked = check(question, raw)
    assert checked.answer is None
    return [(problem.code, problem.row, problem.column) for problem in checked.problems]


def test_a_row_keeps_its_id_and_one_without_is_new() -> None:
    assert rows(PLAIN, [{"row": "a-1", "topic": "visa"}, {"topic": "work", "count": 0, "since": None}]) == (
        Row("a-1", {"topic": "visa"}),
        Row("new1", {"topic": "work", "count": 0}),
    )


def test_order_of_rows_is_that_of_the_list() -> None:
    assert [row.id for row in rows(PLAIN, [{"row": "z", "count": 1}, {"row": "b", "count": 2}])] == ["z", "b"]


@pytest.mark.parametrize("raw", [[], [{}, {"row": "a"}, {"topic": None, "since": ""}]])
def test_no_rows_that_say_something_is_blank(raw: object) -> None:
    checked = check(PLAIN, raw)
    assert checked.answer is not None
    assert checked.answer.state is AnswerState.BLANK


def test_every_problem_has_its_row_and_column() -> None:
    raw = [
        {"row": "a", "count": -1, "topic": "rain"},
        {"count": 1.5, "colour": "red", "shape": 1},
        "nothing",
        {"row": "a", "since": "2026-02-01", "until": "2026-01-01"},
        {"row": "not an id", "count": 1},
    ]
    assert found(PLAIN, raw) == [
        ("unknown_option", "a", "topic"),
        ("too_small", "a", "count"),
        ("unknown_column", "2", None),
        ("unknown_column", "2", None),
        ("not_whole", "2", "count"),
        ("not_a_row", "3", None),
        ("before_other", "a", "until"),
        ("row_id_repeated", "a", None),
        ("row_id_wrong", "5", None),
    ]


def test_a_constraint_between_columns_waits_until_all_are_answered() -> None:
    assert rows(PLAIN, [{"row": "a", "until": "2026-01-01"}])
    assert rows(PLAIN, [{"row": "a", "until": "2026-01-01", "since": "2026-01-01"}])


def test_a_table_is_a_list_of_at_most_a_thousand_rows() -> None:
    assert found(PLAIN, "x") == [("not_a_table", None, None)]
    assert found(PLAIN, [{"count": 1}] * 1001) == [("table_too_long", None, None)]
    assert len(rows(PLAIN, [{"count": 1}] * 1000)) == 1000


def test_a_fixed_row_is_named_by_its_option_in_either_way() -> None:
    visa = Row("visa", {"topic": "visa", "count": 2})
    assert rows(FIXED, [{"topic": "visa", "count": 2}]) == (visa,)
    assert rows(FIXED, [{"row": "visa", "count": 2}]) == (visa,)
    assert rows(FIXED, [{"row": "visa", "topic": "visa", "count": 2}]) == (visa,)


def test_fixed_rows_stand_in_the_order_of_the_options_and_empty_ones_are_not_kept() -> None:
    kept = rows(FIXED, [{"row": "work", "count": 1}, {"row": "visa", "count": 2}])
    assert [row.id for row in kept] == ["visa", "work"]
    assert [row.id for row in rows(FIXED, [{"row": "work", "count": 1}, {"row": "visa"}])] == ["work"]


def test_a_fixed_row_must_be_one_of_the_options_and_only_once() -> None:
    assert found(FIXED, [{"row": "visa", "topic": "work"}]) == [("fixed_row_differs", "visa", "topic")]
    assert found(FIXED, [{"row": "rain", "count": 1}]) == [("unknown_option", "rain", "topic")]
    assert found(FIXED, [{"count": 1}]) == [("fixed_row_missing", "1", "topic")]
    assert found(FIXED, [{"row": "visa", "count": 1}, {"topic": "visa", "count": 2}]) == [
        ("row_id_repeated", "2", None)
    ]


def test_at_most_five_practices_are_told_in_1_0_0() -> None:
    manager = questionnaire("manager", "1.0.0")
    row = {"practices_title": "A", "practices_criterion": "setup.needs_assessment", "practices_what": "B"}
    assert rows(manager["practices"], [row] * 5)
    assert found(manager["practices"], [row] * 6) == [("too_many_rows", None, None)]
