"""What is kept of a file that is set aside: rows of the log and of what it names, packed. A centre is taken out of it
where it is erased."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from mrcworkbench.storage.database import tables
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.failures import WrongRowError
from mrcworkbench.storage.imports.log import named_in
from mrcworkbench.storage.imports.logged_rows import Rows

Logged = tuple[str, str, str, int]
"""A row of `import_additions`."""
_MOST = 1 << 30
"""Bytes of what is packed, unpacked."""
_OF = ("centre_id", "into_id", "assessment_id", "revision")
"""Columns by which a row belongs to a centre, its assessments and their revisions."""
_ATTACHING = ("revision_units", "decisions")


def packed(additions: Iterable[Logged], rows: Rows) -> bytes:
    """What is kept of a file: JSON, its bytes in base64, compressed."""
    text = json.dumps({"additions": sorted(additions), "rows": rows}, default=_encoded, sort_keys=True)
    return zlib.compress(text.encode())


def unpacked(content: bytes) -> tuple[list[Logged], Rows]:
    """Raises `WrongRowError` for what is no such thing."""
    try:
        unpacking = zlib.decompressobj()
        found = json.loads(unpacking.decompress(content, _MOST), object_hook=_decoded)
        additions = [
            (str(kind), str(id_), str(import_id), int(number)) for kind, id_, import_id, number in found["additions"]
        ]
        return additions, {str(table): [tuple(row) for row in rows] for table, rows in found["rows"].items()}
    except (zlib.error, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise WrongRowError("what is set aside cannot be read") from error


def drop_centre(connection: Connection, centre: str) -> set[tuple[str, int]]:
    """Take the data of a centre out of all that is set aside, for good: it is erased. The lines of the log that had
    some."""
    raw, found = driver(connection), set()
    for import_id, number, content in raw.execute("SELECT import_id, number, content FROM set_aside").fetchall():
        additions, rows = unpacked(content)
        gone = _ids_of(rows, centre)
        gone.update([row[0] for table, of in rows.items() for row in of if _belongs(table, row, gone)])
        left = {table: [row for row in of if not _belongs(table, row, gone)] for table, of in rows.items()}
        if left == rows:
            continue
        named = {str(row[_place(table, "attachments")]) for table in _ATTACHING for row in left.get(table, ())}
        left["attachments"] = [row for row in left.get("attachments", ()) if any(str(row[0]) in one for one in named)]
        kept = [one for one in additions if gone.isdisjoint(named_in(one[1]))]
        sql = "UPDATE set_aside SET content = ? WHERE import_id = ? AND number = ?"
        raw.execute(sql, (packed(kept, left), import_id, number))
        found.add((import_id, number))
    return found


def _ids_of(rows: Rows, centre: str) -> set[object]:
    """Of the centre, its assessments, and their revisions."""
    assessments = {row[0] for row in rows.get("assessments", ()) if row[1] == centre}
    revisions = [row for row in rows.get("revisions", ()) if row[_place("revisions", "centre_id")] == centre]
    return {centre} | assessments | {row[1] for row in revisions} | {row[0] for row in revisions}


def _belongs(table: str, row: tuple[object, ...], gone: set[object]) -> bool:
    columns = tables.metadata.tables[table].columns.keys()
    return row[0] in gone or any(row[columns.index(name)] in gone for name in _OF if name in columns)


def _place(table: str, column: str) -> int:
    return tables.metadata.tables[table].columns.keys().index(column)


def _encoded(value: object) -> dict[str, str]:
    if not isinstance(value, bytes):
        raise TypeError(f"{type(value).__name__} stands in no row")
    return {"base64": base64.b64encode(value).decode()}


def _decoded(found: dict[str, Any]) -> object:
    return base64.b64decode(found["base64"]) if found.keys() == {"base64"} else found
