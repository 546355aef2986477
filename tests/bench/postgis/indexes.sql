-- After the rows are in.
ALTER TABLE asset ADD PRIMARY KEY (asset);
CREATE INDEX asset_by_place ON asset USING gist (geom);
CREATE INDEX asset_by_locality ON asset (locality);
CREATE INDEX sample_by_locality ON sample (locality);
CREATE INDEX centre_by_place ON centre USING gist (borough, geom);
CREATE INDEX ruling_by_need ON ruling (need);
