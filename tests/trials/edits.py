"""Edits of a submission by someone with a viewer of databases; some know how the names of revisions are made."""

# ruff: noqa: S608 - changes files as any other program might

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from random import Random

from mrcworkbench.domain.revisions.revision import Header, revision_id
from mrcworkbench.storage.merged_sets.manifests import KEY, manifest_of

Edit = Callable[[sqlite3.Connection, Random], None]

_VALUES = (
    *("NULL", "''", "0", "-1", "1e308", "'x'", "x'00'", "zeroblob(70000)", "'\"'", "'[]'", "'{}'", "char(0)", "'null'"),
    *(
        "printf('%.100000c', 'x')",
        "CAST(x'c3' AS TEXT)",
        "CAST(x'eda080' AS TEXT)",
        "char(0x1f600)",
        "'*'",
        "'removed'",
    ),
    *("'2099-01-01T00:00:00.000Z'", "9223372036854775807", "'AL'", "'\"other\"'", "' '", "'answered'"),
)


def _tables(raw: sqlite3.Connection) -> list[str]:
    return [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]


def _filled(raw: sqlite3.Connection) -> list[str]:
    return [name for name in _tables(raw) if raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]]


def _columns(raw: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')]


def _any_row(raw: sqlite3.Connection, table: str, rng: Random) -> tuple[str, list[object]]:
    """A condition that holds for one row, chosen by chance, and its parameters."""
    key = [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")') if row[5]]
    rows = raw.execute(f'SELECT {_listed(key)} FROM "{table}" ORDER BY {_listed(key)}').fetchall()
    return " AND ".join(f'"{name}" IS ?' for name in key), list(rng.choice(rows))


def _listed(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _value_of_one(raw: sqlite3.Connection, rng: Random) -> None:
    """Any value in any column of any one row."""
    for _ in range(rng.choice([1, 1, 3])):
        table = rng.choice(_filled(raw))
        column = rng.choice(_columns(raw, table))
        where, row = _any_row(raw, table, rng)
        raw.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = {rng.choice(_VALUES)} WHERE {where}', row)


def _value_of_all(raw: sqlite3.Connection, rng: Random) -> None:
    table = rng.choice(_filled(raw))
    column = rng.choice(_columns(raw, table))
    raw.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = {rng.choice(_VALUES)}')


def _value_of_another(raw: sqlite3.Connection, rng: Random) -> None:
    """A value of another row, which is of the right form."""
    table = rng.choice(_filled(raw))
    column = rng.choice(_columns(raw, table))
    where, row = _any_row(raw, table, rng)
    there, other = _any_row(raw, table, rng)
    value = f'(SELECT "{column}" FROM "{table}" WHERE {there})'
    raw.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = {value} WHERE {where}', [*other, *row])


def _plausible(raw: sqlite3.Connection, rng: Random) -> None:
    """What somebody would change to their advantage, and any program would take for right."""
    raw.execute(
        rng.choice(
            [
                "UPDATE attestations SET author = 'Somebody Else'",
                "UPDATE attestations SET sealed_at = '2025-01-01T00:00:00.000Z'",
                "UPDATE attestations SET kind = 'unsealed_copy'",
                "UPDATE centres SET name = 'Another Centre'",
                "UPDATE centres SET country = 'DE'",
                "UPDATE assessments SET round = '2030'",
                "UPDATE centres SET created_at = '2001-01-01T00:00:00.000Z'",
                "INSERT OR IGNORE INTO attestations SELECT revision, 'A Second', sealed_at, kind FROM attestations",
                "UPDATE attachment_names SET name = 'other.pdf'",
                "UPDATE decisions SET author = 'Nobody'",
                "UPDATE withdrawals SET author = 'Nobody'",
                "UPDATE queries SET text = 'Another'",
                "UPDATE signatures SET subject_kind = 'decision'",
                "UPDATE assessments SET follows = ''",
                "UPDATE revision_units SET comment = 'added by hand'",
                "UPDATE units SET value = '\"in_place\"' WHERE question LIKE '%status%'",
                "UPDATE units SET state = 'blank', value = NULL",
            ]
        )
    )


def _rows_deleted(raw: sqlite3.Connection, rng: Random) -> None:
    table = rng.choice(_filled(raw))
    if rng.random() < 0.3:
        raw.execute(f'DELETE FROM "{table}"')
        return
    for _ in range(rng.choice([1, 1, 5])):
        if table in _filled(raw):
            where, row = _any_row(raw, table, rng)
            raw.execute(f'DELETE FROM "{table}" WHERE {where}', row)


def _rows_doubled(raw: sqlite3.Connection, rng: Random) -> None:
    """A row again, under a key that differs a little."""
    table = rng.choice(_filled(raw))
    columns = _columns(raw, table)
    changed = rng.choice(columns)
    value = rng.choice([f"\"{changed}\" || 'x'", f'upper("{changed}")', f"replace(\"{changed}\", 'a', 'b')"])
    chosen = ", ".join(value if name == changed else f'"{name}"' for name in columns)
    where, row = _any_row(raw, table, rng)
    raw.execute(f'INSERT OR IGNORE INTO "{table}" SELECT {chosen} FROM "{table}" WHERE {where}', row)


def _rows_moved(raw: sqlite3.Connection, rng: Random) -> None:
    """Rows of one assessment or revision given to another, known or not."""
    column = rng.choice(["assessment_id", "revision", "centre_id", "id"])
    tables = [table for table in _filled(raw) if column in _columns(raw, table)]
    if not tables:
        return
    table = rng.choice(tables)
    source = {"assessment_id": "assessments", "revision": "revisions", "centre_id": "centres"}.get(column, table)
    ids = [id_ for (id_,) in raw.execute(f'SELECT id FROM "{source}" ORDER BY id')]
    where, row = _any_row(raw, table, rng)
    to = rng.choice([*ids, "0" * 64, "dddddddd-0000-4000-8000-000000000001"])
    raw.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = ? WHERE {where}', [to, *row])


def _manifest_removed(raw: sqlite3.Connection, rng: Random) -> None:
    """What says that the file is whole, taken away in part or altogether."""
    tables = [table for table in _tables(raw) if table in ("meta", "manifest", "attestations", "settings")]
    table = rng.choice(tables)
    column = _columns(raw, table)[-1]
    if rng.random() < 0.5:
        raw.execute(f'DELETE FROM "{table}"')
    else:
        raw.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = \'{rng.randbytes(32).hex()}\'')
    if rng.random() < 0.5:
        _plausible(raw, rng)


def _schema(raw: sqlite3.Connection, rng: Random) -> None:
    """A schema that is not ours."""
    table = rng.choice(_tables(raw))
    raw.execute(
        rng.choice(
            [
                f'CREATE INDEX extra ON "{table}" ("{_columns(raw, table)[0]}")',
                f'CREATE VIEW extra AS SELECT * FROM "{table}"',
                f'CREATE TRIGGER extra AFTER INSERT ON "{table}" BEGIN DELETE FROM units; END',
                f'ALTER TABLE "{table}" ADD COLUMN extra TEXT',
                f'ALTER TABLE "{table}" RENAME TO extra',
                f'DROP TABLE "{table}"',
                "CREATE TABLE extra (a)",
                "PRAGMA user_version = 0",
                "PRAGMA user_version = 77",
                "PRAGMA application_id = 1",
            ]
        )
    )


def _right_names(raw: sqlite3.Connection, rng: Random) -> None:
    """An edit of the sealed answers, and every revision given the name of its content."""
    for _ in range(rng.choice([1, 1, 3])):
        column = rng.choice(["question", "row", "state", "value", "value", "value", "reason", "comment", "attachments"])
        where, one = _any_row(raw, "revision_units", rng)
        kind = rng.random()
        if kind < 0.15:
            raw.execute(f"DELETE FROM revision_units WHERE {where}", one)
        elif kind < 0.5:
            there, other = _any_row(raw, "revision_units", rng)
            value = f'(SELECT "{column}" FROM revision_units WHERE {there})'
            raw.execute(f'UPDATE OR IGNORE revision_units SET "{column}" = {value} WHERE {where}', [*other, *one])
        else:
            value = rng.choice(_VALUES)
            raw.execute(f'UPDATE OR IGNORE revision_units SET "{column}" = {value} WHERE {where}', one)
    name_anew(raw)
    _manifest_anew(raw)


def _claims(raw: sqlite3.Connection, rng: Random) -> None:
    """What an assessment, revision or decision says of another, of its version or of its format, under right names."""
    ids = [id_ for (id_,) in raw.execute("SELECT id FROM assessments ORDER BY id")]
    other, column = rng.choice([*ids, "", "nowhere"]), rng.choice(["about", "follows"])
    changes = [
        *(f"UPDATE {table} SET {column} = '{other}'" for table in ("assessments", "revisions")),
        "UPDATE revisions SET format = '1'",
        "UPDATE revisions SET questionnaire_version = '1.0.1'",
        "UPDATE OR IGNORE revision_units SET state = 'carried_over' WHERE state = 'answered' AND row <> '*'",
        "UPDATE revision_units SET state = 'carried_over' WHERE state = 'not_applicable'",
        "UPDATE revision_units SET state = 'answered' WHERE state = 'carried_over' AND reason IS NULL",
        "UPDATE revision_units SET value = '\"none\"' WHERE state = 'carried_over' AND value LIKE '\"%\"'",
        "UPDATE revision_units SET comment = 'why' WHERE row NOT IN ('', '*')",
        "UPDATE decisions SET kind = 'corrected'",
        "UPDATE decisions SET question = '', row = 'round', value = '\"2030\"', state = 'answered'",
    ]
    for change in rng.sample(changes, rng.choice([1, 1, 2])):
        raw.execute(change)
    name_anew(raw)
    _manifest_anew(raw)


def _right_manifest(raw: sqlite3.Connection, rng: Random) -> None:
    """Any edit, and a manifest made anew for what is there then."""
    rng.choice([_plausible, _plausible, _value_of_one, _value_of_another, _rows_deleted, _rows_doubled])(raw, rng)
    _manifest_anew(raw)


def _manifest_anew(raw: sqlite3.Connection) -> None:
    raw.execute("UPDATE meta SET value = ? WHERE key = ?", (manifest_of(raw), KEY))


def name_anew(raw: sqlite3.Connection) -> None:
    """Give each revision the name of its content, wherever it is named. Raises `TypeError` where it has none."""
    left = raw.execute("SELECT * FROM revisions").fetchall()
    done: set[str] = set()
    while left:
        ready = [row for row in left if all(parent in done for parent in _named(raw, "parent", row[0]))]
        if not ready:
            return
        for old, *header, format_ in ready:
            rows = raw.execute(
                'SELECT question, "row", state, value, reason, comment, attachments, origin FROM revision_units '
                'WHERE revision = ? ORDER BY question, "row"',
                (old,),
            ).fetchall()
            parents, decisions = _named(raw, "parent", old), _named(raw, "decision", old)
            new = revision_id(Header(*header), parents, decisions, rows, format_)
            _renamed(raw, old, new)
            done.add(new)
        left = [row for row in left if row not in ready]


def _named(raw: sqlite3.Connection, column: str, revision: str) -> list[str]:
    table = {"parent": "revision_parents", "decision": "revision_decisions"}[column]
    found = raw.execute(f"SELECT {column} FROM {table} WHERE revision = ? ORDER BY {column}", (revision,))
    return [name for (name,) in found]


def _renamed(raw: sqlite3.Connection, old: str, new: str) -> None:
    raw.execute("UPDATE revisions SET id = ? WHERE id = ?", (new, old))
    for table in _tables(raw):
        for column in _columns(raw, table):
            if column in ("revision", "parent", "origin"):
                raw.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" = ?', (new, old))


EDITS: Mapping[str, Edit] = {
    "value of one": _value_of_one,
    "value of all": _value_of_all,
    "value of another": _value_of_another,
    "plausible": _plausible,
    "rows deleted": _rows_deleted,
    "rows doubled": _rows_doubled,
    "rows moved": _rows_moved,
    "manifest removed": _manifest_removed,
    "schema": _schema,
    "right names": _right_names,
    "claims": _claims,
    "right manifest": _right_manifest,
}
HONEST = frozenset({"right names", "claims", "right manifest"})
"""Whoever makes all names anew has made another file; it must only be a whole one."""
