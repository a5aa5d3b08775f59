"""Opening a database of one's own: judge it, upgrade it if it is old, find out whether it can be written.

This is for files that the user works in. Files from elsewhere that are merged are read by another, stricter way.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mrcworkbench.errors import UserError
from mrcworkbench.storage.database import Database
from mrcworkbench.storage.failures import told_to_user
from mrcworkbench.storage.header import judge, read_header
from mrcworkbench.storage.schema import SCHEMA_VERSION

QUICK_CHECK_BYTES = 16 * 1024 * 1024
"""Up to this size a file is checked when it is opened (some milliseconds); damage in larger ones shows where they are
read."""
_ONLY_READABLE = frozenset({"read_only_file", "read_only_folder", "no_permission"})


@dataclass(frozen=True)
class Opened:
    """`read_only_reason` is an error code that says why nothing can be saved, or None."""

    database: Database
    read_only_reason: str | None


def open_database(path: Path, *, read_only_reason: str | None, alone: bool) -> Opened:
    """Open a database, read-only for the given reason, or where file or folder cannot be written.

    `alone` says that this process holds the program's lock, so that the header may be read by hand. Raises `UserError`
    for everything that is not a database that can be read; the file is unchanged then, except that an interrupted save
    is undone.
    """
    if alone:
        read_header(path)
    reason = read_only_reason
    database = Database(path, read_only=reason is not None)
    try:
        version = _require_ours(database)
        if version < SCHEMA_VERSION:
            database = _upgraded(database, version, reason)
        if reason is None:
            reason = _why_only_readable(database)
            if reason is not None:
                database.close()
                database = Database(path, read_only=True)
        _require_sound(database)
    except BaseException:
        database.close()
        raise
    return Opened(database, reason)


def _require_ours(database: Database) -> int:
    with database.reading() as connection:
        application_id = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    judge(application_id, version, database.path)
    return version


def _upgraded(database: Database, version: int, read_only_reason: str | None) -> Database:
    from mrcworkbench.storage.migration import upgrade

    if read_only_reason is not None:
        raise UserError("upgrade_read_only", path=str(database.path), version=version, known=SCHEMA_VERSION)
    database.close()
    upgrade(database.path)
    return Database(database.path, read_only=False)


def _why_only_readable(database: Database) -> str | None:
    try:
        database.try_writing()
    except UserError as error:
        if error.code not in _ONLY_READABLE:
            raise
        return error.code
    return None


def _require_sound(database: Database) -> None:
    with told_to_user(database.path):
        small = database.path.stat().st_size <= QUICK_CHECK_BYTES
    if not small:
        return
    with database.reading() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if found != "ok":
        raise UserError("corrupt", path=str(database.path), detail=str(found))
