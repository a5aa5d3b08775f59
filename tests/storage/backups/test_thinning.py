"""Backups go, the oldest first, when there are too many; never the newest, never what others need."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from mrcworkbench import paths
from mrcworkbench.storage.backups.limits import BackupLimits, load_limits, save_limits
from mrcworkbench.storage.backups.listing import backups_of
from mrcworkbench.storage.backups.making import keep
from mrcworkbench.storage.backups.names import BEFORE_MOVE, hashes_beside
from mrcworkbench.storage.backups.restoring import restore
from tests.storage.backups.backing_up import MOMENT, fill, made, made_daily, there, thinned

DAY = timedelta(days=1)


def _names(*backups: Path) -> list[str]:
    return sorted(path.name for path in backups)


def test_the_oldest_go_first_with_the_hashes_beside_them(database: Path) -> None:
    backups = made_daily(database, 5)
    thinned(database, backups[-1], most=3)
    assert there() == _names(*backups[-3:])
    assert [hashes_beside(path).exists() for path in backups] == [False, False, True, True, True]


def test_databases_of_one_name_do_not_mix(database: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / database.name
    shutil.copy(database, other)
    backups = made_daily(database, 5)
    others = made(other)
    thinned(database, backups[-1], most=3)
    assert there() == _names(*backups[-3:], others)
    assert [one.path for one in backups_of(other)] == [others]


def test_many_backups_of_one_second_are_many_and_the_later_is_the_later(database: Path) -> None:
    backups = [made(database) for _ in range(11)]
    assert len(set(backups)) == 11
    thinned(database, backups[-1], most=3)
    assert there() == _names(*backups[-3:])


def test_after_the_clock_was_set_back_the_latest_are_still_the_latest(database: Path) -> None:
    made_daily(database, 4, MOMENT)
    later = made_daily(database, 4, MOMENT - 4000 * DAY)
    thinned(database, later[-1], most=3)
    assert there() == _names(*later[-3:])


def test_the_newest_stays_however_large_it_is(database: Path) -> None:
    fill(database, megabytes=2)
    older, newest = made_daily(database, 2)
    thinned(database, newest, most=10, megabytes=1)
    assert there() == [newest.name]
    assert not older.exists()


def test_together_they_are_no_larger_than_said(database: Path) -> None:
    fill(database, megabytes=1)
    backups = made_daily(database, 5)
    size = backups_of(database)[0].size
    thinned(database, backups[-1], most=10, megabytes=(3 * size) // 1_000_000 + 1)
    assert there() == _names(*backups[-3:])


def test_those_from_before_an_upgrade_or_a_move_stay_and_are_not_counted(database: Path) -> None:
    others = [made(database, MOMENT - day * DAY, "before upgrade from v1") for day in range(4)]
    others += [made(database, MOMENT - day * DAY, BEFORE_MOVE) for day in range(4)]
    backups = made_daily(database, 4)
    thinned(database, backups[-1], most=3, megabytes=1)
    assert set(there()) >= set(_names(*others))
    assert {one.reason for one in backups_of(database)} == {"merge", "move", "upgrade"}


def test_a_copy_from_which_others_differ_stays_and_is_counted(large: Path, tmp_path: Path) -> None:
    base, *differences = made_daily(large, 6)
    thinned(large, differences[-1], most=3)
    assert there() == _names(base, *differences[-2:])
    restore(differences[-2], tmp_path / "restored.mrcw")


def test_a_copy_goes_when_nothing_differs_from_it_any_more(large: Path) -> None:
    first = made_daily(large, 3)
    fill(large, megabytes=6)
    second = made_daily(large, 3, MOMENT + 10 * DAY)
    assert [path.suffix for path in first + second] == [".mrcw", ".mrcwdiff", ".mrcwdiff"] * 2
    thinned(large, second[-1], most=4)
    assert there() == _names(first[0], *second)
    thinned(large, second[-1], most=3)
    assert there() == _names(*second)
    thinned(large, second[-1], most=1)
    assert there() == _names(second[0], second[-1]), "what the newest needs stays"


def test_a_move_that_differs_from_a_copy_keeps_it(large: Path, tmp_path: Path) -> None:
    base = made(large)
    moved = made(large, MOMENT + DAY, BEFORE_MOVE)
    newest = made(large, MOMENT + 70 * DAY)
    assert [path.suffix for path in (base, moved, newest)] == [".mrcw", ".mrcwdiff", ".mrcw"]
    thinned(large, newest, most=1)
    restore(moved, tmp_path / "restored.mrcw")


def test_loose_backups_of_earlier_versions_are_the_users_own_now(database: Path) -> None:
    loose = [database.with_name(f"centre before merge 2026-03-0{day} 08.00.00.mrcw") for day in range(1, 6)]
    for path in loose:
        shutil.copy(database, path)
    thinned(database, made(database), most=1)
    assert all(path.exists() for path in loose)


def test_after_a_merge_as_many_stay_as_the_user_has_set(database: Path) -> None:
    assert load_limits() == BackupLimits(10, 2000)
    save_limits(BackupLimits(2, 500))
    assert load_limits() == BackupLimits(2, 500)
    backups = made_daily(database, 4)
    assert keep(database, backups[-1], needed=True) == backups[-1]
    assert there() == _names(*backups[-2:])


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[1, 2]", b'{"most": 3}', b"\xff" * 10, b"[" * 5000),
        *(json.dumps({"most": most, "megabytes": 10}).encode() for most in (0, -1, True, "3", 2.5, 10**9, None)),
        b'{"most": 3, "megabytes": 0}',
    ],
)
def test_settings_that_cannot_be_right_are_the_usual_ones(content: bytes, user_data: Path) -> None:
    user_data.mkdir(exist_ok=True)
    (paths.user_data() / "backups.json").write_bytes(content)
    assert load_limits() == BackupLimits()
