"""Reports by command: never over the database that they are made from, known again, and with what is let go."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mrcworkbench.errors import UserError
from mrcworkbench.exchange.report.numbers import tidy
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.database.connection import Database
from tests.cli.conftest import Run, write_answers

FIRST_FORMAT = Path(__file__).parents[1] / "data" / "files_0_1_0"
SAID = {
    "prof_body": "The ministry of labour",
    "prof_names": [{"prof_names_name": "House of arrival"}, {"prof_names_name": "Maison des arrivants"}],
    "resp_parts": ["centre"],
    "jobs_status": "in_place",
    "jobs_way": ["results"],
    "jobs_used": "Dr Novak looks at the figures",
}


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


@pytest.mark.usefixtures("qapp")  # else the command makes one that no later test of a window can use
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
    assert (changed.status, changed.json["known"], changed.json["unchanged"]) == (1, True, False)


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


def test_a_report_of_a_centre_in_a_collection_is_noted_there(database: Path, tmp_path: Path, run: Run) -> None:
    sent, collection = tmp_path / "sent.mrcw", tmp_path / "all.mrcw"
    run("answer", database, write_answers(tmp_path, {"resp_consent": "all"}))
    run("submit", database, "-o", sent, "--author", "A")
    assert run("merge", collection, sent).status == 0
    number = run("report", collection, "-o", tmp_path / "r.xlsx", "--json").json["number"]
    assert run("check-report", collection, number, "--json").json["known"]
    assert not run("check-report", database, number, "--json").json["known"]


def in_use(database: Path, run: Run, tmp_path: Path) -> Path:
    return Path(shutil.copy(FIRST_FORMAT / "in-use.mrcw", tmp_path))


def submission_of_first_format(database: Path, run: Run, tmp_path: Path) -> Path:
    return Path(shutil.copy(FIRST_FORMAT / "submission.mrcw", tmp_path))


def submission(database: Path, run: Run, tmp_path: Path) -> Path:
    assert run("submit", database, "-o", tmp_path / "sent.mrcw", "--author", "A").status == 0
    return tmp_path / "sent.mrcw"


@pytest.mark.parametrize("make", [in_use, submission_of_first_format, submission])
def test_a_file_that_a_report_would_make_another_one_is_only_read(
    make: Callable[..., Path], database: Path, tmp_path: Path, run: Run
) -> None:
    file = make(database, run, tmp_path)
    before = file.read_bytes()
    ran = run("report", file, "-o", tmp_path / "r.xlsx", "--json")
    assert (ran.status, ran.json["number"]) == (0, None)
    assert "has no number" in ran.err
    assert "Number of" not in str(texts_in(tmp_path / "r.xlsx"))
    assert file.read_bytes() == before


def test_a_file_that_is_open_elsewhere_or_protected_gives_a_report_without_a_number(
    database: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_session(database):
        opened = run("report", database, "-o", tmp_path / "r.xlsx", "--json")

    def refused(_: Database) -> None:
        raise UserError("read_only_file", path=str(database))

    monkeypatch.setattr(Database, "try_writing", refused)
    protected = run("report", database, "-o", tmp_path / "r.xlsx", "--json")
    for ran in (opened, protected):
        assert (ran.status, ran.json["number"]) == (0, None)
        assert "has no number" in ran.err


def texts_in(*files: Path) -> set[object]:
    """Whatever stands in the cells of these workbooks."""
    books = [load_workbook(file, read_only=True) for file in files]
    return {value for book in books for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}


@pytest.fixture
def said(database: Path, tmp_path: Path, run: Run) -> Path:
    assert run("answer", database, write_answers(tmp_path, SAID)).status == 0
    return database


BODY, HOUSE, MAISON, USED = "The ministry of labour", "House of arrival", "Maison des arrivants", SAID["jobs_used"]


@pytest.mark.parametrize(
    ("options", "leave"),
    [
        ((), set()),
        (("--release", "prof_body"), {BODY}),
        (("--release", "prof_names"), {HOUSE, MAISON}),
        (("--release", "prof_names:2"), {MAISON}),
        (("--release", "prof_names:1", "--release", "jobs_used"), {HOUSE, USED}),
        (("--release-public",), {BODY, HOUSE, MAISON}),
        (("--release-texts",), {BODY, HOUSE, MAISON, USED}),
    ],
)
def test_only_the_texts_that_are_let_go_leave(
    options: tuple[str, ...], leave: set[str], said: Path, tmp_path: Path, run: Run
) -> None:
    files = tmp_path / "r.xlsx", tmp_path / "a.xlsx"
    ran = run("report", said, "-o", files[0], "--annex", files[1], *options)
    assert ran.status == 0
    printed = "\n".join(map(str, texts_in(*files)))
    assert {text for text in (BODY, HOUSE, MAISON, USED) if str(text) in printed} == leave
    assert ("may name a person" in ran.err) is (USED in leave)
    assert ("jobs_used" in ran.err) is (USED in leave)


def test_the_centres_own_report_holds_all_texts_and_warns_of_none(said: Path, tmp_path: Path, run: Run) -> None:
    ran = run("report", said, "-o", tmp_path / "r.xlsx", "--audience", "internal")
    assert ran.status == 0
    assert "may name a person" not in ran.err


def test_all_texts_that_are_not_there_are_told_in_one_error_and_nothing_is_written(
    said: Path, tmp_path: Path, run: Run
) -> None:
    wrong = ("prof_names:3", "prof_boddy", "jobs_status", "prof_names:")
    options = [word for name in wrong for word in ("--release", name)]
    ran = run("report", said, "-o", tmp_path / "r.xlsx", "--release", "prof_body", *options, "--json")
    assert (ran.status, [one["code"] for one in ran.json["problems"]]) == (1, ["release_unknown"])
    told = ran.json["problems"][0]["message"]
    assert all(name in told for name in ("prof_names:3", "prof_boddy", "jobs_status"))
    assert "prof_body," not in told
    assert not (tmp_path / "r.xlsx").exists()
