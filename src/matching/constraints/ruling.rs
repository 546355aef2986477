//! H9 and H10: has somebody ruled the pair out, or reserved the asset? Silence on these means no.

use crate::domain::asset::Asset;
use crate::domain::matches::Audience;
use crate::matching::constraints::{Verdict, Words};
use crate::matching::pair::Pair;
use crate::matching::words::{day, sentence};

/// H9: an officer has ruled it out, with a name and a reason.
pub fn forbidden(pair: &Pair<'_>) -> Verdict {
    if pair.ruling.is_some() { Verdict::Fail } else { Verdict::Pass }
}

pub fn why_forbidden(pair: &Pair<'_>, _: Audience) -> Words {
    let Some(ruling) = pair.ruling else {
        return Words { reason: "Ruled out.".to_owned(), but_for: Some("a ruling".to_owned()), change: None };
    };
    let on = ruling.ruled_on.map_or_else(String::new, |date| format!(" on {}", day(date)));
    Words {
        reason: sentence(&format!("Ruled out by {}{on}: {}", ruling.ruled_by, ruling.reason)),
        but_for: Some("an officer's ruling".to_owned()),
        change: Some(format!("{} withdrew that ruling", ruling.ruled_by.trim())),
    }
}

/// H10: the owner has declared a conflict, such as a service it is reserved for.
pub fn conflict(pair: &Pair<'_>) -> Verdict {
    of_asset(pair.asset)
}

/// The verdict of H10, which no need comes into.
pub fn of_asset(asset: &Asset) -> Verdict {
    if asset.facts.reserved_for.is_some() { Verdict::Fail } else { Verdict::Pass }
}

pub fn why_conflict(pair: &Pair<'_>, _: Audience) -> Words {
    why_of_asset(pair.asset)
}

/// The words of H10, which no need comes into.
pub fn why_of_asset(asset: &Asset) -> Words {
    let reserved = asset.facts.reserved_for.as_ref().map_or("another use", |fact| fact.value.trim());
    Words {
        reason: sentence(&format!("Reserved for {reserved}")),
        but_for: Some("being reserved".to_owned()),
        change: Some("the owner gave up that reservation".to_owned()),
    }
}

/// These two are acts: where none is recorded, none is taken to have happened.
pub fn never_unknown(_: &Pair<'_>, _: Audience) -> String {
    String::new()
}
