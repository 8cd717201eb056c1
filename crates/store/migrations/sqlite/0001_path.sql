-- The path: report, match, queue, assessment, notice, re-check, told back.
-- Times are microseconds since 1970 in UTC; ids are UUIDv7. What names a person or a place of abuse is sealed.

CREATE TABLE report (
    id BLOB PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    category TEXT NOT NULL,
    country TEXT,
    received_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    looked_at INTEGER,
    decided_at INTEGER,
    passed_on_at INTEGER,
    gone_at INTEGER,
    closed_at INTEGER,
    status TEXT NOT NULL,
    claimed_by BLOB,
    decision TEXT,
    urgency INTEGER NOT NULL,
    reasons TEXT NOT NULL,
    completeness INTEGER NOT NULL,
    missing TEXT NOT NULL,
    items INTEGER NOT NULL,
    sender BLOB,
    idempotency BLOB,
    body_digest BLOB,
    receipt BLOB,
    data_key BLOB,
    sealed BLOB
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX report_idempotency ON report (idempotency) WHERE idempotency IS NOT NULL;
CREATE UNIQUE INDEX report_receipt ON report (receipt) WHERE receipt IS NOT NULL;
CREATE INDEX report_waiting ON report (urgency DESC, id) WHERE decision IS NULL;
CREATE INDEX report_claimed ON report (claimed_by) WHERE claimed_by IS NOT NULL;

CREATE TABLE item (
    report BLOB NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    content BLOB,
    known INTEGER NOT NULL,
    sealed BLOB,
    PRIMARY KEY (report, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_content ON item (content) WHERE content IS NOT NULL;

CREATE TABLE selector (
    digest BLOB NOT NULL,
    report BLOB NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (digest, report, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX selector_report ON selector (report);

CREATE TABLE item_match (
    report BLOB NOT NULL,
    position INTEGER NOT NULL,
    entry BLOB NOT NULL,
    kind TEXT NOT NULL,
    distance INTEGER NOT NULL,
    PRIMARY KEY (report, position, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE assessment (
    id BLOB PRIMARY KEY NOT NULL,
    content BLOB NOT NULL,
    report BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    made_by BLOB NOT NULL,
    age TEXT NOT NULL,
    act TEXT NOT NULL,
    depiction TEXT NOT NULL,
    finding TEXT NOT NULL,
    law TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX assessment_content ON assessment (content, id);

CREATE TABLE question (
    id BLOB PRIMARY KEY NOT NULL,
    report BLOB NOT NULL,
    asked_at INTEGER NOT NULL,
    asked_by BLOB NOT NULL,
    sealed BLOB,
    answered_at INTEGER,
    sealed_answer BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX question_report ON question (report, id);

CREATE TABLE notice (
    id BLOB PRIMARY KEY NOT NULL,
    report BLOB NOT NULL,
    position INTEGER NOT NULL,
    content BLOB,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    sent_at INTEGER,
    checked_at INTEGER,
    last_finding TEXT,
    checks INTEGER NOT NULL,
    reminders INTEGER NOT NULL,
    gone_at INTEGER,
    sealed BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_report ON notice (report, id);
CREATE INDEX notice_open ON notice (id) WHERE gone_at IS NULL;

CREATE TABLE mail (
    id BLOB PRIMARY KEY NOT NULL,
    notice BLOB NOT NULL,
    report BLOB NOT NULL,
    purpose TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    sent_at INTEGER,
    attempts INTEGER NOT NULL,
    last_error TEXT,
    sealed BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_notice ON mail (notice, id);
CREATE INDEX mail_waiting ON mail (id) WHERE sent_at IS NULL;
CREATE INDEX mail_report ON mail (report);

CREATE TABLE list (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    provenance TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    data_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
    id BLOB PRIMARY KEY NOT NULL,
    list BLOB NOT NULL,
    identity BLOB NOT NULL,
    added_at INTEGER NOT NULL,
    removed_at INTEGER,
    sealed BLOB NOT NULL,
    UNIQUE (list, identity)
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
    id BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    country TEXT,
    contact TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    password TEXT NOT NULL,
    totp BLOB NOT NULL,
    totp_step INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    locked_until INTEGER,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE console_session (
    token BLOB PRIMARY KEY NOT NULL,
    person BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX console_session_person ON console_session (person);

CREATE TABLE api_key (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    budget INTEGER NOT NULL,
    secret BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE viewing_token (
    digest BLOB PRIMARY KEY NOT NULL,
    report BLOB NOT NULL,
    position INTEGER NOT NULL,
    made_by BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    redeemed_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
    id BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    name TEXT UNIQUE,
    subject BLOB,
    run_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    lease BLOB,
    leased_until INTEGER,
    dead_at INTEGER,
    last_error TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX job_due ON job (run_at) WHERE dead_at IS NULL;

CREATE TABLE audit_pending (
    id BLOB PRIMARY KEY NOT NULL,
    happened_at INTEGER NOT NULL,
    coarse INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    record TEXT NOT NULL,
    commitment BLOB NOT NULL,
    salt BLOB,
    detail TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_pending_time ON audit_pending (happened_at, id);

CREATE TABLE audit_entry (
    number INTEGER PRIMARY KEY NOT NULL,
    id BLOB NOT NULL,
    happened_at INTEGER NOT NULL,
    coarse INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    record TEXT NOT NULL,
    commitment BLOB NOT NULL,
    salt BLOB,
    detail TEXT
) STRICT;

CREATE TABLE audit_head (
    size INTEGER PRIMARY KEY NOT NULL,
    root BLOB NOT NULL,
    signed_at INTEGER NOT NULL,
    signature BLOB NOT NULL,
    frontier BLOB NOT NULL
) STRICT;
