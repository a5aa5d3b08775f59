"""The constraints of questions and columns, and how to say in words which one is broken.

A constraint is checked only when every name in it is answered. In a column it names columns of the same row. It
judges the value, never the level.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mrcworkbench.domain.questionnaire.answers import Cell, Row, Value
from mrcworkbench.domain.questionnaire.cells import Facts
from mrcworkbench.domain.questionnaire.expressions import (
    And,
    Compare,
    CountRows,
    Expression,
    Literal,
    Name,
    Not,
    Selected,
    evaluate,
    is_blank,
    is_complete,
    names,
)
from mrcworkbench.domain.questionnaire.model import Question


@dataclass(frozen=True, slots=True)
class _ValueLookup:
    """Reads one question's own value."""

    question: Question
    own: Value
    reference: date | None = None

    def value(self, code: str) -> Value | None:
        return self.own if code == self.question.code else None

    def complete_rows(self, code: str) -> tuple[Row, ...]:
        if code != self.question.code or not isinstance(self.own, tuple):
            return ()
        required = self.question.required_columns
        return tuple(row for row in self.own if isinstance(row, Row) and is_complete(row, required))


@dataclass(frozen=True, slots=True)
class _RowLookup:
    """Reads the columns of one row."""

    cells: Mapping[str, Cell]
    reference: date | None = None

    def value(self, code: str) -> Value | None:
        return self.cells.get(code)

    def complete_rows(self, code: str) -> tuple[Row, ...]:  # noqa: ARG002  a column is never a table
        return ()


def broken_by_value(question: Question, value: Value) -> tuple[str, Facts] | None:
    """Code and facts of the question's constraint where the value breaks it."""
    rule = question.constraint
    if rule is None or names(rule) != {question.code} or evaluate(rule, _ValueLookup(question, value)):
        return None
    return _in_words(rule, question, {question.code: question})


def broken_by_row(
    column: Question, columns: Mapping[str, Question], cells: Mapping[str, Cell]
) -> tuple[str, Facts] | None:
    """Code and facts of the column's constraint where the row breaks it."""
    rule = column.constraint
    if rule is None or any(is_blank(cells.get(code)) for code in names(rule)) or evaluate(rule, _RowLookup(cells)):
        return None
    return _in_words(rule, column, columns)


def _in_words(rule: Expression, question: Question, scope: Mapping[str, Question]) -> tuple[str, Facts]:
    """The shapes that constraints have in the questionnaires; any other gets a general sentence."""
    match rule:
        case Not(And((Selected(_, option), Compare()))):
            return "stands_alone", {"option": question.option_text(option)}
        case Compare("<=", CountRows(), Literal(float(most))):
            return "too_many_rows", {"most": int(most)}
        case Compare(">=", Name(later), Name(earlier)):
            return "before_other", {"later": scope[later].text, "earlier": scope[earlier].text}
        case Compare(">=", Name(), Literal(float(least))):
            return "too_small", {"least": _plain(least)}
        case And((Compare(">=", Name(), Literal(float(least))), Compare("<=", Name(), Literal(float(most))))):
            return "out_of_range", {"least": _plain(least), "most": _plain(most)}
    return "constraint", {}


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number
