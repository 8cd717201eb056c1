-- Help directory, on call, and who has read a language of the public site.

CREATE TABLE help_entry (
    id UUID PRIMARY KEY NOT NULL,
    country TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT,
    url TEXT,
    email TEXT,
    chat TEXT,
    languages TEXT NOT NULL,
    hours TEXT,
    source TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    confirmed_by UUID,
    wrong_at BIGINT,
    UNIQUE (country, kind, name)
);
CREATE INDEX help_entry_confirmed ON help_entry (confirmed_at) WHERE confirmed_at IS NOT NULL;

CREATE TABLE help_call (
    id UUID PRIMARY KEY NOT NULL,
    entry UUID NOT NULL,
    called_at BIGINT NOT NULL,
    called_by UUID NOT NULL,
    outcome TEXT NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX help_call_entry ON help_call (entry, id);

CREATE TABLE on_call_turn (
    id UUID PRIMARY KEY NOT NULL,
    day TEXT NOT NULL,
    starts BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    person UUID,
    position BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID NOT NULL
);

CREATE TABLE person_mailbox (
    person UUID PRIMARY KEY NOT NULL,
    sealed BYTEA NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE on_call_told (
    person UUID PRIMARY KEY NOT NULL,
    told_at BIGINT NOT NULL,
    this_round BIGINT NOT NULL
);

CREATE TABLE danger_unread (
    report UUID PRIMARY KEY NOT NULL
);

CREATE TABLE language_reading (
    id UUID PRIMARY KEY NOT NULL,
    language TEXT NOT NULL,
    read_on TEXT NOT NULL,
    sentences BYTEA NOT NULL,
    noted_at BIGINT NOT NULL,
    noted_by UUID NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX language_reading_language ON language_reading (language, id);
