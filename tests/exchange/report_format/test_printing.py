"""How the report prints: what stands at the edges fits, and nothing but its lines is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from mrcworkbench.exchange.report.layout import Leaf, heights, pages
from mrcworkbench.exchange.report.measure import ARIAL, POINTS_PER_MM
from mrcworkbench.exchange.report.page_edges import set_edges
from tests.exchange.report_format.sheets import Counts, counted, written

ROWS: list[Counts] = [(f"Service {number}", number, number) for number in range(90)]
NAMES = [
    "Centre for whoever needs it " * 8,
    "\u0645\u0631\u0643\u0632 " * 50,
    "\u4e2d\u5fc3" * 100,
    "A&B&" * 50,
    "i" * 200,
]


def said(text: str) -> str:
    """A side of a header as it is printed."""
    return text.replace("&&", "&").removeprefix("DRAFT \u00b7 ")


@pytest.fixture
def sheet(tmp_path: Path) -> Worksheet:
    return load_workbook(written(tmp_path / "book.xlsx", counted(ROWS))).worksheets[0]


@pytest.mark.parametrize("centre", NAMES, ids=["latin", "arabic", "chinese", "signs", "narrow"])
def test_the_header_fits_whatever_the_centre_is_called(centre: str, tmp_path: Path) -> None:
    header = load_workbook(written(tmp_path / "book.xlsx", counted(ROWS), centre=centre)).worksheets[0].oddHeader
    left, right = said(header.left.text), said(header.right.text)
    assert ARIAL.width(left + right, 9, bold=False) < 180 * POINTS_PER_MM
    assert len(f"&L{header.left.text}&R{header.right.text}") <= 255
    assert right == "People reached"
    assert left.endswith("\u2026")
    assert centre.startswith(left[:-1])


def test_a_name_that_begins_with_a_digit_leaves_the_size_of_the_header_as_it_is() -> None:
    worksheet = Workbook().worksheets[0]
    set_edges(worksheet, ("21 March Centre", "People"), ("2026", "Page {page}"))
    assert worksheet.oddHeader.left.text == '&9&"Arial,Regular"21 March Centre'
    assert worksheet.oddFooter.right.text == '&9&"Arial,Regular"Page &P'


def test_a_first_page_without_header_has_its_footer(tmp_path: Path) -> None:
    leaf = Leaf("glance", "At a glance", (180.0,), has_header=False)
    leaf.wide("text")
    sheet = load_workbook(written(tmp_path / "book.xlsx", leaf)).worksheets[0]
    assert sheet.HeaderFooter.differentFirst
    assert sheet.firstHeader.left.text is None
    assert sheet.firstFooter.right.text == sheet.oddFooter.right.text
    assert sheet.firstFooter.right.text.endswith("Page &P of &N")
    assert "Port Velira Centre" in sheet.oddHeader.left.text


def test_pages_are_upright_a4_at_full_size_and_end_where_they_were_arranged(sheet: Worksheet) -> None:
    leaf = counted(ROWS)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.scale, sheet.sheet_properties.pageSetUpPr.fitToPage) == (None, None)
    assert sheet.print_area == "'People reached'!$A$1:$D$91"
    assert sheet.print_title_rows == "$1:$1"
    assert [brk.id for brk in sheet.row_breaks.brk] == [part.start for part in pages(leaf, heights(leaf, ARIAL))][1:]


def test_screen_readers_find_the_titles_of_a_table(sheet: Worksheet) -> None:
    (name,) = (name for name in sheet.defined_names if name.startswith("TitleRegion"))
    assert name == "TitleRegion1.A1.D91.1"
    assert sheet.defined_names[name].attr_text == "'People reached'!$A$1"
