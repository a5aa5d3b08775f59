"""Attached files in the file: each once, by its content, and named where it is attached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.revisions.units import WHOLE
from mrcworkbench.storage.answers.working_copy import referenced_attachments, sealed_attachments
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.damaged_text import any_text
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.tables import attachments
from mrcworkbench.storage.merged_sets.attachment_names import (
    Attached,
    FileName,
    add_name,
    forget_unused_names,
    name_from,
)

Place: TypeAlias = tuple[str, str]
"""Question and row of what a file is attached to; the row is "" for an answer."""
_NAMED = """
SELECT question, "row", sha256, name, size FROM attachment_names JOIN attachments USING (sha256)
WHERE assessment_id = ? ORDER BY name DESC, media_type DESC, added_at DESC
"""
_LISTED = "SELECT name FROM attachment_names WHERE sha256 = ? ORDER BY name LIMIT 1"
_SIZE = "SELECT size FROM attachments WHERE sha256 = ?"
_CALLED = """
SELECT name, media_type, added_at FROM attachment_names WHERE sha256 = ?
ORDER BY assessment_id = ? DESC, question = ? AND "row" = ? DESC, name, media_type, added_at LIMIT 1
"""
_SHORT = 12


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


def attached_files(connection: Connection, assessment: str) -> dict[tuple[Place, str], AttachedFile]:
    """By place and SHA-256 the files of an assessment that are in the database; no content is read."""
    raw = driver(connection)
    found = raw.execute(_NAMED, (assessment,))
    return {((question, row), sha256): AttachedFile(name, size) for question, row, sha256, name, size in found}


def name_files(connection: Connection, assessment: str, question: str, answer: Answer, like: str) -> None:
    """See to it that each file of an answer has a name where it is; as it is called in the assessment `like`, where it
    is not named there."""
    places = [(WHOLE, sha256) for sha256 in answer.attachments]
    places += [(row.id, sha256) for row in answer.rows for sha256 in row.attachments]
    for row, sha256 in places:
        name_from(driver(connection), Attached(assessment, question, row, sha256), like)


class AttachmentStore:
    """The attached files of an open database; each method is one transaction, and raises `UserError` as the disk
    does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, attachment: Attachment, assessment: str, place: Place) -> None:
        """Store a file once, and what it is called where it is attached."""
        content = {name: getattr(attachment, name) for name in ("sha256", "size", "content")}
        called = (attachment.sha256, attachment.name, attachment.media_type, attachment.added_at)
        with self._database.writing() as connection:
            connection.execute(insert(attachments).on_conflict_do_nothing(), content)
            add_name(driver(connection), FileName(assessment, *place, *called))

    def load(self, sha256: str, assessment: str = "", place: Place = ("", "")) -> Attachment | None:
        """The file with this content, called as it is there, or None if it is not in the database."""
        with self._database.reading() as connection:
            found = connection.execute(select(attachments).where(attachments.c.sha256 == sha256)).one_or_none()
            called = driver(connection).execute(_CALLED, (sha256, assessment, *place)).fetchone()
        if found is None:
            return None
        name, media_type, added_at = called or (sha256[:_SHORT], "", "")
        return Attachment(sha256, name, media_type, found.size, added_at, found.content)

    def listed(self, names: Iterable[str]) -> dict[str, AttachedFile]:
        """Name and size of these files (SHA-256), as far as they are there, wherever they are attached."""
        found: dict[str, AttachedFile] = {}
        with self._database.reading() as connection:
            raw = driver(connection)
            for sha256 in names:  # one by one: an answer that was made by hand may name any number
                size = raw.execute(_SIZE, (sha256,)).fetchone()
                if size is not None:
                    name, *_ = raw.execute(_LISTED, (sha256,)).fetchone() or (sha256[:_SHORT],)
                    found[sha256] = AttachedFile(name, size[0])
        return found

    def sealed(self) -> frozenset[str]:
        """SHA-256 of the files that a revision or decision names; whether they are there or not."""
        with self._database.reading() as connection:
            return sealed_attachments(connection)

    def forget_unused(self) -> int:
        """Remove the files that no answer, revision or decision names, and what they were called; say how many files
        they were."""
        with self._database.writing() as connection:
            stored = {sha256 for (sha256,) in connection.execute(select(attachments.c.sha256))}
            unused = stored - referenced_attachments(connection)
            for sha256 in unused:
                connection.execute(delete(attachments).where(attachments.c.sha256 == sha256))
            with any_text(connection):
                forget_unused_names(driver(connection))
        return len(unused)
