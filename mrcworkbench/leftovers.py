"""Nothing is left behind: unfinished work is known by name, so that the next start of the program clears what a killed
one left, wherever it lies.

Each piece of work has a lock of the operating system in an *area*, a folder that holds nothing else: `work` in the
user's data folder or, where that cannot be written or is full, one in the system's folder for temporary files. Beside
the lock stands a record of what goes with the work; private copies lie in a folder of the same name. Whoever gets the
lock of another work knows that its program has died.

A record is not trusted: it makes nothing go but names that only this program gives.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mrcworkbench import changed_copies, folders_in_place, log, paths, systems
from mrcworkbench.errors import UserError

_UNFINISHED = re.compile(
    r"\.mrc-[0-9a-f]{16}(\.[a-z0-9]{1,8})?|\..{0,100}\.[0-9a-f]{8}\.unfinished(-journal)?", re.DOTALL
)
"""What is not put in place yet; see `unfinished_name` and `storage.database.creation.new_file`."""
_OF_WORK = re.compile(r"([0-9a-f]{16})(\.lock|\.json)?")
_LONGEST_RECORD = 64 * 1024
_MOST_TRIES = 30
"""Starts after which a record is given up whose files cannot be reached: on a memory stick that never comes back."""
_ATTEMPTS = 5
"""At a lock of one's own: a start of the program that looks for the dead may have it for a moment."""


@dataclass(frozen=True)
class _Record:
    """What goes when a work ends; `completed` is a folder that gets what is in the first of them instead."""

    paths: tuple[Path, ...]
    completed: Path | None = None
    tries: int = 0

    def to_bytes(self) -> bytes:
        completed = None if self.completed is None else str(self.completed)
        return json.dumps({"paths": [*map(str, self.paths)], "completed": completed, "tries": self.tries}).encode()


@dataclass(frozen=True)
class _Work:
    """A piece of work that this process holds: its lock, and where its record and its folder lie."""

    lock: systems.FileLock
    made: Path | None = None
    """A folder that was made for it and goes with it, if it is empty."""

    @property
    def record(self) -> Path:
        return self.lock.path.with_suffix(".json")

    @property
    def folder(self) -> Path:
        return self.lock.path.with_suffix("")

    def write(self, record: _Record) -> None:
        """Durably: after a power cut the files are there, so their names have to be. Raises `OSError`."""
        descriptor = os.open(self.record, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        try:
            content = record.to_bytes()
            if os.write(descriptor, content) < len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def end(self, left: _Record | None = None) -> None:
        """Forget the work, but for what could not be removed: the next start tries again."""
        _remove(self.folder)
        with contextlib.suppress(OSError):  # a record that stays is looked at by the next start
            if left is None:
                self.record.unlink(missing_ok=True)
            else:
                self.write(left)
        self.lock.release()
        if self.made is not None:
            with contextlib.suppress(OSError):
                self.made.rmdir()


def unfinished_name(folder: Path, suffix: str = "") -> Path:
    """A new name in a folder for a file or folder that is not finished; to be claimed before it is made."""
    return folder / f".mrc-{os.urandom(8).hex()}{suffix}"


@contextmanager
def claimed(*names: Path, completed: Path | None = None) -> Iterator[None]:
    """While the block runs, these files and folders are known to be unfinished; what is there of them at its end goes.

    Only names that `unfinished_name` or `new_file` make can be claimed. `completed` is a folder whose content is being
    replaced from the first of them, see `folders_in_place.replace_content`: work on it that was cut short is completed.
    Where no record can be written, on a full disk, the work goes on without; in a private folder none is needed.
    """
    record = _Record(tuple(name.absolute() for name in names), None if completed is None else completed.absolute())
    work = None if all(map(_is_in_area, record.paths)) else next(_works(record=record), None)
    try:
        yield
    finally:
        _, left = _settled(record)
        if work is not None:
            work.end(left)


@contextmanager
def private_folder(room: int = 0) -> Iterator[Path]:
    """A new, empty folder of this process alone, for copies of files from elsewhere; gone at the end of the block.

    `room`: bytes that should be free. It lies in the user's data folder, since the copies hold personal data; where
    that cannot be written or is full, among the system's temporary files, also closed to others. Raises `UserError`
    no_private_folder where there is neither.
    """
    for work in _works(room=room):
        try:
            work.folder.mkdir(mode=0o700)
        except OSError:
            work.end()
            continue
        try:
            yield work.folder
        finally:
            if _holds_changed(work.folder):
                work.lock.release()  # for the next start, which keeps it
            else:
                work.end()
        return
    raise UserError("no_private_folder", path=str(paths.user_data()), other=str(paths.work_areas()[1].parent))


def clear(kept: Callable[[Path], object] = lambda _: None) -> int:
    """Remove what programs that died have left, and say how many files and folders that were; in the log, too.

    Copies of attached files that somebody changed are kept first, see `changed_copies`; `kept` is told their places.
    Raises nothing: what cannot be removed stays for the next start. Where `paths.may_hold_leftovers` says no, there is
    nothing to do.
    """
    copies, preferences = paths.former_leftovers()
    removed = sum(_cleared(area, kept) for area in (*paths.work_areas(), copies))
    removed += int(_remove(preferences))
    with contextlib.suppress(OSError):  # 0.1.0 left it empty; one with locks in it stays
        (paths.user_data() / "locks").rmdir()
    if removed:
        log.event("leftovers_cleared", files=removed)
    return removed


def keep_changed(file: Path, kept: Path | None = None) -> Path:
    """Keep a changed copy of an attached file, see `changed_copies.keep`. Raises `OSError`."""
    draft = unfinished_name(changed_copies.folder_for_kept())
    with claimed(draft):
        return changed_copies.keep(file, draft, kept)


def _holds_changed(folder: Path) -> bool:
    try:
        return bool(changed_copies.changed_in(folder))
    except OSError:  # what cannot be looked at cannot be kept
        return False


# Works and their areas


def _works(*, record: _Record | None = None, room: int = 0) -> Iterator[_Work]:
    """A new work in each area that can take it, the best first; the caller uses one."""
    for area in sorted(paths.work_areas(), key=lambda area: not _has_room(area, room)):
        work = _begun(area, record)
        if work is not None:
            yield work


def _is_in_area(path: Path) -> bool:
    return any(path.is_relative_to(area) for area in paths.work_areas())


def _begun(area: Path, record: _Record | None) -> _Work | None:
    for _ in range(_ATTEMPTS):
        made = None if area.parent.exists() else area.parent
        work = _Work(systems.FileLock(area / f"{os.urandom(8).hex()}.lock", own_folder=True), made)
        try:
            area.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                area.mkdir(mode=0o700)
            if not is_own(area):
                return None
            if work.lock.acquire():
                if record is not None:
                    work.write(record)
                return work
        except OSError:  # an area that cannot be written: the other one, or none
            with contextlib.suppress(OSError):
                work.record.unlink(missing_ok=True)
                work.lock.release()
                work.lock.path.unlink(missing_ok=True)
            return None
    return None


def _has_room(area: Path, room: int) -> bool:
    if room == 0:
        return True
    place = next((one for one in (area, *area.parents) if one.exists()), area)
    try:
        return systems.free_space(place) >= room
    except OSError:
        return False


def is_own(area: Path) -> bool:
    """Whether it is a folder, no link, and of this account where the system says so; it is closed to others then."""
    try:
        found = area.lstat()
        if not stat.S_ISDIR(found.st_mode) or (hasattr(os, "geteuid") and found.st_uid != os.geteuid()):
            return False
        if found.st_mode & 0o077 and not systems.on_windows():
            area.chmod(0o700)
    except OSError:
        return False
    return True


# Clearing


def _cleared(area: Path, kept: Callable[[Path], object]) -> int:
    if not is_own(area):
        return 0
    removed = 0
    with contextlib.suppress(OSError):  # an area that cannot be read or written stays as it is
        for stem in sorted({found[1] for one in area.iterdir() if (found := _OF_WORK.fullmatch(one.name))}):
            removed += _cleared_work(_Work(systems.FileLock(area / f"{stem}.lock")), kept)
        area.rmdir()
    return removed


def _cleared_work(work: _Work, kept: Callable[[Path], object]) -> int:
    if not work.lock.acquire():
        return 0
    try:
        for file in changed_copies.changed_in(work.folder):
            kept(keep_changed(file))
    except OSError:  # on a full disk they stay where they are, for the next start
        work.lock.release()
        return 0
    removed, left = int(_remove(work.folder)), None
    record = _read(work.record)
    if record is not None:
        more, left = _settled(record)
        removed += more
        if left is not None:
            left = _Record(left.paths, left.completed, record.tries + 1)
    work.end(left if left is not None and left.tries < _MOST_TRIES else None)
    return removed


def _read(path: Path) -> _Record | None:
    """The record, or None where there is none that can be understood: its program died before it began."""
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_LONGEST_RECORD))
        names, completed = [Path(name) for name in found["paths"]], found["completed"]
        return _Record(tuple(names), None if completed is None else Path(completed), int(found["tries"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _settled(record: _Record) -> tuple[int, _Record | None]:
    """Complete and remove what a record names: how many are gone, and what could not be reached or removed."""
    ours = [path for path in record.paths if path.is_absolute() and _UNFINISHED.fullmatch(path.name)]
    if ours and record.completed is not None and record.completed.parent == ours[0].parent:
        try:
            folders_in_place.complete(ours[0], record.completed)
        except OSError:
            return 0, _Record(tuple(ours), record.completed, record.tries)
    removed = sum(map(_remove, ours))
    left = tuple(path for path in ours if _is_there(path) or not _is_there(path.parent))
    return removed, _Record(left, None, record.tries) if left else None


def _is_there(path: Path) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:  # a name that no file can have
        return False


def _remove(path: Path) -> bool:
    """Whether a file or folder was there and is gone. A link is nothing of ours, and none is followed."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode):
            _unlocked(path)
            path.unlink()
        elif stat.S_ISDIR(mode):
            _remove_folder(path)
    except (OSError, ValueError):  # it stays, and its record with it
        return False
    return not _is_there(path)


def _remove_folder(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
    if path.exists():  # Windows removes no file that is only to be read
        for place, _, names in os.walk(path):
            for name in names:
                _unlocked(Path(place, name))
        shutil.rmtree(path)


def _unlocked(path: Path) -> None:
    if systems.on_windows():
        with contextlib.suppress(OSError):
            path.chmod(stat.S_IWRITE)
