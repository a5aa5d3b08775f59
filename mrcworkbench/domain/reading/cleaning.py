"""Texts as other programs hand them over, without what nobody can see and no file can keep.

Word puts its line break on the clipboard as U+000B, web pages and mail programs know more line ends, and old programs
write Windows' quotation marks as control characters. Direction marks, joiners and soft hyphens are part of how people
write, and stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mrcworkbench.domain.reading.line_ends import plain_lines

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffc\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
"""Line ends that are not "\\n"; control characters but the tab; what is no character; the marks of things that a text
cannot hold."""
_WORD_HYPHEN, _WORD_SOFT_HYPHEN = "\x1e", "\x1f"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text that can be kept, and how many characters were left out of it that nobody could see."""

    text: str
    left_out: int = 0


def cleaned(text: str, *, one_line: bool = False) -> Cleaned:
    """The text as it can be kept. In `one_line`, line ends within it become spaces, and those around it go."""
    if _UNSEEN.search(text) is None and not (one_line and "\n" in text):
        return Cleaned(text)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    lost = sum("\ud800" <= one <= "\udfff" for one in text) - 2 * (
        sum(ord(one) > 0xFFFF for one in whole) - sum(ord(one) > 0xFFFF for one in text)
    )
    whole = plain_lines(whole)
    seen = _UNSEEN.sub(_seen, whole)
    left_out = lost + sum(not _seen(found) for found in _UNSEEN.finditer(whole))
    if one_line:
        seen = re.sub(r" *\n+ *", " ", seen.strip("\n"))
    return Cleaned(seen, left_out)


def _seen(found: re.Match[str]) -> str:
    """What was meant by a control character; nothing where nothing can be seen."""
    character = found[0]
    if character == _WORD_HYPHEN:
        return "\u2011"
    if character == _WORD_SOFT_HYPHEN:
        return "\u00ad"
    if "\x80" <= character <= "\x9f":
        return bytes([ord(character)]).decode("cp1252", "ignore")
    return ""
