-- Figures: what each day came to, added up beforehand, and what was published of each quarter. Nothing in them names a person.

CREATE TABLE figure (
    part TEXT NOT NULL,
    day BIGINT NOT NULL,
    name TEXT NOT NULL,
    tally BYTEA NOT NULL,
    PRIMARY KEY (part, day, name)
);
CREATE INDEX figure_name ON figure (part, name, day);

CREATE TABLE published_figure (
    quarter TEXT PRIMARY KEY NOT NULL,
    published_at BIGINT NOT NULL,
    numbers TEXT NOT NULL
);

CREATE INDEX report_touched ON report (updated_at) WHERE looked_at IS NOT NULL OR data_key IS NULL;
CREATE INDEX notice_sent ON notice (sent_at, id) WHERE sent_at IS NOT NULL;
