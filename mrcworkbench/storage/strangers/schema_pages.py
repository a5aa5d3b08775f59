"""The list of a file's tables and indexes, read by hand: SQLite reads all of it into memory before it answers any
question.

The list is a B-tree that begins on the first page, a hundred bytes behind the start. Ours has a few dozen short entries
on a handful of pages, directly below the root. What it is to hold is in `schemas`; here it is known how much it may be,
and what the newest one looks like as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Protocol

from mrcworkbench.storage.database.schema import FINGERPRINTS

_HEADER = 100
_LEAF, _INNER = 0x0D, 0x05
_MOST_PAGES = 50
_MOST_ENTRIES = 200
_LARGEST_ENTRY = 8 * 1024
"""Bytes; the longest of ours has a seventh of it."""
_KEPT_FREE = 35
"""Bytes of a page that an entry leaves free if it stands on that page whole."""
_OTHER_KINDS = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0}
"""How many bytes take, in a record, nothing and a number of each kind."""
_SIGNS = (b"\x00", b"\x01")
"""Between the columns of an entry, and between entries."""


class Bytes(Protocol):
    """A file, or what is read like one."""

    def seek(self, place: int, /) -> int: ...

    def read(self, length: int, /) -> bytes: ...


def has_fingerprint(file: Bytes, page_size: int, version: int) -> bool:
    """Whether the list of tables and indexes is, but for spaces, the one that this program writes in that version.
    False says nothing."""
    try:
        return fingerprint(file, page_size) == FINGERPRINTS.get(version, "")
    except (ValueError, _LargeError):  # anything unusual is for SQLite to read, under every guard
        return False


def fingerprint(file: Bytes, page_size: int) -> str:
    """One number for type, name, table and SQL of all entries. Raises `ValueError` for a list that is not read here."""
    entries = sorted(_entry(page, at) for page, cells in _leaves(file, page_size) for at in cells)
    return sha256(_SIGNS[1].join(entries)).hexdigest()


def _entry(page: bytes, at: int) -> bytes:
    """Type, name, table and SQL of one entry, the root page left out; nothing for an index that has no SQL."""
    size, at = _varint(page, at)
    _, at = _varint(page, at)  # the number of the row
    end = at + size
    if size > len(page) - _KEPT_FREE or end > len(page):
        raise ValueError("the entry goes on elsewhere")
    head, kinds_at = _varint(page, at)
    value_at, behind_kinds, texts = at + head, at + head, []
    while kinds_at < behind_kinds:
        kind, kinds_at = _varint(page, kinds_at)
        is_text = kind >= 13 and kind % 2 == 1
        length = (kind - 13) // 2 if is_text else _OTHER_KINDS.get(kind, -1)
        if length < 0 or value_at + length > end:
            raise ValueError("a value of another kind")
        texts.append(page[value_at : value_at + length] if is_text else b"")
        value_at += length
    if (
        len(texts) != 5
        or value_at != end
        or kinds_at != behind_kinds
        or any(sign in b"".join(texts) for sign in _SIGNS)
    ):
        raise ValueError("not the five columns")
    type_, name, table, _, sql = texts
    return _SIGNS[0].join((type_, name, table, b" ".join(sql.split())))


def require_small_schema(file: Bytes, page_size: int) -> None:
    """Raises `RefusedError` hostile for a schema that is far larger than any of ours, corrupt for one that is none."""
    from mrcworkbench.storage.strangers.refusals import RefusedError  # not needed to open what is known at a glance

    try:
        sizes = [_varint(page, at)[0] for page, cells in _leaves(file, page_size) for at in cells]
    except ValueError as error:
        raise RefusedError("corrupt", "corrupt") from error
    except _LargeError as error:
        raise RefusedError("hostile", "made_by_hand") from error
    if len(sizes) > _MOST_ENTRIES or max(sizes, default=0) > _LARGEST_ENTRY:
        raise RefusedError("hostile", "made_by_hand")


class _LargeError(Exception):
    """There is far more in the list than in any of ours."""


def _leaves(file: Bytes, page_size: int) -> Iterator[tuple[bytes, list[int]]]:
    """Each leaf page, and where its entries begin."""
    first = _page(file, 1, page_size)
    if first[_HEADER] == _LEAF:
        yield first, _cells(first, _HEADER)
        return
    if first[_HEADER] != _INNER:
        raise ValueError("the first page is no table")
    count = _number(first, _HEADER + 3, 2)
    if _HEADER + 12 + 2 * count > page_size:
        raise ValueError("more entries than the page has room for")
    if count >= _MOST_PAGES:
        raise _LargeError
    pointers = [_number(first, _HEADER + 12 + 2 * cell, 2) for cell in range(count)]
    for child in (*(_number(first, pointer, 4) for pointer in pointers), _number(first, _HEADER + 8, 4)):
        page = _page(file, child, page_size)
        if page[0] == _INNER:
            raise _LargeError
        if page[0] != _LEAF:
            raise ValueError("a page below the first is no table")
        yield page, _cells(page, 0)


def _cells(page: bytes, start: int) -> list[int]:
    count = _number(page, start + 3, 2)
    return [_number(page, start + 8 + 2 * cell, 2) for cell in range(count)]


def _page(file: Bytes, number: int, size: int) -> bytes:
    if number < 1:
        raise ValueError("there is no page zero")
    file.seek((number - 1) * size)
    page = file.read(size)
    if len(page) != size:
        raise ValueError("the page is not in the file")
    return page


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """One of SQLite's numbers of variable length, and where it ends: seven bits a byte, the highest first; sizes need
    no ninth byte."""
    value = 0
    for position, byte in enumerate(page[at : at + 8], at + 1):
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, position
    raise ValueError("a number has no end")


def _number(page: bytes, at: int, length: int) -> int:
    if at + length > len(page):
        raise ValueError("behind the end of the page")
    return int.from_bytes(page[at : at + length], "big")
