"""Every type of question has its rules, and its pattern takes what it reads."""

from __future__ import annotations

import ast
import json
import re
from itertools import product
from pathlib import Path

import pytest

import mrcworkbench
from mrcworkbench.domain.questionnaire.checking import check_answer, check_cell
from mrcworkbench.domain.questionnaire.model import RULES, Option, Question, QuestionType
from mrcworkbench.domain.tidy.shapes import kind_of

OPTIONS = (Option("a", "First"), Option("b", "Second"))


def test_every_type_has_rules_and_a_place_in_the_tidy_tables() -> None:
    assert RULES.keys() == set(QuestionType)
    for type_ in QuestionType:
        assert kind_of(Question("q", type_, "Question", options=OPTIONS))


STORED = (
    *("0", "1", "-1", "100", "101", "999", "1000", "1998", "9999", "10000", "999999999", "1.5", "-0", "00", "007"),
    *("1e3", "null", "true", "{}", "[]"),
    *('""', '" "', '"a"', '"b"', '"z"', '"none"', '"2026-01-31"', '"2026-02-30"', '"1899-12-31"', '"2200-12-31"'),
    *('["a"]', '["a","b"]', '["b","a"]', '["a","a"]'),
)
"""As values stand in a file, right and wrong."""


@pytest.mark.parametrize("type_", QuestionType)
def test_what_the_pattern_of_a_type_takes_is_read_as_it_stands(type_: QuestionType) -> None:
    """What matches is taken from any file without being read: a type that borrows the pattern of a wider one would
    let in what nobody can type."""
    question = Question("q", type_, "Question", options=OPTIONS)
    pattern = re.compile(question.rules.pattern(question))
    for text in filter(pattern.fullmatch, STORED):
        checked = check_answer(question, json.loads(text), new_row_id=str).answer
        assert checked is not None, text
        assert checked.value is not None, text
        assert json.dumps(checked.value, separators=(",", ":")) == text
        assert question.rules.fits(question, checked.value), text


def test_the_pattern_of_dates_takes_the_days_that_can_be_kept_and_nothing_else() -> None:
    question = Question("q", QuestionType.DATE, "When")
    pattern = re.compile(question.rules.pattern(question))
    years = (1899, 1900, 1901, 1904, 1999, 2000, 2026, 2096, 2099, 2100, 2101, 2104, 2199, 2200, 2201, 2204, 20260)
    for year, month, day in product(years, range(14), range(33)):
        text = f"{year}-{month:02}-{day:02}"
        right = check_answer(question, text, new_row_id=str).answer is not None
        assert (pattern.fullmatch(f'"{text}"') is not None) == right, text


@pytest.mark.parametrize("raw", ["x", 7, [], {"row": "a"}])
def test_no_single_value_is_a_table(raw: object) -> None:
    question = Question("q", QuestionType.TABLE, "Which", columns=(Question("c", QuestionType.TEXT, "Name"),))
    assert not question.rules.fits(question, raw)  # type: ignore[arg-type]
    assert check_answer(question, raw, new_row_id=str).answer is None or raw == []
    assert check_cell(question, str(raw))[1] is not None
    assert re.fullmatch(question.rules.pattern(question), str(raw)) is None


def _takes_anything(case: ast.match_case) -> bool:
    """Whether it is `case _`, or a name for whatever comes, unless that goes to `assert_never`."""
    pattern, (first, *_) = case.pattern, case.body
    if not isinstance(pattern, ast.MatchAs) or pattern.pattern is not None or case.guard is not None:
        return False
    closes = isinstance(first, ast.Expr) and ast.unparse(first).startswith("assert_never(")
    return pattern.name is None or not closes


def test_no_match_has_a_way_out_for_kinds_that_nobody_thought_of() -> None:
    """A kind that is new must not pass the type checker and then behave as another."""
    folder = Path(mrcworkbench.__file__).parent
    cases = [
        (file.relative_to(folder), case)
        for file in folder.rglob("*.py")
        for case in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(case, ast.match_case)
    ]
    assert [f"{file}:{case.pattern.lineno}" for file, case in cases if _takes_anything(case)] == []
    assert len(cases) > 20
