"""Tables. Their columns are questions of other types; `questionnaire.tables` reads the rows. No single value is a
table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.answers import Row, Value
from mrcworkbench.domain.questionnaire.cells import fail, shown_value
from mrcworkbench.domain.questionnaire.types import TypeRules, ValueKind

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.model import Question

ROW_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")
"""The id of a row that is not fixed."""


def _read(_question: Question, raw: object) -> None:
    raise fail("not_a_table", value=shown_value(raw))


def _fits(question: Question, value: Value) -> bool:
    return isinstance(value, tuple) and all(isinstance(row, Row) and _row_fits(question, row) for row in value)


def _row_fits(question: Question, row: Row) -> bool:
    columns = question.column_by_code
    return all(code in columns and columns[code].rules.fits(columns[code], cell) for code, cell in row.cells.items())


TABLE = TypeRules(
    kind=ValueKind.ROWS,
    read=_read,
    read_typed=lambda question, typed, _: _read(question, typed),
    fits=_fits,
    pattern=lambda _: "(?!)",
    minutes=0.5,
)
