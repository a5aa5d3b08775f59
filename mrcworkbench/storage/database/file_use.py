"""What a file was made as: kept in `meta`, local to the file; never sent, never part of what is merged.

It is read by the driver: a start does so before its first page, and has nothing compiled yet.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from mrcworkbench.domain.file_use import FileUse, MadeAs, made_as_of_unmarked, named
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.tables import meta

KEY = "made_as"
"""In `meta`; a submission has none."""

_BROUGHT = "SELECT id FROM import_additions WHERE kind = 'assessment'"
_BEGUN = (
    "SELECT count(DISTINCT centre_id) FROM assessments "
    "WHERE id NOT IN (SELECT id FROM import_additions WHERE kind = 'assessment')"
)
_SAID = ("decisions", "withdrawals", "joins", "renames", "choices", "take_backs", "erased")
_DECIDED = "SELECT " + " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in _SAID)  # noqa: S608 - our own words


def load_file_use(connection: Connection, kept: Mapping[str, str]) -> FileUse:
    """What the file is for; `kept` is its `meta`. Where that does not say it, what it holds does."""
    raw = driver(connection)
    made_as = named(kept.get(KEY)) or _told_by_contents(raw)
    (has_conflicts,) = raw.execute("SELECT EXISTS (SELECT 1 FROM contested)").fetchone()
    (has_decisions,) = raw.execute(_DECIDED).fetchone()
    brought = frozenset(id_ for (id_,) in raw.execute(_BROUGHT))
    return FileUse(made_as, brought, bool(has_conflicts), bool(has_decisions))


def keep_made_as(connection: Connection, made_as: MadeAs) -> None:
    """Write down what the file is for."""
    statement = insert(meta).values(key=KEY, value=made_as.value)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value})
    )


def settle_made_as(connection: Connection) -> None:
    """Write down what an unmarked file is, before it takes in what would tell otherwise."""
    kept = connection.execute(select(meta.c.value).where(meta.c.key == KEY)).scalar()
    if named(kept) is None:
        keep_made_as(connection, _told_by_contents(driver(connection)))


def _told_by_contents(raw: sqlite3.Connection) -> MadeAs:
    (begun,) = raw.execute(_BEGUN).fetchone()
    return made_as_of_unmarked(begun)
