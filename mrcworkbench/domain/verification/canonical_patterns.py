"""Patterns for the canonical text of right answers, so that most of ten thousand files need not be decoded.

A text that matches is canonical, and right but for what it captures: dates, and what constraints compare. One that does
not match may still be right; whoever asks must judge it in full then.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from mrcworkbench.domain.questionnaire.expressions import Compare, Literal, Name
from mrcworkbench.domain.questionnaire.model import Option, Question, QuestionType

_LETTER = r"""[^"\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"""
"""What a text may hold, and canonical text writes as it is."""
_NO_SPACE_FIRST = r"""[^\s"\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"""
"""So that the text is not blank."""
_TEXT = rf'"{_NO_SPACE_FIRST}(?:{_LETTER}++|\\["\\nt])*+"'
_NUMBER, _NOT_NEGATIVE = r"(?:0|-?[1-9][0-9]{0,8})", r"(?:0|[1-9][0-9]{0,8})"
_DATE = r'"[0-9]{4}-[0-9]{2}-[0-9]{2}"'


def is_never_negative(question: Question) -> bool:
    """Whether its constraint says no more than that its number is not below zero, so that the pattern keeps it."""
    return question.constraint == Compare(">=", Name(question.code), Literal(0.0))


def cell_pattern(question: Question) -> str:
    """The canonical texts of the values of a question or column that is no table."""
    match question.type:
        case QuestionType.TEXT:
            return _TEXT
        case QuestionType.INTEGER | QuestionType.NUMBER:
            return _NOT_NEGATIVE if is_never_negative(question) else _NUMBER
        case QuestionType.DATE:
            return _DATE
        case QuestionType.MULTIPLE:
            return _choices(question.options)
        case _:
            return "(?:" + "|".join(f'"{re.escape(option.code)}"' for option in question.options) + ")"


def row_pattern(columns: Sequence[Question], captured: Container[str]) -> re.Pattern[str]:
    """The canonical texts of rows with these columns; a group for each captured one, by code."""
    parts = [_list_item(f'"{re.escape(one.code)}":{_captured(one, captured)}', r"\}") for one in _sorted(columns)]
    return re.compile(r"\{(?!\})" + "".join(parts) + r"\}")


def _captured(column: Question, captured: Container[str]) -> str:
    pattern = cell_pattern(column)
    return f"(?P<{column.code}>{pattern})" if column.code in captured else pattern


def _sorted(columns: Sequence[Question]) -> list[Question]:
    return sorted(columns, key=lambda column: column.code)


def _choices(options: Sequence[Option]) -> str:
    """Some of the options, each once, in the questionnaire's order."""
    items = (_list_item(f'"{re.escape(option.code)}"', r"\]") for option in options)
    return r"\[(?!\])" + "".join(items) + r"\]"


def _list_item(pattern: str, end: str) -> str:
    """An item that may be there: with a comma after it, unless the list ends."""
    return f"(?:{pattern}(?:,(?!{end})|(?={end})))?"
