"""Text that a workbook can hold: no characters that XML forbids, no half of a pair, and no longer than a cell may be.

One lone surrogate or control character is enough to lose a whole workbook while it is saved, and longer text is cut
silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_CELL = 32_767
"""Characters that Excel keeps in one cell, counted in UTF-16 units."""
REPLACEMENT = "\ufffd"

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def plain(text: str, cut_mark: str) -> str:
    """The text as it is written. What cannot be written becomes `REPLACEMENT`; text too long ends with `cut_mark`."""
    if text.isascii() and text.isprintable() and len(text) <= LONGEST_CELL and "_x" not in text:
        return text
    clean = _FORBIDDEN.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))
    return _cut(_ESCAPE.sub("_x005F_", clean), cut_mark)


def pieces(text: str) -> Iterator[str]:
    """A text in parts that each fit in a cell whole; one part for most."""
    whole = _ESCAPE.sub("_x005F_", text)
    step = len(text) if len(whole) <= LONGEST_CELL // 2 or _units(whole) <= LONGEST_CELL else LONGEST_CELL // 2
    yield from (text[start : start + step] for start in range(0, len(text), step or 1))


def _cut(text: str, cut_mark: str) -> str:
    if len(text) <= LONGEST_CELL // 2 or _units(text) <= LONGEST_CELL:
        return text
    room = LONGEST_CELL - _units(cut_mark)
    kept = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")
    return kept + cut_mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
