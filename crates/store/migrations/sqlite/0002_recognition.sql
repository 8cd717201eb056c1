-- Recognition: lists with a purpose, an action and a radius; batches that a second person publishes; votes and disputes;
-- subscriptions to an upstream; alerts.

ALTER TABLE list ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE list ADD COLUMN purpose TEXT NOT NULL DEFAULT 'known';
ALTER TABLE list ADD COLUMN action TEXT NOT NULL DEFAULT 'review';
ALTER TABLE list ADD COLUMN radius INTEGER NOT NULL DEFAULT 31;
ALTER TABLE list ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
UPDATE list SET number = (SELECT COUNT(*) FROM list earlier WHERE earlier.id <= list.id);
CREATE UNIQUE INDEX list_number ON list (number);

ALTER TABLE entry ADD COLUMN contents BLOB;
ALTER TABLE entry ADD COLUMN batch BLOB;
ALTER TABLE entry ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN shared_at INTEGER;
ALTER TABLE entry ADD COLUMN disputed_at INTEGER;
CREATE INDEX entry_generation ON entry (generation, id);
CREATE INDEX entry_shared ON entry (list, shared_at, id) WHERE shared_at IS NOT NULL;
CREATE INDEX entry_batch ON entry (batch, id) WHERE batch IS NOT NULL;
CREATE INDEX entry_disputed ON entry (disputed_at, id) WHERE disputed_at IS NOT NULL;

CREATE TABLE batch (
    id BLOB PRIMARY KEY NOT NULL,
    list BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    source TEXT NOT NULL,
    entries INTEGER NOT NULL,
    closed_at INTEGER,
    published_at INTEGER,
    published_by TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_list ON batch (list, id);

CREATE TABLE vote (
    id BLOB PRIMARY KEY NOT NULL,
    entry BLOB NOT NULL,
    voter TEXT NOT NULL,
    voted_at INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT,
    passed_on_at INTEGER,
    UNIQUE (entry, voter)
) STRICT, WITHOUT ROWID;
CREATE INDEX vote_waiting ON vote (id) WHERE passed_on_at IS NULL;

CREATE TABLE subscription (
    id BLOB PRIMARY KEY NOT NULL,
    list BLOB NOT NULL UNIQUE,
    url TEXT NOT NULL,
    sealed BLOB NOT NULL,
    read_until INTEGER NOT NULL,
    every INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    tried_at INTEGER,
    succeeded_at INTEGER,
    last_error TEXT,
    ended_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE alert (
    id BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    record TEXT NOT NULL,
    detail TEXT NOT NULL,
    seen_at INTEGER,
    seen_by BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_open ON alert (id) WHERE seen_at IS NULL;
CREATE INDEX alert_same ON alert (record, kind, id);
