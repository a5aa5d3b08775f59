"""Attached files in the file: each once, by its content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from mrcworkbench.storage.answers.working_copy import referenced_attachments, sealed_attachments
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.tables import attachments

_ATTACHED_FILE = select(attachments.c.name, attachments.c.size).where(attachments.c.sha256 == bindparam("sha256"))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was attached to an answer; `size` in bytes."""

    sha256: str
    name: str
    media_type: str
    size: int
    added_at: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """What a list shows of an attached file; `size` in bytes."""

    name: str
    size: int


def attached_files(connection: Connection, names: Iterable[str]) -> dict[str, AttachedFile]:
    """Those of the named files (SHA-256) that are in the database; no content is read."""
    found: dict[str, AttachedFile] = {}
    for sha256 in names:  # one by one: an answer that was made by hand may name any number
        for name, size in connection.execute(_ATTACHED_FILE, {"sha256": sha256}):
            found[sha256] = AttachedFile(name, size)
    return found


class AttachmentStore:
    """The attached files of an open database; each method is one transaction, and raises `UserError` as the disk
    does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, attachment: Attachment) -> None:
        """Store a file once: equal content that is there already is left as it is, with its first name."""
        values = {name: getattr(attachment, name) for name in Attachment.__slots__}
        with self._database.writing() as connection:
            connection.execute(insert(attachments).on_conflict_do_nothing(), values)

    def load(self, sha256: str) -> Attachment | None:
        """The file with this content, or None if it is not in the database."""
        columns = [attachments.c[name] for name in Attachment.__slots__]
        with self._database.reading() as connection:
            found = connection.execute(select(*columns).where(attachments.c.sha256 == sha256)).one_or_none()
        return None if found is None else Attachment(*found)

    def listed(self, names: Iterable[str]) -> dict[str, AttachedFile]:
        """Name and size of these files (SHA-256), as far as they are there."""
        with self._database.reading() as connection:
            return attached_files(connection, names)

    def sealed(self) -> frozenset[str]:
        """SHA-256 of the files that a revision or decision names; whether they are there or not."""
        with self._database.reading() as connection:
            return sealed_attachments(connection)

    def forget_unused(self) -> int:
        """Remove the files that no answer, revision or decision names, and say how many they were."""
        with self._database.writing() as connection:
            stored = {sha256 for (sha256,) in connection.execute(select(attachments.c.sha256))}
            unused = stored - referenced_attachments(connection)
            for sha256 in unused:
                connection.execute(delete(attachments).where(attachments.c.sha256 == sha256))
        return len(unused)
