"""Reads a database of one's own as a file from elsewhere is read, before SQLite opens it for writing.

The header by hand; what lies beside it by hand; how much schema there is, by hand; then the list of tables and indexes
against the known ones, on a connection that ignores what lies beside and can do nothing else. Where a save was
interrupted, all of it is asked of the bytes as they were before that save, played back in memory: so no place on any
disk is needed.

Never while this process has the database open: on POSIX, closing the file would drop SQLite's locks.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mrcworkbench import systems
from mrcworkbench.errors import UserError
from mrcworkbench.storage.backups.hashing import unmarked
from mrcworkbench.storage.database.beside import hot_journal, opened_journal, refused
from mrcworkbench.storage.database.failures import told_to_user
from mrcworkbench.storage.database.header import WAL_MODE, page_size_of
from mrcworkbench.storage.database.journals import ForeignJournalError, Journal, JournalKind, first_pages, play_back
from mrcworkbench.storage.strangers.guarded import guarded
from mrcworkbench.storage.strangers.headers import JudgedHeader, judge_header
from mrcworkbench.storage.strangers.limits import Limits, deadline
from mrcworkbench.storage.strangers.refusals import RefusedError
from mrcworkbench.storage.strangers.schema_pages import require_small_schema
from mrcworkbench.storage.strangers.structure import require_schema, require_structure

_MODE = slice(18, 20)
_COUNTER = slice(24, 28)
_ROLLBACK_MODE = b"\x01\x01"
_SAME_WORDS = frozenset({"encrypted", "not_a_database", "other_application", "newer_version"})
"""Refusals that opening has a sentence of its own for, under the same code."""
_FILE_ID = "SELECT value FROM meta WHERE key = 'file_id'"
_LIMITS = Limits()


def judge_file(path: Path, start: bytes, size: int) -> tuple[int, bytearray | None]:
    """Judge a database that begins with these bytes, and what lies beside it; changes nothing. Gives its schema
    version, and its bytes as they were before the save that was interrupted; None where none was.

    Raises `UserError`: what `beside.hot_journal` says, corrupt, and refused_made_by_hand, which merging says of the
    same file.
    """
    with told_to_user(path), refusals_told(path):
        journal = hot_journal(path, page_size_of(start), wal_mode=start[_MODE] == WAL_MODE)
        if journal is None:
            return _require_ours(path, start, size), None
        image = _before_save(path, journal, start)
        return _require_sound(path, image, journal, start, size), image


@contextmanager
def refusals_told(path: Path) -> Iterator[None]:
    """Raise the user's error for what the reading of files from elsewhere refuses."""
    try:
        yield
    except RefusedError as error:
        refusal = error.refusal
        if refusal.code in _SAME_WORDS:
            raise UserError(refusal.code, path=str(path), **refusal.facts) from error
        if refusal.reason == "corrupt":
            raise UserError("corrupt", path=str(path), detail=refusal.code) from error
        raise UserError("refused_made_by_hand", path=str(path)) from error
    except MemoryError as error:
        raise UserError("refused_made_by_hand", path=str(path)) from error


def _judged(start: bytes, size: int) -> JudgedHeader:
    """The header, where another program's way of keeping changes does not matter: it is turned back later. A backup is
    read, too."""
    mode = _ROLLBACK_MODE if start[_MODE] == WAL_MODE else start[_MODE]
    return judge_header(unmarked(start[:18] + mode + start[20:]), size)


def _require_ours(path: Path, start: bytes, size: int) -> int:
    """A file without an interrupted save."""
    header = _judged(start, size)
    with path.open("rb") as file:
        require_small_schema(file, header.page_size)
    with guarded(path, deadline(_LIMITS, size)) as connection:
        require_schema(connection, header.version)
    return header.version


def _before_save(path: Path, journal: Journal, start: bytes) -> bytearray:
    """The bytes before the save. Raises `UserError` second_file_foreign for a journal of another database."""
    image = _content(path)
    place = systems.name_followed(path)
    with opened_journal(place) as (file, _), refused(place):
        play_back(file, journal, image)
        counters = [page[_COUNTER] for page in first_pages(file, journal)]
        if not all(_follows(counter, start[_COUNTER]) for counter in (*counters, bytes(image[_COUNTER]))):
            raise ForeignJournalError("it is of another save")
    if image[_MODE] == WAL_MODE:
        image[_MODE] = _ROLLBACK_MODE  # no copy in memory can be in that mode
    return image


def _content(path: Path) -> bytearray:
    """All bytes of a file, in memory once: it may be a collection of thousands of centres."""
    with path.open("rb") as file:
        content = bytearray(os.fstat(file.fileno()).st_size)
        del content[file.readinto(content) :]
    return content


class _Reader:
    """Bytes in memory, read like a file without copying all of them."""

    def __init__(self, content: bytearray) -> None:
        self._content, self._at = memoryview(content), 0

    def seek(self, place: int, /) -> int:
        self._at = place
        return place

    def read(self, length: int, /) -> bytes:
        return bytes(self._content[self._at : self._at + length])


def _follows(before: bytes, now: bytes) -> bool:
    """Whether a save that began at one count of changes may have left the other: it counts one up, at its end."""
    step = (int.from_bytes(now, "big") - int.from_bytes(before, "big")) & 0xFFFFFFFF
    return step in (0, 1)


def _require_sound(path: Path, image: bytearray, journal: Journal, start: bytes, size: int) -> int:
    """The bytes before the save, judged as a file from elsewhere. Raises `UserError` second_file_foreign where they are
    no sound database, or another one."""
    time = deadline(_LIMITS, len(image))
    place = systems.name_followed(path)
    try:
        header = judge_header(unmarked(bytes(image[: len(start)])), len(image))
        require_small_schema(_Reader(image), header.page_size)
        with guarded(image, time, constraints=True) as connection:
            require_structure(connection, header.version)
            before = connection.execute(_FILE_ID).fetchall()
    except RefusedError as error:
        if error.refusal.reason == "hostile" or journal.kind is not JournalKind.HOT:
            raise
        with refused(place):
            raise ForeignJournalError(error.refusal.code) from error
    with refused(place):
        if _file_ids(path, start, size) not in (None, before):
            raise ForeignJournalError("it is of another database")
    return header.version


def _file_ids(path: Path, start: bytes, size: int) -> list[tuple[object, ...]] | None:
    """Which database the file says it is, with half a save in it; None where that cannot be read."""
    try:
        _require_ours(path, start, size)
        with guarded(path, deadline(_LIMITS, size)) as connection:
            return connection.execute(_FILE_ID).fetchall()
    except RefusedError:
        return None
