//! A fact nobody has told and would be worth knowing, as JSON: on a worklist and beside the needs of an asset.

use serde_json::{Value, json};

use crate::domain::transferability::FactGap;
use crate::publish::matches::exact;
use crate::publish::schema::{boolean, number, object, or_null, text};

/// One of them.
#[must_use]
pub fn gap_json(gap: &FactGap) -> Value {
    json!({
        "fact": gap.fact, "label": gap.label, "moves_points": gap.moves_points.map(exact),
        "could_rule_out": gap.could_rule_out, "moves_transferability": exact(gap.moves_transferability),
        "now_assumed": gap.now_assumed,
    })
}

/// Its schema.
#[must_use]
pub fn gap_schema() -> Value {
    object(
        "A fact nobody has told.",
        [
            ("fact", text("Which, for programs.")),
            ("label", text("Which, in words.")),
            (
                "moves_points",
                or_null(number(
                    "How far some answer moves the match score of the best need from what it is now, within its range; null where none fits.",
                )),
            ),
            (
                "could_rule_out",
                boolean("Whether some answer rules that need out, or any transfer; no points are made of that."),
            ),
            (
                "moves_transferability",
                number("How far some answer moves this list's own score from what it is now, apart from needs."),
            ),
            ("now_assumed", text("What is assumed meanwhile.")),
        ],
    )
}
