"""What references to rows of registers are called: such columns get the rows as options, so that whoever shows a choice
by its text shows a row by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mrcworkbench.domain.questionnaire.answers import Answer, Cell, Row
from mrcworkbench.domain.questionnaire.model import Option, Question, Questionnaire
from mrcworkbench.domain.questionnaire.relevance import answer_of
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.questionnaire.types.reference import is_of_rows

LONGEST_NAME = 120
"""Characters of a text by which a row is called."""


def with_names(
    table: Question, questionnaire: Questionnaire, answers: Mapping[str, Answer], gone: str = ""
) -> Question:
    """The table as it is shown with these answers; the same one where it refers to no rows. `gone` is what a row is
    called that is no longer there; without it, it goes by its id."""
    if not any(column.refers_to in questionnaire for column in table.columns):
        return table
    rows = answer_of(answers, table.code).rows
    return replace(table, columns=tuple(_named(column, questionnaire, answers, rows, gone) for column in table.columns))


def row_name(register: Question, row: Row) -> str:
    """What a row is called: its first text, on one line; "" where it has none."""
    texts = (row.cells.get(column.code) for column in register.columns if column.kind is ValueKind.TEXT)
    return next((" ".join(text.split())[:LONGEST_NAME] for text in texts if isinstance(text, str)), "")


def _named(
    column: Question, questionnaire: Questionnaire, answers: Mapping[str, Answer], rows: tuple[Row, ...], gone: str
) -> Question:
    code = column.refers_to
    if code is None or code not in questionnaire or not is_of_rows(column):
        return column
    register = questionnaire[code]
    there = {row.id: row_name(register, row) or row.id for row in answer_of(answers, code).rows}
    for id_ in (id_ for row in rows for id_ in _ids(row.cells.get(column.code))):
        there.setdefault(id_, gone or id_)
    return replace(column, options=tuple(Option(id_, name) for id_, name in there.items()))


def _ids(cell: Cell | None) -> tuple[str, ...]:
    return (cell,) if isinstance(cell, str) else cell if isinstance(cell, tuple) else ()
