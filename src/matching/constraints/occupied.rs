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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::fixture::known;
    use crate::domain::criteria::Criteria;
    use crate::matching::tests::{g1_asset, g1_need, pair};

    #[test]
    fn only_what_somebody_is_known_to_be_in_fails_and_only_when_asked() {
        let said = |occupancy: Option<Occupancy>, asked: bool| {
            let (mut asset, mut need) = (g1_asset(), g1_need());
            asset.facts.occupancy = occupancy.and_then(known);
            need.leave_out_occupied = asked;
            verdict(&pair(&asset, &need, Some(650.0), &Criteria::default()))
        };
        for (occupancy, when_asked) in [
            (Some(Occupancy::Occupied), Verdict::Fail),
            (Some(Occupancy::PartVacant), Verdict::Pass),
            (Some(Occupancy::VacantTemporarily), Verdict::Pass),
            (Some(Occupancy::Vacant), Verdict::Pass),
            (None, Verdict::Unknown),
        ] {
            assert_eq!((said(occupancy, true), said(occupancy, false)), (when_asked, Verdict::Pass), "{occupancy:?}");
        }
    }
}
