-- Outlines of more levels than the LSOAs of 2021, which all outlines held before are.
ALTER TABLE boundaries ADD COLUMN level TEXT NOT NULL DEFAULT 'lsoa';
ALTER TABLE boundaries ADD COLUMN codes_of BIGINT NOT NULL DEFAULT 2021; -- the year the codes are of

-- Withdrawn postcodes: old registers and sales still name them.
ALTER TABLE postcodes ADD COLUMN ended_on DATE;

-- Address points (OS Open UPRN): forty million over the country, looked up only for the assets that need one.
CREATE TABLE uprns (
    uprn BIGINT NOT NULL PRIMARY KEY,
    easting_m DOUBLE PRECISION NOT NULL,
    northing_m DOUBLE PRECISION NOT NULL,
    source TEXT NOT NULL REFERENCES sources (id)
);

-- Ranks of the Indices of Deprivation from a file without scores (File 1).
CREATE TABLE deprivation_ranks (
    code TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES sources (id),
    edition BIGINT NOT NULL,
    rank_overall BIGINT NOT NULL,
    decile BIGINT NOT NULL,
    borough_code TEXT,
    borough_name TEXT,
    PRIMARY KEY (code, source)
);

-- Councils' lists of assets of community value, beside the assets and never merged with them.
CREATE TABLE community_value_listings (
    reference TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES sources (id),
    council TEXT,
    name TEXT NOT NULL,
    address TEXT,
    postcode TEXT,
    easting_m DOUBLE PRECISION,
    northing_m DOUBLE PRECISION,
    nominated_by TEXT,
    nominated_on DATE,
    decision TEXT,
    listed_on DATE,
    expires_on DATE,
    PRIMARY KEY (reference, source)
);

-- Organisations as public lists name them: never a person, an e-mail, a telephone number or a street address.
CREATE TABLE organisations (
    id TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES sources (id),
    name TEXT NOT NULL,
    legal_form TEXT,
    charity_number TEXT,
    company_number TEXT,
    postcode TEXT,
    income_gbp BIGINT,
    active BIGINT, -- 1 or 0; null where the list does not say
    PRIMARY KEY (id, source)
);
