"""Which files a merge or a check reads: those named, and in folders, however deep, those that are ours."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mrcworkbench import paths, systems
from mrcworkbench.errors import UsageError
from mrcworkbench.services.merging.passed_over import PassedOver, hidden, marked_backup, without_header
from mrcworkbench.services.session.holding.notices import notice_file
from mrcworkbench.services.steps import SilentReporter, StepReporter
from mrcworkbench.storage.backups.names import is_called_backup

_REPORT_EVERY = 100
"""Files of a folder between two steps of the progress."""


@dataclass(frozen=True)
class FoundFiles:
    """What was named and what folders hold: the files to read, in this order, and what is passed over. Together they
    are all that was seen."""

    files: tuple[Path, ...]
    passed_over: tuple[PassedOver, ...] = ()


def files_to_read(
    sources: Iterable[Path], target: Path | None = None, progress: StepReporter | None = None
) -> FoundFiles:
    """The files named are to be read; so are those in folders that end in `.mrcw`, or whose header is ours whatever
    their name. Those of a folder are sorted by path.

    In folders, all others are passed over: hidden files and folders (unfinished downloads, waste baskets of memory
    sticks; a folder counts once), the database `target` that they are merged into, backups of whatever database, links.
    Links and folders whose name ends like a file's, and folders that cannot be looked into, are listed, to be refused.
    Raises `UsageError` merge_into_itself if the target itself is named.
    """
    walk = _Walk(target, progress or SilentReporter())
    for source in sources:
        if _is_folder(source):
            walk.look_into(source)
        elif target is not None and walk.is_target(source):
            raise UsageError("merge_into_itself", path=str(source))
        else:
            walk.files.append(source)
    return FoundFiles(tuple(walk.files), tuple(walk.passed_over))


class _Walk:
    """Goes through folders, and sorts what is in them."""

    def __init__(self, target: Path | None, progress: StepReporter) -> None:
        self.files: list[Path] = []
        self.passed_over: list[PassedOver] = []
        self._progress = progress
        self._own = None if target is None else _identity(target)
        self._notice = None if target is None else notice_file(target)
        """Which lies there as long as the target is open, so that it is none of what was to be read."""
        self._seen = 0

    def is_target(self, path: Path) -> bool:
        """Whether it is the target, by whatever name."""
        return self._own is not None and _identity(path) == self._own

    def look_into(self, folder: Path) -> None:
        """Everything in a folder, however deep; no link is followed."""
        closed: list[Path] = []
        for place, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
            here = Path(place)
            deeper = [name for name in folders if self._is_to_enter(here / name)]
            for name in sorted({*files, *folders} - {*deeper}):
                self._sort(here / name)
            folders[:] = sorted(deeper)
        self.files.extend(closed)

    @staticmethod
    def _is_to_enter(folder: Path) -> bool:
        if hidden(folder) or _has_ending(folder.name):
            return False
        try:
            status = folder.lstat()
        except OSError:  # gone in the meantime, which is told of it as of a file
            return False
        return stat.S_ISDIR(status.st_mode) and not systems.is_link(status)

    def _sort(self, path: Path) -> None:
        if self._notice is not None and path.name == self._notice.name and systems.is_same_file(path, self._notice):
            return
        self._seen += 1
        if self._seen % _REPORT_EVERY == 0:
            self._progress.step(text=path.name)
        passed_over = hidden(path) or self._why_not(path)
        if passed_over is None:
            self.files.append(path)
        else:
            self.passed_over.append(passed_over)

    def _why_not(self, path: Path) -> PassedOver | None:
        try:
            status = path.lstat()
        except OSError as error:
            cause = error.strerror or str(error)
            return None if _has_ending(path.name) else PassedOver(path, "unreadable", {"cause": cause})
        if systems.is_link(status):
            return None if _has_ending(path.name) else PassedOver(path, "link")
        if (status.st_dev, status.st_ino) == self._own:
            return PassedOver(path, "target")
        if is_called_backup(path.name):
            return PassedOver(path, "backup")
        return marked_backup(path) if _has_ending(path.name) else without_header(path, status)


def _is_folder(path: Path) -> bool:
    """Whether it is a folder and no link. `Path.is_dir` raises for names that no file can have."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (OSError, ValueError):  # whoever reads it says why
        return False


def _has_ending(name: str) -> bool:
    return name.lower().endswith(paths.DATABASE_SUFFIX)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        return systems.identity(path)
    except (OSError, ValueError):  # whoever reads it says why
        return None
