"""Stored times on the screen: by the clock of this machine, in the words of the window's language.

The month is a word, since 03/04 is March to some and April to others.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from mrcworkbench import clocks

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

    from mrcworkbench.domain.reading import Order
    from mrcworkbench.domain.texts import Texts


def use_language(language: str) -> None:
    """Days and months are written in this language from now on, whatever the system's is."""
    QLocale.setDefault(QLocale(language))


def local_time(stamp: str) -> str:
    """A stored time (UTC) as day and time; what is no time is shown as it is."""
    moment = _moment(stamp)
    return stamp if moment is None else f"{day_text(moment.date())}, {moment:%H:%M}"


def local_day(stamp: str) -> str:
    """The day of a stored time (UTC); what is no time is shown as it is."""
    moment = _moment(stamp)
    return stamp if moment is None else day_text(moment.date())


def clock_time(moment: datetime, texts: Texts) -> str:
    """A local moment, short where it is of today."""
    time = f"{moment:%H:%M}"
    if moment.date() == clocks.today():
        return texts.text("questions.today_at", time=time)
    return f"{day_text(moment.date())}, {time}"


def day_text(day: date) -> str:
    """Like 1 Mar 2026."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def iso_day(text: str) -> str:
    """The day of a stored date; what is no date is shown as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day_text(day) if day.isoformat() == text else text


_TIMES = {"at": local_time, "since": local_time, "date": iso_day}


def dated(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts of a sentence, with their times and days as they stand everywhere on the screen."""
    return {
        name: _TIMES[name](fact) if name in _TIMES and isinstance(fact, str) else fact for name, fact in facts.items()
    }


def date_order(system: QLocale | None = None) -> Order:
    """In which order the system writes day, month and year in figures, whatever the language of the window is."""
    form = (system or QLocale.system()).dateFormat(QLocale.FormatType.ShortFormat)
    day, month, year = (form.find(part) for part in "dMy")
    if 0 <= year < min(day, month):
        return "ymd"
    return "mdy" if month < day else "dmy"


def first_weekday() -> Qt.DayOfWeek:
    """The day with which weeks begin where the system is set up."""
    return QLocale.system().firstDayOfWeek()


def _moment(stamp: str) -> datetime | None:
    try:
        return clocks.local(datetime.fromisoformat(stamp))
    except (ValueError, OverflowError):
        return None


def grouped(number: int) -> str:
    """A number with its digits in groups, as one writes it in the language of the window."""
    return QLocale().toString(number)
