"""Whether a private copy is built as this program builds files, and whether SQLite finds it sound."""

from __future__ import annotations

import sqlite3

from mrcworkbench.storage.strangers.refusals import RefusedError
from mrcworkbench.storage.strangers.schemas import is_known

_MOST_ENTRIES = 200
"""Tables and indexes; far above what any schema has."""


def require_structure(connection: sqlite3.Connection, version: int) -> None:
    """Exactly the tables and indexes of that version, first of all; then SQLite's own checks. Raises `RefusedError`."""
    require_schema(connection, version)
    problem = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if problem != ("ok",):
        _refuse(str(problem))
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise RefusedError("invalid_content", "dangling")


def require_schema(connection: sqlite3.Connection, version: int) -> None:
    """Exactly the tables and indexes of that version. Raises `RefusedError`."""
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchmany(_MOST_ENTRIES)
    if not is_known(version, tuple(found)):
        raise RefusedError("hostile", "made_by_hand")


def _refuse(problem: str) -> None:
    """What a constraint forbids is wrong content; anything else is damage.

    CHECK constraints are asked again when the rows are read, which is quicker, and SQLite forgets them in a file that
    it opens read-only.
    """
    if "constraint" in problem or "NULL value in" in problem:
        raise RefusedError("invalid_content", "forbidden_value")
    raise RefusedError("corrupt", "corrupt")
