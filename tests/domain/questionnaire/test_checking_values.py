"""What may be typed or read for one value, and what is refused."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.questionnaire.checking import Checked, check_answer, check_cell
from mrcworkbench.domain.questionnaire.grammar import parse
from mrcworkbench.domain.questionnaire.model import Option, Question, QuestionType
from mrcworkbench.domain.reading import Order

NUMBER = Question("n", QuestionType.NUMBER, "Number")
INTEGER = Question("i", QuestionType.INTEGER, "Whole number")
TEXT = Question("t", QuestionType.TEXT, "Text")
DATE = Question("d", QuestionType.DATE, "Date")
OPTIONS = (Option("site", "One site"), Option("centre", "The whole centre"), Option("none", "None of these"))
SINGLE = Question("s", QuestionType.SINGLE, "Choice", options=OPTIONS)
MULTIPLE = Question(
    "m",
    QuestionType.MULTIPLE,
    "Choices",
    options=OPTIONS,
    constraint=parse('not (selected(m, "none") and count_selected(m) > 1)'),
)


def check(question: Question, raw: object) -> Checked:
    numbers = itertools.count()
    return check_answer(question, raw, new_row_id=lambda: f"new{next(numbers)}")


def value(question: Question, raw: object) -> Any:
    checked = check(question, raw)
    assert checked.problems == ()
    assert checked.answer is not None
    assert checked.answer.is_answered
    return checked.answer.value


def codes(question: Question, raw: object) -> list[str]:
    checked = check(question, raw)
    assert (checked.answer is None) == bool(checked.problems)
    assert all(problem.blocking and problem.question == question.code for problem in checked.problems)
    return [problem.code for problem in checked.problems]


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (0, 0),
        (-3, -3),
        (2.5, 2.5),
        (4.0, 4),
        (-0.0, 0),
        (999_999_999_999_999, 999_999_999_999_999),
        (100 / 3, 100 / 3),
        (0.1 + 0.2, 0.1 + 0.2),
    ],
)
def test_a_number_is_kept_as_it_is(raw: float, kept: float) -> None:
    read = value(NUMBER, raw)
    assert read == kept
    assert type(read) is type(kept)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0", 0),
        ("  42 ", 42),
        ("-7", -7),
        ("\u22127", -7),
        ("+7", 7),
        ("1 200", 1200),
        ("1\u202f200\u202f000", 1_200_000),
        ("1\u2009200,5", 1200.5),
        ("1\u00a0200.25", 1200.25),
        ("3,5", 3.5),
        ("3.5", 3.5),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("12,3456", 12.3456),
        ("1200,500", 1200.5),
        ("2,0", 2),
        ("70 %", 70),
        ("1.200,50", 1200.5),
        ("1,200,000", 1_200_000),
        ("\u0664\u0662", 42),
        ("007", 7),
        ("33.333333333333336", 100 / 3),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, kept: float) -> None:
    read, problem = check_cell(NUMBER, typed)
    assert problem is None
    assert read == kept
    assert type(read) is type(kept)


@pytest.mark.parametrize(
    ("raw", "code"), [("2004", "number_as_text"), (" 1 200 ", "number_as_text"), ("a", "not_a_number")]
)
@pytest.mark.parametrize("question", [NUMBER, INTEGER])
def test_in_a_file_a_number_is_no_text(question: Question, raw: str, code: str) -> None:
    assert codes(question, raw) == [code]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (True, "not_a_number"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        ([1], "not_a_number"),
        (10**15, "number_too_long"),
        (-(10**400), "number_too_long"),
        (1e300, "number_too_long"),
        (1e-300, "number_too_long"),
    ],
)
def test_what_is_no_number_that_people_write_is_refused(raw: object, code: str) -> None:
    assert codes(NUMBER, raw) == [code]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12o", "not_a_number"),
        ("1e5", "not_a_number"),
        ("nan", "not_a_number"),
        ("0x10", "not_a_number"),
        ("1_000", "not_a_number"),
        ("12 00", "not_a_number"),
        ("1 20", "not_a_number"),
        ("--5", "not_a_number"),
        ("²", "not_a_number"),
        ("1,200", "number_ambiguous"),
        ("1.200", "number_ambiguous"),
        ("-12.000", "number_ambiguous"),
        ("1234567890123456", "number_too_long"),
        ("0.12345678901234567890", "number_too_long"),
        ("0.0000000000000000001", "number_too_long"),
        ("9" * 5000, "number_too_long"),
    ],
)
def test_a_number_that_could_be_something_else_is_refused(typed: str, code: str) -> None:
    kept, problem = check_cell(NUMBER, typed)
    assert kept is None
    assert problem is not None
    assert problem.code == code


@pytest.mark.parametrize(
    ("question", "typed", "order", "code", "readings"),
    [
        (NUMBER, "1,200", "dmy", "number_ambiguous", ("1200", "1.2")),
        (NUMBER, "-1.234", "dmy", "number_ambiguous", ("-1234", "-1.2340")),
        (DATE, "03/04/2026", "dmy", "date_ambiguous", ("2026-04-03", "2026-03-04")),
        (DATE, "03/04/2026", "mdy", "date_ambiguous", ("2026-03-04", "2026-04-03")),
    ],
)
def test_each_reading_of_a_text_is_itself_read_as_one_value(
    question: Question, typed: str, order: Order, code: str, readings: tuple[str, ...]
) -> None:
    kept, problem = check_cell(question, typed, order)
    assert kept is None
    assert problem is not None
    assert (problem.code, problem.facts["readings"]) == (code, readings)
    values = [check_cell(question, reading, order) for reading in readings]
    assert all(again is None for _, again in values)
    assert len({value for value, _ in values}) == len(readings)


def test_a_year_of_another_calendar_is_out_of_range() -> None:
    for typed in ("31/12/2570", "1405/10/10", "3/4/1447"):
        _, problem = check_cell(DATE, typed)
        assert problem is not None
        assert problem.code == "date_out_of_range"


def test_a_whole_number_has_no_decimals() -> None:
    assert codes(INTEGER, 3.5) == ["not_whole"]
    for typed in ("3,5", "3.5"):
        _, problem = check_cell(INTEGER, typed)
        assert problem is not None
        assert problem.code == "not_whole"


def test_a_whole_number_is_kept_as_an_integer() -> None:
    assert [type(value(INTEGER, raw)) for raw in (5, 5.0)] == [int, int]
    assert [type(check_cell(INTEGER, typed)[0]) for typed in ("5", "5,0")] == [int, int]


@pytest.mark.parametrize("raw", ["2026-01-31", "2024-02-29", "1900-01-01", "2200-12-31"])
def test_a_date_is_kept_as_written(raw: str) -> None:
    assert value(DATE, raw) == raw


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("31/12/2026", "not_a_date"),
        ("2026-1-5", "not_a_date"),
        ("20260105", "not_a_date"),
        ("2026-W01-1", "not_a_date"),
        ("2026-01-31T00:00", "not_a_date"),
        ("\u0662\u0660\u0662\u0666-\u0660\u0661-\u0663\u0661", "not_a_date"),
        (20260131, "not_a_date"),
        ("2026-02-29", "no_such_date"),
        ("2026-13-01", "no_such_date"),
        ("0000-01-01", "no_such_date"),
        ("1899-12-31", "date_out_of_range"),
        ("2201-01-01", "date_out_of_range"),
    ],
)
def test_only_real_days_of_the_calendar_are_dates(raw: object, code: str) -> None:
    assert codes(DATE, raw) == [code]


@pytest.mark.parametrize("raw", ["", " \n\t ", None])
@pytest.mark.parametrize("question", [TEXT, NUMBER, INTEGER, DATE])
def test_nothing_typed_is_blank(question: Question, raw: object) -> None:
    checked = check(question, raw)
    assert checked.problems == ()
    assert checked.answer is not None
    assert checked.answer.state is AnswerState.BLANK


@pytest.mark.parametrize(
    "raw", ["a", "  two words ", "tab\there", "مرکز", "=1+1", "<b>bold</b>", "😀", "\u200fright to left", "{braces}"]
)
def test_text_is_kept_as_typed(raw: str) -> None:
    assert value(TEXT, raw) == raw


def test_line_ends_of_every_system_become_one() -> None:
    assert value(TEXT, "a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize("end", ["\v", "\f", "\x85", "\u2028", "\u2029"])
def test_line_ends_of_word_and_of_unicode_become_one_too(end: str) -> None:
    assert value(TEXT, f"a{end}b") == "a\nb"


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\x7f", "\x92", "\ud800", "\ufffe", "\uffff"])
def test_characters_that_no_file_can_hold_are_refused(bad: str) -> None:
    assert codes(TEXT, f"a{bad}b") == ["text_character"]


def test_text_fits_a_cell_of_a_workbook() -> None:
    assert value(TEXT, "x" * 30_000) == "x" * 30_000
    assert codes(TEXT, "x" * 30_001) == ["text_too_long"]
    assert codes(TEXT, "😀" * 15_001) == ["text_too_long"]


@pytest.mark.parametrize("raw", [5, True, ["a"]])
def test_text_is_text(raw: object) -> None:
    assert codes(TEXT, raw) == ["not_text"]


def test_a_choice_is_the_code_of_an_option() -> None:
    assert value(SINGLE, "centre") == "centre"
    for raw in ("Centre", "The whole centre", "other", 1, True, ["centre"]):
        assert codes(SINGLE, raw) == ["unknown_option"]


def test_choices_are_kept_in_the_order_of_the_questionnaire() -> None:
    assert value(MULTIPLE, ["centre", "site"]) == ("site", "centre")


def test_every_unknown_choice_is_listed_and_repeats_are_refused() -> None:
    checked = check(MULTIPLE, ["a", "site", "b", 3, "site"])
    assert [problem.code for problem in checked.problems] == ["unknown_options", "options_repeated"]
    assert checked.problems[0].facts["values"] == "a, b, 3"
    assert codes(MULTIPLE, "site") == ["not_a_list"]


def test_none_of_these_stands_alone() -> None:
    assert value(MULTIPLE, ["none"]) == ("none",)
    checked = check(MULTIPLE, ["none", "site"])
    assert [problem.code for problem in checked.problems] == ["stands_alone"]
    assert checked.problems[0].facts == {"option": "None of these"}


def test_an_empty_list_of_choices_is_blank() -> None:
    checked = check(MULTIPLE, [])
    assert checked.answer is not None
    assert checked.answer.state is AnswerState.BLANK


@pytest.mark.parametrize(
    ("question", "typed", "kept"),
    [
        (DATE, "2026/1/5", "2026-01-05"),
        (DATE, "2026.12.31", "2026-12-31"),
        (DATE, " 2026-12-31 ", "2026-12-31"),
        (SINGLE, "the whole centre", "centre"),
        (SINGLE, "centre", "centre"),
        (MULTIPLE, "The whole centre; site", ("site", "centre")),
        (NUMBER, "1 200", 1200),
        (TEXT, " as typed ", " as typed "),
        (SINGLE, "", None),
        (MULTIPLE, "", None),
        (INTEGER, "", None),
    ],
)
def test_what_is_typed_in_a_cell_may_name_a_choice_by_its_text(question: Question, typed: str, kept: object) -> None:
    assert check_cell(question, typed) == (kept, None)


@pytest.mark.parametrize(
    ("question", "typed", "code"),
    [
        (DATE, "2026/12-31", "not_a_date"),
        (SINGLE, "somewhere", "unknown_option"),
        (MULTIPLE, "none; site", "stands_alone"),
        (INTEGER, "12o", "not_a_number"),
    ],
)
def test_what_cannot_be_read_in_a_cell_is_a_problem(question: Question, typed: str, code: str) -> None:
    kept, problem = check_cell(question, typed)
    assert kept is None
    assert problem is not None
    assert problem.code == code


@pytest.mark.parametrize(
    ("rule", "raw", "code", "facts"),
    [
        ("n >= 0", -1, "too_small", {"least": 0}),
        ("n >= 1900 and n <= 2100", 1899, "out_of_range", {"least": 1900, "most": 2100}),
        ("n != 13", 13, "constraint", {}),
        ("n >= other", 1, None, {}),
    ],
)
def test_a_broken_constraint_is_said_in_words(rule: str, raw: object, code: str | None, facts: dict[str, Any]) -> None:
    problems = check(Question("n", QuestionType.NUMBER, "Number", constraint=parse(rule)), raw).problems
    assert [(problem.code, problem.facts) for problem in problems] == ([] if code is None else [(code, facts)])
