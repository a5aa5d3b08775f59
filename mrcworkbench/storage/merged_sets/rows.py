"""The merged sets in the file: what they hold, read by assessment, and rows that are added. Never replaced.

Here and in `storage.merging` statements are prepared: a merge moves millions of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Connection, Table, bindparam, select
from sqlalchemy import insert as sql_insert

from mrcworkbench.domain.revisions.decisions import Decision, Record
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.errors import Fault
from mrcworkbench.storage.database import tables
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.prepared import Prepared, Value
from mrcworkbench.storage.merged_sets.histories import decision_row
from mrcworkbench.storage.merged_sets.record_sets import R, RecordSet, set_of

_REVISION_IDS = Prepared(select(tables.revisions.c.id).where(tables.revisions.c.assessment_id == bindparam("of")))
_DECISION_IDS = Prepared(select(tables.decisions.c.id).where(tables.decisions.c.assessment_id == bindparam("of")))
_ATTESTED = Prepared(
    select(tables.attestations.c.revision, tables.attestations.c.sealed_at, tables.attestations.c.author)
    .join(tables.revisions, tables.revisions.c.id == tables.attestations.c.revision)
    .where(tables.revisions.c.assessment_id == bindparam("of"))
    .order_by(tables.attestations.c.sealed_at.desc(), tables.attestations.c.author.desc())
)


@cache
def _adding(table: Table) -> Prepared:
    return Prepared(sql_insert(table))


@cache
def _finding(table: Table) -> Prepared:
    return Prepared(select(table.c.id).where(table.c.id == bindparam("of")))


def insert(connection: Connection, table: Table, rows: Sequence[Sequence[Value]]) -> int:
    """Add rows, their values in the order of the columns, every one of them new, and say how many. Raises `Fault` if
    another number arrived."""
    if not rows:
        return 0
    raw = driver(connection)
    before = raw.total_changes
    _adding(table).run_many(connection, rows)
    if raw.total_changes - before != len(rows):
        raise Fault(f"{len(rows)} rows of {table.name} were to be added, and {raw.total_changes - before} were")
    return len(rows)


def revision_ids(connection: Connection, assessment_id: str) -> frozenset[str]:
    return frozenset(id_ for (id_,) in _REVISION_IDS.run(connection, {"of": assessment_id}))


def decision_ids(connection: Connection, assessment_id: str) -> frozenset[str]:
    return frozenset(id_ for (id_,) in _DECISION_IDS.run(connection, {"of": assessment_id}))


def attested(connection: Connection, assessment_id: str) -> dict[str, tuple[str, str]]:
    """By revision, when it was first sealed and by whom, as its first attestation says."""
    return {revision: (at, author) for revision, at, author in _ATTESTED.run(connection, {"of": assessment_id})}


def attested_among(connection: Connection, revisions: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The same of these revisions, of whatever assessment."""
    found = tables.attestations.c
    asked = select(found.revision, found.sealed_at, found.author).where(found.revision.in_(sorted(revisions)))
    rows = connection.execute(asked.order_by(found.sealed_at.desc(), found.author.desc()))
    return {revision: (at, author) for revision, at, author in rows}


def said(connection: Connection, assessment_id: str, history: History) -> dict[str, tuple[str, str]]:
    """By revision or decision, when and by whom."""
    decided = {id_: (one.decided_at, one.author) for id_, one in history.decisions.items()}
    return attested(connection, assessment_id) | decided


def insert_decisions(connection: Connection, decisions: Iterable[Decision]) -> None:
    insert(connection, tables.decisions, [decision_row(one) for one in decisions])


def insert_record(connection: Connection, which: RecordSet[R], record: R) -> None:
    insert(connection, which.table, [which.row(record)])


def add_record(connection: Connection, record: Record) -> bool:
    """Add a record of whatever kind; False if it is there."""
    which = set_of(record)
    return bool(insert_missing(connection, which, [which.row(record)]))


def insert_missing(
    connection: Connection, which: RecordSet[R], rows: Iterable[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """Add those rows of a set that are not there, and say which they were."""
    finding = _finding(which.table)
    new = [row for row in rows if finding.run(connection, {"of": row[0]}).fetchone() is None]
    insert(connection, which.table, new)
    return new


def load_records(connection: Connection, which: RecordSet[R]) -> dict[str, R]:
    """Every record of a set by id."""
    found = [tuple(row) for row in connection.execute(select(which.table))]
    return dict(zip((row[0] for row in found), which.records(found), strict=True))
