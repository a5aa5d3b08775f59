"""What tests of the file share: a good submission, and the places where a file from elsewhere is put and read."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.revisions.revision import make_revision
from tests.storage.strangers.hostile_files import HEADER, Desk
from tests.submitted_files import units_of, valid_answers, write_submitted, write_used


@pytest.fixture(scope="session")
def good_file(tmp_path_factory: pytest.TempPathFactory, manager: Questionnaire) -> Path:
    """A submission with a hundred answers."""
    path = tmp_path_factory.mktemp("good") / "good.mrcw"
    write_submitted(path, HEADER, valid_answers(manager, Random(7), 100), file_id="good")
    return path


@pytest.fixture(scope="session")
def used_file(tmp_path_factory: pytest.TempPathFactory, manager: Questionnaire) -> Path:
    """A database in use with the same answers, all of them sealed."""
    path = tmp_path_factory.mktemp("used") / "used.mrcw"
    answers = units_of(valid_answers(manager, Random(7), 100))
    write_used(path, make_revision(HEADER, (), (), answers), file_id="used")
    return path


@pytest.fixture
def desk(tmp_path: Path, good_file: Path, used_file: Path) -> Desk:
    """Where a file from elsewhere is put and read."""
    folder, private = tmp_path / "sent", tmp_path / "private"
    folder.mkdir()
    private.mkdir()
    return Desk(folder, private, good_file, used_file)
