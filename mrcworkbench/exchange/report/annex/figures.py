"""Every count of people, by sex, with the totals that may be given.

Small counts are held back with what would give them away.
"""

from __future__ import annotations

from collections.abc import Sequence

from mrcworkbench.domain.disclosure.report_parts import CellView, QuestionView, RowView
from mrcworkbench.domain.disclosure.small_counts import adds_up, people_columns
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.tags import SUMMANDS, Tag
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.cells import Value
from mrcworkbench.exchange.report.looks import (
    BAND,
    BODY,
    CAPTION,
    HEADER,
    HEADER_RIGHT,
    HELD_NUMBER,
    MUTED,
    NUMBER,
    PLAIN,
    Look,
)
from mrcworkbench.exchange.report.sheet import Sheet

_NOTE = Look(colour=MUTED, wrap=False)
_NOTE_RIGHT = Look(colour=MUTED, horizontal="right")
_FIRST_SUMMAND = 3


def write(book: Book) -> None:
    data, words = book.data, book.words
    groups = _groups(book)
    sheet = book.sheet("figures", (8, 52, *[14.0] * (len(groups) - 1), 18, 14, 22))
    book.top(sheet, "figures")
    names = [f"column_{name}" for name in ("number", "counted", *groups, "total", "part")]
    if Tag.OTHER not in groups:
        names = ["column_other_or_not_recorded" if name == "column_not_recorded" else name for name in names]
    header = sheet.line([words.say(name) for name in names], (HEADER, HEADER, *[HEADER_RIGHT] * (len(groups) + 2)))
    sheet.freeze(header + 1, 3)
    sheet.repeat(header, header)
    tables = [view for view in data.by_code.values() if any(_has_counts(view, row) for row in view.rows)]
    for view in tables:
        _table(book, sheet, view, groups)
    if not tables:
        sheet.wide(words.say("no_figures"), PLAIN)
    sheet.skip()
    sheet.wide(words.say("figures_note"), CAPTION)


def _groups(book: Book) -> tuple[Tag, ...]:
    """Whom this version counts: the first versions have one column for another sex and for what is not recorded."""
    tables = [question for question in book.data.questionnaire.questions() if question.is_table]
    return tuple(group for group in SUMMANDS if any(table.column_tagged(group) for table in tables))


def _table(book: Book, sheet: Sheet, view: QuestionView, groups: Sequence[Tag]) -> None:
    words = book.words
    sheet.band(words.say("numbered", number=view.number, text=view.question.text), BAND)
    part = next((column for column in people_columns(view.question) if not adds_up(column)), None)
    counted = _what_is_counted(book) if Tag.CLIENT_COUNTS in view.question.tags else None
    if part is not None or counted:
        empty = [None] * (len(groups) + 1)
        sheet.line([None, counted, *empty, part.text if part else None], (*[_NOTE] * (len(groups) + 3), _NOTE_RIGHT))
    for position, row in enumerate(view.rows, 1):
        if _has_counts(view, row):
            _row(book, sheet, view, row, position, part, groups)


def _row(
    book: Book,
    sheet: Sheet,
    view: QuestionView,
    row: RowView,
    position: int,
    part: Question | None,
    groups: Sequence[Tag],
) -> None:
    words = book.words
    cells = [_summand(view, row, group) for group in groups]
    total = total_of(cells)
    shown: list[CellView | None] = [*cells, None, row.cells.get(part.code) if part else None]
    values: list[Value] = [words.cell(cell) if cell else None for cell in shown]
    values[len(groups)] = total if total is not None else _no_total(book, cells)
    looks = [HELD_NUMBER if cell is not None and cell.held else NUMBER for cell in shown]
    if total is None and values[len(groups)]:
        looks[len(groups)] = HELD_NUMBER
    number = sheet.line([view.number, row_label(book, view, row, position), *values], (BODY, BODY, *looks), typed=(2,))
    if total is not None:
        book.check(
            words.say("check_total", number=view.number, row=position),
            total,
            f"SUM({sheet.span(number, number, _FIRST_SUMMAND, _FIRST_SUMMAND + len(groups) - 1)})",
        )


def total_of(cells: list[CellView | None]) -> int | None:
    """The sum of a row, where two or more of its counts are given and none is held back; a blank is no zero."""
    given = [cell for cell in cells if cell is not None and (cell.held or cell.value is not None)]
    counts = [cell.value for cell in given if isinstance(cell.value, int)]
    return sum(counts) if len(counts) == len(given) > 1 else None


def _no_total(book: Book, cells: list[CellView | None]) -> str | None:
    return book.words.say("held_would_tell") if any(cell is not None and cell.held for cell in cells) else None


def _has_counts(view: QuestionView, row: RowView) -> bool:
    """Whether a row counts any people at all."""
    cells = (row.cells.get(column.code) for column in people_columns(view.question))
    return any(cell is not None and (cell.held is not None or cell.value is not None) for cell in cells)


def _summand(view: QuestionView, row: RowView, group: Tag) -> CellView | None:
    column = view.question.column_tagged(group)
    return None if column is None else row.cells.get(column.code)


def row_label(book: Book, view: QuestionView, row: RowView, position: int) -> str:
    """What the row counts: its first column, or its place where that may not be seen."""
    first = view.columns[0] if view.columns else None
    cell = row.cells.get(first.code) if first is not None and first.kind in _NAMING else None
    if cell is None or cell.held or cell.value is None:
        return book.words.say("row", number=position)
    return str(cell.value)


_NAMING = (ValueKind.TEXT, ValueKind.CHOICE)


def _what_is_counted(book: Book) -> str:
    unit, until = (book.data.tagged(tag) for tag in (Tag.COUNT_UNIT, Tag.COUNTED_UNTIL))
    missing = book.words.say("not_said")
    return book.words.say(
        "what_is_counted",
        unit=(unit.cell.value if unit else None) or missing,
        until=(until.cell.value if until else None) or missing,
    )
