"""The cells of a workbook that may come from anybody, read with limits and nothing but what is asked for.

A workbook that was opened and saved by another program has the same cells in another form, so both forms of texts are
read. A report has no formulas: one counts as a text of its own, since what it shows is worked out anew when the file is
opened. A file in which another program would find other parts than those read here is refused.
"""

from __future__ import annotations

import math
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from openpyxl.utils import column_index_from_string

from mrcworkbench.errors import UserError

LARGEST_FILE, LARGEST_PART = 20_000_000, 50_000_000
"""Bytes of the file, and of all parts that are read, unpacked. A report has far less than a million."""
_MOST_SHEETS, _MOST_CELLS, _MOST_TEXT = 60, 500_000, 20_000_000
"""Sheets, cells or shared texts, and characters of all cells: one shared text may stand in any number of cells."""
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How parts of a workbook may be packed; others are not read by Excel, and fail in more ways."""
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_START, _WORKBOOK, _LINKS = "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TEXTS = "xl/sharedStrings.xml"
_FIXED = {"officeDocument": _WORKBOOK, "sharedStrings": _TEXTS}
"""Parts that are read by their name, by the end of their type: a link to another one is followed by other programs."""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell with what it holds; a number as the file has it."""

    row: int
    column: int
    text: str
    is_number: bool


@dataclass
class SheetOfOthers:
    title: str
    cells: list[FilledCell] = field(default_factory=list)


class _TooMuchError(Exception):
    """More than any report has, or not what a workbook holds."""


def read_cells(path: Path) -> list[SheetOfOthers]:
    """The sheets in their order, each with its filled cells. Raises `UserError` not_a_report, with `path`."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_FILE:
            raise _TooMuchError
        with zipfile.ZipFile(path) as archive:
            return _CellReader(archive).sheets()
    except (_TooMuchError, OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError,
            expat.ExpatError, ValueError, KeyError, LookupError) as error:  # fmt: skip
        raise UserError("not_a_report", path=path) from error


class _CellReader:
    """Reads the parts of one workbook, all together not more than `LARGEST_PART`."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._room, self._text, self._left = LARGEST_PART, _MOST_TEXT, _MOST_CELLS
        names = {part.filename.casefold() for part in archive.infolist() if part.compress_type in _PACKED}
        if len(names) != len(archive.infolist()):  # of two parts of one name, each program takes another
            raise _TooMuchError

    def sheets(self) -> list[SheetOfOthers]:
        named: list[tuple[str, str]] = []

        def sheet(name: str, has: Mapping[str, str]) -> None:
            if name == "sheet":
                (id_,) = (has[key] for key in has if key.endswith(":id"))
                named.append((has["name"], id_))
            if has.get("date1904", "0") not in ("0", "false"):  # each date shows another day
                raise _TooMuchError

        self._links(_START, "/")
        links = self._links(_LINKS, "/xl")
        self._parse(_WORKBOOK, sheet)
        if not named or len(named) > _MOST_SHEETS:
            raise _TooMuchError
        texts = list(self._texts()) if _TEXTS in self._archive.namelist() else []
        return [SheetOfOthers(title, list(self._cells(links[id_], texts))) for title, id_ in named]

    def _links(self, part: str, folder: str) -> dict[str, str]:
        """The parts that this one links to, by the id of the link."""
        links: dict[str, str] = {}

        def link(name: str, has: Mapping[str, str]) -> None:
            if name == "Relationship":
                target = posixpath.normpath(posixpath.join(folder, has["Target"])).lstrip("/")
                if has["Id"] in links or target != _FIXED.get(has["Type"].rpartition("/")[2], target):
                    raise _TooMuchError
                links[has["Id"]] = target

        self._parse(part, link)
        return links

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise _TooMuchError

    def _texts(self) -> Iterator[str]:
        """The texts that cells share."""
        texts: list[list[str]] = []
        hidden = 0

        def start(name: str, _: Mapping[str, str]) -> None:
            nonlocal hidden
            if name == "si":
                self._count()
                texts.append([])
            hidden += name == "rPh"  # how a text is spoken

        def end(name: str, said: str) -> None:
            nonlocal hidden
            if name == "t" and texts and not hidden:
                texts[-1].append(said)
            hidden -= name == "rPh"

        self._parse(_TEXTS, start, end)
        return ("".join(parts) for parts in texts)

    def _cells(self, part: str, texts: list[str]) -> Iterator[FilledCell]:
        found: list[tuple[str, str, list[str]]] = []

        def start(name: str, has: Mapping[str, str]) -> None:
            if name == "c":
                self._count()
                found.append((has["r"], has.get("t", "n"), []))
            elif name == "f" and found:
                found[-1] = (found[-1][0], "str", ["="])

        def end(name: str, said: str) -> None:
            if found and name == ("t" if found[-1][1] == "inlineStr" else "v"):
                found[-1][2].append(said)

        self._parse(part, start, end)
        for place, kind, parts in found:
            said = "".join(parts)
            text = texts[int(said)] if kind == "s" and said else said.replace("\r\n", "\n")
            match = _PLACE.fullmatch(place)
            if match is None:
                raise _TooMuchError
            self._text -= len(text)
            if self._text < 0:
                raise _TooMuchError
            if text:
                is_number = kind == "n" and math.isfinite(float(text))
                yield FilledCell(int(match[2]), column_index_from_string(match[1]), text, is_number)

    def _parse(
        self,
        part: str,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str, str], None] = lambda _, __: None,
    ) -> None:
        """Names without their prefix; `end` is given the text since the element began. No document type is read."""
        with self._archive.open(part) as stream:
            content = stream.read(self._room + 1)
        self._room -= len(content)
        if self._room < 0:
            raise _TooMuchError
        said: list[str] = []

        def on_start(name: str, has: Mapping[str, str]) -> None:
            said.clear()
            start(name.rpartition(":")[2], has)

        def refuse(*_: object) -> None:
            raise _TooMuchError

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler = on_start
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2], "".join(said))
        parser.CharacterDataHandler = said.append
        parser.Parse(content, True)
