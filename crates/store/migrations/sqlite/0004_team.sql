-- Team work: notes, what waits for a person, shifts, offers of reports to colleagues, saved views of the queue, openings without work,
-- reports that follow another report's notice; and the indexes that keep queue and search quick at a million reports.

-- 1 while a report waits for a decision, nothing once it is decided or erased: what the queue's indexes begin with.
ALTER TABLE report ADD COLUMN waiting INTEGER DEFAULT 1;
ALTER TABLE report ADD COLUMN decided_by BLOB;
UPDATE report SET waiting = NULL WHERE decision IS NOT NULL OR data_key IS NULL;
DROP INDEX report_waiting;
-- It holds every column by which the queue is narrowed, so that no row is read that the page does not show.
CREATE INDEX report_queue ON report (waiting, urgency DESC, id, category, country, origin, claimed_by, reasons, missing)
    WHERE waiting IS NOT NULL;
CREATE INDEX report_queue_country ON report (waiting, country, urgency DESC, id, category, origin, claimed_by, reasons, missing)
    WHERE waiting IS NOT NULL AND country IS NOT NULL;
CREATE INDEX report_decided_by ON report (decided_by, decided_at) WHERE decided_by IS NOT NULL;

-- In order of report: the newest fifty of a hundred thousand are found without sorting.
DROP INDEX item_content;
CREATE INDEX item_naming ON item (content, report, position) WHERE content IS NOT NULL;

ALTER TABLE person ADD COLUMN seen_at INTEGER;

CREATE TABLE note (
    id BLOB PRIMARY KEY NOT NULL,
    report BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    made_by BLOB NOT NULL,
    corrects BLOB,
    sealed BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX note_report ON note (report, id);

CREATE TABLE inbox (
    id BLOB PRIMARY KEY NOT NULL,
    person BLOB NOT NULL,
    kind TEXT NOT NULL,
    report BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    made_by BLOB,
    read_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX inbox_person ON inbox (person, id);
CREATE INDEX inbox_unread ON inbox (person, id) WHERE read_at IS NULL;
CREATE INDEX inbox_report ON inbox (report);

CREATE TABLE shift (
    id BLOB PRIMARY KEY NOT NULL,
    person BLOB NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    held INTEGER NOT NULL,
    urgent INTEGER NOT NULL,
    data_key BLOB,
    sealed BLOB
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX shift_on ON shift (person) WHERE ended_at IS NULL;
CREATE INDEX shift_person ON shift (person, id);

CREATE TABLE offer (
    id BLOB PRIMARY KEY NOT NULL,
    report BLOB NOT NULL,
    offered_at INTEGER NOT NULL,
    offered_by BLOB NOT NULL,
    offered_to BLOB NOT NULL,
    answered_at INTEGER,
    answer TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX offer_open ON offer (report) WHERE answered_at IS NULL;
CREATE INDEX offer_report ON offer (report, id);
CREATE INDEX offer_to ON offer (offered_to, id) WHERE answered_at IS NULL;

CREATE TABLE saved_view (
    id BLOB PRIMARY KEY NOT NULL,
    person BLOB NOT NULL,
    name TEXT NOT NULL,
    shared INTEGER NOT NULL,
    list TEXT NOT NULL,
    narrowed TEXT NOT NULL,
    made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX saved_view_person ON saved_view (person, id);

CREATE TABLE opening (
    person BLOB NOT NULL,
    day INTEGER NOT NULL,
    report BLOB NOT NULL,
    PRIMARY KEY (person, day, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX opening_report ON opening (report);

CREATE INDEX notice_content ON notice (content, id) WHERE content IS NOT NULL;

CREATE TABLE notice_follower (
    notice BLOB NOT NULL,
    report BLOB NOT NULL,
    PRIMARY KEY (notice, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_follower_report ON notice_follower (report);
