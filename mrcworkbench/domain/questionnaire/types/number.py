"""Numbers, of any precision that a computer keeps, and whole numbers. A number that is whole is kept as `int`."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.cells import MOST_DIGITS, fail, shown_value, typed_form
from mrcworkbench.domain.questionnaire.expressions import Compare, Literal, Name
from mrcworkbench.domain.questionnaire.types import TypeRules, ValueKind
from mrcworkbench.domain.reading import Order, UnreadableError

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.model import Question

_PATTERN, _NOT_NEGATIVE = r"(?:0|-?[1-9][0-9]{0,8})", r"(?:0|[1-9][0-9]{0,8})"


def is_never_negative(question: Question) -> bool:
    """Whether its constraint says no more than that its number is not below zero, so that the pattern keeps it."""
    return question.constraint == Compare(">=", Name(question.code), Literal(0.0))


def _pattern(question: Question) -> str:
    return _NOT_NEGATIVE if is_never_negative(question) else _PATTERN


def _read(_question: Question, raw: object) -> int | float | None:
    """A number as a number; the empty text is blank."""
    if isinstance(raw, str):
        if _numbers_typed(raw, whole=False):
            raise fail("number_as_text", value=shown_value(raw))
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise fail("not_a_number", value=shown_value(raw))
    if isinstance(raw, float) and not math.isfinite(raw):
        raise fail("not_a_number", value=str(raw))
    return _kept(raw)


def _read_typed(_question: Question, typed: str, _order: Order) -> int | float | None:
    return _typed(typed, whole=False)


def _read_whole(question: Question, raw: object) -> int | None:
    return _whole(_read(question, raw), raw)


def _read_whole_typed(_question: Question, typed: str, _order: Order) -> int | None:
    return _whole(_typed(typed, whole=True), typed)


def _typed(typed: str, *, whole: bool) -> int | float | None:
    found = _numbers_typed(typed, whole=whole)
    if len(found) > 1:
        raise fail("number_ambiguous", value=shown_value(typed), readings=tuple(typed_form(one) for one in found))
    return found[0] if found else None


def _numbers_typed(typed: str, *, whole: bool) -> list[int | float]:
    """Every number that the text may be."""
    from mrcworkbench.domain.reading.numbers import read_number

    try:
        return [_nearest(exact) for exact in read_number(typed, whole=whole)]
    except UnreadableError as error:
        raise fail(error.code, value=shown_value(typed)) from None


def _nearest(exact: Decimal) -> int | float:
    value = float(exact)
    if Decimal(repr(value)) != exact:  # more digits than a computer keeps
        raise fail("number_too_long", most=MOST_DIGITS)
    return _kept(value)


def _kept(number: float) -> int | float:
    """A whole number as `int`. Refuses what has too many digits before or after the point to be read by people."""
    if abs(number) >= 10**MOST_DIGITS or 0 < abs(number) < 10**-MOST_DIGITS:
        raise fail("number_too_long", most=MOST_DIGITS)
    return int(number) if number == int(number) else number


def _whole(number: float | None, given: object) -> int | None:
    if isinstance(number, float):
        raise fail("not_whole", value=shown_value(given))
    return number


NUMBER = TypeRules(
    kind=ValueKind.NUMBER,
    read=_read,
    read_typed=_read_typed,
    fits=lambda _, value: isinstance(value, int | float),
    pattern=_pattern,
    minutes=1,
)
INTEGER = TypeRules(
    kind=ValueKind.NUMBER,
    read=_read_whole,
    read_typed=_read_whole_typed,
    fits=lambda _, value: isinstance(value, int),
    pattern=_pattern,
    minutes=1,
)
