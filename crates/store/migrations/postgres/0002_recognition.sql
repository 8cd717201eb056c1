-- Recognition: lists with a purpose, an action and a radius; batches that a second person publishes; votes and disputes;
-- subscriptions to an upstream; alerts.

ALTER TABLE list ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
ALTER TABLE list ADD COLUMN purpose TEXT NOT NULL DEFAULT 'known';
ALTER TABLE list ADD COLUMN action TEXT NOT NULL DEFAULT 'review';
ALTER TABLE list ADD COLUMN radius BIGINT NOT NULL DEFAULT 31;
ALTER TABLE list ADD COLUMN shared BIGINT NOT NULL DEFAULT 0;
UPDATE list SET number = (SELECT COUNT(*) FROM list earlier WHERE earlier.id <= list.id);
CREATE UNIQUE INDEX list_number ON list (number);

ALTER TABLE entry ADD COLUMN contents BYTEA;
ALTER TABLE entry ADD COLUMN batch UUID;
ALTER TABLE entry ADD COLUMN generation BIGINT NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN shared_at BIGINT;
ALTER TABLE entry ADD COLUMN disputed_at BIGINT;
CREATE INDEX entry_generation ON entry (generation, id);
CREATE INDEX entry_shared ON entry (list, shared_at, id) WHERE shared_at IS NOT NULL;
CREATE INDEX entry_batch ON entry (batch, id) WHERE batch IS NOT NULL;
CREATE INDEX entry_disputed ON entry (disputed_at, id) WHERE disputed_at IS NOT NULL;

CREATE TABLE batch (
    id UUID PRIMARY KEY NOT NULL,
    list UUID NOT NULL,
    made_at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    source TEXT NOT NULL,
    entries BIGINT NOT NULL,
    closed_at BIGINT,
    published_at BIGINT,
    published_by TEXT
);
CREATE INDEX batch_list ON batch (list, id);

CREATE TABLE vote (
    id UUID PRIMARY KEY NOT NULL,
    entry UUID NOT NULL,
    voter TEXT NOT NULL,
    voted_at BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT,
    passed_on_at BIGINT,
    UNIQUE (entry, voter)
);
CREATE INDEX vote_waiting ON vote (id) WHERE passed_on_at IS NULL;

CREATE TABLE subscription (
    id UUID PRIMARY KEY NOT NULL,
    list UUID NOT NULL UNIQUE,
    url TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    read_until BIGINT NOT NULL,
    every BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    tried_at BIGINT,
    succeeded_at BIGINT,
    last_error TEXT,
    ended_at BIGINT
);

CREATE TABLE alert (
    id UUID PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    raised_at BIGINT NOT NULL,
    record TEXT NOT NULL,
    detail TEXT NOT NULL,
    seen_at BIGINT,
    seen_by UUID
);
CREATE INDEX alert_open ON alert (id) WHERE seen_at IS NULL;
CREATE INDEX alert_same ON alert (record, kind, id);
