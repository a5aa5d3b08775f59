-- application_id = 0x4D524357, user_version = 2

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
) WITHOUT ROWID;

CREATE INDEX ix_assessments_centre_id ON assessments (centre_id);

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
) WITHOUT ROWID;

CREATE TABLE attachments (
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_attachments PRIMARY KEY (sha256),
    CONSTRAINT ck_attachments_sha256 CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    CONSTRAINT ck_attachments_size CHECK (size = length(content) AND size <= 10485760)
);

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

CREATE TABLE choices (
    id TEXT NOT NULL,
    centre_id TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    CONSTRAINT pk_choices PRIMARY KEY (id)
) WITHOUT ROWID;

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
    questionnaire_version TEXT NOT NULL,
    kind TEXT NOT NULL,
    format TEXT NOT NULL,
    CONSTRAINT pk_decisions PRIMARY KEY (id),
    CONSTRAINT ck_decisions_id CHECK (length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*'),
    CONSTRAINT ck_decisions_kind CHECK (kind IN ('settled', 'corrected')),
    CONSTRAINT ck_decisions_format CHECK (format IN ('1', '2')),
    CONSTRAINT ck_decisions_state CHECK (state IN ('answered', 'blank', 'not_applicable', 'not_known', 'declined', 'carried_over') OR (state = 'removed' AND row NOT IN ('', '*')))
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

CREATE TABLE erased (
    centre_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    erased_at TEXT NOT NULL,
    CONSTRAINT pk_erased PRIMARY KEY (centre_id),
    CONSTRAINT ck_erased_centre_id CHECK (length(centre_id) BETWEEN 1 AND 64)
) WITHOUT ROWID;

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
) WITHOUT ROWID;

CREATE TABLE import_additions (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    import_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    CONSTRAINT pk_import_additions PRIMARY KEY (kind, id, import_id, number),
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
) WITHOUT ROWID;

CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY ("key")
) WITHOUT ROWID;

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
) WITHOUT ROWID;

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
) WITHOUT ROWID;

CREATE TABLE replies (
    id TEXT NOT NULL,
    centre_id TEXT NOT NULL,
    "query" TEXT NOT NULL,
    state TEXT NOT NULL,
    text TEXT NOT NULL,
    author TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    CONSTRAINT pk_replies PRIMARY KEY (id)
) WITHOUT ROWID;

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
    CONSTRAINT ck_revision_units_state CHECK (state IN ('answered', 'blank', 'not_applicable', 'not_known', 'declined', 'carried_over') OR (state = 'removed' AND row NOT IN ('', '*'))),
    CONSTRAINT ck_revision_units_value_state CHECK ((value IS NULL) OR state IN ('answered', 'carried_over')),
    CONSTRAINT ck_revision_units_value CHECK (value IS NULL OR length(value) <= 1000000),
    CONSTRAINT ck_revision_units_reason CHECK (CASE state WHEN 'not_applicable' THEN reason IS NOT NULL WHEN 'carried_over' THEN value IS NULL OR reason IS NULL ELSE reason IS NULL END),
    CONSTRAINT ck_revision_units_question CHECK (length(question) BETWEEN 1 AND 80),
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
    about TEXT DEFAULT '' NOT NULL,
    follows TEXT DEFAULT '' NOT NULL,
    format TEXT NOT NULL,
    CONSTRAINT pk_revisions PRIMARY KEY (id),
    CONSTRAINT ck_revisions_about CHECK (length(about) BETWEEN 0 AND 64),
    CONSTRAINT ck_revisions_follows CHECK (length(follows) BETWEEN 0 AND 64),
    CONSTRAINT ck_revisions_id CHECK (length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*'),
    CONSTRAINT ck_revisions_format CHECK (format IN ('1', '2'))
) WITHOUT ROWID;

CREATE INDEX ix_revisions_assessment_id ON revisions (assessment_id);

CREATE TABLE set_aside (
    import_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_set_aside PRIMARY KEY (import_id, number),
    CONSTRAINT fk_set_aside_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
) WITHOUT ROWID;

CREATE TABLE settings (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_settings PRIMARY KEY ("key")
) WITHOUT ROWID;

CREATE TABLE signatures (
    id TEXT NOT NULL,
    centre_id TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    public_key TEXT NOT NULL,
    signature TEXT NOT NULL,
    CONSTRAINT pk_signatures PRIMARY KEY (id)
) WITHOUT ROWID;

CREATE TABLE take_backs (
    id TEXT NOT NULL,
    centre_id TEXT NOT NULL,
    lifts TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    CONSTRAINT pk_take_backs PRIMARY KEY (id)
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
    CONSTRAINT ck_units_state CHECK (state IN ('answered', 'blank', 'not_applicable', 'not_known', 'declined', 'carried_over') OR (state = 'removed' AND row NOT IN ('', '*'))),
    CONSTRAINT ck_units_value_state CHECK ((value IS NULL) OR state IN ('answered', 'carried_over')),
    CONSTRAINT ck_units_value CHECK (value IS NULL OR length(value) <= 1000000),
    CONSTRAINT ck_units_reason CHECK (CASE state WHEN 'not_applicable' THEN reason IS NOT NULL WHEN 'carried_over' THEN value IS NULL OR reason IS NULL ELSE reason IS NULL END),
    CONSTRAINT ck_units_question CHECK (length(question) BETWEEN 1 AND 80),
    CONSTRAINT ck_units_row CHECK (length(row) BETWEEN 0 AND 64),
    CONSTRAINT ck_units_comment CHECK (length(comment) BETWEEN 0 AND 1000000),
    CONSTRAINT ck_units_checksum_there CHECK ((checksum IS NOT NULL) = (origin IS NULL)),
    CONSTRAINT ck_units_checksum CHECK (checksum IS NULL OR (length(checksum) = 16 AND checksum NOT GLOB '*[^0-9a-f]*')),
    CONSTRAINT fk_units_assessment_id FOREIGN KEY(assessment_id) REFERENCES assessments (id)
) WITHOUT ROWID;

CREATE TABLE verdicts (
    subject TEXT NOT NULL,
    verdict TEXT NOT NULL,
    CONSTRAINT pk_verdicts PRIMARY KEY (subject),
    CONSTRAINT ck_verdicts_subject CHECK (length(subject) = 64 AND subject NOT GLOB '*[^0-9a-f]*'),
    CONSTRAINT ck_verdicts_verdict CHECK (verdict IN ('confirmed', 'declined'))
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
