"""What the program prints when something is wrong: one document with `--json`, a sentence otherwise, never nothing."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mrcworkbench.cli import main
from mrcworkbench.services.session import session
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "words",
    [
        ("score", "--json"),
        ("score", "DATABASE", "--bogus", "--json"),
        ("new", "DATABASE-2", "--centre", "X", "--json"),
        ("report", "DATABASE", "-o", "x.xlsx", "--audience", "press", "--json"),
        ("report", "DATABASE", "-o", "x.xlsx", "--language", "tlh", "--json"),
        ("score", "DATABASE", "--assessment", "nothing", "--js"),
        ("nothing", "at", "all", "--json"),
        ("--json",),
    ],
)
def test_wrong_usage_gives_one_document_too(words: tuple[str, ...], centre: Path, run: Run) -> None:
    ran = run(*(word.replace("DATABASE", str(centre)) for word in words))
    assert ran.status == 2
    assert ran.err.strip()
    (problem,) = ran.json["problems"]
    assert (problem["question"], problem["row"]) == (None, None)
    assert problem["code"]
    assert problem["message"]


def test_a_fault_of_ours_gives_one_document_and_the_trace(
    centre: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the trace")

    monkeypatch.setattr(session.Session, "open_assessment", fail)
    ran = run("score", centre, "--json")
    assert ran.status == 3
    assert ran.json["problems"][0]["code"] == "fault"
    assert "the trace" in ran.err


def _program(*words: object, **streams: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mrcworkbench", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, **streams)  # type: ignore[call-overload,no-any-return]


def test_a_reader_that_goes_away_is_no_fault() -> None:
    program = _program("study", "--json", stdout=subprocess.PIPE)
    assert program.stdout is not None
    program.stdout.close()
    _, said = program.communicate()
    assert program.returncode == 1
    assert b"Traceback" not in said
    assert b"Exception ignored" not in said


class FullDisk:
    """A standard output whose disk is full."""

    def write(self, _: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def flush(self) -> None:
        """Nothing was written."""


def test_an_output_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", FullDisk())
    assert main(["study", "--json"]) == 1
    said = capsys.readouterr().err
    assert "could not be written" in said
    assert "Traceback" not in said


def test_nobody_listening_at_all_ends_quietly(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "mrcworkbench", "list", str(tmp_path / "missing.mrcw"), "--json"]
    ran = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=writing, check=False)
    os.close(writing)
    assert ran.returncode == 1
