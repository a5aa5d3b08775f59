"""Answers in words, from the forms of the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.comments import read_comments
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.tables import COMMENT, FILES, MORE_OF_REGISTERS, ROW_KEY
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.words.local_time import iso_day
from mrcworkbench.gui.words.texts import apart

_LONGEST_LINE = 160
"""Characters."""
_MARK = AnswerState.CARRIED_OVER.value
"""In the form of an answer or of a row in conflict: it is carried over."""


def answer_lines(question: Question | None, raw: object, texts: Texts) -> Iterator[str]:
    """An answer in the forms of the command line, line by line; `question` None where it is not known here."""
    comment, value = "", raw
    if isinstance(raw, Mapping):
        state, value = str(raw.get("state", "answered")), raw.get("value")
        comment = read_comments(raw.get("comment"))[0].comment
        if raw.get(_MARK):
            yield texts.text("conflicts_page.state_carried_over")
        if state != AnswerState.ANSWERED.value:
            reason = _reason(question, raw.get("reason"))
            said = texts.text(f"conflicts_page.state_{state}")
            yield f"{said}: {reason}" if reason else said
            value = None
    elif raw is None:
        yield texts.text("conflicts_page.state_blank")
    if value is not None:
        yield from _value(question, value, texts)
    if comment:
        yield texts.text("conflicts_page.comment", comment=comment)


def answer_in_line(question: Question, answer: Answer, texts: Texts) -> str:
    """An answer in one line, cut where it is long."""
    from mrcworkbench.domain.questionnaire.checking import answer_to_json

    said = " · ".join(
        " ".join(line.split()) for line in answer_lines(question, answer_to_json(question, answer), texts)
    )
    return said if len(said) <= _LONGEST_LINE else said[:_LONGEST_LINE].rsplit(maxsplit=1)[0] + "…"


def _value(question: Question | None, value: object, texts: Texts) -> Iterator[str]:
    if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for number, row in enumerate(value, 1):
            yield f"{number}. " + " · ".join(row_lines(question, row, texts))
    elif isinstance(value, list):
        yield from (value_text(question, one) for one in value)
    else:
        yield value_text(question, value)


def row_lines(question: Question | None, row: Mapping[str, object], texts: Texts) -> Iterator[str]:
    """The cells of a row, that it is carried over, and of a register's what goes along with them."""
    if row.get(_MARK):
        yield texts.text("conflicts_page.state_carried_over")
    yield from cell_lines(question, row)
    comment, files = read_comments(row.get(COMMENT))[0].comment, row.get(FILES)
    if comment:
        yield texts.text("conflicts_page.comment", comment=comment)
    if isinstance(files, list) and files:
        yield texts.plural("registers.files", len(files))


def cell_lines(question: Question | None, row: Mapping[str, object]) -> Iterator[str]:
    """The cells of a row of a table, each with the name of its column."""
    columns = {} if question is None else question.column_by_code
    for code, value in row.items():
        if code in columns or code not in (ROW_KEY, _MARK, *MORE_OF_REGISTERS):
            column = columns.get(code)
            items = value if isinstance(value, list) else [value]
            said = ", ".join(apart(value_text(column, one)) for one in items)
            yield f"{code if column is None else column.text}: {said}"


def value_text(question: Question | None, value: object) -> str:
    """One value of a question or column as people read it: a choice by its text, a day with its month as a word."""
    if question is None or not isinstance(value, str):
        return str(value)
    match question.kind:
        case ValueKind.DATE:
            return iso_day(value)
        case ValueKind.CHOICE | ValueKind.CHOICES:
            return question.option_text(value)
        case ValueKind.TEXT | ValueKind.NUMBER | ValueKind.ROWS:
            return value
    assert_never(question.kind)


def _reason(question: Question | None, code: object) -> str:
    if question is None or not isinstance(code, str):
        return ""
    return next((one.text for one in question.not_applicable_reasons if one.code == code), "")
