"""The part of the store that copies the file as a whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from mrcworkbench.storage.backups.making import back_up
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.copies import copy_database


class BackupStore:
    """Of one open file. Both raise `UserError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, reason: str, moment: datetime) -> Path:
        """Keep what the file is now, see `making.back_up`; where that lies."""
        with self._database.reading_pages() as pages:
            return back_up(self._database.path, reason, moment, pages)

    def copy_to(self, target: Path) -> None:
        """Write the whole database, as it is in the file, to a new file that is none of its backups."""
        with self._database.reading_own():
            copy_database(self._database.raw(), target)
