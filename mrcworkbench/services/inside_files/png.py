"""PNG: a row of chunks, each with its name."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from mrcworkbench.services.inside_files import exif, iptc
from mrcworkbench.services.inside_files.blocks import BlockTraces
from mrcworkbench.services.inside_files.exif import time_of
from mrcworkbench.services.inside_files.traces import CannotLookError, Gap, Inside, Trace, What, data, trace

START = b"\x89PNG\r\n\x1a\n"
_PICTURE = frozenset(
    {b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs"}
    | {b"sPLT", b"oFFs", b"sCAL", b"pCAL", b"sTER", b"acTL", b"fcTL", b"fdAT"}
)
_END = b"IEND"
_LARGEST_TEXT = 4 * 1024 * 1024
_RAW_EXIF = frozenset((b"exif", b"app1"))
_RAW = b"Raw profile type "
_XMP = b"XML:com.adobe.xmp"
_TEXTS = {
    "author": What.AUTHOR,
    "artist": What.AUTHOR,
    "copyright": What.AUTHOR,
    "software": What.PROGRAM,
    "title": What.TITLE,
    "source": What.DEVICE,
    "creation time": What.TIME,
    "date:create": What.TIME,
    "date:modify": What.TIME,
}


@dataclass(frozen=True, slots=True)
class _Chunk:
    name: bytes
    data: bytes
    raw: bytes
    rest: bytes = b""
    """What stands after the last chunk."""


def read(content: bytes) -> Inside:
    told = BlockTraces()
    with told.as_far_as_it_goes():
        for chunk in _chunks(content):
            _tell(chunk, told)
    return told.inside()


def clean(content: bytes) -> bytes:
    chunks = list(_chunks(content))
    kept = [one.raw for one in chunks if not one.name[0] & 0x20 or one.name in _PICTURE]
    orientation = next((exif.orientation_of(block) for block in map(_exif_of, chunks) if block is not None), 1)
    if orientation != 1:
        kept.insert(1, _packed(b"eXIf", exif.orientation_only(orientation)))
    return START + b"".join(kept)


def _tell(chunk: _Chunk, told: BlockTraces) -> None:
    if chunk.name == _END and chunk.rest.strip(b"\0"):
        told.add([data(len(chunk.rest))])
    elif chunk.name == b"eXIf":
        told.exif(_block(chunk.data))
    elif chunk.name == b"tIME" and len(chunk.data) == 7:
        year, month, day, hour, minute = int.from_bytes(chunk.data[:2]), *chunk.data[2:6]
        told.add([Trace(What.TIME, f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")])
    elif chunk.name in (b"tEXt", b"zTXt", b"iTXt"):
        keyword, text = _text_of(chunk)
        if keyword == _XMP:
            told.xmp(text)
        elif keyword.startswith(_RAW):
            _tell_raw(text, told)
        else:
            name = keyword.decode("latin-1")
            what = _TEXTS.get(name.casefold(), What.NOTE)
            said = _decoded(chunk, text)
            told.add(trace(what, time_of(said) if what is What.TIME else said))
    elif chunk.name[0] & 0x20 and chunk.name not in _PICTURE:
        told.add([data(len(chunk.data))])


def _exif_of(chunk: _Chunk) -> bytes | None:
    """The camera's block in a chunk, if it is one or holds one."""
    if chunk.name == b"eXIf":
        return _block(chunk.data)
    if chunk.name not in {b"tEXt", b"zTXt", b"iTXt"} or not chunk.data.startswith(_RAW):
        return None
    kind, block = _raw(_text_of(chunk)[1])
    return block.removeprefix(exif.START) if kind in _RAW_EXIF and block.startswith(exif.START) else None


def _raw(text: bytes) -> tuple[bytes, bytes]:
    """A block of another kind of picture, as ImageMagick keeps it: its kind, its length, and hexadecimal digits."""
    try:
        kind, _, digits = text.split(None, 2)
        return kind, bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return b"", text


def _tell_raw(text: bytes, told: BlockTraces) -> None:
    kind, block = _raw(text)
    if kind in _RAW_EXIF and block.startswith(exif.START):
        told.exif(block.removeprefix(exif.START))
    elif kind == b"xmp":
        told.xmp(block)
    elif kind == b"iptc" and block.startswith(b"8BIM"):
        told.add(iptc.traces_of_resources(block))
    else:
        told.add([data(len(block))])


def _decoded(chunk: _Chunk, text: bytes) -> str:
    return text.decode("utf-8" if chunk.name == b"iTXt" else "latin-1", "replace")


def _block(data: bytes) -> bytes:
    return data.removeprefix(exif.START)


def _text_of(chunk: _Chunk) -> tuple[bytes, bytes]:
    """Keyword and text. Raises `CannotLookError` too_much for one that unpacks to more than is looked at."""
    keyword, _, rest = chunk.data.partition(b"\0")
    if chunk.name == b"zTXt":
        return keyword, _unpacked(rest[1:])
    if chunk.name == b"iTXt":
        packed, (_, _, text) = rest[:1] == b"\1", _split_twice(rest[2:])
        return keyword, _unpacked(text) if packed else text
    return keyword, rest


def _split_twice(data: bytes) -> tuple[bytes, bytes, bytes]:
    language, _, rest = data.partition(b"\0")
    translated, _, text = rest.partition(b"\0")
    return language, translated, text


def _unpacked(data: bytes) -> bytes:
    try:
        text = zlib.decompressobj().decompress(data, _LARGEST_TEXT + 1)
    except zlib.error as error:
        raise CannotLookError(Gap.BROKEN) from error
    if len(text) > _LARGEST_TEXT:
        raise CannotLookError(Gap.TOO_MUCH)
    return text


def _packed(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)


def _chunks(content: bytes) -> Iterator[_Chunk]:
    """Raises `CannotLookError`."""
    at = len(START)
    while at + 12 <= len(content):
        length, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(content) or not name.isalpha():
            break
        yield _Chunk(name, content[at + 8 : end - 4], content[at:end], content[end:] if name == _END else b"")
        at = end
        if name == _END:
            return
    raise CannotLookError(Gap.BROKEN)
