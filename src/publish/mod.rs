//! Maps and files out: how assets, areas, needs and matches look to the world outside.
//!
//! | file | what it decides |
//! |---|---|
//! | [`geojson`] | a feature, a page of features, a link, and their schemas |
//! | [`fragments`], `shares.rs` | features as text, kept to be copied; work on many features by several processors |
//! | [`mod@format`] | features as files: GeoPackage, FlatGeobuf, GeoParquet, CSV, XLSX, GeoJSON, KML |
//! | [`html`] | any answer as a page for people
//! | [`address`] | texts as parts of addresses
//! | [`licence`] | licences known by name
//! | [`degrees`] | degrees as they are shown outside of features |
//! | [`record`], [`record_schema`], [`near`] | everything public that is known of one asset; what is near it |
//! | [`mod@matches`], [`match_schema`], `uplift.rs` | matches with their reasons |
//! | [`fairness`] | whom shortlists serve |
//! | [`summary`] | what features come to: counts and sums |
//! | [`tile`], `layer.rs`, [`polygon`], `line.rs` | Mapbox vector tiles: what falls in one, how it is written, cut to it and drawn no finer than it can show |
//! | [`backtest`], [`sensitivity`] | a back-test as JSON, CSV and a plot; a page on what other choices would do |
//! | [`import_result`], [`safe_cell`] | what became of a file row by row, as CSV and XLSX; cells that no spreadsheet runs |
//! | [`stamp`] | what scores were made with, for every answer that shows any |
//! | [`schema`] | the few shapes of JSON Schema that answers are described with |
//!
//! Shapes and words only: this room never looks anything up, decides who may see what (`domain::publication` has
//! already), speaks HTTP, or reads a clock.
//!
//! What the properties are called and mean is said in `features`. To publish a new file format, see [`mod@format`].

pub mod address;
pub mod backtest;
pub mod degrees;
pub mod fairness;
pub mod format;
pub mod fragments;
mod gap;
pub mod geojson;
pub mod html;
pub mod import_result;
mod layer;
pub mod licence;
mod line;
pub mod match_schema;
pub mod matches;
pub mod near;
pub mod places;
pub mod polygon;
pub mod record;
pub mod record_schema;
pub mod rules;
pub mod safe_cell;
pub mod schema;
pub mod sensitivity;
mod shares;
pub mod stamp;
pub mod summary;
pub mod tile;
mod uplift;
pub mod worklist;
