-- Administration: passwords and codes that are reset, keys that expire and are rotated, legal hold, erasure with proof, the log of reads.

ALTER TABLE person ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN password_reset_at INTEGER;
ALTER TABLE person ADD COLUMN password_reset_by TEXT;
ALTER TABLE person ADD COLUMN codes_reset_at INTEGER;
ALTER TABLE person ADD COLUMN codes_reset_by TEXT;
ALTER TABLE person ADD COLUMN untold INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN signed_in_at INTEGER;

CREATE TABLE recovery_code (
    digest BLOB PRIMARY KEY NOT NULL,
    person BLOB NOT NULL,
    made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX recovery_code_person ON recovery_code (person);

ALTER TABLE api_key ADD COLUMN expires_at INTEGER;
ALTER TABLE api_key ADD COLUMN used_on INTEGER;
ALTER TABLE api_key ADD COLUMN rotated_at INTEGER;
ALTER TABLE api_key ADD COLUMN old_secret BLOB;
ALTER TABLE api_key ADD COLUMN old_until INTEGER;
CREATE UNIQUE INDEX api_key_old ON api_key (old_secret) WHERE old_secret IS NOT NULL;

CREATE TABLE legal_hold (
    id BLOB PRIMARY KEY NOT NULL,
    report BLOB NOT NULL,
    sealed BLOB,
    made_at INTEGER NOT NULL,
    made_by BLOB NOT NULL,
    until INTEGER,
    lifted_at INTEGER,
    lifted_by BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX legal_hold_report ON legal_hold (report, id);
CREATE INDEX legal_hold_open ON legal_hold (id) WHERE lifted_at IS NULL;

CREATE TABLE erasure (
    id BLOB PRIMARY KEY NOT NULL,
    report BLOB NOT NULL UNIQUE,
    erased_at INTEGER NOT NULL,
    erased_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    counts TEXT NOT NULL,
    audit BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_time ON erasure (erased_at, id);

CREATE INDEX report_due ON report (decided_at, id) WHERE data_key IS NOT NULL AND decided_at IS NOT NULL;
CREATE INDEX mail_kept ON mail (sent_at, id) WHERE sealed IS NOT NULL AND sent_at IS NOT NULL;
CREATE INDEX audit_entry_erased ON audit_entry (record) WHERE action = 'report.erased';
CREATE INDEX audit_entry_actor ON audit_entry (actor, number) WHERE substr(actor, 1, 7) = 'person:';
CREATE INDEX audit_entry_record ON audit_entry (record, number) WHERE substr(actor, 1, 7) = 'person:';
