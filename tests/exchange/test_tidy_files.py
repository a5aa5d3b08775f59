"""An export is the new one or the old one at every moment, read back before it is said to be done."""

from __future__ import annotations

import csv
import errno
import os
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest

from mrcworkbench import folders_in_place, systems
from mrcworkbench.errors import Fault, UserError
from mrcworkbench.exchange.tidy import export, format_of
from mrcworkbench.exchange.tidy.reading_back import read_csv, read_sheet
from mrcworkbench.exchange.tidy.receipts import Format
from mrcworkbench.log import files
from mrcworkbench.services.session.session import open_session
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


LEFT_BY_SYSTEMS = (
    ".DS_Store", "._centres.csv", "Thumbs.db", "THUMBS.DB", "ehthumbs.db", "desktop.ini", "Desktop.ini", "Icon\r",
    ".directory", ".~lock.centres.csv#", "~$about.xlsx", ".localized",
)  # fmt: skip


@pytest.mark.parametrize("exchanges", [True, False])
def test_what_systems_leave_in_a_folder_is_no_obstacle_and_stays(
    tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool
) -> None:
    if not exchanges:
        monkeypatch.setattr(folders_in_place, "exchange", lambda *_: False)
    target = tmp_path / "out"
    for name in (None, *LEFT_BY_SYSTEMS):
        target.mkdir(exist_ok=True)
        if name:
            (target / name).write_text("system", "utf-8")
        run(database, target)
    assert {path.name for path in target.iterdir() if path.suffix != ".csv"} | {"._centres.csv"} == set(LEFT_BY_SYSTEMS)
    assert {(target / name).read_text("utf-8") for name in LEFT_BY_SYSTEMS} == {"system"}
    assert len(list(target.glob("[a-z]*.csv"))) == 15
    assert not list(tmp_path.glob(".mrc-*"))


def test_a_folder_with_nothing_but_a_systems_file_is_empty(tmp_path: Path, database: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".DS_Store").touch()
    run(database, tmp_path / "out")
    assert (tmp_path / "out" / "about.csv").exists()


NOT_OURS = {
    "none": None,
    "empty": "",
    "of others": "item,text\r\nmade_at,2026\r\ntable_centres,our centres\r\n",
    "other columns": "name,country\r\nmade_at,x\r\nprogram,x\r\ndatabase,x\r\nquestionnaire,x\r\ntable_about,x\r\n",
    "a picture": "\x89PNG\x00\x00",
}


@pytest.mark.parametrize("about", NOT_OURS)
def test_a_folder_with_tables_that_no_list_of_ours_names_is_left_alone(
    tmp_path: Path, database: Path, about: str
) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    (target / "centres.csv").write_text("my,own,list", "utf-8")
    if (content := NOT_OURS[about]) is not None:
        (target / "about.csv").write_text(content, "utf-8")
    before = state(tmp_path)
    with pytest.raises(UserError, match="export_folder_in_use") as error:
        run(database, target)
    assert error.value.facts["name"] in {"about.csv", "centres.csv"}
    assert state(tmp_path) == before


@pytest.mark.parametrize("change", ["semicolons", "no mark", "lines", "hashtags"])
def test_an_export_whose_list_was_saved_by_another_program_is_still_one(
    tmp_path: Path, database: Path, change: str
) -> None:
    target = tmp_path / "out"
    run(database, target, hxl=change == "hashtags")
    about = target / "about.csv"
    rows = list(csv.reader(about.read_text("utf-8-sig").splitlines()))
    with about.open("w", encoding="cp1252" if change == "no mark" else "utf-8-sig", newline="") as file:
        end = "\n" if change == "lines" else "\r\n"
        csv.writer(file, delimiter=";" if change == "semicolons" else ",", lineterminator=end).writerows(rows)
    run(database, target)


def test_tables_that_an_earlier_version_wrote_go_and_files_beside_them_are_named(
    tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for exchanges in (True, False):
        monkeypatch.setattr(folders_in_place, "exchange", folders_in_place.exchange if exchanges else lambda *_: False)
        target = tmp_path / f"out{exchanges}"
        run(database, target)
        with (target / "about.csv").open("a", encoding="utf-8", newline="") as file:
            file.write("table_former,One row for each\r\n")
        (target / "former.csv").touch()
        run(database, target)
        assert not (target / "former.csv").exists()
        (target / "former.csv").touch()
        with pytest.raises(UserError) as error:
            run(database, target)
        assert error.value.facts["name"] == "former.csv"


def test_a_list_that_is_a_link_makes_no_folder_ours(tmp_path: Path, database: Path) -> None:
    run(database, tmp_path / "out")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "centres.csv").write_text("my,own,list", "utf-8")
    (tmp_path / "mine" / "about.csv").symlink_to(tmp_path / "out" / "about.csv")
    with pytest.raises(UserError, match="export_folder_in_use"):
        run(database, tmp_path / "mine")


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
    read_csv(file, 4, 8)
    for wrong in ((3, 8), (4, 9)):
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
