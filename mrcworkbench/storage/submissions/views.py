"""What a submission shows when it is opened: it holds no working copy, so one is made from what was sealed.

It stands in temporary tables in memory, before the empty ones of the file, so that whoever reads the working copy need
not know, and reading changes nothing. With the first write it goes into the file, and the manifest goes: the file is a
database in use from then on, and no submission any more.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Table, delete, select

from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.domain.revisions.lifting import verdicts_told
from mrcworkbench.domain.verification.histories import faults_of_history
from mrcworkbench.errors import UserError
from mrcworkbench.storage.answers.naming import keep_conflicts, load_naming
from mrcworkbench.storage.answers.sealing import load_history, take_view
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.file_use import settle_made_as
from mrcworkbench.storage.database.tables import (
    assessments,
    centres,
    contested,
    meta,
    units,
    verdicts,
    working_parents,
)
from mrcworkbench.storage.merged_sets.manifests import KEY as MANIFEST
from mrcworkbench.storage.merged_sets.manifests import SENT_BY, manifest_of
from mrcworkbench.storage.merged_sets.record_sets import CONFIRMATIONS
from mrcworkbench.storage.merged_sets.rows import load_records
from mrcworkbench.storage.merged_sets.verdicts import keep_verdict, load_take_backs

_WORKING_COPY = (units, contested, working_parents, verdicts)


def show_view(connection: Connection, path: Path) -> None:
    """Make the working copy of every assessment of a submission, in memory. Raises `UserError` submission_damaged where
    it does not hold what was sealed."""
    given = connection.execute(select(meta.c.value).where(meta.c.key == MANIFEST)).scalar()
    if given != manifest_of(driver(connection)):
        raise UserError("submission_damaged", path=str(path))
    for table in _WORKING_COPY:
        connection.exec_driver_sql(_temporary(table))
    _fill(connection, path)


def keep_view(connection: Connection) -> None:
    """Write what `show_view` made into the file, in a transaction of the caller's: a submission becomes a database in
    use."""
    for table in _WORKING_COPY:
        connection.exec_driver_sql(f"INSERT INTO main.{table.name} SELECT * FROM temp.{table.name}")  # noqa: S608
        connection.exec_driver_sql(f"DROP TABLE temp.{table.name}")
    _forget_manifest(connection)


def make_working_copy(connection: Connection, path: Path) -> None:
    """Turn a copy of a submission into a database in use; any other is left as it is. Raises as `show_view` does."""
    if connection.execute(select(meta.c.key).where(meta.c.key == MANIFEST)).first() is not None:
        _fill(connection, path)
        _forget_manifest(connection)


def _temporary(table: Table) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    key = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    return f"CREATE TEMP TABLE {table.name} ({names}, PRIMARY KEY ({key})) WITHOUT ROWID"


def _fill(connection: Connection, path: Path) -> None:
    _take_over_verdicts(connection)
    (made_at,) = connection.execute(select(meta.c.value).where(meta.c.key == "made_at")).scalars().all() or ("",)
    for id_ in connection.execute(select(assessments.c.id)).scalars().all():
        history = load_history(connection, id_)
        if faults_of_history(history):
            raise UserError("submission_damaged", path=str(path))
        take_view(connection, id_, current_view(history), history.heads, made_at)
    for id_ in connection.execute(select(centres.c.id)).scalars().all():
        naming = load_naming(connection, id_)
        if naming is not None:
            keep_conflicts(connection, id_, naming)


def _take_over_verdicts(connection: Connection) -> None:
    """What the persons said who sent it has effect in what it shows."""
    sender = connection.execute(select(meta.c.value).where(meta.c.key == SENT_BY)).scalar()
    told = {id_: one for id_, one in load_records(connection, CONFIRMATIONS).items() if one.database == sender}
    for subject, verdict in verdicts_told(told, load_take_backs(connection) if told else {}).items():
        keep_verdict(connection, subject, verdict)


def _forget_manifest(connection: Connection) -> None:
    settle_made_as(connection)
    connection.execute(delete(meta).where(meta.c.key == MANIFEST))
