"""What press photos carry (IPTC), in the block of resources that Photoshop writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mrcworkbench.services.inside_files.traces import Trace, What, trace

START = b"Photoshop 3.0\0"
_RESOURCE, _IPTC, _PREVIEWS = b"8BIM", 0x0404, (0x0409, 0x040C)
_FIELDS: Mapping[int, What] = {
    5: What.TITLE,
    25: What.NOTE,
    80: What.AUTHOR,
    90: What.PLACE,
    92: What.PLACE,
    95: What.PLACE,
    101: What.PLACE,
    105: What.TITLE,
    110: What.AUTHOR,
    115: What.ORGANISATION,
    116: What.AUTHOR,
    118: What.AUTHOR,
    120: What.NOTE,
    122: What.AUTHOR,
}


def traces_of_resources(block: bytes) -> Iterator[Trace]:
    """What a block says, without `START`; it ends where it is damaged."""
    at = 0
    while block[at : at + 4] == _RESOURCE:
        number = int.from_bytes(block[at + 4 : at + 6])
        name = block[at + 6] if at + 6 < len(block) else 0
        at += 6 + (name + 2) // 2 * 2
        length = int.from_bytes(block[at : at + 4])
        data = block[at + 4 : at + 4 + length]
        if number == _IPTC:
            yield from traces_of_iptc(data)
        elif number in _PREVIEWS:
            yield Trace(What.PREVIEW, "")
        at += 4 + (length + 1) // 2 * 2


def traces_of_iptc(data: bytes) -> Iterator[Trace]:
    """What the fields of a record say."""
    at = 0
    while data[at : at + 1] == b"\x1c" and at + 5 <= len(data):
        record, field, length = data[at + 1], data[at + 2], int.from_bytes(data[at + 3 : at + 5])
        if length & 0x8000:  # a long field, which no text of these has
            return
        what = _FIELDS.get(field)
        if record == 2 and what is not None:
            yield from trace(what, data[at + 5 : at + 5 + length])
        at += 5 + length
