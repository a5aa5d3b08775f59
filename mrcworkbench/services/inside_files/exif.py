"""The block in which a camera writes what it knows (EXIF): read by Pillow, and made anew with the orientation alone."""

from __future__ import annotations

import math
import re
import struct
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import Image

from mrcworkbench.services.inside_files.traces import Trace, What, data, trace

START = b"Exif\0\0"
"""What stands before the block in most kinds of pictures."""
_EXIF, _GPS, _THUMBNAIL = 0x8769, 0x8825, 1
_ORIENTATION = 0x0112
_MAKER_NOTE, _USER_COMMENT = 0x927C, 0x9286
_MAKE, _MODEL = 0x010F, 0x0110
_FIRST: Mapping[int, What] = {
    0x010E: What.NOTE,
    0x0131: What.PROGRAM,
    0x0132: What.TIME,
    0x013B: What.AUTHOR,
    0x013C: What.DEVICE,
    0x8298: What.AUTHOR,
    0xC62F: What.DEVICE,  # serial number, in raw pictures
}
_WINDOWS: Mapping[int, What] = {
    0x9C9B: What.TITLE,
    0x9C9C: What.NOTE,
    0x9C9D: What.AUTHOR,
    0x9C9E: What.NOTE,
    0x9C9F: What.NOTE,
}
"""Fields of Windows, in UTF-16."""
_SECOND: Mapping[int, What] = {
    0x9003: What.TIME,
    0x9004: What.TIME,
    0xA420: What.DEVICE,
    0xA430: What.AUTHOR,
    0xA431: What.DEVICE,
    0xA433: What.DEVICE,
    0xA434: What.DEVICE,
    0xA435: What.DEVICE,
}
_GPS_TEXTS = {0x1B: What.PROGRAM, 0x1C: What.PLACE, 0x1D: What.TIME}
_EMPTY = 14
"""Bytes of a block without a field."""
_DATE = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)(?:[ T](\d\d):(\d\d))?")


class BrokenExifError(Exception):
    """The block cannot be read."""


def traces_of_exif(block: bytes) -> Iterator[Trace]:
    """What a block says, `block` without `START`. Raises `BrokenExifError`."""
    first, second, place, small = _read(block)
    if not first and len(block) > _EMPTY:
        raise BrokenExifError
    yield from _place(place)
    maker, model = (str(first.get(tag) or "").strip("\0 ") for tag in (_MAKE, _MODEL))
    yield from trace(What.DEVICE, model if model.casefold().startswith(maker.casefold()) else f"{maker} {model}")
    for tags, read in ((_FIRST, first), (_SECOND, second), (_GPS_TEXTS, place)):
        for tag, what in tags.items():
            yield from _timed(read.get(tag)) if what is What.TIME else trace(what, _text(read.get(tag)))
    for tag, what in _WINDOWS.items():
        value = first.get(tag)
        if isinstance(value, bytes):
            yield from trace(what, value.decode("utf-16-le", "replace"))
    yield from trace(What.NOTE, _comment(second.get(_USER_COMMENT)))
    note = second.get(_MAKER_NOTE)
    if isinstance(note, bytes) and note.strip(b"\0"):  # of the camera's maker, who alone can read it
        yield data(len(note))
    if small:
        yield Trace(What.PREVIEW, "")


def orientation_of(block: bytes) -> int:
    """How the picture is to be turned, 1 to 8; 1, upright, where nothing is said or it cannot be read."""
    try:
        value = _read(block)[0].get(_ORIENTATION)
    except BrokenExifError:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def orientation_only(orientation: int) -> bytes:
    """A block that says how to turn the picture and nothing else, without `START`."""
    return b"II*\0\x08\0\0\0" + struct.pack("<HHHIHHI", 1, _ORIENTATION, 3, 1, orientation, 0, 0)


def time_of(value: object) -> str:
    """A time as it is told; "" where it is none."""
    found = _DATE.search(_text(value))
    if found is None or int(found[1]) < 1700:  # an empty field counts from nought, or from 1601
        return ""
    day = f"{found[1]}-{found[2]}-{found[3]}"
    return f"{day}T{found[4]}:{found[5]}" if found[4] else day


def _timed(value: object) -> Iterator[Trace]:
    time = time_of(value)
    if time:
        yield Trace(What.TIME, time)


def degrees(latitude: float, longitude: float) -> str:
    """A place as a person writes it, to about ten metres."""
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.4f} {north}, {abs(longitude):.4f} {east}"


def _read(block: bytes) -> tuple[Mapping[int, Any], Mapping[int, Any], Mapping[int, Any], Mapping[int, Any]]:
    """Main, camera's and place's fields, and those of the small picture."""
    exif = Image.Exif()
    try:
        with warnings.catch_warnings():  # damaged fields are left out by Pillow with a warning
            warnings.simplefilter("ignore")
            exif.load(START + block)
            parts = [dict(exif.get_ifd(tag)) for tag in (_EXIF, _GPS, _THUMBNAIL)]
            return dict(exif), parts[0], parts[1], parts[2]
    except Exception as error:
        raise BrokenExifError from error


def _place(gps: Mapping[int, Any]) -> Iterator[Trace]:
    for first in (0x01, 0x13):  # where it was taken, and what was pointed at
        spots = [_angle(gps.get(first + n), gps.get(first + n + 1)) for n in (0, 2)]
        if None not in spots:
            yield Trace(What.PLACE, degrees(*(spot for spot in spots if spot is not None)))


def _angle(side: object, parts: object) -> float | None:
    if not isinstance(parts, tuple) or not 1 <= len(parts) <= 3:
        return None
    try:
        angle: float = sum(float(part) / 60.0**n for n, part in enumerate(parts))
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if not math.isfinite(angle) or angle > 180:
        return None
    return -angle if _text(side).strip("\0 ").upper() in ("S", "W") else angle


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.removeprefix(b"ASCII\0\0\0").decode("utf-8", "replace")
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)


def _comment(value: object) -> str:
    """Its first eight bytes say how it is written."""
    if not isinstance(value, bytes):
        return _text(value)
    start, text = value[:8], value[8:]
    if start == b"UNICODE\0":
        zeros = [text[n : n + 200 : 2].count(0) for n in (0, 1)]
        return text.decode("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", "replace")
    return (text if start in (b"ASCII\0\0\0", b"\0" * 8) else value).decode("utf-8", "replace")
