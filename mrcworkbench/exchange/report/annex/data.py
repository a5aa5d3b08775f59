"""The sheet Data: every answer that may be seen, one value a row and all in codes, as a table from A1 for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mrcworkbench.domain.disclosure.report_parts import EMPTY, CellView, QuestionView, ReportData, RowView
from mrcworkbench.domain.disclosure.small_counts import group_of
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.exchange.report.annex.units import unit_of
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.cells import Value
from mrcworkbench.exchange.report.looks import RAW, RAW_HEADER
from mrcworkbench.exchange.report.plain import pieces
from mrcworkbench.exchange.report.sheet import Sheet
from mrcworkbench.exchange.report.values import exact, places_of, refers_to_rows

_WIDTHS = (42.0, 18, 5, 23, 12, 8, 8, 7, 9, 11, 6, 18, 30, 12, 5)
_ON_PAPER = 8
"""Columns that are printed; the others help programs."""
_ROWS_ON_PAPER = 30
"""As many as stand on a page: thousands of codes help nobody on paper, where the sheet Answers says the same."""


class Datum(NamedTuple):
    """A row of the table; the names are those of its columns.

    `row` is the place of a row in its table, from 1, and what a reference to a row says; `row_code` the choice that
    names the row; `total` is "yes" in a row that counts the other rows of its table together, so that no sum counts it
    twice. A value of several choices, or too long for a cell, has a row for each (`part`).
    """

    criterion: str | None
    question: str
    row: int | None = None
    column: str | None = None
    value: str | int | float | None = None
    unit: str | None = None
    state: str | None = None
    held: str | None = None
    type: str | None = None
    group: str | None = None
    total: str | None = None
    row_code: str | None = None
    label: str | None = None
    reason: str | None = None
    part: int | None = None


def write(book: Book) -> None:
    sheet = book.sheet("data", _WIDTHS)
    typed = Datum._fields.index("value") + 1
    write_table(book, sheet, "data", Datum._fields, data_of(book.data), _ON_PAPER, typed=typed)


def write_table(
    book: Book,
    sheet: Sheet,
    name: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[Value, ...]],
    on_paper: int,
    typed: int = 0,
) -> None:
    """A table for programs: the names of its columns, then its rows; empty cells stay empty. Of its first `on_paper`
    columns one page is printed, which says so."""
    sheet.line(columns, RAW_HEADER)
    for row in rows:
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.put(column, value, RAW, typed=column == typed and isinstance(value, str))
        sheet.row += 1
    sheet.table(name.capitalize(), columns)
    sheet.freeze(2)
    sheet.repeat(1, 1)
    if sheet.print_top(_ROWS_ON_PAPER, on_paper):
        book.head_and_foot(sheet.worksheet, book.words.annex("first_rows_only", sheet=sheet.title))
    for number, title in enumerate(columns, 1):
        book.spans[name, title] = sheet.span(2, max(sheet.row - 1, 2), number)


def data_of(data: ReportData) -> Iterator[Datum]:
    """All rows, in the order of the questionnaire, then the registers; of what is held back whole that it is,
    answered or not."""
    for question in data.questionnaire.all_questions():
        view = data.by_code.get(question.code)
        if view is not None:
            if not view.rows:
                yield from _values(data, view, question, view.cell)
            for place, row in enumerate(view.rows, 1):
                yield from _row(data, view, row, place)
        for item in (question, *question.columns):
            if item.code in data.held_questions:
                yield _held_whole(data, question, item)


def _held_whole(data: ReportData, question: Question, item: Question) -> Datum:
    return Datum(
        criterion=question.criterion,
        question=question.code,
        column=None if item is question else item.code,
        held=data.held_questions[item.code].value,
        type=item.type.value,
    )


def _row(data: ReportData, view: QuestionView, row: RowView, place: int) -> Iterator[Datum]:
    question = view.question
    naming = question.column_by_code.get(question.fixed_column or question.columns[0].code)
    named = row.cells.get(naming.code) if naming is not None and naming.options else None
    row_code = next(iter(named.codes), None) if named else None
    kind = question.row_kind
    counts_all = kind is not None and not kind.options_tagged(Tag.ALL_ROWS).isdisjoint(
        row.cells.get(kind.code, EMPTY).codes
    )
    for column in view.columns:
        cell = row.cells[column.code]
        if cell.held is not None or cell.value is not None:
            for datum in _values(data, view, column, cell):
                total = "yes" if counts_all else None
                yield datum._replace(row=place, column=column.code, total=total, row_code=row_code)


def _values(data: ReportData, view: QuestionView, item: Question, cell: CellView) -> Iterator[Datum]:
    """The rows of one value; a question without one has a row with its state."""
    question = view.question
    empty = Datum(
        criterion=question.criterion,
        question=question.code,
        unit=unit_of(data, question, item),
        state=view.state.value,
        held=cell.held.value if cell.held else None,
        type=item.type.value,
        group=group_of(item).value if Tag.PEOPLE in item.tags else None,
        reason=view.reason_code,
    )
    parts = [] if cell.held is not None else list(_parts(data, item, cell))
    if not parts:
        yield empty
    for number, (value, label) in enumerate(parts, 1):
        yield empty._replace(value=value, label=label, part=number if len(parts) > 1 else None)


def _parts(data: ReportData, item: Question, cell: CellView) -> Iterator[tuple[str | int | float, str | None]]:
    """Each code with its text; of a row that is referred to its place, where it may be seen; else the value."""
    if refers_to_rows(item):
        yield from ((place, None) for place in places_of(data, item, cell))
    elif cell.codes:
        yield from ((code, item.option_text(code)) for code in cell.codes)
    elif isinstance(cell.value, str):
        yield from ((piece, None) for piece in pieces(cell.value))
    elif cell.value is not None:
        yield exact(cell.value), None
