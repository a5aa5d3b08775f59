"""Every count of people, by sex, with the totals that may be given.

Small counts are held back with what would give them away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mrcworkbench.domain.disclosure.report_parts import CellView, QuestionView, ReportData, RowView
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


def write(book: Book) -> None:
    data, words = book.data, book.words
    groups = groups_of(book)
    sheet = book.sheet("figures", (7, 39, *[11.0] * (len(groups) - 1), 13, 10, 16))
    book.top(sheet, "figures")
    names = [f"column_{name}" for name in ("number", "counted", *groups, "total", "part")]
    if Tag.OTHER not in groups:
        names = ["column_other_or_not_recorded" if name == "column_not_recorded" else name for name in names]
    header = sheet.line([words.annex(name) for name in names], (HEADER, HEADER, *[HEADER_RIGHT] * (len(groups) + 2)))
    sheet.freeze(header + 1, 3)
    sheet.repeat(header, header)
    before: QuestionView | None = None
    for view, position, row in counted_rows(data):
        if view is not before:
            _head(book, sheet, view, groups)
            before = view
        _row(book, sheet, view, row, position, groups)
    if before is None:
        sheet.wide(words.annex("no_figures"), PLAIN)
    sheet.skip()
    sheet.wide(words.annex("figures_note"), CAPTION)


def counted_rows(data: ReportData) -> Iterator[tuple[QuestionView, int, RowView]]:
    """The rows that count people, each with its table and its place in it from 1."""
    for view in data.by_code.values():
        for position, row in enumerate(view.rows, 1):
            if _has_counts(view, row):
                yield view, position, row


def groups_of(book: Book) -> tuple[Tag, ...]:
    """Whom this version counts: the first versions have one column for another sex and for what is not recorded."""
    tables = [question for question in book.data.questionnaire.questions() if question.is_table]
    return tuple(group for group in SUMMANDS if any(table.column_tagged(group) for table in tables))


def _head(book: Book, sheet: Sheet, view: QuestionView, groups: Sequence[Tag]) -> None:
    words = book.words
    sheet.band(words.say("numbered", number=view.number, text=view.question.text), BAND)
    part = _part(view)
    counted = _what_is_counted(book) if Tag.CLIENT_COUNTS in view.question.tags else None
    if part is not None or counted:
        empty = [None] * (len(groups) + 1)
        sheet.line([None, counted, *empty, part.text if part else None], (*[_NOTE] * (len(groups) + 3), _NOTE_RIGHT))


def _part(view: QuestionView) -> Question | None:
    """The column that counts a part of the people of a row."""
    return next((column for column in people_columns(view.question) if not adds_up(column)), None)


def _row(book: Book, sheet: Sheet, view: QuestionView, row: RowView, position: int, groups: Sequence[Tag]) -> None:
    words = book.words
    cells = list(summands(view, row, groups).values())
    part = _part(view)
    total = total_of(cells)
    shown: list[CellView | None] = [*cells, None, row.cells.get(part.code) if part else None]
    values: list[Value] = [words.cell(cell) if cell else None for cell in shown]
    values[len(groups)] = total if total is not None else _no_total(book, cells)
    looks = [HELD_NUMBER if cell is not None and cell.held else NUMBER for cell in shown]
    if total is None and values[len(groups)]:
        looks[len(groups)] = HELD_NUMBER
    sheet.line([view.number, row_label(book, view, row, position), *values], (BODY, BODY, *looks), typed=(2,))


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


def summands(view: QuestionView, row: RowView, groups: Sequence[Tag]) -> Mapping[Tag, CellView | None]:
    """The counts of a row that add up to all its people."""
    columns = {group: view.question.column_tagged(group) for group in groups}
    return {group: row.cells.get(column.code) if column else None for group, column in columns.items()}


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
    missing = book.words.annex("not_said")
    return book.words.annex(
        "what_is_counted",
        unit=(unit.cell.value if unit else None) or missing,
        until=(until.cell.value if until else None) or missing,
    )
