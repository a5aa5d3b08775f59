"""What differs between systems; Windows is played by a stand-in for its locks and its refusals."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import cast

import pytest

from mrcworkbench import systems
from mrcworkbench.systems import FileLock

HELD = 32
"""Windows' number for a file that is open in another program."""


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """A finished file, and the name it shall have."""
    source = tmp_path / "finished"
    source.write_text("new", "utf-8")
    return source, tmp_path / "target"


def _held(*_: object) -> None:
    error = PermissionError(errno.EACCES, "held")
    error.winerror = HELD  # type: ignore[attr-defined]
    raise error


def test_a_new_file_takes_a_free_name(two: tuple[Path, Path]) -> None:
    systems.place_new(*two)
    assert two[1].read_text("utf-8") == "new"
    assert not two[0].exists()


def test_a_new_file_takes_no_name_that_is_taken(two: tuple[Path, Path]) -> None:
    two[1].write_text("old", "utf-8")
    with pytest.raises(FileExistsError):
        systems.place_new(*two)
    assert (two[0].read_text("utf-8"), two[1].read_text("utf-8")) == ("new", "old")


def test_a_memory_stick_without_links_is_served_too(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    systems.place_new(*two)
    assert two[1].read_text("utf-8") == "new"
    two[0].write_text("newer", "utf-8")
    with pytest.raises(FileExistsError):
        systems.place_new(*two)
    assert two[1].read_text("utf-8") == "new"


def test_a_claimed_name_is_given_back_when_the_move_fails(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EPERM, "no")

    monkeypatch.setattr(os, "link", fail)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no"):
        systems.place_new(*two)
    assert not two[1].exists()


def test_a_replaced_file_is_the_new_one(two: tuple[Path, Path]) -> None:
    two[1].write_text("old", "utf-8")
    systems.replace(*two)
    assert two[1].read_text("utf-8") == "new"


@pytest.mark.usefixtures("windows")
def test_windows_is_asked_again_while_a_scanner_holds_the_file(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    really = Path.replace

    def held_twice(source: Path, target: Path) -> None:
        if len(pauses) < 2:
            _held()
        really(source, target)

    monkeypatch.setattr(Path, "replace", held_twice)
    monkeypatch.setattr(systems.time, "sleep", pauses.append)
    systems.replace(*two)
    assert len(pauses) == 2
    assert two[1].read_text("utf-8") == "new"


@pytest.mark.usefixtures("windows")
def test_windows_is_not_asked_for_ever(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", _held)
    monkeypatch.setattr(systems.time, "sleep", lambda _: None)
    with pytest.raises(PermissionError):
        systems.replace(*two)


def test_other_systems_are_asked_once(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", _held)
    monkeypatch.setattr(systems.time, "sleep", lambda _: pytest.fail("waited"))
    with pytest.raises(PermissionError):
        systems.replace(*two)


@pytest.mark.parametrize("mark", ["~$report.xlsx", ".~lock.report.xlsx#"])
def test_office_programs_say_what_they_have_open(mark: str, tmp_path: Path) -> None:
    report = tmp_path / "report.xlsx"
    assert not systems.is_open_elsewhere(report)
    report.touch()
    assert not systems.is_open_elsewhere(report)
    (tmp_path / mark).touch()
    assert systems.is_open_elsewhere(report)


@pytest.mark.usefixtures("windows")
def test_windows_says_what_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "report.xlsx"
    report.touch()
    assert not systems.is_open_elsewhere(report)
    monkeypatch.setattr(Path, "rename", _held)
    assert systems.is_open_elsewhere(report)


_HOLD = """
import sys
from pathlib import Path
from mrcworkbench.systems import FileLock
lock = FileLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def test_a_lock_holds_off_another_program_until_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "locks" / "one.lock"
    other = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    assert other.stdout is not None
    assert other.stdout.readline().strip() == "True"
    lock = FileLock(path)
    assert not lock.acquire()
    other.kill()
    other.communicate()
    assert lock.acquire()
    lock.release()
    lock.release()


def test_a_lock_holds_off_the_same_program_too(tmp_path: Path) -> None:
    one, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert one.acquire()
    assert not other.acquire()
    one.release()
    assert other.acquire()
    other.release()


def test_a_lock_leaves_no_file_behind(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    assert lock.acquire()
    lock.release()
    assert not list(tmp_path.iterdir())


def test_looking_whether_a_lock_is_free_makes_no_file(tmp_path: Path) -> None:
    one, other = FileLock(tmp_path / "folder" / "lock"), FileLock(tmp_path / "folder" / "lock")
    assert one.is_free()
    assert not list(tmp_path.iterdir())
    assert other.acquire()
    assert not one.is_free()
    other.release()
    (tmp_path / "folder" / "lock").touch()
    assert one.is_free()
    assert other.acquire()
    other.release()


def test_what_a_work_cut_short_left_stays_until_it_is_taken_up(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.write_text("+", "utf-8")
    looking, failing, working, after = (FileLock(path) for _ in range(4))
    assert looking.is_free()
    assert failing.acquire()
    failing.release()
    assert working.acquire()
    working.mark()
    assert working.interrupted
    working.release()
    assert after.acquire()
    after.mark()
    assert not after.interrupted
    after.release()
    assert not path.exists()


def test_a_lock_given_up_while_one_waits_for_it_is_taken_on_the_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (FileLock(tmp_path / "lock") for _ in range(3))
    assert first.acquire()
    take = systems._lock

    def give_up_then_take(descriptor: int) -> None:
        first.release()
        take(descriptor)

    monkeypatch.setattr(systems, "_lock", give_up_then_take)
    assert second.acquire()
    monkeypatch.setattr(systems, "_lock", take)
    assert not third.acquire()
    second.release()
    assert third.acquire()
    third.release()


def test_a_folder_of_locks_goes_with_the_last_of_them(tmp_path: Path) -> None:
    one, other = (FileLock(tmp_path / "locks" / name, own_folder=True) for name in ("one", "other"))
    assert one.acquire()
    assert other.acquire()
    one.release()
    assert [path.name for path in (tmp_path / "locks").iterdir()] == ["other"]
    other.release()
    assert not (tmp_path / "locks").exists()


def test_a_folder_of_locks_that_goes_at_the_wrong_moment_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (FileLock(tmp_path / "locks" / name, own_folder=True) for name in ("first", "second"))
    assert first.acquire()
    opened = os.open

    def go_then_open(path: Path, *how: int) -> int:
        first.release()
        return opened(path, *how)

    monkeypatch.setattr(os, "open", go_then_open)
    assert second.acquire()
    assert second.path.exists()
    second.release()


def test_windows_locks_one_byte_without_waiting(windows: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: set[int] = set()

    class Msvcrt(ModuleType):
        LK_NBLCK = 2

        def locking(self, descriptor: int, mode: int, length: int) -> None:
            assert (mode, length) == (self.LK_NBLCK, 1)
            inode = os.fstat(descriptor).st_ino
            if inode in held:
                raise PermissionError(errno.EACCES, "locked")
            held.add(inode)

    monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt("msvcrt"))
    one, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert one.acquire()
    assert not other.acquire()
    one.release()


def test_a_lock_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        FileLock(tmp_path / "file" / "lock").acquire()


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOLCK, errno.EIO, errno.ENOTSUP])
def test_a_disk_that_knows_no_locks_is_an_error_and_no_other_window(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, "no locks")

    monkeypatch.setattr(systems, "_lock", refuse)
    with pytest.raises(OSError, match="no locks"):
        FileLock(tmp_path / "lock").acquire()


@pytest.mark.usefixtures("windows")
def test_on_windows_a_scanner_that_holds_the_lock_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(systems, "_lock", lambda _: None)
    monkeypatch.setattr(systems.time, "sleep", lambda _: monkeypatch.undo())
    monkeypatch.setattr(os, "open", _held)
    lock = FileLock(tmp_path / "lock")
    assert lock.acquire()
    lock.release()


def test_a_full_disk_takes_no_mark_and_the_lock_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    lock, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert lock.acquire()
    monkeypatch.setattr(os, "write", full)
    lock.mark()
    assert not other.acquire()
    lock.release()
    assert not lock.path.exists()


def test_a_lock_whose_disk_is_gone_is_given_up_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    lock = FileLock(tmp_path / "lock")
    assert lock.acquire()
    lock.mark()
    descriptors = set(Path("/dev/fd").iterdir())
    monkeypatch.setattr(os, "ftruncate", gone)
    lock.release()
    assert set(Path("/dev/fd").iterdir()) < descriptors
    assert FileLock(tmp_path / "lock").acquire()


def test_folders_that_are_missing_are_made_for_the_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        systems.private_folder(tmp_path / "one" / "two")
    finally:
        os.umask(before)
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in ("one", "one/two")} == {0o700}


@pytest.mark.parametrize(("text", "most", "kept"), [("abc", 2, "ab"), ("яя", 3, "я"), ("a\udcff\U0001f600", 4, "a")])
def test_a_name_is_cut_between_characters(text: str, most: int, kept: str) -> None:
    assert systems.shortened(text, most) == kept


@pytest.mark.usefixtures("windows")
def test_windows_needs_no_sync_of_folders(tmp_path: Path) -> None:
    systems.sync_folder(tmp_path / "not even there")


def test_a_network_disk_that_cannot_sync_folders_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EINVAL, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    systems.sync_folder(tmp_path)


def test_a_folder_that_fails_to_sync_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="broken"):
        systems.sync_folder(tmp_path)


def test_a_name_stands_for_another_file_once_it_is_replaced(two: tuple[Path, Path]) -> None:
    assert systems.identity(two[1]) is None
    two[1].write_text("old", "utf-8")
    before = systems.identity(two[1])
    assert systems.identity(two[1]) == before
    systems.replace(*two)
    assert systems.identity(two[1]) != before


def test_a_folder_that_windows_takes_to_another_place_is_a_link(two: tuple[Path, Path]) -> None:
    def status(**more: int) -> os.stat_result:
        return cast("os.stat_result", SimpleNamespace(st_mode=stat.S_IFDIR | 0o755, **more))

    assert systems.is_link(status(st_reparse_tag=0xA0000003))
    assert not systems.is_link(status(st_reparse_tag=0))
    assert not systems.is_link(status())
    assert not systems.is_link(two[0].lstat())
