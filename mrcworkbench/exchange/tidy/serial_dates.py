"""Days and moments as the numbers that Excel keeps: days since the end of 1899, a part of a day for the time, in UTC.

Days before March 1900 stay text: Excel counts a 29th of February 1900 that never was.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from mrcworkbench.domain.tidy.shapes import Value

_BEGINNING = datetime(1899, 12, 30, tzinfo=UTC)
_FIRST = datetime(1900, 3, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_LETTERS_OF_A_DAY = len("2026-01-01")


def serial_date(value: Value) -> Value:
    """The number of an ISO day, or of an ISO moment with its offset; anything else as it is."""
    if not isinstance(value, str):
        return value
    try:
        if len(value) == _LETTERS_OF_A_DAY:
            day = date.fromisoformat(value)
            moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
            return (moment - _BEGINNING).days if moment >= _FIRST else value
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return (moment - _BEGINNING) / _DAY if moment.tzinfo is not None and moment >= _FIRST else value
