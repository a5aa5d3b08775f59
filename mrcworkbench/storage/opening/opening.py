"""Opening a database of one's own: judge it, undo an interrupted save, upgrade it if it is old, find out whether it can
be written.

This is for files that the user works in. They are judged before SQLite opens them for writing, as files from elsewhere
are; see `judge`. Where nothing can be written, a copy in memory is mended or upgraded, and read in the file's place:
reading needs no room on any disk.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from mrcworkbench import systems
from mrcworkbench.errors import UserError
from mrcworkbench.storage.database.connection import Database, connect, in_memory
from mrcworkbench.storage.database.failures import may, told_to_user
from mrcworkbench.storage.database.header import has_second_file, is_backup, is_usual, judge, page_size_of, read_start
from mrcworkbench.storage.database.schema import SCHEMA_VERSION
from mrcworkbench.storage.strangers.schema_pages import has_fingerprint

QUICK_CHECK_BYTES = 16 * 1024 * 1024
"""Up to this size a file is checked when it is opened (some milliseconds); damage in larger ones shows where they are
read."""
_ONLY_READABLE = frozenset({"read_only_file", "read_only_folder", "no_permission"})

_MAY_UNDO = frozenset({None, "read_only_asked"})
"""Reasons that say nothing against writing: any other says that somebody else may be writing."""
_MARKS = ("application_id", "user_version")


@dataclass(frozen=True)
class Opened:
    """`read_only_reason` is an error code that says why nothing can be saved, or None. `recovered`: a save had been
    interrupted, and is undone; `in_memory`: only in what is read, since the file cannot be written."""

    database: Database
    read_only_reason: str | None
    recovered: bool = False
    in_memory: bool = False


def open_database(path: Path, *, read_only_reason: str | None, alone: bool) -> Opened:
    """Open a database, read-only for the given reason, or where file or folder cannot be written.

    `alone` says that this process holds the program's lock, so that the file may be read by hand. Raises `UserError`
    for everything that is not a database that can be read; the file, and what lies beside it, is unchanged then.
    """
    if not alone:
        return _beside_another(path, read_only_reason or "open_elsewhere")
    version, before_save, kept = _judged(path)
    read_only_reason = read_only_reason or kept
    if before_save is None:
        return _opened(path, version, read_only_reason)
    why_not = _undo_in_place(path) if read_only_reason in _MAY_UNDO else read_only_reason
    if why_not is None:
        return replace(_opened(path, version, read_only_reason), recovered=True)
    return _recovered_in_memory(path, before_save, version, read_only_reason or why_not)


def _judged(path: Path) -> tuple[int, bytearray | None, str | None]:
    """As `judge.judge_file`, where the file is not one of ours at a glance, as nearly all are; and why it is only read:
    a backup stays what it is."""
    start, size = read_start(path)
    kept = "backup_opened" if is_backup(start) else None
    if is_usual(start, size) and not has_second_file(systems.name_followed(path)):
        version = int.from_bytes(start[60:64], "big")
        with told_to_user(path), path.open("rb") as file:
            if has_fingerprint(file, page_size_of(start), version):
                return version, None, kept
    from mrcworkbench.storage.opening.judge import judge_file

    return *judge_file(path, start, size), kept


def _opened(path: Path, version: int, reason: str | None) -> Opened:
    """A database that was judged."""
    database = Database(path, read_only=reason is not None)
    try:
        reason = reason or _why_only_readable(database)
        if version < SCHEMA_VERSION and reason is None:
            database.close()
            reason = _why_not_upgraded(path)
            database = Database(path, read_only=reason is not None)
            version = SCHEMA_VERSION if reason is None else version
        elif reason is not None and not database.read_only:
            database.close()
            database = Database(path, read_only=True)
        if version < SCHEMA_VERSION:
            database = _upgraded_in_memory(database)
        _require_sound(database)
    except BaseException:
        database.close()
        raise
    return Opened(database, reason)


def _beside_another(path: Path, reason: str) -> Opened:
    """A database that another window works in, which has judged it: its journal is left alone, and SQLite's locks see
    to it that one state is read."""
    from mrcworkbench.storage.database.beside import require_not_hostile

    with told_to_user(path):
        require_not_hostile(path)
    try:
        database = Database(path, read_only=True, alone=False)
    except UserError as error:
        if error.code != "interrupted_read_only":
            raise
        version, before_save, _ = _judged(path)  # whoever held the file was cut short, so nobody holds it now
        if before_save is None:
            raise
        return _recovered_in_memory(path, before_save, version, reason)
    try:
        version = _require_ours(database)
        if version < SCHEMA_VERSION:
            database = _upgraded_in_memory(database)
        _require_sound(database)
    except BaseException:
        database.close()
        raise
    return Opened(database, reason)


def _require_ours(database: Database) -> int:
    from mrcworkbench.storage.opening.judge import refusals_told
    from mrcworkbench.storage.strangers.structure import require_schema

    raw = database.raw()
    with told_to_user(database.path), refusals_told(database.path):
        application_id, version = (raw.execute(f"PRAGMA {name}").fetchone()[0] for name in _MARKS)
        judge(application_id, version, database.path)
        require_schema(raw, version)
    return int(version)


def _undo_in_place(path: Path) -> str | None:
    """Let SQLite undo an interrupted save. The code of the error that explains why it cannot, or None."""
    for place, code in ((path, "read_only_file"), (systems.name_followed(path).parent, "read_only_folder")):
        if not may(place, os.W_OK):
            return code
    try:
        with told_to_user(path), closing(connect(path, read_only=False)) as raw:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except UserError as error:
        if error.code == "locked":
            raise
        return error.code
    return None


def _recovered_in_memory(path: Path, content: bytearray, version: int, reason: str) -> Opened:
    with told_to_user(path):
        copy = in_memory(content)
    try:
        if version < SCHEMA_VERSION:
            _upgrade(copy, path)
        return Opened(Database(path, read_only=True, instead=copy), reason, recovered=True, in_memory=True)
    except BaseException:
        copy.close()
        raise


def _why_not_upgraded(path: Path) -> str | None:
    """Bring an older database to the newest format. The code of the error that explains why it cannot be written, or
    None."""
    from mrcworkbench.storage.opening.migration import upgrade

    try:
        upgrade(path)
    except UserError as error:
        if error.code not in _ONLY_READABLE | {"disk_full"}:
            raise
        return error.code
    return None


def _upgraded_in_memory(database: Database) -> Database:
    """The newest format of an older database that cannot be written, or may not be."""
    copy = sqlite3.connect(":memory:", isolation_level=None, cached_statements=256)
    try:
        with told_to_user(database.path):
            database.raw().backup(copy)
        database.close()
        _upgrade(copy, database.path)
        return Database(database.path, read_only=True, instead=copy)
    except BaseException:
        copy.close()
        raise


def _upgrade(copy: sqlite3.Connection, path: Path) -> None:
    from mrcworkbench.storage.opening.migration import upgrade_connection

    with told_to_user(path):
        upgrade_connection(copy, path)


def _why_only_readable(database: Database) -> str | None:
    try:
        database.try_writing()
    except UserError as error:
        if error.code not in _ONLY_READABLE:
            raise
        return error.code
    return None


def _require_sound(database: Database) -> None:
    if database.size > QUICK_CHECK_BYTES:
        return
    with database.reading() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if found == "ok" and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            found = "something belongs to what is not there"
    if found != "ok":
        raise UserError("corrupt", path=str(database.path), detail=str(found))
