"""Typed text in an export can be no formula, breaks no file, and comes back as it was."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.questionnaire.answers import Row, answered
from mrcworkbench.domain.tidy.layout import Layout
from mrcworkbench.domain.tidy.shapes import CellKind, Column, TidyTable
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.report.plain import LONGEST_CELL
from mrcworkbench.exchange.tidy import folder, workbook
from mrcworkbench.exchange.tidy.csv_text import escaped, escaped_words, unescaped
from mrcworkbench.exchange.tidy.sheets import MOST_COLUMNS
from mrcworkbench.services.steps import SilentReporter
from tests.exchange.tidy_databases import consenting, exported, make

HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://example.org","click")',
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\uff1d1+1",
    "a;=cmd|' /C calc'!A0;b",
    "first line\n=1+1",
    "' =1+1",
    "'quoted",
    '"=1+1"',
    "]]></t></is><c><f>1+1</f></c>",
    "_x0041_ _x000D_",
    "null \x00 and \x1b and \ufffe",
    "\ud800 alone",
    " spaces  ",
    "\u202eright to left",
)
MISSING = (
    "NA", "N/A", "n/a", "#N/A", "#N/A N/A", "#NA", "<NA>", "NULL", "null", "None", "NaN", "nan", "-NaN", "-nan",
    "1.#IND", "1.#QNAN", "-1.#IND", "-1.#QNAN",
)  # fmt: skip
"""What pandas and R read as missing unless they are told otherwise."""
RISKY = set("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")
pieces = st.lists(
    st.one_of(st.text(max_size=4), st.sampled_from(["=", "'", ";", "\t", "\n", "\r", " ", "-", "@", "+", "\uff1d"])),
    max_size=8,
).map("".join)


def table(width: int = 1, kind: CellKind = CellKind.TEXT) -> TidyTable:
    return TidyTable("table", "", tuple(Column(f"c{n}", kind, "#meta", "") for n in range(width)))


def write(target: Path, rows: Sequence[Sequence[Any]], made: TidyTable | None = None, **facts: Any) -> Any:
    """A workbook of one table, with how many texts were cut."""
    return workbook.write(
        Layout((made or table(),), ()),
        [{"table": rows}],
        target,
        hxl=False,
        texts=catalogue(),
        moment=datetime(2026, 1, 1, tzinfo=UTC),
        progress=SilentReporter(),
        **facts,
    )


@given(pieces)
@example("'=1")
@example("''")
@example("a;'=1")
@example("\t\t=1")
def test_escaped_text_comes_back(text: str) -> None:
    assert unescaped(escaped(text)) == text


@given(st.lists(st.one_of(pieces, st.sampled_from(MISSING)), max_size=3).map("".join))
@example("NA")
@example("'NA")
@example("''NA")
@example(" NA ")
@example("\nNA")
@example("\t'NA")
def test_a_typed_text_comes_back_and_is_never_read_as_missing(text: str) -> None:
    written = escaped_words(text)
    assert unescaped(written) == text
    assert written.strip() not in MISSING


def test_what_a_centre_wrote_as_none_is_told_from_nothing(tmp_path: Path) -> None:
    rows = tuple(Row(f"r{n}", {"prof_funding_payer": word}) for n, word in enumerate(MISSING))
    made = exported(
        make(tmp_path / "d.mrcw", {"one": consenting({"prof_funding": answered(rows)}, "all"), "two": consenting({})})
    )
    with (made.folder / "answers_long.csv").open(encoding="utf-8-sig", newline="") as file:
        raw = [row["text"] for row in csv.DictReader(file) if row["question"] == "prof_funding"]
    assert not set(raw) & set(MISSING)
    assert [unescaped(text) for text in raw] == list(MISSING)


@given(pieces)
def test_no_cell_begins_like_a_formula_whatever_a_program_takes_for_a_separator(text: str) -> None:
    for cell in re.split(r"[;\t\r\n]", escaped(text)):
        begins = cell.lstrip(" \u00a0")[:1]
        assert begins not in RISKY - set("\t\r\n") or not begins, cell


@settings(max_examples=40)
@given(pieces)
def test_a_reader_that_splits_at_semicolons_finds_no_formula(text: str) -> None:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(["id", escaped(text), 1])
    for delimiter in ";\t,":
        for row in csv.reader(io.StringIO(line.getvalue(), newline=""), delimiter=delimiter):
            for cell in row:
                assert cell.lstrip(' \u00a0"')[:1] not in set("=+@\uff1d\uff0b\uff20"), (delimiter, cell)


def test_ordinary_words_are_left_as_they_are() -> None:
    for text in ("Centre de Lisboa", "3-5 days", "a = b", "it's", "2026-03-31", "in_place"):
        assert escaped(text) == text


def test_hostile_texts_of_answers_leave_whole_and_harmless(tmp_path: Path) -> None:
    storable = [text.replace("\x00", "").replace("\ud800", "") for text in HOSTILE]
    rows = tuple(Row(f"r{n}", {"prof_funding_payer": text}) for n, text in enumerate(storable))
    made = exported(
        make(tmp_path / "d.mrcw", {"one": consenting({"prof_funding": answered(rows)}, "all"), "two": consenting({})})
    )
    found = [row["text"] for row in made.table("answers_long") if row["question"] == "prof_funding"]
    assert found == storable
    with ZipFile(made.workbook) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "/worksheets/" in name]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    for sheet in load_workbook(made.workbook).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "snd", cell
                assert cell.data_type in "sd" or cell.value is None or isinstance(cell.value, int | float)
        assert not sheet.merged_cells.ranges
        assert not sheet._hyperlinks


@settings(max_examples=40)
@given(st.lists(st.one_of(pieces, st.text(max_size=20), st.sampled_from(HOSTILE)), min_size=1, max_size=6))
def test_any_text_makes_a_whole_workbook(texts: list[str]) -> None:
    with TemporaryDirectory() as place:
        target = Path(place) / "t.xlsx"
        write(target, [[text] for text in texts])
        rows = list(load_workbook(target)["table"].iter_rows(min_row=2))
    assert len(rows) == len(texts)
    for (cell,), text in zip(rows, texts, strict=True):
        assert cell.data_type == ("s" if text else "n") or not text.strip()
        assert cell.style_id == 1
        if text.isprintable() and "_x" not in text and text:
            assert cell.value == text


def test_typed_text_is_marked_so_that_editing_keeps_it_text(tmp_path: Path) -> None:
    write(tmp_path / "t.xlsx", [["=1+1"]])
    cell = load_workbook(tmp_path / "t.xlsx")["table"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix, cell.number_format) == ("=1+1", "s", True, "@")


@pytest.mark.parametrize("text", [" spaces  ", "two\nlines", "\ttab"])
def test_space_at_the_ends_and_line_breaks_are_kept_by_every_reader(tmp_path: Path, text: str) -> None:
    write(tmp_path / "t.xlsx", [[text]])
    with ZipFile(tmp_path / "t.xlsx") as archive:
        assert f'<t xml:space="preserve">{text}</t>' in archive.read("xl/sharedStrings.xml").decode()


def test_numbers_keep_their_value_and_become_text_where_excel_would_change_them(tmp_path: Path) -> None:
    values = [0, -3, 1.5, 10**14, 10**15, 12345678901234567890, 0.1, float("inf"), float("nan"), 10**400]
    write(tmp_path / "t.xlsx", [[value] for value in values], table(kind=CellKind.NUMBER))
    found = [row[0] for row in load_workbook(tmp_path / "t.xlsx")["table"].iter_rows(min_row=2, values_only=True)]
    assert [*found[:4], found[6]] == [0, -3, 1.5, 10**14, 0.1]
    assert found[4:6] == ["1000000000000000", "12345678901234567890"]
    assert found[7:] == ["inf", "nan", str(10**400)]


def test_text_too_long_for_a_cell_is_cut_and_counted_in_the_workbook_only(tmp_path: Path) -> None:
    long = "\U0001f600" * 20_000
    rows = [[long], ["x" * LONGEST_CELL], ["short"]]
    _, cut = write(tmp_path / "t.xlsx", rows)
    found = [row[0] for row in load_workbook(tmp_path / "t.xlsx")["table"].iter_rows(min_row=2, values_only=True)]
    assert cut == 1
    assert len(found[0].encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert "CSV" in found[0]
    assert found[1:] == ["x" * LONGEST_CELL, "short"]
    folder.write(
        Layout((table(),), ()),
        [{"table": rows}],
        tmp_path / "t",
        hxl=False,
        texts=catalogue(),
        progress=SilentReporter(),
    )
    assert long in (tmp_path / "t" / "table.csv").read_text("utf-8-sig")


def test_more_rows_than_a_sheet_holds_go_on_in_further_sheets(tmp_path: Path) -> None:
    rows = [[f"row {number}"] for number in range(25)]
    ((receipt,), _) = write(tmp_path / "t.xlsx", rows, most_rows=11)
    book = load_workbook(tmp_path / "t.xlsx")
    assert (receipt.rows, receipt.parts) == (25, 3)
    assert book.sheetnames == ["table", "table_2", "table_3"]
    found = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    assert [sheet[0] for sheet in found] == [("c0",)] * 3
    assert [list(row) for sheet in found for row in sheet[1:]] == rows


def test_exactly_as_many_rows_as_a_sheet_holds_need_one_sheet(tmp_path: Path) -> None:
    ((receipt,), _) = write(tmp_path / "t.xlsx", [["x"]] * 10, most_rows=11)
    assert (receipt.rows, receipt.parts) == (10, 1)


def test_more_columns_than_excel_has_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="export_too_many_columns"):
        write(tmp_path / "t.xlsx", [], table(MOST_COLUMNS + 1))
    assert list(tmp_path.iterdir()) == []


def test_many_different_texts_stay_right_beyond_those_that_are_shared(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("mrcworkbench.exchange.tidy.sheets._MOST_SHARED", 3)
    rows = [[f"text {number % 7}"] for number in range(40)]
    write(tmp_path / "t.xlsx", rows)
    found = list(load_workbook(tmp_path / "t.xlsx")["table"].iter_rows(min_row=2, values_only=True))
    assert [list(row) for row in found] == rows


def test_the_folder_is_read_by_excel_and_by_the_rest(tmp_path: Path) -> None:
    made = exported(make(tmp_path / "d.mrcw", {"one": consenting({}), "two": {}}))
    content = (made.folder / "centres.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfcentre_id,")
    assert content.count(b"\r\n") == content.count(b"\n") == 3
