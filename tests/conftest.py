"""What tests of every part share: the content, a place for the user's data, and how hard hypothesis tries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from mrcworkbench.content.catalogue import Catalogue, catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.log import records
from mrcworkbench.services.session.databases import create
from tests.versions.made_version import first_version, versions_made

settings.register_profile(
    "mrcworkbench",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("mrcworkbench")

os.environ["OPENPYXL_LXML"] = "False"
"""Users have no lxml, which tests only need for schemas: openpyxl shall not take it, and write otherwise than there."""


@pytest.fixture(scope="session")
def texts() -> Catalogue:
    return catalogue()


@pytest.fixture(scope="session")
def manager() -> Questionnaire:
    return questionnaire("manager")


@pytest.fixture(scope="session")
def stakeholder() -> Questionnaire:
    return questionnaire("stakeholder")


@pytest.fixture(scope="session")
def criteria() -> CriteriaSet:
    return criteria_set("manager")


@pytest.fixture
def version_one(tmp_path: Path) -> Iterator[Path]:
    """The manager's questionnaire in version 1.0.0 alone, so that what is made begins in it."""
    with first_version(tmp_path / "first version") as folder:
        yield folder


@pytest.fixture
def made_version(tmp_path: Path) -> Iterator[Path]:
    """The manager's questionnaire also in version 1.1.0; the folder of resources in which it lies."""
    with versions_made(tmp_path / "resources") as folder:
        yield folder


@pytest.fixture
def made_versions(tmp_path: Path) -> Iterator[Path]:
    """Also in versions 1.1.0 and 1.2.0."""
    with versions_made(tmp_path / "resources", further=True) as folder:
        yield folder


@pytest.fixture(scope="session", autouse=True)
def shared_user_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A data folder for what is made once for many tests: nothing lands in that of the person who runs them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MRCWORKBENCH_DATA", str(tmp_path_factory.mktemp("shared user data")))
        yield


@pytest.fixture(autouse=True)
def user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder, away from that of the person who runs the tests."""
    folder = tmp_path / "user data"
    monkeypatch.setenv("MRCWORKBENCH_DATA", str(folder))
    return folder


@pytest.fixture(autouse=True)
def logged_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was logged by other tests counts for nothing."""
    monkeypatch.setattr(records, "_repeats", records.Repeats())


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one centre and one assessment."""
    path = tmp_path / "centre.mrcw"
    create(path, "Port Velira", "AL", "2026")
    return path
