"""The command `export`, as a person would type it."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

from openpyxl import load_workbook

from tests.cli.conftest import Run, write_answers


def beside(folder: Path) -> list[str]:
    """What lies in a folder, the user's own data left aside."""
    return sorted(path.name for path in folder.iterdir() if path.name != "user-data")


def test_a_workbook_of_every_assessment(run: Run, sample: Path, tmp_path: Path) -> None:
    ran = run("export", sample, "-o", tmp_path / "out.xlsx", "--json")
    assert ran.status == 0
    document = ran.json
    assert document["format"] == "xlsx"
    assert document["assessments"] == 1
    assert document["tables"]["scores"] == 24
    assert document["left_out"] == {"no_consent": 0, "totals_only": 0, "questionnaire": 0}
    book = load_workbook(tmp_path / "out.xlsx", read_only=True)
    assert book.sheetnames == list(document["tables"])
    assert "read back and counted" in ran.err


def test_a_folder_by_its_name_or_when_asked_for(run: Run, sample: Path, tmp_path: Path) -> None:
    for target, words in ((tmp_path / "out", ()), (tmp_path / "other", ("--format", "csv", "--hxl"))):
        ran = run("export", sample, "-o", target, *words)
        assert (ran.status, ran.out) == (0, "")
        with (target / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) == 25 + bool(words)
        assert (rows[1][0] == "#meta+assessment+id") == bool(words)


def test_what_cannot_be_written_or_read_is_said_and_leaves_nothing(run: Run, sample: Path, tmp_path: Path) -> None:
    before = beside(tmp_path)
    assert run("export", sample, "-o", tmp_path / "none" / "out.xlsx").status == 1
    assert run("export", sample, "-o", tmp_path / "out.pdf", "--format", "xlsx").status == 1
    assert run("export", tmp_path / "none.mrcw", "-o", tmp_path / "out.xlsx").status == 1
    assert run("export", sample).status == 2
    assert run("export", sample, "-o", tmp_path / "out", "--format", "ods").status == 2
    assert run("export", sample, "-o", tmp_path / "out", "--language", "xx").status == 2
    assert beside(tmp_path) == before


def test_the_own_answers_are_there_as_they_were_given(run: Run, centre: Path, tmp_path: Path) -> None:
    answers = {"prof_year": 1998, "resp_consent": "all", "prof_clients": ["emigrants"]}
    document = run("questionnaire", "--json").json
    questions = {q["code"]: q for section in document["sections"] for q in section["questions"]}
    answers["prof_clients"] = [questions["prof_clients"]["options"][0]["code"]]
    assert run("answer", centre, write_answers(tmp_path, answers)).status == 0
    assert run("export", centre, "-o", tmp_path / "out").status == 0
    with (tmp_path / "out" / "answers_wide.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["prof_year"], row["resp_consent"]) == ("1998", "all")
    chosen = {name: value for name, value in row.items() if name.startswith("prof_clients__")}
    assert list(chosen.values()) == ["1"] + ["0"] * (len(chosen) - 1)


def test_help_and_version_know_it(run: Run) -> None:
    assert "export" in run("--help").out
    assert "--hxl" in run("export", "--help").out


def test_an_answer_that_cannot_be_read_is_named_and_the_rest_is_exported(
    run: Run, database: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(database)) as raw, raw:
        ((assessment,),) = raw.execute("SELECT id FROM assessments")
        raw.execute(
            "INSERT INTO units VALUES (?, 'prof_year', '', 'answered', 'x', NULL, '', '[]', NULL, '', ?)",
            (assessment, "0" * 16),
        )
    ran = run("export", database, "-o", tmp_path / "out.xlsx", "--json")
    assert ran.status == 0
    assert ran.json["unreadable"] == [{"assessment": assessment, "question": "prof_year"}]
    assert "(prof_year)" in ran.err
    assert "Port Velira (2026)" in ran.err
