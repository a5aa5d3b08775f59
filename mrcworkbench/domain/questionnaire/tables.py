"""Rows of a table, from JSON to the rows that are kept.

A row may carry its id as "row"; one without is new. A table with fixed rows has the option's code as row id, which the
cell of the fixed column repeats; either may be left out. A row that says nothing is not kept, nor is a fixed one with
nothing but its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mrcworkbench.domain.questionnaire.answers import Cell, Row
from mrcworkbench.domain.questionnaire.cells import CellError, Facts, shown_value
from mrcworkbench.domain.questionnaire.constraints import broken_by_row
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.problems import Problem

ROW_KEY = "row"
MOST_ROWS = 1_000
ROW_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")
"""The id of a row that is not fixed."""


@dataclass
class _RowsRead:
    """What has been found so far in one table."""

    question: Question
    new_row_id: Callable[[], str]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def say(self, code: str, facts: Facts, row: str, column: str | None = None) -> None:
        self.problems.append(Problem(self.question.code, code, facts, row, column))


def read_table(
    question: Question, raw: object, new_row_id: Callable[[], str]
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows of a table answer, and every problem, each with its row."""
    if not isinstance(raw, list | tuple):
        return (), (Problem(question.code, "not_a_table", {"value": shown_value(raw)}),)
    if len(raw) > MOST_ROWS:
        return (), (Problem(question.code, "table_too_long", {"rows": len(raw), "most": MOST_ROWS}),)
    reading = _RowsRead(question, new_row_id)
    for position, item in enumerate(raw, 1):
        if isinstance(item, Mapping):
            _row(reading, item, position)
        else:
            reading.say("not_a_row", {"value": shown_value(item)}, str(position))
    if question.fixed_column is None:
        return tuple(row for row in reading.rows if row.cells), tuple(reading.problems)
    order = [option.code for option in question.column_by_code[question.fixed_column].options]
    rows = sorted((row for row in reading.rows if len(row.cells) > 1), key=lambda row: order.index(row.id))
    return tuple(rows), tuple(reading.problems)


def place_of_row(item: Mapping[Any, object], position: int) -> str:
    """How problems name a row: by its id, or by its position from 1 where it has none."""
    given = item.get(ROW_KEY)
    return given if isinstance(given, str) and ROW_ID.fullmatch(given) else str(position)


def _row(reading: _RowsRead, item: Mapping[object, object], position: int) -> None:
    before = len(reading.problems)
    given = item.get(ROW_KEY)
    place = place_of_row(item, position)
    cells = dict(_cells(reading, item, place))
    if reading.question.fixed_column is not None:
        id_ = _fixed_id(reading, given, cells, place)
    else:
        id_ = _free_id(reading, given, place)
    if id_ is not None and id_ in reading.taken:
        reading.say("row_id_repeated", {"id": id_}, place)
    if id_ is not None and len(reading.problems) == before:
        reading.rows.append(Row(id_, cells))
    if id_ is not None:
        reading.taken.add(id_)


def _cells(reading: _RowsRead, item: Mapping[object, object], place: str) -> Iterator[tuple[str, Cell]]:
    """The filled cells, in the order of the columns; problems of each go to `reading`."""
    columns = reading.question.column_by_code
    for key in item:
        if key != ROW_KEY and key not in columns:
            reading.say("unknown_column", {"value": shown_value(key)}, place)
    cells: dict[str, Cell] = {}
    for column in reading.question.columns:
        raw = item.get(column.code)
        if raw is None:
            continue
        try:
            value = column.rules.read(column, raw)
        except CellError as error:
            for code, facts in error.found:
                reading.say(code, facts, place, column.code)
            continue
        if value is not None:
            cells[column.code] = value
    for column in reading.question.columns:
        broken = broken_by_row(column, columns, cells)
        if broken is not None:
            reading.say(*broken, place, column.code)
    yield from cells.items()


def _free_id(reading: _RowsRead, given: object, place: str) -> str | None:
    if given is None:
        return reading.new_row_id()
    if isinstance(given, str) and ROW_ID.fullmatch(given):
        return given
    reading.say("row_id_wrong", {"value": shown_value(given)}, place)
    return None


def _fixed_id(reading: _RowsRead, given: object, cells: dict[str, Cell], place: str) -> str | None:
    """The option's code, from "row" or from the fixed column; both must agree. Puts it into the fixed column's cell."""
    fixed = reading.question.column_by_code[reading.question.fixed_column or ""]
    cell = cells.get(fixed.code)
    if given is None and cell is None:
        reading.say("fixed_row_missing", {"column": fixed.text}, place, fixed.code)
        return None
    if given is not None and (not isinstance(given, str) or given not in fixed.option_codes):
        options = ", ".join(option.code for option in fixed.options)
        reading.say("unknown_option", {"value": shown_value(given), "options": options}, place, fixed.code)
        return None
    if given is not None and cell is not None and given != cell:
        reading.say("fixed_row_differs", {"row": given, "cell": cell}, place, fixed.code)
        return None
    id_ = str(given if given is not None else cell)
    rest = {code: value for code, value in cells.items() if code != fixed.code}
    cells.clear()
    cells.update({fixed.code: id_}, **rest)
    return id_
