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

-- What a member is competent for, what it may do with what it is sent, further mailboxes, and whether the desk still deals with it.
ALTER TABLE member ADD COLUMN countries TEXT NOT NULL DEFAULT '';
ALTER TABLE member ADD COLUMN categories TEXT NOT NULL DEFAULT '';
ALTER TABLE member ADD COLUMN handling TEXT NOT NULL DEFAULT 'ask_before_court';
ALTER TABLE member ADD COLUMN disabled_at INTEGER;
CREATE TABLE member_contact (
    id BLOB PRIMARY KEY NOT NULL,
    member BLOB NOT NULL,
    purpose TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX member_contact_member ON member_contact (member);

-- A liaison belongs to a member and sees what was offered to it.
ALTER TABLE person ADD COLUMN member BLOB;
CREATE INDEX person_member ON person (member) WHERE member IS NOT NULL;

CREATE TABLE referral (
    id BLOB PRIMARY KEY NOT NULL,
    report BLOB NOT NULL,
    member BLOB NOT NULL,
    state TEXT NOT NULL,
    way TEXT NOT NULL,
    handling TEXT NOT NULL,
    urgent INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    delivered_at INTEGER,
    read_at INTEGER,
    answered_at INTEGER,
    ended_at INTEGER,
    needs_person_at INTEGER,
    previous BLOB,
    next BLOB,
    reminders INTEGER NOT NULL,
    sealed BLOB,
    sealed_reason BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX referral_report ON referral (report, id);
CREATE INDEX referral_member ON referral (member, id);
CREATE INDEX referral_needs_person ON referral (id) WHERE needs_person_at IS NOT NULL;
CREATE INDEX referral_unanswered ON referral (id) WHERE answered_at IS NULL AND ended_at IS NULL;

CREATE TABLE outcome (
    id BLOB PRIMARY KEY NOT NULL,
    referral BLOB NOT NULL,
    report BLOB NOT NULL,
    kind TEXT NOT NULL,
    told_at INTEGER NOT NULL,
    told_by TEXT NOT NULL,
    released_at INTEGER,
    sealed BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX outcome_report ON outcome (report, id);
CREATE INDEX outcome_referral ON outcome (referral, id);

-- Tokens in letters and on pages for people who do not sign in here, by their keyed digest.
CREATE TABLE one_time (
    digest BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    record BLOB NOT NULL,
    report BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    replaced_at INTEGER,
    tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX one_time_record ON one_time (record);
CREATE INDEX one_time_report ON one_time (report);
CREATE INDEX one_time_expires ON one_time (expires_at);

CREATE TABLE correction (
    id BLOB PRIMARY KEY NOT NULL,
    report BLOB NOT NULL,
    kind TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_by BLOB NOT NULL,
    sealed BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX correction_report ON correction (report, id);

CREATE TABLE correction_told (
    id BLOB PRIMARY KEY NOT NULL,
    correction BLOB NOT NULL,
    report BLOB NOT NULL,
    kind TEXT NOT NULL,
    record BLOB NOT NULL,
    told_at INTEGER,
    acknowledged_at INTEGER,
    acknowledged_by TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX correction_told_correction ON correction_told (correction, id);
CREATE INDEX correction_told_record ON correction_told (record, id);
CREATE INDEX correction_told_open ON correction_told (id) WHERE acknowledged_at IS NULL;
