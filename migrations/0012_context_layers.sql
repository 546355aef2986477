-- Context layers: schools, stops, flood zones, given as files with attributes of their own. Each act on a layer is an edition
-- of its own; the last one of a name that was not undone decides what is shown. Nothing is overwritten, so undoing an act is
-- to mark it.

CREATE TABLE layer_editions (
    edition BIGINT NOT NULL PRIMARY KEY, -- 1, 2, 3 ... over all layers
    name TEXT NOT NULL,
    act TEXT NOT NULL, -- import, removal
    about TEXT NOT NULL, -- JSON: title, columns, source, checksum
    done_by TEXT NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    undone_by TEXT,
    undone_at TIMESTAMPTZ
);

CREATE TABLE layer_features (
    edition BIGINT NOT NULL, -- the import that brought it
    place BIGINT NOT NULL, -- from 0, in the order of the keys
    feature_key TEXT NOT NULL,
    attributes TEXT NOT NULL, -- JSON list in the order of the columns
    shape BYTEA, -- well-known binary on the British National Grid; null when it is nowhere
    PRIMARY KEY (edition, place)
);
