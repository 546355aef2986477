-- One history for SQLite and PostgreSQL: only types and words that both understand (see src/store/mod.rs).
-- Expand, then contract; a migration that has run is never edited. Keys are given by catmap, never by the database.

-- Published lists that facts were taken from.
CREATE TABLE sources (
    id TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    licence TEXT,
    as_at DATE,
    file_name TEXT NOT NULL,
    fictional BIGINT NOT NULL -- 1 or 0: BOOLEAN is a number in SQLite and not one in PostgreSQL
);

-- Files taken in, also those that changed nothing.
CREATE TABLE imports (
    id BIGINT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL REFERENCES sources (id),
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    checksum TEXT NOT NULL, -- SHA-256, hexadecimal
    header TEXT NOT NULL, -- JSON list of texts
    taken_by TEXT NOT NULL,
    taken_at TIMESTAMPTZ NOT NULL,
    rows_read BIGINT NOT NULL,
    rows_new BIGINT NOT NULL,
    rows_changed BIGINT NOT NULL,
    rows_unchanged BIGINT NOT NULL,
    rows_refused BIGINT NOT NULL,
    notes TEXT NOT NULL -- JSON list of row problems
);

-- Rows as they stood: all of registers, needs and rulings, and the refused ones of every kind of file.
CREATE TABLE import_rows (
    import_id BIGINT NOT NULL REFERENCES imports (id),
    place BIGINT NOT NULL, -- counts the kept rows from 0: a file may give two rows one number
    row_number BIGINT NOT NULL,
    cells TEXT NOT NULL, -- JSON list of texts
    outcome TEXT NOT NULL,
    reason TEXT,
    PRIMARY KEY (import_id, place)
);

-- Who changed what, when: the audit trail, the undo log, and what keeps several servers in step.
CREATE TABLE changes (
    id BIGINT NOT NULL PRIMARY KEY, -- 1, 2, 3 ... in the order of commit
    import_id BIGINT REFERENCES imports (id),
    changed_at TIMESTAMPTZ NOT NULL,
    changed_by TEXT NOT NULL,
    kind TEXT NOT NULL, -- the table
    record_key TEXT NOT NULL,
    record_before TEXT, -- JSON; null when it was not held before
    record_after TEXT -- JSON; null when it is held no more
);

CREATE TABLE assets (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL REFERENCES sources (id),
    record TEXT NOT NULL -- JSON
);

CREATE TABLE needs (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT REFERENCES sources (id),
    visibility TEXT NOT NULL,
    record TEXT NOT NULL -- JSON
);

CREATE TABLE rulings (
    asset_reference TEXT NOT NULL,
    owner TEXT NOT NULL,
    need TEXT NOT NULL,
    ruled_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    ruled_on DATE,
    source TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (asset_reference, owner, need)
);

CREATE TABLE boundaries (
    code TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES sources (id),
    name TEXT NOT NULL,
    borough_code TEXT,
    borough_name TEXT,
    centre_easting_m DOUBLE PRECISION NOT NULL,
    centre_northing_m DOUBLE PRECISION NOT NULL,
    boundary BYTEA NOT NULL, -- WKB, British National Grid
    PRIMARY KEY (code, source)
);

CREATE TABLE deprivation (
    code TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES sources (id),
    edition BIGINT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    rank BIGINT NOT NULL,
    decile BIGINT NOT NULL,
    rank_income BIGINT NOT NULL,
    rank_employment BIGINT NOT NULL,
    rank_education BIGINT NOT NULL,
    rank_health BIGINT NOT NULL,
    rank_crime BIGINT NOT NULL,
    rank_barriers BIGINT NOT NULL,
    rank_living_environment BIGINT NOT NULL,
    residents BIGINT,
    borough_code TEXT,
    borough_name TEXT,
    PRIMARY KEY (code, source)
);

CREATE TABLE activity (
    code TEXT NOT NULL,
    indicator TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES sources (id),
    counted DOUBLE PRECISION NOT NULL,
    base DOUBLE PRECISION NOT NULL,
    period TEXT NOT NULL,
    PRIMARY KEY (code, indicator, source)
);

CREATE TABLE postcodes (
    postcode TEXT NOT NULL PRIMARY KEY,
    easting_m DOUBLE PRECISION NOT NULL,
    northing_m DOUBLE PRECISION NOT NULL,
    borough_code TEXT,
    source TEXT NOT NULL REFERENCES sources (id)
);

CREATE TABLE sales (
    id TEXT NOT NULL PRIMARY KEY,
    price_gbp BIGINT NOT NULL,
    sold_on DATE NOT NULL,
    postcode TEXT NOT NULL,
    home TEXT NOT NULL,
    new_build BIGINT NOT NULL, -- 1 or 0
    leasehold BIGINT NOT NULL, -- 1 or 0
    standard BIGINT NOT NULL, -- 1 or 0
    source TEXT NOT NULL REFERENCES sources (id)
);
