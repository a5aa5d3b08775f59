"""How much of a file would stand in memory together, asked before any of it is read.

SQLite lets a text have the length of a whole file, whatever our schema says, and a list may have any number of rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from mrcworkbench.domain.verification import histories
from mrcworkbench.storage.database.schema import MAX_TEXT, SCHEMA_VERSION
from mrcworkbench.storage.merged_sets.record_sets import record_sets
from mrcworkbench.storage.strangers import limits
from mrcworkbench.storage.strangers.limits import Limits
from mrcworkbench.storage.strangers.refusals import RefusedError

if TYPE_CHECKING:
    from mrcworkbench.domain.merging.loads import Load

_ROW = 200
"""Bytes that a row takes beside its texts."""
_UNIT = ("question", "row", "state", "value", "reason", "comment", "attachments", "origin")
_OTHERS = ("about", "follows")
_HEADER = ("centre_name", "country", "round", "questionnaire_id", "questionnaire_version")
_SEALED = ("revision_units", "revision_parents", "revision_decisions", "attestations")
_LINK = _ROW + 2 * 64
"""Bytes that a revision takes for each that it goes on from or takes in."""
_Columns: TypeAlias = tuple[str, ...]
_TABLES: Mapping[str, tuple[str | None, _Columns, _Columns]] = {
    "meta": (None, ("key", "value"), ()),
    "settings": (None, ("key", "value"), ()),
    "centres": (None, ("id", "name", "country", "created_at"), ("checksum",)),
    "assessments": (None, ("id", "centre_id", *_HEADER[2:], "created_at"), (*_OTHERS, "checksum")),
    "revisions": ("assessment_id", ("id", "centre_id", *_HEADER), (*_OTHERS, "format")),
    "units": ("assessment_id", (*_UNIT, "changed_at"), ("checksum",)),
    "drafts": ("assessment_id", ("question", "row", "column", "text", "changed_at"), ()),
    "contested": ("assessment_id", ("question", "row", "conflict_id"), ()),
    "kept_here": (
        "assessment_id",
        (),
        ("question", "row", "value", "comment", "attachments", "changed_at", "checksum"),
    ),
    "working_parents": ("assessment_id", ("revision",), ()),
    "decisions": (
        "assessment_id",
        ("id", "settles", *_UNIT[:-1], "because", "author", "decided_at"),
        ("questionnaire_version", "kind", "format"),
    ),
    "revision_units": ("revision", _UNIT, ()),
    "revision_parents": ("revision", ("parent",), ()),
    "revision_decisions": ("revision", ("decision",), ()),
    "attachment_names": (
        "assessment_id",
        (),
        ("question", "row", "sha256", "name", "media_type", "added_at", "checksum"),
    ),
    "attestations": ("revision", ("author", "sealed_at", "kind"), ("checksum",)),
}
"""By table: the column by which its rows are asked for, the texts that are read of them, and those that the first
schema has not. Records are declared elsewhere."""
_FIRST = 1
_REVISIONS = "SELECT id FROM revisions WHERE assessment_id = ?"
_COUNTED = """
WITH own AS (SELECT id FROM revisions WHERE assessment_id = ?1)
SELECT
    (SELECT count(*) FROM own),
    (SELECT count(*) FROM own JOIN revision_parents ON revision = id),
    (SELECT count(*) FROM own JOIN revision_decisions ON revision = id),
    (SELECT count(*) FROM own WHERE id NOT IN (
        SELECT parent FROM revision_parents WHERE revision IN (SELECT id FROM own))),
    (SELECT coalesce(max(said), 0) FROM (
        SELECT count(*) AS said FROM own JOIN attestations ON revision = id GROUP BY id)),
    (SELECT count(*) FROM decisions WHERE assessment_id = ?1),
    (SELECT coalesce(max(said), 0) FROM (
        SELECT count(*) AS said FROM decisions WHERE assessment_id = ?1 GROUP BY question, "row")),
    (SELECT count(*) FROM decisions WHERE assessment_id = ?1 AND id NOT IN (
        SELECT decision FROM own JOIN revision_decisions ON revision = id)),
    (SELECT coalesce(max(length(value)), 0) FROM units WHERE assessment_id = ?1),
    (SELECT count(*) FROM attachment_names WHERE assessment_id = ?1)
"""


@cache
def _weight_of(version: int, *names: str) -> str:
    return "SELECT " + " + ".join(_weight(name, version) for name in names)


def _weight(table: str, version: int) -> str:
    key, columns, later = _TABLES[table]
    return _sum(table, (*columns, *(later if version > _FIRST else ())), f" WHERE {key} = ?1" if key else "")


def _sum(table: str, columns: Iterable[str], where: str = "") -> str:
    texts = " + ".join(f'coalesce(length(CAST("{column}" AS BLOB)), 0)' for column in columns)
    return f"(SELECT coalesce(sum({_ROW} + {texts}), 0) FROM {table}{where})"  # noqa: S608 - our own words


def weigh_revision(connection: sqlite3.Connection, id_: str) -> int:
    """Bytes of a revision, and of what is said of it."""
    return weigh(connection, *_SEALED, of=id_)


def weigh(connection: sqlite3.Connection, *names: str, of: str) -> int:
    """Bytes of the rows of these tables that belong to an assessment or a revision."""
    return _asked(connection, _weight_of(SCHEMA_VERSION, *names), of)


def weigh_lists(connection: sqlite3.Connection, version: int = SCHEMA_VERSION) -> int:
    """Bytes of centres, assessments, and all records that a file of this schema version has."""
    records = ("SELECT " + _sum(one.table.name, ("id", "centre_id", *one.more)) for one in record_sets(version))
    return sum(_asked(connection, one) for one in (_weight_of(version, "centres", "assessments"), *records))


def weigh_row(row: Iterable[object]) -> int:
    """Bytes of one row of those."""
    return _ROW + sum(len(text.encode()) for text in row if isinstance(text, str))


def require_bounded_lists(connection: sqlite3.Connection, limits: Limits, version: int = SCHEMA_VERSION) -> None:
    """`weigh_lists`. Raises `RefusedError` too_large."""
    _require(weigh_lists(connection, version), limits.lists)


def require_bounded_local(connection: sqlite3.Connection, limits: Limits) -> None:
    """What belongs to the file alone: who it is, and its settings. Raises `RefusedError` too_large."""
    _require(_asked(connection, _weight_of(SCHEMA_VERSION, "meta", "settings")), limits.lists)


def require_bounded_working_copy(connection: sqlite3.Connection, assessment: str, limits: Limits) -> None:
    """The draft of an assessment, text that failed its check, conflicts, and what is kept here. Raises `RefusedError`
    too_large."""
    asked = _weight_of(SCHEMA_VERSION, "units", "drafts", "contested", "kept_here")
    _require(_asked(connection, asked, assessment), limits.assessment)


def require_bounded_headers(
    connection: sqlite3.Connection, assessment: str, limits: Limits, version: int = SCHEMA_VERSION
) -> None:
    """The revisions of an assessment, without their answers. Raises `RefusedError` too_large."""
    _require(_asked(connection, _weight_of(version, "revisions"), assessment), limits.revision)


def require_bounded_answers(
    connection: sqlite3.Connection,
    assessment: str,
    revisions: Iterable[str],
    limits: Limits,
    version: int = SCHEMA_VERSION,
) -> None:
    """All that is said in an assessment: each revision, the draft, decisions. Raises `RefusedError` too_large."""
    one = _weight_of(version, *_SEALED)
    weights = [_asked(connection, one, id_) for id_ in revisions]
    weights.append(_asked(connection, _weight_of(version, "units"), assessment))
    _require(max(weights), limits.revision)
    others = ("decisions", "working_parents", "attachment_names")[: 3 if version > _FIRST else 2]
    beside = _asked(connection, _weight_of(version, *others), assessment)
    _require(sum(weights) + beside, limits.assessment)


def _asked(connection: sqlite3.Connection, statement: str, *key: str) -> int:
    return int(connection.execute(statement, key).fetchone()[0])


def _require(weight: int, most: int) -> None:
    if weight > most:
        raise RefusedError("too_large", "needs_too_much")


def most() -> Load:
    """The limits of one assessment."""
    known = Limits()
    return {
        "revisions": histories.MOST_REVISIONS,
        "links": histories.MOST_LINKS,
        "decisions": limits.MOST_DECISIONS,
        "about one": histories.MOST_DECISIONS,
        "attestations": limits.MOST_ATTESTATIONS,
        "names": limits.MOST_NAMES,
        "text": MAX_TEXT,
        "headers": known.revision,
        "revision": known.revision,
        "bytes": known.assessment,
    }


def load_of(connection: sqlite3.Connection, assessment: str) -> dict[str, int]:
    """How much of each there is in an assessment of this schema version. What the next sealing adds counts, too: it
    gathers all heads, and takes in every decision."""
    found = connection.execute(_COUNTED, (assessment,)).fetchone()
    revisions, parents, taken_in, heads, attestations, decisions, about_one, pending, text, names = found
    gathers = heads > 1 or pending > 0
    sealed = [weigh_revision(connection, id_) for (id_,) in connection.execute(_REVISIONS, (assessment,)).fetchall()]
    next_one = weigh(connection, "units", of=assessment) + (heads + pending) * _LINK
    return {
        "revisions": revisions + gathers,
        "links": parents + taken_in + (heads + pending if gathers else 0),
        "decisions": decisions,
        "about one": about_one,
        "attestations": attestations,
        "text": text,
        "names": names,
        "headers": weigh(connection, "revisions", of=assessment),
        "revision": max((next_one, *sealed)),
        "bytes": sum(sealed) + next_one + weigh(connection, "decisions", "attachment_names", of=assessment),
    }
