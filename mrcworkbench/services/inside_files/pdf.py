"""PDF: what its properties, its packets of XML and its remarks say of who made it, with what and where it lay."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from pypdf import PasswordType, PdfReader, PdfWriter
from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, DictionaryObject, EncodedStreamObject, IndirectObject, StreamObject

from mrcworkbench.services.inside_files.blocks import BlockTraces
from mrcworkbench.services.inside_files.exif import time_of
from mrcworkbench.services.inside_files.traces import (
    Bar,
    CannotLookError,
    CannotRemoveError,
    Gap,
    Inside,
    Trace,
    What,
    trace,
)

START = b"%PDF-"
_FIELDS = {
    "/Author": What.AUTHOR,
    "/Manager": What.AUTHOR,
    "/Company": What.ORGANISATION,
    "/Title": What.TITLE,
    "/Subject": What.NOTE,
    "/Keywords": What.NOTE,
    "/Creator": What.PROGRAM,
    "/Producer": What.PROGRAM,
    "/CreationDate": What.TIME,
    "/ModDate": What.TIME,
}
_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?")
_FOLDER = re.compile(r"(?:[A-Za-z]:\\|\\\\|file:|/Users/|/home/)\S")
_SIGNED = re.compile(rb"/ByteRange\s*\[")
_MOST_OBJECTS, _MOST_PAGES = 60_000, 2000
_PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified")
"""What programs write beside what is shown, in the catalogue, pages, pictures and fonts."""


def read(content: bytes, look: Callable[[bytes], Inside]) -> Inside:
    """`look` looks into the photos inside, which a scanner's program puts there as the camera made them."""
    with _guarded():
        reader = _opened(content)
        told = BlockTraces()
        for name, value in (reader.metadata or {}).items():
            told.add(_field(str(name), value))
        for packet in _packets(reader):
            told.xmp(packet)
        for remark in _remarks(reader):
            told.add(trace(What.AUTHOR, remark.get("/T")))
        for photo in _photos(_objects(reader)):
            told.add(look(photo._data).traces)  # noqa: SLF001 - as it stands in the file, not unpacked
        inside = told.inside()
        bar = Bar.SIGNED if _SIGNED.search(content) else Bar.LOCKED if reader.is_encrypted else None
        return Inside(inside.traces, inside.gap, bar)


def clean(content: bytes, clean_inner: Callable[[bytes], bytes], look: Callable[[bytes], Inside]) -> bytes:
    """The same pages, without properties and packets. Raises `CannotRemoveError`."""
    with _guarded():
        reader = _opened(content)
        writer = PdfWriter(clone_from=reader)
        for held in _dictionaries(writer):
            for name in _PRIVATE:
                held.pop(name, None)
        for remark in _remarks(writer):
            remark.pop("/T", None)
        for photo in _photos(_dictionaries(writer)):
            if look(photo._data).traces:  # noqa: SLF001
                photo._data = clean_inner(photo._data)  # noqa: SLF001
        made = _written(PdfWriter(clone_from=_opened(_written(writer))))  # without what nothing leads to any more
        if _shown(_opened(made)) != _shown(_opened(content)):
            raise CannotRemoveError(Bar.NOT_PROVED)
        return made


def _written(writer: PdfWriter) -> bytes:
    writer.metadata = None
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


@contextmanager
def _guarded() -> Iterator[None]:
    """Whatever a damaged file raises is said in one way, and the library's own log is left out."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    except (CannotLookError, CannotRemoveError):
        raise
    except DependencyError as error:  # a way of locking that needs a further library
        raise CannotLookError(Gap.LOCKED) from error
    except Exception as error:  # a damaged file raises almost anything there is
        raise CannotLookError(Gap.BROKEN) from error
    finally:
        log.setLevel(before)


def _opened(content: bytes) -> PdfReader:
    """Raises `CannotLookError` locked, too_much, and what `_guarded` says."""
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise CannotLookError(Gap.LOCKED)
    if len(reader.xref_objStm) + sum(map(len, reader.xref.values())) > _MOST_OBJECTS:
        raise CannotLookError(Gap.TOO_MUCH)
    if len(reader.pages) > _MOST_PAGES:
        raise CannotLookError(Gap.TOO_MUCH)
    return reader


def _field(name: str, value: object) -> Iterator[Trace]:
    text, what = str(value), _FIELDS.get(name, What.NOTE)
    if name in ("/Trapped", "/PTEX.Fullbanner"):
        return
    if what is What.TIME:
        found = _DATE.match(text)
        parts = [] if found is None else [part for part in found.groups() if part]
        stamp = "-".join(parts[:3]) + (f"T{parts[3]}:{parts[4]}" if len(parts) == 5 else "")
        yield from trace(what, time_of(stamp))
    else:
        yield from trace(What.PATH if _FOLDER.search(text) else what, text)


def _packets(reader: PdfReader) -> Iterator[bytes]:
    """Each packet of XML, of the whole file and of its parts."""
    seen = set()
    for held in _objects(reader):
        stream = held.get("/Metadata")
        found = stream.get_object() if stream is not None else None
        if isinstance(found, StreamObject) and id(found) not in seen:
            seen.add(id(found))
            yield found.get_data()


def _objects(reader: PdfReader) -> Iterator[dict[str, Any]]:
    numbers = {number for held in reader.xref.values() for number in held} | set(reader.xref_objStm)
    for number in sorted(numbers):
        try:
            found = reader.get_object(IndirectObject(number, 0, reader))
        except Exception:  # noqa: BLE001, S112 - one damaged object is no reason to leave the others out
            continue
        if isinstance(found, DictionaryObject):
            yield found


def _dictionaries(writer: PdfWriter) -> Iterator[dict[Any, Any]]:
    """Every dictionary, also those that stand inside others."""
    waiting: list[object] = list(writer._objects)  # noqa: SLF001 - there is no other list of all objects
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            yield one
            waiting += one.values()
        elif isinstance(one, ArrayObject):
            waiting += one


def _photos(held: Iterable[dict[Any, Any]]) -> Iterator[EncodedStreamObject]:
    for one in held:
        if isinstance(one, EncodedStreamObject) and one.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
            yield one


def _remarks(pdf: PdfReader | PdfWriter) -> Iterator[dict[Any, Any]]:
    """What readers wrote on the pages; the fields of a form have their own name where a remark has its author."""
    for page in pdf.pages:
        listed = page.get("/Annots")
        for one in (listed.get_object() if listed is not None else None) or ():
            remark = one.get_object()
            if isinstance(remark, dict) and remark.get("/Subtype") not in ("/Widget", "/Link"):
                yield remark


def _shown(pdf: PdfReader) -> list[tuple[bytes, str]]:
    """What each page draws, and on how large a sheet."""
    pages = []
    for page in pdf.pages:
        drawn = page.get_contents()
        pages.append((b"" if drawn is None else drawn.get_data(), str(page.mediabox)))
    return pages
