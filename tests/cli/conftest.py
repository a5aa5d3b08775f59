"""Runs commands in this process, as a person would type them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mrcworkbench.cli import main


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def run_command(*words: object) -> Ran:
        capfd.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = capfd.readouterr()
        return Ran(status, out, err)

    return run_command


@pytest.fixture
def centre(tmp_path: Path, run: Run) -> Path:
    database = tmp_path / "centre.mrcw"
    assert run("new", database, "--centre", "Port Velira", "--country", "PT", "--round", "2026").status == 0
    return database


@pytest.fixture
def sample(tmp_path: Path, run: Run) -> Path:
    database = tmp_path / "sample.mrcw"
    assert run("sample", database).status == 0
    return database


def write_answers(folder: Path, answers: object) -> Path:
    file = folder / "answers.json"
    file.write_text(json.dumps({"answers": answers}), "utf-8")
    return file
