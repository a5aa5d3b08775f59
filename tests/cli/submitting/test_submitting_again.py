"""A centre that goes on working submits again: the second file follows the first."""

from __future__ import annotations

from pathlib import Path

from mrcworkbench.services.session.databases import create
from tests.cli.conftest import Run, write_answers


def test_a_second_submission_after_more_answers_updates_the_first(centre: Path, tmp_path: Path, run: Run) -> None:
    first, second, collected = tmp_path / "first.mrcw", tmp_path / "second.mrcw", tmp_path / "all.mrcw"
    run("answer", centre, write_answers(tmp_path, {"prof_year": 2001}))
    assert run("submit", centre, "-o", first, "--author", "Amina").status == 0
    run("answer", centre, write_answers(tmp_path, {"prof_year": 2002}))
    assert run("submit", centre, "-o", second, "--author", "Amina").status == 0
    verdicts = [file["verdict"] for file in run("merge", collected, first, second, "--json").json["files"]]
    assert verdicts == ["new", "updated"]
    assert run("answers", collected, "--json").json["answers"] == {"prof_year": 2002}


def test_a_working_database_with_newer_answers_is_taken_with_them(centre: Path, tmp_path: Path, run: Run) -> None:
    sent, collected = tmp_path / "sent.mrcw", tmp_path / "all.mrcw"
    run("answer", centre, write_answers(tmp_path, {"prof_year": 2001}))
    assert run("submit", centre, "-o", sent, "--author", "Amina").status == 0
    run("answer", centre, write_answers(tmp_path, {"prof_year": 2003}))
    verdicts = [file["verdict"] for file in run("merge", collected, sent, centre, "--json").json["files"]]
    assert verdicts == ["new", "updated"]
    assert run("answers", collected, "--json").json["answers"] == {"prof_year": 2003}


def test_answering_in_a_submission_says_that_it_is_none_any_more(run: Run, tmp_path: Path) -> None:
    own, sent = tmp_path / "own.mrcw", tmp_path / "sent.mrcw"
    create(own, "Port Velira", "AL", "2026")
    run("submit", own, "-o", sent, "--author", "Ana")
    answers = write_answers(tmp_path, {"prof_body": "another"})
    assert "submission" not in run("answer", own, answers).err
    assert "database in use now" in run("answer", sent, answers).err
    assert "database in use now" not in run("answer", sent, answers).err
