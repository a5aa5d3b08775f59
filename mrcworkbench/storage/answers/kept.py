"""What is kept here: comments, and rows of registers, that stay in this file. db/README.md, Working copy 6.

They stand in a table of their own, beside the units, so that nothing that hashes, seals, merges or sends has to know of
them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row
from mrcworkbench.domain.revisions.units import NO_ATTACHMENTS, HeldUnit, Key, Unit
from mrcworkbench.storage.answers.encoding import StoredUnit, UnreadableUnitError, dump, row_of_unit, strings
from mrcworkbench.storage.database.checksums import checksum
from mrcworkbench.storage.database.damaged_text import any_text
from mrcworkbench.storage.database.schema import ORDER, WHOLE
from mrcworkbench.storage.database.tables import kept_here

_CONTENT = ("value", "comment", "attachments")
_OF_ASSESSMENT = kept_here.c.assessment_id == bindparam("assessment_id")
_OF_QUESTION = (_OF_ASSESSMENT, kept_here.c.question == bindparam("of"))
_COLUMNS = [kept_here.c[name] for name in ("question", "row", *_CONTENT, "changed_at", "checksum")]
_LOAD = select(*_COLUMNS).where(_OF_ASSESSMENT)
_insert_part = insert(kept_here)
_SAVE = _insert_part.on_conflict_do_update(
    index_elements=["assessment_id", "question", "row"],
    set_={name: _insert_part.excluded[name] for name in (*_CONTENT, "changed_at", "checksum")},
)
_ALL = select(kept_here).where(_OF_ASSESSMENT).order_by(kept_here.c.question, kept_here.c.row)
_DROP_ALL = delete(kept_here).where(_OF_ASSESSMENT)
_DROP = delete(kept_here).where(*_OF_QUESTION, kept_here.c.row == bindparam("at"))
_MAY_HAVE_ROWS = (AnswerState.ANSWERED, AnswerState.BLANK)
Translated: TypeAlias = Callable[[Mapping[Key, HeldUnit]], Mapping[Key, HeldUnit]]
"""Units of one version of the questionnaire as a newer one says them."""


@dataclass(frozen=True, slots=True)
class KeptPart:
    """One row of `kept_here`, without its keys. A `value` is a whole row that stays, or the order of all rows."""

    value: str | None = None
    comment: str = ""
    attachments: str = NO_ATTACHMENTS


@dataclass(frozen=True)
class Kept:
    """The parts of an assessment by question and row; and the questions with one that is not what was saved."""

    parts: Mapping[str, Mapping[str, KeptPart]] = field(default_factory=dict)
    damaged: frozenset[str] = frozenset()


def kept_parts(answer: Answer) -> dict[str, KeptPart]:
    """What is kept here of an answer, by row. Raises `ValueError` for a row that stays with a comment that goes."""
    parts = {WHOLE: KeptPart(comment=answer.kept_comment)} if answer.kept_comment else {}
    rows = answer.rows
    for row in rows:
        if row.stays:
            if row.comment:
                raise ValueError("a row that stays has no comment that goes along")
            parts[row.id] = KeptPart(dump(dict(row.cells)), row.kept_comment, dump(row.attachments))
        elif row.kept_comment:
            parts[row.id] = KeptPart(comment=row.kept_comment)
    if any(row.stays for row in rows):
        parts[ORDER] = KeptPart(dump([row.id for row in rows]))
    return parts


def with_kept(answer: Answer, parts: Mapping[str, KeptPart]) -> Answer:
    """The answer of the units together with what is kept here. What has no place in it now, since a merge took its row
    or its table away, stays in the file and comes back with it. Raises `UnreadableUnitError`."""
    whole = parts.get(WHOLE)
    if whole is not None:
        answer = replace(answer, kept_comment=whole.comment)
    if len(parts) == (whole is not None) or answer.state not in _MAY_HAVE_ROWS:
        return answer
    rows = answer.rows
    if answer.value is not None and not rows:
        return answer
    try:
        joined = _joined(rows, parts)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableUnitError(str(error)) from error
    return replace(answer, state=AnswerState.ANSWERED, value=joined) if joined else answer


def load_kept(connection: Connection, assessment_id: str) -> Kept:
    """What is kept here of an assessment. For texts as they are, inside `any_text`."""
    parts: dict[str, dict[str, KeptPart]] = {}
    damaged: set[str] = set()
    for question, row, *content, changed_at, sum_ in connection.execute(_LOAD, {"assessment_id": assessment_id}):
        part = KeptPart(*content)
        if sum_ == _checksum(assessment_id, question, row, part, changed_at):
            parts.setdefault(question, {})[row] = part
        else:
            damaged.add(question)
    return Kept(parts, frozenset(damaged))


def save_kept(
    connection: Connection,
    assessment_id: str,
    question: str,
    old: Mapping[str, KeptPart],
    new: Mapping[str, KeptPart],
    changed_at: str,
) -> None:
    """Write what differs between the parts that are shown and the new ones."""
    for row, part in new.items():
        if old.get(row) != part:
            content = {name: getattr(part, name) for name in _CONTENT}
            sum_ = _checksum(assessment_id, question, row, part, changed_at)
            keys = {"assessment_id": assessment_id, "question": question, "row": row}
            connection.execute(_SAVE, {**keys, **content, "changed_at": changed_at, "checksum": sum_})
    _drop(connection, assessment_id, question, old.keys() - new.keys())


def move_kept(connection: Connection, assessment_id: str, translated: Translated, changed_at: str) -> None:
    """Put what is kept where its question, rows and columns have gone in a newer version of the questionnaire.

    What stood under another code stays there too, where the newer version does not see it: should the assessment go
    back to the older one, it is there. Nothing that is kept under the new code already is written over.
    """
    for question, parts in load_kept(connection, assessment_id).parts.items():
        for to, new in moved_parts(question, parts, translated).items():
            there = load_kept(connection, assessment_id).parts.get(to, {}) if to != question else {}
            left = {row: part for row, part in new.items() if row not in there}
            save_kept(connection, assessment_id, to, parts if to == question else {}, left, changed_at)


def moved_parts(
    question: str, parts: Mapping[str, KeptPart], translated: Translated
) -> Mapping[str, Mapping[str, KeptPart]]:
    """What the parts of a question become in a newer version, by question; the question itself is among them where it
    is there too."""
    blank = Unit(AnswerState.BLANK.value, comment="a comment")  # which tells where the question has gone
    asked = translated({(question, WHOLE): HeldUnit(blank)})
    places = [to for (to, _), held in asked.items() if held.unit.comment]
    moved: dict[str, dict[str, KeptPart]] = {question: {}} if question in places else {}
    for (to, row), part in _moved(question, parts, places, translated):
        moved.setdefault(to, {})[row] = part
    return moved


def _moved(
    question: str, parts: Mapping[str, KeptPart], places: Sequence[str], translated: Translated
) -> Iterator[tuple[Key, KeptPart]]:
    """What each part becomes, where the question has gone to these places. A row keeps its id in every version."""
    for row, part in parts.items():
        if part.value is None or row == ORDER:
            yield from (((to, row), part) for to in places)
            continue
        unit = Unit(AnswerState.ANSWERED.value, part.value, None, part.comment, part.attachments)
        for (to, at), held in translated({(question, row): HeldUnit(unit)}).items():
            if not held.unit.says_nothing:
                yield (to, at), KeptPart(held.unit.value, held.unit.comment, held.unit.attachments)


def drop_damaged(connection: Connection, assessment_id: str, question: str) -> None:
    """Take out the parts of a question that are not what was saved: another answer takes their place."""
    statement = select(*_COLUMNS).where(*_OF_QUESTION)
    with any_text(connection):
        found = connection.execute(statement, {"assessment_id": assessment_id, "of": question}).all()
    wrong = [
        row
        for _, row, *content, changed_at, sum_ in found
        if sum_ != _checksum(assessment_id, question, row, KeptPart(*content), changed_at)
    ]
    _drop(connection, assessment_id, question, wrong)


def raw_kept(connection: Connection, assessment_id: str) -> tuple[dict[str, Any], ...]:
    """The rows of an assessment as they are, damaged or not."""
    with any_text(connection):
        found = connection.execute(_ALL, {"assessment_id": assessment_id}).mappings()
        return tuple(dict(row) for row in found)


def restore_kept(connection: Connection, assessment_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let exactly these rows be there."""
    connection.execute(_DROP_ALL, {"assessment_id": assessment_id})
    if rows:
        connection.execute(insert(kept_here), list(rows))


def _drop(connection: Connection, assessment_id: str, question: str, rows: Iterable[str]) -> None:
    for row in rows:
        connection.execute(_DROP, {"assessment_id": assessment_id, "of": question, "at": row})


def _checksum(assessment: str, question: str, row: str, part: KeptPart, changed_at: str) -> str:
    return checksum((assessment, question, row, part.value, part.comment, part.attachments, changed_at))


def _joined(rows: Sequence[Row], parts: Mapping[str, KeptPart]) -> tuple[Row, ...]:
    """Rows that go along, with what is kept of them, and those that stay: each behind the row that it stood behind."""
    staying = {
        id_: _row(id_, part) for id_, part in parts.items() if id_ not in (WHOLE, ORDER) and part.value is not None
    }
    joined = {
        row.id: replace(row, kept_comment=parts[row.id].comment) if row.id in parts.keys() - staying.keys() else row
        for row in rows
    }
    order = list(joined)
    stood = [*(strings(json.loads(parts[ORDER].value or "")) if ORDER in parts else ()), *staying]
    for place, id_ in enumerate(stood):
        if id_ in staying and id_ not in joined:  # where another laptop brought the row back, that one is shown
            before = next((one for one in reversed(stood[:place]) if one in joined), None)
            order.insert(0 if before is None else order.index(before) + 1, id_)
            joined[id_] = staying[id_]
    return tuple(joined[id_] for id_ in order)


def _row(id_: str, part: KeptPart) -> Row:
    row = row_of_unit(id_, StoredUnit(AnswerState.ANSWERED.value, part.value, None, part.comment, part.attachments))
    return replace(row, comment="", kept_comment=part.comment, stays=True)
