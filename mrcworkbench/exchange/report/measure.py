"""How high a row must be for its text. Excel and LibreOffice do not work this out for every row, so the report does."""

from __future__ import annotations

import unicodedata

from mrcworkbench.exchange.report.looks import SIZE, Look

HIGHEST_ROW = 409.0
"""Excel's limit for the height of a row, in points."""

_LINE = 1.28
"""Height of a line of text, in sizes of its font."""
_PADDING = 4.0
"""Points above and below the text of a row, together."""
_MARGIN = 1.2
"""Characters of a column that stay empty at its edges."""
_PLAIN_CHARACTER, _BOLD_CHARACTER = 0.87, 0.97
"""Mean width of a character of running text, in digits, by which widths of columns are counted."""


def height(lines: int, size: float = SIZE) -> float:
    """The height of a row of so many lines, in points."""
    return min(round(lines * size * _LINE + _PADDING, 1), HIGHEST_ROW)


def surely_fits(text: str, width: float) -> bool:
    """Whether a text of the usual size stands on one line of a column, whatever its look; quick, for most cells do."""
    length = len(text) if text.isascii() else 2 * len(text)
    return length <= (width - _MARGIN) / _BOLD_CHARACTER and "\n" not in text


def lines(text: str, width: float, look: Look) -> int:
    """How many lines a text needs in a column of `width` digits; rather one too many."""
    character = (_BOLD_CHARACTER if look.bold else _PLAIN_CHARACTER) * look.size / SIZE
    room = max(4.0, (width - _MARGIN - look.indent) / character)
    return sum(_paragraph(paragraph, room) for paragraph in text.split("\n"))


def _paragraph(paragraph: str, room: float) -> int:
    if len(paragraph) <= room and paragraph.isascii():
        return 1
    count, used = 1, 0.0
    for word in paragraph.split(" "):
        length = _length(word)
        if used and used + length > room:
            count += 1
            used = 0.0
        if length > room:
            count += int(length // room)
            length %= room
        used += length + 1
    return count


def _length(word: str) -> float:
    if word.isascii():
        return len(word)
    return sum(2.0 if unicodedata.east_asian_width(character) in "WF" else 1.0 for character in word)
