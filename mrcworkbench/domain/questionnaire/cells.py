"""Single values: from JSON, or as typed in a field, to the value that is kept.

Text keeps every character but line ends, which become "\\n"; text of nothing but space is blank. A number that is
whole is kept as `int`. Dates are kept as "YYYY-MM-DD".
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from mrcworkbench.domain.questionnaire.answers import Cell
from mrcworkbench.domain.questionnaire.model import Question, QuestionType
from mrcworkbench.domain.reading import Order, UnreadableError
from mrcworkbench.domain.reading.line_ends import plain_lines

LONGEST_TEXT = 30_000
"""In UTF-16 units, as spreadsheets count: a cell holds 32,767, less room for what a report puts before it."""
MOST_DIGITS = 15
"""Of a whole number, and of the places before the first digit of a fraction; spreadsheets keep no more."""
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters but tab and line end, lone surrogates, and what XML, and so a workbook, cannot hold."""
FIRST_YEAR, LAST_YEAR = 1900, 2200

Facts: TypeAlias = dict[str, object]


class CellError(Exception):
    """A value that cannot be kept: one or more (code, facts)."""

    def __init__(self, found: Iterable[tuple[str, Facts]]) -> None:
        super().__init__()
        self.found = tuple(found)


def _fail(code: str, **facts: object) -> CellError:
    return CellError([(code, facts)])


def read_cell(question: Question, raw: object) -> Cell | None:
    """The value of a question or column that is not a table; None where it is blank. Raises `CellError`."""
    match question.type:
        case QuestionType.TEXT:
            return _text(raw)
        case QuestionType.NUMBER:
            return _number(raw)
        case QuestionType.INTEGER:
            return _whole(_number(raw), raw)
        case QuestionType.DATE:
            return _date(raw)
        case QuestionType.MULTIPLE:
            return _choices(question, raw)
        case _:
            return _choice(question, raw)


def read_typed(question: Question, typed: str, order: Order = "dmy") -> Cell | None:
    """The value of a text typed or pasted in a field: choices also by their text, numbers and dates as people write
    them, dates in figures by the order of the country.

    Raises `CellError`. Where the text may be several things, its fact `readings` is a tuple of texts, the likeliest
    first, each of which is read as one of them.
    """
    text = typed.strip()
    match question.type:
        case QuestionType.TEXT:
            return _text(typed)
        case QuestionType.DATE:
            return _typed_date(typed, order)
        case QuestionType.MULTIPLE:
            parts = [part.strip() for part in re.split(r"[;\n]", text)]
            return _choices(question, [_code_of(question, part) for part in parts if part])
        case QuestionType.NUMBER:
            return _typed_number(typed, whole=False)
        case QuestionType.INTEGER:
            return _whole(_typed_number(typed, whole=True), typed)
        case _:
            return _choice(question, _code_of(question, text))


def typed_form(value: Cell | None) -> str:
    """A value as it stands in a field: the text that `read_typed` reads as the same value."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(value)
    if not isinstance(value, float):
        return str(value)
    text = format(Decimal(repr(value)), "f")
    return f"{text}0" if _AMBIGUOUS.fullmatch(text.lstrip("-")) else text


def text_faults(text: str) -> tuple[tuple[str, Facts], ...]:
    """What keeps a text from being stored and exported."""
    faults: list[tuple[str, Facts]] = []
    bad = FORBIDDEN.search(text)
    if bad is not None:
        faults.append(("text_character", {"character": f"U+{ord(bad[0]):04X}"}))
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > LONGEST_TEXT:
        faults.append(("text_too_long", {"length": length, "most": LONGEST_TEXT}))
    return tuple(faults)


def shown_value(raw: object) -> str:
    """A wrong value as it may stand in a sentence: short, on one line, without characters that cannot be shown."""
    text = raw if isinstance(raw, str) else _as_json(raw)
    text = " ".join(FORBIDDEN.sub("\ufffd", text[:200]).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _as_json(raw: object) -> str:
    """What was given in place of a value, as it stands in a file; only its kind where that would be long."""
    if raw is None or isinstance(raw, bool | float):
        return json.dumps(raw)
    if isinstance(raw, int) and abs(raw) < 10**20:
        return str(raw)
    if isinstance(raw, Mapping):
        return "{…}"
    return "[…]" if isinstance(raw, list | tuple) else "…"


def _text(raw: object) -> str | None:
    if not isinstance(raw, str):
        raise _fail("not_text", value=shown_value(raw))
    text = plain_lines(raw)
    faults = text_faults(text)
    if faults:
        raise CellError(faults)
    return text if text.strip() else None


_AMBIGUOUS = re.compile(r"(?!0\.)[0-9]{1,3}\.[0-9]{3}")


def _number(raw: object) -> int | float | None:
    """A number as a number, of any precision that a computer keeps; the empty text is blank."""
    if isinstance(raw, str):
        if _numbers_typed(raw, whole=False):
            raise _fail("number_as_text", value=shown_value(raw))
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _fail("not_a_number", value=shown_value(raw))
    if isinstance(raw, float) and not math.isfinite(raw):
        raise _fail("not_a_number", value=str(raw))
    return _kept(raw)


def _kept(number: float) -> int | float:
    """A whole number as `int`. Refuses what has too many digits before or after the point to be read by people."""
    if abs(number) >= 10**MOST_DIGITS or 0 < abs(number) < 10**-MOST_DIGITS:
        raise _fail("number_too_long", most=MOST_DIGITS)
    return int(number) if number == int(number) else number


def _typed_number(typed: str, *, whole: bool) -> int | float | None:
    found = _numbers_typed(typed, whole=whole)
    if len(found) > 1:
        raise _fail("number_ambiguous", value=shown_value(typed), readings=tuple(typed_form(one) for one in found))
    return found[0] if found else None


def _numbers_typed(typed: str, *, whole: bool) -> list[int | float]:
    """Every number that the text may be."""
    from mrcworkbench.domain.reading.numbers import read_number

    try:
        return [_nearest(exact) for exact in read_number(typed, whole=whole)]
    except UnreadableError as error:
        raise _fail(error.code, value=shown_value(typed)) from None


def _nearest(exact: Decimal) -> int | float:
    value = float(exact)
    if Decimal(repr(value)) != exact:  # more digits than a computer keeps
        raise _fail("number_too_long", most=MOST_DIGITS)
    return _kept(value)


def _whole(number: float | None, given: object) -> int | None:
    if isinstance(number, float):
        raise _fail("not_whole", value=shown_value(given))
    return number


_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _date(raw: object) -> str | None:
    if not isinstance(raw, str):
        raise _fail("not_a_date", value=shown_value(raw))
    if not raw.strip():
        return None
    if not _ISO_DATE.fullmatch(raw):
        raise _fail("not_a_date", value=shown_value(raw))
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        raise _fail("no_such_date", value=raw) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _fail("date_out_of_range", date=raw, first=FIRST_YEAR, last=LAST_YEAR)
    return raw


def _typed_date(typed: str, order: Order) -> str | None:
    from mrcworkbench.domain.reading.dates import read_date

    try:
        found = [day.isoformat() for day in read_date(typed, order=order)]
    except UnreadableError as error:
        raise _fail(error.code, value=shown_value(typed)) from None
    near = [day for day in found if FIRST_YEAR <= int(day[:4]) <= LAST_YEAR]
    if len(near) > 1:
        raise _fail("date_ambiguous", value=shown_value(typed), readings=tuple(near))
    return _date((near or found or [""])[0])


def _choice(question: Question, raw: object) -> str | None:
    if raw == "":
        return None
    if not isinstance(raw, str) or raw not in question.option_codes:
        raise _fail("unknown_option", value=shown_value(raw), options=_listed(question))
    return raw


def _choices(question: Question, raw: object) -> tuple[str, ...] | None:
    if not isinstance(raw, list | tuple):
        raise _fail("not_a_list", value=shown_value(raw))
    faults: list[tuple[str, Facts]] = []
    unknown = [shown_value(one) for one in raw if not (isinstance(one, str) and one in question.option_codes)]
    if unknown:
        faults.append(("unknown_options", {"values": ", ".join(unknown), "options": _listed(question)}))
    known = [one for one in raw if isinstance(one, str) and one in question.option_codes]
    twice = [code for code in dict.fromkeys(known) if known.count(code) > 1]
    if twice:
        faults.append(("options_repeated", {"values": ", ".join(twice)}))
    if faults:
        raise CellError(faults)
    return tuple(option.code for option in question.options if option.code in known) or None


def _listed(question: Question) -> str:
    return ", ".join(option.code for option in question.options)


def _code_of(question: Question, typed: str) -> str:
    """The code of the option whose code or text was typed; what was typed, where there is none."""
    by_text: Mapping[str, str] = {option.text.casefold(): option.code for option in question.options}
    return typed if typed in question.option_codes else by_text.get(typed.casefold(), typed)
