"""Whether the first of the pasted rows repeats the names of the table's columns. No Qt here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from mrcworkbench.domain.questionnaire.checking import check_cell
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.types import ValueKind

_SHORTEST = 3
"""Letters of a name that is cut short."""


def plain_name(text: str) -> str:
    """A name without what differs between two who write it: case, spaces, a star or colon at the end."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" *:.")


def named_columns(columns: Sequence[Question], rows: Sequence[Sequence[str]], first: int) -> list[str | None] | None:
    """If the first row names columns, the column for each of its cells, None for one that has no place; else None.

    Where the names stand in the table's own order from column `first` on, so do cells whose names are not known.
    """
    if not rows or not any(rows[0]):
        return None
    head, here = rows[0], columns[first:]
    if any(_is_value(one, cell) for one, cell in zip(here, head, strict=False) if cell):
        return None
    filled = [cell for cell in head if cell]
    exact = len(filled) == 1
    found = [_column_of(columns, cell, exact=exact) if cell else None for cell in head]
    found = [one or _told_by_place(here, n, head[n]) for n, one in enumerate(found)]
    names = [one for one in found if one is not None]
    most = len(names) * 2 >= len(filled) + (len(names) < 2)  # or half of four and more
    named = most if len(rows) > 1 else len(names) == len(filled) > 1
    if not named and not _are_words_over_values(here, rows):
        return None
    in_order = all(one is None or (n < len(here) and here[n].code == one.code) for n, one in enumerate(found))
    if in_order or len({one.code for one in names}) < max(2, len(names)):
        return [one.code for one in here]
    return [one.code if one is not None else None for one in found]


def _told_by_place(here: Sequence[Question], place: int, cell: str) -> Question | None:
    """The column that a cell stands above, if it says a word of the column's name: in a column of texts, no other
    words than such."""
    if place >= len(here):
        return None
    said, name = ({*re.findall(r"\w{3,}", plain_name(text))} for text in (cell, here[place].text))
    told = said <= name if here[place].kind is ValueKind.TEXT else said & name
    return here[place] if said and told else None


def _are_words_over_values(here: Sequence[Question], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row has other words, each a different one, above the values of two or more columns of numbers:
    headings of one's own, or in another language."""
    words: list[str] = []
    for place, (column, cell) in enumerate(zip(here, rows[0], strict=False)):
        if column.kind is not ValueKind.NUMBER or not cell:
            continue
        below = [row[place] for row in rows[1:] if place < len(row) and row[place]]
        if not below or not re.fullmatch(r"[^\W\d].*", cell) or not all(_is_value(column, one) for one in below):
            return False
        words.append(plain_name(cell))
    return len(words) > 1 and len(set(words)) == len(words)


def _column_of(columns: Sequence[Question], cell: str, *, exact: bool) -> Question | None:
    """The column that a cell names: by its name, its code, or, if not `exact`, the beginning of its name."""
    name = plain_name(cell)
    for column in columns:
        if name in (plain_name(column.text), plain_name(column.code)):
            return column
    if exact or len(name) < _SHORTEST:
        return None
    near = [column for column in columns if _is_short_for(name, plain_name(column.text))]
    return near[0] if len(near) == 1 else None


def _is_short_for(name: str, text: str) -> bool:
    short, full = sorted((name, text), key=len)
    if len(short) < _SHORTEST or not full.startswith(short):
        return False
    return re.match(r"[\W_]|\Z", full[len(short) :]) is not None or full == text


def _is_value(column: Question, cell: str) -> bool:
    return column.kind is not ValueKind.TEXT and check_cell(column, cell)[1] is None
