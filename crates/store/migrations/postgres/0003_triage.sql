-- Triage and care: accounts and content that several reports share, second opinions and quality samples, how much each person
-- of the desk was exposed to, and the limits that a senior sets.

CREATE TABLE urgency_due (
    digest BYTEA PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL
);

CREATE TABLE opinion (
    id UUID PRIMARY KEY NOT NULL,
    purpose TEXT NOT NULL,
    content BYTEA NOT NULL,
    report UUID NOT NULL,
    position BIGINT NOT NULL,
    assessment UUID NOT NULL,
    first_by UUID NOT NULL,
    first_age TEXT NOT NULL,
    first_act TEXT NOT NULL,
    first_depiction TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    asked_by UUID,
    answered_at BIGINT,
    answered_by UUID,
    age TEXT,
    act TEXT,
    depiction TEXT,
    differs BIGINT NOT NULL DEFAULT 0,
    settled_at BIGINT,
    settled_by UUID,
    UNIQUE (assessment, purpose)
);
CREATE INDEX opinion_waiting ON opinion (id) WHERE settled_at IS NULL;
CREATE INDEX opinion_content ON opinion (content) WHERE answered_at IS NULL;
CREATE INDEX opinion_answered ON opinion (answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX opinion_report ON opinion (report);

CREATE TABLE exposure (
    person UUID NOT NULL,
    day BIGINT NOT NULL,
    assessed BIGINT NOT NULL,
    viewed BIGINT NOT NULL,
    opened BIGINT NOT NULL,
    run BIGINT NOT NULL,
    run_since BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    extra BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (person, day)
);
CREATE INDEX exposure_day ON exposure (day);

CREATE TABLE exposure_limit (
    person UUID PRIMARY KEY NOT NULL,
    daily BIGINT NOT NULL,
    pause_after BIGINT NOT NULL,
    pause_minutes BIGINT NOT NULL,
    set_at BIGINT NOT NULL,
    set_by UUID NOT NULL
);
