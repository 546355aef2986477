-- Where prices come from beside single sales: the official index of districts, and yearly averages of postcode sectors.

CREATE TABLE price_index (
    borough_code TEXT NOT NULL,
    month DATE NOT NULL, -- its first day
    source TEXT NOT NULL REFERENCES sources (id), -- each release counts from a base of its own
    index_value DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (borough_code, month, source)
);

CREATE TABLE sector_years (
    sector TEXT NOT NULL,
    year BIGINT NOT NULL,
    source TEXT NOT NULL REFERENCES sources (id),
    mean_price_gbp DOUBLE PRECISION NOT NULL,
    sales BIGINT NOT NULL,
    PRIMARY KEY (sector, year, source)
);

-- Sales in the order of their dates, whole, so that reading the recent ones or all of them in turn is reading this index
-- from one place to another. Rows come in the order of their ids, so that each day grows at its end only.
CREATE INDEX sales_by_date ON sales (sold_on, id, price_gbp, postcode, home, new_build, leasehold, standard);
