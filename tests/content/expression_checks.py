"""What is wrong with an expression of the content: what it reads is not there, or does not fit, or may fall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from mrcworkbench.domain.questionnaire.expressions import (
    And,
    Answered,
    Compare,
    CountRows,
    CountSelected,
    Expression,
    Length,
    Literal,
    Name,
    Not,
    Operand,
    Or,
    Selected,
    SumRows,
    YearsBefore,
    names,
)
from mrcworkbench.domain.questionnaire.model import Question, QuestionType
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.types import ValueKind

CHOICES = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.STATUS)
IN_COLUMNS: tuple[type, ...] = ()
IN_QUESTIONS = (*IN_COLUMNS, SumRows, Length)
IN_LEVELS = (*IN_QUESTIONS, YearsBefore)
"""Of the functions that not every expression may use, those that may stand in each place (Expressions 4 and 5)."""
Scope = Mapping[str, Question]


def misfits(expression: Expression, scope: Scope, allowed: tuple[type, ...] = IN_QUESTIONS) -> Iterator[str]:
    """Every name, option, comparison or function of an expression that does not fit the questions in scope."""
    for code in sorted(names(expression) - set(scope)):
        yield f"unknown name {code}"
    if names(expression) <= set(scope):
        yield from _misfits(expression, scope, allowed)


def _misfits(expression: Expression, scope: Scope, allowed: tuple[type, ...]) -> Iterator[str]:
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _misfits(part, scope, allowed)
        case Not(inner):
            yield from _misfits(inner, scope, allowed)
        case Selected(code, option):
            if option not in scope[code].option_codes:
                yield f"{code} has no option {option}"
        case Answered():
            pass
        case Compare(symbol, left, right):
            for operand, other in ((left, right), (right, left)):
                if isinstance(operand, IN_LEVELS) and not isinstance(operand, allowed):
                    yield f"{type(operand).__name__} does not stand here"
                yield from _of_operand(operand, scope)
                yield from _against(operand, symbol, other, scope)
        case never:
            assert_never(never)


def _of_operand(operand: Operand, scope: Scope) -> Iterator[str]:
    match operand:
        case CountRows(code):
            if scope[code].type is not QuestionType.TABLE:
                yield f"{code} has no rows"
        case CountSelected(code):
            if scope[code].kind is not ValueKind.CHOICES:
                yield f"{code} has no choices to count"
        case SumRows(table, column):
            item = scope[table].column_by_code.get(column)
            if item is None or item.type not in (QuestionType.NUMBER, QuestionType.INTEGER) or Tag.YEAR in item.tags:
                yield f"{column} is no column of numbers to add up"
        case Length(code, table):
            text = scope[code] if table is None else scope[table].column_by_code[code]
            if text.type is not QuestionType.TEXT:
                yield f"{code} is no text"
        case YearsBefore(code, table):
            item = scope[code] if table is None else scope[table].column_by_code[code]
            if item.type not in (QuestionType.DATE, QuestionType.YEAR) and Tag.YEAR not in item.tags:
                yield f"{code} is no date and no year"
        case Name() | Literal():
            pass
        case never:
            assert_never(never)


def _against(operand: Operand, symbol: str, other: Operand, scope: Scope) -> Iterator[str]:
    """What an operand is compared with."""
    if not isinstance(other, Literal):
        return
    value = other.value
    match operand:
        case Name(code):
            question = scope[code]
            if isinstance(value, str) and question.type in CHOICES and value not in question.option_codes:
                yield f"{code} has no option {value}"
            if isinstance(value, str) and question.kind is ValueKind.CHOICES:
                yield f"{code} may have several choices, so it cannot equal one"
            if isinstance(value, float) != (question.kind is ValueKind.NUMBER):
                yield f"{code} is compared {symbol} a value of another type"
        case CountRows() | CountSelected() | SumRows() | Length() | YearsBefore():
            if isinstance(value, str):
                yield f"{type(operand).__name__} is compared {symbol} a text"
        case Literal():
            yield f"{operand.value} is compared {symbol} {value}"
        case never:
            assert_never(never)


_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_AT_LEAST, _AT_MOST = (">", ">="), ("<", "<=")


def falls(expression: Expression, scope: Scope) -> Iterator[str]:
    """Every part of a rule that a better answer may turn false (Criteria 6), as far as the form of the rule shows it:
    what choices do to each other is found by trying them."""
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from falls(part, scope)
        case Not():
            yield "a rule uses not"
        case Compare(symbol, Literal() as left, right):
            yield from falls(Compare(_FLIPPED[symbol], right, left), scope)
        case Compare(symbol, left, Literal()):
            yield from _falls(left, symbol, scope)
        case Compare():
            yield "two answers are compared"
        case Selected() | Answered():
            pass
        case never:
            assert_never(never)


def _falls(operand: Operand, symbol: str, scope: Scope) -> Iterator[str]:
    rising = _AT_LEAST
    match operand:
        case Name(code):
            if scope[code].kind is ValueKind.CHOICE:
                return
            if not scope[code].more_is_better:
                yield f"{code} has no order"
        case SumRows(table, column):
            if not scope[table].column_by_code[column].more_is_better:
                yield f"{column} has no order"
        case YearsBefore():
            rising = _AT_MOST
        case CountRows() | CountSelected() | Length() | Literal():
            pass
        case never:
            assert_never(never)
    if symbol not in rising:
        yield f"{operand} falls below {symbol} as it gets better"
