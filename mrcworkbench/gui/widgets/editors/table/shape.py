"""How a table stands on the page: one line for each row, or, where its columns need more room, one card for each
row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.editors.fields import FIELDS, UNITS

ACTIONS_WIDTH = 96
"""Pixels for the buttons of a row that can be moved and removed."""
GAP = 8
MOST_TEXTS_IN_LINE = 2
_LABEL = 120


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a column in a line: its least width in pixels, and its share of what is left (0: fixed)."""

    column: Question
    width: int
    stretch: int


@dataclass(frozen=True, slots=True)
class Seat:
    """The place of a column in a row's card: a line, and from which to which of twelve units."""

    column: Question
    line: int
    start: int
    span: int


def line_slots(theme: Theme, columns: Sequence[Question], *, fixed: Question | None) -> tuple[Slot, ...] | None:
    """The slots of a table whose rows may stand on a line each; None where there is too much to write in them."""
    texts = sum(column.kind is ValueKind.TEXT for column in columns)
    if fixed is None and texts > MOST_TEXTS_IN_LINE:
        return None
    made = [(column, FIELDS[column.type].slot) for column in columns]
    slots = tuple(Slot(column, *slot(theme, column)) for column, slot in made if slot is not None)
    return slots if len(slots) == len(columns) else None


def line_width(theme: Theme, slots: Sequence[Slot], *, fixed: Question | None) -> int:
    """The least width in pixels of rows on a line each, with the row's name or its buttons."""
    label = theme.px(_LABEL) if fixed is not None else ACTIONS_WIDTH
    return sum(slot.width + GAP for slot in slots) + label


def card_seats(columns: Sequence[Question]) -> tuple[Seat, ...]:
    """The seats of the columns in a row's card, in reading order; the last seat of a line takes what is left of it."""
    lines: list[list[tuple[Question, int]]] = [[]]
    for place, column in enumerate(columns):
        units = _units(column)
        if sum(taken for _, taken in lines[-1]) + units > UNITS or (lines[-1] and _starts_run(columns, place)):
            lines.append([])
        lines[-1].append((column, units))
    seats: list[Seat] = []
    for number, line in enumerate(lines):
        start = 0
        for column, units in line:
            last = column is line[-1][0] and _may_widen(column)
            span = UNITS - start if last else units
            seats.append(Seat(column, number, start, span))
            start += span
    return tuple(seats)


def stacked_seats(columns: Sequence[Question]) -> tuple[Seat, ...]:
    """One below the other, for a row that stands in a narrow panel."""
    return tuple(Seat(column, line, 0, UNITS) for line, column in enumerate(columns))


def _starts_run(columns: Sequence[Question], place: int) -> bool:
    """Whether here begins a run of short choices that fills a line of its own."""
    run = [_is_short_choice(column) for column in columns[place : place + 4]]
    return len(run) == 4 and all(run) and not _is_short_choice(columns[place - 1])


def _is_short_choice(column: Question) -> bool:
    return column.kind is ValueKind.CHOICE and _units(column) == 3


def _units(column: Question) -> int:
    return FIELDS[column.type].units(column)


def _may_widen(column: Question) -> bool:
    """Short choices use no more room well, though others do."""
    return FIELDS[column.type].is_wide and _units(column) > 3
