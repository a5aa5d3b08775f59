"""Files that appear whole or not at all: written beside the target, made durable, looked at, then put in its place."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path

from mrcworkbench import leftovers, systems
from mrcworkbench.errors import UserError

_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)


def write_whole(
    target: Path, suffix: str, write: Callable[[Path], None], look: Callable[[Path], None] = lambda _: None
) -> None:
    """Let `write` make a new file beside `target`, let `look` read it back, and put it in place at once.

    Whatever goes wrong, also a cancel, leaves the old file as it was and nothing beside it. Raises `UserError`
    `report_name_ending`, `report_is_folder`, `report_not_ordinary`, `report_folder_missing`,
    `report_folder_not_writable`, `copy_onto_protected`, `report_disk_full`, `report_open_elsewhere` or
    `report_not_written`, each with `path`.
    """
    target = _checked(target, suffix)
    draft = leftovers.unfinished_name(target.parent, suffix)
    with leftovers.claimed(draft):
        try:
            draft.touch(mode=0o600, exist_ok=False)
            write(draft)
            systems.sync_file(draft)
            look(draft)
            _keep_permissions(draft, target)
            if systems.is_open_elsewhere(target):
                raise UserError("report_open_elsewhere", path=target)
            systems.replace(draft, target)
        except OSError as error:
            raise explained(error, target) from error


def spare_database(target: Path, database: Path) -> None:
    """Raises `UserError` report_onto_database if the target is the database that is open, under whatever name."""
    with contextlib.suppress(OSError):  # a file that is not there, or in no place to look at, is none of ours
        if target.samefile(database):
            raise UserError("report_onto_database", path=target)


def _checked(target: Path, suffix: str) -> Path:
    """The real place of the target, once it can be one."""
    try:
        if target.is_dir():
            raise UserError("report_is_folder", path=target)
        if not target.name.lower().endswith(suffix):
            raise UserError("report_name_ending", path=target, ending=suffix)
        problem = systems.path_problem(target, suffix)
        if problem is not None:
            raise UserError(problem, path=target, name=target.name)
        target = target.resolve()
        if target.exists() and not target.is_file():
            raise UserError("report_not_ordinary", path=target)
        if target.exists() and not os.access(target, os.W_OK):
            raise UserError("copy_onto_protected", path=target)
        if not target.parent.is_dir():
            raise UserError("report_folder_missing", path=target, folder=target.parent)
    except OSError as error:
        raise explained(error, target) from error
    if systems.is_open_elsewhere(target):
        raise UserError("report_open_elsewhere", path=target)
    return target


def _keep_permissions(draft: Path, target: Path) -> None:
    """A new file gets what the user's other files get; a replaced one keeps what it had."""
    if systems.on_windows():
        return
    if target.exists():
        mode = target.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    draft.chmod(mode)


def explained(error: OSError, target: Path) -> UserError:
    """What to tell the user of a failure at `target`."""
    if error.errno in _FULL:
        return UserError("report_disk_full", path=target)
    if systems.on_windows() and isinstance(error, PermissionError) and target.exists():
        return UserError("report_open_elsewhere", path=target)
    if error.errno in _NOT_ALLOWED:
        return UserError("report_folder_not_writable", path=target, folder=target.parent)
    return UserError("report_not_written", path=target, reason=error.strerror or str(error))
