"""What differs between Windows, macOS and Linux: putting files in place, locks, paths, names.

Everything here works on plain paths and raises plain `OSError`; what to tell the user is decided by the callers.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
import time
from pathlib import Path

_SHARING_VIOLATION = (5, 32, 33)
"""Windows: access denied, sharing violation, lock violation. Virus scanners cause all three for a moment."""
_REPLACE_ATTEMPTS = 5
_REPLACE_PAUSE = 0.1
"""Seconds between attempts to replace a file that a virus scanner or indexer holds for a moment."""
_FOLDER_ATTEMPTS = 10
_LOCK_ATTEMPTS = 100
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES)
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"}
)
_JUNCTION = 0xA0000003
"""Windows' mark of a folder that is another; Python takes it for no link."""
_FORBIDDEN = frozenset('<>:"|?*')
_LONGEST_WINDOWS_PATH = 259
_LONGEST_NAME = 255
_OWNERS_FILE, _OWNERS_FOLDER = 0o600, 0o700
"""Rights of what nobody but the user may see. Windows knows none of these; there the user's folders are closed."""
OPEN_UNFOLLOWED = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)  # a link put there after we looked
    | getattr(os, "O_NONBLOCK", 0)  # a pipe put there after we looked
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""How to open a file of whatever kind to read it, where nobody knows who put it there."""


def on_windows() -> bool:
    """Asked each time, so that tests can play Windows."""
    return sys.platform == "win32"


def asks_about_whole_names() -> bool:
    """Whether the system's dialog for saving adds the ending of a name before it asks about a file that is there."""
    return sys.platform in ("win32", "darwin")


def on_macos() -> bool:
    """Whether this is macOS, where the Option key, which is Alt elsewhere, types signs."""
    return sys.platform == "darwin"


def speaks_choice_for_name() -> bool:
    """Whether Qt tells screen readers a drop-down list's choice in place of its name, as it does on Linux."""
    return not on_windows() and not on_macos()


def new_private_file(path: Path) -> None:
    """Make an empty file that its owner alone may read, from the first byte on. Raises `FileExistsError`."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), _OWNERS_FILE))


def private_folder(folder: Path) -> None:
    """Make a folder, with those above it that are missing, into which its owner alone may look.

    One that is there is closed to others too, as far as it is the user's; those above it stay as they are.
    """
    missing = []
    for place in (folder, *folder.parents):
        if place.is_dir():
            break
        missing.append(place)
    for place in reversed(missing):
        place.mkdir(mode=_OWNERS_FOLDER, exist_ok=True)
    if folder not in missing and not on_windows() and folder.stat().st_mode & 0o077:
        with contextlib.suppress(PermissionError):  # somebody else's
            folder.chmod(_OWNERS_FOLDER)


def keep_mode(source: Path, target: Path) -> None:
    """Give a file the rights of the one whose place it takes, if there is one and the disk knows of rights."""
    if on_windows():  # where they come from the folder
        return
    with contextlib.suppress(FileNotFoundError, PermissionError, NotImplementedError):
        source.chmod(stat.S_IMODE(target.stat().st_mode) & 0o777)


def shortened(text: str, most: int) -> str:
    """What fits into so many bytes of a file's name: whole characters, without bytes that are none."""
    return text.encode("utf-8", "ignore")[:most].decode("utf-8", "ignore")


def sync_file(path: Path) -> None:
    """Make the content of a closed file durable. Never call it on a database that is open: closing would drop its
    locks."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable. Windows does so by itself and cannot open folders; some network disks refuse."""
    if on_windows():
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF):
            raise
    finally:
        os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Put a finished file in the place of another, or of none: readers see the old one or the new one, never a mixture.

    Both must be in the same folder. Raises `PermissionError` if the target is open in another program on Windows.
    """
    for attempt in range(1, _REPLACE_ATTEMPTS + 1):
        try:
            source.replace(target)
            break
        except OSError as error:
            if not _is_held(error) or attempt == _REPLACE_ATTEMPTS:
                raise
            time.sleep(_REPLACE_PAUSE)
    sync_folder(target.parent)


def place_new(source: Path, target: Path) -> None:
    """Put a finished file at a name that must be free. Raises `FileExistsError` and leaves both as they are if it is
    not."""
    if on_windows():
        source.rename(target)
    else:
        try:
            os.link(source, target)
        except FileExistsError:
            raise
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            _claim_and_replace(source, target)
        else:
            source.unlink()
    sync_folder(target.parent)


def _claim_and_replace(source: Path, target: Path) -> None:
    """For file systems without hard links, such as those of memory sticks."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        source.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            target.unlink()
        raise


def _is_held(error: OSError) -> bool:
    return on_windows() and getattr(error, "winerror", None) in _SHARING_VIOLATION


def is_open_elsewhere(path: Path) -> bool:
    """Whether an office program seems to have this file open: Windows refuses the rename, others leave a lock file
    beside it."""
    if not path.exists():
        return False
    if any((path.parent / name).exists() for name in (f"~${path.name}", f".~lock.{path.name}#")):
        return True
    if on_windows():
        try:
            path.rename(path)
        except OSError as error:
            return _is_held(error)
    return False


def free_space(folder: Path) -> int:
    """Bytes that the user may still write on the disk of a folder."""
    return shutil.disk_usage(folder).free


def identity(path: Path) -> tuple[int, int] | None:
    """Which file a name stands for, or None if there is none; changes when the file is replaced by another."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def is_link(status: os.stat_result) -> bool:
    """Whether this, from `lstat`, is of a name that stands for another place: a symbolic link, or a junction of
    Windows."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def name_followed(path: Path) -> Path:
    """The name beside which SQLite looks for its second files: it follows links first, but not on Windows."""
    return path.absolute() if on_windows() else Path(os.path.realpath(path))


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two names stand for one file, by whatever links; a name that no file can have stands for none."""
    if one.absolute() == other.absolute():
        return True
    try:
        return one.exists() and identity(one) == identity(other)
    except OSError:
        return False


def path_problem(path: Path, ending: str = "") -> str | None:
    """Why a new file cannot have this name: `name_missing` before its ending, `name_reserved`, `name_characters`,
    `name_ending`, `path_too_long`, or None.

    Windows refuses devices' names even with an ending, some characters, and paths beyond 259 characters; a file is
    mailed between systems, so names that Windows reserves are refused everywhere.
    """
    name = path.name
    if ending and name.lower().endswith(ending) and not name[: -len(ending)].strip(" ."):  # which systems hide
        return "name_missing"
    if name.split(".")[0].strip().lower() in _RESERVED:
        return "name_reserved"
    if any(character in _FORBIDDEN or ord(character) < 32 for character in name):
        return "name_characters"
    if name.endswith((" ", ".")):
        return "name_ending"
    too_long = len(str(path)) > _LONGEST_WINDOWS_PATH if on_windows() else len(os.fsencode(name)) > _LONGEST_NAME
    return "path_too_long" if too_long else None


class FileLock:
    """The operating system's lock on a file of its own, gone when the process ends, however it ends.

    The file goes with the lock; one that is left says that somebody worked under it and was cut short. Whoever had
    opened it before it went sees that its name stands for another file, or none, and begins again.
    """

    def __init__(self, path: Path, *, own_folder: bool = False) -> None:
        """`own_folder`: the folder holds nothing but locks, and goes with the last of them."""
        self.path = path
        self._own_folder = own_folder
        self.interrupted = False
        """Whether whoever worked under the lock before this one ended without saying so; known after `mark`."""
        self._descriptor: int | None = None
        self._marked = False

    def acquire(self) -> bool:
        """Take the lock without waiting. False if another window holds it. Raises `OSError` if nobody can tell:
        the file cannot be made, or its disk knows no locks."""
        for _ in range(_LOCK_ATTEMPTS):
            try:
                descriptor = self._open()
            except OSError:
                self._leave_folder()
                raise
            try:
                _lock(descriptor)
                stands = on_windows() or _stands_for(self.path, descriptor)
            except OSError as error:
                os.close(descriptor)
                if error.errno in ((errno.EACCES, errno.EDEADLK) if on_windows() else (errno.EAGAIN,)):
                    return False
                raise
            if stands:
                self._descriptor = descriptor
                return True
            os.close(descriptor)
        raise OSError(errno.ENOLCK, "the file of the lock is another one each time", str(self.path))

    def _open(self) -> int:
        """Make the file, and its folder, which whoever gives up the last lock may take away in between."""
        attempt = 1
        while True:
            try:
                private_folder(self.path.parent)
                return os.open(self.path, os.O_RDWR | os.O_CREAT, _OWNERS_FILE)
            except (FileNotFoundError, FileExistsError):
                if attempt == _FOLDER_ATTEMPTS:
                    raise
            except PermissionError as error:
                if not _is_held(error) or attempt == _REPLACE_ATTEMPTS:
                    raise
                time.sleep(_REPLACE_PAUSE)
            attempt += 1

    def is_free(self) -> bool:
        """Whether nobody holds it, without making a file. Raises `OSError` if that cannot be found out."""
        if not self.path.exists():
            return True
        free = self.acquire()
        self.release()
        return free

    def mark(self) -> None:
        """Say in the lock's file that somebody works under it, until the lock is given up.

        A full disk takes no mark. Then nobody knows later that the work was cut short, and nothing else is lost.
        """
        if self._descriptor is None:
            return
        try:
            self.interrupted = os.read(self._descriptor, 1) != b""
            if not self.interrupted:
                os.write(self._descriptor, b"+")
        except OSError:
            return
        self._marked = True

    def release(self) -> None:
        """Give the lock up. Its file goes, unless it tells of a work cut short that nobody has taken up yet."""
        if self._descriptor is None:
            return
        descriptor, marked = self._descriptor, self._marked
        self._descriptor, self._marked = None, False
        says_nothing = False
        try:
            if marked:
                os.ftruncate(descriptor, 0)
            says_nothing = os.fstat(descriptor).st_size == 0
            if says_nothing and not on_windows():  # while it is held: nobody may hold a lock without a name
                self._forget()
        except OSError:  # the disk of the lock is gone: the system gives the lock up, and nothing waits for its file
            pass
        finally:
            os.close(descriptor)
        if says_nothing and on_windows():  # which removes no file that anybody has open
            self._forget()

    def _forget(self) -> None:
        with contextlib.suppress(OSError):
            self.path.unlink()
            self._leave_folder()

    def _leave_folder(self) -> None:
        if self._own_folder:
            with contextlib.suppress(OSError):
                self.path.parent.rmdir()  # which fails while another lock is in it


def _stands_for(path: Path, descriptor: int) -> bool:
    opened = os.fstat(descriptor)
    return identity(path) == (opened.st_dev, opened.st_ino)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
