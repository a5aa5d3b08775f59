"""A conflict in the forms of the command line: what each side says, and what was chosen instead.

Of an answer, the forms are those of `answers`. Of a table's row, its cells with the row's id, or null where it is
removed; of the order of rows, the list of their ids. Where a whole table is in conflict with "not applicable" or the
like, its side is the list of its rows: taking it means that they stand. What is only carried over says so, as in
`answers`: that is in conflict only with what is carried over too, and taking it leaves it to be confirmed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from mrcworkbench.domain.merging.conflicts import Conflict
from mrcworkbench.domain.merging.row_orders import order_unit, read_order
from mrcworkbench.domain.merging.views import View, rows_in_order
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Cell, Row, carried_over
from mrcworkbench.domain.questionnaire.checking import answer_to_json, check_answer
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.tables import ROW_KEY, more_of
from mrcworkbench.domain.revisions.canonical import canonical_text
from mrcworkbench.domain.revisions.decisions import Decision
from mrcworkbench.domain.revisions.units import ORDER, REMOVED_ROW, TABLE, WHOLE, Key, Unit, blank, is_row


class Settling:
    """One conflict with what surrounds it. `question` is None where the questionnaire is not known here."""

    def __init__(self, conflict: Conflict, view: View, question: Question | None) -> None:
        self.conflict = conflict
        self.question = question
        self._view = view

    @cached_property
    def _living(self) -> tuple[str, ...]:
        return rows_in_order(self._view, self.conflict.question)

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return rows_said(self._view, self.conflict.question)

    def shown(self, unit: Unit) -> object:
        """What a side says, as JSON."""
        key = self.conflict.key
        if key[1] == ORDER:
            return list(read_order(unit))
        if key[1] != WHOLE:
            if unit.is_removed or unit.carries_nothing:
                return None
            return {**_row_form(_read_row(key[1], unit)), **_mark(unit)}
        if self.question is None:
            state = _state(unit).value
            said = {"state": state, "value": _plain(unit), "reason": unit.reason, "comment": unit.comment}
            return {**said, **_mark(unit)}
        return answer_to_json(self.question, self.answer(unit))

    def rows(self) -> tuple[dict[str, Any], ...]:
        """The rows of the table in order, each with its id; of one that is in conflict itself nothing but that."""
        settled = {row.id: row for row in self._rows}
        return tuple(_row_form(settled.get(id_, Row(id_))) for id_ in self._living)

    def chosen(self, raw: object) -> tuple[Unit | None, tuple[Problem, ...]]:
        """The unit that a choice stands for, or everything that is wrong with it.

        A side taken as it is shown needs no check. Files attached to a side stay with its value; they stay together
        where the value is another.
        """
        if self.conflict.row not in (WHOLE, ORDER) and isinstance(raw, Mapping):
            raw = {ROW_KEY: self.conflict.row, **raw}
        taken = [value.unit for value in self.conflict.values if self.shown(value.unit) == raw]
        if taken:
            return _with_files(self._settled(taken[0]), taken), ()
        if self.question is None:
            return None, (self._problem("question_unknown"),)
        if self.conflict.row == ORDER:
            return self._order(raw)
        return self._row(self.question, raw) if self.conflict.row != WHOLE else self._whole(self.question, raw)

    def _settled(self, unit: Unit) -> Unit:
        """A side as it can stand: that nothing of what is carried over has a place is no answer."""
        if not unit.carries_nothing or (self.question is not None and self.question.is_table and not self._is_row):
            return unit
        return REMOVED_ROW if self._is_row else blank(unit)

    @property
    def _is_row(self) -> bool:
        return is_row(self.conflict.key)

    def answer(self, unit: Unit) -> Answer:
        """What a side says, as an answer: of a row, the table that has it alone."""
        if self._is_row:
            return Answer(AnswerState.ANSWERED, () if unit.is_removed else (_read_row(self.conflict.row, unit),))
        unit = self._settled(unit)
        value = self._rows if unit.is_table else None if unit.value is None else _cell(json.loads(unit.value))
        said = Answer(_state(unit), value, unit.reason, unit.comment)
        return carried_over(said) if unit.is_carried_over else said

    def _whole(self, question: Question, raw: object) -> tuple[Unit | None, tuple[Problem, ...]]:
        checked = check_answer(question, raw, Answer(value=self._rows), new_row_id=lambda: "new")
        if checked.answer is None:
            return None, checked.problems
        if checked.answer.kept_comment:
            return None, (self._problem("conflict_comment_stays"),)
        if question.is_table and checked.answer.is_answered:
            if checked.answer.value != self._rows:
                return None, (self._problem("conflict_rows_differ"),)
            unit = TABLE
        else:
            unit = _unit(checked.answer)
        same = [one.unit for one in self.conflict.values if _says(one.unit) == _says(unit)]
        others = same or [one.unit for one in self.conflict.values]
        comments = {one.comment for one in others}
        spoken = isinstance(raw, Mapping) and "comment" in raw
        comment = checked.answer.comment if spoken else comments.pop() if len(comments) == 1 else ""
        return _with_files(replace(unit, comment=comment), others), ()

    def _row(self, question: Question, raw: object) -> tuple[Unit | None, tuple[Problem, ...]]:
        if raw is None:
            return REMOVED_ROW, ()
        sides = [_read_row(self.conflict.row, one.unit) for one in self.conflict.values if not one.unit.is_removed]
        comments = {side.comment for side in sides}
        files = dict.fromkeys(file for side in sides for file in side.attachments)
        before = Row(self.conflict.row, {}, comments.pop() if len(comments) == 1 else "", attachments=tuple(files))
        checked = check_answer(question, [raw], Answer(value=(before,)), new_row_id=lambda: self.conflict.row)
        if checked.answer is None:
            return None, checked.problems
        rows = checked.answer.rows
        if any(row.id != self.conflict.row for row in rows):
            return None, (self._problem("conflict_other_row"),)
        if any(row.stays or row.kept_comment for row in rows):
            return None, (self._problem("conflict_row_stays"),)
        return (_row_unit_of(rows[0]) if rows else REMOVED_ROW), ()

    def _order(self, raw: object) -> tuple[Unit | None, tuple[Problem, ...]]:
        texts = isinstance(raw, list) and all(isinstance(one, str) for one in raw)
        if not isinstance(raw, list) or not texts or sorted(raw) != sorted(self._living):
            return None, (self._problem("conflict_order", rows=", ".join(self._living)),)
        return order_unit(raw), ()

    def _problem(self, code: str, **facts: object) -> Problem:
        return Problem(self.conflict.question, code, facts, self.conflict.row or None)


def settling_of(decision: Decision, view: View, question: Question | None) -> Settling:
    """What was decided, to be shown where nothing is to be chosen."""
    place = Conflict("", decision.assessment, decision.question, decision.row, None, (), decision.version)
    return Settling(place, view, question)


def rows_said(view: View, question: str) -> tuple[Row, ...]:
    """The rows of a table that are there, or that somebody wants to be there, in order."""
    return tuple(_read_row(row, _row_unit(view, (question, row))) for row in rows_in_order(view, question))


def _state(unit: Unit) -> AnswerState:
    """What somebody said, be it in the round before."""
    if not unit.is_carried_over:
        return AnswerState(unit.state)
    return AnswerState.ANSWERED if unit.reason is None else AnswerState.NOT_APPLICABLE


def _mark(unit: Unit) -> dict[str, Any]:
    return {"carried_over": True} if unit.is_carried_over else {}


def _row_unit(view: View, key: Key) -> Unit:
    """What a row says that is there, or that somebody wants to be there."""
    if key in view.units:
        return view.units[key].unit
    return next(claim.unit for claim in view.contested[key] if not claim.unit.is_removed)


def _says(unit: Unit) -> tuple[str | None, ...]:
    return unit.state, unit.value, unit.reason


def _unit(answer: Answer) -> Unit:
    value = None if answer.value is None else canonical_text(answer.value)
    return Unit(answer.state.value, value, answer.reason, answer.comment)


def _with_files(unit: Unit, sides: Iterable[Unit]) -> Unit:
    """A unit with the attached files of all these sides."""
    files = dict.fromkeys(sha256 for side in sides for sha256 in json.loads(side.attachments))
    return replace(unit, attachments=canonical_text(list(files)))


def _plain(unit: Unit) -> Any:
    return None if unit.value is None else json.loads(unit.value)


def _read_row(id_: str, unit: Unit) -> Row:
    cells = {code: _cell(value) for code, value in (_plain(unit) or {}).items()}
    return Row(id_, cells, unit.comment, attachments=tuple(json.loads(unit.attachments)))


def _row_unit_of(row: Row) -> Unit:
    return Unit(TABLE.state, canonical_text(dict(row.cells)), None, row.comment, canonical_text(list(row.attachments)))


def _row_form(row: Row) -> dict[str, Any]:
    """A row as JSON, its cells as they stand in the unit: the questionnaire may not know them."""
    cells = {code: list(cell) if isinstance(cell, tuple) else cell for code, cell in row.cells.items()}
    return {ROW_KEY: row.id, **cells, **more_of(row)}


def _cell(value: Any) -> Cell:
    return tuple(value) if isinstance(value, list) else value
