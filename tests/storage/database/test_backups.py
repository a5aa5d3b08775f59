"""Copies from before a merge or an upgrade: found by name, of every database, in a place that takes them."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mrcworkbench import paths, systems
from mrcworkbench.errors import UserError
from mrcworkbench.storage.database.backups import BEFORE_MERGE, KEPT, back_up, keep_latest, names_of_backups
from mrcworkbench.storage.database.creation import new_file, require_name

MOMENT = datetime(2026, 7, 31, 9, 30, tzinfo=UTC)


def _copy_of(database: Path):
    def copy(target: Path) -> None:
        require_name(target)
        with new_file(target) as unfinished:
            shutil.copyfile(database, unfinished)

    return copy


def _back_up(database: Path, moment: datetime = MOMENT, reason: str = BEFORE_MERGE) -> Path:
    return back_up(database, reason, moment, _copy_of(database))


def _refusing_data_folder(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    make = systems.new_private_file

    def refuse(path: Path) -> None:
        if path.parent == paths.backups():
            raise error
        make(path)

    monkeypatch.setattr(systems, "new_private_file", refuse)


def test_a_backup_lies_in_a_closed_folder_and_says_of_what_why_and_when(database: Path) -> None:
    backup = _back_up(database)
    assert backup.parent == paths.backups()
    day = MOMENT.astimezone().strftime("%Y-%m-%d %H.%M.%S")
    assert backup.name == f"centre {paths.fingerprint(database)[:8]} before merge {day}.mrcw"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    assert backup.read_bytes() == database.read_bytes()


def test_databases_of_one_name_do_not_mix(database: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / database.name
    shutil.copy(database, other)
    made = [_back_up(database, MOMENT + timedelta(days=day)) for day in range(KEPT + 2)]
    others = _back_up(other)
    keep_latest(database, made[-1])
    assert set(paths.backups().iterdir()) == {*made[-KEPT:], others}


def test_two_backups_of_one_second_are_two_and_the_later_is_the_latest(database: Path) -> None:
    made = [_back_up(database) for _ in range(KEPT + 8)]
    assert len(set(made)) == KEPT + 8
    keep_latest(database, made[-1])
    assert sorted(paths.backups().iterdir()) == sorted(made[-KEPT:])


def test_the_newest_stays_though_the_clock_was_set_back(database: Path) -> None:
    for day in range(KEPT):
        _back_up(database, MOMENT + timedelta(days=day))
    newest = _back_up(database, MOMENT - timedelta(days=4000))
    keep_latest(database, newest)
    assert newest.exists()
    assert len(list(paths.backups().iterdir())) == KEPT


def test_backups_from_before_an_upgrade_stay(database: Path) -> None:
    upgrades = [_back_up(database, MOMENT, "before upgrade from v1") for _ in range(KEPT + 2)]
    merges = [_back_up(database, MOMENT + timedelta(days=day)) for day in range(KEPT + 2)]
    keep_latest(database, merges[-1])
    assert all(path.exists() for path in upgrades)


@pytest.mark.parametrize("name", ["я" * 99, "文" * 80, "\U0001f600" * 60, "x" * 250, "a. . ." * 40, ".mrcw", "none"])
def test_the_longest_name_has_a_backup_with_a_short_one(name: str, tmp_path: Path) -> None:
    database = tmp_path / f"{name.encode()[:250].decode('utf-8', 'ignore')}"
    database.write_bytes(b"x")
    backup = _back_up(database)
    assert len(os.fsencode(backup.name)) <= 200
    assert systems.path_problem(backup) is None
    assert names_of_backups(database).fullmatch(backup.name)


def test_on_windows_a_deep_data_folder_leaves_the_backup_beside_the_database(
    database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MRCWORKBENCH_DATA", str(tmp_path / ("deep" * 20) / ("deep" * 20)))
    monkeypatch.setattr(systems, "on_windows", lambda: True)
    assert _back_up(database).parent == database.parent


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EDQUOT])
def test_a_data_folder_that_takes_none_leaves_it_beside_the_database(
    number: int, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _refusing_data_folder(monkeypatch, OSError(number, "no"))
    made = [_back_up(database, MOMENT + timedelta(days=day)) for day in range(KEPT + 1)]
    assert {path.parent for path in made} == {database.parent}
    keep_latest(database, made[-1])
    assert [path.exists() for path in made] == [False, *([True] * KEPT)]
    assert database.exists()
    assert list(paths.backups().iterdir()) == []


def test_a_file_in_the_way_of_the_folder_leaves_it_beside_the_database(database: Path, user_data: Path) -> None:
    user_data.mkdir(exist_ok=True)
    (user_data / "backups").write_text("in the way", "utf-8")
    assert _back_up(database).parent == database.parent


def test_where_no_place_takes_one_that_is_said(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(systems, "new_private_file", full)
    with pytest.raises(UserError) as caught:
        _back_up(database)
    assert caught.value.code == "no_backup"
    assert caught.value.facts == {"path": str(database), "folder": str(paths.backups())}


def test_what_is_wrong_with_the_database_is_not_tried_in_another_place(database: Path) -> None:
    tried: list[Path] = []

    def damaged(target: Path) -> None:
        tried.append(target)
        raise UserError("corrupt", path=str(database))

    with pytest.raises(UserError) as caught:
        back_up(database, BEFORE_MERGE, MOMENT, damaged)
    assert caught.value.code == "corrupt"
    assert len(tried) == 1


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("centre before merge 2026-07-31 11.30.00.mrcw", True),
        ("centre before merge 2026-07-31 11.30.00 2.mrcw", True),
        ("centre backup v1 2026-07-31 2.mrcw", True),
        ("other backup v1 2026-07-31.mrcw", False),
        ("centre.mrcw", False),
        ("centre before merge.mrcw", False),
        ("other before merge 2026-07-31 11.30.00.mrcw", False),
        ("centre 00000000 before merge 2026-07-31 11.30.00.mrcw", False),
    ],
)
def test_the_names_that_the_first_version_gave_are_known(name: str, is_one: bool, database: Path) -> None:
    assert (names_of_backups(database).fullmatch(name) is not None) is is_one
