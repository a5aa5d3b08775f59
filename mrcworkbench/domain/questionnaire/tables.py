"""Rows of a table, from JSON to the rows that are kept.

A row may carry its id as "row"; one without is new. A table with fixed rows has the option's code as row id, which the
cell of the fixed column repeats; either may be left out. A row that says nothing is not kept, nor is a fixed one with
nothing but its name.

A row of a register may also have "comment" and "attachments" (SHA-256 of files that the register names already), and
"stays", true, where all of it stays in this file. What a row that is known does not speak of stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mrcworkbench.domain.questionnaire.answers import Cell, Row, that_stays
from mrcworkbench.domain.questionnaire.cells import CellError, Facts, shown_value
from mrcworkbench.domain.questionnaire.comments import Comments, comments_to_json, read_comments
from mrcworkbench.domain.questionnaire.constraints import broken_by_row
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.types.table import ROW_ID

ROW_KEY = "row"
COMMENT, FILES, STAYS = "comment", "attachments", "stays"
MORE_OF_REGISTERS = (COMMENT, FILES, STAYS)
"""What a row of a register has besides its cells; none of its columns has such a code."""
MOST_ROWS = 1_000


@dataclass
class _RowsRead:
    """What has been found so far in one table."""

    question: Question
    new_row_id: Callable[[], str]
    before: Mapping[str, Row]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def say(self, code: str, facts: Facts, row: str, column: str | None = None) -> None:
        self.problems.append(Problem(self.question.code, code, facts, row, column))


def read_table(
    question: Question, raw: object, new_row_id: Callable[[], str], before: Sequence[Row] = ()
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows of a table answer, and every problem, each with its row; `before` are the rows that there were."""
    if not isinstance(raw, list | tuple):
        return (), (Problem(question.code, "not_a_table", {"value": shown_value(raw)}),)
    if len(raw) > MOST_ROWS:
        return (), (Problem(question.code, "table_too_long", {"rows": len(raw), "most": MOST_ROWS}),)
    reading = _RowsRead(question, new_row_id, {row.id: row for row in before})
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


def row_to_json(question: Question, row: Row) -> dict[str, object]:
    """The form of a row that `read_table` takes and that gives this row again."""
    cells = ((column.code, row.cells[column.code]) for column in question.columns if column.code in row.cells)
    return {
        ROW_KEY: row.id,
        **{code: list(cell) if isinstance(cell, tuple) else cell for code, cell in cells},
        **more_of(row),
    }


def more_of(row: Row) -> dict[str, object]:
    """What a row has besides its cells, as JSON."""
    made: dict[str, object] = {}
    comments = comments_to_json(Comments(row.comment, row.kept_comment))
    if comments is not None:
        made[COMMENT] = comments
    if row.attachments:
        made[FILES] = list(row.attachments)
    if row.stays:
        made[STAYS] = True
    return made


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
        row = _with_more(reading, item, reading.before.get(id_, Row(id_)), place)
        reading.rows.append(replace(row, cells=cells))
        if not cells and row != Row(id_):
            reading.say("row_without_cells", {}, place)
    if id_ is not None:
        reading.taken.add(id_)


def _cells(reading: _RowsRead, item: Mapping[object, object], place: str) -> Iterator[tuple[str, Cell]]:
    """The filled cells, in the order of the columns; problems of each go to `reading`."""
    columns = reading.question.column_by_code
    for key in item:
        if key != ROW_KEY and key not in columns and not (reading.question.is_register and key in MORE_OF_REGISTERS):
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


def _with_more(reading: _RowsRead, item: Mapping[object, object], before: Row, place: str) -> Row:
    """The row there was, or a new one, with what is said of it besides its cells."""
    row = before
    if not reading.question.is_register:
        return row
    if COMMENT in item:
        comments, faults = read_comments(item[COMMENT])
        for code, facts in faults:
            reading.say(code, facts, place)
        row = replace(row, comment=comments.comment, kept_comment=comments.kept)
    if FILES in item:
        row = replace(row, attachments=_files(reading, item[FILES], place))
    if STAYS in item:
        if not isinstance(item[STAYS], bool):
            reading.say("stays_wrong", {"value": shown_value(item[STAYS])}, place)
        row = replace(row, stays=bool(item[STAYS]))
    return that_stays(row) if row.stays else row


def _files(reading: _RowsRead, raw: object, place: str) -> tuple[str, ...]:
    """Files are attached in the window; here they can only be named again, moved to another row, or left out."""
    if not isinstance(raw, list | tuple):
        reading.say("files_wrong", {"value": shown_value(raw)}, place)
        return ()
    known = {file for row in reading.before.values() for file in row.attachments}
    unknown = [shown_value(one) for one in raw if not (isinstance(one, str) and one in known)]
    if unknown:
        reading.say("files_unknown", {"values": ", ".join(unknown)}, place)
        return ()
    return tuple(dict.fromkeys(raw))


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
