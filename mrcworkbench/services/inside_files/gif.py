"""GIF: blocks of pictures, and blocks of what is said about them."""

from __future__ import annotations

from collections.abc import Iterator

from mrcworkbench.services.inside_files.blocks import BlockTraces
from mrcworkbench.services.inside_files.traces import CannotLookError, Gap, Inside, What, data, trace

STARTS = (b"GIF87a", b"GIF89a")
_PICTURE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_COMMENT, _APPLICATION = 0xFE, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
_XMP = b"XMP DataXMP"


def read(content: bytes) -> Inside:
    told = BlockTraces()
    with told.as_far_as_it_goes():
        for kind, start, end in _blocks(content):
            if kind == _COMMENT:
                told.add(trace(What.NOTE, b"".join(_pieces(content, start + 2, end))))
            elif kind == _APPLICATION and content[start + 3 : start + 14] == _XMP:
                told.xmp(content[start + 14 : end].partition(b"<?xpacket end")[0])
            elif kind == _APPLICATION:
                told.add([data(end - start)])
    return told.inside()


def clean(content: bytes) -> bytes:
    made, at = [], 0
    for _, start, end in _blocks(content):
        made.append(content[at:start])
        at = end
    made.append(content[at : content.rfind(b"\x3b") + 1])
    return b"".join(made)


def _blocks(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, start and end of each block that is no part of the picture."""
    at = 13 + _table(content[10])
    while True:
        kind = content[at : at + 1]
        if kind == bytes([_END]):
            return
        if kind == bytes([_PICTURE]):
            at = _after(content, at + 11 + _table(content[at + 9] if at + 9 < len(content) else 0))
        elif kind == bytes([_EXTENSION]) and at + 2 < len(content):
            label, end = content[at + 1], _after(content, at + 2)
            if label == _COMMENT or (label == _APPLICATION and content[at + 3 : at + 14] not in _LOOPS):
                yield label, at, end
            at = end
        else:
            raise CannotLookError(Gap.BROKEN)


def _table(flags: int) -> int:
    """Bytes of a table of colours."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _pieces(content: bytes, at: int, end: int) -> Iterator[bytes]:
    while at < end and content[at]:
        yield content[at + 1 : at + 1 + content[at]]
        at += 1 + content[at]


def _after(content: bytes, at: int) -> int:
    """Where a row of pieces ends: after one of no length."""
    while at < len(content):
        length = content[at]
        at += 1 + length
        if length == 0:
            return at
    raise CannotLookError(Gap.BROKEN)
