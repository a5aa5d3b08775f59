"""A file name for a report that every system takes, and the folder where it goes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from mrcworkbench import systems

_FORBIDDEN = frozenset('<>:"/\\|?*')
_LONGEST = 120
SUFFIX = ".xlsx"


def safe_name(text: str, fallback: str) -> str:
    """The text as a file name without its ending: no sign that a system forbids, no device, not too long."""
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(" " if character in _FORBIDDEN or not _is_writable(character) else character for character in normal)
    name = " ".join(kept.split()).strip(". ")
    while len(name.encode("utf-8")) > _LONGEST:
        name = name[:-1].rstrip(". ")
    if not name:
        return fallback
    return f"{fallback} {name}" if systems.path_problem(Path(name)) == "name_reserved" else name


def _is_writable(character: str) -> bool:
    return unicodedata.category(character)[0] != "C"


def report_name(centre: str, round_: str, audience: str, pattern: str, fallback: str) -> str:
    """The suggested name, from a pattern with {centre}, {round} and {audience}."""
    return f"{safe_name(pattern.format(centre=centre, round=round_, audience=audience), fallback)}{SUFFIX}"
