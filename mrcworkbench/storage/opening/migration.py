"""Upgrades of an older database: a backup first, then every step in one transaction.

The steps are Alembic's scripts in `db/migrations/versions`; the schema version is SQLite's `user_version`, so a
script's revision is that number in four digits. Alembic is imported only here, when an upgrade is due.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, create_engine, event

from mrcworkbench import clocks, log, paths
from mrcworkbench.errors import Fault, UserError
from mrcworkbench.storage.backups.making import back_up
from mrcworkbench.storage.backups.names import before_upgrade
from mrcworkbench.storage.database.connection import connect
from mrcworkbench.storage.database.creation import mark
from mrcworkbench.storage.database.driver import OneConnection
from mrcworkbench.storage.database.failures import told_to_user
from mrcworkbench.storage.database.pages import pages_of
from mrcworkbench.storage.database.schema import SCHEMA_VERSION
from mrcworkbench.storage.database.watching import Watch


def upgrade(path: Path, *, scripts: Path | None = None, to: int = SCHEMA_VERSION) -> Path:
    """Bring a database to schema version `to`, and say where its backup is.

    Raises `UserError` upgrade_failed, no_backup (and every failure of writing); the original is as it was then.
    """
    with told_to_user(path), closing(Watch(path)) as watch, closing(connect(path, read_only=False)) as raw:
        version = int(raw.execute("PRAGMA user_version").fetchone()[0])
        raw.execute("BEGIN")
        try:
            backup = back_up(path, before_upgrade(version), clocks.now(), pages_of(raw, watch))
        finally:
            raw.execute("ROLLBACK")
        upgrade_connection(raw, path, scripts=scripts, to=to, backup=str(backup))
    log.event("upgraded", before=version, now=to)
    return backup


def upgrade_connection(
    raw: sqlite3.Connection, path: Path, *, scripts: Path | None = None, to: int = SCHEMA_VERSION, backup: str = ""
) -> None:
    """The same for the open database at `path`, or a copy of it in memory; `backup` is where the one before lies."""
    try:
        version = int(raw.execute("PRAGMA user_version").fetchone()[0])
        _run(raw, steps(scripts or paths.migrations() / "migrations", version, to), to)
    except (UserError, OSError, sqlite3.OperationalError):
        raise
    except Exception as error:
        log.fault(error)
        raise UserError("upgrade_failed", path=str(path), backup=backup, detail=str(error)) from error


def steps(folder: Path, version: int, to: int) -> tuple[Script, ...]:
    """The scripts that lead from one version to another, in order."""
    directory = ScriptDirectory(str(folder))
    found = {int(script.revision): script for script in directory.walk_revisions()}
    wanted = range(version + 1, to + 1)
    if any(number not in found for number in wanted):
        raise Fault(f"no migration leads from schema {version} to {to}")
    return tuple(found[number] for number in wanted)


def _run(raw: sqlite3.Connection, scripts: tuple[Script, ...], to: int) -> None:
    raw.execute("PRAGMA foreign_keys = OFF")  # tables are rebuilt; what points where is checked before the commit
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=OneConnection, pool_reset_on_return=None)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN EXCLUSIVE"))
    with engine.begin() as connection:
        with Operations.context(MigrationContext.configure(connection)):
            for script in scripts:
                script.module.upgrade()
        _require_whole(connection)
        mark(connection, to)


def _require_whole(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise Fault(f"the upgrade broke {len(broken)} references, first {tuple(broken[0])}")
