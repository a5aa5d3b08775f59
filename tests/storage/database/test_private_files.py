"""What holds answers can be read by its owner alone, from the first byte on and whatever the mask for new files."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mrcworkbench import systems
from mrcworkbench.domain.questionnaire.answers import answered
from mrcworkbench.errors import UserError
from mrcworkbench.gui import preferences
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.session import Session, open_session
from tests import merge_support as files

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights of this kind are not known there")


@pytest.fixture(params=[0, 0o022], ids=["mask 0", "mask 022"], autouse=True)
def mask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def _session(path: Path) -> Session:
    session = open_session(path)
    session.open_assessment(None)
    return session


def test_databases_submissions_copies_and_backups_are_closed_all_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "watched"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("MRCWORKBENCH_DATA", str(folder / "data"))
    program = [sys.executable, "-m", "tests.storage.database.watched_rights", str(folder)]
    told = subprocess.run(program, cwd=Path(__file__).parents[3], capture_output=True, check=True, text=True)
    seen: dict[str, int] = json.loads(told.stdout)
    assert [path for path, mode in seen.items() if mode & 0o077] == []
    made = {Path(path).name for path in seen}
    assert {"own.mrcw", "sent.mrcw", "copy.mrcw", "sample.mrcw", "all.mrcw", "window.json"} <= made
    for ending in (".unfinished", "-journal", ".open", ".lock"):
        assert any(name.endswith(ending) for name in made), f"{ending} was looked at while it was there"
    assert any("before merge" in name for name in made)
    assert {"data", "locks", "backups"} <= made


def test_what_takes_the_place_of_another_file_keeps_its_rights(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.mrcw"
    for mode in (0o644, 0o660, 0o600):
        target.write_bytes(b"")
        target.chmod(mode)
        with _session(database) as session:
            session.save_copy(target, overwrite=True)
        assert stat.S_IMODE(target.stat().st_mode) == mode


def test_the_users_own_database_keeps_its_rights(database: Path) -> None:
    database.chmod(0o664)
    with _session(database) as session:
        session.set_answer("prof_body", answered("Ministry"))
    assert stat.S_IMODE(database.stat().st_mode) == 0o664


def test_folders_of_the_data_area_are_closed_also_where_they_were_open(user_data: Path, database: Path) -> None:
    for name in ("locks", "work", "backups"):
        (user_data / name).mkdir(parents=True, exist_ok=True)
        (user_data / name).chmod(0o755)
    (user_data / "locks" / "other.lock").touch()
    (user_data / "work" / "other").touch()
    with _session(database) as session:
        session.set_answer("prof_body", answered("Ministry"))
    sent = files.centre(database.parent, "Beta", {"prof_body": "x"})
    assert files.merge(database, sent).backup is not None
    for name in ("locks", "work", "backups"):
        assert stat.S_IMODE((user_data / name).stat().st_mode) == 0o700, name


def test_the_programs_own_data_folder_is_closed_and_one_that_the_user_named_stays_as_it_is(
    user_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (user_data, tmp_path / "own"):
        folder.mkdir()
        folder.chmod(0o755)
    preferences.change(lambda kept: kept)
    monkeypatch.delenv("MRCWORKBENCH_DATA")
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "own")
    preferences.change(lambda kept: kept)
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (user_data, tmp_path / "own")] == [0o755, 0o700]
    assert [stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("*/window.json")] == [0o600, 0o600]


def test_nothing_is_written_into_a_file_that_somebody_else_made_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.token_hex", lambda _: "0" * 8)
    (tmp_path / "precious").write_text("do not lose", "utf-8")
    (tmp_path / f".centre.mrcw.{'0' * 8}.unfinished").symlink_to(tmp_path / "precious")
    with pytest.raises(UserError):
        create(tmp_path / "centre.mrcw", "X", "AL")
    assert (tmp_path / "precious").read_text("utf-8") == "do not lose"


def test_a_disk_that_knows_no_rights_stops_nothing(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    target = tmp_path / "copy.mrcw"
    target.write_bytes(b"")
    monkeypatch.setattr(Path, "chmod", refuse)
    with _session(database) as session:
        session.save_copy(target, overwrite=True)
        systems.private_folder(tmp_path)
    assert target.stat().st_size > 0
