//! Filters: CQL2, as text and as JSON, over any collection (OGC 21-065r2).
//!
//! ```text
//! text  -> words -> read_text (+ wkt) --.                      .-> write_text
//!                                        +-> expression --------+
//! JSON  -> read_json -------------------'         |            '-> write_json
//!                                              compile         (names looked up, kinds checked, constants folded)
//!                                                 |
//!                                             condition        (true, false or not known, for one feature)
//!                                        .-----.--+--.--------.
//!                                      held  fold  pattern  instants  relations (+ strips)
//! ```
//!
//! | conformance class | |
//! |---|---|
//! | cql2-text, cql2-json | all of both encodings but arrays and functions of our own; the drafts' JSON is understood too |
//! | basic-cql2 | comparisons, IS NULL, AND, OR, NOT, TRUE, FALSE; properties that are true or false stand alone |
//! | advanced-comparison-operators | LIKE, BETWEEN (of days and text too), IN |
//! | case-insensitive-comparison, accent-insensitive-comparison | CASEI, ACCENTI, in any order, in patterns too |
//! | basic-spatial-functions, -plus, spatial-functions | all eight relations, all literals, BBOX, collections |
//! | temporal-functions | all fifteen; those for intervals refuse instants, as 7.7.2 says |
//! | property-property, arithmetic | anywhere; divided by zero is not known |
//! | array-functions, functions | no: no property has several values, and there are no functions of our own |
//!
//! What is not known makes an answer unknown and never false: `NOT (rent_gbp_per_year = 1)` leaves out what has no rent.
//! Text is compared by code points. The shape of a feature is called `geometry` (or `geom`); literals are in the system of
//! `filter-crs`, in its axis order, and tested against the very coordinates shown in it. A property name is looked up in the
//! collection's own list and never evaluated.
//!
//! Why an own parser: the kept crate `cql2` 0.6 overflows the stack and ends the whole process on 20,000 brackets (40 kB),
//! clones the expression for every feature (5 to 12 µs each, 0.3 to 0.6 s for 50,000), and brings 159 crates.
//! Here text may have 8 kB, JSON 16 kB, with 32 levels, 256 parts and 4,096 coordinates, all checked before anything grows;
//! three terms over 300,000 features take 8 to 25 ms, a drawn star of 480 corners 150 ms.
//!
//! This folder never knows which collection it filters, and never touches HTTP.
//!
//! To add an operator: a variant of [`expression::Expression`], a line in each of the four readers and writers, and one in
//! `compile`; the property tests then cover it as soon as their generator knows it.

mod compile;
mod compile_relations;
mod condition;
mod error;
mod expression;
mod fold;
mod held;
mod instants;
mod pattern;
mod read_json;
mod read_text;
mod relations;
mod shapes;
mod strips;
#[cfg(test)]
pub(super) mod tests;
mod wkt;
mod words;
mod write_json;
mod write_text;

use serde_json::Value;

use crate::domain::place::Extent;
use crate::features::collection::{Described, Features};
use crate::features::crs::Crs;
use crate::features::filter::compile::Compiler;
use crate::features::filter::condition::{Condition, Row};
use crate::features::filter::expression::Expression;
use crate::features::filter::write_text::AsText;

pub(super) use error::shortened;
pub(super) use instants::{day, moment};

pub use error::FilterError;
pub use expression::{MOST_COORDINATES, MOST_DEPTH, MOST_JSON_BYTES, MOST_LISTED, MOST_NODES, MOST_TEXT_BYTES};

/// The conformance classes of CQL2 that hold here, below `http://www.opengis.net/spec/cql2/1.0/conf/`.
pub const CONFORMANCE: &[&str] = &[
    "cql2-text",
    "cql2-json",
    "basic-cql2",
    "advanced-comparison-operators",
    "case-insensitive-comparison",
    "accent-insensitive-comparison",
    "basic-spatial-functions",
    // The draft's name, which QGIS before 3.44 looks for (qgis/QGIS#62156).
    "basic-spatial-operators",
    "basic-spatial-functions-plus",
    "spatial-functions",
    "temporal-functions",
    "property-property",
    "arithmetic",
];

/// A filter, ready for one collection. Two are equal when they say the same in the same words.
#[derive(Clone, Debug)]
pub struct Filter {
    written: Expression,
    crs: Crs,
    condition: Condition,
    extent: Option<Extent>,
}

impl PartialEq for Filter {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written && self.crs == other.crs
    }
}

impl Filter {
    /// A filter from CQL2 text.
    ///
    /// # Errors
    /// [`FilterError`], one sentence with the place, when it is too large, not CQL2 or does not fit the collection.
    pub fn parse_text(text: &str, described: &Described, filter_crs: Crs) -> Result<Self, FilterError> {
        Self::new(read_text::read_text(text, filter_crs)?, described, filter_crs)
    }

    /// A filter from CQL2 JSON.
    ///
    /// # Errors
    /// [`FilterError`], one sentence, when it is too large, not CQL2 or does not fit the collection.
    pub fn parse_json(text: &str, described: &Described, filter_crs: Crs) -> Result<Self, FilterError> {
        Self::new(read_json::read_json(text, filter_crs)?, described, filter_crs)
    }

    fn new(written: Expression, described: &Described, crs: Crs) -> Result<Self, FilterError> {
        let condition = Compiler { described, crs }.condition(&written)?;
        let extent = condition.extent();
        Ok(Self { written, crs, condition, extent })
    }

    /// Whether it holds for a feature of the collection it was made for; `None` when that is not known. Only
    /// `Some(true)` is wanted.
    #[must_use]
    pub fn holds(&self, features: &dyn Features, index: usize) -> Option<bool> {
        self.condition.holds(Row { features, index, crs: self.crs })
    }

    /// A box on the grid outside of which it holds for nothing, and for no feature that is nowhere; `None` when it says
    /// no such box.
    #[must_use]
    pub const fn extent(&self) -> Option<Extent> {
        self.extent
    }

    /// The system its shapes are in.
    #[must_use]
    pub const fn crs(&self) -> Crs {
        self.crs
    }

    /// The filter as canonical text, which reads back as the same filter. A long one that came as JSON may be longer than
    /// text may be.
    #[must_use]
    pub fn to_text(&self) -> String {
        AsText(&self.written, self.crs).to_string()
    }

    /// The filter as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        write_json::write_json(&self.written, self.crs)
    }
}
