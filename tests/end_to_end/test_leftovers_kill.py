"""Whatever a command was doing when it was killed, the next start of any other leaves every folder clean."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from mrcworkbench.cli import main
from mrcworkbench.services.session.attachments import ViewedCopies, write_copy
from mrcworkbench.storage.answers.attachments import Attachment
from tests import merge_support as files
from tests.killing import killed_at

ROOT = Path(__file__).parents[2]
KEPT_APART = {"backups", "locks", "logs"}
"""What the program keeps in the user's data folder on purpose."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the database and what is made from it lie; the folder for temporary files stands beside."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    folder = tmp_path / "place"
    (folder / "sent").mkdir(parents=True)
    own = files.centre(folder, "Own", {"prof_body": "The ministry", "prof_year": 2004})
    own.rename(folder / "own.mrcw")
    for name in ("Alpha", "Beta"):
        made = files.centre(tmp_path, name, {"prof_body": name})
        files.sent(made, f"{name} sent").rename(folder / "sent" / f"{name}.mrcw")
    return folder


def run(*words: object) -> int:
    return main([str(word) for word in words])


def _report(place: Path) -> object:
    return run("report", place / "own.mrcw", "-o", place / "report.xlsx", "--audience", "internal")


def _workbook(place: Path) -> object:
    return run("export", place / "own.mrcw", "-o", place / "tidy.xlsx")


def _tables(place: Path) -> object:
    return run("export", place / "own.mrcw", "-o", place / "tables")


def _submit(place: Path) -> object:
    return run("submit", place / "own.mrcw", "-o", place / "to-send.mrcw", "--author", "A")


def _merge(place: Path) -> object:
    return run("merge", place / "all.mrcw", place / "sent", "--author", "B")


def _plan(place: Path) -> object:
    return run("merge", place / "own.mrcw", place / "sent", "--dry-run", "--author", "B")


def _check(place: Path) -> object:
    return run("check", *sorted((place / "sent").iterdir()))


def _copy(place: Path) -> object:
    copies = ViewedCopies()
    attachment = Attachment("a" * 64, "paper.pdf", "application/pdf", 5, "2026-01-01T00:00:00.000Z", b"%PDF-")
    write_copy(attachment, copies.folder())
    write_copy(attachment, copies.folder())
    return copies.close()


ALL = (_report, _workbook, _tables, _submit, _merge, _plan, _check, _copy)


@pytest.mark.parametrize("steps", [1, pytest.param(4, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("work", ALL)
def test_killed_at_any_point_everything_is_clean_after_the_next_start(
    work: Callable[[Path], object], steps: int, place: Path, user_data: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """From one point to the next it is a change further after so many kills."""
    before = _names(place)
    number, kills = 1, 0
    while killed_at(number, lambda: work(place)):
        assert run("list", place / "own.mrcw") == 0
        assert _left(place.parent / "temporary", user_data) == []
        made = {name for name in _names(place) - before if not _NOT_OURS.match(name)}
        assert made in _WHOLE[work.__name__], f"after the kill at change {number}"
        _look(place)
        number += 1 + kills // steps
        kills += 1
    assert kills > 3
    _look(place)
    assert {name for name in _names(place) - before if not _NOT_OURS.match(name)} == _WHOLE[work.__name__][-1]
    assert _left(place.parent / "temporary", user_data) == []


def test_the_window_clears_too_once_its_page_can_be_used(place: Path, user_data: Path) -> None:
    before = _names(place)
    number = 1
    while not any(name.startswith(".mrc-") for name in _names(place)):
        assert killed_at(number, lambda: _report(place))
        number += 1
    window = [sys.executable, "-m", "mrcworkbench", str(place / "own.mrcw"), "--exit-when", "ready"]
    shown = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    assert subprocess.run(window, check=False, cwd=ROOT, env=shown).returncode == 0
    assert _names(place) == before
    assert not (user_data / "work").exists()


_NOT_OURS = re.compile(r"(own|all)\.mrcw-journal|\.~(own|all)\.mrcw\.open")
"""The database's own journal and the notice that it is open: whoever opens it next takes them up."""
_WHOLE: dict[str, tuple[set[str], ...]] = {
    "_report": (set(), {"report.xlsx"}),
    "_workbook": (set(), {"tidy.xlsx"}),
    "_tables": (set(), {"tables"}),
    "_submit": (set(), {"to-send.mrcw"}),
    "_merge": (set(), {"all.mrcw"}),
    "_plan": (set(),),
    "_check": (set(),),
    "_copy": (set(),),
}


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _left(temporary: Path, user_data: Path) -> list[Path]:
    kept = [one for one in user_data.iterdir() if one.name not in KEPT_APART] if user_data.exists() else []
    return [*temporary.iterdir(), *kept]


def _look(place: Path) -> None:
    """Every file is whole."""
    for file in place.iterdir():
        if file.suffix == ".mrcw":
            with sqlite3.connect(file) as raw:
                assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            raw.close()
        elif file.suffix == ".xlsx":
            with ZipFile(file) as archive:
                assert archive.testzip() is None
        elif file.name == "tables":
            assert len(list(file.glob("*.csv"))) == len(list(file.iterdir())) > 5
