"""Files as strangers might make them, from one good submission, and what reading them must leave alone."""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path

from mrcworkbench.content.instruments import newest
from mrcworkbench.domain.merging.views import View
from mrcworkbench.domain.questionnaire.fitting import fits
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.revisions.revision import Header, Revision
from mrcworkbench.services.merging.checking_files import knowledge
from mrcworkbench.storage.answers import encoding
from mrcworkbench.storage.strangers.incoming import Incoming
from mrcworkbench.storage.strangers.limits import Limits
from mrcworkbench.storage.strangers.reading import read_incoming
from mrcworkbench.storage.strangers.refusals import Refusal
from tests.submitted_files import reseal, write_revision

ASSESSMENT = "aaaaaaaa-0000-4000-8000-000000000001"
CENTRE = "cccccccc-0000-4000-8000-000000000001"
VERSION = newest("manager")
HEADER = Header(ASSESSMENT, CENTRE, "Port Velira", "AL", "2026", "manager", VERSION)
REASONS = frozenset(
    {"not_a_database", "corrupt", "other_application", "newer_version", "unknown_version", "hostile"}
    | {"invalid_content", "unreadable", "too_large", "sample", "backup"}
)


_OF_USE = re.compile(r"\b(units|working_parents|contested|drafts|settings|imports)\b")


@dataclass(frozen=True)
class Desk:
    """A folder with the file from elsewhere, and a private one; where files are read as a merge reads them."""

    folder: Path
    private: Path
    good: Path
    """A submission with a hundred answers."""
    used: Path
    """A database in use that holds the same, with nothing edited since it was sealed."""

    @property
    def file(self) -> Path:
        return self.folder / "sent.mrcw"

    def put(self, content: bytes) -> Path:
        self.file.write_bytes(content)
        return self.file

    def put_good(self) -> Path:
        shutil.copyfile(self.good, self.file)
        return self.file

    def put_used(self) -> Path:
        shutil.copyfile(self.used, self.file)
        return self.file

    def put_revision(self, revision: Revision) -> Path:
        self.file.unlink(missing_ok=True)
        write_revision(self.file, revision)
        return self.file

    def hack(self, *statements: str) -> Path:
        """The good file, changed by another program that keeps to no rule; the one in use, where that has what is to be
        changed and the submission has not."""
        of_use = any(_OF_USE.search(statement) for statement in statements)
        return hacked(self.put_used() if of_use else self.put_good(), *statements)

    def read(self, path: Path | None = None, limits: Limits | None = None) -> Incoming | Refusal:
        """What the file is taken for, which is the same whether its copy stands in memory or in the private folder.
        Neither the file nor its folder may be different afterwards, and nothing may be left of it in the private folder
        but the copy of a file that is taken in."""
        asked = limits or Limits()
        on_disk = self._read(path or self.file, replace(asked, kept_in_memory=0))
        left = list(self.private.iterdir())
        assert left == ([on_disk.copy.content] if isinstance(on_disk, Incoming) else [])
        if isinstance(on_disk, Incoming):
            on_disk.discard()
        found = self._read(path or self.file, asked)
        if isinstance(found, Incoming) and isinstance(found.copy.content, bytes):
            assert not list(self.private.iterdir())
        assert _told(found) == _told(on_disk)
        return found

    def _read(self, path: Path, limits: Limits) -> Incoming | Refusal:
        before = state_of(self.folder)
        found = read_incoming(path, self.private, knowledge(), limits)
        assert state_of(self.folder) == before, "the source, or its folder, was changed"
        return found

    def refusal(self, path: Path | None = None, limits: Limits | None = None) -> Refusal:
        found = self.read(path, limits)
        assert isinstance(found, Refusal), "it was taken in"
        assert found.reason in REASONS
        return found

    def accepted(self, path: Path | None = None, limits: Limits | None = None) -> Incoming:
        found = self.read(path, limits)
        assert isinstance(found, Incoming), found
        return found


def _told(found: Incoming | Refusal) -> object:
    """What whoever reads it is told at once."""
    if isinstance(found, Refusal):
        return found
    return found.sha256, found.centres, found.assessments, found.attachments, found.is_sealed, found.is_proved


def hacked(path: Path, *statements: str, resealed: bool = True) -> Path:
    """Changed by another program that keeps to no rule; `resealed`, by one that knows how hashes are made."""
    raw = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in ("ignore_check_constraints = ON", "writable_schema = ON", "foreign_keys = OFF"):
            raw.execute(f"PRAGMA {pragma}")
        for statement in statements:
            raw.execute(statement)
        if resealed:
            with contextlib.suppress(sqlite3.Error, UnicodeError, TypeError):  # of what is no file of ours any more
                reseal(raw)
    finally:
        raw.close()
    return path


def require_readable(view: View, questionnaire: Questionnaire) -> None:
    """Every answer of a view, but those in conflict, is one that its question can have."""
    asked = {code for code, _ in view.units} - {code for code, _ in view.contested}
    for code in sorted(asked):
        units = {
            row: encoding.StoredUnit(*(getattr(held.unit, name) for name in encoding.StoredUnit.__slots__))
            for (question, row), held in view.units.items()
            if question == code
        }
        assert fits(questionnaire[code], encoding.from_units(units)), code


def state_of(folder: Path) -> dict[str, object]:
    """Names, kinds, times and bytes of everything in a folder."""
    state: dict[str, object] = {}
    for path in sorted(folder.iterdir()):
        status = path.lstat()
        small = path.is_file() and not path.is_symlink() and status.st_size < 64 * 1024 * 1024
        content = path.read_bytes() if small else str(path.readlink()) if path.is_symlink() else None
        state[path.name] = (status.st_mode, status.st_ino, status.st_size, status.st_mtime_ns, content)
    return state
