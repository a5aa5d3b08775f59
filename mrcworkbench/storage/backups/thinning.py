"""Backups from before a merge or a withdrawal go, the oldest first, when there are more than the user keeps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mrcworkbench.storage.backups.limits import MEGABYTE, BackupLimits
from mrcworkbench.storage.backups.listing import Backup, backups_of
from mrcworkbench.storage.backups.names import hashes_beside


def thin(database: Path, newest: Path, limits: BackupLimits) -> None:
    """Remove what is too many or too large, of `database` alone.

    `newest` stays whatever the clock and its size say; so do those from before an upgrade or a move, which are not
    counted; and a whole copy from which others differ, which is counted. What cannot be removed goes next time.
    """
    for one in list(_to_remove(backups_of(database), newest, limits)):
        with suppress(OSError):
            remove(one.path)


def remove(backup: Path) -> None:
    """A backup, and the hashes beside it. Raises `OSError`."""
    backup.unlink()
    with suppress(FileNotFoundError):
        hashes_beside(backup).unlink()


def _to_remove(found: tuple[Backup, ...], newest: Path, limits: BackupLimits) -> Iterator[Backup]:
    staying = [one for one in reversed(found) if not one.is_loose]
    while True:
        counted = [one for one in staying if one.reason in ("merge", "withdrawal")]
        size = sum(one.size for one in counted)
        if len(counted) <= limits.most and size <= limits.megabytes * MEGABYTE:
            return
        needed = {newest, *(one.base for one in staying)}
        oldest = next((one for one in counted if one.path not in needed), None)
        if oldest is None:
            return
        staying.remove(oldest)
        yield oldest
