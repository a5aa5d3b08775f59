"""A merge that dies: afterwards each file is wholly in or out, and running again gives the undisturbed result."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mrcworkbench import leftovers
from mrcworkbench.services.merging import merge_steps
from mrcworkbench.services.merging.imports import imports, undo_import
from mrcworkbench.services.session.databases import create_empty
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.database import connection as database
from mrcworkbench.storage.merging import batches as merged_batches
from tests import merge_support as files
from tests.attaching import with_attached

ROOT = Path(__file__).parents[2]
WRITES = ("BEGIN", "INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE", "COMMIT")

_PROGRAM = """
import os, sys
from pathlib import Path
from mrcworkbench.services.merging import merge_steps
from mrcworkbench.services.merging.merge import merge_into
from mrcworkbench.storage.database import connection

merge_steps.BATCH_FILES = 2
left = [int(sys.argv[3])]
connect = connection.connect

def connect_and_die(*arguments, **more):
    def count(statement):
        if statement.startswith(("BEGIN IMMEDIATE", "INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE", "COMMIT")):
            left[0] -= 1
            if left[0] == 0:
                os._exit(9)
    raw = connect(*arguments, **more)
    raw.execute("PRAGMA cache_size = 5")
    raw.set_trace_callback(count)
    return raw

connection.connect = connect_and_die
merge_into(Path(sys.argv[1]), [Path(sys.argv[2])], author="Officer")
"""


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """What one officer receives: new centres, a second version, two that contradict each other, one that is none."""
    own = tmp_path / "own"
    folder = tmp_path / "sent"
    own.mkdir()
    folder.mkdir()
    text = {"prof_body": "x" * 3000, "prof_year": 2004, "prof_funding": [{"row": "r1", "prof_funding_payer": "State"}]}
    alpha = files.centre(own, "Alpha", text)
    paper = tmp_path / "paper.txt"
    paper.write_text("signed" * 5000)
    with open_session(alpha) as session:
        session.open_assessment(None)
        session.set_answer("prof_body", with_attached(session, "prof_body", paper))
    files.sent(alpha, "sent").rename(folder / "1.mrcw")
    other = files.copy(alpha, "Other")
    files.edit(alpha, {"prof_body": "changed", "prof_context": ["origin"]})
    files.edit(other, {"prof_body": "changed otherwise", "prof_year": 1999})
    files.centre(own, "Beta", text).rename(folder / "2.mrcw")
    files.sent(alpha, "sent").rename(folder / "3.mrcw")
    (folder / "4.mrcw").write_bytes(b"no database")
    files.sent(other, "sent").rename(folder / "5.mrcw")
    files.centre(own, "Gamma", text).rename(folder / "6.mrcw")
    return folder


def after_each(sent: Path, target: Path) -> list[dict[str, Any]]:
    """The rows after no file, after the first, after the first two, and so on."""
    found = [files.rows(target)]
    for number in range(1, 7):
        files.merge(target, sent / f"{number}.mrcw")
        found.append(files.rows(target))
    assert [found.index(rows) for rows in found] == [0, 1, 2, 3, 3, 5, 6]
    return found


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A database with a centre of its own."""
    folder = tmp_path / "target"
    folder.mkdir()
    files.merge(folder / "all.mrcw", files.centre(folder, "Own", {"prof_year": 2000}))
    return folder / "all.mrcw"


def watched(folder: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Path]]:
    """Copies database and journal as they lie on the disk, before every write: what a kill there would leave."""
    seen: list[Path] = []
    connect = database.connect

    def look(statement: str) -> None:
        if statement.startswith(WRITES):
            place = folder / f"killed {len(seen)}"
            place.mkdir()
            for name in (target.name, f"{target.name}-journal"):
                if target.with_name(name).exists():
                    shutil.copy(target.with_name(name), place / name)
            seen.append(place / target.name)

    def connect_and_look(path: Path, *, read_only: bool) -> sqlite3.Connection:
        raw = connect(path, read_only=read_only)
        if path == target:
            raw.set_trace_callback(look)
        return raw

    monkeypatch.setattr(database, "connect", connect_and_look)
    return lambda: seen


@pytest.mark.parametrize("there", [True, False])
def test_killed_at_any_write_each_file_is_wholly_in_or_out(
    there: bool, sent: Path, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not there:
        target.unlink()
        create_empty(target.with_name("empty.mrcw"))
    expected = after_each(sent, files.copy(target if there else target.with_name("empty.mrcw"), "undisturbed"))
    monkeypatch.setattr(merge_steps, "BATCH_FILES", 2)
    monkeypatch.setattr(merged_batches, "_CACHE", 20)  # pages reach the file long before the commit
    snapshots = watched(tmp_path, target, monkeypatch)
    files.merge(target, sent)
    monkeypatch.undo()
    assert files.rows(target) == expected[-1]
    seen = snapshots()
    assert len(seen) > 100
    assert any(one.with_name(f"{one.name}-journal").exists() for one in seen)
    found = set()
    for killed in seen:
        with open_session(killed) as session:
            assert not session.read_only
        found.add(expected.index(files.rows(killed)))
    assert found in ({0, 2, 3, 6}, {0, 2, 3}), "only whole batches"
    for killed in seen[:: max(1, len(seen) // 6)]:
        files.merge(killed, sent)
        assert files.rows(killed) == expected[-1]


def test_an_undo_killed_at_any_write_is_done_or_can_be_done(
    sent: Path, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files.rows(target)
    files.merge(target, sent)
    merged = files.rows(target)
    snapshots = watched(tmp_path, target, monkeypatch)
    undo(target)
    monkeypatch.undo()
    assert files.rows(target) == before
    seen = snapshots()
    assert len(seen) > 50
    for killed in seen:
        with open_session(killed) as session:
            undone = imports(session)[0].undone_at is not None
        assert files.rows(killed) == (before if undone else merged)
    undo(seen[len(seen) // 2])
    assert files.rows(seen[len(seen) // 2]) == before


def undo(target: Path) -> None:
    with open_session(target) as session:
        undo_import(session, None, author="Officer")


@pytest.mark.parametrize("after", [3, 30, 60, 90])
def test_after_a_real_death_the_next_merge_goes_on(after: int, sent: Path, target: Path) -> None:
    undisturbed = files.copy(target, "undisturbed")
    files.merge(undisturbed, sent)
    program = [sys.executable, "-c", _PROGRAM, str(target), str(sent), str(after)]
    assert subprocess.run(program, check=False, cwd=ROOT).returncode == 9
    work = target.parents[1] / "user data" / "work"
    assert bool(leftovers.clear()) == (after > 3), "the copies that the dead one made"
    report = files.merge(target, sent)
    assert sum(report.totals.values()) == 6
    assert files.rows(target) == files.rows(undisturbed)
    assert files.shown(target) == files.shown(undisturbed)
    assert not work.exists()
