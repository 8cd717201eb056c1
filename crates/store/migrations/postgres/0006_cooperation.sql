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
