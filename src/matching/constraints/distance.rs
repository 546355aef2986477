//! H7: is it further than the organisation said it could go?

use crate::domain::matches::Audience;
use crate::matching::constraints::{Verdict, Words};
use crate::matching::pair::Pair;
use crate::matching::words::{distance, distance_at_least, your};

/// Fails when all of the place is beyond the limit; a coarse place that straddles it is not known.
pub fn verdict(pair: &Pair<'_>) -> Verdict {
    let Some(limit_m) = pair.need.max_distance_m else { return Verdict::Pass };
    let away = &pair.distance;
    if away.least_m > limit_m {
        Verdict::Fail
    } else if away.most_m > limit_m {
        Verdict::Unknown
    } else {
        Verdict::Pass
    }
}

pub fn why(pair: &Pair<'_>, audience: Audience) -> Words {
    let limit = distance(pair.need.max_distance_m.unwrap_or_default());
    let least_m = pair.distance.least_m;
    let away = distance(pair.distance.travel_m.unwrap_or(least_m));
    Words {
        reason: format!("About {away} away; {} limit is {limit}.", your(audience)),
        but_for: distance_at_least(least_m - pair.need.max_distance_m.unwrap_or_default()),
        change: Some(format!("{} limit were {}", your(audience), distance_at_least(least_m))),
    }
}

pub fn unknown(pair: &Pair<'_>, audience: Audience) -> String {
    let limit = distance(pair.need.max_distance_m.unwrap_or_default());
    match pair.distance.travel_m {
        Some(_) => {
            format!("Its exact place is not public; part of its neighbourhood is beyond {} {limit}.", your(audience))
        }
        None => format!("Not known how far it is; {} limit is {limit}.", your(audience)),
    }
}
