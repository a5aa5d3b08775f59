"""The workbook: typed text stays text, what was written is what is read, and it prints as it should."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.disclosure.by_audience import prepare
from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row, answered
from mrcworkbench.domain.questionnaire.model import QuestionType
from mrcworkbench.errors import Fault, UserError
from mrcworkbench.exchange.report import cells, write_annex
from mrcworkbench.exchange.report.cells import Cells, save
from mrcworkbench.exchange.report.reading_back import read_back
from mrcworkbench.exchange.report.values import PLACES
from mrcworkbench.exchange.report.workbook import annex_book
from tests.exchange.conftest import Annex, parts
from tests.reports import Marked, source

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEETS = [
    "Contents",
    "Criteria",
    "Comparison",
    "Sources",
    "Suggestions",
    "Figures",
    "Answers",
    "Levels",
    "Report text",
    "Data",
    "Scores",
    "Codebook",
    "Check",
]
PORTRAIT, LANDSCAPE = 84.0, 124.0
"""Digits that stand on a page at full size."""
TABLES = ("Data", "Scores", "Codebook")
LONGEST_WORD = "x" * 40_000
HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "+1+1",
    "-1+1",
    '=HYPERLINK("http://example.org","click")',
    "http://example.org/a?b=c&d=e",
    "#REF!",
    "TRUE",
    "2026-01-01",
    "'quoted",
    "\tindented",
    "مرحبا بالعالم",
    "<b>bold</b> & more",
    "a\x00b",
    "half \ud800 pair",
    "{placeholder} %s",
]


class Stops:
    """A progress that stops the work at one step."""

    def __init__(self, at: int) -> None:
        self.at, self.steps = at, 0

    def step(self, done: int = 0, total: int = 0, text: str = "") -> None:
        assert 0 <= done <= total
        assert text
        if self.steps == self.at:
            raise KeyboardInterrupt
        self.steps += 1


def text_of(cell: Cell) -> str:
    """A text as Excel shows it: openpyxl leaves the sign before what looks like a code."""
    return str(cell.value).replace("_x005F_", "_")


def links(sheet: Worksheet) -> dict[str, str]:
    """Where the cells that lead elsewhere lead, by their text."""
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    return {str(cell.value): cell.hyperlink.location for cell in cells}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_sheets_stand_in_their_order(opened: Workbook) -> None:
    assert opened.sheetnames == SHEETS
    assert opened.active is opened["Contents"]


@pytest.mark.parametrize("text", HOSTILE)
def test_typed_text_stays_text(annex: Annex, text: str) -> None:
    answers = {
        "prof_body": Answer(AnswerState.ANSWERED, text, comment=text),
        "resp_consent": Answer(AnswerState.ANSWERED, "all"),
    }
    path = annex(source(answers, centre=text, round=text), Audience.INTERNAL)
    clean = text.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    book = load_workbook(path)
    found = [cell for row in book["Answers"].iter_rows() for cell in row if cell.value == clean]
    assert [cell.data_type for cell in found] == ["s", "s"]
    assert [cell.quotePrefix for cell in found] == [True, True]
    (data,) = [row[4] for row in book["Data"].iter_rows() if row[1].value == "prof_body"]
    assert (data.value, data.data_type, data.quotePrefix) == (clean, "s", True)
    (centre,) = [row[1] for row in book["Contents"].iter_rows() if row[0].value == "Centre"]
    assert (centre.value, centre.data_type) == (clean, "s")
    content = parts(path)
    assert not any('TargetMode="External"' in part for part in content.values())
    assert {link for sheet in book.worksheets for link in links(sheet).values()} <= {f"'{t}'!A1" for t in SHEETS}
    assert not any("externalLink" in name for name in content)


@pytest.mark.parametrize(
    "text",
    [
        LONGEST_WORD,
        "One word and another. " * 1_490,
        "line\n" * 3_000,
        "_x0041_" * 4_681,
        "\U0001f600" * 16_384,
        "".join(map(chr, range(0x4E00, 0x9E00))) * 2,
    ],
)
def test_a_long_text_is_there_to_its_last_letter(annex: Annex, text: str) -> None:
    book = load_workbook(annex({"prof_body": Answer(AnswerState.ANSWERED, text)}, Audience.INTERNAL))
    told = [row[4] for row in book["Data"].iter_rows() if row[1].value == "prof_body"]
    assert "".join(map(text_of, told)) == text
    assert max(len(cell.value) for cell in told) <= 32_767
    sheet = book["Answers"]
    first = next(row[0].row for row in sheet.iter_rows() if row[4].value and text_of(row[4])[:10] == text[:10])
    last = next(number for number in range(first + 1, sheet.max_row + 1) if sheet.cell(number, 2).value)
    read = "".join(text_of(sheet.cell(number, 5)) for number in range(first, last))
    assert read.replace("\n", "") == text.replace("\n", "")
    assert all((sheet.row_dimensions[number].height or 0) <= 409 for number in range(first, last))


def test_a_text_as_long_as_a_cell_may_be_stands_in_one(annex: Annex) -> None:
    text = "y" * 32_767
    book = load_workbook(annex({"prof_body": Answer(AnswerState.ANSWERED, text)}, Audience.INTERNAL))
    assert [row[4].value for row in book["Data"].iter_rows() if row[1].value == "prof_body"] == [text]


def test_no_text_is_marked_as_a_number_by_mistake(rich_annex: Path) -> None:
    sheets = [part for name, part in parts(rich_annex).items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(SHEETS)
    for sheet in sheets:
        range_ = re.search('<dimension ref="([^"]+)"', sheet)
        assert range_
        assert f'<ignoredError sqref="{range_[1]}" numberStoredAsText="1"/>' in sheet


def test_formulas_stand_on_the_check_sheet_only(rich_annex: Path) -> None:
    content = parts(rich_annex)
    with_formulas = [name for name, part in content.items() if name.startswith("xl/worksheets/") and "<f>" in part]
    assert with_formulas == [f"xl/worksheets/sheet{len(SHEETS)}.xml"]


def test_what_is_read_is_what_was_written(texts: Catalogue, tmp_path: Path) -> None:
    data = prepare(source(Marked(Random(11)).answers()), Audience.INTERNAL, texts)
    book = annex_book(data, texts, lambda _: None)
    target = tmp_path / "report.xlsx"
    save(book.finish(), book.cells, book.styles.xml(), target)
    read = load_workbook(target)
    for sheet in book.sheets:
        found = {
            (c.row, c.column): shown(c) for row in read[sheet.title].iter_rows() for c in row if c.value is not None
        }
        assert found == sheet.cells.values


def shown(cell: Cell) -> object:
    """A value as the report knows it: days without time, formulas without their sign."""
    if isinstance(cell.value, datetime):
        return cell.value.date()
    return str(cell.value).removeprefix("=") if cell.data_type == "f" else cell.value


def test_the_receipt_counts_what_is_in_the_file(texts: Catalogue, tmp_path: Path) -> None:
    data = prepare(source(Marked(Random(2)).answers()), Audience.DONOR, texts)
    receipt = write_annex(data, tmp_path / "report.xlsx")
    book = load_workbook(tmp_path / "report.xlsx")
    assert [sheet.title for sheet in receipt.sheets] == SHEETS
    for sheet in receipt.sheets:
        filled = [cell for row in book[sheet.title].iter_rows() for cell in row if cell.value is not None]
        assert len(filled) == sheet.cells
        assert max(cell.row for cell in filled) == sheet.rows


def test_a_workbook_that_lost_something_is_no_report(rich_annex: Path, tmp_path: Path) -> None:
    cells_of, formulas = _cells(rich_annex), sum(part.count("<f>") for part in parts(rich_annex).values())
    with pytest.raises(Fault, match="charts"):
        read_back(rich_annex, cells_of, charts=5, formulas=formulas)
    with pytest.raises(Fault, match="cells"):
        read_back(rich_annex, [1], charts=0, formulas=formulas)
    with pytest.raises(Fault, match="formulas"):
        read_back(rich_annex, cells_of, charts=0, formulas=formulas + 1)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(rich_annex.read_bytes()[:-3000])
    with pytest.raises(Exception, match=r"zip|read back"):
        read_back(broken, [], charts=0, formulas=0)


def _cells(path: Path) -> list[int]:
    book = load_workbook(path)
    return [sum(c.value is not None for row in sheet.iter_rows() for c in row) for sheet in book.worksheets]


@pytest.mark.parametrize("at", [0, 1, 7, 11, 12, 13, 14])
def test_a_cancel_at_any_step_leaves_the_old_file_and_nothing_else(at: int, texts: Catalogue, tmp_path: Path) -> None:
    target = tmp_path / "report.xlsx"
    target.write_bytes(b"old")
    data = prepare(source({}), Audience.DONOR, texts)
    with pytest.raises(KeyboardInterrupt):
        write_annex(data, target, Stops(at))
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["report.xlsx"]


def test_a_failure_while_saving_leaves_the_old_file(
    texts: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.xlsx"
    target.write_bytes(b"old")

    def half(_content: bytes, _cells: Cells) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cells, "_filled", half)
    with pytest.raises(UserError) as caught:
        write_annex(prepare(source({}), Audience.DONOR, texts), target)
    assert caught.value.code == "report_disk_full"
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["report.xlsx"]


def test_every_sheet_prints_on_a4_at_its_size_with_titles_and_page_numbers(opened: Workbook) -> None:
    for sheet in opened.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert "Port Velira Centre" in sheet.oddHeader.left.text
        assert "2026, first" in sheet.oddHeader.left.text
        assert sheet.oddFooter.right.text.endswith("Page &P of &N")
        assert printed_width(sheet) <= (LANDSCAPE if sheet.page_setup.orientation == "landscape" else PORTRAIT)


def printed_width(sheet: Worksheet) -> float:
    """Of the columns that are printed, in digits."""
    last = sheet.max_column
    if sheet.print_area:
        last = range_boundaries(str(sheet.print_area).rpartition("!")[2])[2]
    return sum(sheet.column_dimensions[get_column_letter(number)].width for number in range(1, last + 1))


def test_no_cell_that_is_printed_has_letters_below_nine_points(opened: Workbook) -> None:
    sizes = {cell.font.size for sheet in opened.worksheets for row in sheet.iter_rows() for cell in row if cell.value}
    assert min(sizes) >= 9


def test_every_sheet_is_named_in_the_contents_and_leads_back_to_them(opened: Workbook) -> None:
    contents = opened["Contents"]
    assert links(contents) == {title: f"'{title}'!A1" for title in SHEETS[1:]}
    for title in SHEETS[1:]:
        if title not in TABLES:
            assert list(links(opened[title]).values()) == ["'Contents'!A1"]


def test_tables_have_no_merged_cells(opened: Workbook) -> None:
    for sheet in opened.worksheets:
        if sheet.freeze_panes:
            first = int("".join(filter(str.isdigit, sheet.freeze_panes)))
            rows = [merged.min_row for merged in sheet.merged_cells.ranges if merged.min_row >= first]
            filled = {row for row in rows if sheet.cell(row, 2).value is not None}
            assert not filled


def test_levels_are_numbers_with_words_and_hollow_ones_in_brackets(opened: Workbook, texts: Catalogue) -> None:
    rows = [row for row in opened["Criteria"].iter_rows(min_row=5) if isinstance(row[0].value, int)]
    assert len(rows) == 24
    for row in rows:
        level, words, mark = row[3].value, row[4].value, row[6].value or ""
        if isinstance(level, int):
            assert words.startswith((texts.text(f"scoring.level_{level}"), texts.text("scoring.intended_word")))
        else:
            assert level in {"?", "–"}  # noqa: RUF001 - the sign that is shown
        hollow = texts.text("report_annex.mark_hollow") in mark
        assert hollow == ("(" in row[3].number_format)
    assert any("(" in row[3].number_format for row in rows)


def test_years_have_no_mark_between_their_digits_and_counts_of_the_same_size_have(annex: Annex) -> None:
    answers = {
        "prof_year": answered(1998),
        "prof_staff": answered((Row("r1", {"prof_staff_women": 1998}),)),
    }
    book = load_workbook(annex(source(answers), Audience.INTERNAL))
    found = [cell for row in book["Answers"].iter_rows() for cell in row if cell.value == 1998]
    assert [cell.number_format for cell in found] == ["0", "#,##0"]


def test_every_type_has_a_place_and_a_name_in_the_report(texts: Catalogue) -> None:
    assert PLACES.keys() == set(QuestionType)
    assert len({texts.text(f"report_annex.type_{one.value}") for one in QuestionType}) == len(QuestionType)


def test_an_empty_assessment_and_the_sample_can_be_reported(annex: Annex, texts: Catalogue) -> None:
    book = load_workbook(annex(source({}, is_sample=True)))
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        shown = [cell.value for row in sheet.iter_rows(max_row=8) for cell in row]
        assert (texts.text("report.sample") in shown) == (sheet.title not in TABLES)
        assert "SAMPLE" in sheet.oddHeader.left.text


def test_a_report_of_a_made_up_centre_says_so_and_nothing_of_a_study(annex: Annex, texts: Catalogue) -> None:
    book = load_workbook(annex(source({}, is_sample=True, is_practice=True)))
    shown = {cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert texts.text("report.sample_made_up") in shown
    assert texts.text("report.sample") not in shown
    assert "SAMPLE" in book.worksheets[0].oddHeader.left.text


def test_a_header_shows_signs_of_its_own_as_typed(annex: Annex) -> None:
    sheet = parts(annex(source({}, centre="A&B &P &[Path]")))["xl/worksheets/sheet1.xml"]
    header = ElementTree.fromstring(sheet).findtext(f"{MAIN}headerFooter/{MAIN}oddHeader")  # noqa: S314 - our own file
    assert header is not None
    assert "A&&B &&P &&" in header
