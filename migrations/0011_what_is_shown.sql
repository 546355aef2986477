-- When what the public is shown was first read, and the last change that it was held against, so that a restart, and every
-- other server on this database, gives the same answers with the same tags as long as they show the same. One row. It is no
-- change of the data and not in `changes`.
CREATE TABLE shown (
    id BIGINT NOT NULL PRIMARY KEY, -- always 1
    change_id BIGINT NOT NULL,
    since TIMESTAMPTZ NOT NULL
);
