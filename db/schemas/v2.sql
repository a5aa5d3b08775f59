-- application_id = 0x4D524357, user_version = 2

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
) WITHOUT ROWID;

CREATE INDEX ix_assessments_centre_id ON assessments (centre_id);

CREATE TABLE attachments (
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_attachments PRIMARY KEY (sha256),
    CONSTRAINT ck_attachments_sha256 CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    CONSTRAINT ck_attachments_size CHECK (size = length(content) AND size <= 10485760),
    CONSTRAINT ck_attachments_name CHECK (length(name) BETWEEN 1 AND 255)
);

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
) WITHOUT ROWID;

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
) WITHOUT ROWID;

CREATE TABLE contested (
    assessment_id TEXT NOT NULL,
    question TEXT NOT NULL,
    "row" TEXT NOT NULL,
    conflict_id TEXT NOT NULL,
    CONSTRAINT pk_contested PRIMARY KEY (assessment_id, question, "row"),
    CONSTRAINT ck_contested_conflict_id CHECK (length(conflict_id) = 64 AND conflict_id NOT GLOB '*[^0-9a-f]*'),
    CONSTRAINT fk_contested_assessment_id FOREIGN KEY(assessment_id) REFERENCES assessments (id)
) WITHOUT ROWID;

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
    CONSTRAINT pk_decisions PRIMARY KEY (id),
    CONSTRAINT ck_decisions_id CHECK (length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*'),
    CONSTRAINT ck_decisions_state CHECK (state IN ('answered', 'blank', 'not_applicable', 'not_known', 'declined') OR (state = 'removed' AND row NOT IN ('', '*')))
) WITHOUT ROWID;

CREATE INDEX ix_decisions_assessment_id ON decisions (assessment_id);

CREATE TABLE drafts (
    assessment_id TEXT NOT NULL,
    question TEXT NOT NULL,
    "row" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    text TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (assessment_id, question, "row", "column"),
    CONSTRAINT ck_drafts_text CHECK (length(text) BETWEEN 1 AND 1000000),
    CONSTRAINT fk_drafts_assessment_id FOREIGN KEY(assessment_id) REFERENCES assessments (id)
) WITHOUT ROWID;

CREATE TABLE import_additions (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    import_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    CONSTRAINT pk_import_additions PRIMARY KEY (kind, id, import_id),
    CONSTRAINT ck_import_additions_kind CHECK (kind IN ('centre', 'assessment', 'revision', 'decision', 'attestation', 'withdrawal', 'join', 'attachment')),
    CONSTRAINT fk_import_additions_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
) WITHOUT ROWID;

CREATE INDEX ix_import_additions_import_id ON import_additions (import_id, number);

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
    CONSTRAINT pk_import_files PRIMARY KEY (import_id, number),
    CONSTRAINT ck_import_files_verdict CHECK (verdict IN ('new', 'updated', 'known', 'conflict', 'refused')),
    CONSTRAINT fk_import_files_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
) WITHOUT ROWID;

CREATE TABLE imports (
    id TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    imported_by TEXT NOT NULL,
    undone_at TEXT,
    undone_by TEXT,
    CONSTRAINT pk_imports PRIMARY KEY (id)
) WITHOUT ROWID;

CREATE TABLE joins (
    id TEXT NOT NULL,
    centre_id TEXT NOT NULL,
    into_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    CONSTRAINT pk_joins PRIMARY KEY (id)
) WITHOUT ROWID;

CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY ("key")
) WITHOUT ROWID;

CREATE TABLE revision_decisions (
    revision TEXT NOT NULL,
    decision TEXT NOT NULL,
    CONSTRAINT pk_revision_decisions PRIMARY KEY (revision, decision),
    CONSTRAINT ck_revision_decisions_decision CHECK (length(decision) = 64 AND decision NOT GLOB '*[^0-9a-f]*'),
    CONSTRAINT fk_revision_decisions_revision FOREIGN KEY(revision) REFERENCES revisions (id)
) WITHOUT ROWID;

CREATE TABLE revision_parents (
    revision TEXT NOT NULL,
    parent TEXT NOT NULL,
    CONSTRAINT pk_revision_parents PRIMARY KEY (revision, parent),
    CONSTRAINT ck_revision_parents_parent CHECK (length(parent) = 64 AND parent NOT GLOB '*[^0-9a-f]*'),
    CONSTRAINT fk_revision_parents_revision FOREIGN KEY(revision) REFERENCES revisions (id)
) WITHOUT ROWID;

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
    CONSTRAINT ck_revision_units_state CHECK (state IN ('answered', 'blank', 'not_applicable', 'not_known', 'declined') OR (state = 'removed' AND row NOT IN ('', '*'))),
    CONSTRAINT ck_revision_units_value_state CHECK ((value IS NULL) OR (state = 'answered')),
    CONSTRAINT ck_revision_units_value CHECK (value IS NULL OR length(value) <= 1000000),
    CONSTRAINT ck_revision_units_reason CHECK ((reason IS NOT NULL) = (state = 'not_applicable')),
    CONSTRAINT ck_revision_units_question CHECK (length(question) BETWEEN 1 AND 64),
    CONSTRAINT ck_revision_units_row CHECK (length(row) BETWEEN 0 AND 64),
    CONSTRAINT ck_revision_units_comment CHECK (length(comment) BETWEEN 0 AND 1000000),
    CONSTRAINT fk_revision_units_revision FOREIGN KEY(revision) REFERENCES revisions (id)
) WITHOUT ROWID;

CREATE TABLE revisions (
    id TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    centre_id TEXT NOT NULL,
    centre_name TEXT NOT NULL,
    country TEXT NOT NULL,
    round TEXT NOT NULL,
    questionnaire_id TEXT NOT NULL,
    questionnaire_version TEXT NOT NULL,
    CONSTRAINT pk_revisions PRIMARY KEY (id),
    CONSTRAINT ck_revisions_id CHECK (length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*')
) WITHOUT ROWID;

CREATE INDEX ix_revisions_assessment_id ON revisions (assessment_id);

CREATE TABLE settings (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_settings PRIMARY KEY ("key")
) WITHOUT ROWID;

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
    CONSTRAINT ck_units_state CHECK (state IN ('answered', 'blank', 'not_applicable', 'not_known', 'declined') OR (state = 'removed' AND row NOT IN ('', '*'))),
    CONSTRAINT ck_units_value_state CHECK ((value IS NULL) OR (state = 'answered')),
    CONSTRAINT ck_units_value CHECK (value IS NULL OR length(value) <= 1000000),
    CONSTRAINT ck_units_reason CHECK ((reason IS NOT NULL) = (state = 'not_applicable')),
    CONSTRAINT ck_units_question CHECK (length(question) BETWEEN 1 AND 64),
    CONSTRAINT ck_units_row CHECK (length(row) BETWEEN 0 AND 64),
    CONSTRAINT ck_units_comment CHECK (length(comment) BETWEEN 0 AND 1000000),
    CONSTRAINT ck_units_checksum_there CHECK ((checksum IS NOT NULL) = (origin IS NULL)),
    CONSTRAINT ck_units_checksum CHECK (checksum IS NULL OR (length(checksum) = 16 AND checksum NOT GLOB '*[^0-9a-f]*')),
    CONSTRAINT fk_units_assessment_id FOREIGN KEY(assessment_id) REFERENCES assessments (id)
) WITHOUT ROWID;

CREATE TABLE withdrawals (
    id TEXT NOT NULL,
    centre_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    CONSTRAINT pk_withdrawals PRIMARY KEY (id)
) WITHOUT ROWID;

CREATE INDEX ix_withdrawals_centre_id ON withdrawals (centre_id);

CREATE TABLE working_parents (
    assessment_id TEXT NOT NULL,
    revision TEXT NOT NULL,
    CONSTRAINT pk_working_parents PRIMARY KEY (assessment_id, revision),
    CONSTRAINT ck_working_parents_revision CHECK (length(revision) = 64 AND revision NOT GLOB '*[^0-9a-f]*'),
    CONSTRAINT fk_working_parents_assessment_id FOREIGN KEY(assessment_id) REFERENCES assessments (id)
) WITHOUT ROWID;
