"""Keeps what a database is before it is changed as a whole. A change of which nothing can be kept is not made."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench import paths, systems
from mrcworkbench.errors import UserError
from mrcworkbench.storage.backups.limits import load_limits
from mrcworkbench.storage.backups.listing import Backup, backups_of
from mrcworkbench.storage.backups.names import DIFFERENCE, new_backup, places
from mrcworkbench.storage.backups.packs import About
from mrcworkbench.storage.backups.thinning import remove, thin
from mrcworkbench.storage.backups.writing import Base, TooDifferentError, read_base, write_difference, write_whole
from mrcworkbench.storage.database.creation import require_name
from mrcworkbench.storage.database.failures import told_to_user

if TYPE_CHECKING:
    from mrcworkbench.storage.database.pages import Pages

WHOLE_UP_TO = 32 * 1024 * 1024
"""Bytes of a database of which every backup is a whole copy, which any program for databases opens."""
_OLD = timedelta(days=60)
"""After which a whole copy is made again, so that not everything hangs on one file."""
_AT_LEAST = 1024 * 1024
"""Bytes that are expected of a difference where no other tells."""
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
"""What says that a backup cannot lie in one place, and nothing about another place."""


def back_up(database: Path, reason: str, moment: datetime, pages: Pages) -> Path:
    """Keep the pages of the database under a name that tells of which one, why and when; say where.

    Raises `UserError` no_backup where no place takes them, and what is wrong with the database itself.
    """
    found = backups_of(database)
    number = 1 + max((one.number for one in found), default=0)
    about = About(reason, moment.isoformat(), number, pages.size, pages.count, "")
    for folder in places(database):
        try:
            with told_to_user(folder):
                systems.private_folder(folder)
                target = new_backup(database, folder, reason, moment)
                require_name(target)
                return _written(pages, _base(found, folder, pages, moment), target, about)
        except UserError as error:
            if error.code not in _OTHER_PLACE:
                raise
            last = error
    raise UserError("no_backup", path=str(database), folder=str(paths.backups())) from last


def keep(database: Path, backup: Path, *, needed: bool) -> Path | None:
    """After a merge: one that turned out not to be needed goes, unless it is a large copy from which the next ones
    differ; else those go that are too many by now. What stays for this merge."""
    if needed:
        thin(database, backup, load_limits())
        return backup
    with suppress(OSError):
        if backup.suffix == DIFFERENCE or backup.stat().st_size <= WHOLE_UP_TO:
            remove(backup)
    return None


def expected_size(database: Path) -> int:
    """Bytes that the next backup of this file will take, about; 0 where there is no file.

    Of a small database its size; of a large one what the last difference took, or what was added to it since the whole
    copy, or its size where the next copy is a whole one.
    """
    with suppress(OSError):
        size = database.stat().st_size
        found = [one for one in backups_of(database) if one.path.parent == places(database)[0]]
        whole = next((one for one in found if one.is_whole), None)
        if size <= WHOLE_UP_TO or whole is None:
            return size
        differences = (one.size for one in found if one.base == whole.path)
        return next(differences, max(_AT_LEAST, size - whole.size))
    return 0


def _written(pages: Pages, base: Base | None, target: Path, about: About) -> Path:
    if base is not None:
        with suppress(TooDifferentError):
            return write_difference(pages, base, target, about)
    write_whole(pages, target, about)
    return target


def _base(found: tuple[Backup, ...], folder: Path, pages: Pages, moment: datetime) -> Base | None:
    """The whole copy in this folder from which the next backup may differ; None where it is to be a whole one."""
    last = next((one for one in found if one.is_whole and one.path.parent == folder), None)
    if last is None or pages.size * pages.count <= WHOLE_UP_TO or moment - last.made_at > _OLD:
        return None
    base = read_base(last.path)
    return base if base is not None and base.about.page_size == pages.size else None
