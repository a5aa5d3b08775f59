"""How wide and high a text is on paper. Excel and LibreOffice do not work the height out for every row, so the report
does; a window that draws the same pages measures with its own font.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Protocol, TypeAlias

from mrcworkbench.exchange.report.looks import SIZE, Look

HIGHEST_ROW = 409.0
"""Excel's limit for the height of a row, in points."""
POINTS_PER_MM = 72 / 25.4

_LINE = 1.25
"""Height of a line of text, in sizes of its font: what Excel takes on a screen, where it counts whole dots."""
_PADDING = 3.0
"""Points above and below the text of a row, together."""
_MARGIN = 5.0
"""Points of a column that stay empty at its edges."""
DIGIT = 6.0
"""Points of a digit of the standard font, by which the widths of columns are counted."""
_ROOM_TO_SPARE = 1.04
"""Screens and printers draw a text a little wider than its font says."""

_REGULAR = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(*[556] * 10, 278, 278, 584, 584, 584, 556, 1015),
    *(667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833),
    *(722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333),
    *(556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833),
    *(556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
)
_BOLD = (
    *(278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278),
    *(*[556] * 10, 333, 333, 584, 584, 584, 611, 975),
    *(722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833),
    *(722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333),
    *(556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889),
    *(611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584),
)
"""Widths of the characters from space to tilde in Arial, in thousandths of its size."""
_WORD = re.compile(r"[^ ]+ *| +")
_OTHER, _WIDE, _NARROW = 600, 1000, 0
"""Of other characters: most scripts; those of East Asia; signs that stand on a letter."""


Piece: TypeAlias = tuple[str, bool, float]
"""A text, whether it is bold, and its size."""


class Measure(Protocol):
    """Measures texts of one font family."""

    def width(self, text: str, size: float, *, bold: bool) -> float:
        """Of one line, in points."""
        ...


class _Widths(dict[str, int]):
    """Of characters, in thousandths of the size of the font; those that the tables do not have when they are met."""

    def __init__(self, table: tuple[int, ...]) -> None:
        super().__init__({chr(place): width for place, width in enumerate(table, 32)})

    def __missing__(self, character: str) -> int:
        base = unicodedata.normalize("NFD", character)[0]
        if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
            width = _NARROW
        elif unicodedata.east_asian_width(character) in "WF":
            width = _WIDE
        else:
            width = self[base] if base != character else _OTHER
        self[character] = width
        return width


class Arial:
    """Arial and what is drawn in its place; texts that it does not know by a guess that is rather too wide."""

    def __init__(self) -> None:
        self._of = (_Widths(_REGULAR).__getitem__, _Widths(_BOLD).__getitem__)

    def width(self, text: str, size: float, *, bold: bool) -> float:
        return sum(map(self._of[bold], text)) * size * _ROOM_TO_SPARE / 1000

    def lines(self, paragraph: str, room: float, size: float, *, bold: bool) -> int:
        """How many lines a paragraph needs. Most texts of a report are counted here, so each letter is looked up
        once, and each line then found by its edges."""
        end, most = len(paragraph.rstrip(" ")), room * 1000 / (size * _ROOM_TO_SPARE)
        edges = [0, *accumulate(map(self._of[bold], paragraph))]
        count, start = 1, 0
        while edges[end] - edges[start] > most:
            stop = max(bisect_right(edges, edges[start] + most, start) - 1, start + 1)
            start = paragraph.rfind(" ", start, min(stop + 1, end)) + 1 or stop
            while start < end and paragraph[start] == " ":
                start += 1
            count += 1
        return count


ARIAL = Arial()


def height(lines: int, size: float = SIZE) -> float:
    """The height of a row of so many lines, in points."""
    return min(round(lines * size * _LINE + _PADDING, 1), HIGHEST_ROW)


def line_height(size: float) -> float:
    """The height of one line among others, in points."""
    return size * _LINE


def surely_fits(text: str, width: float) -> bool:
    """Whether a text of the usual size stands on one line of a column, whatever its look; quick, for most cells do."""
    return len(text) <= width * 0.62 and text.isascii() and "\n" not in text


def lines(text: str, width: float, look: Look) -> int:
    """How many lines a text needs in a column of `width` digits; rather one too many."""
    return lines_in(text, room_in(width * DIGIT, look), look.size, bold=look.bold)


def room_in(width: float, look: Look) -> float:
    """The room for text in a box of so many points."""
    return max(4.0, width - _MARGIN - look.indent * 1.7 * DIGIT)


def lines_in(text: str, room: float, size: float, *, bold: bool, measure: Measure = ARIAL) -> int:
    """How many lines a text needs in a room of so many points."""
    if measure is ARIAL:
        return sum(ARIAL.lines(paragraph, room, size, bold=bold) for paragraph in text.split("\n"))
    return lines_of_runs([(text, bold, size)], room, measure)


def lines_of_runs(runs: Iterable[Piece], room: float, measure: Measure = ARIAL) -> int:
    """How many lines a text of several looks needs."""
    paragraphs: list[list[Piece]] = [[]]
    for text, bold, size in runs:
        for number, part in enumerate(text.split("\n")):
            if number:
                paragraphs.append([])
            paragraphs[-1] += [(word, bold, size) for word in words_of(part)]
    return sum(_count(words, room, measure) for words in paragraphs)


def words_of(paragraph: str) -> list[str]:
    """Its words, each with the spaces behind it."""
    return _WORD.findall(paragraph)


def lines_of_words(words: Iterable[Piece], room: float, measure: Measure) -> Iterator[int]:
    """For each word of a paragraph, the line on which it ends, from 0. Spaces behind it may hang over the edge."""
    line, used = 0, 0.0
    for word, bold, size in words:
        seen = word.rstrip(" ")
        length = measure.width(seen, size, bold=bold)
        if used and used + length > room:
            line += 1
            used = 0.0
        if length > room:
            line += int(length // room)
            length %= room
        yield line
        used += length + measure.width(word[len(seen) :], size, bold=bold)


def _count(words: Iterable[Piece], room: float, measure: Measure) -> int:
    last = 0
    for line in lines_of_words(words, room, measure):
        last = line
    return last + 1
