"""SQLite's rollback journal, read by hand: what an interrupted save is undone from.

SQLite plays back, and then deletes, whatever lies beside a database under the journal's name; a journal that names a
"super-journal" makes it delete that file too, which may be any file of the user. So a journal is judged here before
SQLite sees it, and played back in memory to see what would come of it. The rules are those of SQLite's pager, read at
least as liberally where something dangerous is recognised, and more strictly where something is accepted.

Layout: one or more segments, each a header at a multiple of the sector size (magic, count of records, nonce, pages of
the database before the save, sector size, page size; 28 bytes, then zeros up to the end of the sector) and its records
(page number, page, checksum). At the end there may be the name of a super-journal: lock page, name, length, sum, magic.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO

MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = struct.Struct(">8sIIIII")
_LAST = 12
"""Bytes of magic and count, which are written last, in one piece that a cut may tear."""
_TRAILER = 16
"""Bytes behind the name of a super-journal: its length, its sum and the magic."""
_LEAST_SECTOR = 512
"""Bytes of the smallest header that SQLite reads here."""
_SECTORS = frozenset(2**power for power in range(5, 17))
LOCK_BYTE = 0x40000000
"""Where SQLite takes its locks: the page there is never used, and its number marks the end of the records."""
_TO_THE_END = 0xFFFFFFFF
"""A count of records that a program writes which never waits for the disk."""
_BEFORE_A_SUM = 200
"""The checksum of a page takes every two hundredth byte, from the end."""


class ForeignJournalError(Exception):
    """The file is no journal of this database, so neither may be touched."""


class SuperJournalError(Exception):
    """The journal names another file, which SQLite would delete."""


class JournalKind(Enum):
    """What SQLite would do with a journal when the database is opened."""

    COLD = "cold"
    """Leave it alone until the next save: its first byte is zero, as a power cut leaves it."""
    TORN = "torn"
    """Play nothing back and delete it: a power cut came before its header was on the disk."""
    HOT = "hot"
    """Play it back and delete it."""


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal that may be this database's; sizes in bytes. `pages` is what the database had before the save."""

    kind: JournalKind
    size: int
    page_size: int
    sector: int = _LEAST_SECTOR
    pages: int = 0


def read_journal(file: BinaryIO, size: int, page_size: int) -> Journal:
    """Judge a journal that is not empty, beside a database with pages of `page_size`.

    Raises `SuperJournalError` and `ForeignJournalError`.
    """
    require_no_super_journal(file, size)
    file.seek(0)
    start = file.read(_LEAST_SECTOR)
    if start[:1] == b"\x00":
        _require_unfinished(start, page_size)
        return Journal(JournalKind.COLD, size, page_size)
    common = next((at for at, byte in enumerate(MAGIC) if start[at : at + 1] != bytes((byte,))), len(MAGIC))
    if common < len(MAGIC):
        if common == 0 or any(start[common:_LAST]):
            raise ForeignJournalError("it does not begin as a journal does")
        _require_unfinished(bytes(_LAST) + start[_LAST:], page_size)
        return Journal(JournalKind.TORN, size, page_size)
    if any(start[_HEADER.size :]):
        raise ForeignJournalError("there is something behind its header")
    _, _, _, pages, sector, own_page_size = _HEADER.unpack(start[: _HEADER.size].ljust(_HEADER.size, b"\x00"))
    if own_page_size not in (0, page_size):
        raise ForeignJournalError("its pages have another size")
    if sector == 0 or size < _LEAST_SECTOR:
        return Journal(JournalKind.TORN, size, page_size)
    if sector not in _SECTORS:
        raise ForeignJournalError("its sectors have no size")
    return Journal(JournalKind.HOT, size, page_size, sector, pages)


def require_no_super_journal(file: BinaryIO, size: int) -> None:
    """Raises `SuperJournalError` for a file that ends as one does that names another, whatever the name: a wrong length
    or sum is refused as well."""
    if size >= _TRAILER:
        file.seek(size - len(MAGIC))
        if file.read(len(MAGIC)) == MAGIC:
            raise SuperJournalError


def _require_unfinished(start: bytes, page_size: int) -> None:
    """A header that was erased, never reached the disk, or has not got its magic and count yet, which come last: as
    opposed to any file that happens to begin with a zero."""
    header = start[: _HEADER.size].ljust(_HEADER.size, b"\x00")
    magic, count, _, _, sector, own_page_size = _HEADER.unpack(header)
    if not any(header):
        return
    was_finished = magic[1:] == MAGIC[1:]
    if not was_finished and (any(magic) or count):
        raise ForeignJournalError("it does not begin as a journal does")
    cut = len(start) < _HEADER.size
    if not cut and (own_page_size not in (0, page_size) or sector not in _SECTORS or any(start[_HEADER.size :])):
        raise ForeignJournalError("it does not go on as a journal does")


def play_back(file: BinaryIO, journal: Journal, image: bytearray) -> None:
    """Make of a database's bytes what they were before the save. Raises `ForeignJournalError` for a journal that a
    database of this size cannot have; what comes out must be judged."""
    if journal.kind is not JournalKind.HOT:
        return
    record = journal.page_size + 8
    if journal.pages * journal.page_size > len(image) + journal.size:
        raise ForeignJournalError("it makes the database larger than its pages do")
    if journal.size > journal.sector + journal.pages * (record + journal.sector):
        raise ForeignJournalError("it is larger than a save can make it")
    original = journal.pages * journal.page_size
    del image[original:]
    image.extend(bytes(original - len(image)))
    for number, page in _records(file, journal):
        image[(number - 1) * journal.page_size : number * journal.page_size] = page


def first_pages(file: BinaryIO, journal: Journal) -> Iterator[bytes]:
    """Every whole copy of the database's first page, also one that SQLite does not write back because its header
    was not finished: it says which save the journal is of."""
    if journal.kind is JournalKind.HOT:
        yield from (page for number, page in _records(file, journal, uncounted=True) if number == 1)


def _records(file: BinaryIO, journal: Journal, *, uncounted: bool = False) -> Iterator[tuple[int, bytes]]:
    """The pages that SQLite would write back, in its order; it stops where it would stop. `uncounted`: also those
    behind a header that lacks its magic and count, which come last."""
    page_size, at, lock_page = journal.page_size, 0, LOCK_BYTE // journal.page_size + 1
    while True:
        at = -(-at // journal.sector) * journal.sector
        if at + journal.sector > journal.size:
            return
        file.seek(at)
        header = file.read(_HEADER.size)
        unfinished = uncounted and not any(header[: len(MAGIC) + 4])
        if len(header) < _HEADER.size or (header[: len(MAGIC)] != MAGIC and not unfinished):
            return
        _, count, nonce, *_ = _HEADER.unpack(header)
        if count == _TO_THE_END or unfinished:
            count = (journal.size - journal.sector) // (page_size + 8)
        at += journal.sector
        for _ in range(count):
            file.seek(at)
            record = file.read(page_size + 8)
            at += page_size + 8
            if len(record) < page_size + 4:
                return
            number, page = int.from_bytes(record[:4], "big"), record[4 : page_size + 4]
            if number in (0, lock_page):
                return
            if number > journal.pages:
                continue
            if len(record) < page_size + 8 or _sum(page, nonce) != int.from_bytes(record[-4:], "big"):
                return
            yield number, page


def _sum(page: bytes, nonce: int) -> int:
    return (nonce + sum(page[len(page) - _BEFORE_A_SUM : 0 : -_BEFORE_A_SUM])) & 0xFFFFFFFF
