-- The tables of version 1, as its ledgers have them.
CREATE TABLE urls (
    "key" INTEGER NOT NULL,
    fate VARCHAR,
    reason VARCHAR,
    article INTEGER,
    run INTEGER NOT NULL,
    visited BIGINT NOT NULL,
    due BIGINT,
    url VARCHAR,
    tries INTEGER NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    PRIMARY KEY ("key")
);
CREATE INDEX urls_due ON urls (due) WHERE due IS NOT NULL;
CREATE TABLE articles (
    "key" INTEGER NOT NULL,
    url VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    run INTEGER NOT NULL,
    first_retrieved BIGINT NOT NULL,
    retrieved BIGINT NOT NULL,
    page_url VARCHAR,
    published BIGINT,
    duplicate_of VARCHAR,
    path VARCHAR,
    hash VARCHAR,
    content INTEGER,
    updated BIGINT,
    revised BIGINT,
    withdrawn BIGINT,
    marks INTEGER NOT NULL,
    revisions INTEGER NOT NULL,
    PRIMARY KEY ("key"),
    UNIQUE (code)
);
CREATE TABLE texts (
    fingerprint INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, article)
)
WITHOUT ROWID;
CREATE TABLE images (
    "key" INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    content INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    PRIMARY KEY ("key")
);
CREATE INDEX ix_images_content ON images (content);
CREATE INDEX ix_images_name ON images (name);
CREATE TABLE runs (
    id INTEGER NOT NULL,
    spider VARCHAR NOT NULL,
    started BIGINT NOT NULL,
    ended BIGINT,
    outcome VARCHAR,
    counts JSON,
    PRIMARY KEY (id)
);
CREATE TABLE days (
    source VARCHAR NOT NULL,
    day DATE NOT NULL,
    counts JSON NOT NULL,
    PRIMARY KEY (source, day)
);
CREATE TABLE listings (
    "key" INTEGER NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    links BIGINT,
    checked BIGINT,
    PRIMARY KEY ("key")
);
CREATE TABLE sources (
    name VARCHAR NOT NULL,
    polled BIGINT,
    answered BIGINT,
    due BIGINT,
    failures INTEGER NOT NULL,
    validators_lie BOOLEAN NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE hosts (
    name VARCHAR NOT NULL,
    failures INTEGER NOT NULL,
    rests_until BIGINT,
    PRIMARY KEY (name)
);
CREATE TABLE robots (
    site VARCHAR NOT NULL,
    fetched BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (site)
);
CREATE TABLE samples (
    week INTEGER NOT NULL,
    mark INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (week, mark, article)
)
WITHOUT ROWID;
