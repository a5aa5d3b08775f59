"""The command that packs the log, and what commands leave in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mrcworkbench.log import files
from mrcworkbench.services.session import session
from tests.cli.conftest import Run, write_answers

ROOT = Path(__file__).parents[2]
SAID = "Zanele was deported"


def events() -> list[str]:
    return [line.split(" ", 3)[3] for line in files.read().splitlines() if not line.startswith(" ")]


def test_the_report_is_a_text_file_with_the_log(run: Run, tmp_path: Path) -> None:
    run("list", tmp_path / f"{SAID}.mrcw")
    ran = run("problem-report", "-o", tmp_path / "problem")
    assert ran.status == 0
    text = tmp_path.joinpath("problem.txt").read_text("utf-8")
    assert str(tmp_path / "problem.txt") in ran.err
    assert " told code=missing\n" in text
    assert "[system]\nplatform=" in text
    assert "Zanele" not in text
    assert str(tmp_path) not in text


def test_a_report_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("problem-report", "-o", tmp_path / "missing" / "problem.txt")
    assert ran.status == 1
    assert "Traceback" not in ran.err


def test_a_command_is_logged_by_its_name_and_not_by_its_words(run: Run, tmp_path: Path, centre: Path) -> None:
    run("answer", centre, write_answers(tmp_path, {"prof_body": SAID, "prof_year": "long ago"}))
    command, opened, told, ended = events()[-4:]
    assert command.startswith("command name=answer platform=")
    assert opened.startswith("opened schema=")
    assert told == "told code=answers_invalid problems=1"
    assert ended.startswith("ended status=1 milliseconds=")
    assert "Zanele" not in files.read()
    assert centre.name not in files.read()


def test_a_fault_is_in_the_log_and_what_it_says_is_not(run: Run, centre: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(SAID)

    monkeypatch.setattr(session.Session, "open_assessment", fail)
    ran = run("score", centre)
    assert ran.status == 3
    assert "problem-report" in ran.err
    text = files.read()
    assert "  error RuntimeError\n    at mrcworkbench/cli/__init__.py:" in text
    assert "Zanele" not in text
    assert events()[-1].startswith("ended status=3 ")


def test_what_was_sent_merged_made_and_exported_is_counted(run: Run, centre: Path, tmp_path: Path) -> None:
    sent, all_ = tmp_path / "sent.mrcw", tmp_path / "all.mrcw"
    assert run("submit", centre, "-o", sent, "--author", "Zanele").status == 0
    assert run("merge", all_, sent, centre.with_name("nothing.mrcw"), "--author", "Zanele").status == 1
    assert run("report", centre, "-o", tmp_path / "r.xlsx", "--audience", "internal").status == 0
    assert run("export", all_, "-o", tmp_path / "folder", "--format", "csv").status == 0
    done = [one for one in events() if not one.startswith(("command", "ended", "opened"))]
    assert [one.split(" ")[0] for one in done] == ["submitted", "merged", "report_made", "exported"]
    assert done[1] == "merged dry_run=no refused=1 conflict=0 updated=0 new=1 known=0 refused_unreadable=1 backup=no"
    assert done[0].startswith("submitted assessments=1 bytes=")
    assert "Zanele" not in files.read()


def test_a_log_that_cannot_be_written_changes_no_command(tmp_path: Path, centre: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    environment = {**os.environ, "MRCWORKBENCH_DATA": str(in_the_way / "data")}
    command = [sys.executable, "-m", "mrcworkbench", "list", centre, "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"{")


def test_a_crash_of_a_command_is_told_by_the_next_one(tmp_path: Path) -> None:
    code = "import faulthandler, sys; from mrcworkbench import cli; sys.argv[1:] = ['list', 'x.mrcw']\n"
    code += "cli._run = lambda *_: faulthandler._sigsegv()\ncli.main()"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False).returncode != 0
    report = tmp_path / "problem.txt"
    command = [sys.executable, "-m", "mrcworkbench", "problem-report", "-o", report]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    text = report.read_text("utf-8")
    assert " ended_unexpectedly reason=segmentation_fault\n  current thread\n" in text
    assert "    at mrcworkbench/cli/__init__.py:" in text
    assert str(ROOT) not in text
