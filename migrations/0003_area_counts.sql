-- Counts of areas, whose base may be left to the outline or the residents of the area, and which may be of an MSOA, known
-- to its LSOAs by name. The older table, activity, is copied
-- and no longer read; a later step may drop it.

CREATE TABLE area_counts (
    code TEXT NOT NULL,
    indicator TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES sources (id),
    area_name TEXT,
    counted DOUBLE PRECISION NOT NULL,
    base DOUBLE PRECISION,
    period TEXT NOT NULL,
    PRIMARY KEY (code, indicator, source)
);

INSERT INTO area_counts (code, indicator, source, counted, base, period)
SELECT code, indicator, source, counted, base, period FROM activity;
