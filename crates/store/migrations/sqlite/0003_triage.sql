-- Triage and care: accounts and content that several reports share, second opinions and quality samples, how much each person
-- of the desk was exposed to, and the limits that a senior sets.

CREATE TABLE urgency_due (
    digest BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE opinion (
    id BLOB PRIMARY KEY NOT NULL,
    purpose TEXT NOT NULL,
    content BLOB NOT NULL,
    report BLOB NOT NULL,
    position INTEGER NOT NULL,
    assessment BLOB NOT NULL,
    first_by BLOB NOT NULL,
    first_age TEXT NOT NULL,
    first_act TEXT NOT NULL,
    first_depiction TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    asked_by BLOB,
    answered_at INTEGER,
    answered_by BLOB,
    age TEXT,
    act TEXT,
    depiction TEXT,
    differs INTEGER NOT NULL DEFAULT 0,
    settled_at INTEGER,
    settled_by BLOB,
    UNIQUE (assessment, purpose)
) STRICT, WITHOUT ROWID;
CREATE INDEX opinion_waiting ON opinion (id) WHERE settled_at IS NULL;
CREATE INDEX opinion_content ON opinion (content) WHERE answered_at IS NULL;
CREATE INDEX opinion_answered ON opinion (answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX opinion_report ON opinion (report);

CREATE TABLE exposure (
    person BLOB NOT NULL,
    day INTEGER NOT NULL,
    assessed INTEGER NOT NULL,
    viewed INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    run INTEGER NOT NULL,
    run_since INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    extra INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (person, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX exposure_day ON exposure (day);

CREATE TABLE exposure_limit (
    person BLOB PRIMARY KEY NOT NULL,
    daily INTEGER NOT NULL,
    pause_after INTEGER NOT NULL,
    pause_minutes INTEGER NOT NULL,
    set_at INTEGER NOT NULL,
    set_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;
