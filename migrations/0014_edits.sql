-- Edits of several assets at once, each one transaction, so that all of one can be taken back together. Their lines stand in
-- `changes` one after another.
CREATE TABLE edits (
    id TEXT NOT NULL PRIMARY KEY, -- random
    first_change BIGINT NOT NULL,
    last_change BIGINT NOT NULL
);
