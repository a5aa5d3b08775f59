"""HEIC and AVIF: boxes in boxes. The camera's block and the packet of XML are items of their own, blanked at their
place, so that the picture's bytes stay where they are. How the picture is turned stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mrcworkbench.services.inside_files import exif
from mrcworkbench.services.inside_files.blocks import BlockTraces
from mrcworkbench.services.inside_files.traces import CannotLookError, Gap, Inside

_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_EXIF, _MIME = b"Exif", b"mime"
_XMP = b"application/rdf+xml"
_MOST_ITEMS = 4000
_NOTHING = b"\0\0\0\0II*\0\x08\0\0\0" + bytes(6)
"""A block without a field, after the number of bytes to pass over."""


@dataclass(frozen=True, slots=True)
class _Item:
    kind: bytes
    spots: tuple[tuple[int, int], ...]
    """Start and length of its pieces."""

    def value(self, content: bytes) -> bytes:
        return b"".join(content[start : start + length] for start, length in self.spots)


def is_heif(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in _BRANDS


def read(content: bytes) -> Inside:
    told = BlockTraces()
    for item in _items(content):
        value = item.value(content)
        if not value.strip(b"\0 ") or value.startswith(_NOTHING):
            continue
        if item.kind == _EXIF:
            told.exif(value[4 + int.from_bytes(value[:4]) :].removeprefix(exif.START))
        else:
            told.xmp(value)
    return told.inside()


def clean(content: bytes) -> bytes:
    made = bytearray(content)
    for item in _items(content):
        length = sum(length for _, length in item.spots)
        blank = _NOTHING.ljust(length, b"\0")[:length] if item.kind == _EXIF else b" " * length
        for start, size in item.spots:
            made[start : start + size], blank = blank[:size], blank[size:]
    return bytes(made)


def _items(content: bytes) -> list[_Item]:
    """The items that tell something about the picture. Raises `CannotLookError`."""
    meta = next((box for name, *box in _boxes(content, 0, len(content)) if name == b"meta"), None)
    if meta is None:
        raise CannotLookError(Gap.KIND)
    inner = {name: (start, end) for name, start, end in _boxes(content, meta[0] + 4, meta[1])}
    if b"iinf" not in inner or b"iloc" not in inner:
        return []
    kinds = _kinds(content, *inner[b"iinf"])
    data = inner.get(b"idat", (0, 0))[0]
    return [
        _Item(kinds[number], spots)
        for number, spots in _places(content, inner[b"iloc"][0], data)
        if number in kinds and spots
    ]


def _kinds(content: bytes, start: int, end: int) -> dict[int, bytes]:
    """`Exif` or `mime` by the item's number."""
    found = {}
    first = start + (6 if content[start] == 0 else 8)
    for name, inner, stop in _boxes(content, first, end):
        version = content[inner]
        if name != b"infe" or version < 2:
            continue
        size = 2 if version == 2 else 4
        number = int.from_bytes(content[inner + 4 : inner + 4 + size])
        at = inner + 4 + size + 2
        kind = content[at : at + 4]
        if kind == _EXIF or (kind == _MIME and _XMP in content[at:stop]):
            found[number] = kind
    return found


def _places(content: bytes, at: int, data: int) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
    """Number and pieces of each item; `data` is where those stand that lie in the list's own box."""

    def number(length: int) -> int:
        nonlocal at
        if at + length > len(content):
            raise CannotLookError(Gap.BROKEN)
        at += length
        return int.from_bytes(content[at - length : at])

    version, _, sizes = number(1), number(3), number(2)
    offset_size, length_size, base_size, index_size = (sizes >> n & 15 for n in (12, 8, 4, 0))
    count = number(2 if version < 2 else 4)
    if count > _MOST_ITEMS:
        raise CannotLookError(Gap.TOO_MUCH)
    for _ in range(count):
        item = number(2 if version < 2 else 4)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(base_size) + (data if method == 1 else 0)
        spots = []
        for _ in range(number(2)):
            if version:
                number(index_size)
            start, length = base + number(offset_size), number(length_size)
            if method > 1 or start + length > len(content):
                raise CannotLookError(Gap.BROKEN)
            spots.append((start, length))
        yield item, tuple(spots)


def _boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name of each box, and where what it holds begins and ends."""
    while at + 8 <= end:
        length, name, head = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8], 8
        if length == 1:
            length, head = int.from_bytes(content[at + 8 : at + 16]), 16
        elif length == 0:
            length = end - at
        if length < head or at + length > end:
            raise CannotLookError(Gap.BROKEN)
        yield name, at + head, at + length
        at += length
