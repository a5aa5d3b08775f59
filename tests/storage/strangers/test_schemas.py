"""A file whose tables are not exactly ours is hostile, whatever else is in it."""

# ruff: noqa: S608 - changes files as any other program might

from __future__ import annotations

import sqlite3

import pytest

from mrcworkbench.storage.strangers import guarded, schemas
from mrcworkbench.storage.strangers.limits import Deadline, Limits
from mrcworkbench.storage.strangers.refusals import RefusedError
from tests.storage.strangers.hostile_files import Desk, hacked

_ALTER = "UPDATE sqlite_schema SET sql = replace(sql, '{old}', '{new}') WHERE name = '{name}'"


def _altered(name: str, old: str, new: str) -> str:
    return _ALTER.format(name=name, old=old.replace("'", "''"), new=new.replace("'", "''"))


_DEEP = "(" * 900 + "1" + ")" * 900
MADE_BY_HAND = {
    "trigger": "CREATE TRIGGER t AFTER INSERT ON centres BEGIN DELETE FROM units; END",
    "trigger on a read": "CREATE TRIGGER t BEFORE UPDATE ON meta BEGIN SELECT load_extension('/tmp/x.so'); END",
    "temporary-like name": "CREATE TABLE temp_units (id TEXT)",
    "view": "CREATE VIEW v AS SELECT * FROM centres",
    "endless view": "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c",
    "deep view": "CREATE VIEW v AS SELECT " + "(" * 40 + "1" + ")" * 40,
    "full text search": "CREATE VIRTUAL TABLE f USING fts5(text)",
    "old full text search": "CREATE VIRTUAL TABLE f USING fts4(text)",
    "r-tree": "CREATE VIRTUAL TABLE r USING rtree(id, a, b)",
    "one table more": "CREATE TABLE more (id TEXT PRIMARY KEY) WITHOUT ROWID",
    "one index more": "CREATE INDEX more ON revision_units (value)",
    "index on an expression": "CREATE INDEX more ON revision_units (upper(value))",
    "partial index": "CREATE INDEX more ON revision_units (value) WHERE value IS NOT NULL",
    "unique index": "CREATE UNIQUE INDEX more ON meta (value)",
    "autoincrement": "CREATE TABLE s (id INTEGER PRIMARY KEY AUTOINCREMENT)",
    "statistics": "ANALYZE",
    "a table less": "DROP TABLE drafts",
    "an index less": "DROP INDEX ix_revisions_assessment_id",
    "a column more": "ALTER TABLE settings ADD COLUMN more TEXT",
    "a generated column": "ALTER TABLE settings ADD COLUMN more TEXT GENERATED ALWAYS AS (upper(value)) VIRTUAL",
    "a column renamed": "ALTER TABLE settings RENAME COLUMN value TO content",
    "a column less": "ALTER TABLE imports DROP COLUMN undone_by",
    "a table renamed": "ALTER TABLE settings RENAME TO preferences",
    "a check less": _altered("centres", "CHECK (is_sample IN (0, 1))", "CHECK (1)"),
    "a check altered": _altered("attestations", "BETWEEN 0 AND 200", "BETWEEN 0 AND 999"),
    "a default altered": _altered("units", "DEFAULT '[]'", "DEFAULT '{}'"),
    "a default that acts": _altered("units", "DEFAULT '[]'", "DEFAULT (randomblob(9))"),
    "another collation": _altered("revisions", "round TEXT NOT NULL", "round TEXT COLLATE NOCASE NOT NULL"),
    "another type": _altered("revision_units", "comment TEXT", "comment BLOB"),
    "a foreign key less": _altered("units", "REFERENCES assessments (id)", "REFERENCES centres (id)"),
    "a conflict clause": _altered("meta", 'PRIMARY KEY ("key")', 'PRIMARY KEY ("key") ON CONFLICT REPLACE'),
    "a comment": _altered("meta", "value TEXT", "value /* */ TEXT"),
    "another comment": _altered("meta", "value TEXT", "value --\n TEXT"),
    "letters of another case": _altered("meta", "value TEXT", "VALUE TEXT"),
}


@pytest.mark.parametrize("name", MADE_BY_HAND)
def test_another_schema_is_hostile(desk: Desk, name: str) -> None:
    desk.hack(MADE_BY_HAND[name])
    assert desk.refusal().reason == "hostile"


UNREADABLE_SCHEMAS = [
    "UPDATE sqlite_schema SET sql = 'CREATE TABLE meta (' WHERE name = 'meta'",
    "UPDATE sqlite_schema SET sql = 'DROP TABLE meta' WHERE name = 'meta'",
    "UPDATE sqlite_schema SET sql = NULL WHERE name = 'meta'",
    "UPDATE sqlite_schema SET sql = x'00ff' WHERE name = 'meta'",
    f"UPDATE sqlite_schema SET sql = 'CREATE TABLE meta (a CHECK ({_DEEP}))' WHERE name = 'meta'",
    "UPDATE sqlite_schema SET rootpage = 999999 WHERE name = 'meta'",
    "UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'meta'",
    "UPDATE sqlite_schema SET rootpage = 0 WHERE name = 'meta'",
    "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'units')",
    "UPDATE sqlite_schema SET name = 'sqlite_meta' WHERE name = 'meta'",
    "DELETE FROM sqlite_schema WHERE name = 'meta'",
    "UPDATE sqlite_schema SET tbl_name = 'units' WHERE name = 'ix_revisions_assessment_id'",
    "DELETE FROM sqlite_schema",
    "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema",
    "INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 2, 'CREATE TABLE x (a)')",
    "INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 0, 'CREATE VIRTUAL TABLE x USING no_such_module(a)')",
    "INSERT INTO sqlite_schema VALUES ('view', 'x', 'x', 0, 'CREATE VIEW x AS SELECT readfile(''/etc/passwd'')')",
    "INSERT INTO sqlite_schema VALUES ('nonsense', 'x', 'x', 0, NULL)",
    "UPDATE sqlite_schema SET sql = replace(sql, 'CREATE TABLE', 'CREATE TEMP TABLE')",
]


@pytest.mark.parametrize("statement", UNREADABLE_SCHEMAS)
def test_a_schema_that_does_not_read_is_refused(desk: Desk, statement: str) -> None:
    desk.hack(statement)
    assert desk.refusal().reason in ("hostile", "corrupt")


@pytest.mark.parametrize(
    "statements",
    [
        [f"CREATE TABLE t{number} (a)" for number in range(3000)],
        [f"CREATE TABLE t{number} (a)" for number in range(300)],
        ["CREATE VIEW v AS SELECT '" + "x" * 400_000 + "'"],
    ],
)
def test_a_large_schema_is_refused_before_sqlite_reads_it_into_memory(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, statements: list[str]
) -> None:
    desk.hack("BEGIN", *statements, "COMMIT")
    monkeypatch.setattr("mrcworkbench.storage.strangers.reading.guarded", None)
    assert desk.refusal().reason == "hostile"


def test_a_small_schema_on_one_page_is_read(desk: Desk) -> None:
    desk.file.unlink(missing_ok=True)
    hacked(desk.file, "PRAGMA page_size = 65536", "CREATE TABLE meta (a)", "PRAGMA application_id = 1297236823")
    hacked(desk.file, "PRAGMA user_version = 1")
    assert desk.refusal().reason == "hostile"


def test_the_layout_of_the_schema_does_not_matter(desk: Desk) -> None:
    """Another version of the library that writes it lays it out otherwise."""
    desk.hack("UPDATE sqlite_schema SET sql = replace(replace(sql, char(10), ' '), '(', '( ') WHERE type = 'table'")
    desk.accepted().discard()


def test_what_stands_in_quotes_is_compared_with_its_spaces() -> None:
    assert schemas._words("CHECK (a  IN ('b  c'))") == schemas._words("CHECK(a IN('b  c') )")
    assert schemas._words("CHECK (a IN ('b  c'))") != schemas._words("CHECK (a IN ('b c'))")
    assert schemas._words('"a b" c') != schemas._words("a b c")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM drafts",
        "SELECT * FROM settings",
        "SELECT * FROM imports",
        "SELECT upper(name) FROM centres",
        "SELECT load_extension('x')",
        "SELECT randomblob(1000000000)",
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c",
        "INSERT INTO meta VALUES ('a', 'b')",
        "DELETE FROM units",
        "CREATE TEMP TABLE t (a)",
        "ATTACH ':memory:' AS other",
        "PRAGMA writable_schema = ON",
        "PRAGMA trusted_schema = ON",
        "PRAGMA journal_mode = WAL",
        "PRAGMA user_version",
        "VACUUM",
        "BEGIN IMMEDIATE",
    ],
)
def test_a_guarded_connection_does_nothing_that_the_checks_do_not_need(desk: Desk, statement: str) -> None:
    before = desk.put_good().read_bytes()
    with pytest.raises(RefusedError), guarded.guarded(desk.file, Deadline(5)) as connection:
        connection.execute(statement).fetchall()
    assert desk.file.read_bytes() == before


def test_defences_are_up(desk: Desk) -> None:
    desk.put_good()
    with guarded.guarded(desk.file, Deadline(5)) as connection:
        connection.set_authorizer(None)
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("trusted_schema", "cell_size_check", "query_only", "mmap_size", "temp_store")
        }
        assert found == {"trusted_schema": 0, "cell_size_check": 1, "query_only": 1, "mmap_size": 0, "temp_store": 2}
        assert connection.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 0


def test_work_without_end_is_given_up(desk: Desk) -> None:
    desk.put_good()
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c"
    with pytest.raises(RefusedError) as caught, guarded.guarded(desk.file, Deadline(0.05)) as connection:
        (connection.set_authorizer(None), connection.execute(endless))
    assert caught.value.refusal.reason == "too_large"


def test_a_file_that_has_had_its_time_is_too_large(desk: Desk) -> None:
    desk.put_good()
    assert desk.refusal(limits=Limits(seconds=-1000)).reason == "too_large"
