"""One way of writing each content, and its SHA-256: equal content has one name on every machine.

The form is JSON in UTF-8 with sorted keys, no space between, and only those characters escaped that JSON demands (RFC
8785). What is hashed holds texts, lists and null, and no number: the values of answers stand in it as their own
canonical text, so that a name never depends on how a machine writes numbers. In those values a whole number has no
decimals (`1`, never `1.0`), and any other is written with the fewest digits that give it back, as Python does.

Text is hashed as given, without Unicode normalisation: a name must answer for the very bytes that are kept, and two
contents that differ in bytes may not share one. Texts that only look alike are for a person to settle; see
`conflicts.are_alike`.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from hashlib import sha256


class NotCanonical(ValueError):  # noqa: N818 - says what the text is
    """A text that is not the canonical form of any value."""


_WORD = secrets.token_hex(8)
_BETWEEN = f'"{_WORD}"'
_encoder = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)


def canonical_text(value: object) -> str:
    """The canonical text. Raises `ValueError` for NaN and infinity, `TypeError` for what JSON cannot hold."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _encoder.encode(value)


def read_canonical(text: str) -> object:
    """The value of a canonical text. Raises `NotCanonical` for others, also for another spelling of the same value."""
    try:
        value: object = _decoder.decode(text)
        again = _encoder.encode(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(str(error)) from error
    if again != text:
        raise NotCanonical("another spelling is the canonical one")
    return value


def all_canonical(texts: Sequence[str]) -> bool:
    """Whether every text is canonical. Much faster than one by one: the checks of a merge read every value."""
    try:
        read_all_canonical(texts)
    except NotCanonical:
        return False
    return True


def read_all_canonical(texts: Sequence[str]) -> list[object]:
    """The values of canonical texts. Raises `NotCanonical` if any is none.

    They are read, and written again, as one list. Between them stands a word that nobody can know beforehand, so that
    no text can borrow a bracket from its neighbour: each is a value by itself.
    """
    joined = f",{_BETWEEN},".join(texts)
    try:
        values: list[object] = _decoder.decode(f"[{joined}]")
        again = _encoder.encode(values)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(str(error)) from error
    if again[1:-1] != joined or len(values) != max(2 * len(texts) - 1, 0):
        raise NotCanonical("another spelling is the canonical one")
    if any(value != _WORD for value in values[1::2]):
        raise NotCanonical("not every text is a value by itself")
    return values[::2]


def content_id(format_: str, content: Mapping[str, object]) -> str:
    """The name of a content: SHA-256, in 64 hexadecimal digits, of its canonical form. Raises `NotCanonical`."""
    return sha256(canonical_content(format_, content)).hexdigest()


def canonical_content(format_: str, content: Mapping[str, object]) -> bytes:
    """The canonical form of a content: what is hashed, and signed.

    `format_` names kind and version of the content, so that contents of two kinds, or of two versions of one, never
    share a name. Raises `NotCanonical` for text that is no Unicode text (a lone surrogate).
    """
    try:
        return _encoder.encode({**content, "format": format_}).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical(str(error)) from error


def _no_whole_number(digits: str) -> float:
    number = float(digits)
    if number.is_integer():
        raise NotCanonical(f"{digits} is a whole number")
    return number


_decoder = json.JSONDecoder(parse_float=_no_whole_number)
