"""The packet of XML (XMP) in which programs write who, where and with what, in pictures and in PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from mrcworkbench.services.inside_files.exif import degrees, time_of
from mrcworkbench.services.inside_files.traces import Trace, What, trace

_LARGEST = 4 * 1024 * 1024
_FIELDS: Mapping[str, What] = {
    "Make": What.DEVICE,
    "Model": What.DEVICE,
    "SerialNumber": What.DEVICE,
    "BodySerialNumber": What.DEVICE,
    "LensModel": What.DEVICE,
    "Lens": What.DEVICE,
    "LensSerialNumber": What.DEVICE,
    "OwnerName": What.AUTHOR,
    "CameraOwnerName": What.AUTHOR,
    "creator": What.AUTHOR,
    "contributor": What.AUTHOR,
    "Artist": What.AUTHOR,
    "Author": What.AUTHOR,
    "rights": What.AUTHOR,
    "Copyright": What.AUTHOR,
    "CaptionWriter": What.AUTHOR,
    "Credit": What.AUTHOR,
    "PersonInImage": What.AUTHOR,
    "PersonDisplayName": What.AUTHOR,
    "publisher": What.ORGANISATION,
    "Company": What.ORGANISATION,
    "City": What.PLACE,
    "State": What.PLACE,
    "Country": What.PLACE,
    "Location": What.PLACE,
    "Sublocation": What.PLACE,
    "ProvinceState": What.PLACE,
    "CountryName": What.PLACE,
    "filePath": What.PATH,
    "CreatorTool": What.PROGRAM,
    "Producer": What.PROGRAM,
    "title": What.TITLE,
    "description": What.NOTE,
    "subject": What.NOTE,
    "Keywords": What.NOTE,
    "UserComment": What.NOTE,
    "CreateDate": What.TIME,
    "ModifyDate": What.TIME,
    "DateTimeOriginal": What.TIME,
    "DateCreated": What.TIME,
}
"""By the name of the field, whatever the name of its space: each name means one thing in all of them."""
_PEOPLE_IN = "RegionList"
_ANGLE = re.compile(r"(\d+)(?:,(\d+(?:\.\d+)?))?(?:,(\d+(?:\.\d+)?))?([NSEW])")


class BrokenXmpError(Exception):
    """The packet cannot be read."""


def traces_of_xmp(packet: bytes) -> Iterator[Trace]:
    """What a packet says. Raises `BrokenXmpError`."""
    root = _parsed(packet)
    found: dict[str, str] = {}
    for name, value in _values(root):
        found.setdefault(name, value)
        what = _FIELDS.get(name)
        if what is What.TIME:
            time = time_of(value)
            yield from trace(what, time)
        elif what is not None:
            yield from trace(what, value)
    spots = [_angle(found.get(name, "")) for name in ("GPSLatitude", "GPSLongitude")]
    if None not in spots:
        yield Trace(What.PLACE, degrees(*(spot for spot in spots if spot is not None)))


def _parsed(packet: bytes) -> ET.Element:
    start, end = packet.find(b"<"), packet.rfind(b">")
    if len(packet) > _LARGEST or start < 0 or b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        raise BrokenXmpError
    try:
        return ET.fromstring(packet[start : end + 1])  # noqa: S314 - small, and without a definition of entities
    except (ET.ParseError, ValueError) as error:
        raise BrokenXmpError from error


def _values(root: ET.Element) -> Iterator[tuple[str, str]]:
    """Every field with its text: an attribute, the text of an element, or of the items of its list."""
    for element in root.iter():
        for name, value in element.attrib.items():
            yield _local(name), value
        name = _local(element.tag)
        if name == _PEOPLE_IN:  # faces that a program has found, with the names that somebody gave them
            for inner in element.iter():
                people = {_local(key): value for key, value in inner.attrib.items()}
                people |= {_local(one.tag): one.text or "" for one in inner}
                yield "PersonDisplayName", people.get("Name", "")
        elif name in _FIELDS or name.startswith("GPS"):
            texts = [one.text.strip() for one in element.iter() if one.text and one.text.strip()]
            for text in texts:
                yield name, text


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _angle(text: str) -> float | None:
    found = _ANGLE.fullmatch(text.strip())
    if found is None:
        return None
    angle = int(found[1]) + float(found[2] or 0) / 60 + float(found[3] or 0) / 3600
    return -angle if found[4] in "SW" else angle
