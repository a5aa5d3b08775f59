"""TIFF: lists of fields that point into the file. What is no part of the picture is taken off the lists and blanked, so
that everything else stays at its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mrcworkbench.services.inside_files import iptc
from mrcworkbench.services.inside_files.blocks import BlockTraces
from mrcworkbench.services.inside_files.traces import Bar, CannotLookError, CannotRemoveError, Gap, Inside

STARTS = (b"II*\0", b"MM\0*")
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_PICTURE = frozenset(
    {*range(254, 260), *range(262, 267), 273, 274, *range(277, 285), *range(286, 294), 296, 297, 301, *range(317, 326)}
    | {332, 334, 336, *range(338, 343), 347, *range(512, 516), *range(517, 522), *range(529, 533), 34675}
)
"""Fields that are needed to show a picture, with its colours, its size on paper and how to turn it."""
_XMP, _IPTC, _RESOURCES = 700, 33723, 34377
_POINTERS = frozenset((34665, 34853, 40965))
"""Fields that lead to further lists: the camera's, and the place."""
_RAW = frozenset((330, 50706))
"""Further pictures in lists of their own; in the raw files of cameras the picture itself is there."""
_MOST_LISTS, _MOST_FIELDS = 500, 1000


@dataclass(frozen=True, slots=True)
class _Field:
    tag: int
    at: int
    """Where its entry of twelve bytes stands."""
    start: int
    """Where its value stands."""
    length: int

    def value(self, content: bytes) -> bytes:
        return content[self.start : self.start + self.length]


def read(content: bytes) -> Inside:
    told = BlockTraces()
    told.exif(content)
    with told.as_far_as_it_goes():
        for _, fields in _lists(content):
            for field in fields:
                if field.tag == _XMP:
                    told.xmp(field.value(content))
                elif field.tag == _IPTC:
                    told.add(iptc.traces_of_iptc(field.value(content)))
                elif field.tag == _RESOURCES:
                    told.add(iptc.traces_of_resources(field.value(content)))
    return told.inside()


def clean(content: bytes) -> bytes:
    made = bytearray(content)
    for place, fields in _lists(content):
        if not _RAW.isdisjoint(field.tag for field in fields):
            raise CannotRemoveError(Bar.NOT_PROVED)
        kept = [field for field in fields if field.tag in _PICTURE]
        for field in fields:
            if field.tag not in _PICTURE:
                _blank(made, field, content)
        entries = b"".join(content[field.at : field.at + 12] for field in kept)
        end = place + 2 + 12 * len(fields)
        following = content[end : end + 4]
        size = 12 * (len(fields) - len(kept))
        made[place : end + 4] = _number(content, len(kept)) + entries + following + b"\0" * size
    return bytes(made)


def _blank(made: bytearray, field: _Field, content: bytes) -> None:
    made[field.start : field.start + field.length] = bytes(field.length)
    if field.tag in _POINTERS:
        value = field.value(content)
        for n in range(0, len(value) - 3, 4):
            place = int.from_bytes(value[n : n + 4], _order(content))
            try:
                fields = _fields(content, place)
            except CannotLookError:
                continue  # it leads nowhere
            for inner in fields:
                made[inner.start : inner.start + inner.length] = bytes(inner.length)
            made[place : place + 6 + 12 * len(fields)] = bytes(6 + 12 * len(fields))


def _order(content: bytes) -> Literal["little", "big"]:
    return "little" if content.startswith(b"II") else "big"


def _number(content: bytes, number: int) -> bytes:
    return number.to_bytes(2, _order(content))


def _lists(content: bytes) -> Iterator[tuple[int, list[_Field]]]:
    """Place and fields of the list of each page. Raises `CannotLookError`."""
    seen: set[int] = set()
    place = int.from_bytes(content[4:8], _order(content))
    while place and place not in seen:
        if len(seen) == _MOST_LISTS:
            raise CannotLookError(Gap.TOO_MUCH)
        seen.add(place)
        fields = _fields(content, place)
        yield place, fields
        end = place + 2 + 12 * len(fields)
        place = int.from_bytes(content[end : end + 4], _order(content))


def _fields(content: bytes, place: int) -> list[_Field]:
    order = _order(content)

    def number(at: int, length: int) -> int:
        return int.from_bytes(content[at : at + length], order)

    count = number(place, 2)
    if not 8 <= place <= len(content) - 6 or not 0 < count <= _MOST_FIELDS or place + 6 + 12 * count > len(content):
        raise CannotLookError(Gap.BROKEN)
    fields = []
    for at in range(place + 2, place + 2 + 12 * count, 12):
        length = _SIZES.get(number(at + 2, 2), 1) * number(at + 4, 4)
        start = at + 8 if length <= 4 else number(at + 8, 4)
        if start + length > len(content):
            raise CannotLookError(Gap.BROKEN)
        fields.append(_Field(number(at, 2), at, start, length))
    return fields
