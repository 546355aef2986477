-- The fixed scales that scores were worked out with, by the version that every score names, so that an old score can be
-- explained and worked out again. They follow from what is held: a program writes those it has not met before when it
-- reads the data. So they are no change of the data, are not in `changes`, and are never altered.
CREATE TABLE anchors (
    version TEXT NOT NULL PRIMARY KEY,
    record TEXT NOT NULL, -- JSON
    computed_at TIMESTAMPTZ NOT NULL -- when this database first met them
);
