"""One sheet, written from top to bottom: cells as values, rows as high as their text, and how it prints."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from mrcworkbench.exchange.report.cells import Cells, Value
from mrcworkbench.exchange.report.layout import plain_text
from mrcworkbench.exchange.report.long_texts import split
from mrcworkbench.exchange.report.looks import Look
from mrcworkbench.exchange.report.measure import DIGIT, height, lines, surely_fits
from mrcworkbench.exchange.report.plain import plain
from mrcworkbench.exchange.report.styles import Styles

_A4 = 9
_HIGHEST = 200.0
"""Points of a row before its text goes on in the next: pages can end between rows, and not within."""
_BAND_PADDING = 4.0
"""Points that a band is higher than its text needs."""


class Sheet:
    """A worksheet with columns of fixed widths (in characters of the standard font). `row` is the next free row."""

    def __init__(
        self, worksheet: Worksheet, cells: Cells, styles: Styles, widths: Sequence[float], cut_mark: str
    ) -> None:
        self.worksheet = worksheet
        self.row = 1
        self.cells = cells
        self._styles = styles
        self._widths = tuple(widths)
        self._cut_mark = cut_mark
        worksheet.sheet_format.defaultRowHeight = height(1)
        worksheet.sheet_format.customHeight = True
        for number, width in enumerate(widths, 1):
            worksheet.column_dimensions[get_column_letter(number)].width = width

    @property
    def title(self) -> str:
        return str(self.worksheet.title)

    def put(self, column: int, value: Value, look: Look, *, typed: bool = False, row: int | None = None) -> None:
        """Write one cell. Text stays text whatever it begins with; `typed` text is also marked as text."""
        shown = plain(value, self._cut_mark) if isinstance(value, str) else value
        self.cells.put(row or self.row, column, shown, self._styles.number(look, quoted=typed))

    def formula(self, column: int, formula: str, result: str | int, look: Look) -> None:
        """Write a formula of ours, without its "=", and its result; never anything that a person typed."""
        self.cells.put_formula(self.row, column, formula, result, self._styles.number(look))

    def line(self, values: Sequence[Value], looks: Sequence[Look] | Look, *, typed: Sequence[int] = ()) -> int:
        """Write a row from the first column on, as high as its text needs; a text that is too high goes on in further
        rows below. Returns the number of the first.

        `typed` names the columns whose text a person typed.
        """
        row, needed = self.row, 0.0
        further: dict[int, list[Value]] = {}
        for column, value in enumerate(values, 1):
            look = looks if isinstance(looks, Look) else looks[column - 1]
            width = self._widths[column - 1]
            if isinstance(value, str) and look.wrap and not surely_fits(value, width):
                count = lines(value, width, look)
                if height(count, look.size) > _HIGHEST:
                    value, *further[column] = map(plain_text, split(value, width * DIGIT, look))  # noqa: PLW2901
                    count = lines(str(value), width, look)
                if count > 1:
                    needed = max(needed, height(count, look.size))
            self.put(column, value, look, typed=column in typed)
        if needed:
            self.height(row, needed)
        self.row += 1
        for number in range(max(map(len, further.values()), default=0)):
            parts = {column: pieces[number] for column, pieces in further.items() if number < len(pieces)}
            self.line([parts.get(column) for column in range(1, len(values) + 1)], looks, typed=typed)
        return row

    def wide(self, value: str, look: Look, *, to: str = "") -> int:
        """Write a text across all columns (not in tables: it merges them). Returns its row. `to` is the title of a
        sheet that it leads to."""
        row, last = self.row, len(self._widths)
        if to:
            self.link(row, 1, to)
        self.put(1, value, look)
        if look.is_visible_when_blank:
            for column in range(2, last + 1):
                self.put(column, None, look)
        if last > 1:
            # The worksheet's own way of merging makes new borders for every cell, at half the cost of the whole report.
            self.worksheet.merged_cells.add(f"A{row}:{get_column_letter(last)}{row}")
        self.height(row, height(lines(value, sum(self._widths[:last]), look), look.size))
        self.row += 1
        return row

    def band(self, value: str, look: Look) -> int:
        """A line of one colour over all columns, with a text that runs over them. Returns its row."""
        row = self.line([value, *[None] * (len(self._widths) - 1)], look)
        self.height(row, height(1, look.size) + _BAND_PADDING)
        return row

    def link(self, row: int, column: int, title: str) -> None:
        """Let a cell lead to another sheet."""
        quoted = title.replace("'", "''")
        place = f"{get_column_letter(column)}{row}"
        links = self.worksheet._hyperlinks  # type: ignore[attr-defined]  # noqa: SLF001 - the cells are ours
        links.append(Hyperlink(ref=place, location=f"'{quoted}'!A1"))

    def table(self, name: str, columns: Sequence[str]) -> None:
        """Make a table of Excel of all that stands here, from the first row with the names of its columns on."""
        ref = f"A1:{get_column_letter(len(columns))}{max(self.row - 1, 2)}"
        table = Table(displayName=name, ref=ref, tableStyleInfo=TableStyleInfo("TableStyleLight1", showRowStripes=True))
        table.tableColumns = [TableColumn(id=number, name=column) for number, column in enumerate(columns, 1)]
        table.autoFilter = AutoFilter(ref=ref)
        self.worksheet.add_table(table)

    def skip(self, rows: int = 1) -> None:
        self.row += rows

    def height(self, row: int, points: float) -> None:
        self.cells.heights[row] = points

    def freeze(self, row: int, column: int = 1) -> None:
        """Keep the rows above and the columns before in sight, and repeat those rows on paper."""
        self.worksheet.freeze_panes = f"{get_column_letter(column)}{row}"

    def repeat(self, first: int, last: int) -> None:
        """Print these rows on top of each page."""
        self.worksheet.print_title_rows = f"{first}:{last}"

    def print_top(self, rows: int, columns: int) -> bool:
        """Print only the first rows of the first columns. Returns whether rows are left out."""
        self.worksheet.print_area = f"A1:{get_column_letter(columns)}{max(min(self.row - 1, rows), 1)}"
        return self.row - 1 > rows

    def address(self, row: int, column: int) -> str:
        """The place of a cell for a formula on another sheet."""
        title = self.title.replace("'", "''")
        return f"'{title}'!${get_column_letter(column)}${row}"

    def span(self, first: int, last: int, column: int, last_column: int | None = None) -> str:
        """A range of cells for a formula on another sheet."""
        end = f"${get_column_letter(last_column or column)}${last}"
        return f"{self.address(first, column)}:{end}"

    def print_as(self, *, landscape: bool) -> None:
        """Page set-up: A4, as wide as the page."""
        sheet = self.worksheet
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = sheet.page_margins
        margins.left = margins.right = 0.55
        margins.top, margins.bottom, margins.header, margins.footer = 0.8, 0.7, 0.35, 0.35
