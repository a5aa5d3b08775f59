"""The schema: new, migrated and pictured are the same, and the file says whose it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from mrcworkbench import paths
from mrcworkbench.storage.database.connection import Database, configure
from mrcworkbench.storage.database.picture import schema_sql
from mrcworkbench.storage.database.schema import APPLICATION_ID, SCHEMA_VERSION
from mrcworkbench.storage.opening.migration import _run, steps


def _migrated() -> sqlite3.Connection:
    raw = sqlite3.connect(":memory:", isolation_level=None)
    _run(raw, steps(paths.migrations() / "migrations", 0, SCHEMA_VERSION), SCHEMA_VERSION)
    return raw


def test_the_picture_shows_a_new_database(database: Path) -> None:
    made = sqlite3.connect(database)
    name = f"schemas/v{SCHEMA_VERSION}.sql"
    picture = (paths.migrations() / name).read_text("utf-8")
    assert schema_sql(made) == picture, f"renew it: python -m mrcworkbench.storage.database.picture > db/{name}"
    made.close()


def test_a_migrated_database_is_the_same_as_a_new_one(database: Path) -> None:
    made, migrated = sqlite3.connect(database), _migrated()
    assert schema_sql(migrated) == schema_sql(made)
    for pragma in ("application_id", "user_version"):
        assert migrated.execute(f"PRAGMA {pragma}").fetchone() == made.execute(f"PRAGMA {pragma}").fetchone()
    migrated.close()
    made.close()


def test_the_header_says_program_and_version(database: Path) -> None:
    start = database.read_bytes()[:100]
    assert start[68:72] == b"MRCW" == APPLICATION_ID.to_bytes(4, "big")
    assert int.from_bytes(start[60:64], "big") == SCHEMA_VERSION
    assert start[18:20] == b"\x01\x01", "rollback journal, not WAL"


def test_every_connection_is_durable_and_leaves_no_deleted_text(database: Path) -> None:
    opened = Database(database, read_only=False)
    raw = opened.raw()
    found = {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert found == {"journal_mode": "delete", "synchronous": 3}
    for name in ("secure_delete", "foreign_keys"):
        assert raw.execute(f"PRAGMA {name}").fetchone()[0] == 1
    opened.close()


_UNIT = "INSERT INTO units VALUES ('{a}', '{q}', '{row}', '{state}', {value}, {reason}, '', '[]', NULL, 'now', '{sum}')"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "maybe"},
        {"state": "removed"},
        {"state": "blank", "value": "'1'"},
        {"state": "not_applicable"},
        {"reason": "'because'"},
        {"q": ""},
        {"q": "x" * 81},
        {"row": "x" * 65},
        {"a": "nowhere"},
        {"sum": ""},
        {"sum": "g" * 16},
    ],
)
def test_the_file_itself_refuses_what_is_no_answer(database: Path, wrong: dict[str, str]) -> None:
    raw = sqlite3.connect(database, isolation_level=None)
    configure(raw, read_only=False)
    (assessment,) = raw.execute("SELECT id FROM assessments").fetchone()
    right = {"a": assessment, "q": "prof_body", "row": "", "state": "answered", "value": "'1'", "reason": "NULL"}
    right["sum"] = "0" * 16
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(_UNIT.format_map(right | {"value": "NULL" if "state" in wrong else "'1'"} | wrong))
    raw.execute(_UNIT.format_map(right))
    raw.close()
