"""Digits that are dates, years, times, ranges or amounts by the way they are written."""

from __future__ import annotations

import re
from itertools import pairwise

_YEAR = r"(?:1[89]|20)\d\d"
_YEAR_ELSEWHERE = r"(?:1[34]|25)\d\d"
"""In the calendars of Iran and Afghanistan, of the Hijra, and of Thailand."""
_DATE = re.compile(
    rf"(?P<a>\d\d?)(?P<s>[./-]) ?(?P<b>\d\d?)(?P=s) ?(?P<y>{_YEAR}|\d\d)|"
    rf"(?P<a2>\d\d?) (?P<b2>\d\d?) (?P<y2>{_YEAR})|"
    rf"(?P<y3>{_YEAR})(?P<s3>[./ -]) ?(?P<b3>\d\d?)(?P=s3) ?(?P<a3>\d\d?)|"
    rf"(?P<y4>{_YEAR})(?P<b4>[01]\d)(?P<a4>[0-3]\d)|(?P<a5>[0-3]\d)(?P<b5>[01]\d)(?P<y5>{_YEAR})|"
    rf"(?P<a6>\d\d?)(?P<s6>[./-])(?P<b6>\d\d?)(?P=s6){_YEAR_ELSEWHERE}|"
    rf"{_YEAR_ELSEWHERE}(?P<s7>[./-])(?P<b7>\d\d?)(?P=s7)(?P<a7>\d\d?)"
)
_MONTH = rf"(?:(?:0?[1-9]|1[0-2])[./-]{_YEAR}|{_YEAR}[./-](?:0?[1-9]|1[0-2]))"
_SEASON = re.compile(r"(\d\d)(\d\d) ?[/-] ?(\d\d)(?!\d)")
_YEARS = re.compile(rf"(?:{_MONTH}(?!\d)|{_YEAR}(?! ?\d))")
_SMALL_AFTER = re.compile(r" [1-9]\d{0,2}$")
_BETWEEN = re.compile(r"[ ./()\[\]~_-]+")
_DAY_MONTH = re.compile(r"(?P<a>\d\d?)(?:[./] ?(?P<b>\d\d?))?[./]? ?- ?(?=\d\d?[./-])")
_TIME = r"(?:[01]?\d|2[0-4])[.]?[0-5][05]"
_TIMES = re.compile(rf"{_TIME} ?- ?{_TIME}(?:[ /]+{_TIME} ?- ?{_TIME})*")
_MOMENT = re.compile(r"(?<= )(?:[01]?\d|2[0-4])\.[0-5]\d(?![\d.])")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?P<s>[ .])\d{3})(?:(?P=s)\d{3})*(?:(?<!\.\d{3})\.\d\d?)?")
_PLAIN = re.compile(r"[1-9]\d{0,5}|0")
_DECIMAL = re.compile(r"[1-9]?\d\.\d{4,}|0\.\d+|[1-9]\d{0,5}\.\d{1,2}")
_REFERENCE = re.compile(
    rf"[1-9]\d{{0,2}} ?\d{{3}}/{_YEAR}|\d{{1,6}}/{_YEAR}|[1-9]\d{{0,4}}[-/]{_YEAR}/\d{{1,4}}|"
    rf"[1-9]\d{{0,5}}/\d{{1,2}}/{_YEAR}|[1-9]\d{{0,4}}/\d\d?\.\d\d?\.{_YEAR}|"
    rf"{_YEAR}/[1-9]\d{{0,4}}|{_YEAR}(?:/0\d{{2,5}}|-0(?:\d\d|0\d\d|\d{{4,5}}))|{_YEAR}/\d{{3}}-\d{{3}}(?:/\d)?|"
    rf"\d{{1,3}}-\d{{1,3}}-\d{{1,5}}/{_YEAR}|{_YEAR}/\d{{1,6}} ?- ?(?:{_YEAR}/)?\d{{1,6}}"
)
_COORDINATE = re.compile(r"[1-9]?\d\.\d{4,}|1[0-7]\d\.\d{4,}")
_AMOUNT = re.compile(r"[1-9]\d{0,8}|0")
_SMALL_RANGE = re.compile(r"(\d{1,3}) ?[-/] ?(\d{1,3})")
_YEAR_AND_AMOUNT = re.compile(rf"{_YEAR}[ -](?:\d \d{{3}}|\d\d \d00|[1-9]\d{{2,4}})")
_YEARS_AND_AMOUNTS = re.compile(rf"(?:{_YEAR} (?:[1-9]\d{{0,2}} \d{{3}}|[1-9]\d{{0,4}})(?: |$)){{2,}}")
_SEASON_OF_NEPAL = re.compile(r"20(\d\d)[/-]0(\d\d)(?!\d)")
_IN_BRACKETS = re.compile(r"[(\[] ?([\d./ -]{4,24}?)(?: ?[)\]]|$)")
_YEARS_OF_ANY_CALENDAR = re.compile(r"([12]\d{3}) ?[-/] ?([12]\d{3})")
_COORDINATES = re.compile(r"[1-9]?\d\.\d{3,}[ /]+-?1?\d?\d\.\d{3,}")
_FEWEST_OF_LONG_NUMBERS = 9
_HOURS = 24
_LONGEST_SEASON = 15
"""Years from the first to the last of 2019-25."""
_AMOUNTS = re.compile(r"[1-9]\d{0,2} \d{3}(?: ?/ ?[1-9]\d{0,2} \d{3})+|[1-9]\d{0,2} \d{3}(?: [1-9]\d{0,2} \d{3}){2,}")
_BREAK = re.compile(r" +[-/~] +|  +|(?<=\d)\. (?=\d)")


_DECIMALS = re.compile(
    r"(?:0|[1-9]\d{0,2})\.\d{1,2}(?: ?[ (/-] ?(?:0|[1-9]\d{0,2})\.\d{1,2}){2,}|\d\.\d\d \(\d\.\d\d ?- ?\d\.\d\d"
)
_LEVELS = re.compile(r"[1-4](?: [1-4])+")
_THREE_YEARS = re.compile(r"20(\d\d)[/-](\d\d)[/-](\d\d)")
_LISTED_RANGES = re.compile(r"\d{1,2}-\d{1,2}(?:[ /]\d{1,2}-\d{1,2})+(?: \d{1,2})?")
_WHOLE = (_REFERENCE, _DECIMAL, _DECIMALS, _COORDINATES, _YEARS_AND_AMOUNTS, _LEVELS)


def is_dates(run: str) -> bool:
    """Whether digits are days, months, years, seasons, or times of day, one or several, and nothing else."""
    place = last = 0
    while place < len(run):
        if place and last > len("2026") and _SMALL_AFTER.match(run, place):  # "2022-23 7 staff"
            return True
        between = _BETWEEN.match(run, place)
        if between and place:
            place = between.end()
        end = _date_end(run, place)
        if end is None:
            return False
        place, last = end, end - place
    return place > 0


def _date_end(run: str, place: int) -> int | None:
    """Where a date that begins here ends."""
    day = _DATE.match(run, place)
    if day and _is_day(day) and not run[day.end() : day.end() + 1].isdigit():
        return day.end()
    season = _SEASON.match(run, place)
    if season and season[1] in {"19", "20"} and 0 < (int(season[3]) - int(season[2])) % 100 <= _LONGEST_SEASON:
        return season.end()
    season = _SEASON_OF_NEPAL.match(run, place)
    if season and int(season[2]) == int(season[1]) + 1:
        return season.end()
    years = _YEARS.match(run, place)
    if years:
        return years.end()
    first = _DAY_MONTH.match(run, place)  # the first day of "12.-15.05.2026"
    if first and int(first["a"]) <= 31 and int(first["b"] or 1) <= 31:
        rest = _DATE.match(run, first.end())
        if rest and _is_day(rest):
            return rest.end()
    times = _TIMES.match(run, place)
    if times and times.end() == len(run) and _is_opening(times[0]):
        return times.end()
    moment = _MOMENT.match(run, place) if place else None
    return None if moment is None else moment.end()


def _is_day(found: re.Match[str]) -> bool:
    one, other = next((int(found[a]), int(found[b])) for a, b in _PARTS if found[a] is not None)
    return 1 <= one <= 31 and 1 <= other <= 31 and min(one, other) <= 12


_PARTS = (("a", "b"), ("a2", "b2"), ("a3", "b3"), ("a4", "b4"), ("a5", "b5"), ("a6", "b6"), ("a7", "b7"))


def _is_opening(times: str) -> bool:
    """Hours of opening end on a full hour or a quarter."""
    return all(part[-2:] in {"00", "15", "30", "45"} for part in re.findall(r"[\d.]+", times))


def is_grouped(run: str) -> bool:
    """Whether digits stand in groups of thousands: 1 200 000."""
    return _GROUPED.fullmatch(run) is not None


def is_year_and_amount(run: str) -> bool:
    """Whether a year and an amount of four or five digits stand side by side."""
    return _YEAR_AND_AMOUNT.fullmatch(run) is not None


def is_figures(run: str) -> bool:
    """Whether digits are figures: amounts in thousands, short numbers, ranges, lists of them, with or without dates."""
    if any(form.fullmatch(run) for form in _WHOLE) or _is_range(run) or _is_list(run) or _is_listed_ranges(run):
        return True
    bare = _IN_BRACKETS.sub(_without_brackets, run)
    parts = [part for part in _BREAK.split(bare) if part]
    if len(parts) < 2 or not all(map(_is_figure, parts)):
        return False
    if bare != run or any(map(_is_long_figure, (parts[0], *(part for part in parts[1:] if not part.isdigit())))):
        return True
    return _is_short_list(run, parts) or any(all(map(kind, parts)) for kind in (_is_small_range, _is_decimal))


def _without_brackets(found: re.Match[str]) -> str:
    """A date in brackets stands beside what it is the date of."""
    return f"  {found[1]}  " if is_dates(found[1]) else found[0]


def _is_decimal(part: str) -> bool:
    return "." in part and _DECIMAL.fullmatch(part) is not None


def _is_short_list(run: str, parts: list[str]) -> bool:
    """Short numbers side by side: 120 / 95 / 130, 1200 / 2350 / 400."""
    short = len(parts) > 2 and all(part.isdigit() and len(part) <= 6 for part in parts) and "-" not in run
    return short and (" / " in run or sum(map(len, parts)) < _FEWEST_OF_LONG_NUMBERS)


def _is_long_figure(part: str) -> bool:
    return is_dates(part) or is_grouped(part) or _COORDINATE.fullmatch(part) is not None


def _is_figure(part: str) -> bool:
    return (
        _is_long_figure(part)
        or _PLAIN.fullmatch(part) is not None
        or _DECIMAL.fullmatch(part) is not None
        or _is_small_range(part)
        or _is_range(part)
    )


def _is_small_range(part: str) -> bool:
    """Ages and the like: 15-24."""
    found = _SMALL_RANGE.fullmatch(part)
    return found is not None and int(found[1]) < int(found[2])


def _is_range(run: str) -> bool:
    """From a smaller to a larger, or a part of a whole: amounts in thousands, round numbers, 1503/4555."""
    parts = re.split(r" ?[-/~] ?", run)
    if len(parts) != 2 or not all(_GROUPED.fullmatch(part) or _AMOUNT.fullmatch(part) for part in parts):
        return False
    numbers = [int(re.sub(r"\D", "", part)) for part in parts]
    if "/" in run and max(numbers) < 100_000:
        return True
    if _YEARS_OF_ANY_CALENDAR.fullmatch(run) and 0 < numbers[1] - numbers[0] <= _LONGEST_SEASON:
        return True
    if numbers[0] >= numbers[1]:
        return False
    if numbers[0] % 100 in {0, 1} and numbers[1] % 100 in {0, 99}:  # 1000-1999
        return True
    if all(_GROUPED.fullmatch(part) for part in parts):
        return True
    return all(number % (10 if number < 1_000_000 else 1000) == 0 for number in numbers)


def _is_listed_ranges(run: str) -> bool:
    """Ages or hours one after the other: 0-14 15-24, 9-12/14-17; years as 2018-19-20."""
    years = _THREE_YEARS.fullmatch(run)
    if years:
        return int(years[3]) == int(years[2]) + 1 == int(years[1]) + 2
    if not _LISTED_RANGES.fullmatch(run):
        return False
    ends = [int(part) for part in re.findall(r"\d+", run)]
    if ends != sorted(ends):
        return False
    return ends[-1] <= _HOURS or all(
        later - earlier <= 1 for earlier, later in zip(ends[1::2], ends[2::2], strict=False)
    )


def _is_list(run: str) -> bool:
    """Numbers one after the other, in order: 1 2 3 4, 450/520/610, 1200 1300 1400."""
    if _AMOUNTS.fullmatch(run):
        return True
    digits = re.findall(r"\d+", run)
    if len(digits) > 2 and all(int(later) == int(earlier) + 1 for earlier, later in pairwise(digits)):
        return not run.startswith("0")
    parts = re.split(r" ?[/.-] ?| ", run)
    if len(parts) < 3 or not all(_PLAIN.fullmatch(part) for part in parts):
        return False
    if len(set(re.findall(r"\D+", run))) == 1 and min(map(len, parts)) >= 4:
        return True
    if min(map(len, parts)) == 3 and list(map(len, parts[:2])) == [4, 4]:
        return True
    if set(re.sub(r"\d", "", run)) == {"/"} and len(parts) > 3 and max(map(len, parts)) > 2:
        return True
    numbers = [int(part) for part in parts]
    if len({len(part) for part in parts}) > 1 or sorted(numbers) not in (numbers, numbers[::-1]):
        return False
    return all(number % 10 == 0 for number in numbers) or set(re.sub(r"\d", "", run)) == {"/"}
