-- Cooperation: an outbox for every letter, the members directory, referrals, outcomes, corrections.

-- A letter belongs to a record of some kind. One that belongs to a report is sealed under the report's key, any other under a key
-- of its own.
ALTER TABLE mail ADD COLUMN about TEXT NOT NULL DEFAULT 'notice';
ALTER TABLE mail ADD COLUMN record UUID;
ALTER TABLE mail ADD COLUMN stuck_at BIGINT;
ALTER TABLE mail ADD COLUMN withdrawn_at BIGINT;
ALTER TABLE mail ADD COLUMN data_key BYTEA;
ALTER TABLE mail ALTER COLUMN notice DROP NOT NULL;
ALTER TABLE mail ALTER COLUMN report DROP NOT NULL;
UPDATE mail SET record = notice;
CREATE INDEX mail_record ON mail (record, id);
CREATE INDEX mail_stuck ON mail (stuck_at, id) WHERE stuck_at IS NOT NULL;
CREATE INDEX mail_own ON mail (created_at) WHERE report IS NULL;

-- What a member is competent for, what it may do with what it is sent, further mailboxes, and whether the desk still deals with it.
ALTER TABLE member ADD COLUMN countries TEXT NOT NULL DEFAULT '';
ALTER TABLE member ADD COLUMN categories TEXT NOT NULL DEFAULT '';
ALTER TABLE member ADD COLUMN handling TEXT NOT NULL DEFAULT 'ask_before_court';
ALTER TABLE member ADD COLUMN disabled_at BIGINT;
CREATE TABLE member_contact (
    id UUID PRIMARY KEY NOT NULL,
    member UUID NOT NULL,
    purpose TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX member_contact_member ON member_contact (member);

-- A liaison belongs to a member and sees what was offered to it.
ALTER TABLE person ADD COLUMN member UUID;
CREATE INDEX person_member ON person (member) WHERE member IS NOT NULL;

CREATE TABLE referral (
    id UUID PRIMARY KEY NOT NULL,
    report UUID NOT NULL,
    member UUID NOT NULL,
    state TEXT NOT NULL,
    way TEXT NOT NULL,
    handling TEXT NOT NULL,
    urgent BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    delivered_at BIGINT,
    read_at BIGINT,
    answered_at BIGINT,
    ended_at BIGINT,
    needs_person_at BIGINT,
    previous UUID,
    next UUID,
    reminders BIGINT NOT NULL,
    sealed BYTEA,
    sealed_reason BYTEA
);
CREATE INDEX referral_report ON referral (report, id);
CREATE INDEX referral_member ON referral (member, id);
CREATE INDEX referral_needs_person ON referral (id) WHERE needs_person_at IS NOT NULL;
CREATE INDEX referral_unanswered ON referral (id) WHERE answered_at IS NULL AND ended_at IS NULL;

CREATE TABLE outcome (
    id UUID PRIMARY KEY NOT NULL,
    referral UUID NOT NULL,
    report UUID NOT NULL,
    kind TEXT NOT NULL,
    told_at BIGINT NOT NULL,
    told_by TEXT NOT NULL,
    released_at BIGINT,
    sealed BYTEA
);
CREATE INDEX outcome_report ON outcome (report, id);
CREATE INDEX outcome_referral ON outcome (referral, id);

-- Tokens in letters and on pages for people who do not sign in here, by their keyed digest.
CREATE TABLE one_time (
    digest BYTEA PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    record UUID NOT NULL,
    report UUID NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    replaced_at BIGINT,
    tries BIGINT NOT NULL
);
CREATE INDEX one_time_record ON one_time (record);
CREATE INDEX one_time_report ON one_time (report);
CREATE INDEX one_time_expires ON one_time (expires_at);

CREATE TABLE correction (
    id UUID PRIMARY KEY NOT NULL,
    report UUID NOT NULL,
    kind TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID NOT NULL,
    sealed BYTEA
);
CREATE INDEX correction_report ON correction (report, id);

CREATE TABLE correction_told (
    id UUID PRIMARY KEY NOT NULL,
    correction UUID NOT NULL,
    report UUID NOT NULL,
    kind TEXT NOT NULL,
    record UUID NOT NULL,
    told_at BIGINT,
    acknowledged_at BIGINT,
    acknowledged_by TEXT
);
CREATE INDEX correction_told_correction ON correction_told (correction, id);
CREATE INDEX correction_told_record ON correction_told (record, id);
CREATE INDEX correction_told_open ON correction_told (id) WHERE acknowledged_at IS NULL;
