"""Every schema that this program ever released, to compare a file's own list with: exactly these tables and indexes,
nothing more, nothing else.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TypeAlias

from mrcworkbench import paths

Entry: TypeAlias = tuple[object, ...]
"""Type, name, table and SQL of something in a schema, as in `sqlite_schema`."""

_TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|\s+|.""", re.DOTALL)


@lru_cache(maxsize=8)
def is_known(version: int, entries: tuple[Entry, ...]) -> bool:
    """Whether these are all entries of that released schema. Layout does not matter, every other character does.

    Remembered, since ten thousand files have the same list.
    """
    return len(entries) == len(known := _known(version)) and {_comparable(entry) for entry in entries} == known


@cache
def _known(version: int) -> frozenset[Entry]:
    file = paths.migrations() / "schemas" / f"v{version}.sql"
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(file.read_text("utf-8"))
        return frozenset(map(_comparable, connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")))
    finally:
        connection.close()


def _comparable(entry: Iterable[object]) -> Entry:
    type_, name, table, sql = entry
    return type_, name, table, _words(sql) if isinstance(sql, str) else sql


def _words(sql: str) -> tuple[str, ...]:
    """The words and signs without the space between them; what stands in quotes whole, comments too."""
    return tuple(token for token in _TOKEN.findall(sql) if not token.isspace())
