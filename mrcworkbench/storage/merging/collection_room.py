"""How full the whole database is, against what the check of a file lets through. db/README.md, Merging 9.

It is counted once for an import, and then only what each file adds.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from mrcworkbench.domain.merging.loads import FULL, has_room, nearest, share
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.imports.log import Addition
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS
from mrcworkbench.storage.merging.loading import FIRST_BROUGHT, Heavy, heaviest, refusal
from mrcworkbench.storage.strangers import limits
from mrcworkbench.storage.strangers.incoming import Incoming
from mrcworkbench.storage.strangers.weights import weigh_lists, weigh_row

_LISTED = {"centre": "centres", "assessment": "assessments", **{one.kind: one.table.name for one in RECORD_SETS}}
_FILES, _LISTS, _SIZE = "attachment", "lists", "size"
_BROUGHT = "SELECT path, count(*) FROM ({}) GROUP BY path"
_BROUGHT_BYTES = "SELECT path, sum(size) FROM ({}) AS brought JOIN attachments ON sha256 = brought.id GROUP BY path"


class CollectionRoom:
    """What is here, and whether a file leaves room for others."""

    def __init__(self, connection: Connection) -> None:
        raw = driver(connection)
        known = limits.Limits()
        self._most = {
            **dict.fromkeys(_LISTED, limits.MOST_ROWS),
            _FILES: limits.MOST_FILES,
            _LISTS: known.lists,
            _SIZE: known.size,
        }
        tables = {**_LISTED, _FILES: "attachments"}
        self._load = {kind: _number(raw, f"SELECT count(*) FROM {name}") for kind, name in tables.items()}  # noqa: S608
        self._load |= {_LISTS: weigh_lists(raw), _SIZE: _size(raw)}
        self._is_empty = not self._load["assessment"]

    def require(self, connection: Connection, incoming: Incoming, additions: Sequence[Addition]) -> dict[str, int]:
        """What is here with a file that has gone in; `remember` it if it stays. Raises `RefusedError` where it leaves
        too little room."""
        added = Counter(kind for kind, _ in additions if kind in self._most)
        after = {kind: amount + added[kind] for kind, amount in self._load.items()}
        after[_LISTS] += sum(map(weigh_row, _rows_of(incoming, {id_ for _, id_ in additions})))
        after[_SIZE] = _size(driver(connection))
        if not has_room(None if self._is_empty else self._load, after, self._most):
            heavy = self._heavy(connection)
            raise refusal(heavy, "no_room_at_all", "too_much_at_all")
        return after

    def remember(self, load: dict[str, int]) -> None:
        self._load, self._is_empty = load, False

    def heavy(self, connection: Connection) -> Iterator[Heavy]:
        """What is to be said of the whole, if it is so full."""
        if share(self._load, self._most) >= FULL:
            yield self._heavy(connection)

    def _heavy(self, connection: Connection) -> Heavy:
        raw = driver(connection)
        kind = nearest(self._load, self._most)
        if kind == _SIZE:
            found = raw.execute(_BROUGHT_BYTES.format(FIRST_BROUGHT.format("kind = 'attachment'")))
        else:
            kinds = list(_LISTED) if kind == _LISTS else [kind]
            brought = FIRST_BROUGHT.format("kind IN (SELECT value FROM json_each(?))")
            found = raw.execute(_BROUGHT.format(brought), (json.dumps(kinds),))
        return Heavy(None, "", share(self._load, self._most), heaviest(dict(found.fetchall())))


def _rows_of(incoming: Incoming, ids: set[str]) -> Iterator[Sequence[object]]:
    """The rows with these ids of the lists that a file has."""
    for rows in (incoming.centres, incoming.assessments, *incoming.records.values()):
        yield from (row for row in rows if row[0] in ids)


def _size(raw: sqlite3.Connection) -> int:
    """Bytes of the pages in use: nothing that leaves is larger."""
    pages = _number(raw, "PRAGMA page_count") - _number(raw, "PRAGMA freelist_count")
    return pages * _number(raw, "PRAGMA page_size")


def _number(raw: sqlite3.Connection, statement: str) -> int:
    (number,) = raw.execute(statement).fetchone()
    return int(number)
