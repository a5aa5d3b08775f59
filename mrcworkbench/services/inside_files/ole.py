"""Office before 2007: the two lists of properties, read by olefile and blanked at their place.

Word and Excel of that time keep names in further places that no kept library reads; that is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from olefile import OleFileIO

START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LISTS = {
    "\x05SummaryInformation": "e0859ff2f94f6810ab9108002b27b3d9",
    "\x05DocumentSummaryInformation": "02d5cdd59c2e1b10939708002b2cf9ae",
}
"""With the number by which each is known."""
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
        return Inside(in_order(found), Gap.OLD_OFFICE)


def clean(content: bytes) -> bytes:
    made = BytesIO(content)
    with _opened(made) as ole:
        for name, number in _LISTS.items():
            if ole.exists(name):
                head = b"\xfe\xff\0\0\0\0\0\0" + bytes(16) + b"\1\0\0\0" + bytes.fromhex(number) + b"\x30\0\0\0"
                empty = head + b"\x08\0\0\0\0\0\0\0"
                ole.write_stream(name, empty.ljust(ole.get_size(name), b"\0"))
    return made.getvalue()


@contextmanager
def _opened(content: bytes | BytesIO) -> Iterator[OleFileIO[Any]]:
    """Raises `CannotLookError` broken."""
    from olefile import OleFileIO

    file = BytesIO(content) if isinstance(content, bytes) else content
    try:
        with OleFileIO(file, write_mode=isinstance(content, BytesIO)) as ole:
            yield ole
    except CannotLookError:
        raise
    except Exception as error:  # a damaged file raises almost anything there is
        raise CannotLookError(Gap.BROKEN) from error
