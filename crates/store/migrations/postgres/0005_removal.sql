-- Removal: hosts as organisations, traces of where something lies, the country competent for a report, the ladder of a notice,
-- holds that the police asked for, requests to services to preserve.

CREATE TABLE host (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    normal TEXT NOT NULL UNIQUE,
    country TEXT,
    mailbox TEXT,
    network BIGINT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    contacted_at BIGINT
);
CREATE INDEX host_mailbox ON host (mailbox) WHERE mailbox IS NOT NULL;

CREATE TABLE trace (
    id UUID PRIMARY KEY NOT NULL,
    report UUID NOT NULL,
    position BIGINT NOT NULL,
    newest BIGINT NOT NULL,
    state TEXT NOT NULL,
    method TEXT,
    host UUID,
    country TEXT,
    confidence TEXT,
    asked_at BIGINT NOT NULL,
    asked_by UUID NOT NULL,
    ended_at BIGINT,
    sealed BYTEA
);
CREATE INDEX trace_report ON trace (report, position, id);
CREATE INDEX trace_unknown ON trace (id) WHERE newest = 1 AND state = 'unknown' AND method IS NULL;

CREATE TABLE route (
    report UUID PRIMARY KEY NOT NULL,
    country TEXT,
    confidence TEXT,
    made_at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    sealed BYTEA
);
CREATE INDEX route_unknown ON route (report) WHERE country IS NULL AND made_by = 'node';

ALTER TABLE notice ADD COLUMN host UUID;
ALTER TABLE notice ADD COLUMN rung TEXT NOT NULL DEFAULT 'host';
ALTER TABLE notice ADD COLUMN rung_at BIGINT;
UPDATE notice SET rung_at = sent_at;
CREATE INDEX notice_host ON notice (host, id) WHERE host IS NOT NULL;

CREATE TABLE police_hold (
    id UUID PRIMARY KEY NOT NULL,
    report UUID NOT NULL,
    placed_at BIGINT NOT NULL,
    placed_by UUID NOT NULL,
    until BIGINT NOT NULL,
    renewals BIGINT NOT NULL,
    ended_at BIGINT,
    ending TEXT,
    sealed BYTEA
);
CREATE INDEX police_hold_report ON police_hold (report, id);
CREATE INDEX police_hold_open ON police_hold (until, id) WHERE ended_at IS NULL;

CREATE TABLE preservation (
    id UUID PRIMARY KEY NOT NULL,
    report UUID NOT NULL,
    position BIGINT NOT NULL,
    service TEXT,
    state TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    asked_by UUID NOT NULL,
    until BIGINT NOT NULL,
    extensions BIGINT NOT NULL,
    reminded_at BIGINT,
    confirmed_at BIGINT,
    ended_at BIGINT,
    sealed BYTEA
);
CREATE INDEX preservation_report ON preservation (report, id);
CREATE INDEX preservation_open ON preservation (until, id) WHERE ended_at IS NULL;
