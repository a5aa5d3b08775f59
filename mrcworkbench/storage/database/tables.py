"""The tables, from which a new database is made. The newest of `db/schemas/` is a picture of them, checked by a test.

Working copy (`units`, `contested`, `working_parents`, `drafts`), the merged sets (`revisions`, `revision_units`,
`revision_parents`, `revision_decisions`, `attestations`, `decisions`, `attachments`, and the sets of records that
`merged_sets.record_sets` declares), and what is local to this file (`meta`, `settings`, `imports`, `import_files`,
`import_additions`). Tables that merging appends to are clustered by their key (`WITHOUT ROWID`): random ids make
anything else slow. Parents, decisions and records may name what this file does not hold, so they have no foreign keys.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text

from mrcworkbench.storage.database.columns import (
    FORMATS,
    STATES,
    checksum_columns,
    hash_of,
    key,
    length,
    other_assessments,
    records,
    text_column,
    unit_columns,
)
from mrcworkbench.storage.database.columns import (
    metadata as metadata,  # noqa: PLC0414 - whoever has the tables has all of them
)
from mrcworkbench.storage.database.schema import MAX_ATTACHMENT, MAX_TEXT

meta = Table("meta", metadata, key("key"), text_column("value"), sqlite_with_rowid=False)
"""Who this file is: `file_id`, `made_by`, `made_at`; `sample` where it is one, `manifest` where it is a submission."""

centres = Table(
    "centres",
    metadata,
    key("id"),
    text_column("name"),
    text_column("country"),
    Column("is_sample", Integer, nullable=False, server_default=text("0")),
    text_column("created_at"),
    *checksum_columns(),
    length("id", 64),
    length("name", 200),
    CheckConstraint("country GLOB '[A-Z][A-Z]'", name="country"),
    CheckConstraint("is_sample IN (0, 1)", name="is_sample"),
    sqlite_with_rowid=False,
)

assessments = Table(
    "assessments",
    metadata,
    key("id"),
    text_column("centre_id", ForeignKey(centres.c.id)),
    text_column("round"),
    text_column("questionnaire_id"),
    text_column("questionnaire_version"),
    *other_assessments(),
    text_column("created_at"),
    *checksum_columns(),
    length("id", 64),
    length("round", 100),
    Index(None, "centre_id"),
    sqlite_with_rowid=False,
)

units = Table(
    "units",
    metadata,
    key("assessment_id", ForeignKey(assessments.c.id)),
    key("question"),
    key("row"),
    *unit_columns(),
    text_column("changed_at"),
    *checksum_columns("origin IS NULL"),
    sqlite_with_rowid=False,
)
"""The answers as they are worked on. A unit without origin was edited since the last sealing, and has a checksum; any
other is what the revision or decision says that its origin names."""

working_parents = Table(
    "working_parents",
    metadata,
    key("assessment_id", ForeignKey(assessments.c.id)),
    key("revision"),
    hash_of("revision"),
    sqlite_with_rowid=False,
)
"""The revisions that the working copy goes on from."""

contested = Table(
    "contested",
    metadata,
    key("assessment_id", ForeignKey(assessments.c.id)),
    key("question"),
    key("row"),
    text_column("conflict_id"),
    hash_of("conflict_id"),
    sqlite_with_rowid=False,
)
"""The units that are in conflict, which `units` leaves out, and the id of each conflict: as merging last found it."""

drafts = Table(
    "drafts",
    metadata,
    key("assessment_id", ForeignKey(assessments.c.id)),
    key("question"),
    key("row"),
    key("column"),
    text_column("text"),
    text_column("changed_at"),
    length("text", MAX_TEXT),
    sqlite_with_rowid=False,
)
"""Text that failed a check, kept as typed. Local: never hashed, never sent."""

revisions = Table(
    "revisions",
    metadata,
    key("id"),
    text_column("assessment_id"),
    text_column("centre_id"),
    text_column("centre_name"),
    text_column("country"),
    text_column("round"),
    text_column("questionnaire_id"),
    text_column("questionnaire_version"),
    *other_assessments(),
    text_column("format"),
    hash_of("id"),
    CheckConstraint(f"format IN ({FORMATS})", name="format"),
    Index(None, "assessment_id"),
    sqlite_with_rowid=False,
)

revision_units = Table(
    "revision_units",
    metadata,
    key("revision", ForeignKey(revisions.c.id)),
    key("question"),
    key("row"),
    *unit_columns(),
    sqlite_with_rowid=False,
)

revision_parents = Table(
    "revision_parents",
    metadata,
    key("revision", ForeignKey(revisions.c.id)),
    key("parent"),
    hash_of("parent"),
    sqlite_with_rowid=False,
)

revision_decisions = Table(
    "revision_decisions",
    metadata,
    key("revision", ForeignKey(revisions.c.id)),
    key("decision"),
    hash_of("decision"),
    sqlite_with_rowid=False,
)
"""The decisions that a revision was the first to take in."""

attestations = Table(
    "attestations",
    metadata,
    key("revision"),
    key("author"),
    key("sealed_at"),
    key("kind"),
    *checksum_columns(),
    CheckConstraint("kind IN ('sealed', 'unsealed_copy', 'round', 'import', 'plan_update')", name="kind"),
    length("author", 200, 0),
    sqlite_with_rowid=False,
)

withdrawals = records("withdrawals", "reason", "author", "decided_at", by_centre=True)
joins = records("joins", "into_id", "reason", "author", "decided_at")
renames = records("renames", "name", "country", "names_before", "countries_before", "reason", "author", "decided_at")
choices = records("choices", "assessment_id", "reason", "author", "decided_at")
take_backs = records("take_backs", "lifts", "reason", "author", "decided_at")
confirmations = records("confirmations", "subject", "verdict", "database", "reason", "author", "decided_at")
queries = records("queries", "assessment_id", "revision", "question", "row", "text", "author", "decided_at")
replies = records("replies", "query", "state", "text", "author", "decided_at")
expectations = records(
    "expectations", "code", "name", "country", "contact", "due", "language", "state", "replaces", "reason", "author",
    "decided_at",
)  # fmt: skip
signatures = records("signatures", "subject_kind", "subject", "algorithm", "public_key", "signature")

decisions = Table(
    "decisions",
    metadata,
    key("id"),
    text_column("assessment_id"),
    text_column("question"),
    text_column("row"),
    text_column("settles"),
    text_column("state"),
    Column("value", Text),
    Column("reason", Text),
    text_column("comment", server_default=text("''")),
    text_column("attachments", server_default=text("'[]'")),
    text_column("because"),
    text_column("author"),
    text_column("decided_at"),
    text_column("questionnaire_version"),
    text_column("kind"),
    text_column("format"),
    hash_of("id"),
    Index(None, "assessment_id"),
    CheckConstraint("kind IN ('settled', 'corrected')", name="kind"),
    CheckConstraint(f"format IN ({FORMATS})", name="format"),
    CheckConstraint(f"state IN ({STATES}) OR (state = 'removed' AND row NOT IN ('', '*'))", name="state"),
    sqlite_with_rowid=False,
)
"""A person's choice in a conflict, or a correction: which origins (or decisions) it settles, with what, and because of
what; in the questionnaire's version named. Without a question the row is a field of the header."""

attachments = Table(
    "attachments",
    metadata,
    key("sha256"),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    hash_of("sha256"),
    CheckConstraint(f"size = length(content) AND size <= {MAX_ATTACHMENT}", name="size"),
)
"""Files by their content. With rowid: large contents would make clustered pages slow."""

attachment_names = Table(
    "attachment_names",
    metadata,
    key("assessment_id"),
    key("question"),
    key("row"),
    key("sha256"),
    key("name"),
    key("media_type"),
    key("added_at"),
    *checksum_columns(),
    hash_of("sha256"),
    length("name", 255),
    sqlite_with_rowid=False,
)
"""What a file is called where it is attached, a merged set of its own: the same content has another name elsewhere."""

kept_here = Table(
    "kept_here",
    metadata,
    key("assessment_id", ForeignKey(assessments.c.id)),
    key("question"),
    key("row"),
    Column("value", Text),
    text_column("comment", server_default=text("''")),
    text_column("attachments", server_default=text("'[]'")),
    text_column("changed_at"),
    *checksum_columns(),
    length("question", 80),
    length("row", 64, 0),
    CheckConstraint(f"value IS NULL OR length(value) <= {MAX_TEXT}", name="value"),
    length("comment", MAX_TEXT, 0),
    sqlite_with_rowid=False,
)
"""Comments, and rows of registers, that stay in this file: never hashed, never sent. A row that stays has a value here
and no unit; row '*' is the order of all rows where some stay; elsewhere only the comment counts."""

verdicts = Table(
    "verdicts",
    metadata,
    key("subject"),
    text_column("verdict"),
    hash_of("subject"),
    CheckConstraint("verdict IN ('confirmed', 'declined')", name="verdict"),
    sqlite_with_rowid=False,
)
"""What persons of this file say to decisions and records, their own included: only what they confirmed has effect here.
Local; `confirmations` tells others of it."""

erased = Table(
    "erased",
    metadata,
    key("centre_id"),
    text_column("reason"),
    text_column("author"),
    text_column("erased_at"),
    length("centre_id", 64),
    sqlite_with_rowid=False,
)
"""Centres whose data was taken out of this file for good. Local; elsewhere a withdrawal says it."""

reports = Table(
    "reports",
    metadata,
    key("id"),
    text_column("kind"),
    text_column("made_at"),
    text_column("author"),
    text_column("sha256"),
    text_column("content"),
    *checksum_columns(),
    length("content", MAX_TEXT),
    sqlite_with_rowid=False,
)
"""Reports that were made, each with the hash of its file and, as canonical text, what it was made of and what it told.
Local."""

settings = Table("settings", metadata, key("key"), text_column("value"), sqlite_with_rowid=False)
"""What belongs to this file, but to nobody's answers: the last place, texts released for a report."""

imports = Table(
    "imports",
    metadata,
    key("id"),
    text_column("started_at"),
    Column("finished_at", Text),
    text_column("imported_by"),
    Column("undone_at", Text),
    Column("undone_by", Text),
    sqlite_with_rowid=False,
)

import_files = Table(
    "import_files",
    metadata,
    key("import_id", ForeignKey(imports.c.id)),
    Column("number", Integer, primary_key=True, nullable=False),
    text_column("path"),
    Column("sha256", Text),
    text_column("verdict"),
    Column("reason", Text),
    Column("message", Text),
    Column("suspected_duplicate_of", Text),
    Column("assessments", Integer, nullable=False),
    Column("is_sealed", Integer),
    *(Column(name, Text) for name in ("undone_at", "undone_by")),
    *(
        Column(name, Text)
        for name in ("set_aside_at", "set_aside_by", "set_aside_because", "put_back_at", "put_back_by")
    ),
    CheckConstraint("verdict IN ('new', 'updated', 'known', 'conflict', 'refused')", name="verdict"),
    sqlite_with_rowid=False,
)

set_aside = Table(
    "set_aside",
    metadata,
    key("import_id", ForeignKey(imports.c.id)),
    Column("number", Integer, primary_key=True, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""What an imported file had added, packed, while it is set aside. Local."""

import_additions = Table(
    "import_additions",
    metadata,
    key("kind"),
    key("id"),
    key("import_id", ForeignKey(imports.c.id)),
    Column("number", Integer, primary_key=True, nullable=False),
    Index(None, "import_id", "number"),
    sqlite_with_rowid=False,
)
"""What each file of an import added, and what it held that another file had added: what no other file holds goes when
it is undone. The first file of a revision is the one that it came from.

`id` is the row's key, as a JSON list where that is several columns. `begun` is what a file says of when a centre or an
assessment was begun; `begun_here`, under number 0, what was said of it before any file.
"""
