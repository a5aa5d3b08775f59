"""One sheet, written from top to bottom: cells as values, rows as high as their text, and how it prints."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mrcworkbench.exchange.report.looks import SIZE, Look, Styles, dress
from mrcworkbench.exchange.report.plain import plain

Value: TypeAlias = str | int | float | date | None

_A4 = 9
_LINE = 1.28
"""Height of a line of text, in sizes of its font."""
_PADDING = 4.0
"""Points above and below the text of a row, together."""
_HIGHEST_ROW = 409.0
"""Excel's limit for the height of a row, in points."""
_HEADER_LIMIT = 250
"""Excel's limit for a header or footer is 255 characters, with its codes."""
_MARGIN_CHARACTERS = 1.2


class Sheet:
    """A worksheet with columns of fixed widths (in characters of the standard font). `row` is the next free row."""

    def __init__(self, worksheet: Worksheet, styles: Styles, widths: Sequence[float], cut_mark: str) -> None:
        self.worksheet = worksheet
        self.row = 1
        self.cells = 0
        """Cells with a value so far."""
        self._styles = styles
        self._widths = tuple(widths)
        self._cut_mark = cut_mark
        worksheet.sheet_view.showGridLines = False
        worksheet.sheet_format.defaultRowHeight = _height(1, SIZE)
        for number, width in enumerate(widths, 1):
            worksheet.column_dimensions[get_column_letter(number)].width = width

    @property
    def title(self) -> str:
        return str(self.worksheet.title)

    def put(self, column: int, value: Value, look: Look, *, typed: bool = False, row: int | None = None) -> None:
        """Write one cell.

        Text stays text whatever it begins with; `typed` text is also marked as text for the person.
        """
        cell = self.worksheet.cell(row or self.row, column)
        if value is not None and value != "":
            self.cells += 1
            if isinstance(value, str):
                cell.value = plain(value, self._cut_mark)
                cell.data_type = "s"
            else:
                cell.value = value
        # After the value: setting a date changes the style that the cell has, and this one is shared.
        dress(cell, self._styles.of(look, quoted=typed))

    def formula(self, column: int, formula: str, look: Look) -> None:
        """Write a formula of ours; never anything that a person typed."""
        dress(self.worksheet.cell(self.row, column, formula), self._styles.of(look))
        self.cells += 1

    def line(
        self,
        values: Sequence[Value],
        looks: Sequence[Look] | Look,
        *,
        typed: bool | Sequence[int] = False,
        least: float = 0.0,
    ) -> int:
        """Write a row from the first column on, as high as its text needs. Returns its number."""
        row = self.row
        lines_high = least
        for column, value in enumerate(values, 1):
            look = looks if isinstance(looks, Look) else looks[column - 1]
            is_typed = typed if isinstance(typed, bool) else column in typed
            self.put(column, value, look, typed=is_typed)
            if isinstance(value, str) and look.wrap and value:
                lines_high = max(lines_high, _height(lines(value, self._widths[column - 1], look), look.size))
        if lines_high:
            self.worksheet.row_dimensions[row].height = min(lines_high, _HIGHEST_ROW)
        self.row += 1
        return row

    def wide(self, value: str, look: Look, *, first: int = 1, last: int | None = None, typed: bool = False) -> int:
        """Write a text across columns (not for tables: it merges them). Returns its row."""
        last = last or len(self._widths)
        row = self.row
        for column in range(first, last + 1):
            self.put(column, value if column == first else None, look, typed=typed)
        if last > first:
            self.worksheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        width = sum(self._widths[first - 1 : last])
        self.worksheet.row_dimensions[row].height = min(_height(lines(value, width, look), look.size), _HIGHEST_ROW)
        self.row += 1
        return row

    def band(self, value: str, look: Look) -> int:
        """A line of one colour over all columns, with a text that runs over them. Returns its row."""
        row = self.line([value, *[None] * (len(self._widths) - 1)], look)
        self.worksheet.row_dimensions[row].height = _height(1, look.size) + _PADDING
        return row

    def skip(self, rows: int = 1) -> None:
        self.row += rows

    def height(self, row: int, points: float) -> None:
        self.worksheet.row_dimensions[row].height = points

    def freeze(self, row: int, column: int = 1) -> None:
        """Keep the rows above and the columns before in sight, and repeat those rows on paper."""
        self.worksheet.freeze_panes = f"{get_column_letter(column)}{row}"

    def repeat(self, first: int, last: int) -> None:
        """Print these rows on top of each page."""
        self.worksheet.print_title_rows = f"{first}:{last}"

    def break_before(self, row: int) -> None:
        """Begin a new page with this row."""
        self.worksheet.row_breaks.append(Break(id=row - 1))

    def address(self, row: int, column: int) -> str:
        """The place of a cell for a formula on another sheet."""
        title = self.title.replace("'", "''")
        return f"'{title}'!${get_column_letter(column)}${row}"

    def span(self, first: int, last: int, column: int, last_column: int | None = None) -> str:
        """A range of cells for a formula on another sheet."""
        end = f"${get_column_letter(last_column or column)}${last}"
        return f"{self.address(first, column)}:{end}"

    def print_as(self, *, landscape: bool, left: str, right: str, foot: str, page: str, one_page: bool = False) -> None:
        """Page set-up: A4, as wide as the page, header and footer. `page` holds {page} and {pages}."""
        sheet = self.worksheet
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 1 if one_page else 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = sheet.page_margins
        margins.left = margins.right = 0.55
        margins.top, margins.bottom, margins.header, margins.footer = 0.8, 0.7, 0.35, 0.35
        header, footer = sheet.oddHeader, sheet.oddFooter
        header.left.text, header.right.text = _header(left), _header(right)  # type: ignore[union-attr]
        footer.left.text = _header(foot)  # type: ignore[union-attr]
        footer.right.text = _header(page).format(page="&P", pages="&N")  # type: ignore[union-attr]


def _header(text: str) -> str:
    """A text for header or footer: its own "&" doubled, without line breaks, cut to what fits."""
    flat = " ".join(plain(text, "").split())[: _HEADER_LIMIT // 3]
    return flat.replace("&", "&&")


def lines(text: str, width: float, look: Look) -> int:
    """How many lines a text needs in a column, by the average width of characters; rather one too many."""
    room = max(4.0, (width - _MARGIN_CHARACTERS - look.indent) * SIZE / look.size / (0.97 if look.bold else 0.87))
    if len(text) <= room and "\n" not in text and text.isascii():
        return 1
    return sum(_paragraph_lines(paragraph, room) for paragraph in text.split("\n"))


def _paragraph_lines(paragraph: str, room: float) -> int:
    count, used = 1, 0.0
    for word in paragraph.split(" "):
        length = _length(word)
        if used and used + length > room:
            count += 1
            used = 0.0
        if length > room:
            count += int(length // room)
            length %= room
        used += length + 1
    return count


def _length(word: str) -> float:
    if word.isascii():
        return len(word)
    return sum(2.0 if unicodedata.east_asian_width(character) in "WF" else 1.0 for character in word)


def _height(count: int, size: float) -> float:
    return round(count * size * _LINE + _PADDING, 1)
