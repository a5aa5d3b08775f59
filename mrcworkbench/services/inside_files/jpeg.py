"""JPEG: a row of segments. The picture is in some of them; what is said about it is in others, and is cut out whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from mrcworkbench.services.inside_files import exif, iptc
from mrcworkbench.services.inside_files.blocks import BlockTraces
from mrcworkbench.services.inside_files.traces import CannotLookError, Gap, Inside, Trace, What, data, trace

START = b"\xff\xd8\xff"
_BEGIN, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_APPS = range(0xE0, 0xF0)
_JFIF, _EXIF_APP, _ICC_APP, _PHOTOSHOP_APP, _ADOBE_APP = 0xE0, 0xE1, 0xE2, 0xED, 0xEE
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_LATER_XMP = b"http://ns.adobe.com/xmp/extension/\0"
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


@dataclass(frozen=True, slots=True)
class _JpegSegment:
    marker: int
    body: bytes
    """Without marker and length."""
    raw: bytes
    """All of it; of a scan with the picture's data that follow."""
    at: int = 0
    """Where it begins."""


def read(content: bytes) -> Inside:
    told = BlockTraces()
    with told.as_far_as_it_goes():
        for segment in _segments(content):
            _tell(segment, told)
            if segment.marker == _END and segment.body.strip(b"\0"):  # a second picture, a film, the maker's own notes
                told.add([data(len(segment.body))])
                _of_second(segment.body, told)
    return told.inside()


def clean(content: bytes) -> bytes:
    """The picture alone, not packed anew, with its colours and how to turn it."""
    segments = list(_segments(content))
    blocks = [_exif_of(one) for one in segments]
    orientation = next((exif.orientation_of(block) for block in blocks if block is not None), 1)
    kept = [one.raw for one in segments if one.marker != _END and _belongs(one)]
    if orientation != 1:
        block = exif.START + exif.orientation_only(orientation)
        after = 1 if segments and segments[0].marker == _JFIF else 0
        kept.insert(after, b"\xff\xe1" + (len(block) + 2).to_bytes(2) + block)
    return b"\xff\xd8" + b"".join(kept) + b"\xff\xd9"


def look_and_blank(content: bytes) -> tuple[Inside, bytes]:
    """What a picture says that stands at the beginning of other bytes, and the same bytes with that made zeros."""
    told, blank = BlockTraces(), bytearray(content)
    with suppress(CannotLookError):  # what follows the picture is none of it
        for segment in _segments(content):
            if segment.marker in {_SCAN, _END}:
                break
            _tell(segment, told)
            if not _belongs(segment):
                blank[segment.at + 4 : segment.at + len(segment.raw)] = bytes(len(segment.raw) - 4)
    return told.inside(), bytes(blank)


def _belongs(segment: _JpegSegment) -> bool:
    marker, body = segment.marker, segment.body
    if marker == _JFIF:
        return body.startswith(b"JFIF\0") and body[12:14] in (b"\0\0", b"")
    if marker == _ICC_APP:
        return body.startswith(b"ICC_PROFILE\0")
    if marker == _ADOBE_APP:
        return body.startswith(b"Adobe")
    return marker not in _APPS and marker != _COMMENT


def _tell(segment: _JpegSegment, told: BlockTraces) -> None:
    block, body = _exif_of(segment), segment.body
    if block is not None:
        told.exif(block)
    elif segment.marker == _EXIF_APP and body.startswith(_XMP):
        told.xmp(body[len(_XMP) :])
    elif segment.marker == _EXIF_APP and body.startswith(_LATER_XMP):
        told.add([data(len(body))])
    elif segment.marker == _PHOTOSHOP_APP and body.startswith(iptc.START):
        told.add(iptc.traces_of_resources(body[len(iptc.START) :]))
    elif segment.marker == _COMMENT:
        told.add(trace(What.NOTE, body))
    elif segment.marker == _JFIF and not _belongs(segment):
        told.add([Trace(What.PREVIEW, "")])
    elif segment.marker in _APPS and not _belongs(segment) and body.strip(b"\0"):
        told.add([data(len(body))])


def _exif_of(segment: _JpegSegment) -> bytes | None:
    if segment.marker == _EXIF_APP and segment.body.startswith(exif.START):
        return segment.body[len(exif.START) :]
    return None


def _of_second(rest: bytes, told: BlockTraces) -> None:
    """A second picture repeats what the first says; what follows it is not looked at."""
    start = rest.find(START)
    if start < 0:
        return
    with suppress(CannotLookError):  # it is said already that something is there, and it is cut off whole
        for segment in _segments(rest[start:]):
            _tell(segment, told)


def _segments(content: bytes) -> Iterator[_JpegSegment]:
    """The segments; that of the end holds what stands after it. Raises `CannotLookError`."""
    at = 2
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            raise CannotLookError(Gap.BROKEN)
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
        elif marker == _END:
            yield _JpegSegment(marker, content[at + 2 :], b"")
            return
        elif marker in _ALONE:
            yield _JpegSegment(marker, b"", content[at : at + 2])
            at += 2
        else:
            end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
            if end < at + 4 or end > len(content):
                raise CannotLookError(Gap.BROKEN)
            body = content[at + 4 : end]
            if marker == _SCAN:
                end = _end_of_scan(content, end)
            yield _JpegSegment(marker, body, content[at:end], at)
            at = end
    raise CannotLookError(Gap.BROKEN)


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the data of a scan end: at a marker that is neither a byte 255 of theirs nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise CannotLookError(Gap.BROKEN)
        following = content[at + 1]
        if following == 0xFF:
            at += 1
        elif following == 0 or following in _ALONE:
            at += 2
        else:
            return at
