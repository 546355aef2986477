-- Files looked at before they are taken in, files kept whole, imports undone, and what was learnt of a publisher's columns.
--
-- Four tables are made anew, with what is in them:
-- * an import may be a draft, of which neither kind nor source is known yet, and it stays listed when undoing it takes its
--   source away: so it refers to none;
-- * the large tables refer to none either. A reference is looked up row by row as rows come, which takes a server longer
--   than all else, and the store writes no row without its source or import; `catmap check` proves it.

CREATE TABLE imports_6 (
    id BIGINT NOT NULL PRIMARY KEY, -- given when the file comes, also when it is only a draft
    state TEXT NOT NULL, -- draft, committed, undone, discarded
    turn BIGINT, -- 1, 2, 3 ... in the order in which imports took effect; null for those that did not
    source TEXT, -- null while it is a draft
    kind TEXT, -- likewise
    publisher TEXT, -- likewise, until somebody has looked at it: whose people may see it
    file_name TEXT NOT NULL,
    size_bytes BIGINT,
    checksum TEXT, -- SHA-256, hexadecimal
    header TEXT NOT NULL, -- JSON list of texts
    options TEXT NOT NULL, -- JSON: how somebody said that the file is to be read
    survey TEXT, -- JSON: what the file turned out to be
    problem TEXT, -- why a draft cannot be taken in as it is
    taken_by TEXT NOT NULL,
    taken_at TIMESTAMPTZ NOT NULL,
    rows_read BIGINT NOT NULL,
    rows_new BIGINT NOT NULL,
    rows_changed BIGINT NOT NULL,
    rows_unchanged BIGINT NOT NULL,
    rows_refused BIGINT NOT NULL,
    records_gone BIGINT NOT NULL, -- records of the same register that the file left out and that were marked so
    notes TEXT NOT NULL, -- JSON list of row problems
    first_change BIGINT, -- its changes are those from this number
    last_change BIGINT, -- to this one
    undone_by TEXT,
    undone_at TIMESTAMPTZ
);

INSERT INTO imports_6 (
    id, state, turn, source, kind, publisher, file_name, checksum, header, options, taken_by, taken_at,
    rows_read, rows_new, rows_changed, rows_unchanged, rows_refused, records_gone, notes, first_change, last_change
)
SELECT
    imports.id, 'committed', imports.id, source, kind, sources.publisher, imports.file_name, checksum, header, '{}', taken_by, taken_at,
    rows_read, rows_new, rows_changed, rows_unchanged, rows_refused, 0, notes, made.first_change, made.last_change
FROM imports JOIN sources ON sources.id = imports.source LEFT JOIN (
    SELECT import_id, MIN(id) AS first_change, MAX(id) AS last_change FROM changes GROUP BY import_id
) AS made ON made.import_id = imports.id;

CREATE TABLE changes_6 (
    id BIGINT NOT NULL PRIMARY KEY, -- 1, 2, 3 ... in the order of commit
    import_id BIGINT, -- the import that made it, or that it undoes
    how TEXT NOT NULL, -- import, edit, undo
    changed_at TIMESTAMPTZ NOT NULL,
    changed_by TEXT NOT NULL,
    kind TEXT NOT NULL, -- the table
    record_key TEXT NOT NULL,
    reason TEXT, -- why, as whoever changed it said
    record_before TEXT, -- JSON; null when it was not held before
    record_after TEXT -- JSON; null when it is held no more, or, if both are null, when its first state is the one before
                      -- its next change, or the one still held
);

INSERT INTO changes_6 (id, import_id, how, changed_at, changed_by, kind, record_key, record_before, record_after)
SELECT
    id, import_id, CASE WHEN import_id IS NULL THEN 'edit' ELSE 'import' END, changed_at, changed_by, kind, record_key,
    record_before, record_after
FROM changes;

CREATE TABLE import_rows_6 (
    import_id BIGINT NOT NULL,
    place BIGINT NOT NULL, -- counts the rows kept here from 0: a file may give two rows one number
    row_number BIGINT NOT NULL,
    cells TEXT NOT NULL, -- JSON list of texts
    outcome TEXT NOT NULL,
    reason TEXT,
    PRIMARY KEY (import_id, place)
);

INSERT INTO import_rows_6 (import_id, place, row_number, cells, outcome, reason)
SELECT import_id, place, row_number, cells, outcome, reason FROM import_rows;

CREATE TABLE assets_6 (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    record TEXT NOT NULL -- JSON
);

INSERT INTO assets_6 (id, source, record) SELECT id, source, record FROM assets;

DROP TABLE changes;
DROP TABLE import_rows;
DROP TABLE imports;
DROP TABLE assets;
ALTER TABLE imports_6 RENAME TO imports;
ALTER TABLE changes_6 RENAME TO changes;
ALTER TABLE import_rows_6 RENAME TO import_rows;
ALTER TABLE assets_6 RENAME TO assets;

-- The trail of one record.
CREATE INDEX changes_by_record ON changes (record_key, id);

-- Files that only their owner could give again, whole, in the order of their parts.
CREATE TABLE import_files (
    import_id BIGINT NOT NULL,
    part BIGINT NOT NULL, -- from 0
    bytes BYTEA NOT NULL, -- a mebibyte of the file, the last part less, as one frame of Zstandard
    PRIMARY KEY (import_id, part)
);

-- What an officer said that a publisher's column means, for the publisher's next file.
CREATE TABLE learnt_columns (
    publisher TEXT NOT NULL, -- its slug
    heading TEXT NOT NULL, -- letters and digits in lower case
    field TEXT, -- null: not used
    PRIMARY KEY (publisher, heading)
);
