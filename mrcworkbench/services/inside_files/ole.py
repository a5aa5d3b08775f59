"""Office before 2007: the two lists of properties, and what the photos in it say, read and blanked at their place.

Word and Excel of that time keep names in further places that no kept library reads; that is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from olefile import OleFileIO

from mrcworkbench.services.inside_files import jpeg
from mrcworkbench.services.inside_files.exif import time_of
from mrcworkbench.services.inside_files.traces import (
    CannotLookError,
    Gap,
    Inside,
    Trace,
    What,
    in_order,
    trace,
)

START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LISTS = {
    "\x05SummaryInformation": "e0859ff2f94f6810ab9108002b27b3d9",
    "\x05DocumentSummaryInformation": "02d5cdd59c2e1b10939708002b2cf9ae",
}
"""With the number by which each is known."""
_SHEET = b"\x09\x08"
"""How the stream of a workbook begins."""
_DRAWINGS, _CONTINUED = 0xEB, 0x3C
_Place = tuple[int, int]
_FIELDS = {
    "author": What.AUTHOR,
    "last_saved_by": What.AUTHOR,
    "manager": What.AUTHOR,
    "company": What.ORGANISATION,
    "template": What.PATH,
    "title": What.TITLE,
    "subject": What.NOTE,
    "keywords": What.NOTE,
    "comments": What.NOTE,
    "category": What.NOTE,
    "creating_application": What.PROGRAM,
    "create_time": What.TIME,
    "last_saved_time": What.TIME,
    "last_printed": What.TIME,
}


def read(content: bytes) -> Inside:
    with _opened(content) as ole:
        if ole.exists("EncryptedPackage"):
            raise CannotLookError(Gap.LOCKED)
        found: list[Trace] = []
        properties = ole.get_metadata()
        for name, what in _FIELDS.items():
            value = getattr(properties, name, None)
            if what is What.TIME:
                found += trace(what, time_of(value))
            elif not (what is What.PATH and value in (b"Normal", b"Normal.dot", b"Normal.dotm")):
                found += trace(what, value)
        for _, stream in _streams(ole):
            for _, picture in _photos(stream):
                found += jpeg.look_and_blank(picture)[0].telling
        return Inside(in_order(found), Gap.OLD_OFFICE)


def clean(content: bytes) -> bytes:
    made = BytesIO(content)
    with _opened(made) as ole:
        for name, number in _LISTS.items():
            if ole.exists(name):
                head = b"\xfe\xff\0\0\0\0\0\0" + bytes(16) + b"\1\0\0\0" + bytes.fromhex(number) + b"\x30\0\0\0"
                empty = head + b"\x08\0\0\0\0\0\0\0"
                ole.write_stream(name, empty.ljust(ole.get_size(name), b"\0"))
        for path, stream in list(_streams(ole)):
            blank = with_photos_blanked(stream)
            if blank != stream:
                ole.write_stream(path, blank)
    return made.getvalue()


def with_photos_blanked(stream: bytes) -> bytes:
    """The stream, as long as it was, with zeros for what its photos say."""
    blank = bytearray(stream)
    for places, picture in _photos(stream):
        cleaned, at = jpeg.look_and_blank(picture)[1], 0
        for start, end in places:
            blank[start:end] = cleaned[at : at + end - start]
            at += end - start
    return bytes(blank)


def _streams(ole: OleFileIO[Any]) -> Iterator[tuple[list[str], bytes]]:
    for path in ole.listdir():
        if path[-1] not in _LISTS:
            yield path, ole.openstream(path).read()


def _photos(stream: bytes) -> Iterator[tuple[list[_Place], bytes]]:
    """The JPEG pictures of a stream: where their bytes are, and these; each up to the next."""
    for places in _drawings(stream):
        joined = b"".join(stream[start:end] for start, end in places)
        at = joined.find(jpeg.START)
        while at >= 0:
            following = joined.find(jpeg.START, at + 1)
            end = len(joined) if following < 0 else following
            yield list(_cut(places, at, end)), joined[at:end]
            at = following


def _cut(places: list[_Place], begin: int, stop: int) -> Iterator[_Place]:
    """The part of places that lies between two positions of what they hold together."""
    at = 0
    for start, end in places:
        first, last = max(start, start + begin - at), min(end, start + stop - at)
        if first < last:
            yield first, last
        at += end - start


def _drawings(stream: bytes) -> Iterator[list[_Place]]:
    """Where pictures may be: anywhere, in one piece; in a sheet in records, which are cut after 8,224 bytes."""
    if not stream.startswith(_SHEET):
        yield [(0, len(stream))]
        return
    at, places = 0, list[_Place]()
    while at + 4 <= len(stream):
        kind, size = int.from_bytes(stream[at : at + 2], "little"), int.from_bytes(stream[at + 2 : at + 4], "little")
        if kind in {_DRAWINGS, _CONTINUED} and (kind == _DRAWINGS or places):
            places.append((at + 4, min(at + 4 + size, len(stream))))
        elif places:
            yield places
            places = []
        at += 4 + size
    if places:
        yield places


@contextmanager
def _opened(content: bytes | BytesIO) -> Iterator[OleFileIO[Any]]:
    """Raises `CannotLookError` broken."""
    file = BytesIO(content) if isinstance(content, bytes) else content
    try:
        with OleFileIO(file, write_mode=isinstance(content, BytesIO)) as ole:
            yield ole
    except CannotLookError:
        raise
    except Exception as error:  # a damaged file raises almost anything there is
        raise CannotLookError(Gap.BROKEN) from error
