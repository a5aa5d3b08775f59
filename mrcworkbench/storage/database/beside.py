"""What lies beside a database under the names of SQLite's second files, judged before SQLite acts on it.

None of these files is ever locked by SQLite, so that reading them by hand drops no lock.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from mrcworkbench import systems
from mrcworkbench.errors import UserError
from mrcworkbench.storage.database.header import journal_of
from mrcworkbench.storage.database.journals import (
    ForeignJournalError,
    Journal,
    JournalKind,
    SuperJournalError,
    read_journal,
    require_no_super_journal,
)

_SHARED_MEMORY = tuple(number.to_bytes(4, order) for number in (0, 3_007_000) for order in ("big", "little"))
"""With which SQLite's index of a write-ahead log begins."""


def hot_journal(path: Path, page_size: int, *, wal_mode: bool) -> Journal | None:
    """Judge what lies beside a database that nobody else has open. Gives the journal of an interrupted save, if there
    is one.

    Raises `UserError`: second_file_hostile, second_file_foreign, second_file_no_file, second_file_unreadable and
    wal_there.
    """
    place = systems.name_followed(path)
    _require_no_log(place)
    _require_own_index(place, wal_mode=wal_mode)
    if _require_ordinary(journal_of(place), place) == 0:
        return None
    try:
        with opened_journal(place) as (file, size), refused(place):
            journal = read_journal(file, size, page_size) if size else None
    except FileNotFoundError:  # whoever was saving has done so
        return None
    return None if journal is None or journal.kind is JournalKind.COLD else journal


def require_not_hostile(path: Path) -> None:
    """Judge what lies beside a database that another window works in: its own journal may be there. Raises as
    `hot_journal` does."""
    place = systems.name_followed(path)
    _require_no_log(place)
    if _require_ordinary(journal_of(place), place) > 0:
        try:
            with opened_journal(place) as (file, size), refused(place):
                require_no_super_journal(file, size)
        except FileNotFoundError:  # the other window has saved
            return


@contextmanager
def refused(place: Path) -> Iterator[None]:
    """The user's words for a journal that may not be played back."""
    name = journal_of(place).name
    try:
        yield
    except SuperJournalError as error:
        raise UserError("second_file_hostile", path=str(place), name=name) from error
    except ForeignJournalError as error:
        raise UserError("second_file_foreign", path=str(place), name=name) from error


@contextmanager
def opened_journal(place: Path) -> Iterator[tuple[BinaryIO, int]]:
    """The journal, opened for reading, and its size. Raises `UserError` second_file_no_file and second_file_unreadable,
    `FileNotFoundError` where it has gone."""
    name = journal_of(place)
    _require_ordinary(name, place)
    try:
        descriptor = os.open(name, systems.OPEN_UNFOLLOWED)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _unreadable(name, place, error) from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UserError("second_file_no_file", path=str(place), name=name.name)
        try:
            yield file, status.st_size
        except OSError as error:
            raise _unreadable(name, place, error) from error


def _require_no_log(place: Path) -> None:
    """A write-ahead log holds a part of what another program saved, and belongs to that program."""
    log = place.with_name(f"{place.name}-wal")
    if _require_ordinary(log, place) > 0:
        raise UserError("wal_there", path=str(place), name=log.name)


def _require_own_index(place: Path, *, wal_mode: bool) -> None:
    """The index of a log is no danger by itself; turning the database back to a journal deletes it, though."""
    index = place.with_name(f"{place.name}-shm")
    if _require_ordinary(index, place) > 0 and wal_mode:
        try:
            descriptor = os.open(index, systems.OPEN_UNFOLLOWED)
        except OSError as error:
            raise _unreadable(index, place, error) from error
        with os.fdopen(descriptor, "rb") as file:
            if file.read(4) not in _SHARED_MEMORY:
                raise UserError("second_file_foreign", path=str(place), name=index.name)


def _require_ordinary(second: Path, place: Path) -> int:
    """The size of a second file, 0 for none. Raises `UserError` second_file_no_file."""
    try:
        status = second.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return 0
    if not stat.S_ISREG(status.st_mode):
        raise UserError("second_file_no_file", path=str(place), name=second.name)
    return status.st_size


def _unreadable(second: Path, place: Path, error: OSError) -> UserError:
    return UserError("second_file_unreadable", path=str(place), name=second.name, detail=error.strerror or str(error))
