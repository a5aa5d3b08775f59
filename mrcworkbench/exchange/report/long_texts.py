"""Long texts of a sheet, whole: a row of Excel has a greatest height, so a text goes on in further lines below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, chain, groupby
from math import ceil

from mrcworkbench.exchange.report.layout import Box, Content, Leaf, LeafLine, Run, text_height
from mrcworkbench.exchange.report.looks import Look
from mrcworkbench.exchange.report.measure import ARIAL, height, lines_of_words, room_in, words_of

_MOST = 200.0
"""Points of text that stay in one line of a sheet: less than a row may have, so that pages can end between them."""
_BREAK = Run("\n")


def whole(leaf: Leaf) -> Leaf:
    """The sheet, each line with a text that is too high divided into several. Nothing of a text is lost."""
    parts = [list(_divided(leaf, line)) for line in leaf.lines]
    at = [0, *accumulate(map(len, parts))]
    return replace(
        leaf,
        lines=list(chain.from_iterable(parts)),
        repeated=leaf.repeated and (at[leaf.repeated[0]], at[leaf.repeated[1] + 1] - 1),
        bars=[replace(bars, first=at[bars.first], last=at[bars.last + 1] - 1) for bars in leaf.bars],
    )


def split(content: Content, width: float, look: Look) -> list[Content]:
    """A text in pieces of about equal height, each low enough for one line; for a box of `width` points."""
    if not isinstance(content, str | tuple) or text_height(content, width, look, ARIAL) <= _MOST:
        return [content]
    runs = content if isinstance(content, tuple) else (Run(content),)
    lines = list(_lines(runs, room_in(width, look), look))
    highest = height(1, max(run.size or look.size for run in runs))
    most = ceil(len(lines) / ceil(len(lines) * highest / _MOST))
    pieces = [_joined(lines[start : start + most]) for start in range(0, len(lines), most)]
    return ["".join(run.text for run in piece) for piece in pieces] if isinstance(content, str) else [*pieces]


def _divided(leaf: Leaf, line: LeafLine) -> Iterator[LeafLine]:
    boxes = [(box, split(box.content, leaf.width(box), box.look)) for box in line.boxes]
    last = max((len(pieces) for _, pieces in boxes), default=1) - 1
    if last == 0:
        yield line
        return
    for number in range(last + 1):
        yield LeafLine(
            tuple(_piece(box, pieces, number, last) for box, pieces in boxes),
            least=line.least if number == 0 else 0.0,
            keep=line.keep and number == last,
            fresh=line.fresh and number == 0,
        )


def _piece(box: Box, pieces: Sequence[Content], number: int, last: int) -> Box:
    look = box.look.above if number == 0 else box.look.below if number == last else box.look.between
    content = pieces[number] if number < len(pieces) else None
    return replace(box, content=content, look=look)


def _lines(runs: Iterable[Run], room: float, look: Look) -> Iterator[list[Run]]:
    """The lines of a text, each as words with their looks; the last of a paragraph with its break."""
    paragraph: list[Run] = []
    for run in runs:
        bold, size = look.bold or run.bold, run.size or look.size
        for number, text in enumerate(run.text.split("\n")):
            if number:
                *lines, last = _wrapped(paragraph, room, look)
                yield from (*lines, [*last, _BREAK])
                paragraph = []
            for word in words_of(text):
                paragraph += [replace(run, text=part) for part in _chopped(word, room, size, bold=bold)]
    yield from _wrapped(paragraph, room, look)


def _wrapped(paragraph: Sequence[Run], room: float, look: Look) -> Iterator[list[Run]]:
    pieces = ((word.text, look.bold or word.bold, word.size or look.size) for word in paragraph)
    line: list[Run] = []
    at = 0
    for word, place in zip(paragraph, lines_of_words(pieces, room, ARIAL), strict=True):
        if place > at:
            yield line
            line, at = [], place
        line.append(word)
    yield line


def _chopped(word: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """A word; one that is wider than a line in parts that are not."""
    start, used = 0, 0.0
    if ARIAL.width(word, size, bold=bold) > room:
        for place, character in enumerate(word):
            width = ARIAL.width(character, size, bold=bold)
            if used + width > room and place > start and character != " ":
                yield word[start:place]
                start, used = place, 0.0
            used += width
    yield word[start:]


def _joined(lines: Iterable[list[Run]]) -> tuple[Run, ...]:
    """Lines as one text, without a break at its end: the next line begins below in any case."""
    words = list(chain.from_iterable(lines))
    if words and words[-1] is _BREAK:
        words.pop()
    looks = groupby(words, key=lambda run: (run.bold, run.colour, run.size))
    return tuple(Run("".join(run.text for run in part), *look) for look, part in looks)
