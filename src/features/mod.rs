//! Everything that is published, as typed features: the one place where names, types, units and meanings are decided.
//!
//! | file | what it decides |
//! |---|---|
//! | [`collection`] | what a collection of features is, for all who read features: [`Features`] |
//! | [`assets`], [`areas`], [`needs`], [`organisations`], [`mod@matches`], [`need_gap`], [`levels`], [`sources`] | the tables of our own properties, and how each is read |
//! | [`table`] | what such a table is |
//! | [`scalar`] | one plain value |
//! | [`crs`], [`within`] | coordinate systems; what lies in a box of one, exactly |
//! | [`filter`] | which features are wanted, in CQL2; [`names`] finds those spelled nearly so |
//! | [`interval`] | of which time they are wanted |
//! | [`sort`], [`cursor`], [`listing`] | in which order, and pages that neither skip nor repeat |
//! | [`summary`] | what they come to: counts and sums |
//!
//! Every feature has every property of its collection; what is not known is null, never absent and never zero. Values
//! are plain (text, number, day, true or false), as GIS clients want them. Addresses, files, tiles, filters and the OpenAPI
//! document follow from what is said here, so none of them can drift apart.
//!
//! This room never looks anything up, decides who may see what, or writes a format: `app` shows its data as [`Features`],
//! `publish` writes them.
//!
//! To publish a new property, add one row to a table. To publish a new collection, add a table here and show it in
//! `app::collections`.

pub mod areas;
pub mod assets;
pub mod collection;
pub mod crs;
pub mod cursor;
pub mod filter;
pub mod interval;
pub mod levels;
pub mod listing;
pub mod matches;
mod names;
pub mod need_gap;
pub mod needs;
pub mod organisations;
pub mod scalar;
pub mod sort;
pub mod sources;
pub mod summary;
pub mod table;
pub mod within;

pub use areas::{AreaRow, Areas};
pub use assets::{AssetRow, Assets};
pub use collection::{Column, Described, Features, GeometryType, Kind, Shape};
pub use crs::Crs;
pub use needs::{NeedRow, Needs};
pub use scalar::Scalar;
pub use table::Collection;
