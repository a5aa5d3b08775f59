"""The tables, from which a new database is made. The newest of `db/schemas/` is a picture of them, checked by a test.

Working copy (`units`, `contested`, `working_parents`, `drafts`), the merged sets (`revisions`, `revision_units`,
`revision_parents`, `revision_decisions`, `attestations`, `decisions`, `attachments`, and the sets of records that
`merged_sets.record_sets` declares), and what is local to this file (`meta`, `settings`, `imports`, `import_files`,
`import_additions`). Tables that merging appends to are clustered by their key (`WITHOUT ROWID`): random ids make
anything else slow. Parents, decisions and records may name what this file does not hold, so they have no foreign keys.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, text

from mrcworkbench.storage.database.checksums import LENGTH
from mrcworkbench.storage.database.schema import MAX_ATTACHMENT, MAX_TEXT

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

_ADDITIONS = "'centre', 'assessment', 'revision', 'decision', 'attestation', 'withdrawal', 'join', 'attachment'"
_STATES = "'answered', 'blank', 'not_applicable', 'not_known', 'declined'"


def _length(column: str, longest: int, shortest: int = 1) -> CheckConstraint:
    return CheckConstraint(f"length({column}) BETWEEN {shortest} AND {longest}", name=column)


def _hash(column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = 64 AND {column} NOT GLOB '*[^0-9a-f]*'", name=column)


def _checksum(condition: str = "") -> tuple[Any, ...]:
    """The checksum of the row, see `storage.database.checksums`. With a condition only rows that fulfil it have one."""
    right = f"length(checksum) = {LENGTH} AND checksum NOT GLOB '*[^0-9a-f]*'"
    if not condition:
        return _text("checksum"), CheckConstraint(right, name="checksum")
    return (
        Column("checksum", Text),
        CheckConstraint(f"(checksum IS NOT NULL) = ({condition})", name="checksum_there"),
        CheckConstraint(f"checksum IS NULL OR ({right})", name="checksum"),
    )


def _text(name: str, *references: ForeignKey, **more: Any) -> Column[str]:
    return Column(name, Text, *references, nullable=False, **more)


def _key(name: str, *references: ForeignKey) -> Column[str]:
    return Column(name, Text, *references, primary_key=True, nullable=False)


def _records(name: str, *columns: str, by_centre: bool = False) -> Table:
    """A set of records about centres, declared in `merged_sets.record_sets`; `by_centre`: with an index of those."""
    texts = [_text(column) for column in ("centre_id", *columns)]
    index = [Index(None, "centre_id")] if by_centre else []
    return Table(name, metadata, _key("id"), *texts, *index, sqlite_with_rowid=False)


def _unit_columns() -> tuple[Any, ...]:
    """What one unit holds: an answer (row ''), the row order of a table (row '*'), or a table row as JSON."""
    return (
        _text("state"),
        Column("value", Text),
        Column("reason", Text),
        _text("comment", server_default=text("''")),
        _text("attachments", server_default=text("'[]'")),
        Column("origin", Text),
        CheckConstraint(f"state IN ({_STATES}) OR (state = 'removed' AND row NOT IN ('', '*'))", name="state"),
        CheckConstraint("(value IS NULL) OR (state = 'answered')", name="value_state"),
        CheckConstraint(f"value IS NULL OR length(value) <= {MAX_TEXT}", name="value"),
        CheckConstraint("(reason IS NOT NULL) = (state = 'not_applicable')", name="reason"),
        _length("question", 64),
        _length("row", 64, 0),
        _length("comment", MAX_TEXT, 0),
    )


meta = Table("meta", metadata, _key("key"), _text("value"), sqlite_with_rowid=False)
"""Who this file is: `file_id`, `made_by`, `made_at`; `sample` where it is one, `manifest` where it is a submission."""

centres = Table(
    "centres",
    metadata,
    _key("id"),
    _text("name"),
    _text("country"),
    Column("is_sample", Integer, nullable=False, server_default=text("0")),
    _text("created_at"),
    *_checksum(),
    _length("id", 64),
    _length("name", 200),
    CheckConstraint("country GLOB '[A-Z][A-Z]'", name="country"),
    CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
    sqlite_with_rowid=False,
)

assessments = Table(
    "assessments",
    metadata,
    _key("id"),
    _text("centre_id", ForeignKey(centres.c.id)),
    _text("round"),
    _text("questionnaire_id"),
    _text("questionnaire_version"),
    _text("created_at"),
    *_checksum(),
    _length("id", 64),
    _length("round", 100),
    Index(None, "centre_id"),
    sqlite_with_rowid=False,
)

units = Table(
    "units",
    metadata,
    _key("assessment_id", ForeignKey(assessments.c.id)),
    _key("question"),
    _key("row"),
    *_unit_columns(),
    _text("changed_at"),
    *_checksum("origin IS NULL"),
    sqlite_with_rowid=False,
)
"""The answers as they are worked on. A unit without origin was edited since the last sealing, and has a checksum; any
other is what the revision or decision says that its origin names."""

working_parents = Table(
    "working_parents",
    metadata,
    _key("assessment_id", ForeignKey(assessments.c.id)),
    _key("revision"),
    _hash("revision"),
    sqlite_with_rowid=False,
)
"""The revisions that the working copy goes on from."""

contested = Table(
    "contested",
    metadata,
    _key("assessment_id", ForeignKey(assessments.c.id)),
    _key("question"),
    _key("row"),
    _text("conflict_id"),
    _hash("conflict_id"),
    sqlite_with_rowid=False,
)
"""The units that are in conflict, which `units` leaves out, and the id of each conflict: as merging last found it."""

drafts = Table(
    "drafts",
    metadata,
    _key("assessment_id", ForeignKey(assessments.c.id)),
    _key("question"),
    _key("row"),
    _key("column"),
    _text("text"),
    _text("changed_at"),
    _length("text", MAX_TEXT),
    sqlite_with_rowid=False,
)
"""Text that failed a check, kept as typed. Local: never hashed, never sent."""

revisions = Table(
    "revisions",
    metadata,
    _key("id"),
    _text("assessment_id"),
    _text("centre_id"),
    _text("centre_name"),
    _text("country"),
    _text("round"),
    _text("questionnaire_id"),
    _text("questionnaire_version"),
    _hash("id"),
    Index(None, "assessment_id"),
    sqlite_with_rowid=False,
)

revision_units = Table(
    "revision_units",
    metadata,
    _key("revision", ForeignKey(revisions.c.id)),
    _key("question"),
    _key("row"),
    *_unit_columns(),
    sqlite_with_rowid=False,
)

revision_parents = Table(
    "revision_parents",
    metadata,
    _key("revision", ForeignKey(revisions.c.id)),
    _key("parent"),
    _hash("parent"),
    sqlite_with_rowid=False,
)

revision_decisions = Table(
    "revision_decisions",
    metadata,
    _key("revision", ForeignKey(revisions.c.id)),
    _key("decision"),
    _hash("decision"),
    sqlite_with_rowid=False,
)
"""The decisions that a revision was the first to take in."""

attestations = Table(
    "attestations",
    metadata,
    _key("revision"),
    _key("author"),
    _key("sealed_at"),
    _key("kind"),
    *_checksum(),
    CheckConstraint("kind IN ('sealed', 'unsealed_copy', 'round', 'import')", name="kind"),
    _length("author", 200, 0),
    sqlite_with_rowid=False,
)

withdrawals = _records("withdrawals", "reason", "author", "decided_at", by_centre=True)
joins = _records("joins", "into_id", "reason", "author", "decided_at")

decisions = Table(
    "decisions",
    metadata,
    _key("id"),
    _text("assessment_id"),
    _text("question"),
    _text("row"),
    _text("settles"),
    _text("state"),
    Column("value", Text),
    Column("reason", Text),
    _text("comment", server_default=text("''")),
    _text("attachments", server_default=text("'[]'")),
    _text("because"),
    _text("author"),
    _text("decided_at"),
    _hash("id"),
    Index(None, "assessment_id"),
    CheckConstraint(f"state IN ({_STATES}) OR (state = 'removed' AND row NOT IN ('', '*'))", name="state"),
    sqlite_with_rowid=False,
)
"""A person's choice in a conflict: which origins (or decisions) it settles, with what, and because of what."""

attachments = Table(
    "attachments",
    metadata,
    Column("sha256", Text, primary_key=True, nullable=False),
    _text("name"),
    _text("media_type"),
    Column("size", Integer, nullable=False),
    _text("added_at"),
    Column("content", LargeBinary, nullable=False),
    _hash("sha256"),
    CheckConstraint(f"size = length(content) AND size <= {MAX_ATTACHMENT}", name="size"),
    _length("name", 255),
)
"""Files by their content. With rowid: large contents would make clustered pages slow."""

settings = Table("settings", metadata, _key("key"), _text("value"), sqlite_with_rowid=False)
"""What belongs to this file, but to nobody's answers: the last place, texts released for a report."""

imports = Table(
    "imports",
    metadata,
    _key("id"),
    _text("started_at"),
    Column("finished_at", Text),
    _text("imported_by"),
    Column("undone_at", Text),
    Column("undone_by", Text),
    sqlite_with_rowid=False,
)

import_files = Table(
    "import_files",
    metadata,
    _key("import_id", ForeignKey(imports.c.id)),
    Column("number", Integer, primary_key=True, nullable=False),
    _text("path"),
    Column("sha256", Text),
    _text("verdict"),
    Column("reason", Text),
    Column("message", Text),
    Column("suspected_duplicate_of", Text),
    Column("assessments", Integer, nullable=False),
    CheckConstraint("verdict IN ('new', 'updated', 'known', 'conflict', 'refused')", name="verdict"),
    sqlite_with_rowid=False,
)

import_additions = Table(
    "import_additions",
    metadata,
    _key("kind"),
    _key("id"),
    _key("import_id", ForeignKey(imports.c.id)),
    Column("number", Integer, nullable=False),
    CheckConstraint(f"kind IN ({_ADDITIONS})", name="kind"),
    Index(None, "import_id", "number"),
    sqlite_with_rowid=False,
)
"""What each file of an import added, so that the import can be undone, and that one can say which file a revision came
from.

`id` is the row's key; of attestations revision, author, time and kind as a JSON list.
"""
