"""What tests of the file share: a good submission, and the places where a file from elsewhere is put and read."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from mrcworkbench.domain.questionnaire import Questionnaire
from tests.storage.hostile_files import HEADER, Desk
from tests.submitted_files import valid_answers, write_submitted


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
