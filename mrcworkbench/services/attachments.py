"""Files that show what an answer says: read once, kept in the database by their content."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.errors import UserError
from mrcworkbench.services.saving import timestamp
from mrcworkbench.services.writer import Writer

if TYPE_CHECKING:
    from mrcworkbench.domain.answers import Answer
    from mrcworkbench.storage.records import AttachedFile, Attachment
    from mrcworkbench.storage.store import Store

DOCUMENTS = frozenset(
    {".pdf", ".txt", ".rtf", ".csv", ".eml"}
    | {".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp"}
    | {".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp"}
)
"""Endings of files that only show something. Others, which could run, are kept but never opened by the program."""


class Files:
    """The attached files of one open database. `keep` and `read` wait for the disk, on whatever thread calls them."""

    def __init__(self, store: Store, writer: Writer, clock: Callable[[], datetime]) -> None:
        self._store, self._writer, self._clock = store, writer, clock
        self._known: dict[str, AttachedFile] = {}
        self.changed = False
        """Whether there may be files now that nothing names any more."""

    def keep(self, file: Path) -> str:
        """Store a file and give its SHA-256. Raises `UserError` as `read_attachment` and the disk do."""
        attachment = read_attachment(file, timestamp(self._clock()))
        self.changed = True

        def store() -> Mapping[str, AttachedFile]:
            self._store.add_attachment(attachment)
            return self._store.attached({attachment.sha256})  # equal content has the name it came with first

        self.remember(self._writer.submit(store).result())
        return attachment.sha256

    def read(self, sha256: str) -> Attachment | None:
        """A file with its content, or None if the database does not hold it."""
        return self._writer.submit(lambda: self._store.attachment(sha256)).result()

    def remember(self, known: Mapping[str, AttachedFile]) -> None:
        """Name and size of files by SHA-256, so that they can be shown without the disk."""
        self._known.update(known)

    def known(self, sha256: str) -> AttachedFile | None:
        """Name and size of a file that an open answer names; None if the database does not hold it."""
        return self._known.get(sha256)


def with_file(answer: Answer, sha256: str) -> Answer:
    """The answer with one file more."""
    return replace(answer, attachments=tuple(dict.fromkeys((*answer.attachments, sha256))))


def without_file(answer: Answer, sha256: str) -> Answer:
    """The answer with one file less."""
    return replace(answer, attachments=tuple(one for one in answer.attachments if one != sha256))


def read_attachment(file: Path, added_at: str) -> Attachment:
    """Read a file to attach. Raises `UserError` attachment_too_large, attachment_empty, attachment_no_file,
    no_permission."""
    from mrcworkbench.storage.failures import told_to_user
    from mrcworkbench.storage.records import Attachment
    from mrcworkbench.storage.schema import MAX_ATTACHMENT

    with told_to_user(file):
        if not file.is_file():
            raise UserError("attachment_no_file", path=str(file))
        with file.open("rb") as source:
            content = source.read(MAX_ATTACHMENT + 1)
    if len(content) > MAX_ATTACHMENT:
        raise UserError("attachment_too_large", name=file.name, most=MAX_ATTACHMENT // (1024 * 1024))
    if not content:
        raise UserError("attachment_empty", name=file.name)
    name = _shown_name(file.name)
    return Attachment(
        sha256=hashlib.sha256(content).hexdigest(),
        name=name,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        size=len(content),
        added_at=added_at,
        content=content,
    )


def write_attachment(attachment: Attachment, folder: Path) -> Path:
    """Write a kept file to a folder, to be looked at. Never overwrites another; raises `UserError` as the disk does."""
    from mrcworkbench.storage.failures import told_to_user

    folder = folder / attachment.sha256[:16]
    target = folder / _safe_name(attachment.name)
    with told_to_user(target):
        folder.mkdir(parents=True, exist_ok=True)
        target.write_bytes(attachment.content)
    return target


def can_be_shown(name: str) -> bool:
    """Whether a file of this name may be handed to the system to open: documents and pictures, nothing that could
    run."""
    return Path(name).suffix.lower() in DOCUMENTS


def _shown_name(name: str) -> str:
    """Storable text: a name may hold bytes that are no characters."""
    return name.encode("utf-8", "replace").decode("utf-8")[:255]


def _safe_name(name: str) -> str:
    from mrcworkbench.systems import path_problem

    bare = "".join("_" if ch in '<>:"/\\|?*' or not ch.isprintable() else ch for ch in name).strip(" .")
    stem, dot, ending = bare.rpartition(".")
    short = f"{stem[:80]}{dot}{ending[:10]}" if stem else bare[:80]
    return f"file {short}" if not short or path_problem(Path(short)) else short
