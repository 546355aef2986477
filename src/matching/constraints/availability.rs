//! H1: is it to be had at all?

use crate::domain::asset::{Asset, DisposalStatus};
use crate::domain::matches::Audience;
use crate::matching::constraints::{Verdict, Words};
use crate::matching::pair::Pair;
use crate::matching::words::inside;

/// No longer in its register, in use without a release date, under offer, transferred or withdrawn fails; under review is not decided.
pub fn verdict(pair: &Pair<'_>) -> Verdict {
    of_asset(pair.asset)
}

/// The verdict, which no need comes into.
pub fn of_asset(asset: &Asset) -> Verdict {
    let facts = &asset.facts;
    if asset.gone.is_some() {
        return Verdict::Fail;
    }
    match facts.disposal_status.as_ref().map(|status| status.value) {
        Some(DisposalStatus::InUse) if facts.available_from.is_some() => Verdict::Pass,
        Some(
            DisposalStatus::InUse
            | DisposalStatus::UnderOffer
            | DisposalStatus::Transferred
            | DisposalStatus::Withdrawn,
        ) => Verdict::Fail,
        Some(DisposalStatus::Surplus | DisposalStatus::InProgramme | DisposalStatus::OpenToInterest) => Verdict::Pass,
        Some(DisposalStatus::UnderReview) | None => Verdict::Unknown,
    }
}

pub fn why(pair: &Pair<'_>, _: Audience) -> Words {
    why_of_asset(pair.asset)
}

/// The same, which no need comes into.
pub fn why_of_asset(asset: &Asset) -> Words {
    let status = asset.facts.disposal_status.as_ref().map(|status| status.value);
    let (label, but_for, change) = match status {
        _ if asset.gone.is_some() => {
            ("its register no longer lists it", "no longer being in its register", Some("the owner listed it again"))
        }
        Some(DisposalStatus::InUse) => {
            ("in use, and no release date is given", "being in use", Some("the owner gave a date to release it"))
        }
        Some(DisposalStatus::UnderOffer) => {
            ("under offer", "an offer from somebody else", Some("that offer fell through"))
        }
        Some(DisposalStatus::Withdrawn) => ("withdrawn", "being withdrawn", Some("the owner put it back on the list")),
        Some(DisposalStatus::Transferred) => ("transferred", "having been transferred already", None),
        _ => ("the register says so", "not being available", Some("the owner made it available")),
    };
    Words {
        reason: format!("Not available: {label}."),
        but_for: Some(but_for.to_owned()),
        change: change.map(str::to_owned),
    }
}

pub fn unknown(pair: &Pair<'_>, _: Audience) -> String {
    match pair.asset.facts.disposal_status.as_ref().map(|status| status.value) {
        Some(status) => format!("It is {}. Ask the owner whether it will be let go.", inside(status.label())),
        None => "Not known whether the owner would let it go.".to_owned(),
    }
}
