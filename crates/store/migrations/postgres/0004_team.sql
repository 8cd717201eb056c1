-- Team work: notes, what waits for a person, shifts, offers of reports to colleagues, saved views of the queue, openings without work,
-- reports that follow another report's notice; and the indexes that keep queue and search quick at a million reports.

-- 1 while a report waits for a decision, nothing once it is decided or erased: what the queue's indexes begin with.
ALTER TABLE report ADD COLUMN waiting BIGINT DEFAULT 1;
ALTER TABLE report ADD COLUMN decided_by UUID;
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

ALTER TABLE person ADD COLUMN seen_at BIGINT;

CREATE TABLE note (
    id UUID PRIMARY KEY NOT NULL,
    report UUID NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID NOT NULL,
    corrects UUID,
    sealed BYTEA
);
CREATE INDEX note_report ON note (report, id);

CREATE TABLE inbox (
    id UUID PRIMARY KEY NOT NULL,
    person UUID NOT NULL,
    kind TEXT NOT NULL,
    report UUID NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID,
    read_at BIGINT
);
CREATE INDEX inbox_person ON inbox (person, id);
CREATE INDEX inbox_unread ON inbox (person, id) WHERE read_at IS NULL;
CREATE INDEX inbox_report ON inbox (report);

CREATE TABLE shift (
    id UUID PRIMARY KEY NOT NULL,
    person UUID NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    held BIGINT NOT NULL,
    urgent BIGINT NOT NULL,
    data_key BYTEA,
    sealed BYTEA
);
CREATE UNIQUE INDEX shift_on ON shift (person) WHERE ended_at IS NULL;
CREATE INDEX shift_person ON shift (person, id);

CREATE TABLE offer (
    id UUID PRIMARY KEY NOT NULL,
    report UUID NOT NULL,
    offered_at BIGINT NOT NULL,
    offered_by UUID NOT NULL,
    offered_to UUID NOT NULL,
    answered_at BIGINT,
    answer TEXT
);
CREATE UNIQUE INDEX offer_open ON offer (report) WHERE answered_at IS NULL;
CREATE INDEX offer_report ON offer (report, id);
CREATE INDEX offer_to ON offer (offered_to, id) WHERE answered_at IS NULL;

CREATE TABLE saved_view (
    id UUID PRIMARY KEY NOT NULL,
    person UUID NOT NULL,
    name TEXT NOT NULL,
    shared BIGINT NOT NULL,
    list TEXT NOT NULL,
    narrowed TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX saved_view_person ON saved_view (person, id);

CREATE TABLE opening (
    person UUID NOT NULL,
    day BIGINT NOT NULL,
    report UUID NOT NULL,
    PRIMARY KEY (person, day, report)
);
CREATE INDEX opening_report ON opening (report);

CREATE INDEX notice_content ON notice (content, id) WHERE content IS NOT NULL;

CREATE TABLE notice_follower (
    notice UUID NOT NULL,
    report UUID NOT NULL,
    PRIMARY KEY (notice, report)
);
CREATE INDEX notice_follower_report ON notice_follower (report);
