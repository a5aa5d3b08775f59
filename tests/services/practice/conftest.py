"""The sample collection, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.services.practice.sample_collection import SampleCollection, make_sample_collection


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> SampleCollection:
    """Not to be written to."""
    return make_sample_collection(tmp_path_factory.mktemp("practice") / "Practice", catalogue())


@pytest.fixture
def made(original: SampleCollection, tmp_path: Path) -> SampleCollection:
    """A copy to work in."""
    folder = tmp_path / "Practice"
    shutil.copytree(original.database.parent, folder)
    return SampleCollection(*(folder / one.name for one in (original.database, original.to_merge, original.read_me)))
