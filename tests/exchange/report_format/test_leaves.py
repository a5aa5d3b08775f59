"""Boxes in the workbook: merged, framed on all sides, of their type, and leading where they say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from mrcworkbench.exchange.report.layout import Box, Leaf, Run
from mrcworkbench.exchange.report.looks import DATE, NUMBER, Look
from tests.exchange.report_format.sheets import written

FRAMED = Look(box=("medium", "76838F"), fill="D8ECEA")


@pytest.fixture
def sheet(tmp_path: Path) -> Worksheet:
    first = Leaf("first", "The centre's page", (40.0, 60.0, 40.0, 40.0))
    first.add(Box(1, 3, "framed", FRAMED), Box(4, 4, 1998, NUMBER))
    first.add(Box(1, 1, date(2026, 3, 31), DATE), Box(2, 4, (Run("bold ", bold=True), Run("not"))))
    first.add(Box(1, 2, "=1+1", typed=True), Box(3, 4, "there", to="second"))
    second = Leaf("second", "It's here", (180.0,))
    second.add(Box(1, 1, "back", to="first"))
    return load_workbook(written(tmp_path / "book.xlsx", first, second), rich_text=True).worksheets[0]


def test_a_box_over_columns_is_one_cell_with_its_frame_on_all_sides(sheet: Worksheet) -> None:
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:C1", "B2:D2", "A3:B3", "C3:D3"}
    edges = {place: sheet[place].border for place in ("A1", "B1", "C1")}
    assert all((edge.top.style, edge.bottom.style) == ("medium", "medium") for edge in edges.values())
    assert [edge.left.style for edge in edges.values()] == ["medium", None, None]
    assert [edges[place].right.style for place in ("B1", "C1")] == [None, "medium"]


def test_numbers_days_and_typed_texts_stay_what_they_are(sheet: Worksheet) -> None:
    assert (sheet["D1"].value, sheet["D1"].number_format) == (1998, "#,##0")
    assert (sheet["A2"].value.date(), sheet["A2"].number_format) == (date(2026, 3, 31), "yyyy-mm-dd")
    assert (sheet["A3"].value, sheet["A3"].data_type, sheet["A3"].quotePrefix) == ("=1+1", "s", True)


def test_the_parts_of_a_text_have_their_looks_and_its_spaces(sheet: Worksheet) -> None:
    said = sheet["B2"].value
    assert isinstance(said, CellRichText)
    assert str(said) == "bold not"
    assert [part.font.b for part in said] == [True, False]


def test_links_lead_to_sheets_whatever_their_titles_are(sheet: Worksheet) -> None:
    assert sheet["C3"].hyperlink.location == "'It''s here'!A1"
    other = sheet.parent.worksheets[1]
    assert other["A1"].hyperlink.location == "'The centre''s page'!A1"


def test_columns_add_up_to_the_width_of_the_page(sheet: Worksheet) -> None:
    digits = sum(column.width for column in sheet.column_dimensions.values())
    assert abs(digits * 8.16 / 96 * 25.4 - 180) < 0.5
