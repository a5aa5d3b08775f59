"""Where files of the user lie."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from mrcworkbench import paths


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of a user who has named no data folder."""
    monkeypatch.delenv("MRCWORKBENCH_DATA")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(platformdirs, "user_documents_path", lambda: tmp_path / "My Documents")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: tmp_path / "data")
    return tmp_path


def test_the_first_database_lies_in_documents(home: Path) -> None:
    (home / "My Documents").mkdir()
    assert paths.default_database() == home / "My Documents" / "my-centre.mrcw"


def test_without_documents_it_lies_in_the_home_folder(home: Path) -> None:
    assert paths.default_database() == home / "my-centre.mrcw"


def test_a_database_that_the_first_version_made_is_found_where_it_is(home: Path) -> None:
    (home / "My Documents").mkdir()
    (home / "data").mkdir()
    before = home / "data" / "my-centre.mrcw"
    before.write_bytes(b"x")
    assert paths.default_database() == before


def test_where_a_data_folder_is_named_everything_stays_inside_it(user_data: Path) -> None:
    for place in (paths.default_database(), paths.documents(), paths.backups()):
        assert place.is_relative_to(user_data)


def test_one_place_has_one_fingerprint_by_whatever_link(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert paths.fingerprint(tmp_path / "file") == paths.fingerprint(tmp_path / "link")
    assert paths.fingerprint(tmp_path / "file") != paths.fingerprint(tmp_path / "other")


def test_a_data_folder_into_which_the_user_may_not_look_stops_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "stat", refuse)
    assert paths.default_database() == home / "my-centre.mrcw"


def test_other_resources_are_read_area_by_area(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = paths.resources()
    other = tmp_path / "other"
    (other / "questionnaire" / "manager").mkdir(parents=True)
    (other / "criteria").mkdir()
    monkeypatch.setenv("MRCWORKBENCH_RESOURCES", str(other))
    assert paths.resources("questionnaire", "manager", "1.1.0.json") == other / "questionnaire/manager/1.1.0.json"
    assert (
        paths.resources("questionnaire", "stakeholder", "1.0.0.json")
        == shipped / "questionnaire/stakeholder/1.0.0.json"
    )
    assert paths.resources("criteria") == other / "criteria"
    assert paths.resources("text", "en") == shipped / "text/en"
    assert paths.resources() == shipped
