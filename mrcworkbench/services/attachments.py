"""Files that show what an answer says: read once, kept in the database by their content."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.errors import UserError

if TYPE_CHECKING:
    from mrcworkbench.storage.records import Attachment

DOCUMENTS = frozenset(
    {".pdf", ".txt", ".rtf", ".csv", ".eml"}
    | {".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp"}
    | {".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp"}
)
"""Endings of files that only show something. Others, which could run, are kept but never opened by the program."""


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
