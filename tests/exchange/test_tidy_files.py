"""An export is the new one or the old one at every moment, read back before it is said to be done."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest

from mrcworkbench import systems
from mrcworkbench.errors import Fault, UserError
from mrcworkbench.exchange.tidy import Format, export, format_of
from mrcworkbench.exchange.tidy.reading_back import read_csv, read_sheet
from mrcworkbench.log import files
from mrcworkbench.services.session import open_session
from tests.exchange.tidy_databases import consenting, make
from tests.reports import Marked


@pytest.fixture
def database(tmp_path: Path) -> Path:
    answers = consenting(Marked(Random(1)).answers())
    return make(tmp_path / "d.mrcw", {f"c{n}": answers for n in range(3)})


class Stop(Exception):  # noqa: N818 - what a window's cancel raises
    pass


class StopAfter:
    """Cancels at a step."""

    def __init__(self, steps: int) -> None:
        self.left = steps
        self.said: list[str] = []

    def step(self, done: int = 0, total: int = 0, text: str = "") -> None:  # noqa: ARG002
        self.said.append(text)
        if self.left == 0:
            raise Stop
        self.left -= 1


def run(database: Path, target: Path, progress: Any = None, **facts: Any) -> Any:
    with open_session(database, read_only=True) as session:
        return export(session, target, progress=progress, **facts)


@pytest.mark.parametrize("name", ["out.xlsx", "out"])
def test_a_cancel_at_any_step_leaves_the_old_export_and_nothing_beside_it(
    tmp_path: Path, database: Path, name: str
) -> None:
    target = tmp_path / name
    watched = StopAfter(-1)
    run(database, target, watched)
    assert len(watched.said) > 10
    old = state(tmp_path)
    for step in range(len(watched.said)):
        with pytest.raises(Stop):
            run(database, target, StopAfter(step))
        assert state(tmp_path) == old
    assert all(watched.said)


def state(folder: Path) -> dict[str, bytes]:
    """Every file but the log."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.parent != files.folder())
    return {str(path): path.read_bytes() for path in found}


def test_a_folder_with_an_earlier_export_is_replaced_and_one_with_anything_else_is_not(
    tmp_path: Path, database: Path
) -> None:
    target = tmp_path / "out"
    target.mkdir()
    run(database, target)
    (target / "totals.csv").write_text("old", "utf-8")
    run(database, target)
    assert (target / "totals.csv").read_text("utf-8-sig").startswith("criterion,")
    (target / "letter.txt").write_text("mine", "utf-8")
    before = state(tmp_path)
    with pytest.raises(UserError, match="export_folder_in_use"):
        run(database, target)
    assert state(tmp_path) == before


def test_a_folder_that_only_has_the_name_of_a_table_is_not_removed(tmp_path: Path, database: Path) -> None:
    inside = tmp_path / "out" / "totals.csv"
    inside.mkdir(parents=True)
    (inside / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(UserError, match="export_folder_in_use"):
        run(database, tmp_path / "out")
    assert (inside / "letter.txt").read_text("utf-8") == "mine"


def test_a_file_in_the_way_of_a_folder_and_a_missing_place_are_said(tmp_path: Path, database: Path) -> None:
    (tmp_path / "out").write_text("mine", "utf-8")
    for target, code in (
        (tmp_path / "out", "export_not_a_folder"),
        (tmp_path / "none" / "out", "report_folder_missing"),
        (tmp_path / "none" / "out.xlsx", "report_folder_missing"),
    ):
        with pytest.raises(UserError) as error:
            run(database, target)
        assert error.value.code == code
    with pytest.raises(UserError) as error:
        run(database, tmp_path / "out.txt", format_=Format.XLSX)
    assert error.value.code == "report_name_ending"


def test_a_full_disk_leaves_the_old_folder(tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(database, tmp_path / "out")
    before = state(tmp_path)

    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(systems, "sync_file", full)
    for name in ("out", "new", "new.xlsx"):
        with pytest.raises(UserError, match="report_disk_full"):
            run(database, tmp_path / name)
        assert state(tmp_path) == before


def test_what_does_not_count_right_when_read_back_is_a_fault(tmp_path: Path, database: Path) -> None:
    run(database, tmp_path / "out.xlsx")
    run(database, tmp_path / "out")
    with ZipFile(tmp_path / "out.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml")
        rows, cells = sheet.count(b"<row "), sheet.count(b"<c ")
        read_sheet(archive, "xl/worksheets/sheet2.xml", rows, cells)
        for wrong in ((rows + 1, cells), (rows, cells - 1)):
            with pytest.raises(Fault):
                read_sheet(archive, "xl/worksheets/sheet2.xml", *wrong)
    file = tmp_path / "out" / "centres.csv"
    read_csv(file, 4, 6)
    for wrong in ((3, 6), (4, 7)):
        with pytest.raises(Fault):
            read_csv(file, *wrong)


def test_a_sheet_that_was_damaged_on_the_disk_is_noticed(tmp_path: Path, database: Path) -> None:
    target = tmp_path / "out.xlsx"
    run(database, target)
    with ZipFile(target) as archive:
        info = archive.getinfo("xl/worksheets/sheet5.xml")
        content = bytearray(target.read_bytes())
        sheet = archive.read(info)
    content[info.header_offset + info.compress_size // 2] ^= 0xFF
    target.write_bytes(content)
    with ZipFile(target) as archive, pytest.raises(Fault):
        read_sheet(archive, info.filename, sheet.count(b"<row "), sheet.count(b"<c "))


def test_the_database_is_not_touched(tmp_path: Path, database: Path) -> None:
    before = database.read_bytes()
    run(database, tmp_path / "out.xlsx")
    assert database.read_bytes() == before


def test_the_form_follows_from_the_name(tmp_path: Path) -> None:
    assert format_of(tmp_path / "a.xlsx") is Format.XLSX
    assert format_of(tmp_path / "a.XLSX") is Format.XLSX
    assert format_of(tmp_path / "a") is Format.CSV


def test_properties_name_no_user_and_the_parts_no_time_of_this_machine(tmp_path: Path, database: Path) -> None:
    run(database, tmp_path / "out.xlsx")
    with ZipFile(tmp_path / "out.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert "<dc:creator>MRC Workbench</dc:creator>" in properties
    assert "lastModifiedBy" not in properties
