"""Open conflicts and the decisions of persons, in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from mrcworkbench.domain.merging.conflicts import Conflict, conflict_id, open_conflicts, view_before
from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.revisions.decisions import Decision, Join, Record, Withdrawal
from mrcworkbench.domain.revisions.merged_sets import withdrawn_centres
from mrcworkbench.errors import UserError
from mrcworkbench.storage.answers.sealing import load_history, load_shown, seal_working_copy, take_view
from mrcworkbench.storage.database.tables import assessments, centres, contested, decisions
from mrcworkbench.storage.merged_sets.histories import decision_of_row
from mrcworkbench.storage.merged_sets.record_sets import JOINS, WITHDRAWALS
from mrcworkbench.storage.merged_sets.rows import add_record, insert_decisions, insert_record, load_records, said
from mrcworkbench.storage.merging.imports import files_that_brought

_DECISIONS = select(decisions).order_by(decisions.c.decided_at, decisions.c.id)


@dataclass(frozen=True)
class StoredConflicts:
    """The open conflicts of one assessment, with what is needed to show and settle them."""

    assessment: str
    conflicts: tuple[Conflict, ...]
    view: View
    before: dict[str, View]
    """By conflict of a whole table, the view that its base stands in: there are the rows that were."""
    said: dict[str, tuple[str, str]]
    """By revision or decision, when and by whom."""
    files: dict[str, str]
    """By revision or decision that an import brought, the path of the file. Local."""


def assessments_in_conflict(connection: Connection) -> tuple[str, ...]:
    """Ids of the assessments with open conflicts; not those of centres that have withdrawn."""
    gone = _withdrawn(connection)
    found = connection.execute(
        select(assessments.c.id, assessments.c.centre_id)
        .where(assessments.c.id.in_(select(contested.c.assessment_id)))
        .order_by(assessments.c.id)
    )
    return tuple(id_ for id_, centre in found if centre not in gone)


def load_conflicts_of(connection: Connection, assessment_id: str) -> StoredConflicts:
    """The open conflicts of an assessment, found anew from its history."""
    history = load_shown(connection, assessment_id)
    view = current_view(history)
    conflicts = open_conflicts(assessment_id, history, view)
    files = files_that_brought(connection, {origin for conflict in conflicts for origin in conflict.origins})
    before = {one.id: view_before(history, one) for one in conflicts if one.base is not None and one.base.is_table}
    return StoredConflicts(assessment_id, conflicts, view, before, said(connection, assessment_id, history), files)


def assessment_of_conflict(connection: Connection, conflict: str) -> str | None:
    """Where a conflict is open; None where it is not."""
    of_this = contested.c.conflict_id == conflict
    return connection.execute(select(contested.c.assessment_id).where(of_this)).scalars().first()


def who_settled(connection: Connection, conflicts: Collection[str]) -> dict[str, Decision]:
    """By id of a conflict that is not open any more, the first decision that settled it."""
    found: dict[str, Decision] = {}
    if conflicts:
        for decision in map(decision_of_row, connection.execute(_DECISIONS)):
            settled = conflict_id(decision.assessment, decision.key, decision.settles)
            if settled in conflicts:
                found.setdefault(settled, decision)
    return found


def seal_before_decision(connection: Connection, assessment_id: str, *, author: str, moment: str) -> None:
    """Keep what is being edited: a decision takes the current view anew."""
    seal_working_copy(connection, assessment_id, author=author, sealed_at=moment)


def add_decisions(connection: Connection, assessment_id: str, decisions: Sequence[Decision], moment: str) -> None:
    """Record decisions and take the view that follows from them. Everything edited must be sealed."""
    insert_decisions(connection, decisions)
    history = load_history(connection, assessment_id)
    take_view(connection, assessment_id, current_view(history), history.heads, moment)


def add_withdrawal(connection: Connection, withdrawal: Withdrawal) -> bool:
    """Record that a centre withdraws; False if it has before. Raises `UserError` centre_unknown."""
    _require_centres(connection, (withdrawal.centre,))
    if withdrawal.centre in _withdrawn(connection):
        return False
    for id_ in _assessments_of(connection, withdrawal.centre):
        seal_before_decision(connection, id_, author=withdrawal.author, moment=withdrawal.decided_at)
    insert_record(connection, WITHDRAWALS, withdrawal)
    return True


def add_join(connection: Connection, join: Join) -> bool:
    """Record that two ids are one centre; False if it is known. Raises `UserError` centre_unknown."""
    _require_centres(connection, (join.centre, join.into))
    if any((one.centre, one.into) == (join.centre, join.into) for one in load_records(connection, JOINS).values()):
        return False
    for id_ in _assessments_of(connection, join.centre):
        seal_before_decision(connection, id_, author=join.author, moment=join.decided_at)
    insert_record(connection, JOINS, join)
    return True


def add_statement(connection: Connection, record: Record) -> bool:
    """Record what a person says of a centre; False if it is known. Raises `UserError` centre_unknown."""
    if record.of_centre:
        _require_centres(connection, (record.centre,))
    return add_record(connection, record)


def _withdrawn(connection: Connection) -> frozenset[str]:
    return withdrawn_centres(load_records(connection, WITHDRAWALS).values(), load_records(connection, JOINS).values())


def _require_centres(connection: Connection, ids: Iterable[str]) -> None:
    for id_ in ids:
        if connection.execute(select(centres.c.id).where(centres.c.id == id_)).first() is None:
            raise UserError("centre_unknown", centre=id_)


def _assessments_of(connection: Connection, centre_id: str) -> Sequence[str]:
    of_this = assessments.c.centre_id == centre_id
    return connection.execute(select(assessments.c.id).where(of_this).order_by(assessments.c.id)).scalars().all()
