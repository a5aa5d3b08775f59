"""Answers as units and back.

A unit is what merging compares: the answer itself (row ''), the order of a table's rows (row '*'), and each row. Values
are JSON with sorted keys and no spaces, so that equal values are equal texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mrcworkbench.domain.questionnaire.answers import (
    Answer,
    AnswerState,
    Cell,
    Row,
    Value,
    carried_over,
    confirmed,
    going_along,
)
from mrcworkbench.domain.revisions.units import NO_ATTACHMENTS
from mrcworkbench.storage.database.schema import ORDER, REMOVED, WHOLE

_ANSWERED = AnswerState.ANSWERED.value
_CARRIED_OVER = AnswerState.CARRIED_OVER.value
dump = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
"""The canonical text of a value."""


@dataclass(frozen=True, slots=True)
class StoredUnit:
    """One row of `units` or `revision_units`, without its keys."""

    state: str
    value: str | None = None
    reason: str | None = None
    comment: str = ""
    attachments: str = NO_ATTACHMENTS


class UnreadableUnitError(ValueError):
    """A stored unit that no version of this program writes."""


def to_units(answer: Answer) -> dict[str, StoredUnit]:
    """The units of an answer by row, without what is kept here (see `kept`). Raises `ValueError` for an answer in
    conflict, which nobody may set."""
    if answer.state is AnswerState.CONFLICT:
        raise ValueError("an answer in conflict is settled, not stored")
    if (answer.state is AnswerState.CARRIED_OVER) is (answer.before is None):
        raise ValueError("an answer is carried over with what the round before said")
    answer = going_along(answer)
    said = confirmed(answer)
    is_table = _is_table(said)
    value = None if said.value is None or is_table else dump(said.value)
    units = {
        WHOLE: StoredUnit(answer.state.value, value, said.reason, answer.comment, dump(answer.attachments)),
    }
    if is_table:
        units[ORDER] = StoredUnit(_ANSWERED, dump([row.id for row in said.rows]))
        for row in said.rows:
            files = dump(row.attachments) if row.attachments else NO_ATTACHMENTS
            units[row.id] = StoredUnit(answer.state.value, dump(dict(row.cells)), None, row.comment, files)
    return units


def from_units(units: Mapping[str, StoredUnit]) -> Answer:
    """The answer that a question's units stand for. Raises `UnreadableUnitError`."""
    try:
        for unit in units.values():
            _require_text(unit)
        return _answer(units)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableUnitError(str(error)) from error


def _require_text(unit: StoredUnit) -> None:
    """What is damaged on the disk may be no Unicode text any more; raises `UnicodeEncodeError`, a `ValueError`."""
    for text in (unit.value, unit.reason, unit.comment, unit.attachments):
        if text is not None and not text.isascii():
            text.encode("utf-8")


def _answer(units: Mapping[str, StoredUnit]) -> Answer:
    whole = units[WHOLE]
    is_open = any(unit.state == _CARRIED_OVER for unit in units.values())
    state = AnswerState(whole.state)
    if state is AnswerState.CARRIED_OVER:
        state = AnswerState.ANSWERED if whole.reason is None else AnswerState.NOT_APPLICABLE
    answer = Answer(
        state=state,
        value=_value(whole, units) if state is AnswerState.ANSWERED else None,
        reason=whole.reason,
        comment=whole.comment,
        attachments=tuple(strings(json.loads(whole.attachments))),
    )
    return carried_over(answer) if is_open else answer


def _value(whole: StoredUnit, units: Mapping[str, StoredUnit]) -> Value:
    if whole.value is not None:
        return _cell(json.loads(whole.value))
    order = strings(json.loads(units[ORDER].value or ""))
    return tuple(map(row_of_unit, order, (units[id_] for id_ in order)))


def row_of_unit(id_: str, unit: StoredUnit) -> Row:
    """The row that a unit stands for. Raises what `UnreadableUnitError` is made of."""
    files = () if unit.attachments == NO_ATTACHMENTS else tuple(strings(json.loads(unit.attachments)))
    return Row(id_, _cells(unit), unit.comment, attachments=files)


def _cells(unit: StoredUnit) -> dict[str, Cell]:
    if unit.state == REMOVED or unit.value is None:
        raise ValueError("a row of the table is missing")
    return {code: _cell(value) for code, value in json.loads(unit.value).items()}


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return tuple(strings(value))
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return value
    raise ValueError(f"{type(value).__name__} is no value of an answer")


def strings(values: Iterable[Any]) -> list[str]:
    """A list of texts that was read. Raises `ValueError` for any other."""
    texts = list(values)
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("a list holds something other than text")
    return texts


def _is_table(answer: Answer) -> bool:
    return isinstance(answer.value, tuple) and any(isinstance(part, Row) for part in answer.value)
