"""Single values of any type: what is wrong with them, their bounds, and how they stand in fields and sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias

from mrcworkbench.domain.questionnaire.answers import Cell

LONGEST_TEXT = 30_000
"""In UTF-16 units, as spreadsheets count: a cell holds 32,767, less room for what a report puts before it."""
MOST_DIGITS = 15
"""Of a whole number, and of the places before the first digit of a fraction; spreadsheets keep no more."""
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters but tab and line end, lone surrogates, and what XML, and so a workbook, cannot hold."""

Facts: TypeAlias = dict[str, object]


class CellError(Exception):
    """A value that cannot be kept: one or more (code, facts)."""

    def __init__(self, found: Iterable[tuple[str, Facts]]) -> None:
        super().__init__()
        self.found = tuple(found)


def fail(code: str, **facts: object) -> CellError:
    """The error of one thing that is wrong."""
    return CellError([(code, facts)])


def typed_form(value: Cell | None) -> str:
    """A value as it stands in a field: the text that `TypeRules.read_typed` reads as the same value."""
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


_AMBIGUOUS = re.compile(r"(?!0\.)[0-9]{1,3}\.[0-9]{3}")
