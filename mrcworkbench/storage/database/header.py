"""The first bytes of a file, read by hand before SQLite sees it.

SQLite acts on a file when it opens it (it rolls back a journal beside it), so what is not ours must be known before.
Never read by hand while this process has the database open: on POSIX, closing the file would drop SQLite's locks.
"""

from __future__ import annotations

import errno
import math
import os
import stat
from collections import Counter
from pathlib import Path

from mrcworkbench.errors import UserError
from mrcworkbench.storage.database.failures import told_to_user
from mrcworkbench.storage.database.schema import APPLICATION_ID, BACKUP_ID, SCHEMA_VERSION

MAGIC = b"SQLite format 3\x00"
"""With which every file of SQLite begins."""
WAL_MODE = b"\x02\x02"
"""What stands in the header of a database whose changes are kept in a log beside it."""
SECOND_FILES = ("-journal", "-wal", "-shm")
"""With which the names of SQLite's second files end."""
_LENGTH = 100
_SAMPLE = 4096
_RANDOM = 7.8
"""Bits of entropy per byte above which 4 KiB are taken for encrypted; text has under 5, pictures and archives begin
with a known mark."""
_AS_WE_WRITE = (
    (slice(18, 24), b"\x01\x01\x00\x40\x20\x20"),  # a rollback journal, nothing kept free on a page
    (slice(44, 56), b"\x00\x00\x00\x04" + bytes(8)),  # the format of the schema, no suggestion for the cache
    (slice(56, 60), b"\x00\x00\x00\x01"),  # UTF-8
    (slice(64, 68), bytes(4)),
    (slice(72, 92), bytes(20)),
)
_KNOWN_MARKS = (
    b"PK\x03\x04",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8",
    b"7z\xbc\xaf",
    b"Rar!",
)


def read_start(path: Path) -> tuple[bytes, int]:
    """The first bytes of a file that should be a database of this program, and its size, without changing it or its
    folder.

    Raises `UserError`: missing, is_folder, not_a_file, no_permission, empty_file, encrypted, not_a_database,
    other_application, newer_version.
    """
    with told_to_user(path):
        if path.is_dir():
            raise UserError("is_folder", path=str(path))
        if not path.exists():
            raise UserError("missing", path=str(path))
        if not path.is_file():
            raise UserError("not_a_file", path=str(path))
        with path.open("rb") as file:
            start = file.read(_SAMPLE)
        size = path.stat().st_size
    if not start:
        raise UserError("empty_file", path=str(path))
    if start[: len(MAGIC)] != MAGIC or len(start) < _LENGTH:
        raise UserError("encrypted" if looks_encrypted(start) else "not_a_database", path=str(path))
    judge(int.from_bytes(start[68:72], "big"), int.from_bytes(start[60:64], "big"), path)
    return start, size


def is_usual(start: bytes, size: int) -> bool:
    """Whether the first bytes are in everything that does not change those of a file that this program wrote, whole and
    in its newest form. False says nothing; see `strangers.headers`."""
    pages = int.from_bytes(start[28:32], "big")
    return (
        all(start[place] == expected for place, expected in _AS_WE_WRITE)
        and start[24:28] == start[92:96]
        and page_size_of(start) > 0
        and pages * page_size_of(start) == size
    )


def page_size_of(start: bytes) -> int:
    """Bytes of a page, as the first bytes of a database say; 0 for a size that no database has."""
    page = int.from_bytes(start[16:18], "big")
    return 65536 if page == 1 else page if 512 <= page <= 32768 and page & (page - 1) == 0 else 0


def is_backup(start: bytes) -> bool:
    """Whether a database that begins so is one that was kept before a merge, an upgrade or a move."""
    return int.from_bytes(start[68:72], "big") == BACKUP_ID


def has_second_file(path: Path) -> bool:
    """Whether a journal or log that is not empty lies beside the database. Cheap: asked before every transaction."""
    name = os.fspath(path)
    return _is_there(f"{name}-journal") or _is_there(f"{name}-wal")


def _is_there(name: str) -> bool:
    try:
        status = os.lstat(name)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # no file can have it
            return False
        raise
    return not stat.S_ISREG(status.st_mode) or status.st_size > 0


def judge(application_id: int, version: int, path: Path) -> None:
    """Raises `UserError` other_application or newer_version."""
    if application_id not in (APPLICATION_ID, BACKUP_ID):
        raise UserError("other_application", path=str(path))
    if version > SCHEMA_VERSION:
        raise UserError("newer_version", path=str(path), version=version, known=SCHEMA_VERSION)


def second_files_of(path: Path) -> tuple[Path, ...]:
    """What SQLite takes for a part of a database because of its name, and acts on when the database is opened."""
    return tuple(path.with_name(path.name + ending) for ending in SECOND_FILES)


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what an interrupted save is undone from."""
    return path.with_name(path.name + "-journal")


def looks_encrypted(start: bytes) -> bool:
    """Whether the first bytes of a file that is no database look as if it were encrypted."""
    if len(start) < _SAMPLE or start.startswith(_KNOWN_MARKS):
        return False
    return -sum(n / len(start) * math.log2(n / len(start)) for n in Counter(start).values()) > _RANDOM
