"""Days, kept as "YYYY-MM-DD"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.answers import Value
from mrcworkbench.domain.questionnaire.cells import fail, shown_value
from mrcworkbench.domain.questionnaire.types import TypeRules, ValueKind
from mrcworkbench.domain.reading import Order, UnreadableError

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.model import Question

FIRST_YEAR, LAST_YEAR = 1900, 2200
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LEAP_YEAR = "(?:(?:19|2[01])(?:0[48]|[2468][048]|[13579][26])|2000)"
_DAY_OF_ANY_YEAR = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|"
    "02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_PATTERN = f'"(?:(?:(?:19|2[01])[0-9][0-9]|2200)-{_DAY_OF_ANY_YEAR}|{_LEAP_YEAR}-02-29)"'
"""Every day from the first year to the last, and nothing else."""


def _read(_question: Question, raw: object) -> str | None:
    return _day(raw)


def _read_typed(_question: Question, typed: str, order: Order) -> str | None:
    from mrcworkbench.domain.reading.dates import read_date

    try:
        found = [day.isoformat() for day in read_date(typed, order=order)]
    except UnreadableError as error:
        raise fail(error.code, value=shown_value(typed)) from None
    near = [day for day in found if FIRST_YEAR <= int(day[:4]) <= LAST_YEAR]
    if len(near) > 1:
        raise fail("date_ambiguous", value=shown_value(typed), readings=tuple(near))
    return _day((near or found or [""])[0])


def _day(raw: object) -> str | None:
    if not isinstance(raw, str):
        raise fail("not_a_date", value=shown_value(raw))
    if not raw.strip():
        return None
    if not _ISO_DATE.fullmatch(raw):
        raise fail("not_a_date", value=shown_value(raw))
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        raise fail("no_such_date", value=raw) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise fail("date_out_of_range", date=raw, first=FIRST_YEAR, last=LAST_YEAR)
    return raw


def _fits(_question: Question, value: Value) -> bool:
    """Whether it is a day as they are stored, 2026-05-12: a column of dates is no place for a text."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


DATE = TypeRules(
    kind=ValueKind.DATE,
    read=_read,
    read_typed=_read_typed,
    fits=_fits,
    pattern=lambda _: _PATTERN,
    minutes=0.5,
)
