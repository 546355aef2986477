//! H11: is anybody in it, where the organisation looks for empty space alone?
//!
//! Not to be mixed up with whether it is to be had (H1): what others are in may be on offer, and what is empty need not be.

use crate::domain::asset::{Asset, Occupancy};
use crate::domain::matches::Audience;
use crate::matching::constraints::{Verdict, Words};
use crate::matching::pair::Pair;

/// Asked for, and occupied, fails. What is empty in part or for now has space.
pub fn verdict(pair: &Pair<'_>) -> Verdict {
    if !pair.need.leave_out_occupied {
        return Verdict::Pass;
    }
    match pair.asset.facts.occupancy {
        _ if is_occupied(pair.asset) => Verdict::Fail,
        Some(_) => Verdict::Pass,
        None => Verdict::Unknown,
    }
}

/// Whether somebody is known to be in it.
pub fn is_occupied(asset: &Asset) -> bool {
    asset.facts.occupancy.as_ref().is_some_and(|occupancy| occupancy.value == Occupancy::Occupied)
}

pub fn why(_: &Pair<'_>, audience: Audience) -> Words {
    let look = match audience {
        Audience::Owner => "you look",
        Audience::Public => "they look",
    };
    Words {
        reason: format!("Somebody is in it, and {look} for empty space alone."),
        but_for: Some("somebody being in it".to_owned()),
        change: Some("whoever is in it moved out, or made room".to_owned()),
    }
}

pub fn unknown(_: &Pair<'_>, _: Audience) -> String {
    "Not known whether anybody is in it.".to_owned()
}
