"""Years of four digits, kept as `int`. They are typed as whole numbers are, and never shown with marks between their
digits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.cells import CellError, fail, shown_value
from mrcworkbench.domain.questionnaire.types.number import INTEGER
from mrcworkbench.domain.reading import Order

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.answers import Cell
    from mrcworkbench.domain.questionnaire.model import Question


def _read(question: Question, raw: object) -> Cell | None:
    return _of_four_digits(INTEGER.read(question, raw), raw)


def _read_typed(question: Question, typed: str, order: Order) -> Cell | None:
    try:
        number = INTEGER.read_typed(question, typed, order)
    except CellError:
        raise fail("not_a_year", value=shown_value(typed)) from None
    return _of_four_digits(number, typed)


def _of_four_digits(number: Cell | None, given: object) -> Cell | None:
    if isinstance(number, int) and not 1000 <= number <= 9999:
        raise fail("not_a_year", value=shown_value(given))
    return number


YEAR = replace(
    INTEGER,
    read=_read,
    read_typed=_read_typed,
    pattern=lambda _: "[1-9][0-9]{3}",
    minutes=0.5,
)
