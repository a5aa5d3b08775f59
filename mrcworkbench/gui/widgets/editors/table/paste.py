"""Cells copied from a spreadsheet, put into a table: many at once, and what has no place is said. No Qt here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from mrcworkbench.domain.questionnaire.checking import check_cell
from mrcworkbench.domain.questionnaire.model import Option, Question
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.reading.cleaning import cleaned
from mrcworkbench.domain.reading.pasted import Clip, Grid, delimited, is_list, looks_like_rows, split_cells, trimmed
from mrcworkbench.gui.widgets.editors.table.headings import named_columns, plain_name
from mrcworkbench.gui.widgets.editors.table.state import RowState, TableState


@dataclass
class Pasted:
    """What came of a paste: rows filled, cells that held something else before, and what had no place."""

    rows: int = 0
    heading: bool = False
    """A row of headings was left out."""
    replaced: int = 0
    emptied: int = 0
    """Of the replaced cells, those that are empty now."""
    extra_columns: int = 0
    extra_rows: int = 0
    wrong: int = 0
    left_out: int = 0
    """Characters that nobody can see."""
    touched: list[RowState] = field(default_factory=list)


def read_cells(state: TableState, clip: Clip, column: str | None) -> Grid | None:
    """The cells to put into the table, or from a column on, if it is named; None where all of it belongs into the text
    field of that column."""
    cells = _cells_of(state, clip, column)
    if cells is not None and [len(row) for row in cells] != [1]:
        return cells
    if column is not None and not state.question.column_by_code[column].options:
        return None
    return [[clip.one_text.strip()]] if clip.one_text.strip() else []


def _cells_of(state: TableState, clip: Clip, column: str | None) -> Grid | None:
    """A sheet's cells as they are. A text with nothing beside it is taken for cells only if it cannot well be anything
    else: nothing may flow into a neighbour by mistake."""
    if clip.cells is not None:
        return clip.cells
    text = clip.text.strip("\r\n")
    if column is None:
        return _asked_for(state, text)
    asked = state.question.column_by_code[column]
    if "\t" in text:
        grid = trimmed(split_cells(text))
        fits = not is_list(grid) and _fits(state, grid, column)
        if asked.kind is ValueKind.TEXT:
            return grid if fits and looks_like_rows(grid) else None
        return grid if fits or (looks_like_rows(grid) and _hold_values(state, grid, column)) else None
    lines = _lines(text)
    for mark in ";" if asked.kind is ValueKind.TEXT else ";,":
        grid = delimited(text, mark) or []
        if len(grid) > 1 and not _is_choice(asked, lines) and _fits(state, grid, column):
            return grid
    if asked.kind is ValueKind.TEXT or _is_choice(asked, [[text]]):
        return None
    return lines if _are_values(asked, ["".join(line) for line in lines]) else None


def _asked_for(state: TableState, text: str) -> Grid:
    """The rows of a text that somebody wants to be rows; split where it may well be."""
    if "\t" in text:
        return trimmed(split_cells(text))
    for mark in ";,":
        grid = delimited(text, mark) or []
        if grid and _fits(state, grid, None, by_shape=mark == ";"):
            return grid
    return _lines(text)


def _lines(text: str) -> Grid:
    return trimmed([[line] for line in re.split(r"\r\n|\r|\n", text)])


def put_cells(state: TableState, cells: Sequence[Sequence[str]], row_id: str | None, column: str | None) -> Pasted:
    """Puts cells into the table from a row and column on; without a row, into the first empty row and those after it.

    A first row that repeats the table's headings is left out; where it names the columns in another order, the names
    count. In a table with fixed rows, a first column that names rows decides where each row goes. An empty cell empties
    the cell it comes to, as in a sheet.
    """
    done = Pasted()
    columns = [one.code for one in state.columns]
    first = columns.index(column) if column in columns else 0
    rows = [list(row) for row in cells]
    places: list[str | None] = list(columns[first:])
    by_name = state.fixed is not None and _names_rows(state, rows, here=row_id is not None)
    asked = [*([state.question.column_by_code[state.fixed or ""]] if by_name else []), *state.columns]
    named = named_columns(asked, rows, 0 if by_name else first)
    if named is not None:
        done.heading, rows = True, rows[1:]
        places = named[1:] if by_name else named
    if by_name:
        return _put_by_name(state, rows, places, done)
    if row_id is None:
        rows = [row for row in rows if any(row)]
    here = state.index(row_id) if row_id is not None else _first_empty(state)
    for offset, values in enumerate(rows):
        if here + offset >= len(state.rows):
            if state.is_full:
                done.extra_rows += any(values)
                continue
            state.add()
        _put_row(state, state.rows[here + offset], values, places, done)
    return done


def _put_row(
    state: TableState, row: RowState, values: Sequence[str], places: Sequence[str | None], done: Pasted
) -> None:
    pairs = {code: text for code, text in zip(places, values, strict=False) if code is not None}
    over = sum(bool(text) for text in values[len(places) :])
    over += sum(bool(text) for code, text in zip(places, values, strict=False) if code is None)
    done.extra_columns = max(done.extra_columns, over)
    before = {code: row.shown(code) for code in pairs}
    for code, text in pairs.items():
        clean = cleaned(text)
        done.left_out += clean.left_out
        pairs[code] = choice_text(state.question.column_by_code[code], clean.text)
    state.set_row(row, pairs)
    for code, was in before.items():
        now = row.shown(code)
        done.replaced += bool(was) and was != now
        done.emptied += bool(was) and not now
    done.wrong += sum(code in row.wrong for code in pairs)
    done.rows += 1
    done.touched.append(row)


def _put_by_name(
    state: TableState, rows: Sequence[Sequence[str]], places: Sequence[str | None], done: Pasted
) -> Pasted:
    names, by_id = _row_names(state), {row.id: row for row in state.rows}
    for values in rows:
        row = by_id.get(names.get(plain_name(values[0]), "")) if values else None
        if row is not None:
            _put_row(state, row, values[1:], places, done)
        elif any(values):
            done.extra_rows += 1
    return done


def choice_text(column: Question, text: str) -> str:
    """What names a choice in other letters or with other spaces, as the choice's own code; other texts as they are."""
    if not column.options or not text:
        return text
    names = _option_names(column.options)
    whole = names.get(plain_name(text))
    if whole is not None:
        return whole
    if column.kind is ValueKind.CHOICES:
        for marks in (r"[;\n]", r"[,;\n]"):
            parts = [names.get(plain_name(part)) for part in re.split(marks, text) if part.strip()]
            if parts and None not in parts:
                return ";".join(dict.fromkeys(part for part in parts if part))
    return text


@lru_cache(maxsize=32)
def _option_names(options: tuple[Option, ...]) -> Mapping[str, str]:
    """Codes and texts of the options; without accents too, where that is still one option. Asked for every cell."""
    names: dict[str, str | None] = {}
    for option in options:
        for name in {plain_name(option.text), _without_accents(option.text)}:
            names[name] = option.code if names.get(name, option.code) == option.code else None
    found = {name: code for name, code in names.items() if code is not None}
    return found | {plain_name(option.code): option.code for option in options}


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return plain_name("".join(part for part in parts if not unicodedata.combining(part)))


def _are_values(column: Question, texts: Iterable[str]) -> bool:
    """Whether texts below each other are meant as values of a column that takes no free text: most of them are, and
    what is wrong is short and has a figure in it."""
    given = [text for text in texts if text]
    wrong = [text for text in given if not _is_possible(column, text)]
    if column.options and wrong:
        return False
    return 2 * len(wrong) <= len(given) and all(
        any(letter.isdigit() for letter in text) and len(text) <= 40 for text in wrong
    )


def _hold_values(state: TableState, grid: Grid, column: str) -> bool:
    """Whether each column of cells, put in from a column on, holds values where no free text is taken."""
    places = [one.code for one in state.columns]
    here = state.columns[places.index(column) :]
    return all(
        _are_values(one, texts)
        for one, texts in zip(here, zip(*grid, strict=True), strict=False)
        if one.kind is not ValueKind.TEXT
    )


def _is_possible(column: Question, text: str) -> bool:
    """Whether a text is a value of the column, or may be one of several."""
    _, problem = check_cell(column, choice_text(column, text))
    return problem is None or "readings" in problem.facts


def _is_choice(column: Question, lines: Iterable[Sequence[str]]) -> bool:
    """Whether each line names choices of a column in which several are chosen."""
    if column.kind is not ValueKind.CHOICES:
        return False
    return all(check_cell(column, choice_text(column, line[0]))[1] is None for line in lines)


def _fits(state: TableState, grid: Grid, column: str | None, *, by_shape: bool = False) -> bool:
    """Whether the cells are right where they would go: none is wrong in a column that takes no free text, and one at
    least is there to show it; `by_shape`: rows that fit into text columns only are taken too."""
    columns = list(state.columns)
    first = next((n for n, one in enumerate(columns) if one.code == column), 0)
    if named_columns(columns, grid, first) is not None:
        return True
    if any(len(row) > len(columns) - first for row in grid):
        return False
    shown = False
    for row in grid:
        for one, text in zip(columns[first:], row, strict=False):
            if text and one.kind is not ValueKind.TEXT:
                if not _is_possible(one, text):
                    return False
                shown = True
    return shown or by_shape


def _row_names(state: TableState) -> Mapping[str, str]:
    return _option_names(state.question.column_by_code[state.fixed or ""].options)


def _names_rows(state: TableState, rows: Sequence[Sequence[str]], *, here: bool) -> bool:
    """Whether the first column names rows; most of it must, if the cells are pasted `here`, in one of the rows."""
    names = _row_names(state)
    firsts = [plain_name(row[0]) for row in rows if len(row) > 1 and row[0]]
    known = sum(name in names for name in firsts)
    return known * 2 >= len(firsts) > 0 if here else known > 0


def _first_empty(state: TableState) -> int:
    if state.fixed is not None:
        return 0
    filled = [index for index, row in enumerate(state.rows) if not row.is_empty]
    return filled[-1] + 1 if filled else 0
