"""Values that no column of ours may have: wrong types, huge ones, broken text, too deep, too many."""

# ruff: noqa: S608 - changes files as any other program might

from __future__ import annotations

from collections.abc import Iterator

from tests.trials.hostile.kinds import Kind, Right, by_statements

_COLUMNS = {
    "units": (
        *("assessment_id", "question", "row", "state", "value", "reason", "comment", "attachments", "origin"),
        "changed_at",
    ),
    "centres": ("id", "name", "country", "is_sample", "created_at"),
    "assessments": ("id", "centre_id", "round", "questionnaire_id", "questionnaire_version", "created_at"),
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
_COUNT = "WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < {count})"


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
    for table, columns, count in (
        ("units", "(SELECT id FROM assessments), 'q' || n, '', 'blank', NULL, NULL, '', '[]', NULL, 'now'", 10**6),
        ("units", "(SELECT id FROM assessments), 'prof_web', 'r' || n, 'answered', '{}', NULL, '', '[]', NULL, 'now'",
         3 * 10**5),
        ("settings", "'k' || n, 'v'", 10**6),
        ("meta", "'k' || n, 'v'", 10**6),
        ("drafts", "(SELECT id FROM assessments), 'q' || n, '', '', 'text', 'now'", 10**6),
        ("centres", "'c' || n, 'Centre', 'AL', 0, 'now'", 3 * 10**5),
        ("assessments", "'a' || n, (SELECT id FROM centres), '2026', 'manager', '1.0.0', 'now'", 3 * 10**5),
        ("contested", "(SELECT id FROM assessments), 'q' || n, '', printf('%064d', n)", 3 * 10**5),
        ("attestations", "printf('%064d', n), 'A', 'now', 'sealed'", 3 * 10**5),
    ):  # fmt: skip
        rows = f"INSERT OR IGNORE INTO {table} {_COUNT.format(count=count)} SELECT {columns} FROM k"
        yield by_statements(f"{count} rows {table} {columns[-12:]}", rows, right=Right.OTHER)
