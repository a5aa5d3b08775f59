"""What the list of a register shows of each row. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mrcworkbench.domain.questionnaire.answers import Cell, Row
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.reading.folding import fold
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.words.answers import value_text

MOST_COLUMNS = 4
"""Columns that the list shows, the first of the register."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row in the list; `note` says in words what it has besides its cells."""

    id: str
    cells: tuple[str, ...]
    note: str
    folded: str
    """Everything that is said in it, as it is compared with a search."""


def columns_shown(register: Question) -> tuple[Question, ...]:
    """The columns of the list."""
    return register.columns[:MOST_COLUMNS]


def lines_of(
    register: Question, rows: Sequence[Row], wrong: Mapping[tuple[str, str], str], texts: Texts
) -> Iterator[Line]:
    """The rows of a register whose references are named; `wrong` are typed texts that failed their check, by row and
    column. A row that holds nothing else comes last."""
    begun = dict.fromkeys(row_id for row_id, _ in wrong)
    there = {row.id for row in rows}
    for row in (*rows, *(Row(id_) for id_ in begun if id_ not in there)):
        said = {column.code: cell_text(column, row.cells.get(column.code)) for column in register.columns}
        said |= {column: text for (row_id, column), text in wrong.items() if row_id == row.id}
        cells = tuple(" ".join(said[column.code].split()) for column in columns_shown(register))
        note = " · ".join(_notes(row, texts))
        yield Line(row.id, cells, note, fold(" ".join((*said.values(), row.comment, row.kept_comment))))


def cell_text(column: Question, cell: Cell | None) -> str:
    """A cell in words."""
    if isinstance(cell, tuple):
        return ", ".join(value_text(column, one) for one in cell)
    return "" if cell is None else value_text(column, cell)


def _notes(row: Row, texts: Texts) -> Iterator[str]:
    if row.stays:
        yield texts.text("registers.stays")
    if row.comment or row.kept_comment:
        yield texts.text("registers.commented")
    if row.attachments:
        yield texts.plural("registers.files", len(row.attachments))
