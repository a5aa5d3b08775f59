"""What a file holds beside the answers: centres, assessments, withdrawals, joins, attached files."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from mrcworkbench.domain.revisions.canonical import NotCanonical
from mrcworkbench.domain.revisions.decisions import Join, Withdrawal
from mrcworkbench.storage.database.checksums import checksum
from mrcworkbench.storage.database.schema import MAX_ATTACHMENT
from mrcworkbench.storage.merged_sets.manifests import KEY as MANIFEST
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
    (SELECT count(*) FROM attestations), (SELECT count(*) FROM centres), (SELECT count(*) FROM assessments),
    (SELECT count(*) FROM attachments), (SELECT count(*) FROM meta),
    (SELECT count(*) FROM units) + (SELECT count(*) FROM working_parents) + (SELECT count(*) FROM contested),
    (SELECT count(*) FROM drafts) + (SELECT count(*) FROM settings) + (SELECT count(*) FROM imports)
"""
_META = (
    f"SELECT key, value FROM meta WHERE length(key) <= {LONGEST_NAME} AND length(value) <= {LONGEST_NAME} "  # noqa: S608
    "ORDER BY key"
)
_SAMPLE = "sample"
_MOST_META = 50
STAMPED = 2
"""The first schema version with checksums."""
_MOST_ROWS = 50_000
"""Of each table that stands in memory as a whole."""
_MOST_FILES = 20_000


@dataclass(frozen=True)
class SmallTables:
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
    attachments: int
    meta: Mapping[str, str]
    """Who the file says it is."""
    is_in_use: bool
    """Whether there are settings, drafts or a log of imports, which belong to one machine and never leave it."""

    @property
    def manifest(self) -> str | None:
        """The hash that answers for all rows of a submission; None where the file is no submission, or one of the first
        format."""
        return self.meta.get(MANIFEST)


def read_contents(connection: sqlite3.Connection, knowledge: Knowledge, version: int) -> SmallTables:
    """Read and judge them. Raises `RefusedError`."""
    (counts,) = connection.execute(_COUNTS).fetchall()
    withdrawals, joins, parents, taken_in, revisions, decisions, attestations, *more = counts
    *others, attachments, meta_rows, working, local = more
    if max(withdrawals, joins, *others) > _MOST_ROWS:
        raise RefusedError("too_large", "needs_too_much")
    meta = _meta(connection, meta_rows)
    if _SAMPLE in meta:
        raise RefusedError("sample", "sample")
    centres = _centres(connection, knowledge, version)
    ids = {row[0] for row in centres}
    assessments = _assessments(connection, knowledge, ids, version)
    if MANIFEST in meta and (working or local):
        raise RefusedError("hostile", "second_copy")
    return SmallTables(
        centres,
        assessments,
        _withdrawals(connection, ids) if withdrawals else (),
        _joins(connection, ids) if joins else (),
        bool(parents),
        bool(taken_in),
        revisions,
        decisions,
        attestations,
        attachments,
        meta,
        bool(local),
    )


def _meta(connection: sqlite3.Connection, count: int) -> dict[str, str]:
    if count > _MOST_META:
        raise RefusedError("too_large", "needs_too_much")
    rows = connection.execute(_META).fetchall()
    if len(rows) != count:  # the others are longer, or nothing
        raise invalid("text_too_long")
    require_texts(rows)
    require_unique([row[0] for row in rows])
    return dict(rows)


def require_stamps(rows: Sequence[tuple[Any, ...]], version: int) -> None:
    """Raises `RefusedError` where a row is not what its last column, the checksum, answers for; the first format has
    none, and nothing there."""
    if version >= STAMPED and any(checksum(row[:-1]) != row[-1] for row in rows):
        raise RefusedError("corrupt", "changed_content")


def _centres(connection: sqlite3.Connection, knowledge: Knowledge, version: int) -> tuple[TextRow, ...]:
    stamp = "checksum" if version >= STAMPED else "NULL"
    found = connection.execute(
        f"SELECT id, name, country, is_sample, created_at, {stamp} FROM centres ORDER BY id"  # noqa: S608
    ).fetchall()
    if any(type(row[3]) is not int for row in found):
        raise invalid("forbidden_value")
    if any(row[3] for row in found):
        raise RefusedError("sample", "sample")
    rows = tuple((*row[:3], row[4]) for row in found)
    require_texts(rows)
    for id_, name, country, created_at in rows:
        if id_ in knowledge.sample_ids:
            raise RefusedError("sample", "sample")
        require_id(id_)
        require_line(name, LONGEST_NAME)
        require_country(country)
        require_time(created_at)
    require_unique([row[0] for row in rows])
    require_stamps(found, version)
    return rows


def _assessments(
    connection: sqlite3.Connection, knowledge: Knowledge, centres: set[str], schema: int
) -> tuple[TextRow, ...]:
    stamp = "checksum" if schema >= STAMPED else "NULL"
    found = connection.execute(
        "SELECT id, centre_id, round, questionnaire_id, questionnaire_version, created_at, "  # noqa: S608
        f"{stamp} FROM assessments ORDER BY id"
    ).fetchall()
    rows = tuple(row[:6] for row in found)
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
    require_stamps(found, schema)
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
