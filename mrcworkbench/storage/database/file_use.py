"""What a file was made as: kept in `meta`, local to the file; never sent, never part of what is merged.

The driver is used directly: a start reads this before its first page.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import cast

from sqlalchemy import Connection

from mrcworkbench.domain.file_use import FileUse, MadeAs, made_as_of_unmarked, named

KEY = "made_as"
"""In `meta`; a submission has none."""

_BROUGHT = "SELECT id FROM import_additions WHERE kind = 'assessment'"
_BEGUN = (
    "SELECT count(DISTINCT centre_id) FROM assessments "
    "WHERE id NOT IN (SELECT id FROM import_additions WHERE kind = 'assessment')"
)


def load_file_use(connection: Connection, kept: Mapping[str, str]) -> FileUse:
    """What the file is for; `kept` is its `meta`. Where that does not say it, what it holds does."""
    raw = _raw(connection)
    made_as = named(kept.get(KEY)) or _told_by_contents(raw)
    (has_conflicts,) = raw.execute("SELECT EXISTS (SELECT 1 FROM contested)").fetchone()
    return FileUse(made_as, frozenset(id_ for (id_,) in raw.execute(_BROUGHT)), bool(has_conflicts))


def keep_made_as(connection: Connection, made_as: MadeAs) -> None:
    """Write down what the file is for."""
    _raw(connection).execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (KEY, made_as.value),
    )


def settle_made_as(connection: Connection) -> None:
    """Write down what an unmarked file is, before it takes in what would tell otherwise."""
    raw = _raw(connection)
    kept = raw.execute("SELECT value FROM meta WHERE key = ?", (KEY,)).fetchone()
    if kept is None or named(kept[0]) is None:
        keep_made_as(connection, _told_by_contents(raw))


def _told_by_contents(raw: sqlite3.Connection) -> MadeAs:
    (begun,) = raw.execute(_BEGUN).fetchone()
    return made_as_of_unmarked(begun)


def _raw(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)
