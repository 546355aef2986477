-- People who sign in. Secrets are kept as hashes only: passwords as argon2id, all else as SHA-256 of 256 random bits.

CREATE TABLE people (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE, -- what addresses are compared by: lower case
    name TEXT NOT NULL,
    password TEXT, -- argon2id in PHC form; null until an invitation is taken up
    active BIGINT NOT NULL, -- 1 or 0
    made_by TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    seen_on DATE
);

CREATE TABLE roles (
    person TEXT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    held_of TEXT NOT NULL, -- the council or organisation; empty for a role of nobody
    PRIMARY KEY (person, role, held_of)
);

CREATE TABLE sessions (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL REFERENCES people (id),
    made_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX sessions_by_person ON sessions (person);

-- Browsers that somebody has signed in with before.
CREATE TABLE devices (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL REFERENCES people (id),
    expires_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX devices_by_person ON devices (person);

-- Links in mails, each good for setting a password once.
CREATE TABLE password_links (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL REFERENCES people (id),
    expires_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX password_links_by_person ON password_links (person);

CREATE TABLE api_tokens (
    id TEXT NOT NULL PRIMARY KEY,
    secret_hash TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    used_on DATE
);

CREATE INDEX api_tokens_by_person ON api_tokens (person);
