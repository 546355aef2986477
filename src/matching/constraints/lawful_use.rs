//! H2: may it lawfully be used that way?

use crate::domain::asset::{Asset, Planning};
use crate::domain::matches::Audience;
use crate::matching::constraints::{Verdict, Words};
use crate::matching::pair::Pair;

/// Barred, with no route, fails.
pub fn verdict(pair: &Pair<'_>) -> Verdict {
    of_asset(pair.asset)
}

/// The verdict, which no need comes into.
pub fn of_asset(asset: &Asset) -> Verdict {
    match asset.facts.planning.as_ref().map(|planning| planning.value) {
        Some(Planning::Barred) => Verdict::Fail,
        Some(_) => Verdict::Pass,
        None => Verdict::Unknown,
    }
}

pub fn why(pair: &Pair<'_>, _: Audience) -> Words {
    why_of_asset(pair.asset)
}

/// The same, which no need comes into.
pub fn why_of_asset(asset: &Asset) -> Words {
    let rule = asset
        .facts
        .planning_note
        .as_ref()
        .map_or("the register says that it is barred", |note| note.value.trim().trim_end_matches('.'));
    Words {
        reason: format!("Cannot lawfully be used for community purposes: {rule}."),
        but_for: Some("a planning or legal rule".to_owned()),
        change: Some("whoever made that rule lifted it".to_owned()),
    }
}

pub fn unknown(_: &Pair<'_>, _: Audience) -> String {
    "Not known whether planning, a covenant or a listing would allow this use.".to_owned()
}
