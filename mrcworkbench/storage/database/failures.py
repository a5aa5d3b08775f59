"""The one place where errors of SQLite and the operating system become errors that the user can act on.

What nobody outside can cause (a broken constraint, wrong SQL) becomes a `Fault`.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mrcworkbench.errors import Fault, UserError

_BY_ERRNO = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "file_too_large_for_disk",
    errno.EROFS: "read_only_folder",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.ENOENT: "vanished",
    errno.ENOTDIR: "folder_missing",
    errno.EISDIR: "is_folder",
    errno.EEXIST: "exists",
    errno.ENAMETOOLONG: "path_too_long",
    errno.EINVAL: "name_characters",
    errno.ETXTBSY: "open_in_program",
    errno.EBUSY: "open_in_program",
}
_BY_WINERROR = {
    5: "no_permission",
    32: "open_in_program",
    33: "open_in_program",
    112: "disk_full",
    206: "path_too_long",
}
_BY_SQLITE = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only_file",
    sqlite3.SQLITE_READONLY_DIRECTORY: "read_only_folder",
    sqlite3.SQLITE_READONLY_ROLLBACK: "interrupted_read_only",
    sqlite3.SQLITE_READONLY_DBMOVED: "vanished",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "not_a_database",
    sqlite3.SQLITE_PERM: "no_permission",
    sqlite3.SQLITE_AUTH: "no_permission",
    sqlite3.SQLITE_TOOBIG: "value_too_large",
    sqlite3.SQLITE_IOERR: "io_error",
}


class WrongRowError(Exception):
    """A stored row that no version of this program writes; told to the user as damage."""


@contextmanager
def told_to_user(path: Path) -> Iterator[None]:
    """Raise `UserError` with the file's path for every failure inside that has a cause outside the program."""
    try:
        yield
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error
    except OSError as error:
        raise from_system(error, path) from error
    except UnicodeError as error:
        raise _from_unicode(error, path) from error
    except WrongRowError as error:
        raise UserError("corrupt", path=str(path), detail=str(error)) from error
    except Exception as error:
        original = getattr(error, "orig", None)  # SQLAlchemy wraps what the driver raises
        if isinstance(original, sqlite3.Error):
            raise from_sqlite(original, path) from error
        if isinstance(original, UnicodeError):
            raise _from_unicode(original, path) from error
        raise


def from_system(error: OSError, path: Path) -> UserError:
    """The user's error for a failed call of the operating system."""
    code = _BY_WINERROR.get(getattr(error, "winerror", None) or 0) or _BY_ERRNO.get(error.errno or 0, "io_error")
    return UserError(code, path=str(path), detail=error.strerror or str(error))


def _from_unicode(error: UnicodeError, path: Path) -> UserError:
    """Text that cannot be written; or, on reading, damage that has reached SQLite's own messages or a name."""
    if isinstance(error, UnicodeEncodeError):
        return UserError("text_unstorable", path=str(path))
    return UserError("corrupt", path=str(path), detail=str(error))


def from_sqlite(error: sqlite3.Error, path: Path) -> UserError | Fault:
    """The user's error for what SQLite reports, or a `Fault` if only the program can have caused it."""
    extended = getattr(error, "sqlite_errorcode", None)
    if extended is None and "decode to UTF-8" in str(error):  # the driver's own error, about a stored text
        return UserError("corrupt", path=str(path), detail=str(error))
    if extended is None:
        return Fault(f"{type(error).__name__}: {error}")
    primary = extended & 0xFF
    if primary == sqlite3.SQLITE_CANTOPEN:
        return UserError(_why_it_cannot_be_opened(path), path=str(path), detail=str(error))
    if primary == sqlite3.SQLITE_ERROR and "no such" in str(error):
        return UserError("corrupt", path=str(path), detail=str(error))
    code = _BY_SQLITE.get(extended) or _BY_SQLITE.get(primary)
    if code is None:
        return Fault(f"{type(error).__name__} {extended}: {error}")
    if code in ("io_error", "read_only_file") and not path.exists():
        code = "vanished"
    return UserError(code, path=str(path), detail=str(error))


def _why_it_cannot_be_opened(path: Path) -> str:
    try:
        if path.is_dir():
            return "is_folder"
        if not path.exists():
            return "vanished"
    except OSError:
        return "no_permission"
    if not may(path, os.R_OK):
        return "no_permission"
    return "io_error" if may(path.parent, os.W_OK) else "read_only_folder"


def may(path: Path, mode: int) -> bool:
    """Whether the user in whose name the program acts may do this, where the system can tell."""
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)
