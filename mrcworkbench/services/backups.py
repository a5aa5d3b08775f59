"""The backups of a database: listed, restored to a new file, and how many of them are kept."""

from __future__ import annotations

import os
from pathlib import Path

from mrcworkbench import log
from mrcworkbench.errors import UserError
from mrcworkbench.storage.backups.limits import (
    MOST_KEPT,
    MOST_MEGABYTES,
    BackupLimits,
    load_limits,
    save_limits,
)
from mrcworkbench.storage.backups.listing import Backup, backups_of
from mrcworkbench.storage.backups.making import expected_size
from mrcworkbench.storage.backups.restoring import restore

__all__ = [
    "MOST_KEPT",
    "MOST_MEGABYTES",
    "Backup",
    "BackupLimits",
    "backups_of",
    "expected_size",
    "load_limits",
    "restore_backup",
    "save_limits",
]


def restore_backup(database: Path, which: str, target: Path) -> Path:
    """Write one of the backups of a database to a new file, and say where the backup is. `which` is its id, or the path
    of a backup that lies anywhere: the database itself need not be there any more.

    Raises `UserError` backup_unknown, and as `storage.backups.restoring` does.
    """
    known = {one.id: one.path for one in backups_of(database)}
    backup = known.get(which, Path(which))
    if which not in known and not os.path.lexists(backup):
        raise UserError("backup_unknown", id=which, path=str(database))
    restore(backup, target)
    log.event("restored", whole=not backup.name.endswith(".mrcwdiff"))
    return backup
