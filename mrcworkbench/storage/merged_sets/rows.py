"""The merged sets in the file: what they hold, read by assessment, and rows that are added. Never replaced.

Here and in `storage.merging` the driver is used directly: a merge moves millions of rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Table

from mrcworkbench.domain.revisions.decisions import Decision
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.errors import Fault
from mrcworkbench.storage.database import tables
from mrcworkbench.storage.merged_sets.histories import decision_row
from mrcworkbench.storage.merged_sets.record_sets import R, RecordSet

_OF_ASSESSMENT = "WHERE revision IN (SELECT id FROM revisions WHERE assessment_id = ?)"
_LOAD_ATTESTED = (
    f"SELECT revision, sealed_at, author FROM attestations {_OF_ASSESSMENT} ORDER BY sealed_at DESC, author DESC"  # noqa: S608
)


@cache
def _insert_sql(table: Table) -> str:
    """The statement that adds a row to a table, columns in their order: a row that is there already is an error."""
    names = [column.name for column in table.columns]
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table.name} ({quoted}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608


def insert(raw: sqlite3.Connection, table: Table, rows: Sequence[Sequence[object]]) -> int:
    """Add rows, every one of them new, and say how many. Raises `Fault` if another number arrived."""
    if not rows:
        return 0
    before = raw.total_changes
    raw.executemany(_insert_sql(table), rows)
    if raw.total_changes - before != len(rows):
        raise Fault(f"{len(rows)} rows of {table.name} were to be added, and {raw.total_changes - before} were")
    return len(rows)


def revision_ids(raw: sqlite3.Connection, assessment_id: str) -> frozenset[str]:
    found = raw.execute("SELECT id FROM revisions WHERE assessment_id = ?", (assessment_id,))
    return frozenset(id_ for (id_,) in found)


def decision_ids(raw: sqlite3.Connection, assessment_id: str) -> frozenset[str]:
    found = raw.execute("SELECT id FROM decisions WHERE assessment_id = ?", (assessment_id,))
    return frozenset(id_ for (id_,) in found)


def attested(raw: sqlite3.Connection, assessment_id: str) -> dict[str, tuple[str, str]]:
    """By revision, when it was first sealed and by whom, as its first attestation says."""
    return {revision: (at, author) for revision, at, author in raw.execute(_LOAD_ATTESTED, (assessment_id,))}


def said(raw: sqlite3.Connection, assessment_id: str, history: History) -> dict[str, tuple[str, str]]:
    """By revision or decision, when and by whom."""
    decided = {id_: (one.decided_at, one.author) for id_, one in history.decisions.items()}
    return attested(raw, assessment_id) | decided


def insert_decisions(raw: sqlite3.Connection, decisions: Iterable[Decision]) -> None:
    insert(raw, tables.decisions, [decision_row(one) for one in decisions])


def insert_record(raw: sqlite3.Connection, which: RecordSet[R], record: R) -> None:
    insert(raw, which.table, [which.row(record)])


def insert_missing(
    raw: sqlite3.Connection, which: RecordSet[R], rows: Iterable[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """Add those rows of a set that are not there, and say which they were."""
    statement = f"SELECT 1 FROM {which.table.name} WHERE id = ?"  # noqa: S608 - our own words
    new = [row for row in rows if raw.execute(statement, row[:1]).fetchone() is None]
    insert(raw, which.table, new)
    return new


def load_records(raw: sqlite3.Connection, which: RecordSet[R]) -> dict[str, R]:
    """Every record of a set by id."""
    found = raw.execute(which.select).fetchall()
    return dict(zip((row[0] for row in found), which.records(found), strict=True))
