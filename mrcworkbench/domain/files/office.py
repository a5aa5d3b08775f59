"""Office files that hold macros or other files: the packages of today (OOXML, ODF), the older binary ones, RTF.

The programs go by the content, whatever the ending, and so does this. Of a package the names of the parts are read, and
a few small parts in bounded pieces.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from mrcworkbench.domain.files.dangers import Danger

_PACKAGE, _OLE, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rt"
_ENTRY = b"PK\x01\x02"
_MOST_PARTS = 4000
_LONGEST_NAME = 512
_MOST_READ = 256 * 1024
_MOST_READ_PARTS = 500
_MACROS = re.compile(
    r"vbaproject|vbadata|macrosheets/|customui|(^|/)(basic|scripts|macros)/|\.(xlsm|xlsb|docm|pptm|bas)$"
)
_ACTIVE = re.compile(
    r"activex/|oleobject|embeddings/.*\.(?!xlsx$|docx$|pptx$|xls$|doc$|ppt$)[^/]*$|\.(exe|js|vbs|bat)$"
)
"""A chart may have the sheet that it was made from beside it."""
_FETCHED = re.compile(rb"relationships/(attachedtemplate|oleobject|frame|subdocument|package)")
"""Kinds of parts that a program fetches from elsewhere by itself when it opens the file."""
_OLE_MACROS = tuple(
    name.encode("utf-16-le") + b"\0\0" for name in ("vba", "_vba_project", "_vba_project_cur", "macros", "projectwm")
)
_OLE_ACTIVE = tuple(name.encode("utf-16-le") + b"\0\0" for name in ("\x01ole10native", "objectpool", "package"))
_OLE_EMBEDDED = re.compile(rb"m\0b\0d\0(?:[0-9a-f]\0){8}")
"""What Excel calls an object from another program."""
_OLE_LOCKED = tuple(name.encode("utf-16-le") + b"\0\0" for name in ("encryptedpackage", "encryptedsummary"))
_MACRO_SHEET = re.compile(rb"\x85\x00[\x08-\x60]\x00.{4}[\x00-\x02]\x01", re.DOTALL)
"""A sheet of Excel 4 macros in the list of sheets of a workbook (record BOUNDSHEET, kind 1)."""
_SLIDE_MACROS = re.compile(rb"\x1f\x00\xff\x03\x14\x00\x00\x00\x02\x00\x00\x04\x0c\x00\x00\x00.{4}\x01", re.DOTALL)
"""A presentation that says so (record VBAInfoContainer, fHasMacros)."""
_RTF_ACTIVE = re.compile(rb"\\obj|\\\*\\template|ddeauto|includetext|includepicture")


def danger(content: bytes) -> Danger | None:
    """Why this office file is not opened, or None."""
    if content.startswith(_PACKAGE):
        return _package(content)
    if content.startswith(_OLE):
        return _binary(content)
    if content.startswith(_RTF):
        return Danger.ACTIVE if _RTF_ACTIVE.search(content.lower()) else None
    return Danger.DIFFERS


def _binary(content: bytes) -> Danger | None:
    """The names of its streams stand in it as they are, in any case."""
    lower = content.lower()
    if any(name in lower for name in _OLE_MACROS) or _MACRO_SHEET.search(content) or _SLIDE_MACROS.search(content):
        return Danger.MACROS
    if any(name in lower for name in _OLE_LOCKED):
        return Danger.UNCLEAR
    if any(name in lower for name in _OLE_ACTIVE) or _OLE_EMBEDDED.search(lower):
        return Danger.ACTIVE
    return None


def _package(content: bytes) -> Danger | None:
    if content.count(_ENTRY) > _MOST_PARTS:
        return Danger.UNCLEAR
    if b"vbaproject.bin" in content.lower():  # also where only one of the two lists of parts names it
        return Danger.MACROS
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _parts(archive)
    except (BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, NotImplementedError):
        return Danger.UNCLEAR


def _parts(archive: ZipFile) -> Danger | None:
    parts = archive.infolist()
    if any(
        len(part.filename) > _LONGEST_NAME or part.flag_bits & 1 or part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}
        for part in parts
    ):
        return Danger.UNCLEAR
    names = [part.filename.lower().replace("\\", "/") for part in parts]
    if any(map(_MACROS.search, names)):
        return Danger.MACROS
    if any(map(_ACTIVE.search, names)):
        return Danger.ACTIVE
    if "[content_types].xml" not in names and "meta-inf/manifest.xml" not in names:
        return Danger.DIFFERS
    told = [part for part in parts if part.filename.lower().endswith((".rels", "[content_types].xml", "manifest.xml"))]
    if len(told) > _MOST_READ_PARTS:
        return Danger.UNCLEAR
    for part in told:
        text = _read(archive, part)
        if text is None:
            return Danger.UNCLEAR
        if b"macroenabled" in text or b"vbaproject" in text:
            return Danger.MACROS
        if any(b"external" in one and _FETCHED.search(one) for one in text.split(b"<relationship ")):
            return Danger.ACTIVE
    return None


def _read(archive: ZipFile, part: ZipInfo) -> bytes | None:
    """A small part in lower case; None for one that is not small, however small it says it is."""
    with archive.open(part) as opened:
        text = opened.read(_MOST_READ + 1)
    if len(text) > _MOST_READ:
        return None
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = text.decode("utf-16", "replace").encode()
    return text.lower()
