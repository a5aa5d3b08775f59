"""Dates as people write them: in figures in any order, with the month as a word, or as a sheet or computer gives them.

A year of two figures is one of 1969 to 2068, and stands where the writer's country puts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from mrcworkbench.domain.reading import Order, UnreadableError
from mrcworkbench.domain.reading.characters import plain_characters
from mrcworkbench.domain.reading.months import folded, months_named, weekdays_named
from mrcworkbench.domain.reading.small_words import SMALL_WORDS, WORDS_AFTER_TIME, WORDS_AFTER_YEAR, WORDS_BEFORE_TIME

_AROUND = " .,;()[]'\"\t\r\n"
_LONGEST = 80
"""Characters; what is longer is prose."""
_CENTURY = 69
"""Years of two figures from here on are of the 20th century, as computers have read them since POSIX."""
_SHEET_BEGINS = date(1899, 12, 30)
_SHEET_FIRST, _SHEET_LAST = 25_569, 73_050
"""1970 to 2099 in a sheet's count of days; other numbers of five figures are no dates."""

_TIME = re.compile(
    rf"(?:(?<=[0-9])t|(?:[ ,]+(?:{WORDS_BEFORE_TIME}))?[ ,]+)"
    r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r"|[0-9]{1,2} ?h(?: ?[0-9]{2})?|(?<=[0-9]{4} )[0-9]{2}\.[0-9]{2})"
    rf"(?: ?(?:{WORDS_AFTER_TIME}))?(?: ?(?:z|utc|gmt|[+-][0-9]{{2}}:?[0-9]{{2}}))?$",
    re.IGNORECASE,
)
_YEAR_ENDS = re.compile(rf"(?<=[0-9])\.? ?(?:{WORDS_AFTER_YEAR})\.?$", re.IGNORECASE)
_MARK = r" ?[-/.,_\\] ?| "
_FIGURES = re.compile(rf"([0-9]{{1,4}})({_MARK})([0-9]{{1,4}})({_MARK})([0-9]{{1,4}})\.?")
_PART = re.compile(rf"[0-9]{{1,4}}(?:{_MARK})[0-9]{{1,4}}\.?|[0-9]{{4}}")
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_WITH_UNITS = re.compile(
    r"(?P<year>[0-9]{2,4})[年년] ?(?P<month>[0-9]{1,2})[月월] ?(?P<day>[0-9]{1,2})[日일]?"
    r"|(?:ngày )?(?P<d>[0-9]{1,2}) (?:tháng|thg) (?P<m>[0-9]{1,2}),? (?:năm )?(?P<y>[0-9]{4})",
    re.IGNORECASE,
)
"""Each figure beside its own word, as in Chinese, Japanese, Korean and Vietnamese."""
_LETTERS = r"[^0-9\s,./()'_-]+"
_NUMBER_OR_WORD = re.compile(rf"[0-9]+|{_LETTERS}(?:-{_LETTERS})*")


def read_date(typed: str, *, order: Order = "dmy") -> tuple[date, ...]:
    """Every day that the text may be, that of the order first; empty where nothing was typed.

    A time of day is left out; a weekday must fit. With points between figures the day is first wherever points are
    used. Raises `UnreadableError`.
    """
    text = plain_characters(typed).strip(_AROUND)
    if not text:
        return ()
    if len(text) > _LONGEST:
        raise UnreadableError("not_a_date")
    text = _YEAR_ENDS.sub("", _TIME.sub("", text))
    found = _in_figures(text, order)
    return tuple(dict.fromkeys(found if found is not None else _in_words(text, order)))


def _in_figures(text: str, order: Order) -> list[date] | None:
    """The days of a text without words; None for any other."""
    united = _WITH_UNITS.fullmatch(text)
    if united is not None:
        return _days([(united["year"] or united["y"], united["month"] or united["m"], united["day"] or united["d"])])
    three = _FIGURES.fullmatch(text)
    if three is not None and three[2].strip() == three[4].strip():
        return _days(_arranged((three[1], three[3], three[5]), three[2].strip(), order))
    serial = _SERIAL.fullmatch(text)
    if serial is not None and _SHEET_FIRST <= int(serial[1]) <= _SHEET_LAST:
        return [_SHEET_BEGINS + timedelta(days=int(serial[1]))]
    if re.fullmatch("[0-9]{8}", text):
        return _days([(text[:4], text[4:6], text[6:]), *_ends_in_year(text[:2], text[2:4], text[4:], order)])
    if _PART.fullmatch(text):
        raise UnreadableError("date_incomplete")
    return None


def _arranged(parts: tuple[str, str, str], mark: str, order: Order) -> Iterator[tuple[str, str, str]]:
    """Year, month and day for each way to read three figures, likeliest first."""
    first, second, third = parts
    if len(first) > 2:
        yield parts
        return
    short = len(third) <= 2
    year_first = short and (order == "ymd" or mark == "-" or len(third) == 1)
    if year_first and order == "ymd":
        yield parts
    if not (short and len(third) == 1):
        yield from _ends_in_year(first, second, third, "dmy" if mark == "." else order, only_first=mark == ".")
    if year_first and order != "ymd":
        yield parts


def _ends_in_year(
    first: str, second: str, year: str, order: Order, *, only_first: bool = False
) -> Iterator[tuple[str, str, str]]:
    """Day and month in the order of the country, then in the other one; `only_first` where that is never used, unless
    the first is impossible."""
    day_first, month_first = (year, second, first), (year, first, second)
    if only_first:
        yield day_first if int(second) <= 12 else month_first
        return
    yield from (month_first, day_first) if order == "mdy" else (day_first, month_first)


def _days(parts: Iterable[tuple[str, str, str]]) -> list[date]:
    """The parts that are days of the calendar. Raises `UnreadableError` where none is."""
    found = list(_real(parts))
    if not found:
        raise UnreadableError("no_such_date")
    return found


def _real(parts: Iterable[tuple[str, str, str]]) -> Iterator[date]:
    for year, month, day in parts:
        if len(month) > 2 or len(day) > 2 or len(year) not in (2, 4):
            continue
        try:
            yield date(_full(year), int(month), int(day))
        except ValueError:  # no such month or day: this was not what was meant
            continue


def _full(year: str) -> int:
    if len(year) > 2:
        return int(year)
    return int(year) + (1900 if int(year) >= _CENTURY else 2000)


def _in_words(text: str, order: Order) -> list[date]:
    """The days of a text with a month as a word, or a weekday before figures."""
    pieces = _NUMBER_OR_WORD.findall(text)
    numbers = [one for one in pieces if one[0].isdecimal()]
    words = [one for one in pieces if not one[0].isdecimal() and folded(one) not in SMALL_WORDS]
    if not words or not (numbers or len(words) == 1):
        raise UnreadableError("not_a_date")
    months, weekdays = _month_and_weekday(words)
    if not months:
        days = _beside_weekday(text, order) if weekdays else None
        if days is None:
            raise UnreadableError("not_a_date")
    elif len(numbers) < 2:
        raise UnreadableError("date_incomplete")
    elif len(numbers) != 2:
        raise UnreadableError("not_a_date")
    else:
        days = _days(_with_month(numbers[0], numbers[1], months))
    fitting = [day for day in days if not weekdays or day.weekday() in weekdays]
    if not fitting:
        raise UnreadableError("date_other_weekday")
    return fitting


def _with_month(first: str, second: str, months: frozenset[int]) -> Iterator[tuple[str, str, str]]:
    """The year is what has four figures, else what stands last."""
    year, day = (first, second) if len(first) > 2 or int(first) > 31 else (second, first)
    for month in sorted(months):
        yield year, str(month), day


def _beside_weekday(text: str, order: Order) -> list[date] | None:
    """The days of the figures before or after a weekday."""
    figures = re.search("[0-9].*[0-9]", text)
    return None if figures is None else _in_figures(figures[0], order)


def _month_and_weekday(words: list[str]) -> tuple[frozenset[int], frozenset[int]]:
    """What the words name: a month, a weekday, or one after the other; nothing where a word is left over."""
    for at in range(len(words) + 1):
        before, after = " ".join(words[:at]), " ".join(words[at:])
        for month_words, day_words in ((after, before), (before, after)):
            months = months_named(month_words) if month_words else frozenset()
            weekdays = weekdays_named(day_words) if day_words else frozenset()
            if bool(months) == bool(month_words) and bool(weekdays) == bool(day_words):
                return months, weekdays
    return frozenset(), frozenset()
