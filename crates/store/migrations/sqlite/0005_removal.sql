-- Removal: hosts as organisations, traces of where something lies, the country competent for a report, the ladder of a notice,
-- holds that the police asked for, requests to services to preserve.

CREATE TABLE host (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    normal TEXT NOT NULL UNIQUE,
    country TEXT,
    mailbox TEXT,
    network INTEGER,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    contacted_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX host_mailbox ON host (mailbox) WHERE mailbox IS NOT NULL;

CREATE TABLE trace (
    id BLOB PRIMARY KEY NOT NULL,
    report BLOB NOT NULL,
    position INTEGER NOT NULL,
    newest INTEGER NOT NULL,
    state TEXT NOT NULL,
    method TEXT,
    host BLOB,
    country TEXT,
    confidence TEXT,
    asked_at INTEGER NOT NULL,
    asked_by BLOB NOT NULL,
    ended_at INTEGER,
    sealed BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX trace_report ON trace (report, position, id);
CREATE INDEX trace_unknown ON trace (id) WHERE newest = 1 AND state = 'unknown' AND method IS NULL;

CREATE TABLE route (
    report BLOB PRIMARY KEY NOT NULL,
    country TEXT,
    confidence TEXT,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    sealed BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX route_unknown ON route (report) WHERE country IS NULL AND made_by = 'node';

ALTER TABLE notice ADD COLUMN host BLOB;
ALTER TABLE notice ADD COLUMN rung TEXT NOT NULL DEFAULT 'host';
ALTER TABLE notice ADD COLUMN rung_at INTEGER;
UPDATE notice SET rung_at = sent_at;
CREATE INDEX notice_host ON notice (host, id) WHERE host IS NOT NULL;

CREATE TABLE police_hold (
    id BLOB PRIMARY KEY NOT NULL,
    report BLOB NOT NULL,
    placed_at INTEGER NOT NULL,
    placed_by BLOB NOT NULL,
    until INTEGER NOT NULL,
    renewals INTEGER NOT NULL,
    ended_at INTEGER,
    ending TEXT,
    sealed BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX police_hold_report ON police_hold (report, id);
CREATE INDEX police_hold_open ON police_hold (until, id) WHERE ended_at IS NULL;

CREATE TABLE preservation (
    id BLOB PRIMARY KEY NOT NULL,
    report BLOB NOT NULL,
    position INTEGER NOT NULL,
    service TEXT,
    state TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    asked_by BLOB NOT NULL,
    until INTEGER NOT NULL,
    extensions INTEGER NOT NULL,
    reminded_at INTEGER,
    confirmed_at INTEGER,
    ended_at INTEGER,
    sealed BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX preservation_report ON preservation (report, id);
CREATE INDEX preservation_open ON preservation (until, id) WHERE ended_at IS NULL;
