-- Secrets of this database, written once and never altered: with the one for asset ids, an id made of a hash cannot be
-- found again by hashing every address there is. It is no change of the data and not in `changes`.
CREATE TABLE keys (
    name TEXT NOT NULL PRIMARY KEY,
    secret TEXT NOT NULL -- 64 hexadecimal digits
);
