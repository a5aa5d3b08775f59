"""Whether the first of the pasted rows repeats the names of the table's columns. No Qt here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from mrcworkbench.domain.checking import check_cell
from mrcworkbench.domain.questionnaire import Question, QuestionType

_SHORTEST = 3
"""Letters of a name that is cut short."""


def plain_name(text: str) -> str:
    """A name without what differs between two who write it: case, spaces, a star or colon at the end."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" *:.")


def named_columns(columns: Sequence[Question], rows: Sequence[Sequence[str]], first: int) -> list[str | None] | None:
    """If the first row names columns, the column for each of its cells, None for one that has no place; else None.

    Where the names stand in the table's own order from column `first` on, so do cells whose names are not known.
    """
    if len(rows) < 2 or not any(rows[0]):
        return None
    head = rows[0]
    filled = [cell for cell in head if cell]
    exact = len(filled) == 1
    found = [_column_of(columns, cell, exact=exact) if cell else None for cell in head]
    names = [one for one in found if one is not None]
    if len(names) * 2 < len(filled) + (len(names) < 2):  # most of them, or half of four and more
        return None
    here = columns[first:]
    if any(_is_value(one, cell) for one, cell in zip(here, head, strict=False) if cell):
        return None
    in_order = all(one is None or (n < len(here) and here[n].code == one.code) for n, one in enumerate(found))
    if in_order or len({one.code for one in names}) < max(2, len(names)):
        return [one.code for one in here]
    return [one.code if one is not None else None for one in found]


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
    return column.type is not QuestionType.TEXT and check_cell(column, cell)[1] is None
