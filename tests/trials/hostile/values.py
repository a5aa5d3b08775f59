"""Values that no column of ours may have: wrong types, huge ones, broken text, too deep, too many."""

# ruff: noqa: S608 - changes files as any other program might

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial

from tests.trials.hostile.kinds import Kind, Right, Stage, by_statements, edited

_COLUMNS = {
    "units": (
        *("assessment_id", "question", "row", "state", "value", "reason", "comment", "attachments", "origin"),
        "changed_at",
    ),
    "centres": ("id", "name", "country", "is_sample", "created_at"),
    "assessments": (
        "id",
        "centre_id",
        "round",
        "questionnaire_id",
        "questionnaire_version",
        "about",
        "follows",
        "created_at",
    ),
    "meta": ("key", "value"),
}
_VALUES = {
    "bytes": "x'00ff80'",
    "number": "12345",
    "fraction": "1e308",
    "nothing": "''",
    "not UTF-8": "CAST(x'41ff42' AS TEXT)",
    "lone surrogate": "CAST(x'41eda08042' AS TEXT)",
    "NUL": "'a' || char(0) || 'b'",
    "markup": "'<img src=''file:///etc/passwd''>'",
    "long": "printf('%.300000c', 'x')",
}


def kinds() -> Iterator[Kind]:
    for table, columns in _COLUMNS.items():
        for number, column in enumerate(columns):
            values = list(_VALUES.items())
            for name, value in (values[number % 3], values[3 + number % 3], values[6 + number % 3]):
                change = f'UPDATE OR IGNORE {table} SET "{column}" = {value}'
                yield by_statements(f"{table}.{column} {name}", change, right=Right.OTHER)
    yield from _huge()
    yield from _json()
    yield from _many()


def _huge() -> Iterator[Kind]:
    twenty = "hex(zeroblob(10000000))"
    for table, column in (
        *(("units", "value"), ("units", "comment"), ("centres", "name"), ("assessments", "round"), ("meta", "value")),
        ("attestations", "author"),
    ):
        first = f"{column} = (SELECT max({column}) FROM {table})"
        change = f"UPDATE {table} SET {column} = {twenty} WHERE {first}"
        yield by_statements(f"twenty megabytes {table}.{column}", change, right=Right.OTHER)
    yield by_statements(
        "hundreds of megabytes",
        "INSERT INTO settings VALUES ('large', zeroblob(300000000))", right=Right.OTHER,
    )  # fmt: skip
    yield by_statements(
        "large draft", "INSERT INTO drafts SELECT id, 'prof_body', '', '', printf('%.900000c', 'x'), 'now' "
        "FROM assessments", right=Right.OTHER,
    )  # fmt: skip


def _json() -> Iterator[Kind]:
    for name, value in {
        "deep lists": "replace(hex(zeroblob(200000)), '00', '[')",
        "deep objects": "replace(hex(zeroblob(100000)), '00', '{\"a\":')",
        "deep and closed": "replace(hex(zeroblob(300)), '00', '[') || replace(hex(zeroblob(300)), '00', ']')",
        "great number": "'1' || replace(hex(zeroblob(50000)), '00', '0')",
        "infinite": "'1e999'",
        "not a number": "'NaN'",
        "surrogate escape": "'\"\\ud800\"'",
        "twice the same key": '\'{"a": 1, "a": 2}\'',
        "many keys": "'[' || replace(hex(zeroblob(300000)), '00', '0,') || '0]'",
        "not JSON": "'{'",
        "other kind": "'{\"row\": []}'",
        "true": "'true'",
    }.items():
        for question in ("prof_body", "prof_year"):
            change = f"UPDATE units SET value = {value} WHERE question = '{question}'"
            yield by_statements(f"JSON {name} {question}", change, right=Right.OTHER)
    yield by_statements(
        "JSON of attachments", "UPDATE units SET attachments = replace(hex(zeroblob(200000)), '00', '[')",
        right=Right.OTHER,
    )  # fmt: skip
    yield by_statements(
        "JSON of settings", "INSERT INTO settings SELECT 'released_texts', replace(hex(zeroblob(200000)), '00', '[')",
        right=Right.OTHER,
    )  # fmt: skip


def _many() -> Iterator[Kind]:
    one = "(SELECT min(id) FROM assessments)"
    for name, table, count, given in (
        ("answers", "units", 10**6, {"assessment_id": one, "question": "'q' || n", "row": "''", "state": "'blank'"}),
        (
            "table rows", "units", 3 * 10**5,
            {"assessment_id": one, "question": "'prof_web'", "row": "'r' || n", "state": "'answered'", "value": "'{}'"},
        ),
        ("settings", "settings", 10**6, {"key": "'k' || n"}),
        ("marks", "meta", 10**6, {"key": "'k' || n"}),
        ("drafts", "drafts", 10**6, {"assessment_id": one, "question": "'q' || n", "row": "''", "column": "''"}),
        ("centres", "centres", 3 * 10**5, {"id": "'c' || n", "name": "'Centre'", "country": "'AL'", "is_sample": "0"}),
        (
            "assessments", "assessments", 3 * 10**5,
            {"id": "'a' || n", "centre_id": "(SELECT min(id) FROM centres)", "questionnaire_id": "'manager'"},
        ),
        ("conflicts", "contested", 3 * 10**5, {"assessment_id": one, "question": "'q' || n", "row": "''"}),
        ("attestations", "attestations", 3 * 10**5, {"revision": "printf('%064d', n)", "kind": "'sealed'"}),
        ("queries", "queries", 3 * 10**5, {"id": "printf('%064d', n)"}),
        ("reports", "reports", 3 * 10**5, {"id": "'r' || n"}),
        ("imports", "imports", 3 * 10**5, {"id": "'i' || n"}),
        ("imported files", "import_files", 3 * 10**5, {"import_id": "'i'", "number": "n", "verdict": "'new'"}),
    ):  # fmt: skip
        yield Kind(f"{count} {name}", partial(_fill, table=table, count=count, given=given), Right.OTHER)


def _fill(stage: Stage, table: str, count: int, given: Mapping[str, str]) -> None:
    """Rows by the thousand; what is not given is any text where something must be."""
    with closing(sqlite3.connect(stage.good)) as raw:
        columns = raw.execute(f"PRAGMA table_info({table})").fetchall()
    values = [given.get(name, "'0123456789abcdef'" if must_be else "NULL") for _, name, _, must_be, *_ in columns]
    counted = f"WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < {count})"
    edited(stage, f"INSERT INTO {table} {counted} SELECT {', '.join(values)} FROM k")
