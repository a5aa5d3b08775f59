"""The bytes of a database file, page by page, as SQLite sees them: for copies that are cheaper than SQLite's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from mrcworkbench.storage.database.journals import LOCK_BYTE
from mrcworkbench.storage.database.watching import Watch

_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Pages:
    """`count` pages of `size` bytes each. To be read inside a transaction: SQLite's lock keeps every writer out, and an
    interrupted save has been undone.
    """

    watch: Watch
    size: int
    count: int

    def blocks(self) -> Iterator[bytes]:
        """All pages in order, a few at a time. That of SQLite's locks has nothing in it, and cannot be read on Windows:
        it is all zeros here. Raises `OSError`, `UserError` changed_elsewhere."""
        locks = LOCK_BYTE // self.size
        for first, end in ((0, min(locks, self.count)), (locks + 1, self.count)):
            if first == locks + 1 and locks < self.count:
                yield bytes(self.size)
            step = _BLOCK // self.size
            for number in range(first, end, step):
                yield self._read(number, min(step, end - number))

    def _read(self, number: int, count: int) -> bytes:
        return self.watch.read(number * self.size, count * self.size)


def pages_of(raw: sqlite3.Connection, watch: Watch) -> Pages:
    """Those of the file that both have open, in the connection's transaction: it holds SQLite's lock from here on."""
    (size,), (count,) = (raw.execute(f"PRAGMA {name}").fetchone() for name in ("page_size", "page_count"))
    return Pages(watch, int(size), int(count))
