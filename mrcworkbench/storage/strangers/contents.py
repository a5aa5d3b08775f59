"""What a file holds beside the answers: centres, assessments, withdrawals, joins, attached files."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from mrcworkbench.domain.canonical import NotCanonical
from mrcworkbench.domain.decisions import Join, Withdrawal
from mrcworkbench.storage.schema import MAX_ATTACHMENT
from mrcworkbench.storage.strangers.incoming import AttachmentRow, TextRow
from mrcworkbench.storage.strangers.knowledge import Knowledge
from mrcworkbench.storage.strangers.refusals import RefusedError
from mrcworkbench.storage.strangers.values import (
    LONGEST_FILE_NAME,
    LONGEST_NAME,
    LONGEST_ROUND,
    invalid,
    require_country,
    require_hash,
    require_id,
    require_line,
    require_reason,
    require_texts,
    require_time,
    require_unique,
)

_ATTACHMENT = (
    "SELECT sha256, name, media_type, size, added_at, typeof(content), length(content) "
    "FROM attachments WHERE sha256 = ?"
)
_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,2}")
_COUNTS = """
SELECT (SELECT count(*) FROM withdrawals), (SELECT count(*) FROM joins), (SELECT count(*) FROM revision_parents),
    (SELECT count(*) FROM revision_decisions), (SELECT count(*) FROM revisions), (SELECT count(*) FROM decisions),
    (SELECT count(*) FROM attestations), (SELECT count(*) FROM centres), (SELECT count(*) FROM assessments)
"""
_MOST_ROWS = 50_000
"""Of each table that stands in memory as a whole."""
_MOST_FILES = 20_000


@dataclass(frozen=True)
class Contents:
    """Rows of the small tables, checked; and how much the others hold, to see that none of it belongs to nobody."""

    centres: tuple[TextRow, ...]
    assessments: tuple[TextRow, ...]
    withdrawals: tuple[TextRow, ...]
    joins: tuple[TextRow, ...]
    has_parents: bool
    has_taken_in: bool
    revisions: int
    decisions: int
    attestations: int


def read_contents(connection: sqlite3.Connection, knowledge: Knowledge) -> Contents:
    """Read and judge them. Raises `RefusedError`."""
    (counts,) = connection.execute(_COUNTS).fetchall()
    withdrawals, joins, parents, taken_in, revisions, decisions, attestations, *others = counts
    if max(withdrawals, joins, *others) > _MOST_ROWS:
        raise RefusedError("too_large", "needs_too_much")
    centres = _centres(connection, knowledge)
    ids = {row[0] for row in centres}
    assessments = _assessments(connection, knowledge, ids)
    return Contents(
        centres,
        assessments,
        _withdrawals(connection, ids) if withdrawals else (),
        _joins(connection, ids) if joins else (),
        bool(parents),
        bool(taken_in),
        revisions,
        decisions,
        attestations,
    )


def _centres(connection: sqlite3.Connection, knowledge: Knowledge) -> tuple[TextRow, ...]:
    found = connection.execute("SELECT id, name, country, created_at, is_sample FROM centres ORDER BY id").fetchall()
    (marks,) = connection.execute("SELECT count(*) FROM meta WHERE key = 'sample'").fetchone()
    if any(type(row[4]) is not int for row in found):
        raise invalid("forbidden_value")
    if marks or any(row[4] for row in found):
        raise RefusedError("sample", "sample")
    rows = tuple(row[:4] for row in found)
    require_texts(rows)
    for id_, name, country, created_at in rows:
        if id_ in knowledge.sample_ids:
            raise RefusedError("sample", "sample")
        require_id(id_)
        require_line(name, LONGEST_NAME)
        require_country(country)
        require_time(created_at)
    require_unique([row[0] for row in rows])
    return rows


def _assessments(connection: sqlite3.Connection, knowledge: Knowledge, centres: set[str]) -> tuple[TextRow, ...]:
    rows = tuple(
        connection.execute(
            "SELECT id, centre_id, round, questionnaire_id, questionnaire_version, created_at "
            "FROM assessments ORDER BY id"
        )
    )
    require_texts(rows)
    for id_, centre, round_, questionnaire, version, created_at in rows:
        if id_ in knowledge.sample_ids:
            raise RefusedError("sample", "sample")
        require_id(id_)
        require_line(round_, LONGEST_ROUND)
        require_time(created_at)
        require_questionnaire(knowledge, questionnaire, version)
        if centre not in centres:
            raise invalid("dangling")
    require_unique([row[0] for row in rows])
    if not rows:
        raise invalid("nothing_inside")
    return rows


def require_questionnaire(knowledge: Knowledge, id_: str, version: str) -> None:
    """Raises `RefusedError` for a questionnaire that this program does not have."""
    if (id_, version) not in knowledge.questionnaires:
        if knowledge.knows(id_) and _VERSION.fullmatch(version):
            raise RefusedError("newer_version", "newer_questionnaire")
        raise invalid("questionnaire_unknown")


def _withdrawals(connection: sqlite3.Connection, centres: set[str]) -> tuple[TextRow, ...]:
    rows = tuple(connection.execute("SELECT id, centre_id, reason, author, decided_at FROM withdrawals ORDER BY id"))
    require_texts(rows)
    for row in rows:
        require_person(row[2:])
        _require_named(row, centres, Withdrawal(*row[1:]))
    require_unique([row[0] for row in rows])
    return rows


def _joins(connection: sqlite3.Connection, centres: set[str]) -> tuple[TextRow, ...]:
    rows = tuple(connection.execute("SELECT id, centre_id, into_id, reason, author, decided_at FROM joins ORDER BY id"))
    require_texts(rows)
    for row in rows:
        require_id(row[2])
        require_person(row[3:])
        _require_named(row, centres, Join(*row[1:]))
    require_unique([row[0] for row in rows])
    return rows


def require_person(row: TextRow) -> None:
    """Reason, author and time of what a person decided."""
    reason, author, decided_at = row
    require_reason(reason)
    require_line(author, LONGEST_NAME, may_be_empty=True)
    require_time(decided_at)


def _require_named(row: TextRow, centres: set[str], said: Withdrawal | Join) -> None:
    if row[1] not in centres:
        raise invalid("dangling")
    try:
        named = said.id
    except NotCanonical:
        raise invalid("not_text") from None
    if named != row[0]:
        raise RefusedError("corrupt", "changed_content")


def read_attachments(connection: sqlite3.Connection, named: frozenset[str]) -> tuple[AttachmentRow, ...]:
    """The attached files that are named, each with the content that its name promises. Raises `RefusedError`."""
    if len(named) > _MOST_FILES:
        raise RefusedError("too_large", "needs_too_much")
    kept = [row for id_ in sorted(named) for row in map(_described, connection.execute(_ATTACHMENT, (id_,)))]
    require_unique([row[0] for row in kept])
    if len(kept) != len(named):
        raise invalid("attachment_missing")
    for id_, content in attachment_contents(connection, named):
        if sha256(content).hexdigest() != id_:
            raise RefusedError("corrupt", "changed_content")
    return tuple(kept)


def _described(row: Any) -> AttachmentRow:
    """What is said of an attached file, judged row by row: names may have any length."""
    id_, name, media_type, size, added_at, type_, length = row
    require_texts([(id_, name, media_type, added_at)])
    require_hash(id_)
    require_line(media_type, LONGEST_FILE_NAME)
    if not 0 < len(name) <= LONGEST_FILE_NAME or any(ord(ch) < 32 for ch in name):
        raise invalid("name_wrong")
    require_time(added_at)
    if type_ != "blob" or type(size) is not int or size != length or size > MAX_ATTACHMENT:
        raise invalid("attachment_wrong")
    return id_, name, media_type, size, added_at


def attachment_contents(connection: sqlite3.Connection, named: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """The content of each, one by one: one may have ten megabytes."""
    for id_ in sorted(named):
        found: Any = connection.execute("SELECT content FROM attachments WHERE sha256 = ?", (id_,)).fetchone()
        yield id_, found[0]
