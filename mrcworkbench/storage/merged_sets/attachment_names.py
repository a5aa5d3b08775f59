"""What attached files are called: a merged set, each row of an assessment, a place in it and a content. The same has
another name elsewhere. db/README.md, The file 8.

A place whose file has several names shows the smallest; one that has none, as after a row was copied, what the same
content is called in the same assessment.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mrcworkbench.domain.revisions.units import NO_ATTACHMENTS
from mrcworkbench.storage.database.checksums import checksum

_SHA256 = re.compile("[0-9a-f]{64}")
_COLUMNS = "assessment_id, question, row, sha256, name, media_type, added_at"
OF_ASSESSMENT = f"SELECT {_COLUMNS} FROM attachment_names WHERE assessment_id = ? ORDER BY {_COLUMNS}"  # noqa: S608
_CALLED = """
SELECT question = ?1 AND "row" = ?2, name, media_type, added_at FROM attachment_names
WHERE assessment_id = ?3 AND sha256 = ?4 ORDER BY 1 DESC, name, media_type, added_at LIMIT 1
"""
_ADD = "INSERT OR IGNORE INTO attachment_names VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_SEALED = (
    "SELECT DISTINCT assessment_id, question, row, attachments FROM revision_units JOIN revisions ON id = revision",
    "SELECT DISTINCT assessment_id, question, row, attachments FROM decisions",
)
_WORKED_ON = (
    "SELECT assessment_id, question, row, attachments FROM units",
    "SELECT assessment_id, question, row, attachments FROM kept_here",
)


class FileName(NamedTuple):
    """A row of the set: what a file is called where it is attached."""

    assessment: str
    question: str
    row: str
    sha256: str
    name: str
    media_type: str
    added_at: str

    @property
    def place(self) -> Attached:
        return Attached(self.assessment, self.question, self.row, self.sha256)


class Attached(NamedTuple):
    """A file where it is attached."""

    assessment: str
    question: str
    row: str
    sha256: str


def attached_in(assessment: str, units: Iterable[tuple[str, str, str]]) -> Iterator[Attached]:
    """The files that units (question, row, attachments) of an assessment name, each where it is; of a damaged text as
    many as can be told."""
    for question, row, files in units:
        if files != NO_ATTACHMENTS:
            yield from (Attached(assessment, question, row, sha256) for sha256 in _SHA256.findall(files))


def add_name(raw: sqlite3.Connection, name: FileName) -> bool:
    """Add a row; False if it is there."""
    return bool(raw.execute(_ADD, (*name, checksum(name))).rowcount)


def name_from(raw: sqlite3.Connection, place: Attached, assessment: str) -> None:
    """See to it that a file has a name where it is attached: that which it has there in this assessment, or else
    anywhere in it. It stays as it is where nobody named it."""
    found = raw.execute(_CALLED, (place.question, place.row, assessment, place.sha256)).fetchone()
    if found is not None and not (found[0] and assessment == place.assessment):
        add_name(raw, FileName(*place, *found[1:]))


def sealed_names(raw: sqlite3.Connection, assessment: str, sealed: frozenset[Attached]) -> Iterator[FileName]:
    """The names of files in an assessment where revisions and decisions name them."""
    for row in raw.execute(OF_ASSESSMENT, (assessment,)).fetchall():
        name = FileName(*row)
        if name.place in sealed:
            yield name


def sealed_places(raw: sqlite3.Connection) -> frozenset[Attached]:
    """Every file that a revision or a decision names, where it does."""
    return frozenset(_places(raw, _SEALED))


def forget_unused_names(raw: sqlite3.Connection) -> None:
    """Remove the names of files from where nothing attaches them any more."""
    used = frozenset(_places(raw, (*_SEALED, *_WORKED_ON)))
    names = raw.execute(f"SELECT {_COLUMNS} FROM attachment_names").fetchall()  # noqa: S608 - our own words
    gone = [row for row in names if FileName(*row).place not in used]
    raw.executemany(f"DELETE FROM attachment_names WHERE ({_COLUMNS}) = (?, ?, ?, ?, ?, ?, ?)", gone)  # noqa: S608


def _places(raw: sqlite3.Connection, statements: Iterable[str]) -> Iterator[Attached]:
    for statement in statements:
        for assessment, *unit in raw.execute(f"{statement} WHERE attachments <> '{NO_ATTACHMENTS}'").fetchall():
            yield from attached_in(assessment, [(unit[0], unit[1], unit[2])])
