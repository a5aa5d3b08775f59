"""What a file holds beside the answers: centres, assessments, records, attached files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from mrcworkbench.domain import samples
from mrcworkbench.domain.questionnaire.version_numbers import is_version, version_number
from mrcworkbench.storage.database.checksums import checksum
from mrcworkbench.storage.database.schema import MAX_ATTACHMENT
from mrcworkbench.storage.merged_sets.attachment_names import Attached, FileName
from mrcworkbench.storage.merged_sets.manifests import KEY as MANIFEST
from mrcworkbench.storage.merged_sets.record_sets import record_sets
from mrcworkbench.storage.strangers import limits
from mrcworkbench.storage.strangers.incoming import AttachmentRow, TextRow
from mrcworkbench.storage.strangers.knowledge import Knowledge
from mrcworkbench.storage.strangers.other_assessments import require_right_others
from mrcworkbench.storage.strangers.records import read_records
from mrcworkbench.storage.strangers.refusals import RefusedError
from mrcworkbench.storage.strangers.values import (
    LONGEST_FILE_NAME,
    LONGEST_NAME,
    LONGEST_ROUND,
    invalid,
    require_code,
    require_country,
    require_first_format,
    require_hash,
    require_id,
    require_line,
    require_reason,
    require_texts,
    require_time,
    require_unique,
)

_ATTACHMENT = "SELECT sha256, size, typeof(content), length(content) FROM attachments WHERE sha256 = ?"
_FIRST_NAME = "SELECT name, media_type, added_at FROM attachments WHERE sha256 = ?"
_NAMES = (
    "SELECT question, row, sha256, name, media_type, added_at, checksum FROM attachment_names WHERE assessment_id = ? "
    "ORDER BY question, row, sha256, name, media_type, added_at"
)
_LISTS = ("centres", "assessments")
_WORKING_COPY = ("units", "working_parents", "contested")
_LOCAL = ("drafts", "settings", "imports")
_LATER_LOCAL = ("kept_here", "erased", "reports", "set_aside", "verdicts")
"""Which the first schema has not. Whatever stands in them is ignored."""
_OTHERS = ("meta", "revisions", "revision_parents", "revision_decisions", "attestations", "decisions", "attachments")
_META = (
    f"SELECT key, value FROM meta WHERE length(key) <= {LONGEST_NAME} AND length(value) <= {LONGEST_NAME} "  # noqa: S608
    "ORDER BY key"
)
_MOST_META = 50
STAMPED = 2
"""The first schema version with checksums."""


@dataclass(frozen=True)
class SmallTables:
    """Rows of the small tables, checked; and how much the others hold, to see that none of it belongs to nobody."""

    centres: tuple[TextRow, ...]
    assessments: tuple[TextRow, ...]
    records: Mapping[str, tuple[TextRow, ...]]
    """By kind, where there are any."""
    count: Mapping[str, int]
    """How many rows each table has, by its name."""
    meta: Mapping[str, str]
    """Who the file says it is."""
    confirmed: frozenset[str]
    """What the persons of this file confirmed: it has effect in its working copy, and nowhere else."""
    is_in_use: bool
    """Whether there are settings, drafts, a log of imports or what is kept here: it belongs to one file, and never
    leaves it."""

    @property
    def manifest(self) -> str | None:
        """The hash that answers for all rows of a submission; None where the file is no submission, or one of the first
        format."""
        return self.meta.get(MANIFEST)


def read_contents(connection: sqlite3.Connection, knowledge: Knowledge, version: int) -> SmallTables:
    """Read and judge them. Raises `RefusedError`."""
    sets = record_sets(version)
    count = _count(connection, version)
    if max(count[name] for name in (*_LISTS, *(one.table.name for one in sets))) > limits.MOST_ROWS:
        raise RefusedError("too_large", "needs_too_much")
    meta = _meta(connection, count["meta"])
    require_sample(samples.MARK in meta, knowledge)
    centres = _centres(connection, knowledge, version)
    ids = {row[0] for row in centres}
    assessments = _assessments(connection, knowledge, ids, version)
    is_in_use = any(count.get(name) for name in (*_LOCAL, *_LATER_LOCAL))
    if MANIFEST in meta and (is_in_use or any(count[name] for name in _WORKING_COPY)):
        raise RefusedError("hostile", "second_copy")
    return SmallTables(
        centres,
        assessments,
        {one.kind: read_records(connection, one) for one in sets if count[one.table.name]},
        count,
        meta,
        _confirmed(connection, count),
        is_in_use,
    )


def require_sample(is_marked: bool, knowledge: Knowledge) -> None:
    """What one mark says: a sample collection takes only what has all marks of one, anything else nothing that has any.
    db/README.md, Samples 2. Raises `RefusedError`."""
    if is_marked is not knowledge.practice:
        raise RefusedError("sample", "not_sample" if knowledge.practice else "sample")


def _confirmed(connection: sqlite3.Connection, count: Mapping[str, int]) -> frozenset[str]:
    if not count.get("verdicts"):
        return frozenset()
    rows = connection.execute("SELECT subject FROM verdicts WHERE verdict = 'confirmed'").fetchmany(
        limits.MOST_ROWS + 1
    )
    if len(rows) > limits.MOST_ROWS:
        raise RefusedError("too_large", "needs_too_much")
    require_texts(rows)
    return frozenset(id_ for (id_,) in rows)


def _count(connection: sqlite3.Connection, version: int) -> dict[str, int]:
    """How many rows each table has."""
    names, statement = _counting(version)
    (counts,) = connection.execute(statement).fetchall()
    return dict(zip(names, counts, strict=True))


@cache
def _counting(version: int) -> tuple[tuple[str, ...], str]:
    names = (*_LISTS, *_WORKING_COPY, *_LOCAL, *_OTHERS, *(one.table.name for one in record_sets(version)))
    if version >= STAMPED:
        names += (*_LATER_LOCAL, "attachment_names")
    return names, "SELECT " + ", ".join(f"(SELECT count(*) FROM {name})" for name in names)  # noqa: S608 - our own words


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
    for row in found:
        require_sample(bool(row[3]), knowledge)
    rows = tuple((*row[:3], row[4]) for row in found)
    require_texts(rows)
    for id_, name, country, created_at in rows:
        require_sample(id_ in knowledge.sample_ids, knowledge)
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
    columns = "about, follows, created_at, checksum" if schema >= STAMPED else "'', '', created_at, NULL"
    found = connection.execute(
        "SELECT id, centre_id, round, questionnaire_id, questionnaire_version, "  # noqa: S608
        f"{columns} FROM assessments ORDER BY id"
    ).fetchall()
    rows = tuple(row[:-1] for row in found)
    require_texts(rows)
    for id_, centre, round_, questionnaire, version, about, follows, created_at in rows:
        if not knowledge.practice and id_ in knowledge.sample_ids:
            raise RefusedError("sample", "sample")
        require_id(id_)
        require_line(round_, LONGEST_ROUND)
        require_time(created_at)
        for other in filter(None, (about, follows)):
            require_id(other)
        require_questionnaire(knowledge, questionnaire, version)
        if schema < STAMPED:
            require_first_format(version)
        if centre not in centres:
            raise invalid("dangling")
    require_unique([row[0] for row in rows])
    if not rows:
        raise invalid("nothing_inside")
    require_right_others(rows, knowledge)
    require_stamps(found, schema)
    return rows


def require_questionnaire(knowledge: Knowledge, id_: str, version: str) -> None:
    """Raises `RefusedError` for a questionnaire that this program does not have."""
    if (id_, version) not in knowledge.questionnaires:
        newest = knowledge.newest(id_)
        if newest is None or not is_version(version):
            raise invalid("questionnaire_unknown")
        if version_number(version) > version_number(newest):
            raise RefusedError("newer_version", "newer_questionnaire", version=version, known=newest)
        raise RefusedError("unknown_version", "unknown_version", version=version)


def require_person(row: TextRow) -> None:
    """Reason, author and time of what a person decided."""
    reason, author, decided_at = row
    require_reason(reason)
    require_line(author, LONGEST_NAME, may_be_empty=True)
    require_time(decided_at)


def read_attachments(connection: sqlite3.Connection, named: frozenset[str]) -> tuple[AttachmentRow, ...]:
    """The attached files that are named, each with the content that its name promises. Raises `RefusedError`."""
    if len(named) > limits.MOST_FILES:
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
    """What is said of an attached file."""
    id_, size, type_, length = row
    require_texts([(id_,)])
    require_hash(id_)
    if type_ != "blob" or type(size) is not int or size != length or size > MAX_ATTACHMENT:
        raise invalid("attachment_wrong")
    return id_, size


def read_names(connection: sqlite3.Connection, assessment: str) -> list[FileName]:
    """What files are called in an assessment, also where it names none of them now. Raises `RefusedError`."""
    rows = connection.execute(_NAMES, (assessment,)).fetchmany(limits.MOST_NAMES + 1)
    if len(rows) > limits.MOST_NAMES:
        raise RefusedError("too_large", "needs_too_much")
    require_texts(rows)
    names = [FileName(assessment, *row[:-1]) for row in rows]
    for name in names:
        _require_name(name)
    require_unique(names)
    require_stamps([(*name, row[-1]) for name, row in zip(names, rows, strict=True)], STAMPED)
    return names


def first_names(connection: sqlite3.Connection, places: frozenset[Attached]) -> Iterator[FileName]:
    """The same of a file of the first format, where each content had one name. Raises `RefusedError`."""
    for place in sorted(places):
        rows = connection.execute(_FIRST_NAME, (place.sha256,)).fetchall()
        require_texts(rows)
        for row in rows:
            name = FileName(*place, *row)
            _require_name(name)
            yield name


def _require_name(name: FileName) -> None:
    """Judged row by row: names may have any length."""
    for code in (name.question, name.row):
        require_code(code)
    require_hash(name.sha256)
    require_line(name.media_type, LONGEST_FILE_NAME)
    if not 0 < len(name.name) <= LONGEST_FILE_NAME or any(ord(ch) < 32 for ch in name.name):
        raise invalid("name_wrong")
    require_time(name.added_at)


def attachment_contents(connection: sqlite3.Connection, named: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """The content of each, one by one: one may have ten megabytes."""
    for id_ in sorted(named):
        found: Any = connection.execute("SELECT content FROM attachments WHERE sha256 = ?", (id_,)).fetchone()
        yield id_, found[0]
