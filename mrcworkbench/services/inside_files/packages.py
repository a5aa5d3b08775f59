"""Office files of today (OOXML, ODF): parts in a zip. Parts that hold properties are emptied, names beside remarks and
changes replaced as Office itself does it, pictures inside cleaned; every other part stays as it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from mrcworkbench.services.inside_files import office_parts
from mrcworkbench.services.inside_files.traces import (
    Bar,
    CannotLookError,
    CannotRemoveError,
    Gap,
    Inside,
    Trace,
    in_order,
)

START = b"PK\x03\x04"
_ENTRY = b"PK\x01\x02"
_MOST_PARTS = 4000
_LARGEST_PART, _LARGEST_WHOLE = 48 * 1024 * 1024, 256 * 1024 * 1024
_SAME_DAY = (1980, 1, 1, 0, 0, 0)
_SIGNATURES = ("_xmlsignatures/", "meta-inf/documentsignatures.xml")
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".gif", ".heic", ".avif", ".jfif")
_FILMS = (".mp4", ".mov", ".m4v", ".avi", ".wmv", ".mp3", ".m4a", ".wav", ".wma")

Look = Callable[[bytes], Inside]
Clean = Callable[[bytes], bytes]


def read(content: bytes, look: Look) -> Inside:
    """`look` looks into the pictures and files inside."""
    traces: list[Trace] = []
    gap: Gap | None = None
    bar: Bar | None = None
    try:
        for part, data in _parts(content):
            name = part.filename.lower()
            if name.startswith(_SIGNATURES):
                bar = Bar.SIGNED
            if _is_inner(name):
                inner = look(data)
                traces += inner.traces
                gap, bar = gap or (Gap.PART if inner.gap is Gap.KIND else inner.gap), bar or inner.bar
            else:
                traces += office_parts.traces_of(name, data)
    except CannotLookError as error:  # what stands before the damage is told all the same
        gap, bar = error.gap, bar or (Bar.LOCKED if error.gap is Gap.LOCKED else None)
    return Inside(in_order(traces), gap, bar)


def clean(content: bytes, clean_inner: Clean, look: Look) -> bytes:
    """Raises `CannotRemoveError`."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for part, data in _parts(content):
            name = part.filename.lower()
            if _is_inner(name):
                cleaned = clean_inner(data) if look(data).traces else data
            else:
                cleaned = office_parts.without_traces(name, data)
            fresh = ZipInfo(part.filename, _SAME_DAY)
            fresh.compress_type, fresh.external_attr = part.compress_type, part.external_attr
            archive.writestr(fresh, cleaned)
    before, after = _untouched(content), _untouched(made.getvalue())
    if before != after:
        raise CannotRemoveError(Bar.NOT_PROVED)
    return made.getvalue()


def _is_inner(name: str) -> bool:
    return name.endswith((*_PICTURES, *_FILMS)) or ("/embeddings/" in name and not name.endswith((".rels", "/")))


def _untouched(content: bytes) -> list[tuple[str, int | None]]:
    """The names of all parts in their order, and a checksum of those that nothing is taken from."""
    return [
        (part.filename, None if office_parts.may_change(name) or _is_inner(name) else zlib.crc32(data))
        for part, data in _parts(content)
        for name in (part.filename.lower(),)
    ]


def _parts(content: bytes) -> Iterator[tuple[ZipInfo, bytes]]:
    """Each part with what it holds. Raises `CannotLookError`."""
    if content.count(_ENTRY) > _MOST_PARTS:
        raise CannotLookError(Gap.TOO_MUCH)
    room = _LARGEST_WHOLE
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = [part.filename.lower() for part in archive.infolist()]
            if "[content_types].xml" not in names and "meta-inf/manifest.xml" not in names:
                raise CannotLookError(Gap.KIND)
            if len(set(names)) != len(names):
                raise CannotLookError(Gap.BROKEN)
            for part in archive.infolist():
                if part.flag_bits & 1:
                    raise CannotLookError(Gap.LOCKED)
                if part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
                    raise CannotLookError(Gap.KIND)
                data = _read(archive, part, min(room, _LARGEST_PART))
                room -= len(data)
                yield part, data
    except (BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, NotImplementedError) as error:
        raise CannotLookError(Gap.BROKEN) from error


def _read(archive: ZipFile, part: ZipInfo, most: int) -> bytes:
    """What a part holds, whatever size it says it has."""
    with archive.open(part) as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        raise CannotLookError(Gap.TOO_MUCH)
    return data
