"""Answers in words, from the forms of the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.questionnaire.model import Question, QuestionType
from mrcworkbench.domain.questionnaire.tables import ROW_KEY
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.words.local_time import iso_day
from mrcworkbench.gui.words.texts import apart


def answer_lines(question: Question | None, raw: object, texts: Texts) -> Iterator[str]:
    """An answer in the forms of the command line, line by line; `question` None where it is not known here."""
    comment, value = "", raw
    if isinstance(raw, Mapping):
        state, value, comment = str(raw.get("state", "answered")), raw.get("value"), str(raw.get("comment") or "")
        if state != AnswerState.ANSWERED.value:
            reason = _reason(question, raw.get("reason"))
            said = texts.text(f"conflicts_page.state_{state}")
            yield f"{said}: {reason}" if reason else said
            value = None
    elif raw is None:
        yield texts.text("conflicts_page.state_blank")
    if value is not None:
        yield from _value(question, value)
    if comment:
        yield texts.text("conflicts_page.comment", comment=comment)


def _value(question: Question | None, value: object) -> Iterator[str]:
    if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for number, row in enumerate(value, 1):
            yield f"{number}. " + " · ".join(cell_lines(question, row))
    elif isinstance(value, list):
        yield from (_cell(question, one) for one in value)
    else:
        yield _cell(question, value)


def cell_lines(question: Question | None, row: Mapping[str, object]) -> Iterator[str]:
    """The cells of a row of a table, each with the name of its column."""
    columns = {} if question is None else question.column_by_code
    for code, value in row.items():
        if code != ROW_KEY:
            column = columns.get(code)
            items = value if isinstance(value, list) else [value]
            yield f"{code if column is None else column.text}: {', '.join(apart(_cell(column, one)) for one in items)}"


def _cell(question: Question | None, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str):
        return str(value)
    if question is not None and question.type is QuestionType.DATE:
        return iso_day(value)
    return question.option_text(value) if question is not None and question.options else value


def _reason(question: Question | None, code: object) -> str:
    if question is None or not isinstance(code, str):
        return ""
    return next((one.text for one in question.not_applicable_reasons if one.code == code), "")
