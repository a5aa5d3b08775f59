"""The second format: checksums, other assessments that one is about or follows, decisions with their kind and the
version that they are said in, and a place for everything that persons say of centres.

Names of revisions and decisions stay: what was sealed in the first format says so, and is named by it. What the file
holds is vouched for as it is found: the first schema had nothing to find damage by. The rules are those of the program
at that time, written out: a migration never imports the program.
"""

from __future__ import annotations

import json
from hashlib import blake2b

from alembic import op

revision = "0002"
down_revision = "0001"

MADE_ANEW = {
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
        about TEXT DEFAULT '' NOT NULL,
        follows TEXT DEFAULT '' NOT NULL,
        created_at TEXT NOT NULL,
        checksum TEXT NOT NULL,
        CONSTRAINT pk_assessments PRIMARY KEY (id),
        CONSTRAINT ck_assessments_about CHECK (length(about) BETWEEN 0 AND 64),
        CONSTRAINT ck_assessments_follows CHECK (length(follows) BETWEEN 0 AND 64),
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
        CONSTRAINT ck_attestations_kind CHECK (kind IN ('sealed', 'unsealed_copy', 'round', 'import', 'plan_update')),
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
        CONSTRAINT ck_units_state CHECK (state IN ('answered', 'blank', 'not_applicable', 'not_known',
            'declined', 'carried_over') OR (state = 'removed' AND row NOT IN ('', '*'))),
        CONSTRAINT ck_units_value_state CHECK ((value IS NULL) OR state IN ('answered', 'carried_over')),
        CONSTRAINT ck_units_value CHECK (value IS NULL OR length(value) <= 1000000),
        CONSTRAINT ck_units_reason CHECK (CASE state WHEN 'not_applicable' THEN reason IS NOT NULL WHEN
            'carried_over' THEN value IS NULL OR reason IS NULL ELSE reason IS NULL END),
        CONSTRAINT ck_units_question CHECK (length(question) BETWEEN 1 AND 80),
        CONSTRAINT ck_units_row CHECK (length(row) BETWEEN 0 AND 64),
        CONSTRAINT ck_units_comment CHECK (length(comment) BETWEEN 0 AND 1000000),
        CONSTRAINT ck_units_checksum_there CHECK ((checksum IS NOT NULL) = (origin IS NULL)),
        CONSTRAINT ck_units_checksum CHECK (checksum IS NULL OR (length(checksum) = 16 AND checksum NOT GLOB
            '*[^0-9a-f]*')),
        CONSTRAINT fk_units_assessment_id FOREIGN KEY(assessment_id) REFERENCES assessments (id)
    ) WITHOUT ROWID
    """,
    "revisions": """
    CREATE TABLE revisions (
        id TEXT NOT NULL,
        assessment_id TEXT NOT NULL,
        centre_id TEXT NOT NULL,
        centre_name TEXT NOT NULL,
        country TEXT NOT NULL,
        round TEXT NOT NULL,
        questionnaire_id TEXT NOT NULL,
        questionnaire_version TEXT NOT NULL,
        about TEXT DEFAULT '' NOT NULL,
        follows TEXT DEFAULT '' NOT NULL,
        format TEXT NOT NULL,
        CONSTRAINT pk_revisions PRIMARY KEY (id),
        CONSTRAINT ck_revisions_about CHECK (length(about) BETWEEN 0 AND 64),
        CONSTRAINT ck_revisions_follows CHECK (length(follows) BETWEEN 0 AND 64),
        CONSTRAINT ck_revisions_id CHECK (length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*'),
        CONSTRAINT ck_revisions_format CHECK (format IN ('1', '2'))
    ) WITHOUT ROWID
    """,
    "revision_units": """
    CREATE TABLE revision_units (
        revision TEXT NOT NULL,
        question TEXT NOT NULL,
        "row" TEXT NOT NULL,
        state TEXT NOT NULL,
        value TEXT,
        reason TEXT,
        comment TEXT DEFAULT '' NOT NULL,
        attachments TEXT DEFAULT '[]' NOT NULL,
        origin TEXT,
        CONSTRAINT pk_revision_units PRIMARY KEY (revision, question, "row"),
        CONSTRAINT ck_revision_units_state CHECK (state IN ('answered', 'blank', 'not_applicable',
            'not_known', 'declined', 'carried_over') OR (state = 'removed' AND row NOT IN ('', '*'))),
        CONSTRAINT ck_revision_units_value_state CHECK ((value IS NULL) OR state IN ('answered', 'carried_over')),
        CONSTRAINT ck_revision_units_value CHECK (value IS NULL OR length(value) <= 1000000),
        CONSTRAINT ck_revision_units_reason CHECK (CASE state WHEN
            'not_applicable' THEN reason IS NOT NULL WHEN 'carried_over' THEN value IS NULL
            OR reason IS NULL ELSE reason IS NULL END),
        CONSTRAINT ck_revision_units_question CHECK (length(question) BETWEEN 1 AND 80),
        CONSTRAINT ck_revision_units_row CHECK (length(row) BETWEEN 0 AND 64),
        CONSTRAINT ck_revision_units_comment CHECK (length(comment) BETWEEN 0 AND 1000000),
        CONSTRAINT fk_revision_units_revision FOREIGN KEY(revision) REFERENCES revisions (id)
    ) WITHOUT ROWID
    """,
    "decisions": """
    CREATE TABLE decisions (
        id TEXT NOT NULL,
        assessment_id TEXT NOT NULL,
        question TEXT NOT NULL,
        "row" TEXT NOT NULL,
        settles TEXT NOT NULL,
        state TEXT NOT NULL,
        value TEXT,
        reason TEXT,
        comment TEXT DEFAULT '' NOT NULL,
        attachments TEXT DEFAULT '[]' NOT NULL,
        because TEXT NOT NULL,
        author TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        questionnaire_version TEXT NOT NULL,
        kind TEXT NOT NULL,
        format TEXT NOT NULL,
        CONSTRAINT pk_decisions PRIMARY KEY (id),
        CONSTRAINT ck_decisions_id CHECK (length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*'),
        CONSTRAINT ck_decisions_kind CHECK (kind IN ('settled', 'corrected')),
        CONSTRAINT ck_decisions_format CHECK (format IN ('1', '2')),
        CONSTRAINT ck_decisions_state CHECK (state IN ('answered', 'blank', 'not_applicable', 'not_known',
            'declined', 'carried_over') OR (state = 'removed' AND row NOT IN ('', '*')))
    ) WITHOUT ROWID
    """,
    "import_files": """
    CREATE TABLE import_files (
        import_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        path TEXT NOT NULL,
        sha256 TEXT,
        verdict TEXT NOT NULL,
        reason TEXT,
        message TEXT,
        suspected_duplicate_of TEXT,
        assessments INTEGER NOT NULL,
        is_sealed INTEGER,
        undone_at TEXT,
        undone_by TEXT,
        set_aside_at TEXT,
        set_aside_by TEXT,
        set_aside_because TEXT,
        put_back_at TEXT,
        put_back_by TEXT,
        CONSTRAINT pk_import_files PRIMARY KEY (import_id, number),
        CONSTRAINT ck_import_files_verdict CHECK (verdict IN ('new', 'updated', 'known', 'conflict', 'refused')),
        CONSTRAINT fk_import_files_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
    ) WITHOUT ROWID
    """,
    "import_additions": """
    CREATE TABLE import_additions (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        import_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        CONSTRAINT pk_import_additions PRIMARY KEY (kind, id, import_id, number),
        CONSTRAINT fk_import_additions_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
    ) WITHOUT ROWID
    """,
}
NEW = (
    """
    CREATE TABLE attachment_names (
        assessment_id TEXT NOT NULL,
        question TEXT NOT NULL,
        "row" TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        added_at TEXT NOT NULL,
        checksum TEXT NOT NULL,
        CONSTRAINT pk_attachment_names PRIMARY KEY (assessment_id, question, "row", sha256, name, media_type, added_at),
        CONSTRAINT ck_attachment_names_checksum CHECK (length(checksum) = 16 AND checksum NOT GLOB '*[^0-9a-f]*'),
        CONSTRAINT ck_attachment_names_sha256 CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
        CONSTRAINT ck_attachment_names_name CHECK (length(name) BETWEEN 1 AND 255)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE choices (
        id TEXT NOT NULL,
        centre_id TEXT NOT NULL,
        assessment_id TEXT NOT NULL,
        reason TEXT NOT NULL,
        author TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        CONSTRAINT pk_choices PRIMARY KEY (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE confirmations (
        id TEXT NOT NULL,
        centre_id TEXT NOT NULL,
        subject TEXT NOT NULL,
        verdict TEXT NOT NULL,
        "database" TEXT NOT NULL,
        reason TEXT NOT NULL,
        author TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        CONSTRAINT pk_confirmations PRIMARY KEY (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE erased (
        centre_id TEXT NOT NULL,
        reason TEXT NOT NULL,
        author TEXT NOT NULL,
        erased_at TEXT NOT NULL,
        CONSTRAINT pk_erased PRIMARY KEY (centre_id),
        CONSTRAINT ck_erased_centre_id CHECK (length(centre_id) BETWEEN 1 AND 64)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE expectations (
        id TEXT NOT NULL,
        centre_id TEXT NOT NULL,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        country TEXT NOT NULL,
        contact TEXT NOT NULL,
        due TEXT NOT NULL,
        language TEXT NOT NULL,
        state TEXT NOT NULL,
        replaces TEXT NOT NULL,
        reason TEXT NOT NULL,
        author TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        CONSTRAINT pk_expectations PRIMARY KEY (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE kept_here (
        assessment_id TEXT NOT NULL,
        question TEXT NOT NULL,
        "row" TEXT NOT NULL,
        value TEXT,
        comment TEXT DEFAULT '' NOT NULL,
        attachments TEXT DEFAULT '[]' NOT NULL,
        changed_at TEXT NOT NULL,
        checksum TEXT NOT NULL,
        CONSTRAINT pk_kept_here PRIMARY KEY (assessment_id, question, "row"),
        CONSTRAINT ck_kept_here_checksum CHECK (length(checksum) = 16 AND checksum NOT GLOB '*[^0-9a-f]*'),
        CONSTRAINT ck_kept_here_question CHECK (length(question) BETWEEN 1 AND 80),
        CONSTRAINT ck_kept_here_row CHECK (length(row) BETWEEN 0 AND 64),
        CONSTRAINT ck_kept_here_value CHECK (value IS NULL OR length(value) <= 1000000),
        CONSTRAINT ck_kept_here_comment CHECK (length(comment) BETWEEN 0 AND 1000000),
        CONSTRAINT fk_kept_here_assessment_id FOREIGN KEY(assessment_id) REFERENCES assessments (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE queries (
        id TEXT NOT NULL,
        centre_id TEXT NOT NULL,
        assessment_id TEXT NOT NULL,
        revision TEXT NOT NULL,
        question TEXT NOT NULL,
        "row" TEXT NOT NULL,
        text TEXT NOT NULL,
        author TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        CONSTRAINT pk_queries PRIMARY KEY (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE renames (
        id TEXT NOT NULL,
        centre_id TEXT NOT NULL,
        name TEXT NOT NULL,
        country TEXT NOT NULL,
        names_before TEXT NOT NULL,
        countries_before TEXT NOT NULL,
        reason TEXT NOT NULL,
        author TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        CONSTRAINT pk_renames PRIMARY KEY (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE replies (
        id TEXT NOT NULL,
        centre_id TEXT NOT NULL,
        "query" TEXT NOT NULL,
        state TEXT NOT NULL,
        text TEXT NOT NULL,
        author TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        CONSTRAINT pk_replies PRIMARY KEY (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE reports (
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        made_at TEXT NOT NULL,
        author TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        content TEXT NOT NULL,
        checksum TEXT NOT NULL,
        CONSTRAINT pk_reports PRIMARY KEY (id),
        CONSTRAINT ck_reports_checksum CHECK (length(checksum) = 16 AND checksum NOT GLOB '*[^0-9a-f]*'),
        CONSTRAINT ck_reports_content CHECK (length(content) BETWEEN 1 AND 1000000)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE set_aside (
        import_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        content BLOB NOT NULL,
        CONSTRAINT pk_set_aside PRIMARY KEY (import_id, number),
        CONSTRAINT fk_set_aside_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE signatures (
        id TEXT NOT NULL,
        centre_id TEXT NOT NULL,
        subject_kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        algorithm TEXT NOT NULL,
        public_key TEXT NOT NULL,
        signature TEXT NOT NULL,
        CONSTRAINT pk_signatures PRIMARY KEY (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE take_backs (
        id TEXT NOT NULL,
        centre_id TEXT NOT NULL,
        lifts TEXT NOT NULL,
        reason TEXT NOT NULL,
        author TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        CONSTRAINT pk_take_backs PRIMARY KEY (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE verdicts (
        subject TEXT NOT NULL,
        verdict TEXT NOT NULL,
        CONSTRAINT pk_verdicts PRIMARY KEY (subject),
        CONSTRAINT ck_verdicts_subject CHECK (length(subject) = 64 AND subject NOT GLOB '*[^0-9a-f]*'),
        CONSTRAINT ck_verdicts_verdict CHECK (verdict IN ('confirmed', 'declined'))
    ) WITHOUT ROWID
    """,
)
INDEXES = (
    "CREATE INDEX ix_assessments_centre_id ON assessments (centre_id)",
    "CREATE INDEX ix_decisions_assessment_id ON decisions (assessment_id)",
    "CREATE INDEX ix_import_additions_import_id ON import_additions (import_id, number)",
    "CREATE INDEX ix_revisions_assessment_id ON revisions (assessment_id)",
)
COLUMNS = {
    "centres": ["id", "name", "country", "is_sample", "created_at"],
    "assessments": ["id", "centre_id", "round", "questionnaire_id", "questionnaire_version", "created_at"],
    "attestations": ["revision", "author", "sealed_at", "kind"],
    "units": [
        "assessment_id",
        "question",
        "row",
        "state",
        "value",
        "reason",
        "comment",
        "attachments",
        "origin",
        "changed_at",
    ],
    "revisions": [
        "id",
        "assessment_id",
        "centre_id",
        "centre_name",
        "country",
        "round",
        "questionnaire_id",
        "questionnaire_version",
    ],
    "revision_units": ["revision", "question", "row", "state", "value", "reason", "comment", "attachments", "origin"],
    "decisions": [
        "id",
        "assessment_id",
        "question",
        "row",
        "settles",
        "state",
        "value",
        "reason",
        "comment",
        "attachments",
        "because",
        "author",
        "decided_at",
    ],
    "import_files": [
        "import_id",
        "number",
        "path",
        "sha256",
        "verdict",
        "reason",
        "message",
        "suspected_duplicate_of",
        "assessments",
    ],
    "import_additions": ["kind", "id", "import_id", "number"],
}
EDITED = ", ".join(
    f"CAST({name} AS BLOB)"
    for name in ("assessment_id", "question", "row", "state", "value", "reason", "comment", "attachments", "changed_at")
)
"""As bytes: a text that is damaged must not stop the upgrade of all the others."""
FILLED = {
    "centres": {"checksum": "stamp(id, name, country, is_sample, created_at)"},
    "assessments": {
        "about": "''",
        "follows": "''",
        "checksum": "stamp(id, centre_id, round, questionnaire_id, questionnaire_version, '', '', created_at)",
    },
    "attestations": {"checksum": "stamp(revision, author, sealed_at, kind)"},
    "revisions": {"about": "''", "follows": "''", "format": "'1'"},
    "decisions": {"questionnaire_version": "'1.0.0'", "kind": "'settled'", "format": "'1'"},
    "units": {"checksum": f"CASE WHEN origin IS NULL THEN stamp({EDITED}) END"},
}
"""By table, what stands in the new columns."""

MADE_AS = """
CASE (
    SELECT count(DISTINCT centre_id) FROM assessments
    WHERE id NOT IN (SELECT id FROM import_additions WHERE kind = 'assessment')
) WHEN 1 THEN 'centre' ELSE 'collection' END
"""
"""What the file was made as, which the first schema does not say: a centre's if the work of one was begun in it, else a
collection."""


IN_EFFECT = """
INSERT INTO verdicts SELECT id, 'confirmed' FROM withdrawals
UNION SELECT id, 'confirmed' FROM joins UNION SELECT id, 'confirmed' FROM decisions
"""
"""In the first format, everything that was decided anywhere had effect wherever it came."""

NAMED = """
INSERT INTO attachment_names
SELECT DISTINCT assessment_id, question, "row", sha256, name, media_type, added_at,
    stamp(assessment_id, question, "row", sha256, CAST(name AS BLOB), CAST(media_type AS BLOB), CAST(added_at AS BLOB))
FROM (
    SELECT assessment_id, question, "row", attachments AS named FROM units
    UNION SELECT assessment_id, question, "row", attachments FROM revision_units JOIN revisions ON id = revision
    UNION SELECT assessment_id, question, "row", attachments FROM decisions
), json_each(CASE WHEN json_valid(named) THEN named ELSE '[]' END) AS one
JOIN attachments ON sha256 = one.value WHERE named <> '[]'
"""
"""The first format named a file by its content alone. From now on it is named where it is attached."""
ATTACHMENTS = (
    "CREATE TABLE kept AS SELECT sha256, size, content FROM attachments",
    "DROP TABLE attachments",
    """
    CREATE TABLE attachments (
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        content BLOB NOT NULL,
        CONSTRAINT pk_attachments PRIMARY KEY (sha256),
        CONSTRAINT ck_attachments_sha256 CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
        CONSTRAINT ck_attachments_size CHECK (size = length(content) AND size <= 10485760)
    )
    """,
    "INSERT INTO attachments SELECT sha256, size, content FROM kept",
    "DROP TABLE kept",
)

EARLIER_COMMENTS = "SELECT 'earlier_comments', 'ask' FROM units WHERE comment <> '' LIMIT 1"
"""The first format sent every comment along; whoever wrote them is asked once."""


def upgrade() -> None:
    """From schema version 1 to 2: the tables are made anew, so that an upgraded file is as a new one."""
    driver = op.get_bind().connection.dbapi_connection
    driver.create_function("stamp", -1, stamp, deterministic=True)
    for table, statement in MADE_ANEW.items():
        columns, filled = ", ".join(COLUMNS[table]), FILLED.get(table, {})
        op.execute(f"CREATE TABLE kept AS SELECT {columns} FROM {table}")  # noqa: S608 - our own words
        op.execute(f"DROP TABLE {table}")
        op.execute(statement)
        into, values = ", ".join((*COLUMNS[table], *filled)), ", ".join((*COLUMNS[table], *filled.values()))
        op.execute(f"INSERT INTO {table} ({into}) SELECT {values} FROM kept")  # noqa: S608
        op.execute("DROP TABLE kept")
    for index in INDEXES:
        op.execute(index)
    for statement in NEW:
        op.execute(statement)
    for statement in (NAMED, *ATTACHMENTS, IN_EFFECT):
        op.execute(statement)
    op.execute(f"INSERT OR IGNORE INTO meta (key, value) SELECT 'made_as', {MADE_AS}")
    op.execute(f"INSERT OR IGNORE INTO settings (key, value) {EARLIER_COMMENTS}")


def stamp(*values: str | bytes | int | None) -> str:
    """As `storage.database.checksums` made it."""
    row = [one.decode("utf-8", "surrogateescape") if isinstance(one, bytes) else one for one in values]
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
