"""Which files a merge reads: those named, and in folders every `*.mrcw`, however deep."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from mrcworkbench import paths, systems
from mrcworkbench.errors import UsageError

KEPT_BACKUPS = 3
"""Copies of a database that stay beside it, made before a merge."""
_WHEN = "%Y-%m-%d %H.%M.%S"
_UNFINISHED = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{8}\.unfinished(-journal)?")
"""As `storage.creation` calls what it has not put in place yet."""


def files_to_read(sources: Iterable[Path], target: Path) -> tuple[Path, ...]:
    """The files in the order given, those of a folder sorted by path.

    In folders, hidden files and folders are passed over (unfinished downloads, waste baskets of memory sticks), and so
    are the target and its backups. Links, folders whose name ends like a file's, and folders that cannot be looked into
    are listed, to be refused. Raises `UsageError` merge_into_itself if the target itself is named.
    """
    own = _identity(target)
    found: list[Path] = []
    for source in sources:
        if _is_folder(source):
            found.extend(_in_folder(source, target, own))
        elif own is not None and _identity(source) == own:
            raise UsageError("merge_into_itself", path=str(source))
        else:
            found.append(source)
    return tuple(found)


def backup_name(target: Path, moment: datetime) -> Path:
    """Where to put the copy that is made before a merge at this time."""
    day = moment.astimezone().strftime(_WHEN)
    for number in range(1, 1000):
        again = f" {number}" if number > 1 else ""
        path = target.with_name(f"{target.stem} before merge {day}{again}{target.suffix}")
        if not os.path.lexists(path):
            break
    return path


def old_backups(target: Path) -> tuple[Path, ...]:
    """The backups beside a database that are not among its latest, the oldest first."""
    with os.scandir(target.parent) as entries:
        mine = sorted(entry.name for entry in entries if _is_backup(entry.name, target) and entry.is_file())
    return tuple(target.with_name(name) for name in mine[:-KEPT_BACKUPS])


def unfinished_backups(target: Path) -> tuple[Path, ...]:
    """What a merge that died while it made its backup left beside the database."""
    with os.scandir(target.parent) as entries:
        found = ((entry.name, _UNFINISHED.fullmatch(entry.name)) for entry in entries)
        return tuple(target.with_name(name) for name, made in found if made and _is_backup(made["name"], target))


def _in_folder(folder: Path, target: Path, own: tuple[int, int] | None) -> Iterator[Path]:
    beside = _identity(target.absolute().parent)
    closed: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        here = Path(place)
        links = [name for name in folders if _has_ending(name) or (here / name).is_symlink()]
        folders[:] = sorted(name for name in folders if name not in links and not name.startswith("."))
        in_own = _identity(here) == beside
        for name in sorted((*files, *links)):
            if name.startswith(".") or not _has_ending(name) or (in_own and _is_backup(name, target)):
                continue
            path = here / name
            if path.is_symlink() or own is None or _identity(path) != own:
                yield path
    yield from closed


def _is_folder(path: Path) -> bool:
    """Whether it is a folder and no link. `Path.is_dir` raises for names that no file can have."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (OSError, ValueError):  # whoever reads it says why
        return False


def _has_ending(name: str) -> bool:
    return name.lower().endswith(paths.DATABASE_SUFFIX)


def _is_backup(name: str, target: Path) -> bool:
    day = r"\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d( \d+)?"
    return re.fullmatch(f"{re.escape(target.stem)} before merge {day}{re.escape(target.suffix)}", name) is not None


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        return systems.identity(path)
    except (OSError, ValueError):  # whoever reads it says why
        return None
