"""The backups that there are of a database."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mrcworkbench.storage.backups.names import DIFFERENCE, Named, Reason, backups_by_name, hashes_beside
from mrcworkbench.storage.backups.packs import read_about


@dataclass(frozen=True, slots=True)
class Backup:
    """`size` in bytes, with the hashes beside it; `base` is the whole copy that a difference needs, None where it does
    not say so; `number` is higher for the later one, 0 where nothing tells. `is_loose`: one of earlier versions, which
    laid it beside the database; nobody but the user removes those.
    """

    path: Path
    reason: Reason
    made_at: datetime
    size: int
    number: int
    is_whole: bool
    base: Path | None
    is_loose: bool

    @property
    def id(self) -> str:
        return self.path.name

    @property
    def is_usable(self) -> bool:
        """Whether what it needs is there; whether it is undamaged is found out by restoring it."""
        return self.is_whole or (self.base is not None and self.base.is_file())

    @property
    def order(self) -> tuple[int, datetime, str]:
        """By which they were made one after the other."""
        return self.number, self.made_at, self.id


def backups_of(database: Path) -> tuple[Backup, ...]:
    """All of a database, the latest first. What cannot be looked at is left out."""
    found: list[Backup] = []
    for named in backups_by_name(database):
        with suppress(OSError):
            found.append(_backup(named))
    return tuple(sorted(found, key=lambda one: one.order, reverse=True))


def _backup(named: Named) -> Backup:
    path = named.path
    is_whole = path.suffix != DIFFERENCE
    about = None if named.is_loose else read_about(hashes_beside(path) if is_whole else path)
    size = path.stat().st_size
    if is_whole and not named.is_loose:
        with suppress(FileNotFoundError):
            size += hashes_beside(path).stat().st_size
    base = None if about is None else Path(about.base).name
    return Backup(
        path,
        named.reason,
        named.made_at if about is None else about.moment,
        size,
        0 if about is None else about.number,
        is_whole,
        path.with_name(base) if base else None,
        named.is_loose,
    )
