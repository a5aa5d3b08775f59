"""Single values: from JSON, or as typed in a field, to the value that is kept.

Text keeps every character but line ends, which become "\\n"; text of nothing but space is blank. A number that is
whole is kept as `int`. Dates are kept as "YYYY-MM-DD".
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from mrcworkbench.domain.answers import Cell
from mrcworkbench.domain.questionnaire import Question, QuestionType

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


def read_typed(question: Question, typed: str) -> Cell | None:
    """The value of a text typed or pasted in a field: choices also by their text, dates also as 2026/1/31.

    Raises `CellError`.
    """
    text = typed.strip()
    match question.type:
        case QuestionType.TEXT:
            return _text(typed)
        case QuestionType.DATE:
            return _date(_year_first(text))
        case QuestionType.MULTIPLE:
            parts = [part.strip() for part in re.split(r"[;\n]", text)]
            return _choices(question, [_code_of(question, part) for part in parts if part])
        case QuestionType.NUMBER:
            return _typed_number(text)
        case QuestionType.INTEGER:
            return _whole(_typed_number(text), typed)
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


def plain_lines(text: str) -> str:
    """The text with the line ends of every system made "\\n"."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


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


_SPACES = " \u00a0\u2009\u202f"
_AMBIGUOUS = re.compile(r"(?!0\.)[0-9]{1,3}\.[0-9]{3}")
_GROUPED = re.compile(rf"\d{{1,3}}([{_SPACES}])\d{{3}}(?:\1\d{{3}})*")


def _number(raw: object) -> int | float | None:
    """A number as a number, of any precision that a computer keeps; the empty text is blank."""
    if isinstance(raw, str):
        if _typed_number(raw) is not None:
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


def _typed_number(typed: str) -> int | float | None:
    """Digits, with spaces between thousands if wanted, and a comma or a point before decimals.

    One mark before exactly three digits ("1,200") is 1200 to some and 1.2 to others, so it is refused.
    """
    text = "".join(str(unicodedata.decimal(ch)) if ch.isdecimal() else ch for ch in typed.strip())
    if not text:
        return None
    sign, digits = ("-", text[1:].lstrip()) if text[0] in "-\u2212" else ("", text.removeprefix("+"))
    whole, mark, decimals = digits.replace(",", ".").partition(".")
    if any(space in whole for space in _SPACES):
        grouped = _GROUPED.fullmatch(whole)
        whole = whole.replace(grouped[1], "") if grouped else "x"
    elif _AMBIGUOUS.fullmatch(f"{whole}{mark}{decimals}"):
        raise _fail("number_ambiguous", value=shown_value(typed), plain=f"{sign}{whole}{decimals}")
    if not whole.isdecimal() or (mark and not decimals.isdecimal()):
        raise _fail("not_a_number", value=shown_value(typed))
    exact = Decimal(f"{sign}{whole}.{decimals or 0}")
    value = float(exact)
    if Decimal(repr(value)) != exact:  # more digits than a computer keeps
        raise _fail("number_too_long", most=MOST_DIGITS)
    return _kept(value)


def _whole(number: float | None, given: object) -> int | None:
    if isinstance(number, float):
        raise _fail("not_whole", value=shown_value(given))
    return number


_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})")


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
        raise _fail("date_out_of_range", value=raw, first=FIRST_YEAR, last=LAST_YEAR)
    return raw


def _year_first(text: str) -> str:
    """A date with the year first, which every country reads alike, as ISO; anything else unchanged."""
    found = _YEAR_FIRST.fullmatch(text)
    return f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}" if found else text


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
