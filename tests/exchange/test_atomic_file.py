"""A file is the old one or the new one, and nothing is left beside it, whatever goes wrong."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from mrcworkbench import systems
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.atomic_file import write_whole

OLD, NEW = b"old content", b"new content"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "report.xlsx"
    path.write_bytes(OLD)
    return path


def failing(error: BaseException) -> Callable[[Path], None]:
    def write(draft: Path) -> None:
        draft.write_bytes(NEW[:3])
        raise error

    return write


def refused(target: Path, write: Callable[[Path], object] = lambda draft: draft.write_bytes(NEW)) -> str:
    with pytest.raises(UserError) as caught:
        write_whole(target, ".xlsx", lambda draft: write(draft) and None)
    return caught.value.code


def test_a_new_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "new.xlsx"
    write_whole(target, ".xlsx", lambda draft: draft.write_bytes(NEW) and None)
    assert target.read_bytes() == NEW
    assert names(tmp_path) == ["new.xlsx"]


def test_an_old_file_is_replaced(target: Path) -> None:
    write_whole(target, ".xlsx", lambda draft: draft.write_bytes(NEW) and None)
    assert target.read_bytes() == NEW
    assert names(target.parent) == [target.name]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "report_disk_full"),
        (OSError(errno.EROFS, "Read-only file system"), "report_folder_not_writable"),
        (PermissionError(errno.EACCES, "Permission denied"), "report_folder_not_writable"),
        (OSError(errno.EIO, "Input/output error"), "report_not_written"),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(target: Path, error: OSError, code: str) -> None:
    assert refused(target, failing(error)) == code
    assert target.read_bytes() == OLD
    assert names(target.parent) == [target.name]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("a fault of ours")])
def test_a_cancel_or_a_fault_leaves_the_old_file_and_passes_on(target: Path, error: BaseException) -> None:
    with pytest.raises(type(error)):
        write_whole(target, ".xlsx", failing(error))
    assert target.read_bytes() == OLD
    assert names(target.parent) == [target.name]


def test_what_cannot_be_read_back_is_not_put_in_place(target: Path) -> None:
    with pytest.raises(ValueError, match="not whole"):
        write_whole(
            target, ".xlsx", lambda draft: draft.write_bytes(NEW) and None, look=failing(ValueError("not whole"))
        )
    assert target.read_bytes() == OLD


def test_the_draft_stands_whole_before_it_is_put_in_place(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bytes, bytes]] = []
    replace = systems.replace

    def watch(draft: Path, place: Path) -> None:
        seen.append((draft.read_bytes(), place.read_bytes()))
        replace(draft, place)

    monkeypatch.setattr(systems, "replace", watch)
    write_whole(target, ".xlsx", lambda draft: draft.write_bytes(NEW) and None)
    assert seen == [(NEW, OLD)]


@pytest.mark.parametrize("lock", ["~$report.xlsx", ".~lock.report.xlsx#"])
def test_a_file_open_in_an_office_program_is_said_and_kept(target: Path, lock: str) -> None:
    (target.parent / lock).write_text("someone")
    assert refused(target) == "report_open_elsewhere"
    assert target.read_bytes() == OLD
    assert names(target.parent) == sorted([lock, target.name])


def test_a_file_opened_while_the_report_is_made_is_said_and_kept(target: Path) -> None:
    def write(draft: Path) -> None:
        draft.write_bytes(NEW)
        (target.parent / f"~${target.name}").write_text("someone")

    assert refused(target, write) == "report_open_elsewhere"
    assert target.read_bytes() == OLD


def test_windows_refusal_to_replace_is_said_as_open_elsewhere(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_draft: Path, _place: Path) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(systems, "replace", held)
    monkeypatch.setattr(systems, "on_windows", lambda: True)
    assert refused(target) == "report_open_elsewhere"
    assert target.read_bytes() == OLD


def test_places_that_cannot_take_a_file_are_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "folder.xlsx"
    folder.mkdir()
    assert refused(folder) == "report_is_folder"
    assert refused(tmp_path / "nowhere" / "report.xlsx") == "report_folder_missing"
    assert refused(tmp_path / "report.mrcw") == "report_name_ending"
    assert refused(tmp_path / "con.xlsx") == "name_reserved"
    assert refused(tmp_path / ".xlsx") == "name_missing"
    assert names(tmp_path) == ["folder.xlsx"]


def test_a_file_that_is_protected_is_not_replaced(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != target and may(path, mode))
    assert refused(target) == "copy_onto_protected"
    assert target.read_bytes() == OLD


def test_a_link_is_written_through_and_what_is_no_file_is_refused(target: Path) -> None:
    link = target.parent / "link.xlsx"
    link.symlink_to(target)
    write_whole(link, ".xlsx", lambda draft: draft.write_bytes(NEW) and None)
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    pipe = target.parent / "pipe.xlsx"
    os.mkfifo(pipe)
    assert refused(pipe) == "report_not_ordinary"


def test_a_replaced_file_keeps_who_may_read_it(target: Path) -> None:
    target.chmod(0o640)
    write_whole(target, ".xlsx", lambda draft: draft.write_bytes(NEW) and None)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
