"""Single values and columns of a file from elsewhere: their types, which SQLite does not enforce, and their forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from mrcworkbench.domain.revisions.revision import FIRST_VERSION
from mrcworkbench.storage.strangers.refusals import RefusedError

LONGEST_NAME = 200
LONGEST_ROUND = 100
LONGEST_REASON = 10_000
LONGEST_FILE_NAME = 255
_ID = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,63}")
"""Lower case only, as we make them: no two ids differ in case alone."""
_HASH = re.compile("[0-9a-f]{64}")
_HASHES = re.compile("[0-9a-f]{64}(?: [0-9a-f]{64})*")
_TIME = re.compile(r"(?:19[7-9]\d|2[01]\d\d)-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
"""From 1970 on, where the clock of a laptop with an empty battery begins; not for ever, since systems cannot tell the
local time of every moment."""
_COUNTRY = re.compile("[A-Z]{2}")
_DAY = re.compile(r"(?:19|2[01])\d\d-\d\d-\d\d", re.ASCII)
_LANGUAGE = re.compile("[a-z]{2,3}(?:_[A-Za-z]{2,4})?")
_CODE = re.compile(r"[A-Za-z0-9_.:@*-]{0,80}")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{4,1000}={0,2}")
_NONE = type(None)


def require_texts(rows: Sequence[Sequence[object]], nullable: Iterable[int] = ()) -> None:
    """Raises `RefusedError` unless every column holds texts only, or also nothing where it is `nullable`."""
    allowed_nothing = frozenset(nullable)
    for number, column in enumerate(zip(*rows, strict=True)):
        types = set(map(type, column))
        if not types <= ({str, _NONE} if number in allowed_nothing else {str}):
            raise RefusedError("invalid_content", "not_text")


def invalid(code: str, **facts: object) -> RefusedError:
    """A refusal for content that the program never writes."""
    return RefusedError("invalid_content", code, **facts)


def require_id(text: str) -> None:
    if _ID.fullmatch(text) is None:
        raise invalid("id_wrong")


def require_hash(text: str) -> None:
    if _HASH.fullmatch(text) is None:
        raise invalid("id_wrong")


def require_hashes(text: str, *, may_be_empty: bool = False) -> None:
    """Ids joined by one space, sorted, each once."""
    if may_be_empty and not text:
        return
    found = text.split(" ")
    if _HASHES.fullmatch(text) is None or found != sorted(set(found)):
        raise invalid("id_wrong")


def require_time(text: str) -> None:
    """A UTC timestamp as `services.session.saving.timestamp` writes it."""
    try:
        if _TIME.fullmatch(text) is None:
            raise invalid("time_wrong")
        datetime.fromisoformat(text[:-1])
    except ValueError:
        raise invalid("time_wrong") from None


def require_country(text: str, *, may_be_empty: bool = False) -> None:
    if _COUNTRY.fullmatch(text) is None and not (may_be_empty and not text):
        raise invalid("country_wrong")


def require_day(text: str) -> None:
    """A day of the calendar, or nothing."""
    if not text:
        return
    try:
        if _DAY.fullmatch(text) is None:
            raise invalid("time_wrong")
        date.fromisoformat(text)
    except ValueError:
        raise invalid("time_wrong") from None


def require_language(text: str) -> None:
    if text and _LANGUAGE.fullmatch(text) is None:
        raise invalid("forbidden_value")


def require_code(text: str) -> None:
    """The code of a question or row, the id of a file, or nothing."""
    if _CODE.fullmatch(text) is None:
        raise invalid("id_wrong")


def require_base64(text: str) -> None:
    if len(text) % 4 or _BASE64.fullmatch(text) is None:
        raise invalid("forbidden_value")


def require_field(name: str, text: str) -> None:
    """One of the fields of a header that revisions may change."""
    if name not in _FIELDS:
        raise invalid("forbidden_value")
    _FIELDS[name](text)


def require_first_format(version: str, *, is_right: bool = True) -> None:
    """Of what says to be of the first format: it knew one version of the questionnaires, and little of what is asked
    now."""
    if version != FIRST_VERSION or not is_right:
        raise invalid("first_format")


def require_line(text: str, longest: int, *, may_be_empty: bool = False) -> None:
    """One line that can be shown: no control characters, no space at its ends."""
    if len(text) > longest:
        raise invalid("text_too_long")
    if not text.isprintable() or text != text.strip() or not (text or may_be_empty):
        raise invalid("name_wrong")


def require_reason(text: str) -> None:
    """What a person wrote to explain a decision: lines, but nothing that cannot be shown."""
    if len(text) > LONGEST_REASON:
        raise invalid("text_too_long")
    if not text.replace("\n", " ").replace("\t", " ").isprintable():
        raise invalid("name_wrong")


def require_unique(keys: Sequence[Any]) -> None:
    """Raises `RefusedError` where something is there twice, which an index of the file may hide."""
    if len(set(keys)) != len(keys):
        raise invalid("twice")


_FIELDS: Mapping[str, Callable[[str], None]] = {
    "centre_name": partial(require_line, longest=LONGEST_NAME),
    "country": require_country,
    "round": partial(require_line, longest=LONGEST_ROUND),
}
