-- What PostGIS is given: every fact a score reads as a plain column, and what depends on place alone already worked out.
-- A quality is its weight: 1 surveyed, 0.7 estimated, 0.4 a stand-in. Unknown is null.
CREATE EXTENSION postgis;
CREATE EXTENSION btree_gist;
CREATE TABLE asset (
    asset int, reference text, owner text,
    may_be_had bool, reserved bool, only_land bool,
    planning float8, planning_quality float8,
    spaces smallint, spaces_quality float8,
    usable_m2 float8, usable_quality float8,
    gross_m2 float8, gross_quality float8,
    land_m2 float8, land_quality float8,
    condition smallint, condition_quality float8,
    step_free smallint, step_free_quality float8,
    shareable bool, shareable_quality float8,
    listed bool,
    rateable_gbp float8, rent_gbp float8, service_gbp float8, running_gbp float8, backlog_gbp float8,
    freehold bool, term_years float8, term_quality float8,
    rent_left float8, owner_left float8,
    available_from date, available_quality float8, ready_now bool, unsafe_until date,
    precision_quality float8, locality int, borough text,
    d float8, d_employment float8, d_skills float8, d_health float8, d_poverty float8, d_safety float8, d_housing float8,
    d_environment float8, d_quality float8,
    u float8, u_quality float8, high_risk bool,
    geom geometry(Point, 27700)
);
-- The postcodes at which a coarse place is measured.
CREATE TABLE sample (locality int, weight float8, borough text, geom geometry(Point, 27700));
-- The centres of areas, for needs that are placed in a borough.
CREATE TABLE centre (borough text, geom geometry(Point, 27700));
CREATE TABLE ruling (need text, reference text, owner text);
-- The distinct sets of kinds of space that assets have, and how far one kind serves for another.
CREATE TABLE space_set (spaces smallint, kinds smallint[]);
CREATE TABLE serves (wanted smallint, there smallint, compatibility float8);
