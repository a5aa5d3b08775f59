"""Whole copies of an open database: the backup before an upgrade, and "save a copy"."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.creation import new_file, require_name
from mrcworkbench.storage.database.failures import told_to_user
from mrcworkbench.storage.database.schema import APPLICATION_ID


def copy_database(source: sqlite3.Connection, target: Path, *, overwrite: bool = False) -> None:
    """Copy every page of an open database into a new file, put in place whole. Raises `UserError`."""
    require_name(target, overwrite=overwrite)
    with new_file(target, overwrite=overwrite) as unfinished:
        _copy(source, unfinished)


def copy_with_changes(
    source: sqlite3.Connection, target: Path, change: Callable[[Connection], None], *, overwrite: bool = False
) -> None:
    """As `copy_database`, with changes made to the copy before it is put in place."""
    require_name(target, overwrite=overwrite)
    with new_file(target, overwrite=overwrite) as unfinished:
        _copy(source, unfinished)
        copy = Database(unfinished, read_only=False)
        try:
            with copy.writing() as connection:
                change(connection)
        finally:
            copy.close()


def _copy(source: sqlite3.Connection, target: Path) -> None:
    with told_to_user(target):
        copy = sqlite3.connect(target, isolation_level=None)
        try:
            source.backup(copy)
            copy.execute(f"PRAGMA application_id = {APPLICATION_ID}")  # a copy of a backup is none
        finally:
            copy.close()
