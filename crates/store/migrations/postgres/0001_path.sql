-- The path: report, match, queue, assessment, notice, re-check, told back.
-- Times are microseconds since 1970 in UTC; ids are UUIDv7. What names a person or a place of abuse is sealed.

CREATE TABLE report (
    id UUID PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    category TEXT NOT NULL,
    country TEXT,
    received_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    looked_at BIGINT,
    decided_at BIGINT,
    passed_on_at BIGINT,
    gone_at BIGINT,
    closed_at BIGINT,
    status TEXT NOT NULL,
    claimed_by UUID,
    decision TEXT,
    urgency BIGINT NOT NULL,
    reasons TEXT NOT NULL,
    completeness BIGINT NOT NULL,
    missing TEXT NOT NULL,
    items BIGINT NOT NULL,
    sender UUID,
    idempotency BYTEA,
    body_digest BYTEA,
    receipt BYTEA,
    data_key BYTEA,
    sealed BYTEA
);
CREATE UNIQUE INDEX report_idempotency ON report (idempotency) WHERE idempotency IS NOT NULL;
CREATE UNIQUE INDEX report_receipt ON report (receipt) WHERE receipt IS NOT NULL;
CREATE INDEX report_waiting ON report (urgency DESC, id) WHERE decision IS NULL;
CREATE INDEX report_claimed ON report (claimed_by) WHERE claimed_by IS NOT NULL;

CREATE TABLE item (
    report UUID NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    content BYTEA,
    known BIGINT NOT NULL,
    sealed BYTEA,
    PRIMARY KEY (report, position)
);
CREATE INDEX item_content ON item (content) WHERE content IS NOT NULL;

CREATE TABLE selector (
    digest BYTEA NOT NULL,
    report UUID NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (digest, report, position)
);
CREATE INDEX selector_report ON selector (report);

CREATE TABLE item_match (
    report UUID NOT NULL,
    position BIGINT NOT NULL,
    entry UUID NOT NULL,
    kind TEXT NOT NULL,
    distance BIGINT NOT NULL,
    PRIMARY KEY (report, position, entry)
);

CREATE TABLE assessment (
    id UUID PRIMARY KEY NOT NULL,
    content BYTEA NOT NULL,
    report UUID NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID NOT NULL,
    age TEXT NOT NULL,
    act TEXT NOT NULL,
    depiction TEXT NOT NULL,
    finding TEXT NOT NULL,
    law TEXT
);
CREATE INDEX assessment_content ON assessment (content, id);

CREATE TABLE question (
    id UUID PRIMARY KEY NOT NULL,
    report UUID NOT NULL,
    asked_at BIGINT NOT NULL,
    asked_by UUID NOT NULL,
    sealed BYTEA,
    answered_at BIGINT,
    sealed_answer BYTEA
);
CREATE INDEX question_report ON question (report, id);

CREATE TABLE notice (
    id UUID PRIMARY KEY NOT NULL,
    report UUID NOT NULL,
    position BIGINT NOT NULL,
    content BYTEA,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    sent_at BIGINT,
    checked_at BIGINT,
    last_finding TEXT,
    checks BIGINT NOT NULL,
    reminders BIGINT NOT NULL,
    gone_at BIGINT,
    sealed BYTEA
);
CREATE INDEX notice_report ON notice (report, id);
CREATE INDEX notice_open ON notice (id) WHERE gone_at IS NULL;

CREATE TABLE mail (
    id UUID PRIMARY KEY NOT NULL,
    notice UUID NOT NULL,
    report UUID NOT NULL,
    purpose TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    sent_at BIGINT,
    attempts BIGINT NOT NULL,
    last_error TEXT,
    sealed BYTEA
);
CREATE INDEX mail_notice ON mail (notice, id);
CREATE INDEX mail_waiting ON mail (id) WHERE sent_at IS NULL;
CREATE INDEX mail_report ON mail (report);

CREATE TABLE list (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    provenance TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    data_key BYTEA NOT NULL
);

CREATE TABLE entry (
    id UUID PRIMARY KEY NOT NULL,
    list UUID NOT NULL,
    identity BYTEA NOT NULL,
    added_at BIGINT NOT NULL,
    removed_at BIGINT,
    sealed BYTEA NOT NULL,
    UNIQUE (list, identity)
);

CREATE TABLE member (
    id UUID PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    country TEXT,
    contact TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE person (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    password TEXT NOT NULL,
    totp BYTEA NOT NULL,
    totp_step BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    locked_until BIGINT,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);

CREATE TABLE console_session (
    token BYTEA PRIMARY KEY NOT NULL,
    person UUID NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX console_session_person ON console_session (person);

CREATE TABLE api_key (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    budget BIGINT NOT NULL,
    secret BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE TABLE viewing_token (
    digest BYTEA PRIMARY KEY NOT NULL,
    report UUID NOT NULL,
    position BIGINT NOT NULL,
    made_by UUID NOT NULL,
    expires_at BIGINT NOT NULL,
    redeemed_at BIGINT
);

CREATE TABLE setting (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE job (
    id UUID PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    name TEXT UNIQUE,
    subject UUID,
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    lease UUID,
    leased_until BIGINT,
    dead_at BIGINT,
    last_error TEXT
);
CREATE INDEX job_due ON job (run_at) WHERE dead_at IS NULL;

CREATE TABLE audit_pending (
    id UUID PRIMARY KEY NOT NULL,
    happened_at BIGINT NOT NULL,
    coarse BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    record TEXT NOT NULL,
    commitment BYTEA NOT NULL,
    salt BYTEA,
    detail TEXT
);
CREATE INDEX audit_pending_time ON audit_pending (happened_at, id);

CREATE TABLE audit_entry (
    number BIGINT PRIMARY KEY NOT NULL,
    id UUID NOT NULL,
    happened_at BIGINT NOT NULL,
    coarse BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    record TEXT NOT NULL,
    commitment BYTEA NOT NULL,
    salt BYTEA,
    detail TEXT
);

CREATE TABLE audit_head (
    size BIGINT PRIMARY KEY NOT NULL,
    root BYTEA NOT NULL,
    signed_at BIGINT NOT NULL,
    signature BYTEA NOT NULL,
    frontier BYTEA NOT NULL
);
