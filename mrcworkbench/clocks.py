"""What time it is, by clocks that are wrong: an empty battery says 1970, others 2108 or the year 30000.

Every moment of the program comes from here and lies between 1970 and 2199: within what all systems can tell the local
time of, and what files of others may say (`storage.strangers.values`).
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC)
"""The last day is left out: it is 2200 already somewhere."""
_SECONDS = (_LAST - _FIRST).total_seconds()


def now() -> datetime:
    """The time in UTC. A clock that says something out of the question is taken by the nearest that is not."""
    return moment(time.time())


def moment(seconds: float) -> datetime:
    """A time that the system tells, such as that of a file, in UTC and in bounds."""
    return _FIRST + timedelta(seconds=min(max(seconds, 0.0), _SECONDS))


def in_bounds(when: datetime) -> datetime:
    """A moment with its offset, in UTC and in bounds."""
    return min(max(when, _FIRST), _LAST).astimezone(UTC)


def local(when: datetime) -> datetime:
    """A moment by the clock on the wall; in UTC where the system cannot tell that."""
    try:
        return when.astimezone()
    except (OSError, OverflowError, ValueError):
        return when.astimezone(UTC)


def today() -> date:
    """The day on the calendar on the wall."""
    return local(now()).date()
