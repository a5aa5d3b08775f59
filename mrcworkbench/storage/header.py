"""The first bytes of a file, read by hand before SQLite sees it.

SQLite acts on a file when it opens it (it rolls back a journal beside it), so what is not ours must be known before.
Never read by hand while this process has the database open: on POSIX, closing the file would drop SQLite's locks.
"""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

from mrcworkbench.errors import UserError
from mrcworkbench.storage.failures import told_to_user
from mrcworkbench.storage.schema import APPLICATION_ID, SCHEMA_VERSION

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


def judge(application_id: int, version: int, path: Path) -> None:
    """Raises `UserError` other_application or newer_version."""
    if application_id != APPLICATION_ID:
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
