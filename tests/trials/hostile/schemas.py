"""Schemas that are not ours: views, triggers, virtual tables, generated columns, and ours with small differences."""

# ruff: noqa: S608 - changes files as any other program might

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from tests.trials.hostile.kinds import Kind, Right, Stage, by_statements

_READ_AT_OPENING = ("units", "centres", "assessments", "meta", "settings", "drafts", "contested", "working_parents")
_ALSO_READ = ("revisions", "revision_units", "revision_parents", "attestations", "attachments", "decisions", "imports")
_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT old.* FROM old, n"


def kinds() -> Iterator[Kind]:
    yield from _views()
    yield from _triggers()
    yield from _columns()
    yield from _virtual_tables()
    yield from _large_schemas()
    yield from _differences()
    yield from _broken_schemas()


def _view(name: str, table: str, select: str) -> Kind:
    return by_statements(
        f"{name} {table}", f"ALTER TABLE {table} RENAME TO old", f"CREATE VIEW {table} AS {select}"
    )  # fmt: skip


def _views() -> Iterator[Kind]:
    for table in (*_READ_AT_OPENING, *_ALSO_READ):
        yield _view("view", table, "SELECT * FROM old")
    for table in _READ_AT_OPENING:
        yield _view("endless view", table, _ENDLESS)
    for table, column in (("units", "value"), ("centres", "name"), ("meta", "value"), ("assessments", "round")):

        def huge(stage: Stage, table: str = table, column: str = column) -> None:
            with closing(sqlite3.connect(stage.good)) as raw:
                columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
            listed = ", ".join(f"hex(zeroblob(400000000)) AS {one}" if one == column else f'"{one}"' for one in columns)
            _view("", table, f"SELECT {listed} FROM old").make(stage)

        yield Kind(f"huge view {table}", huge)
    yield by_statements("view beside", "CREATE VIEW extra AS SELECT 1")
    yield by_statements("view of itself", "CREATE VIEW extra AS SELECT * FROM extra")
    deep = "SELECT 1" + " UNION ALL SELECT 1" * 400
    yield by_statements("deep view", f"CREATE VIEW extra AS {deep}")
    product = ", ".join(f"units u{n}" for n in range(9))
    yield by_statements(
        "product view", "ALTER TABLE settings RENAME TO old",
        f"CREATE VIEW settings AS SELECT u0.question AS key, u0.value AS value FROM {product}",
    )  # fmt: skip


def _triggers() -> Iterator[Kind]:
    lie = "UPDATE units SET value = '\"none\"' WHERE value IN ('\"in_place\"', '\"planned\"')"
    for when in ("BEFORE INSERT", "AFTER INSERT", "BEFORE UPDATE", "AFTER UPDATE", "BEFORE DELETE", "AFTER DELETE"):
        yield by_statements(f"trigger {when}", f"CREATE TRIGGER extra {when} ON units BEGIN {lie}; END")
    for table in ("meta", "settings", "drafts", "attestations", "revision_units", "centres", "imports"):
        yield by_statements(
            f"trigger on {table}", f"CREATE TRIGGER extra AFTER INSERT ON {table} BEGIN {lie}; END",
            f"CREATE TRIGGER extra2 AFTER UPDATE ON {table} BEGIN {lie}; END",
        )  # fmt: skip
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    yield by_statements(
        "endless trigger", f"CREATE TRIGGER extra AFTER UPDATE ON meta BEGIN SELECT ({endless}); END",
        f"CREATE TRIGGER extra2 AFTER INSERT ON units BEGIN SELECT ({endless}); END",
    )  # fmt: skip
    yield by_statements("silent trigger", "CREATE TRIGGER extra BEFORE INSERT ON units BEGIN SELECT RAISE(IGNORE); END")
    yield by_statements(
        "instead of", "ALTER TABLE units RENAME TO old", "CREATE VIEW units AS SELECT * FROM old",
        "CREATE TRIGGER extra INSTEAD OF INSERT ON units BEGIN SELECT 1; END",
    )  # fmt: skip


def _columns() -> Iterator[Kind]:
    yield by_statements("generated column", "ALTER TABLE units ADD COLUMN extra AS (upper(value))")
    yield by_statements(
        "huge generated column", "ALTER TABLE units ADD COLUMN extra AS (hex(zeroblob(400000000)))"
    )  # fmt: skip
    yield by_statements("generated column of meta", "ALTER TABLE meta ADD COLUMN extra AS (hex(zeroblob(400000000)))")
    yield _rewritten("stored column", "units", "value TEXT,", "value TEXT AS (state) STORED,")
    yield _rewritten(
        "heavy check", "meta", "value TEXT NOT NULL", "value TEXT CHECK (length(hex(zeroblob(400000000)))>0)"
    )
    yield _rewritten("heavy default", "units", "DEFAULT ''", "DEFAULT (hex(zeroblob(400000000)))")
    yield _rewritten("other affinity", "units", "value TEXT", "value REAL")
    yield _rewritten("other collation", "centres", "id TEXT NOT NULL", "id TEXT NOT NULL COLLATE NOCASE")
    yield _rewritten("unknown collation", "centres", "id TEXT NOT NULL", "id TEXT NOT NULL COLLATE FOREIGN_ORDER")
    yield _rewritten("key with rowid", "units", "WITHOUT ROWID", "")
    yield _rewritten("strict", "settings", "WITHOUT ROWID", "WITHOUT ROWID, STRICT")
    yield _rewritten("comment in schema", "units", "value TEXT,", "value TEXT, /* a comment */")
    yield _rewritten("conflict clause", "meta", 'PRIMARY KEY ("key")', 'PRIMARY KEY ("key") ON CONFLICT REPLACE')
    yield _rewritten("self reference", "units", "REFERENCES assessments (id)", "REFERENCES units (question)")


def _rewritten(name: str, table: str, old: str, new: str) -> Kind:
    """The words of a table changed in the schema, its rows left as they are."""
    old, new = old.replace("'", "''"), new.replace("'", "''")
    change = f"UPDATE sqlite_schema SET sql = replace(sql, '{old}', '{new}') WHERE name = '{table}'"
    return by_statements(name, change)


def _virtual_tables() -> Iterator[Kind]:
    for module in ("fts5(a)", "rtree(a, b, c)", "csv(filename='letter.txt')", "dbstat", "unknown(a)", "zipfile('x')"):
        words = f"CREATE VIRTUAL TABLE extra USING {module}"
        yield by_statements(f"virtual {module[:5]}", _inserted("table", "extra", "extra", 0, words))
    for table in ("units", "meta", "settings"):
        words = f"CREATE VIRTUAL TABLE {table} USING unknown(a)"
        yield by_statements(
            f"virtual {table}",
            f"UPDATE sqlite_schema SET sql = '{words}', rootpage = 0 WHERE name = '{table}'",
        )  # fmt: skip


def _inserted(type_: str, name: str, table: str, root: int, sql: str) -> str:
    words = sql.replace("'", "''")
    return f"INSERT INTO sqlite_schema VALUES ('{type_}', '{name}', '{table}', {root}, '{words}')"


def _large_schemas() -> Iterator[Kind]:
    yield by_statements("many tables", *(f"CREATE TABLE extra{n} (a)" for n in range(3000)))
    yield by_statements("many columns", f"CREATE TABLE extra ({', '.join(f'c{n}' for n in range(1900))})")
    yield by_statements("long statement", f"CREATE TABLE extra (a /* {'x' * 900_000} */)")
    row = _inserted("view", "extra'||n||'", "extra", 0, "CREATE VIEW extra AS SELECT 1")
    many = row.replace("INSERT INTO sqlite_schema VALUES (", "INSERT INTO sqlite_schema SELECT ").rstrip(")")
    counted = "(WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 100000) SELECT n FROM k)"
    yield by_statements("a hundred thousand views", f"{many} FROM {counted}")
    yield by_statements(
        "sixty megabytes of schema",
        "INSERT INTO sqlite_schema SELECT 'table', 'extra', 'extra', 0, "
        "'CREATE TABLE extra (a /* ' || hex(zeroblob(30000000)) || ' */)'",
    )
    deep = "(" * 900 + "1" + ")" * 900
    yield by_statements(
        "deep expression", _inserted("table", "extra", "extra", 0, f"CREATE TABLE extra (a CHECK ({deep}))")
    )
    yield by_statements("expression index", "CREATE INDEX extra ON units (length(value))")
    yield by_statements("partial index", "CREATE INDEX extra ON units (value) WHERE value > 'a'")


def _differences() -> Iterator[Kind]:
    yield by_statements("column gone", "ALTER TABLE units DROP COLUMN comment")
    yield by_statements("column renamed", "ALTER TABLE units RENAME COLUMN comment TO remark")
    yield by_statements("column added", "ALTER TABLE meta ADD COLUMN extra TEXT")
    yield by_statements("table added", "CREATE TABLE extra (a)")
    for table in ("drafts", "settings", "meta", "units", "contested", "imports"):
        yield by_statements(f"table gone {table}", f"DROP TABLE {table}")
    yield by_statements("index gone", "DROP INDEX ix_assessments_centre_id")
    yield by_statements("table renamed", "ALTER TABLE units RENAME TO unite")
    yield by_statements("upper case", "ALTER TABLE units RENAME TO old", "ALTER TABLE old RENAME TO UNITS")
    yield by_statements("numbered rows", "CREATE TABLE extra (a INTEGER PRIMARY KEY AUTOINCREMENT)")
    yield by_statements("statistics", "ANALYZE", right=Right.SAME)
    yield by_statements("newer schema", "PRAGMA user_version = 99")
    yield by_statements("version nought", "PRAGMA user_version = 0")
    yield by_statements("negative version", "PRAGMA user_version = -1")
    yield by_statements("other application", "PRAGMA application_id = 1")


def _broken_schemas() -> Iterator[Kind]:
    for name, change in {
        "no words": "sql = NULL WHERE name = 'units'",
        "no root": "rootpage = 0 WHERE name = 'units'",
        "root beyond": "rootpage = 100000 WHERE name = 'units'",
        "root of another": "rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'meta') WHERE name = 'units'",
        "root of the schema": "rootpage = 1 WHERE name = 'units'",
        "negative root": "rootpage = -5 WHERE name = 'units'",
        "root as text": "rootpage = 'x' WHERE name = 'units'",
        "unknown type": "type = 'thing' WHERE name = 'units'",
        "name as bytes": "name = x'ff00' WHERE name = 'units'",
        "words as bytes": "sql = x'ff00' WHERE name = 'units'",
        "other table": "tbl_name = 'meta' WHERE name = 'ix_assessments_centre_id'",
        "not UTF-8": "sql = CAST(sql || x'ff' AS TEXT) WHERE name = 'units'",
        "two words": "sql = sql || '; DROP TABLE units' WHERE name = 'meta'",
        "no table": "sql = 'hello' WHERE name = 'units'",
        "other words": "sql = 'CREATE TABLE units (a, b, c)' WHERE name = 'units'",
    }.items():
        yield by_statements(f"schema {name}", f"UPDATE sqlite_schema SET {change}")
    again = "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'units'"
    yield by_statements("table twice", again)
    yield by_statements("schema emptied", "DELETE FROM sqlite_schema")
