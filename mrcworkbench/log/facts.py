"""What may stand in the log: numbers, yes and no, and the program's own codes. Everything else is left out.

Without regular expressions: compiling them would be felt at the start.
"""

from __future__ import annotations

from collections.abc import Mapping

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789"
_LONGEST = 64
_MOST_DIGITS = 6
"""In a code: more make a telephone number or a date."""
_LARGEST = 10**12
VERSIONS = frozenset({"system", "distribution_version", "python", "qt", "pyside", "sqlite", "sqlalchemy", "openpyxl"})
"""Facts that are versions, such as `6.8.2` or `6.1.0-18-amd64`."""
LEFT_OUT = "?"
"""Stands where a fact was not of these kinds."""


def code(value: object) -> str:
    """A word of the program as it stands, or `LEFT_OUT` for any other text."""
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST or value[0] not in _LETTERS:
        return LEFT_OUT
    fits = _only(value, _LETTERS + _DIGITS + "_.:-") and sum(one in _DIGITS for one in value) <= _MOST_DIGITS
    return value if fits else LEFT_OUT


def fact(name: str, value: object) -> str:
    """One fact in words of the log. Durations are milliseconds, sizes are bytes or pixels, as their names say."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    if isinstance(value, int | float):
        small = abs(value) < _LARGEST
        return (str(int(value)) if isinstance(value, int) else f"{value:.3g}") if small else LEFT_OUT
    if name in VERSIONS and isinstance(value, str):
        fits = 0 < len(value) <= _LONGEST and value[0] in _DIGITS and _only(value, _LETTERS + _DIGITS + "_.-")
        return value if fits else LEFT_OUT
    return code(value)


def in_line(name: str, facts: Mapping[str, object]) -> str:
    """A code and its facts, as `merged new=3 refused=1`."""
    return " ".join((code(name), *(f"{code(key)}={fact(key, value)}" for key, value in facts.items())))


def _only(text: str, characters: str) -> bool:
    return not text.strip(characters)
