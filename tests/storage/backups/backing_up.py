"""What the tests of backups share: a backup made as the program makes it, and changes of a database by hand."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mrcworkbench import paths
from mrcworkbench.storage.backups.limits import BackupLimits
from mrcworkbench.storage.backups.making import back_up
from mrcworkbench.storage.backups.names import BEFORE_MERGE, HASHES
from mrcworkbench.storage.backups.thinning import thin
from mrcworkbench.storage.database.connection import Database

MOMENT = datetime(2026, 7, 31, 9, 30, tzinfo=UTC)
ANY_SIZE = 1_000_000


def made(database: Path, moment: datetime = MOMENT, reason: str = BEFORE_MERGE) -> Path:
    """Where the backup is."""
    with closing(Database(database, read_only=False)) as opened, opened.reading_pages() as pages:
        return back_up(database, reason, moment, pages)


def made_daily(database: Path, days: int, first: datetime = MOMENT) -> list[Path]:
    """One a day, with a change before each."""
    backups = []
    for day in range(days):
        note(database, f"day {day}")
        backups.append(made(database, first + timedelta(days=day)))
    return backups


def note(database: Path, text: str) -> None:
    """Change a few pages."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT OR REPLACE INTO settings (key, value) VALUES ('noted', ?)", (text,))


def fill(database: Path, *, megabytes: int, name: str = "filled") -> None:
    """Make it so much larger, with what cannot be packed."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.executemany(
            "INSERT INTO settings (key, value) VALUES (?, hex(randomblob(500000)))",
            [(f"{name} {number}",) for number in range(megabytes)],
        )


def shrink(database: Path) -> None:
    """Take out what `fill` put in, and give the pages back."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("DELETE FROM settings WHERE key LIKE 'filled%'")
        connection.execute("VACUUM")


def thinned(database: Path, newest: Path, most: int, megabytes: int = ANY_SIZE) -> None:
    thin(database, newest, BackupLimits(most, megabytes))


def there(folder: Path | None = None) -> list[str]:
    """The names of backups in a folder, without the hashes beside them."""
    return sorted(path.name for path in (folder or paths.backups()).iterdir() if path.suffix != HASHES)
