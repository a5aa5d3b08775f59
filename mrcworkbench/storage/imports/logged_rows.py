"""The rows that the log of imports names by kind and id: found, taken out, and put in again where they are missing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mrcworkbench.storage.database import tables
from mrcworkbench.storage.database.prepared import Value
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS

Items = Mapping[str, set[str]]
"""Ids by kind, as in `import_additions`."""
Rows = dict[str, list[tuple[Value, ...]]]
"""By table, rows in the order of its columns."""
_ID = ("id",)
_OF_REVISION = ("revision",)
_PLACES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "centre": {"centres": _ID},
    "assessment": {"assessments": _ID},
    "revision": {
        "revisions": _ID,
        "revision_units": _OF_REVISION,
        "revision_parents": _OF_REVISION,
        "revision_decisions": _OF_REVISION,
    },
    "attestation": {"attestations": tuple(tables.attestations.primary_key.columns.keys())},
    "decision": {"decisions": _ID},
    **{one.kind: {one.table.name: _ID} for one in RECORD_SETS},
    "attachment": {"attachments": ("sha256",)},
    "attachment_name": {"attachment_names": tuple(tables.attachment_names.primary_key.columns.keys())},
    "verdict": {"verdicts": ("subject",)},
}
"""By kind, the tables in which its rows stand, and by which columns they are found; what is named comes first. Verdicts
are in no log: they go with what they are about."""
_FOLLOWS_FROM_ASSESSMENT = ("units", "contested", "working_parents")
"""What is taken anew from the revisions."""


def rows_of(raw: sqlite3.Connection, items: Items) -> Rows:
    """Every row of these items that is here."""
    found: Rows = {}
    for kind, table, columns in _places():
        where = " AND ".join(f'"{name}" = ?' for name in columns)
        sql = f"SELECT * FROM {table} WHERE {where}"  # noqa: S608 - our own words
        for id_ in sorted(items.get(kind, ())):
            found.setdefault(table, []).extend(raw.execute(sql, _key(columns, id_)))
    return {table: rows for table, rows in found.items() if rows}


def remove(raw: sqlite3.Connection, items: Items) -> None:
    """Take out the rows of these items, and what follows from an assessment with it."""
    of_assessments = [(id_,) for id_ in items.get("assessment", ())]
    for table in _FOLLOWS_FROM_ASSESSMENT:
        raw.executemany(f"DELETE FROM {table} WHERE assessment_id = ?", of_assessments)  # noqa: S608
    for kind, table, columns in reversed(list(_places())):
        where = " AND ".join(f'"{name}" = ?' for name in columns)
        keys = [_key(columns, id_) for id_ in sorted(items.get(kind, ()))]
        raw.executemany(f"DELETE FROM {table} WHERE {where}", keys)  # noqa: S608 - our own words


def insert_missing_rows(raw: sqlite3.Connection, rows: Mapping[str, Iterable[Sequence[Value]]]) -> int:
    """Add those rows that are not here by their key, and say how many."""
    count = 0
    for table in dict.fromkeys(table for _, table, _ in _places()):
        columns = tables.metadata.tables[table].columns.keys()
        keys = tables.metadata.tables[table].primary_key.columns.keys()
        where = " AND ".join(f'"{name}" = ?' for name in keys)
        finding = f"SELECT 1 FROM {table} WHERE {where}"  # noqa: S608 - our own words
        adding = f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - our own words
        places = [columns.index(name) for name in keys]
        for row in rows.get(table, ()):
            if raw.execute(finding, [row[place] for place in places]).fetchone() is None:
                count += raw.execute(adding, row).rowcount
    return count


def _places() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    return ((kind, table, columns) for kind, places in _PLACES.items() for table, columns in places.items())


def _key(columns: Sequence[str], id_: str) -> Sequence[str]:
    return (id_,) if len(columns) == 1 else json.loads(id_)
