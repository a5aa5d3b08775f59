"""The working copy in the file: answers, and drafts of text that failed a check."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import Connection, Table, bindparam, delete, exists, func, select, text, update
from sqlalchemy.dialects.sqlite import insert

from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState
from mrcworkbench.storage.answers.encoding import StoredUnit, UnreadableUnitError, from_units, to_units
from mrcworkbench.storage.answers.kept import load_kept, with_kept
from mrcworkbench.storage.database.checksums import unit_checksum
from mrcworkbench.storage.database.damaged_text import any_text, fetched, readable
from mrcworkbench.storage.database.prepared import Prepared, listed
from mrcworkbench.storage.database.schema import ORDER, REMOVED
from mrcworkbench.storage.database.tables import (
    contested,
    decisions,
    drafts,
    kept_here,
    revision_units,
    revisions,
    units,
)

DraftKey: TypeAlias = tuple[str, str, str]
"""Question, row and column of a field; row and column are '' where there is none."""

_SHA256 = re.compile("[0-9a-f]{64}")
_LOAD = (
    select(
        units.c.question,
        units.c.row,
        *(units.c[name] for name in StoredUnit.__slots__),
        units.c.origin,
        units.c.changed_at,
        units.c.checksum,
    )
    .where(units.c.assessment_id == bindparam("assessment_id"))
    .order_by(units.c.question, units.c.row)
)
_STRAYED = text(
    "SELECT 1 FROM units AS now WHERE assessment_id = :assessment_id AND origin IS NOT NULL AND NOT EXISTS ("
    "SELECT 1 FROM revision_units AS was WHERE was.revision = substr(now.origin, 1, 64) "
    "AND was.question = now.question AND was.row = now.row AND was.state = now.state AND was.value IS now.value "
    "AND was.reason IS now.reason AND was.comment = now.comment AND was.attachments = now.attachments) LIMIT 1"
)
"""Whether a unit is not word for word what the revision says that it comes from. Most often it comes from a decision
then, or follows from others; otherwise it is damaged."""
_LAST_SAVED = (
    select(units.c.question)
    .where(units.c.assessment_id == bindparam("assessment_id"))
    .order_by(units.c.changed_at.desc(), units.c.question)
    .limit(1)
)
_LAST_EDITS = Prepared(
    select(units.c.assessment_id, func.max(units.c.changed_at))
    .where(units.c.assessment_id.in_(listed("ids")), units.c.origin.is_(None))
    .group_by(units.c.assessment_id)
)
_LOAD_EDIT_TIMES = text(
    "SELECT question, max(changed_at) FROM units WHERE assessment_id = :assessment_id GROUP BY question"
)
_LOAD_CONFLICTS = (
    select(contested.c.question, contested.c.conflict_id)
    .where(contested.c.assessment_id == bindparam("assessment_id"), contested.c.question != "")
    .order_by(contested.c.question, contested.c.row)
)
_CHANGED = ("state", "value", "reason", "comment", "attachments", "origin", "changed_at", "checksum")
_insert_unit = insert(units)
_SAVE = Prepared(
    _insert_unit.on_conflict_do_update(
        index_elements=["assessment_id", "question", "row"],
        set_={name: _insert_unit.excluded[name] for name in _CHANGED},
    )
)
_THIS_ROW = (
    units.c.assessment_id == bindparam("a"),
    units.c.question == bindparam("q"),
    units.c.row == bindparam("r"),
)
_IN_A_REVISION = exists().where(
    revision_units.c.revision == revisions.c.id,
    revisions.c.assessment_id == bindparam("a"),
    revision_units.c.question == bindparam("q"),
    revision_units.c.row == bindparam("r"),
)
_BURIED = StoredUnit(REMOVED)
_BURY = (
    update(units)
    .where(*_THIS_ROW, _IN_A_REVISION)
    .values(
        **{name: getattr(_BURIED, name) for name in StoredUnit.__slots__},
        origin=None,
        changed_at=bindparam("t"),
        checksum=bindparam("c"),
    )
)
_FORGET = delete(units).where(*_THIS_ROW, units.c.state != REMOVED)
_LOAD_DRAFTS = select(drafts.c.question, drafts.c.row, drafts.c.column, drafts.c.text).where(
    drafts.c.assessment_id == bindparam("assessment_id")
)
_insert_draft = insert(drafts)
_SAVE_DRAFT = _insert_draft.on_conflict_do_update(
    index_elements=["assessment_id", "question", "row", "column"],
    set_={"text": _insert_draft.excluded.text, "changed_at": _insert_draft.excluded.changed_at},
)
_DROP_DRAFT = delete(drafts).where(
    drafts.c.assessment_id == bindparam("a"),
    drafts.c.question == bindparam("q"),
    drafts.c.row == bindparam("r"),
    drafts.c.column == bindparam("c"),
)


@dataclass(frozen=True)
class StoredAnswers:
    """The answers of an assessment by question, and the units of those that no version of this program writes, or that
    are not what was saved (see `sealing.damaged_questions`).

    A damaged answer is left out, and its units stay in the file as they are; the others are read all the same.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    damaged: Mapping[str, Mapping[str, StoredUnit]] = field(default_factory=dict)

    def units(self, question: str) -> Mapping[str, StoredUnit]:
        """What the file holds of a question; nothing where it was never answered."""
        if question in self.damaged:
            return self.damaged[question]
        answer = self.answers.get(question)
        return {} if answer is None else to_units(answer)

    def then(self, written: Mapping[str, Answer]) -> StoredAnswers:
        """After these answers have been written."""
        damaged = {question: parts for question, parts in self.damaged.items() if question not in written}
        return StoredAnswers({**self.answers, **written}, damaged)


def load_answers(connection: Connection, assessment_id: str) -> StoredAnswers:
    """Every stored answer of an assessment, with what is kept here of it; those with a unit in conflict have no
    value."""
    answers = {code: Answer(AnswerState.CONFLICT) for code in load_conflicts(connection, assessment_id)}
    grouped: dict[str, dict[str, StoredUnit]] = {}
    wrong: set[str] = set()
    given = {"assessment_id": assessment_id}
    with any_text(connection):
        for question, row, *content, origin, changed_at, checksum in connection.execute(_LOAD, given):
            if question not in answers:
                unit = grouped.setdefault(question, {})[row] = StoredUnit(*content)
                if origin is None and checksum != unit_checksum(assessment_id, question, row, unit, changed_at):
                    wrong.add(question)
        if connection.execute(_STRAYED, given).scalar() is not None:
            from mrcworkbench.storage.answers.sealing import damaged_questions  # with it, all that merging needs

            wrong |= damaged_questions(connection, assessment_id)
        kept = load_kept(connection, assessment_id)
    damaged: dict[str, Mapping[str, StoredUnit]] = {question: {} for question in kept.damaged}
    wrong |= kept.damaged
    for question, parts in grouped.items():
        try:
            answers[question] = from_units(parts)
        except UnreadableUnitError:
            wrong.add(question)
        if question in wrong:
            answers.pop(question, None)
            damaged[question] = parts
    for question, parts_kept in kept.parts.items():
        if question not in damaged:
            try:
                answers[question] = with_kept(answers.get(question, BLANK), parts_kept)
            except UnreadableUnitError:
                damaged[question] = grouped.get(question, {})
                answers.pop(question, None)
    return StoredAnswers(answers, damaged)


def last_saved_question(connection: Connection, assessment_id: str) -> str | None:
    """The question whose answer was written last; None before the first."""
    with any_text(connection):
        found: str | None = connection.execute(_LAST_SAVED, {"assessment_id": assessment_id}).scalar()
    return found


def last_edits(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """When each of these assessments was last edited, of what nobody has sealed yet; those with no such edit left out.
    Only such times are those of a person: what came with a merge has that of the merge."""
    return dict(fetched(connection, lambda: _LAST_EDITS.run(connection, {"ids": json.dumps(list(ids))}).fetchall()))


def load_edit_times(connection: Connection, assessment_id: str) -> dict[str, str]:
    """When each answer was last saved, as it is written in the file, by question."""
    with any_text(connection):
        found = connection.execute(_LOAD_EDIT_TIMES, {"assessment_id": assessment_id}).all()
    return dict(found)


def load_conflicts(connection: Connection, assessment_id: str) -> dict[str, tuple[str, ...]]:
    """Ids of the open conflicts by question, in the order of the rows."""
    found: dict[str, tuple[str, ...]] = {}
    for question, conflict in connection.execute(_LOAD_CONFLICTS, {"assessment_id": assessment_id}):
        found[question] = (*found.get(question, ()), conflict)
    return found


def save_answer(
    connection: Connection,
    assessment_id: str,
    question: str,
    old: Mapping[str, StoredUnit],
    new: Mapping[str, StoredUnit],
    changed_at: str,
    *,
    anew: bool = False,
) -> None:
    """Write what differs between the units that are stored of an answer and the new ones: of a table, the changed rows
    only; all of them where it is given `anew`, because what is stored is damaged.

    A changed unit loses its origin: it was last changed in no revision yet. A removed row stays as a mark if a revision
    knows it, otherwise nothing remains of it.
    """
    changed = [row for row, unit in new.items() if anew or old.get(row) != unit]
    if changed:
        keys = {"assessment_id": assessment_id, "question": question, "origin": None, "changed_at": changed_at}
        for row in changed:
            sum_ = unit_checksum(assessment_id, question, row, new[row], changed_at)
            _SAVE.run(connection, {**keys, "row": row, **_columns(new[row]), "checksum": sum_})
    for row in old.keys() - new.keys():
        if old[row].state == REMOVED:
            continue
        place = {"a": assessment_id, "q": question, "r": row}
        if row != ORDER:
            sum_ = unit_checksum(assessment_id, question, row, _BURIED, changed_at)
            connection.execute(_BURY, {**place, "t": changed_at, "c": sum_})
        connection.execute(_FORGET, place)


def _columns(unit: StoredUnit) -> dict[str, str | None]:
    return {name: getattr(unit, name) for name in StoredUnit.__slots__}


def load_drafts(connection: Connection, assessment_id: str) -> dict[DraftKey, str]:
    """Text kept as typed, by field; damaged characters are shown as such."""
    with any_text(connection):
        found = connection.execute(_LOAD_DRAFTS, {"assessment_id": assessment_id}).all()
    return {(question, row, column): readable(text) for question, row, column, text in found}


def save_drafts(
    connection: Connection, assessment_id: str, changes: Mapping[DraftKey, str | None], changed_at: str
) -> None:
    """Keep each text, or drop the draft where the text is None."""
    for (question, row, column), typed in changes.items():
        if typed is None:
            connection.execute(_DROP_DRAFT, {"a": assessment_id, "q": question, "r": row, "c": column})
        else:
            values: dict[str, Any] = {"question": question, "row": row, "column": column, "text": typed}
            connection.execute(_SAVE_DRAFT, {"assessment_id": assessment_id, "changed_at": changed_at, **values})


def referenced_attachments(connection: Connection) -> frozenset[str]:
    """SHA-256 of every attachment that some answer, kept row, revision or decision still names, be the rest of it
    damaged."""
    return _named_in(connection, units, kept_here, revision_units, decisions)


def sealed_attachments(connection: Connection) -> frozenset[str]:
    """The same of revisions and decisions alone, which never change."""
    return _named_in(connection, revision_units, decisions)


def _named_in(connection: Connection, *tables: Table) -> frozenset[str]:
    named: set[str] = set()
    with any_text(connection):
        for table in tables:
            listed = select(table.c.attachments).where(table.c.attachments != "[]").distinct()
            for (text,) in connection.execute(listed):
                named.update(_SHA256.findall(text))
    return frozenset(named)
