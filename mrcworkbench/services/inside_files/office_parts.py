"""The parts of an office file that say who, where and with what: properties, and names beside remarks and changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from mrcworkbench.services.inside_files.exif import time_of
from mrcworkbench.services.inside_files.traces import CannotLookError, Gap, Trace, What, trace

_ANYBODY = b"Author"
"""What Office puts in the place of a name that it removes."""
_PROPERTIES = re.compile(r"docprops/[^/]*\.xml|docmetadata/labelinfo\.xml|.*\.psmdcp|meta\.xml")
_PEOPLE = re.compile(r"word/people\d*\.xml")
_LARGEST_PROPERTIES = 1024 * 1024
_FIELDS: Mapping[str, What] = {
    "creator": What.AUTHOR,
    "initial-creator": What.AUTHOR,
    "printed-by": What.AUTHOR,
    "lastModifiedBy": What.AUTHOR,
    "Manager": What.AUTHOR,
    "Company": What.ORGANISATION,
    "Template": What.PATH,
    "HyperlinkBase": What.PATH,
    "title": What.TITLE,
    "subject": What.NOTE,
    "description": What.NOTE,
    "keywords": What.NOTE,
    "keyword": What.NOTE,
    "category": What.NOTE,
    "lpwstr": What.NOTE,
    "lpstr": What.NOTE,
    "user-defined": What.NOTE,
    "created": What.TIME,
    "modified": What.TIME,
    "lastPrinted": What.TIME,
    "creation-date": What.TIME,
    "date": What.TIME,
    "print-date": What.TIME,
    "Application": What.PROGRAM,
    "generator": What.PROGRAM,
}
_PLAIN_TEMPLATES = frozenset({"Normal", "Normal.dot", "Normal.dotm", "Normal.dotx"})
_LISTS = frozenset({"TitlesOfParts", "HeadingPairs"})
"""The names of sheets, which are seen in the document."""

_NAMES: tuple[tuple[re.Pattern[str], re.Pattern[bytes]], ...] = tuple(
    (re.compile(part), re.compile(name, re.DOTALL))
    for part, name in (
        (r"word/[^/]*\.xml", rb'(\bw:(?:author|initials)=")([^"]*)(")'),
        (r"word/people\d*\.xml", rb'(\bw15:(?:author|userId)=")([^"]*)(")'),
        (r"xl/comments[^/]*\.xml|xl/comments/.*\.xml", rb"(<author>)((?!tc=)[^<]*)(</author>)"),
        (r"xl/persons/[^/]*\.xml", rb'(\b(?:displayName|userId)=")([^"]*)(")'),
        (r"xl/revisions/[^/]*\.xml", rb'(\b(?:userName|name)=")([^"]*)(")'),
        (r"ppt/(?:commentauthors|authors)\d*\.xml", rb'(\b(?:name|initials|userId)=")([^"]*)(")'),
        (
            r"(?:[^/]*/)?(?:content|styles)\.xml",
            rb"(<(?:office:annotation|office:change-info)\b[^>]*>(?:(?!</office:).)*?<dc:creator>)([^<]*)(</dc:creator>)",
        ),
    )
)
_PATHS: tuple[tuple[re.Pattern[str], re.Pattern[bytes]], ...] = tuple(
    (re.compile(part), re.compile(path, re.IGNORECASE))
    for part, path in (
        (r".*\.rels", rb'(\bTarget=")((?:file:|\\\\)[^"]*[/\\])([^"/\\]*")'),
        (r"(?:[^/]*/)?(?:content|styles)\.xml", rb'(\bxlink:href=")(file:[^"]*/)([^"/]*")'),
        (r"xl/workbook\.xml", rb'(<x15ac:absPath\b[^>]*\burl=")([^"]+)(")'),
        (r"xl/connections\.xml", rb'(\b(?:sourceFile|connection)=")([^"]+)(")'),
        (r"word/settings\.xml", rb'(<w:(?:connectString|query) w:val=")([^"]+)(")'),
    )
)
"""Where the file lay, and links to files of the computer on which it was made: without its folder such a link says as
much to others."""
_INITIALS = b'initials="'
"""Nothing new beside the name."""


def may_change(name: str) -> bool:
    """Whether something may be taken from a part; its name in lower letters."""
    return bool(_PROPERTIES.fullmatch(name) or any(part.fullmatch(name) for part, _ in (*_NAMES, *_PATHS)))


def traces_of(name: str, data: bytes) -> Iterator[Trace]:
    """What a part says. Raises `CannotLookError`."""
    if _PROPERTIES.fullmatch(name):
        yield from _properties(data)
    for part, pattern in _NAMES:
        if part.fullmatch(name):
            names = {one[2] for one in pattern.finditer(data) if not one[1].endswith(_INITIALS)} - {_ANYBODY}
            for value in sorted(names):
                yield from trace(What.AUTHOR, _plain(value))
    for part, pattern in _PATHS:
        if part.fullmatch(name):
            for one in pattern.finditer(data):
                yield from trace(What.PATH, unquote(_plain(one[2] + one[3].removesuffix(b'"'))))


def without_traces(name: str, data: bytes) -> bytes:
    """The part without them. Raises `CannotLookError`."""
    if _PROPERTIES.fullmatch(name):
        return _emptied(data)
    if _PEOPLE.fullmatch(name):
        return _emptied(data)
    for part, pattern in _NAMES:
        if part.fullmatch(name):
            data = pattern.sub(rb"\g<1>" + _ANYBODY + rb"\g<3>", data)
    for part, pattern in _PATHS:
        if part.fullmatch(name):
            data = pattern.sub(rb"\g<1>\g<3>", data)
    return data


def _plain(value: bytes) -> str:
    return unescape(value.decode("utf-8", "replace"))


def _properties(data: bytes) -> Iterator[Trace]:
    for element in _kept(_parsed(data)):
        name = element.tag.rpartition("}")[2]
        what, text = _FIELDS.get(name), (element.text or "").strip()
        if what is What.TIME:
            yield from trace(what, time_of(text))
        elif what is not None and not (what is What.PATH and text in _PLAIN_TEMPLATES):
            yield from trace(what, text)
        if name == "template":
            yield from trace(What.PATH, next((v for k, v in element.attrib.items() if k.endswith("}href")), ""))


def _kept(root: ET.Element) -> Iterator[ET.Element]:
    """Every element but those of lists of what is seen anyway."""
    for element in root:
        if element.tag.rpartition("}")[2] not in _LISTS:
            yield element
            yield from _kept(element)


def _emptied(data: bytes) -> bytes:
    root = _parsed(data)
    empty = ET.Element(root.tag, {k: v for k, v in root.attrib.items() if k.endswith("}version")})
    if root.tag.endswith("}document-meta"):
        ET.SubElement(empty, root.tag.replace("document-meta", "meta"))
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + ET.tostring(empty)


def _parsed(data: bytes) -> ET.Element:
    if len(data) > _LARGEST_PROPERTIES or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise CannotLookError(Gap.TOO_MUCH)
    try:
        return ET.fromstring(data)  # noqa: S314 - small, and without a definition of entities
    except (ET.ParseError, ValueError) as error:
        raise CannotLookError(Gap.BROKEN) from error
