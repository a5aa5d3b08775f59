"""What a database was before it is changed as a whole: copies in the user's data folder, found by name.

Where the data folder takes none (full, write-protected), the copy lies beside the database, as those of 0.1.0 do. A
change of which no copy can be kept is not made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from mrcworkbench import clocks, paths, systems
from mrcworkbench.errors import UserError
from mrcworkbench.storage.database.failures import told_to_user

BEFORE_MERGE = "before merge"
BEFORE_MOVE = "before moving on"
KEPT = 3
"""Copies of a database from before a merge that are kept. Those from before an upgrade and from before moving on
stay."""
_MOST_OF_NAME = 60
"""Bytes of the database's name in that of its backup, so that the longest name and the deepest folder still take it."""
_MARK = 8
"""Digits that tell databases of one name apart."""
_DAY = r"(?P<day>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)( (?P<number>\d+))?"
_REASON = rf"(?P<reason>{BEFORE_MERGE}|{BEFORE_MOVE}|before upgrade from v\d+)"
_OF_FIRST_VERSION = r"backup v\d+ \d{4}-\d\d-\d\d( \d+)?"
"""How 0.1.0 would have called a copy from before an upgrade."""
_OTHER_PLACE = frozenset(
    {
        "disk_full",
        "exists",
        "file_too_large_for_disk",
        "folder_missing",
        "io_error",
        "is_folder",
        "name_characters",
        "name_ending",
        "name_reserved",
        "no_permission",
        "path_too_long",
        "read_only_file",
        "read_only_folder",
        "second_file_there",
        "vanished",
    }
)
"""What says that a copy cannot lie in one place, and nothing about another place."""


def before_upgrade(version: int) -> str:
    """The reason for a copy of a database of an older format."""
    return f"before upgrade from v{version}"


def back_up(database: Path, reason: str, moment: datetime, copy: Callable[[Path], None]) -> Path:
    """Have `copy` write the database to a name that tells which one, why and when; say where it is.

    Raises `UserError` no_backup where no place takes it, and what `copy` raises about the database itself.
    """
    for make_name in (_in_data_folder, _beside):
        try:
            with told_to_user(paths.backups()):
                backup = make_name(database, reason, moment)
                copy(backup)
        except UserError as error:
            if error.code not in _OTHER_PLACE:
                raise
            last = error
        else:
            return backup
    raise UserError("no_backup", path=str(database), folder=str(paths.backups())) from last


def keep_latest(database: Path, newest: Path) -> None:
    """Remove the copies from before a merge that are not among the last few, in the place where the newest is.

    The newest stays, also where the clock was set back and its name is not the last.
    """
    with suppress(OSError):  # they go after the next merge
        names = names_of_backups(database)
        found = ((name, names.fullmatch(name)) for name in _names(newest.parent) if name != newest.name)
        dated = (
            ((made["day"], int(made["number"] or 1)), name)
            for name, made in found
            if made is not None and made["reason"] == BEFORE_MERGE
        )
        for _, name in sorted(dated)[: 1 - KEPT]:
            newest.with_name(name).unlink()


def names_of_backups(database: Path) -> re.Pattern[str]:
    """How files beside the database and in the folder of backups are called that are backups of it."""
    mark = paths.fingerprint(database)[:_MARK]
    names = "|".join(re.escape(name) for name in (database.stem, _short(database)))
    return re.compile(rf"((.* {mark}|{names}) {_REASON} {_DAY}|({names}) {_OF_FIRST_VERSION})(\.\w+)?")


def _names(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries]


def _in_data_folder(database: Path, reason: str, moment: datetime) -> Path:
    folder = paths.backups()
    systems.private_folder(folder)
    return _free(folder, f"{_short(database)} {paths.fingerprint(database)[:_MARK]} {reason}", moment)


def _beside(database: Path, reason: str, moment: datetime) -> Path:
    return _free(database.absolute().parent, f"{_short(database)} {reason}", moment)


def _short(database: Path) -> str:
    name = database.name.removesuffix(paths.DATABASE_SUFFIX)
    return systems.shortened(name, _MOST_OF_NAME).rstrip(" .")


def _free(folder: Path, name: str, moment: datetime) -> Path:
    day = clocks.local(moment).strftime("%Y-%m-%d %H.%M.%S")
    numbered = (f"{name} {day}{f' {number}' if number > 1 else ''}{paths.DATABASE_SUFFIX}" for number in count(1))
    return next(folder / one for one in numbered if not os.path.lexists(folder / one))
