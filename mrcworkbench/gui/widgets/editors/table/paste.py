"""Cells copied from a spreadsheet, put into a table: many at once, and what has no place is said. No Qt here."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import StringIO

from mrcworkbench.gui.widgets.editors.table.state import RowState, TableState


@dataclass
class Pasted:
    """What came of a paste: rows filled, and what had no place."""

    rows: int = 0
    extra_columns: int = 0
    extra_rows: int = 0
    wrong: int = 0
    touched: list[RowState] = field(default_factory=list)


def read_cells(text: str) -> list[list[str]]:
    """The rows of a clipboard's text: tabs as spreadsheets copy them, else semicolons or commas if every row has as
    many."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not text:
        return []
    delimiter = "\t"
    if "\t" not in text:
        delimiter = next((mark for mark in ";," if _is_regular(text, mark)), "\t")
    rows = [[cell.strip() for cell in row] for row in csv.reader(StringIO(text), delimiter=delimiter)]
    return [row for row in rows if any(row)]


def _is_regular(text: str, mark: str) -> bool:
    counts = {len(row) for row in csv.reader(StringIO(text), delimiter=mark) if row}
    return len(counts) == 1 and counts.pop() > 1


def put_cells(state: TableState, cells: Sequence[Sequence[str]], row_id: str | None, column: str | None) -> Pasted:
    """Puts cells into the table from a row and column on; without a row, into the first empty row and those after it.

    A first row that repeats the table's headers is left out. In a table with fixed rows, a first column that names
    rows decides where each row goes.
    """
    done = Pasted()
    rows = _without_header(state, list(cells))
    if state.fixed is not None and row_id is None and _names_rows(state, rows):
        return _put_by_name(state, rows, done)
    first = next((n for n, one in enumerate(state.columns) if one.code == column), 0)
    here = state.index(row_id) if row_id is not None else _first_empty(state)
    for offset, values in enumerate(rows):
        if here + offset >= len(state.rows):
            if state.is_full:
                done.extra_rows += 1
                continue
            state.add()
        _put_row(state, state.rows[here + offset], values, first, done)
    return done


def _put_row(state: TableState, row: RowState, values: Sequence[str], first: int, done: Pasted) -> None:
    columns = state.columns[first:]
    done.extra_columns = max(done.extra_columns, len(values) - len(columns))
    for column, text in zip(columns, values, strict=False):
        if state.set_typed(row.id, column.code, text) is not None:
            done.wrong += 1
    done.rows += 1
    done.touched.append(row)


def _put_by_name(state: TableState, rows: Sequence[Sequence[str]], done: Pasted) -> Pasted:
    names = _row_names(state)
    for values in rows:
        id_ = names.get(values[0].casefold())
        if id_ is None:
            done.extra_rows += 1
        else:
            _put_row(state, state.row(id_), values[1:], 0, done)
    return done


def _row_names(state: TableState) -> dict[str, str]:
    options = state.question.column_by_code[state.fixed or ""].options
    return {option.text.casefold(): option.code for option in options}


def _names_rows(state: TableState, rows: Sequence[Sequence[str]]) -> bool:
    names = _row_names(state)
    return bool(rows) and sum(row[0].casefold() in names for row in rows) * 2 > len(rows)


def _without_header(state: TableState, rows: list[Sequence[str]]) -> list[Sequence[str]]:
    headers = {column.text.casefold() for column in state.question.columns}
    if rows and sum(cell.rstrip(" *").casefold() in headers for cell in rows[0]) * 2 > len(rows[0]):
        return rows[1:]
    return rows


def _first_empty(state: TableState) -> int:
    if state.fixed is not None:
        return 0
    filled = [index for index, row in enumerate(state.rows) if not row.is_empty]
    return filled[-1] + 1 if filled else 0
