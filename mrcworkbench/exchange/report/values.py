"""How the answers to each type of question stand in a cell: numbers as numbers, days as days, all else as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from mrcworkbench.domain.disclosure.report_parts import CellView, ReportData
from mrcworkbench.domain.questionnaire.answers import Scalar
from mrcworkbench.domain.questionnaire.model import Question, QuestionType
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.cells import Value
from mrcworkbench.exchange.report.looks import BODY, DATE, DECIMAL, HELD, NUMBER, YEAR, Look

_LARGEST_EXACT = 10**15
"""Excel keeps 15 digits of a number."""
_FIRST_DAY = date(1900, 3, 1)
"""Excel has no days before 1900, and counts one too many in its first two months."""
_LEFT_NUMBER = replace(NUMBER, horizontal="left")
_LEFT_YEAR = replace(YEAR, horizontal="left")
_LEFT_DECIMAL = replace(DECIMAL, horizontal="left")


def shown(book: Book, cell: CellView) -> tuple[Value, Look]:
    """A value with its look, or the words for what is held back."""
    if cell.held is not None:
        return book.words.held(cell.held), HELD
    if cell.value is None or cell.item is None:
        return None, BODY
    if refers_to_rows(cell.item):
        rows = (book.words.say("row", number=place) for place in places_of(book.data, cell.item, cell))
        return book.words.say("list_separator").join(rows) or None, BODY
    return PLACES[cell.item.type](cell.item, cell.value)


def refers_to_rows(item: Question) -> bool:
    """Whether its answers are ids of rows."""
    return item.refers_to is not None and not item.options


def places_of(data: ReportData, item: Question, cell: CellView) -> Sequence[int]:
    """The places of the rows that a cell refers to, as far as they may be seen."""
    rows = data.row_places.get(item.refers_to or "", {})
    return [rows[code] for code in cell.codes if code in rows]


def exact(value: float) -> int | float | str:
    """A number; as text where Excel would change it."""
    is_exact = abs(value) < _LARGEST_EXACT  # not so for what is not a number
    return value if is_exact else str(value)


def _text(_question: Question, value: Scalar) -> tuple[Value, Look]:
    return value, BODY


def _number(item: Question, value: Scalar) -> tuple[Value, Look]:
    if isinstance(value, str):
        return value, BODY
    if isinstance(exact(value), str):
        return str(value), BODY
    if isinstance(value, float) and not value.is_integer():
        return value, _LEFT_DECIMAL
    return value, _LEFT_YEAR if Tag.YEAR in item.tags else _LEFT_NUMBER


def _year(_question: Question, value: Scalar) -> tuple[Value, Look]:
    return value, _LEFT_YEAR


def _date(_question: Question, value: Scalar) -> tuple[Value, Look]:
    """A day, or its text where Excel has no such day."""
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return value, DATE
    return day if day >= _FIRST_DAY else value, DATE


PLACES: Mapping[QuestionType, Callable[[Question, Scalar], tuple[Value, Look]]] = {
    QuestionType.TEXT: _text,
    QuestionType.NUMBER: _number,
    QuestionType.INTEGER: _number,
    QuestionType.YEAR: _year,
    QuestionType.DATE: _date,
    QuestionType.SINGLE: _text,
    QuestionType.MULTIPLE: _text,
    QuestionType.TABLE: _text,
    QuestionType.STATUS: _text,
    QuestionType.REFERENCE: _text,
    QuestionType.REFERENCES: _text,
}
"""The value and its look. Choices come as their texts, tables as their rows."""
