"""A new database is whole or absent, and never takes the place of another file."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import pytest

from mrcworkbench import paths, systems
from mrcworkbench.domain.questionnaire.answers import answered
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.databases import create, create_sample
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.database.creation import create_database


def _beside(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir() if one.name != "user data")


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "precious.mrcw"
    path.write_text("do not lose", "utf-8")
    with pytest.raises(UserError) as caught:
        create(path, "X", "AL")
    assert caught.value.code == "exists"
    assert path.read_text("utf-8") == "do not lose"
    assert _beside(path) == ["precious.mrcw"]


def test_a_file_that_appears_at_the_last_moment_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "centre.mrcw"
    monkeypatch.setattr(systems, "sync_file", lambda _: path.write_text("first", "utf-8"))
    with pytest.raises(UserError) as caught:
        create(path, "X", "AL")
    assert caught.value.code == "exists"
    assert path.read_text("utf-8") == "first"
    assert _beside(path) == ["centre.mrcw"]


def test_a_link_to_nowhere_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "centre.mrcw"
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UserError) as caught:
        create(path, "X", "AL")
    assert caught.value.code == "exists"


def test_nothing_is_left_when_filling_fails(tmp_path: Path) -> None:
    path = tmp_path / "centre.mrcw"

    def fail(_: object) -> None:
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        create_database(path, fail, file_id="f", made_at="now")
    assert _beside(path) == []


@pytest.mark.parametrize("step", ["sync_file", "place_new"])
def test_nothing_is_left_when_the_disk_is_full(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(systems, step, full)
    with pytest.raises(UserError) as caught:
        create(tmp_path / "centre.mrcw", "X", "AL")
    assert caught.value.code == "disk_full"
    assert _beside(tmp_path / "centre.mrcw") == []


def test_a_disk_that_is_almost_full_is_told_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(systems, "free_space", lambda _: 1000)
    with pytest.raises(UserError) as caught:
        create(tmp_path / "centre.mrcw", "X", "AL")
    assert caught.value.code == "disk_full"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("none/centre.mrcw", "folder_missing"),
        ("CON.mrcw", "name_reserved"),
        ("lpt1", "name_reserved"),
        ("what?.mrcw", "name_characters"),
        ("line\nbreak.mrcw", "name_characters"),
        ("centre.", "name_ending"),
        (".mrcw", "name_missing"),
        (" .MRCW", "name_missing"),
        ("x" * 300, "path_too_long"),
        ("x" * 250, "path_too_long"),
        ("there", "is_folder"),
    ],
)
def test_a_name_that_cannot_be_is_told(name: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(UserError) as caught:
        create(tmp_path / name, "X", "AL")
    assert caught.value.code == code
    assert _beside(tmp_path / "x") == ["there"]


@pytest.mark.parametrize("name", ["\U0001f600" * 60, "я" * 121, "x" * 242])
def test_the_longest_names_that_can_be_are_made_opened_and_saved(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.mrcw"
    create(path, "X", "AL")
    with open_session(path) as session:
        session.open_assessment(None)
        session.set_answer("prof_body", answered("Ministry"))
        assert session.saver.wait()


def test_long_paths_are_refused_where_windows_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(systems, "on_windows", lambda: True)
    assert systems.path_problem(Path("C:/" + "folder/" * 40 + "centre.mrcw")) == "path_too_long"
    assert systems.path_problem(Path("C:/Users/a/centre.mrcw")) is None


def test_the_folder_of_the_default_database_is_made(user_data: Path) -> None:
    assert not user_data.exists()
    create(paths.default_database(), "Port Velira", "AL")
    assert paths.default_database().is_file()


@pytest.mark.parametrize(
    ("name", "country", "round_", "code"),
    [
        ("  ", "AL", "2026", "centre_name_missing"),
        ("x" * 201, "AL", "2026", "centre_name_too_long"),
        ("X", "Albania", "2026", "country_unknown_near"),
        ("X", "ZZ", "2026", "country_unknown"),
        ("X", "QO", "2026", "country_unknown"),
        ("X", "IC", "2026", "country_unknown"),
        ("X", "\u017fe", "2026", "country_unknown"),
        ("\u200d \u200b", "AL", "2026", "centre_name_missing"),
        ("X", "", "2026", "country_unknown"),
        ("X", "AL", " ", "round_missing"),
        ("X", "AL", "r" * 101, "round_too_long"),
    ],
)
def test_a_centre_that_cannot_be_is_told(name: str, country: str, round_: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        create(tmp_path / "centre.mrcw", name, country, round_)
    assert caught.value.code == code
    assert not (tmp_path / "centre.mrcw").exists()


def test_names_are_one_clean_line(tmp_path: Path) -> None:
    made = create(tmp_path / "centre.mrcw", " Port\n\tVelira\x00 \ud800", "al")
    assert (made.centre.name, made.centre.country) == ("Port Velira", "AL")
    assert made.round.isdigit()


@pytest.mark.parametrize("name", ["می\u200cشود", "ශ්\u200dරී ලංකා", "=1+1", "<b>Port</b>"])
def test_names_are_kept_as_they_are_spelt(name: str, tmp_path: Path) -> None:
    assert create(tmp_path / "centre.mrcw", name, "LK").centre.name == name


def test_the_sample_is_the_same_everywhere_and_says_so(tmp_path: Path) -> None:
    one, other = create_sample(tmp_path / "one.mrcw"), create_sample(tmp_path / "other.mrcw")
    assert one.id == other.id
    assert one.centre == other.centre
    assert one.centre.is_sample


def test_tables_and_content_are_made_in_one_transaction(tmp_path: Path) -> None:
    create_sample(tmp_path / "sample.mrcw")
    changes = int.from_bytes((tmp_path / "sample.mrcw").read_bytes()[24:28], "big")
    assert changes == 1


def test_a_new_file_carries_no_name_of_person_or_folder(tmp_path: Path) -> None:
    path = tmp_path / "centre.mrcw"
    create(path, "Port Velira", "AL")
    content = path.read_bytes()
    assert os.fsencode(tmp_path.name) not in content
    assert f"/{getpass.getuser()}".encode() not in content
