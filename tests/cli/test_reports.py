"""Files written by command: never over the database that they are made from."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mrcworkbench.exchange.report.numbers import tidy
from tests.cli.conftest import Run


@pytest.fixture
def workbook_named(tmp_path: Path, run: Run) -> Path:
    """A database whose name ends as that of a workbook."""
    database = tmp_path / "centre.xlsx"
    assert run("new", database, "--centre", "Port Velira", "--country", "PT").status == 0
    return database


NAMES: dict[str, Callable[[Path, Path], object]] = {
    "same": lambda _, __: None,
    "symbolic": lambda name, database: name.symlink_to(database),
    "hard": lambda name, database: os.link(database, name),
}


@pytest.mark.parametrize("command", [("report",), ("export",)])
@pytest.mark.parametrize("link", NAMES)
def test_nothing_is_written_over_the_database_itself(
    command: tuple[str, ...], link: str, workbook_named: Path, run: Run
) -> None:
    name = workbook_named if link == "same" else workbook_named.with_name("link.xlsx")
    NAMES[link](name, workbook_named)
    before = workbook_named.read_bytes()
    ran = run(*command, workbook_named, "-o", name, "--json")
    assert ran.status == 1
    assert ran.json["problems"][0]["code"] == "report_onto_database"
    assert workbook_named.read_bytes() == before


@pytest.fixture
def database(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "centre.mrcw"
    assert run("new", path, "--centre", "Port Velira", "--country", "PT").status == 0
    return path


def test_report_annex_and_pdf_are_made_at_once_and_the_number_is_told(database: Path, tmp_path: Path, run: Run) -> None:
    files = {name: tmp_path / name for name in ("r.xlsx", "a.xlsx", "r.pdf")}
    ran = run("report", database, "-o", files["r.xlsx"], "--annex", files["a.xlsx"], "--pdf", files["r.pdf"], "--json")
    assert ran.status == 0
    assert all(file.is_file() for file in files.values())
    assert (ran.json["annex"], ran.json["pdf"]) == (str(files["a.xlsx"]), str(files["r.pdf"]))
    assert tidy(ran.json["number"]) == ran.json["number"]


@pytest.mark.parametrize("option", ["--annex", "--pdf"])
def test_two_files_under_one_name_are_refused_before_anything_is_written(
    option: str, database: Path, tmp_path: Path, run: Run
) -> None:
    ran = run("report", database, "-o", tmp_path / "r.xlsx", option, tmp_path / "." / "r.xlsx", "--json")
    assert (ran.status, ran.json["problems"][0]["code"]) == (1, "report_same_file")
    assert not (tmp_path / "r.xlsx").exists()


def test_a_report_is_known_by_its_number_and_by_its_file_until_a_cell_is_changed(
    database: Path, tmp_path: Path, run: Run
) -> None:
    target = tmp_path / "r.xlsx"
    number = run("report", database, "-o", target, "--json").json["number"]
    by_number = run("check-report", database, number.replace(" ", ""), "--json")
    assert (by_number.status, by_number.json["known"], by_number.json["unchanged"]) == (0, True, None)
    assert by_number.json["made"]["audience"] == "donor"
    by_file = run("check-report", database, target, "--json")
    assert (by_file.status, by_file.json["known"], by_file.json["unchanged"]) == (0, True, True)
    book = load_workbook(target)
    book.worksheets[-1].cell(1, 1).value = "Better than it was"
    book.save(target)
    changed = run("check-report", database, target, "--json")
    assert (changed.status, changed.json["unchanged"]) in ((1, False), (1, None))


def test_a_report_of_another_laptop_is_not_known_and_nothing_is_said_to_be_proved(
    database: Path, tmp_path: Path, run: Run
) -> None:
    other = tmp_path / "other.mrcw"
    run("new", other, "--centre", "Port Velira", "--country", "PT")
    run("report", other, "-o", tmp_path / "r.xlsx")
    ran = run("check-report", database, tmp_path / "r.xlsx", "--json")
    assert (ran.status, ran.json["known"], ran.json["made"]) == (1, False, None)


def test_what_is_no_report_is_told_as_one_error(database: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "r.xlsx").write_bytes(b"no workbook")
    ran = run("check-report", database, tmp_path / "r.xlsx", "--json")
    assert (ran.status, ran.json["problems"][0]["code"]) == (1, "not_a_report")
