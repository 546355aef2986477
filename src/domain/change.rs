//! One entry of the audit trail: who changed what, when, from what to what.

use time::OffsetDateTime;

use crate::vocabulary;

vocabulary! {
    /// How a change came about.
    How {
        Import = "import", "a file was taken in";
        Edit = "edit", "a person changed it";
        Undo = "undo", "an import or an edit was taken back";
    }
}

/// One change of what the store holds. Its number grows by one with each, in the order in which they took effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number; the first is 1.
    pub id: i64,
    /// The import that made it, or that it undoes, when there is one.
    pub import_id: Option<i64>,
    /// How it came about.
    pub how: How,
    /// When, to the microsecond.
    pub at: OffsetDateTime,
    /// Who.
    pub by: String,
    /// What kind of record: `assets`, `needs`, `rulings`, `sources`, `layers` one by one; `boundaries`, `deprivation`,
    /// `area_counts`, `postcodes`, `sales` one for a whole file.
    pub kind: String,
    /// The record's key; the source's for a whole file.
    pub key: String,
    /// Why, as whoever changed it said.
    pub reason: Option<String>,
    /// The record before, as JSON; `None` when it was not held.
    pub before: Option<String>,
    /// The record after, as JSON; for a whole file the tally of its rows.
    pub after: Option<String>,
}
