"""What a list of thousands of assessments shows of each, in a few statements over the whole file; no answer is read.

How far each is comes apart, for some assessments at a time: which questions are done, and what is stored of the answers
that decide which questions are shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, func, select, union_all

from mrcworkbench.domain.revisions.translation import VersionsUnreadError
from mrcworkbench.domain.revisions.units import CARRIED_OVER
from mrcworkbench.storage.answers.encoding import StoredUnit
from mrcworkbench.storage.answers.names import is_edited
from mrcworkbench.storage.answers.revisions import unsealed_ids
from mrcworkbench.storage.collection.gathering import Row
from mrcworkbench.storage.database.damaged_text import fetched
from mrcworkbench.storage.database.prepared import Prepared, listed
from mrcworkbench.storage.database.schema import WHOLE
from mrcworkbench.storage.database.tables import (
    assessments,
    attestations,
    contested,
    decisions,
    import_additions,
    imports,
    revisions,
    units,
    working_parents,
)

_BY_ASSESSMENT = revisions.c.assessment_id
_REVISIONS = Prepared(select(_BY_ASSESSMENT, func.count()).group_by(_BY_ASSESSMENT))
_OF_ONE = revisions.c.assessment_id == bindparam("assessment_id")
_sealed = (
    select(_BY_ASSESSMENT, func.max(attestations.c.sealed_at))
    .join(attestations, attestations.c.revision == revisions.c.id)
    .group_by(_BY_ASSESSMENT)
)
_SEALED, _SEALED_OF_ONE = Prepared(_sealed), Prepared(_sealed.where(_OF_ONE))
_CONFLICTS = Prepared(
    select(contested.c.assessment_id, func.count(contested.c.conflict_id.distinct())).group_by(
        contested.c.assessment_id
    )
)
_FIRST_BROUGHT = (
    select(import_additions.c.id, func.min(import_additions.c.import_id).label("import_id"))
    .where(import_additions.c.kind == "revision")
    .group_by(import_additions.c.id)
    .subquery()
)
_received = (
    select(_BY_ASSESSMENT, func.max(imports.c.started_at))
    .join(_FIRST_BROUGHT, _FIRST_BROUGHT.c.id == revisions.c.id)
    .join(imports, imports.c.id == _FIRST_BROUGHT.c.import_id)
    .group_by(_BY_ASSESSMENT)
)
_RECEIVED, _RECEIVED_OF_ONE = Prepared(_received), Prepared(_received.where(_OF_ONE))
_CORRECTED = Prepared(
    select(units.c.assessment_id, func.count(units.c.question.distinct()))
    .join(decisions, decisions.c.assessment_id == units.c.assessment_id)
    .where(decisions.c.kind == "corrected", func.instr(units.c.origin, decisions.c.id) > 0)
    .group_by(units.c.assessment_id)
)
_EDITED = Prepared(select(units.c.assessment_id).where(units.c.origin.is_(None)).distinct())
_STATE = Prepared(
    union_all(
        select(working_parents.c.assessment_id, working_parents.c.revision),
        select(contested.c.assessment_id, contested.c.conflict_id),
        select(decisions.c.assessment_id, decisions.c.id),
    )
)
_GIVEN = (units.c.assessment_id.in_(listed("ids")), units.c.row == WHOLE, units.c.state != "blank")
_DONE = Prepared(
    select(units.c.assessment_id, func.group_concat(units.c.question, " "))
    .where(*_GIVEN)
    .group_by(units.c.assessment_id)
)
_GATES = Prepared(
    select(units.c.assessment_id, units.c.question, units.c.row, *(units.c[name] for name in StoredUnit.__slots__))
    .where(units.c.assessment_id.in_(listed("ids")), units.c.question.in_(listed("gates")))
    .order_by(units.c.assessment_id, units.c.question, units.c.row)
)
_CONTESTED = Prepared(
    select(contested.c.assessment_id, contested.c.question)
    .where(contested.c.assessment_id.in_(listed("ids")))
    .distinct()
)
_CARRIED_OVER = Prepared(
    select(units.c.assessment_id, units.c.question)
    .join(assessments, and_(assessments.c.id == units.c.assessment_id, assessments.c.follows != ""))
    .where(units.c.assessment_id.in_(listed("ids")), units.c.state == CARRIED_OVER)
    .distinct()
)
"""Also where a row of a table is, and the answer itself is not."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the merged sets say of one assessment. Times are UTC, '' where there is none."""

    revisions: int = 0
    conflicts: int = 0
    sealed_at: str = ""
    """When its newest revision was sealed."""
    received_at: str = ""
    """When a revision of it last came with an import."""
    sealed: bool = False
    """Whether somebody sealed what its newest revisions say; not so where they came as a raw copy."""
    stamp: str = ""
    """Another one when its current answers may be others, but for edits of the working copy: the revisions it goes on
    from, what is in conflict, and what was decided."""
    corrected: int = 0
    """Answers that stand as officers corrected them."""


@dataclass(frozen=True, slots=True)
class Done:
    """The questions of one assessment that are done, hidden ones included, and the rows of the answers asked for."""

    questions: frozenset[str]
    answers: Sequence[Row]


def load_facts(connection: Connection) -> dict[str, Facts]:
    """By assessment; those of which nothing was sealed or received are left out."""
    revision_counts, conflicts, sealed, received = (
        dict(statement.run(connection)) for statement in (_REVISIONS, _CONFLICTS, _SEALED, _RECEIVED)
    )
    stamps = load_stamps(connection)
    unsealed, corrected = unsealed_ids(connection), dict(_CORRECTED.run(connection))
    return {
        id_: Facts(
            revision_counts.get(id_, 0),
            conflicts.get(id_, 0),
            sealed.get(id_, ""),
            received.get(id_, ""),
            id_ in revision_counts and id_ not in unsealed,
            stamps.get(id_, ""),
            corrected.get(id_, 0),
        )
        for id_ in revision_counts.keys() | conflicts.keys()
    }


def load_when_sealed_and_received(connection: Connection, assessment_id: str) -> tuple[str, str]:
    """Of one assessment, the last of each; "" for never."""
    given = {"assessment_id": assessment_id}
    sealed, received = (one.run(connection, given).fetchone() for one in (_SEALED_OF_ONE, _RECEIVED_OF_ONE))
    return (str(sealed[1]) if sealed else "", str(received[1]) if received else "")


def load_edited_ids(connection: Connection) -> frozenset[str]:
    """The assessments that hold what is in no revision. Reads every answer of the file."""
    may_be = [id_ for (id_,) in _EDITED.run(connection)]
    return frozenset(id_ for id_ in may_be if _is_edited(connection, id_))


def _is_edited(connection: Connection, assessment_id: str) -> bool:
    try:
        return is_edited(connection, assessment_id)
    except VersionsUnreadError:  # nobody can tell, so it is not said to be sealed
        return True


def load_stamps(connection: Connection) -> dict[str, str]:
    """`Facts.stamp` by assessment; none for those that were neither sealed nor received."""
    stamps: dict[str, list[str]] = {}
    for assessment, part in _STATE.run(connection):  # always in the order of the keys
        stamps.setdefault(assessment, []).append(part)
    return {assessment: " ".join(parts) for assessment, parts in stamps.items()}


def load_done(connection: Connection, ids: Sequence[str], gates: Iterable[str]) -> dict[str, Done]:
    """What is done in these assessments (a few hundred at most), with the rows of the `gates` in their order."""
    these = {"ids": json.dumps(ids)}
    asked = {**these, "gates": json.dumps(list(gates))}
    in_conflict: dict[str, set[str]] = {}
    for assessment, question in _CONTESTED.run(connection, these):
        in_conflict.setdefault(assessment, set()).add(question)
    waiting: dict[str, set[str]] = {}
    for assessment, question in _CARRIED_OVER.run(connection, these):
        waiting.setdefault(assessment, set()).add(question)
    answers: dict[str, list[Row]] = {}
    for assessment, *row in fetched(connection, lambda: _GATES.run(connection, asked).fetchall()):
        if row[0] not in in_conflict.get(assessment, ()):
            answers.setdefault(assessment, []).append(tuple(row))
    done = dict(fetched(connection, lambda: _DONE.run(connection, these).fetchall()))
    return {
        id_: Done(
            frozenset(done.get(id_, "").split()).difference(in_conflict.get(id_, ()), waiting.get(id_, ())),
            answers.get(id_, ()),
        )
        for id_ in ids
    }
