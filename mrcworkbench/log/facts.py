"""What may stand in the log: numbers, yes and no, and the program's own codes. Everything else is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping

_CODE = re.compile(r"[a-z][a-z0-9_.:-]{0,63}|[0-9]{1,5}(?:\.[0-9a-z_-]{1,24}){1,5}")
"""A word of the program in small letters, or a version such as `6.8.2` or `6.1.0-18-amd64`."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LARGEST = 10**12
LEFT_OUT = "?"
"""Stands where a fact was not of these kinds."""


def code(value: object) -> str:
    """A word of the program as it stands, or `LEFT_OUT` for any other text."""
    return value if isinstance(value, str) and _CODE.fullmatch(value) else LEFT_OUT


def fact(value: object) -> str:
    """One fact in words of the log. Durations are whole milliseconds, sizes are bytes or pixels, as their names say."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    if isinstance(value, int):
        return str(int(value)) if abs(value) < _LARGEST else LEFT_OUT
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < _LARGEST else LEFT_OUT
    return code(value)


def in_line(name: str, facts: Mapping[str, object]) -> str:
    """A code and its facts, as `merged new=3 refused=1`."""
    named = (f"{key if _NAME.fullmatch(key) else LEFT_OUT}={fact(value)}" for key, value in facts.items())
    return " ".join((code(name), *named))
