"""How much of a file would stand in memory together, asked before any of it is read.

SQLite lets a text have the length of a whole file, whatever our schema says, and a list may have any number of rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from mrcworkbench.storage.database.schema import SCHEMA_VERSION
from mrcworkbench.storage.merged_sets.record_sets import record_sets
from mrcworkbench.storage.strangers.limits import Limits
from mrcworkbench.storage.strangers.refusals import RefusedError

_ROW = 200
"""Bytes that a row takes beside its texts."""
_UNIT = ("question", "row", "value", "reason", "comment", "attachments", "origin")


def _weight(table: str, key: str | None, *columns: str) -> str:
    texts = " + ".join(f'coalesce(length(CAST("{column}" AS BLOB)), 0)' for column in columns)
    where = f" WHERE {key} = ?1" if key is not None else ""
    return f"(SELECT coalesce(sum({_ROW} + {texts}), 0) FROM {table}{where})"  # noqa: S608 - our own words


_CENTRES = "SELECT " + _weight("centres", None, "id", "name", "country", "created_at")
_ASSESSMENTS = "SELECT " + _weight(
    "assessments", None, "id", "centre_id", "round", "questionnaire_id", "questionnaire_version", "created_at"
)
_LOCAL = "SELECT " + " + ".join((_weight("meta", None, "key", "value"), _weight("settings", None, "key", "value")))
_HEADERS = "SELECT " + _weight(
    "revisions", "assessment_id", "id", "centre_id", "centre_name", "country", "round", "questionnaire_id",
    "questionnaire_version",
)  # fmt: skip
_DRAFT = "SELECT " + _weight("units", "assessment_id", *_UNIT, "changed_at")
_DRAFTS = "SELECT " + " + ".join(
    (
        _weight("drafts", "assessment_id", "question", "row", "column", "text", "changed_at"),
        _weight("contested", "assessment_id", "question", "row", "conflict_id"),
        _weight("kept_here", "assessment_id", "question", "row", "value", "comment", "attachments", "changed_at"),
    )
)
_BESIDE = "SELECT " + " + ".join(
    (
        _weight("decisions", "assessment_id", "id", "question", "row", "settles", *_UNIT[2:-1], "because", "author"),
        _weight("working_parents", "assessment_id", "revision"),
    )
)
_REVISION = "SELECT " + " + ".join(
    (
        _weight("revision_units", "revision", *_UNIT),
        _weight("revision_parents", "revision", "parent"),
        _weight("revision_decisions", "revision", "decision"),
        _weight("attestations", "revision", "author", "sealed_at", "kind"),
    )
)


def require_bounded_lists(connection: sqlite3.Connection, limits: Limits, version: int = SCHEMA_VERSION) -> None:
    """Centres, assessments, and all records that a file of this schema version has. Raises `RefusedError` too_large."""
    records = ("SELECT " + _weight(one.table.name, None, "id", "centre_id", *one.more) for one in record_sets(version))
    _require(sum(_asked(connection, one) for one in (_CENTRES, _ASSESSMENTS, *records)), limits.lists)


def require_bounded_local(connection: sqlite3.Connection, limits: Limits) -> None:
    """What belongs to the file alone: who it is, and its settings. Raises `RefusedError` too_large."""
    _require(_asked(connection, _LOCAL), limits.lists)


def require_bounded_working_copy(connection: sqlite3.Connection, assessment: str, limits: Limits) -> None:
    """The draft of an assessment, text that failed its check, conflicts, and what is kept here. Raises `RefusedError`
    too_large."""
    _require(_asked(connection, _DRAFT, assessment) + _asked(connection, _DRAFTS, assessment), limits.assessment)


def require_bounded_headers(connection: sqlite3.Connection, assessment: str, limits: Limits) -> None:
    """The revisions of an assessment, without their answers. Raises `RefusedError` too_large."""
    _require(_asked(connection, _HEADERS, assessment), limits.revision)


def require_bounded_answers(
    connection: sqlite3.Connection, assessment: str, revisions: Iterable[str], limits: Limits
) -> None:
    """All that is said in an assessment: each revision, the draft, decisions. Raises `RefusedError` too_large."""
    weights = [_asked(connection, _REVISION, id_) for id_ in revisions]
    weights.append(_asked(connection, _DRAFT, assessment))
    _require(max(weights), limits.revision)
    _require(sum(weights) + _asked(connection, _BESIDE, assessment), limits.assessment)


def _asked(connection: sqlite3.Connection, statement: str, *key: str) -> int:
    return int(connection.execute(statement, key).fetchone()[0])


def _require(weight: int, most: int) -> None:
    if weight > most:
        raise RefusedError("too_large", "needs_too_much")
