"""Open conflicts and the decisions of persons, in the file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from mrcworkbench.domain.merging.conflicts import Conflict, conflict_id, open_conflicts, view_before
from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.revisions.decisions import Decision, Join, Withdrawal
from mrcworkbench.storage.answers.naming import is_name_contested, load_naming
from mrcworkbench.storage.answers.sealing import load_shown, seal_working_copy
from mrcworkbench.storage.database.tables import assessments, contested, decisions
from mrcworkbench.storage.imports.log import files_that_brought
from mrcworkbench.storage.merged_sets.histories import decision_of_row
from mrcworkbench.storage.merged_sets.record_sets import RENAMES
from mrcworkbench.storage.merged_sets.rows import attested_among, load_records, said
from mrcworkbench.storage.merged_sets.verdicts import load_effects
from mrcworkbench.storage.merging.proposals import decide, require_centres

_CENTRE = select(assessments.c.centre_id).where(assessments.c.id == bindparam("of"))
_DECISIONS = select(decisions).order_by(decisions.c.decided_at, decisions.c.id)


@dataclass(frozen=True)
class StoredConflicts:
    """The open conflicts of one assessment, with what is needed to show and settle them."""

    assessment: str
    centre: str
    """The id that the assessment was begun under."""
    conflicts: tuple[Conflict, ...]
    view: View
    heads: tuple[str, ...]
    before: dict[str, View]
    """By conflict of a whole table, the view that its base stands in: there are the rows that were."""
    said: dict[str, tuple[str, str]]
    """By revision or decision, when and by whom."""
    files: dict[str, str]
    """By revision or decision that an import brought, the path of the file. Local."""
    reasons: dict[str, str]
    """By decision or rename, because of what."""


def assessments_in_conflict(connection: Connection) -> tuple[str, ...]:
    """Ids of the assessments with open conflicts; not those of centres that have withdrawn."""
    gone = _withdrawn(connection)
    found = connection.execute(
        select(assessments.c.id, assessments.c.centre_id)
        .where(assessments.c.id.in_(select(contested.c.assessment_id)))
        .order_by(assessments.c.id)
    )
    return tuple(id_ for id_, centre in found if centre not in gone)


def count_open(connection: Connection) -> int:
    """How many conflicts are open; not those of centres that have withdrawn."""
    ids = assessments_in_conflict(connection)
    of_these = contested.c.assessment_id.in_(ids)
    count = select(func.count(contested.c.conflict_id.distinct())).where(of_these)
    return int(connection.execute(count).scalar_one())


def load_conflicts_of(connection: Connection, assessment_id: str) -> StoredConflicts:
    """The open conflicts of an assessment, found anew from its history."""
    history = load_shown(connection, assessment_id)
    view = current_view(history)
    centre = str(connection.execute(_CENTRE, {"of": assessment_id}).scalar_one())
    conflicts = (*_about_names(connection, centre, assessment_id), *open_conflicts(assessment_id, history, view))
    files = files_that_brought(connection, {origin for conflict in conflicts for origin in conflict.origins})
    before = {one.id: view_before(history, one) for one in conflicts if one.base is not None and one.base.is_table}
    renames = load_records(connection, RENAMES) if any(not one.question for one in conflicts) else {}
    reasons = {id_: one.because for id_, one in history.decisions.items()}
    reasons |= {id_: one.reason for id_, one in renames.items()}
    said_by = said(connection, assessment_id, history) | {
        id_: (one.decided_at, one.author) for id_, one in renames.items()
    }
    elsewhere = {origin for one in conflicts for origin in one.origins} - said_by.keys()
    if elsewhere:
        said_by |= attested_among(connection, elsewhere)
    return StoredConflicts(assessment_id, centre, conflicts, view, history.heads, before, said_by, files, reasons)


def _about_names(connection: Connection, centre: str, assessment_id: str) -> tuple[Conflict, ...]:
    """Those about what the centre is called that stand at this assessment."""
    naming = load_naming(connection, centre) if is_name_contested(connection, centre) else None
    return () if naming is None else tuple(one for one in naming.conflicts if one.assessment == assessment_id)


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


def add_withdrawal(connection: Connection, withdrawal: Withdrawal) -> bool:
    """Record that a centre withdraws; False if it has before. Raises `UserError` centre_unknown."""
    require_centres(connection, (withdrawal.centre,))
    return withdrawal.centre not in _withdrawn(connection) and decide(connection, withdrawal)


def add_join(connection: Connection, join: Join) -> bool:
    """Record that two ids are one centre; False if it is known. Raises `UserError` centre_unknown."""
    require_centres(connection, (join.centre, join.into))
    known = (one for one in load_effects(connection).records.values() if isinstance(one, Join))
    if any((one.centre, one.into) == (join.centre, join.into) for one in known):
        return False
    return decide(connection, join)


def _withdrawn(connection: Connection) -> frozenset[str]:
    return load_effects(connection).withdrawn
