"""WebP: chunks in a RIFF file."""

from __future__ import annotations

from collections.abc import Iterator

from mrcworkbench.services.inside_files import exif
from mrcworkbench.services.inside_files.blocks import BlockTraces
from mrcworkbench.services.inside_files.traces import CannotLookError, Gap, Inside, data

_PICTURE = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04


def is_webp(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def read(content: bytes) -> Inside:
    told = BlockTraces()
    with told.as_far_as_it_goes():
        for name, packed in _chunks(content):
            if name == b"EXIF":
                told.exif(packed.removeprefix(exif.START))
            elif name == b"XMP ":
                told.xmp(packed)
            elif name not in _PICTURE:
                told.add([data(len(packed))])
    rest = content[8 + int.from_bytes(content[4:8], "little") :]
    if rest.strip(b"\0"):
        told.add([data(len(rest))])
    return told.inside()


def clean(content: bytes) -> bytes:
    chunks = dict(_chunks(content))
    orientation = exif.orientation_of(chunks.get(b"EXIF", b"").removeprefix(exif.START))
    kept = []
    for name, body in _chunks(content):
        if name == b"VP8X":
            flags = body[0] & ~(_EXIF_FLAG | _XMP_FLAG) | (_EXIF_FLAG if orientation != 1 else 0)
            kept.append(_packed(name, bytes([flags]) + body[1:]))
        elif name in _PICTURE:
            kept.append(_packed(name, body))
    if orientation != 1 and b"VP8X" in chunks:
        kept.append(_packed(b"EXIF", exif.orientation_only(orientation)))
    whole = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(whole).to_bytes(4, "little") + whole


def _packed(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    end = min(len(content), 8 + int.from_bytes(content[4:8], "little"))
    at = 12
    while at + 8 <= end:
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if at + 8 + length > end:
            raise CannotLookError(Gap.BROKEN)
        yield name, content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
