"""What a folder holds beside submissions: passed over, but named, with a reason that says what to do about it."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench import folders_in_place, paths
from mrcworkbench.storage.strangers.starts import is_archive, is_backup, is_database, is_document, is_ours, read_start

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts

_NOTICE = ".~"
"""With which the name of what this program lays beside a file that it has open begins."""
_SECOND_FILES = ("-journal", "-wal", "-shm")
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".cab")
_MAILS = (".eml", ".emlx", ".msg", ".mbox", "winmail.dat")
_UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".opdownload", ".download", ".tmp", ".unfinished")
_DOCUMENTS = (
    *(".doc", ".docx", ".docm", ".odt", ".rtf", ".pdf", ".txt", ".md", ".log", ".htm", ".html", ".xml", ".json"),
    *(".xls", ".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".ppt", ".pptx", ".odp"),
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp", ".svg"),
)
_MAY_BE_ONE = frozenset({"packed", "mail", "unfinished", "empty", "unreadable", "link", "not_what_it_says"})


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file that is not read, or a folder that is not looked into. `code` is for programs."""

    path: Path
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def may_be_a_submission(self) -> bool:
        """Whether a person should look at it: it may be a submission in another form, or that was spoilt on its way."""
        return self.code in _MAY_BE_ONE

    def why(self, texts: Texts) -> str:
        """The reason in a sentence."""
        return texts.text(f"passed_over.{self.code}", **self.facts)


def hidden(path: Path) -> PassedOver | None:
    """Whether it is passed over because its name hides it: neither opened nor looked into."""
    if not path.name.startswith("."):
        return None
    return PassedOver(path, "system" if _is_of_system(path.name.lower()) else "hidden")


def without_header(path: Path, status: os.stat_result) -> PassedOver | None:
    """Why a file is passed over that does not end as a submission does; None if its header says that it is one.

    Opens it once, for its first bytes, unless its name or kind says enough.
    """
    if not stat.S_ISREG(status.st_mode):
        return PassedOver(path, "not_ordinary")
    if path.name.lower().endswith(tuple(f"{paths.DATABASE_SUFFIX}{ending}" for ending in _SECOND_FILES)):
        return PassedOver(path, "second_file")  # SQLite may have it open, and be about to remove it
    if not status.st_size:
        return PassedOver(path, "system" if _is_of_system(path.name.lower()) else "empty")
    try:
        start = read_start(path)
    except OSError as error:
        return PassedOver(path, "unreadable", {"cause": error.strerror or str(error)})
    return None if is_ours(start) else PassedOver(path, _kind(path.name.lower(), start))


def marked_backup(path: Path) -> PassedOver | None:
    """Whether a file that ends as a submission does is marked as a backup, whatever its name."""
    try:
        return PassedOver(path, "backup") if is_backup(read_start(path)) else None
    except OSError:  # whoever reads it says why
        return None


def what_it_is(path: Path) -> str:
    """What a file is that was named and is not ours, as the code of `PassedOver`; "" where it cannot be read."""
    try:
        return _kind(path.name.lower(), read_start(path))
    except (OSError, ValueError):  # whoever reads it says why
        return ""


def _is_of_system(name: str) -> bool:
    return folders_in_place.is_left_by_system(name) or name.startswith(_NOTICE)


def _kind(name: str, start: bytes) -> str:
    if _is_of_system(name):
        return "system"
    for code, endings in (("unfinished", _UNFINISHED), ("mail", _MAILS), ("packed", _ARCHIVES)):
        if name.endswith(endings):
            return code
    if is_backup(start):
        return "backup"
    if is_database(start):
        return "other_database"
    if is_document(start):
        return "document"
    if is_archive(start):
        return "document" if name.endswith(_DOCUMENTS) else "packed"
    if paths.DATABASE_SUFFIX in name:
        return "not_what_it_says"
    return "document" if name.endswith(_DOCUMENTS) else "other"
