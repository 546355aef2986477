//! The stamp that every served or exported score carries (`scoring.md` section 5, D.7): what it was made with, and when.

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::domain::criteria::METHOD_VERSION;
use crate::publish::matches::exact;
use crate::publish::schema::{exactly, integer, number, object, text};

/// What scores were made with. The same stamp but for its time means the same scores.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// Version of the anchors worked out of the data.
    pub anchors: &'a str,
    /// The name of the area data.
    pub data_release: &'a str,
    /// The edition of the Indices of Deprivation: 2025, or 2019 where an old decision is looked at again.
    pub deprivation_edition: u16,
    /// Suitability, deprivation, uplift.
    pub weights: [f64; 3],
    /// When the data were taken up that the scores are made from.
    pub computed_at: OffsetDateTime,
    /// Number of the last change of the data.
    pub change: i64,
}

impl Stamp<'_> {
    /// As JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "method": METHOD_VERSION,
            "anchors": self.anchors,
            "data_release": self.data_release,
            "deprivation_edition": self.deprivation_edition,
            "weights": self.weights.map(exact),
            "computed_at": self.computed_at.format(&Rfc3339).unwrap_or_default(),
            "change": self.change,
        })
    }
}

/// The named schema of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let stamp = object(
        "What scores were made with; the same versions, data and weights give the same scores.",
        [
            ("method", text("Version of the method.")),
            ("anchors", text("Version of the anchors worked out of the data.")),
            ("data_release", text("The area data they are worked out of: what it is, how far it goes, a fingerprint.")),
            (
                "deprivation_edition",
                integer("Edition of the Indices of Deprivation; 2019 only where it was asked for."),
            ),
            ("weights", exactly(3, "Suitability, deprivation, uplift; together 1.", number("Weight."))),
            ("computed_at", date_time("When the data were taken up.")),
            ("change", integer("Names the data: another number whenever what is shown is another.")),
        ],
    );
    vec![("Stamp", stamp)]
}

fn date_time(about: &str) -> Value {
    json!({ "type": "string", "format": "date-time", "description": about })
}
