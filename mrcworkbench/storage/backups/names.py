"""Where backups lie, and what they are called: of which database they are, why they were made and when."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Literal, TypeAlias

from mrcworkbench import clocks, paths, systems

Reason: TypeAlias = Literal["merge", "withdrawal", "move", "upgrade"]
BEFORE_MERGE = "before merge"
BEFORE_WITHDRAWAL = "before withdrawal"
BEFORE_MOVE = "before moving on"
WHOLE, DIFFERENCE, HASHES = paths.DATABASE_SUFFIX, ".mrcwdiff", ".mrcwpages"
"""Endings: of a whole copy, of what differs from one, and of the hashes of its pages, which lie beside it."""
_MOST_OF_NAME = 60
"""Bytes of the database's name in that of its backup, so that the longest name and the deepest folder still take it."""
_MARK = 8
"""Digits that tell databases of one name apart."""
_MOMENT = "%Y-%m-%d %H.%M.%S"
_DAY = r"(?P<day>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)( \d+)?"
_OF_WITHDRAWAL, _OF_MOVE = f"(?P<withdrawal>{BEFORE_WITHDRAWAL})", f"(?P<move>{BEFORE_MOVE})"
_REASON = rf"({BEFORE_MERGE}|{_OF_WITHDRAWAL}|{_OF_MOVE}|(?P<upgrade>before upgrade from v\d+))"
_OF_FIRST_VERSION = r"(?P<first>backup v\d+ (?P<first_day>\d{4}-\d\d-\d\d))( \d+)?"
"""How 0.1.0 would have called a copy from before an upgrade."""
_MADE = rf"({_REASON} {_DAY}|{_OF_FIRST_VERSION})"
_ANY = re.compile(rf".+ {_MADE}(\.\w+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A backup, as far as its name tells. `is_loose`: one of earlier versions, which laid it beside the database."""

    path: Path
    reason: Reason
    made_at: datetime
    is_loose: bool


def before_upgrade(version: int) -> str:
    """The reason for a copy of a database of an older format."""
    return f"before upgrade from v{version}"


def is_called_backup(name: str) -> bool:
    """Whether a file is called as backups are, of whatever database and version."""
    return name.lower().endswith((DIFFERENCE, HASHES)) or _ANY.fullmatch(name) is not None


def places(database: Path) -> tuple[Path, Path]:
    """The folders for backups of a database, the better first; they need not be there."""
    return paths.backups(), database.absolute().parent / f"{_short(database)} backups"


def new_backup(database: Path, folder: Path, reason: str, moment: datetime) -> Path:
    """A free name in one of its places for a whole copy; a difference has another ending. Raises `OSError`."""
    mark = f" {_mark(database)}" if folder == paths.backups() else ""
    name = f"{_short(database)}{mark} {reason} {clocks.local(moment).strftime(_MOMENT)}"
    numbered = (folder / f"{name}{f' {number}' if number > 1 else ''}" for number in count(1))
    free = (one for one in numbered if not any(os.path.lexists(f"{one}{end}") for end in (WHOLE, DIFFERENCE, HASHES)))
    stem = next(free)
    return stem.with_name(f"{stem.name}{WHOLE}")


def hashes_beside(whole: Path) -> Path:
    """Where the hashes of the pages of a whole copy lie."""
    return whole.with_name(f"{whole.name.removesuffix(WHOLE)}{HASHES}")


def backups_by_name(database: Path) -> Iterator[Named]:
    """The backups of a database in its places and, of earlier versions, beside it."""
    own, beside = places(database)
    ending = rf"({re.escape(WHOLE)}|{re.escape(DIFFERENCE)})"
    names = "|".join(re.escape(name) for name in {database.stem, _short(database)})
    yield from _named(own, re.compile(rf".* {_mark(database)} {_REASON} {_DAY}{ending}"))
    yield from _named(beside, re.compile(rf"({names}) {_REASON} {_DAY}{ending}"))
    yield from _named(database.absolute().parent, re.compile(rf"({names}) {_MADE}(\.\w+)?"), is_loose=True)


def _named(folder: Path, pattern: re.Pattern[str], *, is_loose: bool = False) -> Iterator[Named]:
    for name in _files(folder):
        made = pattern.fullmatch(name)
        moment = None if made is None else _moment(made.groupdict())
        if made is not None and moment is not None:
            yield Named(folder / name, _reason(made.groupdict()), moment, is_loose)


def _files(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
    except OSError:  # none is there, or nobody may look into it
        return []


def _reason(made: dict[str, str | None]) -> Reason:
    if made["withdrawal"] is not None:
        return "withdrawal"
    if made["move"] is not None:
        return "move"
    return "merge" if made["upgrade"] is None and made.get("first") is None else "upgrade"


def _moment(made: dict[str, str | None]) -> datetime | None:
    """Names tell the time on this computer's clock; None for what is none."""
    day = made["day"] or f"{made['first_day']} 00.00.00"
    try:
        return datetime.strptime(day, _MOMENT).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _mark(database: Path) -> str:
    return paths.fingerprint(database)[:_MARK]


def _short(database: Path) -> str:
    name = database.name.removesuffix(paths.DATABASE_SUFFIX)
    return systems.shortened(name, _MOST_OF_NAME).rstrip(" .")
