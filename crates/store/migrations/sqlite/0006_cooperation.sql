-- Cooperation: an outbox for every letter, the members directory, referrals, outcomes, corrections.

-- A letter belongs to a record of some kind. One that belongs to a report is sealed under the report's key, any other under a key
-- of its own. SQLite cannot drop NOT NULL, so the table is built anew; old rows and their sealed letters stay as they are.
CREATE TABLE mail_anew (
    id BLOB PRIMARY KEY NOT NULL,
    about TEXT NOT NULL DEFAULT 'notice',
    record BLOB,
    notice BLOB,
    report BLOB,
    purpose TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    sent_at INTEGER,
    stuck_at INTEGER,
    withdrawn_at INTEGER,
    attempts INTEGER NOT NULL,
    last_error TEXT,
    data_key BLOB,
    sealed BLOB
) STRICT, WITHOUT ROWID;
INSERT INTO mail_anew (id, record, notice, report, purpose, created_at, sent_at, attempts, last_error, sealed)
    SELECT id, notice, notice, report, purpose, created_at, sent_at, attempts, last_error, sealed FROM mail;
DROP TABLE mail;
ALTER TABLE mail_anew RENAME TO mail;
CREATE INDEX mail_notice ON mail (notice, id);
CREATE INDEX mail_record ON mail (record, id);
CREATE INDEX mail_waiting ON mail (id) WHERE sent_at IS NULL;
CREATE INDEX mail_stuck ON mail (stuck_at, id) WHERE stuck_at IS NOT NULL;
CREATE INDEX mail_report ON mail (report);
CREATE INDEX mail_own ON mail (created_at) WHERE report IS NULL;
