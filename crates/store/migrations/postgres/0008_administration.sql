-- Administration: passwords and codes that are reset, keys that expire and are rotated, legal hold, erasure with proof, the log of reads.

ALTER TABLE person ADD COLUMN must_change BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN password_reset_at BIGINT;
ALTER TABLE person ADD COLUMN password_reset_by TEXT;
ALTER TABLE person ADD COLUMN codes_reset_at BIGINT;
ALTER TABLE person ADD COLUMN codes_reset_by TEXT;
ALTER TABLE person ADD COLUMN untold BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN signed_in_at BIGINT;

CREATE TABLE recovery_code (
    digest BYTEA PRIMARY KEY NOT NULL,
    person UUID NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX recovery_code_person ON recovery_code (person);

ALTER TABLE api_key ADD COLUMN expires_at BIGINT;
ALTER TABLE api_key ADD COLUMN used_on BIGINT;
ALTER TABLE api_key ADD COLUMN rotated_at BIGINT;
ALTER TABLE api_key ADD COLUMN old_secret BYTEA;
ALTER TABLE api_key ADD COLUMN old_until BIGINT;
CREATE UNIQUE INDEX api_key_old ON api_key (old_secret) WHERE old_secret IS NOT NULL;

CREATE TABLE legal_hold (
    id UUID PRIMARY KEY NOT NULL,
    report UUID NOT NULL,
    sealed BYTEA,
    made_at BIGINT NOT NULL,
    made_by UUID NOT NULL,
    until BIGINT,
    lifted_at BIGINT,
    lifted_by UUID
);
CREATE INDEX legal_hold_report ON legal_hold (report, id);
CREATE INDEX legal_hold_open ON legal_hold (id) WHERE lifted_at IS NULL;

CREATE TABLE erasure (
    id UUID PRIMARY KEY NOT NULL,
    report UUID NOT NULL UNIQUE,
    erased_at BIGINT NOT NULL,
    erased_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    counts TEXT NOT NULL,
    audit UUID NOT NULL
);
CREATE INDEX erasure_time ON erasure (erased_at, id);

CREATE INDEX report_due ON report (decided_at, id) WHERE data_key IS NOT NULL AND decided_at IS NOT NULL;
CREATE INDEX mail_kept ON mail (sent_at, id) WHERE sealed IS NOT NULL AND sent_at IS NOT NULL;
CREATE INDEX audit_entry_erased ON audit_entry (record) WHERE action = 'report.erased';
CREATE INDEX audit_entry_actor ON audit_entry (actor, number) WHERE substr(actor, 1, 7) = 'person:';
CREATE INDEX audit_entry_record ON audit_entry (record, number) WHERE substr(actor, 1, 7) = 'person:';
