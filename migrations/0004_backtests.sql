-- Back-tests of the uplift score, newest last: the gate on its weight reads the last one.
CREATE TABLE backtests (
    id BIGINT NOT NULL PRIMARY KEY,
    run_at TIMESTAMPTZ NOT NULL,
    data_release TEXT NOT NULL, -- names the price data it was run on
    basis TEXT NOT NULL, -- the kind of place
    record TEXT NOT NULL -- JSON
);
