-- Help directory, on call, and who has read a language of the public site.

CREATE TABLE help_entry (
    id BLOB PRIMARY KEY NOT NULL,
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
    added_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    confirmed_by BLOB,
    wrong_at INTEGER,
    UNIQUE (country, kind, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX help_entry_confirmed ON help_entry (confirmed_at) WHERE confirmed_at IS NOT NULL;

CREATE TABLE help_call (
    id BLOB PRIMARY KEY NOT NULL,
    entry BLOB NOT NULL,
    called_at INTEGER NOT NULL,
    called_by BLOB NOT NULL,
    outcome TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX help_call_entry ON help_call (entry, id);

CREATE TABLE on_call_turn (
    id BLOB PRIMARY KEY NOT NULL,
    day TEXT NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    person BLOB,
    position INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    made_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person_mailbox (
    person BLOB PRIMARY KEY NOT NULL,
    sealed BLOB NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE on_call_told (
    person BLOB PRIMARY KEY NOT NULL,
    told_at INTEGER NOT NULL,
    this_round INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE danger_unread (
    report BLOB PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE language_reading (
    id BLOB PRIMARY KEY NOT NULL,
    language TEXT NOT NULL,
    read_on TEXT NOT NULL,
    sentences BLOB NOT NULL,
    noted_at INTEGER NOT NULL,
    noted_by BLOB NOT NULL,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX language_reading_language ON language_reading (language, id);
