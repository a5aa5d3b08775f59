"""PDF files that do something when they are opened: scripts, programs to start, files inside.

Names may be written with `#` and hexadecimal digits, and most objects of a modern file stand in compressed streams.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from mrcworkbench.domain.files.dangers import Danger


def _name(word: str) -> str:
    """A pattern for a name whose letters may each be written in hexadecimal."""
    return "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in word)


_WORDS = ("JavaScript", "Launch", "EmbeddedFile", "RichMedia", "XFA", "ImportData", "SubmitForm", "GoToE")
"""Long enough to be met by chance in no picture. Every script needs the name JavaScript."""
_ACTIVE = re.compile(f"/(?:{'|'.join(map(_name, _WORDS))})".encode())
_OBJECTS = re.compile(_name("ObjStm").encode())
_STREAM = re.compile(rb"stream\r?\n")
_BEFORE = 2048
"""Bytes before a stream in which its description stands."""
_OTHER_FILTERS = re.compile(rb"Predictor|LZW|ASCII|RunLength|Crypt|/F\b")
_START = 1024
_PIECE = 1 << 20
_MOST_UNPACKED = 96 << 20
"""Bytes that all streams may have. What is scanned at ten megabytes has less."""
_MOST_STREAMS = 50_000
_OVERLAP = 32


class _UnclearError(Exception):
    """What stands in a stream cannot be found out."""


def danger(content: bytes) -> Danger | None:
    """Why this PDF file is not opened, or None."""
    start = content[:_START].lstrip(b"\xef\xbb\xbf \t\r\n\0\f")
    if not start.startswith(b"%PDF-"):
        return Danger.DIFFERS
    if _ACTIVE.search(content):
        return Danger.ACTIVE
    try:
        return Danger.ACTIVE if any(_ACTIVE.search(piece) for piece in _unpacked(content)) else None
    except _UnclearError:
        return Danger.UNCLEAR


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What stands in the compressed streams, in pieces. Raises `_UnclearError`."""
    left, encrypted = _MOST_UNPACKED, b"/Encrypt" in content
    for number, found in enumerate(_STREAM.finditer(content)):
        if number == _MOST_STREAMS:
            raise _UnclearError
        description = content[max(0, found.start() - _BEFORE) : found.start()].rpartition(b"obj")[2]
        objects = _OBJECTS.search(description) is not None
        if objects and (encrypted or _OTHER_FILTERS.search(description)):
            raise _UnclearError
        try:
            for piece in _inflated(content, found.end()):
                left -= len(piece)
                if left < 0:
                    raise _UnclearError
                yield piece
        except zlib.error:
            if objects:
                raise _UnclearError from None


def _inflated(content: bytes, start: int) -> Iterator[bytes]:
    """Each piece begins with the end of the one before, so that no name is cut in two."""
    if content[start : start + 1] not in {b"\x78", b"\x58", b"\x68", b"\x48", b"\x38", b"\x28", b"\x18", b"\x08"}:
        return  # not what zlib writes
    unpacking, tail = zlib.decompressobj(), b""
    packed: bytes = content[start : start + _PIECE]
    start += len(packed)
    while packed and not unpacking.eof:
        piece = unpacking.decompress(packed, _PIECE)
        yield tail + piece
        tail = piece[-_OVERLAP:]
        packed = unpacking.unconsumed_tail
        if not packed and not unpacking.eof:
            packed = content[start : start + _PIECE]
            start += len(packed)
