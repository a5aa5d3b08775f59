"""Of a large database only what differs is kept, and comes back byte by byte."""

from __future__ import annotations

import errno
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from mrcworkbench import paths, systems
from mrcworkbench.errors import UserError
from mrcworkbench.storage.backups.names import DIFFERENCE, WHOLE, hashes_beside, places
from mrcworkbench.storage.backups.restoring import restore
from tests.storage.backups.backing_up import MOMENT, fill, made, made_daily, note, shrink, there

DAY = timedelta(days=1)


def _restored(backup: Path) -> bytes:
    target = backup.parent.parent / f"restored {len(list(backup.parent.parent.iterdir()))}.mrcw"
    restore(backup, target)
    return target.read_bytes()


def test_the_first_copy_is_whole_and_the_next_hold_only_what_differs(large: Path) -> None:
    states = [large.read_bytes()]
    backups = [made(large)]
    for day in range(1, 4):
        note(large, f"day {day}")
        states.append(large.read_bytes())
        backups.append(made(large, MOMENT + day * DAY))
    assert [backup.suffix for backup in backups] == [WHOLE, DIFFERENCE, DIFFERENCE, DIFFERENCE]
    assert max(backup.stat().st_size for backup in backups[1:]) < 40_000 < backups[0].stat().st_size
    assert [_restored(backup) for backup in backups] == states


@pytest.mark.parametrize(
    "change",
    [lambda file: fill(file, megabytes=1), lambda file: (fill(file, megabytes=1), made(file), shrink(file))],
    ids=["grown", "shrunk"],
)
def test_a_database_with_another_count_of_pages_comes_back(change: Callable[[Path], object], large: Path) -> None:
    made(large, MOMENT - DAY)
    change(large)
    state = large.read_bytes()
    backup = made(large, MOMENT + DAY)
    assert _restored(backup) == state


def test_a_database_smaller_than_its_base_comes_back(large: Path) -> None:
    fill(large, megabytes=8)
    made(large)
    with closing(sqlite3.connect(large, isolation_level=None)) as connection:
        connection.execute("DELETE FROM settings WHERE key = 'filled 7'")
        connection.execute("VACUUM")
    state = large.read_bytes()
    backup = made(large, MOMENT + DAY)
    assert _restored(backup) == state
    assert len(state) < _largest_copy(large)


def _largest_copy(database: Path) -> int:
    return max(path.stat().st_size for path in places(database)[0].glob("*.mrcw"))


def test_where_most_has_changed_a_whole_copy_is_made(large: Path) -> None:
    made(large)
    fill(large, megabytes=6)
    again = made(large, MOMENT + DAY)
    assert again.suffix == WHOLE
    note(large, "a little")
    assert made(large, MOMENT + 2 * DAY).suffix == DIFFERENCE
    assert [name for name in there() if "unfinished" in name] == []


def _deleted(base: Path) -> None:
    base.unlink()


def _edited(base: Path) -> None:
    note(base, "opened in another program")


def _cut_off(base: Path) -> None:
    with base.open("r+b") as file:
        file.truncate(base.stat().st_size - 4096)


def _hashes_deleted(base: Path) -> None:
    hashes_beside(base).unlink()


def _hashes_damaged(base: Path) -> None:
    content = bytearray(hashes_beside(base).read_bytes())
    content[len(content) // 2] ^= 1
    hashes_beside(base).write_bytes(content)


@pytest.mark.parametrize("harm", [_deleted, _edited, _cut_off, _hashes_deleted, _hashes_damaged])
def test_from_a_base_that_is_not_what_it_was_nothing_differs(harm: Callable[[Path], None], large: Path) -> None:
    harm(made(large))
    state = large.read_bytes()
    again = made(large, MOMENT + DAY)
    assert again.suffix == WHOLE
    assert _restored(again) == state


def test_an_old_base_is_followed_by_a_new_one(large: Path) -> None:
    made(large)
    assert made(large, MOMENT + 59 * DAY).suffix == DIFFERENCE
    assert made(large, MOMENT + 61 * DAY).suffix == WHOLE


def test_a_clock_set_back_changes_nothing(large: Path) -> None:
    made(large)
    note(large, "later")
    state = large.read_bytes()
    early = made(large, MOMENT - 4000 * DAY)
    assert early.suffix == DIFFERENCE
    assert _restored(early) == state


def test_without_room_for_a_difference_a_whole_copy_lies_beside(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(large)
    before = there()
    sync = systems.sync_file

    def full(path: Path) -> None:
        if path.parent == paths.backups():
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(path)

    monkeypatch.setattr(systems, "sync_file", full)
    backup = made(large, MOMENT + DAY)
    assert (backup.parent, backup.suffix) == (places(large)[1], WHOLE)
    assert there() == before


def test_a_difference_needs_its_base_and_says_so(large: Path, tmp_path: Path) -> None:
    base, difference = made_daily(large, 2)
    aside = base.rename(tmp_path / "aside.mrcw")
    with pytest.raises(UserError) as caught:
        restore(difference, tmp_path / "restored.mrcw")
    assert (caught.value.code, caught.value.facts["base"]) == ("backup_without_base", str(base))
    aside.rename(base)
    restore(difference, tmp_path / "restored.mrcw")


def test_another_base_under_the_name_is_told(large: Path, tmp_path: Path) -> None:
    base, difference = made_daily(large, 2)
    for path in (base, hashes_beside(base)):
        path.unlink()
    fill(large, megabytes=1)
    assert made(large) == base
    with pytest.raises(UserError) as caught:
        restore(difference, tmp_path / "restored.mrcw")
    assert caught.value.code == "backup_damaged"
    assert not (tmp_path / "restored.mrcw").exists()


def test_no_bit_of_a_difference_or_its_base_can_flip_unnoticed(large: Path, tmp_path: Path) -> None:
    base, difference = made_daily(large, 2)
    content = large.read_bytes()
    for path in (base, hashes_beside(base), difference):
        whole = path.read_bytes()
        for part in range(24):
            at = (len(whole) - 1) * part // 23
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
            target = tmp_path / f"restored {path.suffix} {part}.mrcw"
            with suppress(UserError):  # where a bit says nothing, as in the time of a part, it comes back whole
                restore(difference, target)
            assert not target.exists() or target.read_bytes() == content
        path.write_bytes(whole)


KILLED = """
import os, sys
from pathlib import Path
from mrcworkbench import systems
from tests.storage.backups import backing_up
from mrcworkbench.storage.backups import making
making.WHOLE_UP_TO = 1024 * 1024
calls, sync = [], systems.sync_file
def dying(path):
    calls.append(path)
    if len(calls) == int(sys.argv[2]):
        os.kill(os.getpid(), 9)
    sync(path)
systems.sync_file = dying
backing_up.made(Path(sys.argv[1]), backing_up.MOMENT + backing_up.timedelta(days=int(sys.argv[3])))
"""


@pytest.mark.parametrize(("sync", "first"), [(1, True), (2, True), (1, False)])
def test_killed_in_the_middle_what_is_there_is_whole(sync: int, first: bool, large: Path) -> None:
    backups = [] if first else [made(large)]
    state = large.read_bytes()
    killed = subprocess.run([sys.executable, "-c", KILLED, str(large), str(sync), "1"], check=False)
    assert killed.returncode == -9
    again = made(large, MOMENT + 2 * DAY)
    assert _restored(again) == state
    for path in paths.backups().glob("[!.]*.mrcw"):
        assert _restored(path) == state
    assert all(path.exists() for path in backups)
