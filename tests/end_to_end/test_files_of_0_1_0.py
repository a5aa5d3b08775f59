"""Files that 0.1.0 wrote open, merge and say what they said: read where they lie, upgraded, and taken in by merging."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.conftest import run as run  # noqa: PLC0414 - a fixture

FILES = Path(__file__).parents[1] / "data" / "files_0_1_0"
NAMES = ("in-use", "submission", "collection")


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
    assert run("merge", target, FILES / f"{name}.mrcw", "--json").status == 0
    _require_the_same(run, target, name)


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
    """Whether the new document says all that the old one said; it may say more."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(key in new and _within(value, new[key]) for key, value in old.items())
    if isinstance(old, list):
        return isinstance(new, list) and len(old) == len(new) and all(map(_within, old, new))
    return bool(old == new)
