"""Notices that an open database was overwritten in place, which SQLite does not where size and counter are the same.

One descriptor stays open as long as SQLite's connection does: on POSIX, closing it earlier would drop SQLite's locks.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TypeAlias

from mrcworkbench.errors import UserError

_HEADER = 100
_COUNTER = slice(24, 28)
_PART = 1024 * 1024
_OPEN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_FILE_ID = "SELECT value FROM meta WHERE key = 'file_id'"
_Seen: TypeAlias = tuple[tuple[int, int, int], bytes]
"""Size and times as the system tells them, and the first hundred bytes."""
_NOTHING: _Seen = ((0, 0, 0), b"")


class Watch:
    """What the file was like after this program's last look or save. Every method but `remember` raises `UserError`
    changed_elsewhere."""

    def __init__(self, path: Path) -> None:
        """Before SQLite's connection is made. Raises `OSError`."""
        self._path = path
        self._descriptor = os.open(path, _OPEN)
        status = os.fstat(self._descriptor)
        self._identity = status.st_dev, status.st_ino
        self._seen = _NOTHING
        self._file_id: list[tuple[object, ...]] = []

    def begin(self, raw: sqlite3.Connection) -> None:
        """The first look, once SQLite has read the file."""
        self._file_id = raw.execute(_FILE_ID).fetchall()
        self.remember()

    def remember(self) -> None:
        """What the file is like now is what this program made of it."""
        self._seen = self._look(os.fstat(self._descriptor))

    def require_same_name(self) -> None:
        """Before a save. What was renamed away would take our answers with it, and what was put in its place is not
        what we read: raises `UserError` replaced, `FileNotFoundError`."""
        status = os.stat(self._path)  # noqa: PTH116 - before every save
        if (status.st_dev, status.st_ino) != self._identity:
            raise UserError("replaced", path=str(self._path))

    def require_unchanged(self, raw: sqlite3.Connection) -> None:
        """Inside a transaction that will write: the content is still what this program left."""
        now = self._look(os.fstat(self._descriptor))
        seen = self._seen
        if now == seen:
            return
        if not _alike(now, seen) or not self._reads_the_same(raw):
            raise self._changed()
        self._seen = now

    def require_readable(self, raw: sqlite3.Connection) -> None:
        """Inside a transaction that reads: what SQLite keeps in memory is what the file holds. Another program may have
        saved by the rules."""
        status = os.fstat(self._descriptor)
        seen = self._seen
        if (status.st_size, status.st_mtime_ns, status.st_ctime_ns) == seen[0]:
            return
        now = self._look(status)
        if now[1] and now[1][_COUNTER] != seen[1][_COUNTER]:
            same = raw.execute(_FILE_ID).fetchall() == self._file_id
        else:
            same = _alike(now, seen) and self._reads_the_same(raw)
        if not same:
            raise self._changed()
        self._seen = now

    def read(self, at: int, length: int) -> bytes:
        """Bytes of the file, inside a transaction. Raises `OSError`."""
        os.lseek(self._descriptor, at, os.SEEK_SET)
        parts = []
        while length and (part := os.read(self._descriptor, length)):
            parts.append(part)
            length -= len(part)
        if length:  # it was cut off, which SQLite will not see before it reads there
            raise self._changed()
        return b"".join(parts)

    def close(self) -> None:
        """After SQLite's connection is closed."""
        os.close(self._descriptor)

    def _look(self, status: os.stat_result) -> _Seen:
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        header = os.read(self._descriptor, _HEADER)
        return (status.st_size, status.st_mtime_ns, status.st_ctime_ns), header

    def _reads_the_same(self, raw: sqlite3.Connection) -> bool:
        """Whether the pages that SQLite keeps in memory are those of the file: asked only where the times differ, as
        after `touch`, a change of rights, or a copy over it."""
        kept = memoryview(raw.serialize())
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        at = 0
        while part := os.read(self._descriptor, _PART):
            if kept[at : at + len(part)] != part:
                return False
            at += len(part)
        return at == len(kept)

    def _changed(self) -> UserError:
        return UserError("changed_elsewhere", path=str(self._path))


def _alike(one: _Seen, other: _Seen) -> bool:
    """Whether nothing but the times differs."""
    return one[0][0] == other[0][0] and one[1] == other[1]
