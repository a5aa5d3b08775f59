"""The cells of a sheet as XML, and the file they go into.

openpyxl makes the workbook with its charts and print set-up; the cells are written here, because making an
object and an XML element for each of ten thousand cells takes more than half the time of a report. It also keeps the
one rule that matters most in one place: a text is an inline string and nothing else, so it can be no formula, no link
and no number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias, cast
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from mrcworkbench.errors import Fault
from mrcworkbench.exchange.packing import add_part

Value: TypeAlias = str | int | float | date | None

_NO_CELLS = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"')
_STYLES = "xl/styles.xml"
_AFTER_ERRORS = re.compile(rb"<drawing |<tableParts |</worksheet>")
"""What may follow the element that says which warnings are not shown."""


@dataclass(frozen=True, slots=True)
class RichPart:
    """A part of a cell's text with its look."""

    text: str
    font: str
    size: int
    colour: str
    bold: bool


def _properties(part: RichPart) -> str:
    """The order of the children is that of the published schema."""
    bold = "<b/>" if part.bold else ""
    return f'<rPr><rFont val="{part.font}"/>{bold}<color rgb="FF{part.colour}"/><sz val="{part.size}"/></rPr>'


def _text(text: str) -> str:
    """Space at the edges of a text is lost unless it is said to matter."""
    kept = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<t{kept}>{text if text.isalnum() else escape(text)}</t>"


class Cells:
    """The cells of one sheet, by row and column, both counted from 1. Texts must be plain already."""

    def __init__(self) -> None:
        self.values: dict[tuple[int, int], Value] = {}
        """Every value, formulas without "="."""
        self.formulas = 0
        self.heights: dict[int, float] = {}
        """Heights of rows that need more than one line, in points."""
        self._rows: dict[int, dict[int, str]] = {}
        self._letters: list[str] = [""]

    def put(self, row: int, column: int, value: Value, style: int) -> None:
        """Write a value, or a cell that only has a style."""
        place = f'<c r="{self._letter(column)}{row}" s="{style}"'
        if value is None or value == "":
            self._cell(row, column, f"{place}/>")
            return
        self.values[row, column] = value
        if isinstance(value, str):
            self._cell(row, column, f'{place} t="inlineStr"><is>{_text(value)}</is></c>')
        else:
            number = to_excel(value) if isinstance(value, date) else value  # type: ignore[no-untyped-call]
            self._cell(row, column, f"{place}><v>{number!r}</v></c>")

    def put_runs(self, row: int, column: int, runs: Sequence[RichPart], style: int) -> None:
        """Write a text of several looks. Its parts must be plain already."""
        self.values[row, column] = "".join(run.text for run in runs)
        parts = "".join(f"<r>{_properties(run)}{_text(run.text)}</r>" for run in runs)
        self._cell(row, column, f'<c r="{self._letter(column)}{row}" s="{style}" t="inlineStr"><is>{parts}</is></c>')

    def put_formula(self, row: int, column: int, formula: str, result: str | int, style: int) -> None:
        """Write a formula of ours, without its "=", with what it gives: for whoever does not let it be worked out."""
        self.values[row, column] = formula
        self.formulas += 1
        kind = ' t="str"' if isinstance(result, str) else ""
        place = f'<c r="{self._letter(column)}{row}" s="{style}"{kind}>'
        self._cell(row, column, f"{place}<f>{escape(formula)}</f><v>{escape(str(result))}</v></c>")

    def sheet_data(self) -> bytes:
        """The element `sheetData` with all rows in their order."""
        rows = [self._row(row) for row in sorted(self._rows.keys() | self.heights.keys())]
        return f"<sheetData>{''.join(rows)}</sheetData>".encode()

    def dimension(self) -> bytes:
        """The range that holds all cells."""
        columns = [max(cells) for cells in self._rows.values()]
        return f"A1:{self._letter(max(columns, default=1))}{max(self._rows, default=1)}".encode()

    def _row(self, row: int) -> str:
        cells = self._rows.get(row, {})
        height = self.heights.get(row)
        high = "" if height is None else f' ht="{height}" customHeight="1"'
        return f'<row r="{row}"{high}>{"".join(cells[column] for column in sorted(cells))}</row>'

    def _cell(self, row: int, column: int, xml: str) -> None:
        self._rows.setdefault(row, {})[column] = xml

    def _letter(self, column: int) -> str:
        while len(self._letters) <= column:
            self._letters.append(get_column_letter(len(self._letters)))
        return self._letters[column]


def save(workbook: Workbook, cells: Sequence[Cells], styles: bytes, target: Path) -> None:
    """Write a workbook whose sheets have these cells, in the order of the sheets."""
    parts = _Parts()
    _EmptySheets(workbook, cast("ZipFile", parts)).save()
    sheets: Mapping[str, Cells] = {
        sheet.path.lstrip("/"): own for sheet, own in zip(workbook.worksheets, cells, strict=True)
    }
    parts[_STYLES] = styles
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            add_part(archive, name, _filled(content, sheets[name]) if name in sheets else content)


class _Parts(dict[str, bytes]):
    """Stands for the archive that openpyxl writes to, which would ask the clock for every part."""

    def writestr(self, name: str, content: bytes | str) -> None:
        self[name] = content.encode() if isinstance(content, str) else content

    def namelist(self) -> list[str]:
        return list(self)

    def close(self) -> None:
        """Nothing is open."""


class _EmptySheets(ExcelWriter):
    """Writes the sheets to memory: openpyxl's own writer leaves a temporary file where the program is killed."""

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - as the method that it stands for
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images  # noqa: SLF001
        content, links = BytesIO(), ws._hyperlinks  # noqa: SLF001
        writer = WorksheetWriter(ws, out=content)
        ws._hyperlinks = links  # noqa: SLF001 - the writer forgets those that no cell of openpyxl's has
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]  # noqa: SLF001
        self._archive.writestr(ws.path[1:], content.getvalue())  # type: ignore[attr-defined]
        self.manifest.append(ws)


def _filled(sheet: bytes, cells: Cells) -> bytes:
    data, dimension = cells.sheet_data(), cells.dimension()
    content, found = _NO_CELLS.subn(lambda _: data, sheet)
    content, measured = _DIMENSION.subn(lambda _: b'<dimension ref="' + dimension + b'"', content)
    if (found, measured) != (1, 1):
        raise Fault("openpyxl has written an empty sheet in a form that is not known here")
    return _AFTER_ERRORS.sub(lambda next_: _no_warnings(dimension) + next_[0], content, count=1)


def _no_warnings(dimension: bytes) -> bytes:
    """Texts that look like numbers are meant: Excel shall not mark each of them."""
    ignored = b'<ignoredError sqref="' + dimension + b'" numberStoredAsText="1"/>'
    return b"<ignoredErrors>" + ignored + b"</ignoredErrors>"
