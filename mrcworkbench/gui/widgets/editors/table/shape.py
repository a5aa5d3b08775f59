"""How a table stands on the page: one line for each row, or, where its columns need more room, one card for each
row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFontMetrics

from mrcworkbench.domain.questionnaire.model import Question, QuestionType
from mrcworkbench.gui.theme import Theme

ACTIONS_WIDTH = 96
"""Pixels for the buttons of a row that can be moved and removed."""
GAP = 8
MOST_TEXTS_IN_LINE = 2
_TEXT, _NUMBER, _DATE = 120, 96, 148
_UNITS = 12


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
    texts = sum(column.type is QuestionType.TEXT for column in columns)
    if any(column.type is QuestionType.MULTIPLE for column in columns):
        return None
    if fixed is None and texts > MOST_TEXTS_IN_LINE:
        return None
    return tuple(_slot(theme, column) for column in columns)


def line_width(theme: Theme, slots: Sequence[Slot], *, fixed: Question | None) -> int:
    """The least width in pixels of rows on a line each, with the row's name or its buttons."""
    label = theme.px(_TEXT) if fixed is not None else ACTIONS_WIDTH
    return sum(slot.width + GAP for slot in slots) + label


def _slot(theme: Theme, column: Question) -> Slot:
    match column.type:
        case QuestionType.TEXT:
            return Slot(column, theme.px(_TEXT), 4)
        case QuestionType.DATE:
            return Slot(column, theme.px(_DATE), 0)
        case QuestionType.INTEGER | QuestionType.NUMBER:
            return Slot(column, theme.px(_NUMBER), 0)
        case _:
            metrics = QFontMetrics(theme.font())
            longest = max((metrics.horizontalAdvance(option.text) for option in column.options), default=0)
            width = min(max(longest + 52, theme.px(116)), theme.px(168))
            return Slot(column, width, 3 if longest + 52 > width else 1)


def card_seats(columns: Sequence[Question]) -> tuple[Seat, ...]:
    """The seats of the columns in a row's card, in reading order; the last seat of a line takes what is left of it."""
    lines: list[list[tuple[Question, int]]] = [[]]
    for place, column in enumerate(columns):
        units = _units(column)
        if sum(taken for _, taken in lines[-1]) + units > _UNITS or (lines[-1] and _starts_run(columns, place)):
            lines.append([])
        lines[-1].append((column, units))
    seats: list[Seat] = []
    for number, line in enumerate(lines):
        start = 0
        for column, units in line:
            last = column is line[-1][0] and _may_widen(column)
            span = _UNITS - start if last else units
            seats.append(Seat(column, number, start, span))
            start += span
    return tuple(seats)


def _starts_run(columns: Sequence[Question], place: int) -> bool:
    """Whether here begins a run of short choices that fills a line of its own."""
    run = [_is_short_choice(column) for column in columns[place : place + 4]]
    return len(run) == 4 and all(run) and not _is_short_choice(columns[place - 1])


def _is_short_choice(column: Question) -> bool:
    return column.type is QuestionType.SINGLE and _units(column) == 3


def _units(column: Question) -> int:
    match column.type:
        case QuestionType.TEXT:
            return 6
        case QuestionType.MULTIPLE:
            return _UNITS
        case QuestionType.INTEGER | QuestionType.NUMBER:
            return 3
        case QuestionType.DATE:
            return 4
        case _:
            return 3 if all(len(option.text) <= 12 for option in column.options) else 6


def _may_widen(column: Question) -> bool:
    """Texts and lists use more room well; numbers, dates and short choices do not."""
    return column.type not in (QuestionType.INTEGER, QuestionType.NUMBER, QuestionType.DATE) and _units(column) > 3
