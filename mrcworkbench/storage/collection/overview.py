"""What a list of thousands of assessments shows of each, in a few statements over the whole file; no answer is read.

How far each is comes apart, for some assessments at a time: which questions are done, and what is stored of the answers
that decide which questions are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from mrcworkbench.storage.answers.encoding import StoredUnit
from mrcworkbench.storage.answers.names import is_edited
from mrcworkbench.storage.collection.gathering import Row
from mrcworkbench.storage.database.damaged_text import fetched
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.schema import WHOLE
from mrcworkbench.storage.merged_sets.rows import unsealed_ids

_REVISIONS = "SELECT assessment_id, count(*) FROM revisions GROUP BY assessment_id"
_SEALED = (
    "SELECT assessment_id, max(sealed_at) FROM revisions JOIN attestations ON attestations.revision = revisions.id "
    "GROUP BY assessment_id"
)
_CONFLICTS = "SELECT assessment_id, count(DISTINCT conflict_id) FROM contested GROUP BY assessment_id"
_RECEIVED = (
    "SELECT assessment_id, max(started_at) FROM import_additions JOIN revisions USING (id) "
    "JOIN imports ON imports.id = import_id WHERE kind = 'revision' GROUP BY assessment_id"
)
_EDITED = "SELECT DISTINCT assessment_id FROM units WHERE origin IS NULL"
_STATE = (
    "SELECT assessment_id, revision FROM working_parents "
    "UNION ALL SELECT assessment_id, conflict_id FROM contested UNION ALL SELECT assessment_id, id FROM decisions"
)
_DONE = (
    "SELECT assessment_id, group_concat(question, ' ') FROM units "
    "WHERE assessment_id IN ({ids}) AND row = ? AND state <> 'blank' GROUP BY assessment_id"
)
_GATES = (
    f"SELECT assessment_id, question, row, {', '.join(StoredUnit.__slots__)} FROM units "  # noqa: S608 - our own columns
    "WHERE assessment_id IN ({ids}) AND question IN ({gates}) AND row = ? AND state <> 'blank'"
)
_CONTESTED = "SELECT DISTINCT assessment_id, question FROM contested WHERE assessment_id IN ({ids})"


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


@dataclass(frozen=True, slots=True)
class Done:
    """The questions of one assessment that are done, hidden ones included, and the rows of the answers asked for."""

    questions: frozenset[str]
    answers: Sequence[Row]


def load_facts(connection: Connection) -> dict[str, Facts]:
    """By assessment; those of which nothing was sealed or received are left out."""
    raw = driver(connection)
    revisions, conflicts, sealed, received = (
        dict(raw.execute(statement)) for statement in (_REVISIONS, _CONFLICTS, _SEALED, _RECEIVED)
    )
    stamps = load_stamps(connection)
    unsealed = unsealed_ids(raw)
    return {
        id_: Facts(
            revisions.get(id_, 0),
            conflicts.get(id_, 0),
            sealed.get(id_, ""),
            received.get(id_, ""),
            id_ in revisions and id_ not in unsealed,
            stamps.get(id_, ""),
        )
        for id_ in revisions.keys() | conflicts.keys()
    }


def load_edited_ids(connection: Connection) -> frozenset[str]:
    """The assessments that hold what is in no revision. Reads every answer of the file."""
    may_be = [id_ for (id_,) in driver(connection).execute(_EDITED)]
    return frozenset(id_ for id_ in may_be if is_edited(connection, id_))


def load_stamps(connection: Connection) -> dict[str, str]:
    """`Facts.stamp` by assessment; none for those that were neither sealed nor received."""
    stamps: dict[str, list[str]] = {}
    for assessment, part in driver(connection).execute(_STATE):  # always in the order of the keys
        stamps.setdefault(assessment, []).append(part)
    return {assessment: " ".join(parts) for assessment, parts in stamps.items()}


def load_done(connection: Connection, ids: Sequence[str], gates: Iterable[str]) -> dict[str, Done]:
    """What is done in these assessments (a few hundred at most). `gates` are questions with one value, no tables."""
    raw = driver(connection)
    asked = tuple(gates)
    marks = {"ids": ",".join("?" * len(ids)), "gates": ",".join("?" * len(asked))}
    contested: dict[str, set[str]] = {}
    for assessment, question in raw.execute(_CONTESTED.format(**marks), ids):
        contested.setdefault(assessment, set()).add(question)
    answers: dict[str, list[Row]] = {}
    for assessment, *row in fetched(connection, _GATES.format(**marks), (*ids, *asked, WHOLE)):
        if row[0] not in contested.get(assessment, ()):
            answers.setdefault(assessment, []).append(tuple(row))
    done = dict(fetched(connection, _DONE.format(**marks), (*ids, WHOLE)))
    return {
        id_: Done(frozenset(done.get(id_, "").split()).difference(contested.get(id_, ())), answers.get(id_, ()))
        for id_ in ids
    }
