"""Checksums: of each unit that was edited since the last sealing, each attestation, each centre and assessment.

What the file holds is vouched for as it is found: the first schema had nothing to find damage by. The rule is that of
the program at that time, written out: a migration never imports the program.
"""

from __future__ import annotations

import json
from hashlib import blake2b

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = {
    "centres": """
    CREATE TABLE centres (
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        country TEXT NOT NULL,
        is_sample INTEGER DEFAULT 0 NOT NULL,
        created_at TEXT NOT NULL,
        checksum TEXT NOT NULL,
        CONSTRAINT pk_centres PRIMARY KEY (id),
        CONSTRAINT ck_centres_checksum CHECK (length(checksum) = 16 AND checksum NOT GLOB '*[^0-9a-f]*'),
        CONSTRAINT ck_centres_id CHECK (length(id) BETWEEN 1 AND 64),
        CONSTRAINT ck_centres_name CHECK (length(name) BETWEEN 1 AND 200),
        CONSTRAINT ck_centres_country CHECK (country GLOB '[A-Z][A-Z]'),
        CONSTRAINT ck_centres_is_sample CHECK (is_sample IN (0, 1))
    ) WITHOUT ROWID
    """,
    "assessments": """
    CREATE TABLE assessments (
        id TEXT NOT NULL,
        centre_id TEXT NOT NULL,
        round TEXT NOT NULL,
        questionnaire_id TEXT NOT NULL,
        questionnaire_version TEXT NOT NULL,
        created_at TEXT NOT NULL,
        checksum TEXT NOT NULL,
        CONSTRAINT pk_assessments PRIMARY KEY (id),
        CONSTRAINT ck_assessments_checksum CHECK (length(checksum) = 16 AND checksum NOT GLOB '*[^0-9a-f]*'),
        CONSTRAINT ck_assessments_id CHECK (length(id) BETWEEN 1 AND 64),
        CONSTRAINT ck_assessments_round CHECK (length(round) BETWEEN 1 AND 100),
        CONSTRAINT fk_assessments_centre_id FOREIGN KEY(centre_id) REFERENCES centres (id)
    ) WITHOUT ROWID
    """,
    "attestations": """
    CREATE TABLE attestations (
        revision TEXT NOT NULL,
        author TEXT NOT NULL,
        sealed_at TEXT NOT NULL,
        kind TEXT NOT NULL,
        checksum TEXT NOT NULL,
        CONSTRAINT pk_attestations PRIMARY KEY (revision, author, sealed_at, kind),
        CONSTRAINT ck_attestations_checksum CHECK (length(checksum) = 16 AND checksum NOT GLOB '*[^0-9a-f]*'),
        CONSTRAINT ck_attestations_kind CHECK (kind IN ('sealed', 'unsealed_copy', 'round', 'import')),
        CONSTRAINT ck_attestations_author CHECK (length(author) BETWEEN 0 AND 200)
    ) WITHOUT ROWID
    """,
    "units": """
    CREATE TABLE units (
        assessment_id TEXT NOT NULL,
        question TEXT NOT NULL,
        "row" TEXT NOT NULL,
        state TEXT NOT NULL,
        value TEXT,
        reason TEXT,
        comment TEXT DEFAULT '' NOT NULL,
        attachments TEXT DEFAULT '[]' NOT NULL,
        origin TEXT,
        changed_at TEXT NOT NULL,
        checksum TEXT,
        CONSTRAINT pk_units PRIMARY KEY (assessment_id, question, "row"),
        CONSTRAINT ck_units_state CHECK (state IN ('answered', 'blank', 'not_applicable', 'not_known', 'declined')
            OR (state = 'removed' AND row NOT IN ('', '*'))),
        CONSTRAINT ck_units_value_state CHECK ((value IS NULL) OR (state = 'answered')),
        CONSTRAINT ck_units_value CHECK (value IS NULL OR length(value) <= 1000000),
        CONSTRAINT ck_units_reason CHECK ((reason IS NOT NULL) = (state = 'not_applicable')),
        CONSTRAINT ck_units_question CHECK (length(question) BETWEEN 1 AND 64),
        CONSTRAINT ck_units_row CHECK (length(row) BETWEEN 0 AND 64),
        CONSTRAINT ck_units_comment CHECK (length(comment) BETWEEN 0 AND 1000000),
        CONSTRAINT ck_units_checksum_there CHECK ((checksum IS NOT NULL) = (origin IS NULL)),
        CONSTRAINT ck_units_checksum CHECK (checksum IS NULL OR
            (length(checksum) = 16 AND checksum NOT GLOB '*[^0-9a-f]*')),
        CONSTRAINT fk_units_assessment_id FOREIGN KEY(assessment_id) REFERENCES assessments (id)
    ) WITHOUT ROWID
    """,
}
COLUMNS = {
    "centres": "id, name, country, is_sample, created_at",
    "assessments": "id, centre_id, round, questionnaire_id, questionnaire_version, created_at",
    "attestations": "revision, author, sealed_at, kind",
    "units": "assessment_id, question, row, state, value, reason, comment, attachments, origin, changed_at",
}
STAMPS = {table: f"stamp({columns})" for table, columns in COLUMNS.items()}
EDITED = ("assessment_id", "question", "row", "state", "value", "reason", "comment", "attachments", "changed_at")
STAMPS["units"] = f"CASE WHEN origin IS NULL THEN stamp({', '.join(f'CAST({name} AS BLOB)' for name in EDITED)}) END"
"""As bytes: a text that is damaged must not stop the upgrade of all the others."""

MADE_AS = """
CASE (
    SELECT count(DISTINCT centre_id) FROM assessments
    WHERE id NOT IN (SELECT id FROM import_additions WHERE kind = 'assessment')
) WHEN 1 THEN 'centre' ELSE 'collection' END
"""
"""What the file was made as, which the first schema does not say: a centre's if the work of one was begun in it, else a
collection."""


def upgrade() -> None:
    """From schema version 1 to 2: the tables are made anew, so that an upgraded file is as a new one."""
    driver = op.get_bind().connection.dbapi_connection
    driver.create_function("stamp", -1, stamp, deterministic=True)
    for table, statement in TABLES.items():
        columns = COLUMNS[table]
        op.execute(f"CREATE TABLE kept AS SELECT {columns} FROM {table}")  # noqa: S608 - our own words
        op.execute(f"DROP TABLE {table}")
        op.execute(statement)
        op.execute(f"INSERT INTO {table} ({columns}, checksum) SELECT {columns}, {STAMPS[table]} FROM kept")  # noqa: S608
        op.execute("DROP TABLE kept")
    op.execute("CREATE INDEX ix_assessments_centre_id ON assessments (centre_id)")
    op.execute(f"INSERT OR IGNORE INTO meta (key, value) SELECT 'made_as', {MADE_AS}")


def stamp(*values: str | bytes | int | None) -> str:
    """As `storage.database.checksums` made it."""
    row = [one.decode("utf-8", "surrogateescape") if isinstance(one, bytes) else one for one in values]
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
