-- What people ask about a building, for the officers it went to and nobody else. It is no change of the data and not in
-- `changes`, which would keep for ever what is cleared here.
CREATE TABLE enquiries (
    id TEXT NOT NULL PRIMARY KEY, -- the reference that its asker was given; random
    asked_at TIMESTAMPTZ NOT NULL,
    asset TEXT, -- its id; null for a building that is not on the map
    borough TEXT, -- of such a building, as far as known
    council TEXT, -- whose officers it went to; null for administrators alone
    council_key TEXT NOT NULL, -- what councils are compared by; empty for administrators alone
    written TEXT, -- JSON: all that its asker wrote and where they pointed; null once it was cleared
    state TEXT NOT NULL,
    note TEXT, -- of the officer; goes with what was written
    changed_by TEXT,
    changed_at TIMESTAMPTZ,
    touched_at TIMESTAMPTZ NOT NULL -- when it was last worked on, or else asked
);

CREATE INDEX enquiries_by_council ON enquiries (council_key, asked_at);
CREATE INDEX enquiries_by_touch ON enquiries (touched_at);
