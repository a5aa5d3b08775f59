"""What tests of the file share: a place of their own for the user's data, and a small database."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from mrcworkbench.domain.questionnaire import Questionnaire
from mrcworkbench.services.databases import create
from tests.storage.hostile_files import HEADER, Desk
from tests.submitted_files import valid_answers, write_submitted


@pytest.fixture(autouse=True)
def user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder, away from that of the person who runs the tests."""
    folder = tmp_path / "user data"
    monkeypatch.setenv("MRCWORKBENCH_DATA", str(folder))
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one centre and one assessment."""
    path = tmp_path / "centre.mrcw"
    create(path, "Port Velira", "AL", "2026")
    return path


@pytest.fixture(scope="session")
def good_file(tmp_path_factory: pytest.TempPathFactory, manager: Questionnaire) -> Path:
    """A submission with a hundred answers."""
    path = tmp_path_factory.mktemp("good") / "good.mrcw"
    write_submitted(path, HEADER, valid_answers(manager, Random(7), 100), file_id="good")
    return path


@pytest.fixture
def desk(tmp_path: Path, good_file: Path) -> Desk:
    """Where a file from elsewhere is put and read."""
    folder, private = tmp_path / "sent", tmp_path / "private"
    folder.mkdir()
    private.mkdir()
    return Desk(folder, private, good_file)
