"""The size of a file's schema, read by hand: SQLite reads all of it into memory before it answers any question.

The list of tables and indexes is a B-tree that begins on the first page, a hundred bytes behind the start. Ours has a
few dozen short entries on a handful of pages, directly below the root.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from mrcworkbench.storage.strangers.refusals import RefusedError

_HEADER = 100
_LEAF, _INNER = 0x0D, 0x05
_MOST_PAGES = 50
_MOST_ENTRIES = 200
_LARGEST_ENTRY = 8 * 1024
"""Bytes; the longest of ours has a seventh of it."""


def require_small_schema(copy: Path, page_size: int) -> None:
    """Raises `RefusedError` hostile for a schema that is far larger than any of ours, corrupt for one that is none."""
    with copy.open("rb") as file:
        require_small_schema_in(file, page_size)


def require_small_schema_in(file: BinaryIO, page_size: int) -> None:
    """The same for an open file."""
    try:
        sizes = [size for page in _leaves(file, page_size) for size in page]
    except (IndexError, ValueError) as error:
        raise RefusedError("corrupt", "corrupt") from error
    if len(sizes) > _MOST_ENTRIES or max(sizes, default=0) > _LARGEST_ENTRY:
        raise RefusedError("hostile", "made_by_hand")


def _leaves(file: BinaryIO, page_size: int) -> Iterator[list[int]]:
    """The sizes of the entries on each leaf page."""
    first = _page(file, 1, page_size)
    if first[_HEADER] == _LEAF:
        yield _sizes(first, _HEADER)
        return
    if first[_HEADER] != _INNER:
        raise ValueError("the first page is no table")
    count = _number(first, _HEADER + 3, 2)
    if _HEADER + 12 + 2 * count > page_size:
        raise ValueError("more entries than the page has room for")
    if count >= _MOST_PAGES:
        raise RefusedError("hostile", "made_by_hand")
    pointers = [_number(first, _HEADER + 12 + 2 * cell, 2) for cell in range(count)]
    for child in (*(_number(first, pointer, 4) for pointer in pointers), _number(first, _HEADER + 8, 4)):
        page = _page(file, child, page_size)
        if page[0] == _INNER:
            raise RefusedError("hostile", "made_by_hand")
        if page[0] != _LEAF:
            raise ValueError("a page below the first is no table")
        yield _sizes(page, 0)


def _sizes(page: bytes, start: int) -> list[int]:
    count = _number(page, start + 3, 2)
    return [_varint(page, _number(page, start + 8 + 2 * cell, 2)) for cell in range(count)]


def _page(file: BinaryIO, number: int, size: int) -> bytes:
    if number < 1:
        raise ValueError("there is no page zero")
    file.seek((number - 1) * size)
    page = file.read(size)
    if len(page) != size:
        raise ValueError("the page is not in the file")
    return page


def _varint(page: bytes, at: int) -> int:
    """SQLite's numbers of variable length: seven bits a byte, the highest first; sizes need no ninth byte."""
    value = 0
    for byte in page[at : at + 8]:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value
    raise ValueError("a number has no end")


def _number(page: bytes, at: int, length: int) -> int:
    if at + length > len(page):
        raise IndexError(at)
    return int.from_bytes(page[at : at + length], "big")
