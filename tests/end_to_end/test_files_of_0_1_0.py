"""Files that 0.1.0 wrote open, merge and say what they said: read where they lie, upgraded, and taken in by merging."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mrcworkbench import paths
from tests import merge_support as files
from tests.cli.conftest import Run
from tests.cli.conftest import run as run  # noqa: PLC0414 - a fixture

FILES = Path(__file__).parents[1] / "data" / "files_0_1_0"
NAMES = ("in-use", "submission", "collection")
_SENTENCES = ("why", "next")


def _read(path: Path) -> Path:
    return path


def _upgraded(path: Path) -> Path:
    """Written to, so that it has the newest format; the answers are as they were."""
    from mrcworkbench.services.session.session import open_session

    with open_session(path):
        pass
    assert path.read_bytes()[60:64] != (FILES / path.name).read_bytes()[60:64]
    return path


@pytest.mark.parametrize("how", [_read, _upgraded])
@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_0_1_0_says_what_it_said(run: Run, tmp_path: Path, name: str, how: Callable[[Path], Path]) -> None:
    path = Path(shutil.copy(FILES / f"{name}.mrcw", tmp_path))
    path.chmod(0o600)
    before = path.read_bytes()
    _require_the_same(run, how(path), name)
    assert (path.read_bytes() == before) == (how is _read), "reading changes nothing"


@pytest.mark.parametrize("name", ["submission", "collection"])
def test_a_file_of_0_1_0_merges_and_says_what_it_said(run: Run, tmp_path: Path, name: str) -> None:
    target = tmp_path / "all.mrcw"
    merged = run("merge", target, FILES / f"{name}.mrcw", "--json").json
    assert [one["kind"] for one in merged["proposals"]] == (["withdrawal"] if name == "collection" else [])
    files.confirm(target)
    _require_the_same(run, target, name)


def test_a_file_of_0_1_0_is_upgraded_with_a_backup_and_its_revisions_keep_their_names(tmp_path: Path) -> None:
    path = Path(shutil.copy(FILES / "in-use.mrcw", tmp_path))
    kept = ("units", "revisions", "revision_units", "attestations")
    before = files.rows(path, kept)
    names = before["revisions"]
    _upgraded(path)
    assert [files.rows(copy, kept) for copy in paths.backups().glob("in-use*before upgrade*.mrcw")] == [before]
    upgraded = files.rows(path, ("revisions",))["revisions"]
    assert [row[0] for row in upgraded] == [row[0] for row in names]
    assert {row[-1] for row in upgraded} == {"1"}
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT value FROM settings WHERE key = 'earlier_comments'").fetchall() == [("ask",)]
    raw.close()


@pytest.mark.parametrize("old_first", [True, False])
def test_what_0_1_0_sent_and_what_goes_on_from_it_are_one_history(run: Run, tmp_path: Path, old_first: bool) -> None:
    """The centre goes on in the new format with what it had sealed in the first."""
    own = Path(shutil.copy(FILES / "in-use.mrcw", tmp_path))
    (centre,) = run("list", own, "--json").json["centres"]
    assessment = next(one["id"] for one in centre["assessments"] if one["questionnaire"] == "manager")
    (tmp_path / "later.json").write_text('{"answers": {"prof_body": "Said later"}}')
    assert run("answer", own, tmp_path / "later.json", "--assessment", assessment).status == 0
    assert run("submit", own, "-o", tmp_path / "new.mrcw", "--author", "Ana").status == 0
    assert run("check", tmp_path / "new.mrcw", own).status == 0
    sent = [FILES / "submission.mrcw", tmp_path / "new.mrcw"]
    target = tmp_path / "all.mrcw"
    report = files.merge(target, *(sent if old_first else reversed(sent)))
    assert files.verdicts(report) == (["new", "updated"] if old_first else ["new", "known"])
    assert not run("conflicts", target, "--json").json["conflicts"]
    said = run("answers", target, "--assessment", assessment, "--json").json["answers"]
    assert said["prof_body"] == "Said later"
    assert {row[-1] for row in files.rows(target, ("revisions",))["revisions"]} == {"1", "2"}
    assert run("check", target).status == 0


def _require_the_same(run: Run, path: Path, name: str) -> None:
    said = json.loads((FILES / f"{name}.json").read_text("utf-8"))
    assert _within(said["list"], run("list", path, "--json").json)
    if "conflicts" in said:
        assert _within(said["conflicts"], run("conflicts", path, "--json").json)
    for assessment, parts in said["assessments"].items():
        for command, expected in parts.items():
            assert _within(expected, run(command, path, "--assessment", assessment, "--json").json), (
                command,
                assessment,
            )


def _within(old: Any, new: Any) -> bool:
    """Whether the new document says all that the old one said; it may say more. Its sentences on levels are the
    program's own and have other words now; there are as many."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(
            key in new and (len(value) == len(new[key]) if key in _SENTENCES else _within(value, new[key]))
            for key, value in old.items()
        )
    if isinstance(old, list):
        return isinstance(new, list) and len(old) == len(new) and all(map(_within, old, new))
    return bool(old == new)
