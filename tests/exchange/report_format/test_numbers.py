"""The number of a report follows from all that is printed; files of anybody are read with limits."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.disclosure.by_audience import prepare
from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.report import cells_of_others, write_report
from mrcworkbench.exchange.report.layout import Box, Leaf, plain_text
from mrcworkbench.exchange.report.numbers import PLACEHOLDER, in_file, number_of, numbered, tidy
from mrcworkbench.exchange.report.pages.arranged import arranged
from tests.reports import source


@pytest.fixture(scope="module")
def data() -> ReportData:
    return numbered(prepare(source({}), Audience.DONOR, catalogue()))


@pytest.fixture(scope="module")
def written(data: ReportData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("report") / "report.xlsx"
    write_report(data, target)
    return target


def leaf(number: str, said: object = "A") -> Leaf:
    made = Leaf("x", "X", (60.0, 120.0))
    made.add(Box(1, 1, said), Box(2, 2, 5))  # type: ignore[arg-type]
    made.add(Box(1, 2, number))
    return made


def test_the_number_follows_from_every_cell_but_its_own() -> None:
    number = number_of([leaf(PLACEHOLDER)])
    assert re.fullmatch(r"\d{4} \d{4} \d{4}", number)
    assert number_of([leaf(number)]) == number == number_of([leaf("1234 5678 9012")])
    others = {number_of([leaf(number, said)]) for said in ("B", "a", 1, 2, "A ")}
    assert len(others | {number}) == 6


def test_a_number_elsewhere_than_on_the_first_sheet_counts_like_any_text() -> None:
    first, second, third = leaf(PLACEHOLDER), leaf("1111 1111 1111"), leaf("2222 2222 2222")
    assert number_of([first, second]) != number_of([first, third])


def test_every_sheet_of_a_report_counts_to_its_last_cell_with_title_and_place(data: ReportData) -> None:
    leaves = arranged(data, catalogue())
    numbers = {number_of(leaves), number_of(leaves[:-1]), number_of([*leaves[1:], leaves[0]])}
    for at, one in enumerate(leaves):
        filled = [n for n, line in enumerate(one.lines) if any(box.content for box in line.boxes)]
        for n in (filled[0], filled[len(filled) // 2], filled[-1]):
            line = one.lines[n]
            boxes = tuple(replace(box, content=f"{plain_text(box.content)}.") for box in line.boxes)
            lines = [*one.lines[:n], replace(line, boxes=boxes), *one.lines[n + 1 :]]
            numbers.add(number_of([*leaves[:at], replace(one, lines=lines), *leaves[at + 1 :]]))
        numbers.add(number_of([*leaves[:at], replace(one, title=f"{one.title}."), *leaves[at + 1 :]]))
    assert len(numbers) == 3 + 4 * len(leaves)


def test_a_report_as_it_was_made_has_the_number_that_was_worked_out_before(data: ReportData, written: Path) -> None:
    assert in_file(written)[1] == data.number


def test_saved_again_by_another_program_it_is_the_same_and_changed_it_is_not(
    data: ReportData, written: Path, tmp_path: Path
) -> None:
    again, changed = tmp_path / "again.xlsx", tmp_path / "changed.xlsx"
    book = load_workbook(written, rich_text=True)
    book.save(again)
    assert in_file(again)[1] == data.number
    sheet = book.worksheets[0]
    cell = next(cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))
    cell.value = f"{cell.value}."
    book.save(changed)
    assert in_file(changed)[1] != data.number


@pytest.mark.parametrize("typed", ["123456789012", " 1234 5678\t9012 ", "1234-5678-9012", "1234\u00a05678\u00a09012"])
def test_a_number_is_known_however_it_is_typed(typed: str) -> None:
    assert tidy(typed) == "1234 5678 9012"


@pytest.mark.parametrize("typed", ["", "1234", "1234 5678 901x", "1234 5678 9012 3", "\u0661" * 12])
def test_what_cannot_be_a_number_is_none(typed: str) -> None:
    assert tidy(typed) == ""


def test_figures_are_the_same_number_in_every_way_of_writing_them() -> None:
    assert number_of([leaf("", 5)]) == number_of([leaf("", 5.0)])


def not_a_zip(path: Path) -> None:
    path.write_bytes(b"no workbook" * 50)


def empty_zip(path: Path) -> None:
    zipfile.ZipFile(path, "w").close()


def a_folder(path: Path) -> None:
    path.mkdir()


def missing(_: Path) -> None:
    """Nothing is there."""


def changed(part: str, content: bytes) -> Callable[[Path, Path], None]:
    def make(path: Path, written: Path) -> None:
        with zipfile.ZipFile(written) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, content if name == part else old.read(name))

    return make


SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "broken XML": changed(SHEET, b"<worksheet><sheetData>"),
    "entities": changed(SHEET, b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'),
    "a bomb": changed(SHEET, b"<worksheet>" + b" " * 60_000_000 + b"</worksheet>"),
    "a cell nowhere": changed(SHEET, b'<worksheet><c r="AAAA1"><v>1</v></c></worksheet>'),
    "a text that is not there": changed(SHEET, b'<worksheet><c r="A1" t="s"><v>7</v></c></worksheet>'),
    "no sheets": changed("xl/workbook.xml", b"<workbook/>"),
    "a sheet without a part": changed("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
    "no encoding that is known": changed(SHEET, b'<?xml version="1.0" encoding="nonsense"?><worksheet/>'),
}


def put(part: str, old: bytes, new: bytes, packed: int = zipfile.ZIP_DEFLATED) -> Callable[[Path, Path], None]:
    """A workbook in whose part something is exchanged, and that has a second copy of the part under another name."""

    def make(path: Path, written: Path) -> None:
        with zipfile.ZipFile(written) as before, zipfile.ZipFile(path, "w", packed) as after:
            assert old in before.read(part)
            for name in before.namelist():
                content = before.read(name)
                after.writestr(name, content.replace(old, new, 1) if name == part else content)
            after.writestr("xl/other.xml", before.read(part))

    return make


HOSTILE |= {
    "another workbook behind the start": put("_rels/.rels", b"xl/workbook.xml", b"xl/other.xml"),
    "two links of one sheet": put("xl/workbook.xml", b"<sheet ", b'<sheet xmlns:e="urn:e" e:id="rId2" '),
    "dates from another day": put("xl/workbook.xml", b"<workbookPr", b'<workbookPr date1904="1"'),
    "parts packed in a way that Excel does not read": put(SHEET, b"<c ", b"<c ", zipfile.ZIP_LZMA),
    "more cells than any report": changed(SHEET, b"<worksheet>" + b'<c r="A1"/>' * 500_001 + b"</worksheet>"),
}


@pytest.mark.parametrize("twin", ["xl/workbook.xml", "XL/Workbook.xml"])
def test_a_workbook_with_two_parts_of_one_name_is_refused(twin: str, written: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(written.read_bytes())
    with zipfile.ZipFile(path, "a") as archive, pytest.MonkeyPatch.context() as quiet:
        quiet.setattr("warnings.warn", lambda *_, **__: None)
        archive.writestr(twin, b"<workbook/>")
    with pytest.raises(UserError) as told:
        in_file(path)
    assert told.value.code == "not_a_report"


def test_a_formula_over_the_old_figure_changes_the_report(written: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        figure = re.search(rb'<c r="[A-Z]+[0-9]+" s="[0-9]+"><v>', archive.read(SHEET))
    assert figure is not None
    put(SHEET, figure[0], figure[0].replace(b"<v>", b"<f>90+9</f><v>"))(tmp_path / "x.xlsx", written)
    printed, follows = in_file(tmp_path / "x.xlsx")
    assert printed == in_file(written)[0] != follows


@pytest.mark.parametrize("make", [not_a_zip, empty_zip, a_folder, missing])
def test_what_is_no_workbook_is_said_in_one_way(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "x.xlsx")
    with pytest.raises(UserError) as told:
        in_file(tmp_path / "x.xlsx")
    assert told.value.code == "not_a_report"


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_workbook_is_refused_in_the_same_way(how: str, written: Path, tmp_path: Path) -> None:
    HOSTILE[how](tmp_path / "x.xlsx", written)
    with pytest.raises(UserError) as told:
        in_file(tmp_path / "x.xlsx")
    assert told.value.code == "not_a_report"


def test_a_file_larger_than_any_report_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.touch()
    os.truncate(path, cells_of_others.LARGEST_FILE + 1)
    with pytest.raises(UserError) as told:
        in_file(path)
    assert told.value.code == "not_a_report"


def test_one_long_text_in_many_cells_takes_no_more_than_its_share(written: Path, tmp_path: Path) -> None:
    cells = b"".join(b'<c r="A%d" t="s"><v>0</v></c>' % row for row in range(1, 3000))
    changed(SHEET, b"<worksheet>" + cells + b"</worksheet>")(tmp_path / "x.xlsx", written)
    with zipfile.ZipFile(tmp_path / "x.xlsx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"<sst><si><t>" + b"a" * 100_000 + b"</t></si></sst>")
    with pytest.raises(UserError) as told:
        in_file(tmp_path / "x.xlsx")
    assert told.value.code == "not_a_report"
