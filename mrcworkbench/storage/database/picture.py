"""The schema of a database as readable SQL: `python -m mrcworkbench.storage.database.picture > db/schemas/vN.sql`."""

from __future__ import annotations

import re
import sqlite3
import sys

from sqlalchemy import create_engine

from mrcworkbench.storage.database.schema import APPLICATION_ID, SCHEMA_VERSION
from mrcworkbench.storage.database.tables import metadata


def schema_sql(connection: sqlite3.Connection) -> str:
    """Every table and index by name, one clause a line, however the statement that made it was laid out."""
    found = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name")
    head = f"-- application_id = 0x{APPLICATION_ID:08X}, user_version = {SCHEMA_VERSION}\n"
    return head + "".join(f"\n{_laid_out(sql)};\n" for (sql,) in found)


def _laid_out(sql: str) -> str:
    flat = re.sub(r"\s+", " ", sql).replace("( ", "(").replace(" )", ")").strip()
    start, bracket, rest = flat.partition("(")
    if not flat.startswith("CREATE TABLE"):
        return flat
    end = rest.rindex(")")
    clauses = ",\n".join(f"    {clause.strip()}" for clause in _clauses(rest[:end]))
    return f"{start.strip()} {bracket}\n{clauses}\n){rest[end + 1 :].rstrip()}"


def _clauses(text: str) -> list[str]:
    """Split at the commas that stand in no brackets and no quotes."""
    clauses, depth, quoted, start = [], 0, False, 0
    for at, ch in enumerate(text):
        if ch == "'":
            quoted = not quoted
        elif not quoted:
            depth += (ch == "(") - (ch == ")")
            if ch == "," and depth == 0:
                clauses.append(text[start:at])
                start = at + 1
    return [*clauses, text[start:]]


def _main() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        raw = connection.connection.dbapi_connection
        if isinstance(raw, sqlite3.Connection):
            sys.stdout.write(schema_sql(raw))


if __name__ == "__main__":
    _main()
