"""The workbook: typed text stays text, what was written is what is read, and it prints as it should."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.disclosure.by_audience import prepare
from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row, answered
from mrcworkbench.domain.questionnaire.model import QuestionType
from mrcworkbench.errors import Fault, UserError
from mrcworkbench.exchange.report import cells, write_report
from mrcworkbench.exchange.report.cells import Cells, save
from mrcworkbench.exchange.report.reading_back import read_back
from mrcworkbench.exchange.report.receipts import NoProgress
from mrcworkbench.exchange.report.values import PLACES
from mrcworkbench.exchange.report.words import Words
from mrcworkbench.exchange.report.workbook import build
from tests.exchange.conftest import Report, parts
from tests.reports import Marked, source

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEETS = [
    "Cover",
    "Summary",
    "Profile",
    "Criteria",
    "Comparison",
    "Sources",
    "Next steps",
    "Figures by sex",
    "Answers",
    "Method and limits",
    "Levels",
    "Dictionary",
    "Check",
]
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


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_sheets_stand_in_their_order(opened: Workbook) -> None:
    assert opened.sheetnames == SHEETS
    assert opened.active is opened["Cover"]


@pytest.mark.parametrize("text", HOSTILE)
def test_typed_text_stays_text(report: Report, text: str) -> None:
    answers = {
        "prof_body": Answer(AnswerState.ANSWERED, text, comment=text),
        "resp_consent": Answer(AnswerState.ANSWERED, "all"),
    }
    path = report(source(answers, centre=text, round=text), Audience.INTERNAL)
    clean = text.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    book = load_workbook(path)
    found = [cell for row in book["Answers"].iter_rows() for cell in row if cell.value == clean]
    assert [cell.data_type for cell in found] == ["s", "s"]
    assert [cell.quotePrefix for cell in found] == [True, True]
    assert book["Cover"]["A3"].value == clean
    assert book["Cover"]["A3"].data_type == "s"
    content = parts(path)
    assert not any("<hyperlink" in part or 'TargetMode="External"' in part for part in content.values())
    assert not any("externalLink" in name for name in content)


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark(report: Report, texts: Catalogue) -> None:
    path = report({"prof_body": Answer(AnswerState.ANSWERED, "x" * 40_000)}, Audience.INTERNAL)
    longest = max((str(cell.value) for row in load_workbook(path)["Answers"].iter_rows() for cell in row), key=len)
    assert longest.endswith(texts.text("report.cut"))
    assert len(longest) == 32_767


def test_formulas_stand_on_the_check_sheet_only(rich_workbook: Path) -> None:
    content = parts(rich_workbook)
    with_formulas = [name for name, part in content.items() if name.startswith("xl/worksheets/") and "<f>" in part]
    assert with_formulas == [f"xl/worksheets/sheet{len(SHEETS)}.xml"]


def test_what_is_read_is_what_was_written(texts: Catalogue, tmp_path: Path) -> None:
    data = prepare(source(Marked(Random(11)).answers()), Audience.INTERNAL, texts)
    book = build(data, texts, NoProgress())
    target = tmp_path / "report.xlsx"
    save(book.finish(), [sheet.cells for sheet in book.sheets], target)
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
    receipt = write_report(data, tmp_path / "report.xlsx")
    book = load_workbook(tmp_path / "report.xlsx")
    assert [sheet.title for sheet in receipt.sheets] == SHEETS
    for sheet in receipt.sheets:
        filled = [cell for row in book[sheet.title].iter_rows() for cell in row if cell.value is not None]
        assert len(filled) == sheet.cells
        assert max(cell.row for cell in filled) == sheet.rows


def test_a_workbook_that_lost_something_is_no_report(rich_workbook: Path, tmp_path: Path) -> None:
    with pytest.raises(Fault, match="charts"):
        read_back(rich_workbook, _cells(rich_workbook), charts=5, formulas=0)
    with pytest.raises(Fault, match="cells"):
        read_back(rich_workbook, [1], charts=4, formulas=0)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(rich_workbook.read_bytes()[:-3000])
    with pytest.raises(Exception, match=r"zip|read back"):
        read_back(broken, [], charts=0, formulas=0)


def _cells(path: Path) -> list[int]:
    book = load_workbook(path)
    return [sum(c.value is not None for row in sheet.iter_rows() for c in row) for sheet in book.worksheets]


@pytest.mark.parametrize("at", [0, 1, 7, 12, 13, 14])
def test_a_cancel_at_any_step_leaves_the_old_file_and_nothing_else(at: int, texts: Catalogue, tmp_path: Path) -> None:
    target = tmp_path / "report.xlsx"
    target.write_bytes(b"old")
    data = prepare(source({}), Audience.DONOR, texts)
    with pytest.raises(KeyboardInterrupt):
        write_report(data, target, Stops(at))
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
        write_report(prepare(source({}), Audience.DONOR, texts), target)
    assert caught.value.code == "report_disk_full"
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["report.xlsx"]


def test_every_sheet_prints_on_a4_with_titles_and_page_numbers(opened: Workbook) -> None:
    for sheet in opened.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "Port Velira Centre" in sheet.oddHeader.left.text
        assert "2026, first" in sheet.oddHeader.left.text
        assert sheet.oddFooter.right.text == "Page &P of &N"
        if sheet.title not in {"Cover", "Summary", "Method and limits"}:
            assert sheet.print_title_rows
            assert sheet.freeze_panes
    assert [len(opened[name].row_breaks.brk) for name in ("Criteria", "Levels")] == [3, 3]


def test_tables_have_no_merged_cells(opened: Workbook) -> None:
    for sheet in opened.worksheets:
        if sheet.freeze_panes:
            first = int("".join(filter(str.isdigit, sheet.freeze_panes)))
            rows = [merged.min_row for merged in sheet.merged_cells.ranges if merged.min_row >= first]
            filled = {row for row in rows if sheet.cell(row, 2).value is not None}
            assert not filled


def test_the_charts_are_native_have_words_and_read_from_cells(rich_workbook: Path) -> None:
    content = parts(rich_workbook)
    drawing = ElementTree.fromstring(content["xl/drawings/drawing1.xml"])  # noqa: S314 - our own file
    described = [node.get("descr") or "" for node in drawing.iter() if node.tag.endswith("cNvPr")]
    assert len(described) == 4
    assert all("level" in text for text in described)
    for number in range(1, 5):
        chart = content[f"xl/charts/chart{number}.xml"]
        assert "'Profile'!$C$" in chart
        assert "<numCache>" in chart


def test_levels_are_numbers_with_words_and_hollow_ones_in_brackets(opened: Workbook, texts: Catalogue) -> None:
    rows = [row for row in opened["Criteria"].iter_rows(min_row=5) if isinstance(row[0].value, int)]
    assert len(rows) == 24
    for row in rows:
        level, words, mark = row[3].value, row[4].value, row[6].value or ""
        if isinstance(level, int):
            assert words.startswith((texts.text(f"scoring.level_{level}"), texts.text("scoring.intended_word")))
        else:
            assert level in {"?", "–"}  # noqa: RUF001 - the sign that is shown
        hollow = texts.text("report.mark_hollow") in mark
        assert hollow == ("(" in row[3].number_format)
    assert any("(" in row[3].number_format for row in rows)


def test_years_have_no_mark_between_their_digits_and_counts_of_the_same_size_have(report: Report) -> None:
    answers = {
        "prof_year": answered(1998),
        "prof_staff": answered((Row("r1", {"prof_staff_women": 1998}),)),
    }
    book = load_workbook(report(source(answers), Audience.INTERNAL))
    found = [cell for row in book["Answers"].iter_rows() for cell in row if cell.value == 1998]
    assert [cell.number_format for cell in found] == ["0", "#,##0"]


def test_every_type_has_a_place_and_a_name_in_the_report(texts: Catalogue) -> None:
    assert PLACES.keys() == set(QuestionType)
    assert len({Words(texts).type(one) for one in QuestionType}) == len(QuestionType)


def test_an_empty_assessment_and_the_sample_can_be_reported(report: Report, texts: Catalogue) -> None:
    book = load_workbook(report(source({}, is_sample=True)))
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        shown = [cell.value for row in sheet.iter_rows(max_row=8) for cell in row]
        assert texts.text("report.sample") in shown
        assert "SAMPLE" in sheet.oddHeader.left.text


def test_a_report_of_a_made_up_centre_says_so_and_nothing_of_a_study(report: Report, texts: Catalogue) -> None:
    book = load_workbook(report(source({}, is_sample=True, is_practice=True)))
    shown = {cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert texts.text("report.sample_made_up") in shown
    assert texts.text("report.basis_self") in shown
    assert shown.isdisjoint({texts.text("report.sample"), texts.text("report.basis_sample")})
    assert "SAMPLE" in book.worksheets[0].oddHeader.left.text


def test_a_header_shows_signs_of_its_own_as_typed(report: Report) -> None:
    sheet = parts(report(source({}, centre="A&B &P &[Path]")))["xl/worksheets/sheet1.xml"]
    header = ElementTree.fromstring(sheet).findtext(f"{MAIN}headerFooter/{MAIN}oddHeader")  # noqa: S314 - our own file
    assert header is not None
    assert header.startswith("&LA&&B &&P &&")
