"""Commands that only read, and those that fail, leave nothing but their lines in the log, neither beside the database
nor elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from mrcworkbench.log import files
from tests.cli.conftest import Run, write_answers


def _everything(folder: Path) -> Mapping[Path, bytes | None]:
    log = files.folder()
    found = (path for path in folder.rglob("*") if path != log.parent and log not in (path, *path.parents))
    return {path: path.read_bytes() if path.is_file() else None for path in found}


@pytest.mark.parametrize("command", ["list", "answers", "score", "compare"])
def test_reading_writes_nothing_anywhere(command: str, centre: Path, tmp_path: Path, run: Run) -> None:
    before = _everything(tmp_path)
    assert run(command, centre, "--json").status == 0
    assert _everything(tmp_path) == before


@pytest.mark.parametrize("command", ["list", "answers", "score", "compare"])
@pytest.mark.parametrize("name", ["missing.mrcw", "missing/centre.mrcw", "answers.json"])
def test_what_cannot_be_read_leaves_nothing(command: str, name: str, tmp_path: Path, run: Run) -> None:
    write_answers(tmp_path, {})
    before = _everything(tmp_path)
    assert run(command, tmp_path / name, "--json").status == 1
    assert _everything(tmp_path) == before


def test_answers_with_problems_leave_no_file(centre: Path, tmp_path: Path, run: Run) -> None:
    file = write_answers(tmp_path, {"prof_year": "long ago", "prof_body": "The ministry"})
    before = {path: content for path, content in _everything(tmp_path).items() if content is not None}
    assert run("answer", centre, file, "--json").status == 1
    after = {path: content for path, content in _everything(tmp_path).items() if content is not None}
    assert after == before
