"""Whether a stored answer is one that its question can have.

What was damaged, or written by another version of the questionnaire, must not reach the score: it is told before. Only
the shape is looked at; constraints and the characters of texts were judged when the answer was given.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row, Value
from mrcworkbench.domain.questionnaire.model import Question, QuestionType


def fits(question: Question, answer: Answer) -> bool:
    """Whether state, reason and value belong to this question; an answer in conflict has none of its own."""
    if answer.state is AnswerState.NOT_APPLICABLE:
        return answer.reason in {option.code for option in question.not_applicable_reasons}
    if answer.state is not AnswerState.ANSWERED:
        return answer.value is None
    return answer.value is not None and _value_fits(question, answer.value)


def _value_fits(question: Question, value: Value) -> bool:
    match question.type:
        case QuestionType.TABLE:
            return isinstance(value, tuple) and all(isinstance(row, Row) and _row_fits(question, row) for row in value)
        case QuestionType.MULTIPLE:
            codes = question.option_codes
            return isinstance(value, tuple) and all(isinstance(code, str) and code in codes for code in value)
        case QuestionType.SINGLE | QuestionType.STATUS:
            return isinstance(value, str) and value in question.option_codes
        case QuestionType.INTEGER:
            return isinstance(value, int)
        case QuestionType.NUMBER:
            return isinstance(value, int | float)
        case QuestionType.DATE:
            return isinstance(value, str) and _is_day(value)
        case QuestionType.TEXT:
            return isinstance(value, str)
    assert_never(question.type)


def _is_day(value: str) -> bool:
    """Whether it is a day as they are stored, 2026-05-12: a column of dates is no place for a text."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _row_fits(question: Question, row: Row) -> bool:
    columns = question.column_by_code
    return all(code in columns and _value_fits(columns[code], cell) for code, cell in row.cells.items())
