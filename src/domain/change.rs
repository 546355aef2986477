//! One entry of the audit trail: who changed what, when, from what to what.

use time::OffsetDateTime;

/// One change of what the store holds. Its number grows by one with each, in the order in which they took effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number; the first is 1.
    pub id: i64,
    /// The import that made it, when one did.
    pub import_id: Option<i64>,
    /// When, to the microsecond.
    pub at: OffsetDateTime,
    /// Who.
    pub by: String,
    /// What kind of record: `assets`, `needs`, `rulings`, `sources` one by one; `boundaries`, `deprivation`,
    /// `area_counts`, `postcodes`, `sales` one for a whole file.
    pub kind: String,
    /// The record's key; the source's for a whole file.
    pub key: String,
    /// The record before, as JSON; `None` when it was not held.
    pub before: Option<String>,
    /// The record after, as JSON; for a whole file the tally of its rows.
    pub after: Option<String>,
}
