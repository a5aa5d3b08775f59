"""One table as the XML of worksheets, row by row, in bounded memory.

Written here and not by a library, as in the report: for 10,000 rows of 200 columns it takes a fifth of the time of the
fastest well-kept library in Python and less than one in Rust (see `tests/benchmarks/export.py`), and it keeps the
rule that matters most in one place: a text is a string and nothing else, so it can be no formula, no link, no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, isfinite
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from mrcworkbench.domain.tidy.shapes import CellKind, Column, TidyTable, Value
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.report.plain import LONGEST_CELL, plain
from mrcworkbench.exchange.tidy.serial_dates import serial_date

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
PLAIN, TYPED, PROSE, HEADER, HASHTAG, DAY, MOMENT = range(7)
"""Styles, by their place in the list of the workbook."""

_LARGEST_EXACT = 10**15
"""Excel keeps 15 digits of a number."""
_ROWS_AT_ONCE = 64
_MOST_SHARED = 50_000
_LONGEST_SHARED = 80
_WIDTHS = {CellKind.CODE: 22, CellKind.TEXT: 44, CellKind.NUMBER: 12, CellKind.DATE: 19, CellKind.FLAG: 10}
_IDS = frozenset({"assessment_id", "centre_id", "sent_as_centre_id", "row_id", "import_id"})
_ID_WIDTH = 38
_PROSE = ("about", "text")
"""The column that is there to be read: wide, with its text in lines."""
_PROSE_WIDTH = 110
_LETTERS_IN_A_LINE = 120
_LINE = 13.5
"""Height of a line, in points."""
_MOST_ON_PAPER = 16
"""Columns that can be read when they are printed on the width of a page."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class SharedTexts:
    """Short texts that cells name by number: they stand in the workbook once. Long ones, and those beyond the first
    fifty thousand, stand in their cells, so that memory is bounded."""

    def __init__(self, cut_mark: str) -> None:
        self.cut = 0
        """Texts that were too long for a cell."""
        self._cut_mark = cut_mark
        self._items: list[str] = []

    def cell(self, value: str, remembered: dict[str, str]) -> str:
        """The rest of a cell that holds a text, after its place; kept in `remembered` where it can come again."""
        clean = plain(value, self._cut_mark)
        if len(value) > LONGEST_CELL // 2 and clean.endswith(self._cut_mark):
            self.cut += 1
        space = ' xml:space="preserve"' if clean != clean.strip() or "\n" in clean else ""
        text = f"<t{space}>{escape(clean)}</t>"
        if len(value) > _LONGEST_SHARED or len(self._items) >= _MOST_SHARED:
            return f'" t="inlineStr"><is>{text}</is></c>'
        remembered[value] = cell = f'" t="s"><v>{len(self._items)}</v></c>'
        self._items.append(f"<si>{text}</si>")
        return cell

    def part(self) -> str:
        """The part of the workbook that holds them."""
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<sst xmlns="{_MAIN}" uniqueCount="{len(self._items)}">{"".join(self._items)}</sst>'
        )


class SheetSpool:
    """A table that grows in a temporary file, as one worksheet or as several where one cannot hold its rows.

    The file has no name, lies in `folder` (on the disk that the export goes to) and is gone when it is closed.
    """

    def __init__(
        self,
        table: TidyTable,
        folder: Path,
        *,
        hxl: bool,
        shared: SharedTexts,
        remembered: dict[str, str],
        most_rows: int = MOST_ROWS,
    ) -> None:
        if len(table.columns) > MOST_COLUMNS:
            raise UserError("export_too_many_columns", table=table.name, columns=len(table.columns), most=MOST_COLUMNS)
        self.table = table
        self.parts: list[IO[bytes]] = []
        self.rows = 0
        """Rows so far, headers not counted."""
        self.cells: list[int] = []
        """Cells of each part, headers included."""
        self._folder = folder
        self._hxl = hxl
        self._shared = shared
        self._most_rows = most_rows
        letters = [get_column_letter(number) for number in range(1, len(table.columns) + 1)]
        styles = [_style(table, column) for column in table.columns]
        self._dates = [place for place, style in enumerate(styles) if style in (DAY, MOMENT)]
        self._is_prose = PROSE in styles
        self._starts = [_start(letter, style) for letter, style in zip(letters, styles, strict=True)]
        self._head_starts = {style: [_start(letter, style) for letter in letters] for style in (HEADER, HASHTAG)}
        self._last = letters[-1]
        self._texts = remembered
        self._waiting: list[str] = []
        self._number = 0
        self._begin()

    @property
    def _fits_paper(self) -> bool:
        return len(self.table.columns) <= _MOST_ON_PAPER

    @property
    def head_rows(self) -> int:
        """Rows above the first of the data, on each sheet."""
        return 2 if self._hxl else 1

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write rows, each as wide as the table."""
        for row in rows:
            if self._number >= self._most_rows:
                self._end()
                self._begin()
            self._number += 1
            self.rows += 1
            self._waiting.append(self._row(self._dated(row), self._starts))
            if len(self._waiting) >= _ROWS_AT_ONCE:
                self._flush()

    def finish(self) -> None:
        """End the last worksheet; every part can be read from its beginning."""
        self._end()
        for part in self.parts:
            part.seek(0)

    def close(self) -> None:
        """Give up the temporary files."""
        for part in self.parts:
            part.close()

    def _row(self, row: Sequence[Value], starts: Sequence[str]) -> str:
        number, texts = self._number, self._texts
        parts = [f'<row r="{number}"{self._height(row) if self._is_prose else ""}>']
        for start, value in zip(starts, row, strict=True):
            if value is None:
                continue
            if isinstance(value, str):
                parts.append(f"{start}{number}{texts.get(value) or self._shared.cell(value, texts)}")
            elif value.__class__ is int and -_LARGEST_EXACT < value < _LARGEST_EXACT:
                parts.append(f'{start}{number}"><v>{value}</v></c>')
            else:
                parts.append(f"{start}{number}{self._other_number(value)}")
        self.cells[-1] += len(parts) - 1
        parts.append("</row>")
        return "".join(parts)

    def _dated(self, row: Sequence[Value]) -> Sequence[Value]:
        """The row with days and moments as numbers, as Excel keeps them."""
        if all(row[place] is None for place in self._dates):
            return row
        dated = list(row)
        for place in self._dates:
            dated[place] = serial_date(row[place])
        return dated

    def _height(self, row: Sequence[Value]) -> str:
        """The height of a row whose text stands in lines: not every program works it out."""
        lines = max(ceil(len(str(value)) / _LETTERS_IN_A_LINE) for value in row)
        return f' ht="{lines * _LINE}" customHeight="1"' if lines > 1 else ""

    def _other_number(self, value: float) -> str:
        """A number that is no ordinary whole one: what Excel would change stands as text."""
        if abs(value) >= _LARGEST_EXACT or not isfinite(value):
            return self._shared.cell(str(value), self._texts)
        return f'"><v>{value!r}</v></c>'

    def _begin(self) -> None:
        self._number = 0
        self.cells.append(0)
        self.parts.append(TemporaryFile(dir=self._folder, prefix=".mrc-"))  # noqa: SIM115 - closed by `close`
        head = self.head_rows
        fit = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' if self._fits_paper else ""
        self._waiting.append(
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">{fit}<sheetViews>'
            f'<sheetView workbookViewId="0"><pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft"'
            f' state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="{_LINE}"/>'
            f"<cols>{self._widths()}</cols><sheetData>"
        )
        self._head(self.table.names, HEADER)
        if self._hxl:
            self._head([column.hxl for column in self.table.columns], HASHTAG)

    def _head(self, texts: Sequence[str], style: int) -> None:
        self._number += 1
        self._waiting.append(self._row(texts, self._head_starts[style]))

    def _end(self) -> None:
        span = f"A{self.head_rows}:{self._last}{max(self._number, self.head_rows)}"
        paper = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>' if self._fits_paper else ""
        self._waiting.append(f'</sheetData><autoFilter ref="{span}"/>{paper}</worksheet>')
        self._flush()

    def _flush(self) -> None:
        self.parts[-1].write("".join(self._waiting).encode())
        self._waiting.clear()

    def _widths(self) -> str:
        widths = (_width(self.table, column) for column in self.table.columns)
        return "".join(
            f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
            for number, width in enumerate(widths, 1)
        )


def _style(table: TidyTable, column: Column) -> int:
    if (table.name, column.name) == _PROSE:
        return PROSE
    if column.kind is CellKind.DATE:
        return MOMENT if column.name.endswith("_at") else DAY
    return TYPED if column.kind is CellKind.TEXT or table.name == _PROSE[0] else PLAIN


def _width(table: TidyTable, column: Column) -> int:
    if (table.name, column.name) == _PROSE:
        return _PROSE_WIDTH
    return _ID_WIDTH if column.name in _IDS else _WIDTHS[column.kind]


def _start(letter: str, style: int) -> str:
    """The beginning of a cell, up to the number of its row."""
    return f'<c s="{style}" r="{letter}' if style else f'<c r="{letter}'
