"""The first hundred bytes of a file from elsewhere, judged by hand before SQLite sees any of it.

The places are those of SQLite's file format. More is asked of them than SQLite asks: whatever differs from what this
program writes is refused here, where no code of SQLite can be misled.
"""

from __future__ import annotations

from dataclasses import dataclass

from mrcworkbench.storage.database.header import MAGIC, looks_encrypted
from mrcworkbench.storage.database.schema import APPLICATION_ID, BACKUP_ID, SCHEMA_VERSION
from mrcworkbench.storage.strangers.refusals import RefusedError

_LENGTH = 100
_PAGE_SIZES = frozenset(2**power for power in range(9, 16)) | {1}
"""1 stands for 65536."""
_LARGEST_PAGE = 65536
_ROLLBACK, _WAL = b"\x01\x01", b"\x02\x02"
_PAYLOAD_FRACTIONS = bytes((0, 64, 32, 32))
"""No bytes kept free on each page, which encryption and checksums use; and the three fixed fractions."""
_SCHEMA_FORMAT = 4
_UTF8 = 1


@dataclass(frozen=True, slots=True)
class JudgedHeader:
    """The schema version, and the bytes of a page."""

    version: int
    page_size: int


def judge_header(start: bytes, size: int) -> JudgedHeader:
    """What the header says, if it is one of ours. Raises `RefusedError`."""
    if len(start) < _LENGTH or not start.startswith(MAGIC):
        raise RefusedError("not_a_database", "encrypted" if looks_encrypted(start) else "not_a_database")
    if _number(start, 68) == BACKUP_ID:
        raise RefusedError("backup", "backup")
    if _number(start, 68) != APPLICATION_ID:
        raise RefusedError("other_application", "other_application")
    version = _number(start, 60)
    if version > SCHEMA_VERSION:
        raise RefusedError("newer_version", "newer_version", version=version, known=SCHEMA_VERSION)
    if start[18:20] == _WAL:
        raise RefusedError("unreadable", "wal_mode")
    page_size = _page_size(start)
    _require_whole(start, size, page_size)
    if version < 1 or _number(start, 56) != _UTF8 or _unusual(start):
        raise RefusedError("hostile", "made_by_hand")
    return JudgedHeader(version, page_size)


def _page_size(start: bytes) -> int:
    page = _number(start, 16, 2)
    if page not in _PAGE_SIZES:
        raise RefusedError("corrupt", "corrupt")
    return _LARGEST_PAGE if page == 1 else page


def _require_whole(start: bytes, size: int, page_size: int) -> None:
    if start[18:20] != _ROLLBACK or start[20:24] != _PAYLOAD_FRACTIONS:
        raise RefusedError("corrupt", "corrupt")
    if _number(start, 24) != _number(start, 92):  # the count of pages would be another program's guess
        raise RefusedError("corrupt", "corrupt")
    expected = _number(start, 28) * page_size
    if size < expected:
        raise RefusedError("corrupt", "truncated", size=size, expected=expected)
    if size > expected or _number(start, 44) != _SCHEMA_FORMAT:
        raise RefusedError("corrupt", "corrupt")


def _unusual(start: bytes) -> bool:
    """Settings that we never make: a suggested cache size (memory), pointer maps, and the bytes kept for the future."""
    return any(_number(start, at) for at in (48, 52, 64)) or any(start[72:92])


def _number(start: bytes, at: int, length: int = 4) -> int:
    return int.from_bytes(start[at : at + length], "big")
