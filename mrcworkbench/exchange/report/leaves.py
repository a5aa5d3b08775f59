"""Writes the sheets of the report into its workbook, and sets up how they print."""

from __future__ import annotations

from openpyxl.utils import absolute_coordinate, get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from mrcworkbench.exchange.report import charts
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.cells import Cells, RichPart
from mrcworkbench.exchange.report.layout import (
    BOTTOM,
    MARGIN,
    TOP,
    Box,
    Leaf,
    bars_on,
    heights,
    pages,
)
from mrcworkbench.exchange.report.looks import FONT, SYMBOLS, Look
from mrcworkbench.exchange.report.measure import ARIAL
from mrcworkbench.exchange.report.plain import plain

_A4 = 9
_TAB = "23766F"
_DIGITS_PER_MM = 96 / 25.4 / 8.16
"""Columns are as wide as so many digits of the standard font. Arial in 11 points is the size at which Excel, which
counts 8 dots of 96 an inch, and LibreOffice, which counts 8.16, differ least."""
_MM_PER_INCH = 25.4
_HEADER_AT = 10.0
"""Millimetres of header and footer from the edge of the paper."""


def write(book: Book, leaf: Leaf) -> None:
    """Adds the leaf to the book as a sheet."""
    worksheet, cells = book.page(leaf.title)
    tall = heights(leaf, ARIAL)
    for number, width in enumerate(leaf.widths, 1):
        worksheet.column_dimensions[get_column_letter(number)].width = width * _DIGITS_PER_MM
    for row, (line, points) in enumerate(zip(leaf.lines, tall, strict=True), 1):
        cells.heights[row] = points
        for box in line.boxes:
            _box(book, worksheet, cells, row, box)
    for number, part in enumerate(pages(leaf, tall)):
        if number:
            worksheet.row_breaks.append(Break(id=part.start))
        for bars in bars_on(leaf, part):
            charts.place(worksheet, bars)
    worksheet.print_area = f"A1:{get_column_letter(leaf.columns)}{len(leaf.lines)}"
    if leaf.repeated:
        worksheet.print_title_rows = f"{leaf.repeated[0] + 1}:{leaf.repeated[1] + 1}"
        _name_titles(worksheet, leaf, leaf.repeated[1] + 1, len(book.cells))
    _print(book, worksheet, leaf)


def _name_titles(worksheet: Worksheet, leaf: Leaf, head: int, sheet: int) -> None:
    """Screen readers say the titles of columns and rows with each cell of a table that has a name of this form."""
    first = f"A{head}"
    name = f"TitleRegion1.{first}.{get_column_letter(leaf.columns)}{len(leaf.lines)}.{sheet}"
    place = f"{quote_sheetname(worksheet.title)}!{absolute_coordinate(first)}"
    worksheet.defined_names.add(DefinedName(name, attr_text=place))


def _box(book: Book, worksheet: Worksheet, cells: Cells, row: int, box: Box) -> None:
    style = book.styles.number(box.look, quoted=box.typed)
    if isinstance(box.content, tuple):
        cells.put_runs(
            row,
            box.first,
            [
                RichPart(
                    plain(run.text, book.cut_mark),
                    SYMBOLS if run.symbols or box.look.symbols else FONT,
                    run.size or box.look.size,
                    run.colour or box.look.colour,
                    run.bold or box.look.bold,
                )
                for run in box.content
            ],
            style,
        )
    else:
        text = plain(box.content, book.cut_mark) if isinstance(box.content, str) else box.content
        cells.put(row, box.first, text, style)
    if box.last > box.first:
        if box.look.is_visible_when_blank:
            _fill(book, cells, row, box)
        worksheet.merged_cells.add(f"{get_column_letter(box.first)}{row}:{get_column_letter(box.last)}{row}")
    if box.to:
        place = f"{get_column_letter(box.first)}{row}"
        title = book.titles[box.to].replace("'", "''")
        links = worksheet._hyperlinks  # type: ignore[attr-defined]  # noqa: SLF001 - the cells are ours
        links.append(Hyperlink(ref=place, location=f"'{title}'!A1"))


def _fill(book: Book, cells: Cells, row: int, box: Box) -> None:
    """The rest of a merged cell, with the edges that show."""
    for column in range(box.first + 1, box.last + 1):
        cells.put(row, column, None, book.styles.number(_within(box.look, is_last=column == box.last)))


def _within(look: Look, *, is_last: bool) -> Look:
    """Merged cells are drawn with the borders of each cell."""
    return look.last if is_last else look.middle


def _print(book: Book, worksheet: Worksheet, leaf: Leaf) -> None:
    """A4 portrait at full size, centre and sheet above, what it is for and the page below."""
    worksheet.sheet_properties.tabColor = _TAB
    worksheet.page_setup.paperSize = _A4
    worksheet.page_setup.orientation = "portrait"
    margins = worksheet.page_margins
    margins.left = margins.right = MARGIN / _MM_PER_INCH
    margins.top, margins.bottom = TOP / _MM_PER_INCH, BOTTOM / _MM_PER_INCH
    margins.header = margins.footer = _HEADER_AT / _MM_PER_INCH
    book.head_and_foot(worksheet, leaf.title, has_header=leaf.has_header)
