"""What a tidy table is: named columns of one kind each, and rows of plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias, assert_never

from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.types import ValueKind

Value: TypeAlias = str | int | float | None
"""A cell. Dates are ISO text; None is an empty cell."""
Row: TypeAlias = Sequence[Value]
"""One value for each column of its table."""


class CellKind(StrEnum):
    """What the cells of a column hold."""

    CODE = "code"
    """An id or a code of the questionnaire."""
    TEXT = "text"
    """Words: of the questionnaire, or typed by a person."""
    NUMBER = "number"
    DATE = "date"
    """`YYYY-MM-DD`, or a moment in UTC as `YYYY-MM-DDThh:mm:ss.sssZ`."""
    FLAG = "flag"
    """1 for yes, 0 for no."""


def kind_of(item: Question) -> CellKind:
    """What the cells of a question or column hold. Of a table, its rows are counted."""
    match item.kind:
        case ValueKind.TEXT:
            return CellKind.TEXT
        case ValueKind.NUMBER | ValueKind.ROWS:
            return CellKind.NUMBER
        case ValueKind.DATE:
            return CellKind.DATE
        case ValueKind.CHOICE | ValueKind.CHOICES:
            return CellKind.CODE
    assert_never(item.kind)


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `name` never changes; `list` names the codes it may hold, `question` the question it comes from."""

    name: str
    kind: CellKind
    hxl: str
    text: str
    list: str = ""
    question: str = ""


@dataclass(frozen=True)
class TidyTable:
    """A table: a sheet of the workbook, a file of the folder. `text` says what one row is."""

    name: str
    text: str
    columns: tuple[Column, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def row(self, **values: Value) -> Row:
        """A row, its values by the names of their columns. Raises `ValueError` with the names that are not in both."""
        if amiss := values.keys() ^ set(self.names):
            raise ValueError(f"not both a value and a column of {self.name}: {', '.join(sorted(amiss))}")
        return [values[name] for name in self.names]
