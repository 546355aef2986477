//! H7: is it further than the organisation said it could go?

use crate::domain::matches::Audience;
use crate::domain::need::{Need, NeedPlace};
use crate::matching::constraints::{Verdict, Words, if_near};
use crate::matching::pair::Pair;
use crate::matching::words::{distance, distance_at_least, your};

/// Somebody who allows no more than this from a borough, metres, wants to be inside it.
const INSIDE_M: f64 = 1.0;

/// The borough that it has to lie in, if that is what is asked.
fn wanted_inside(need: &Need) -> Option<&str> {
    match &need.place {
        NeedPlace::Borough(borough) if need.max_distance_m.is_some_and(|limit_m| limit_m <= INSIDE_M) => Some(borough),
        _ => None,
    }
}

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
    let limit_m = pair.need.max_distance_m.unwrap_or_default();
    let limit = distance(limit_m);
    let least_m = pair.distance.least_m;
    // The limit is judged by the nearest part of a coarse place, so that is the distance to tell.
    let away = if pair.distance.most_m > least_m {
        format!("Even the nearest part of its neighbourhood is about {}", distance_at_least(least_m))
    } else {
        format!("About {}", distance(least_m))
    };
    if let Some(borough) = wanted_inside(pair.need) {
        return Words {
            reason: format!("{away} outside {borough}."),
            but_for: None,
            change: Some(format!("places up to {} from {borough} would do", distance_at_least(least_m))),
        };
    }
    Words {
        reason: format!("{away} away; {} limit is {limit}.", your(audience)),
        but_for: if_near(limit_m, least_m, distance_at_least(least_m - limit_m)),
        change: Some(format!("{} limit were {}", your(audience), distance_at_least(least_m))),
    }
}

pub fn unknown(pair: &Pair<'_>, audience: Audience) -> String {
    if let Some(borough) = wanted_inside(pair.need) {
        return format!("Its exact place is not public; it may lie outside {borough}.");
    }
    let limit = distance(pair.need.max_distance_m.unwrap_or_default());
    match pair.distance.travel_m {
        Some(_) => {
            format!("Its exact place is not public; part of its neighbourhood is beyond {} {limit}.", your(audience))
        }
        None => format!("Not known how far it is; {} limit is {limit}.", your(audience)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::criteria::Criteria;
    use crate::matching::tests::{g1_asset, g1_need, pair};

    #[test]
    fn who_wants_to_be_inside_a_borough_is_told_so_and_not_of_a_limit_of_nothing() {
        let criteria = Criteria::default();
        let mut need = g1_need();
        need.place = NeedPlace::Borough("Aldermere".to_owned());
        need.max_distance_m = Some(1.0);
        let asset = g1_asset();
        let outside = pair(&asset, &need, Some(650.0), &criteria);
        assert_eq!(verdict(&outside), Verdict::Fail);
        let words = why(&outside, Audience::Owner);
        assert_eq!(words.reason, "About 650 m outside Aldermere.");
        assert!(words.change.unwrap().ends_with("from Aldermere would do"));
        let mut near = need.clone();
        near.max_distance_m = Some(500.0);
        assert_eq!(
            why(&pair(&asset, &near, Some(650.0), &criteria), Audience::Owner).reason,
            "About 650 m away; your limit is 500 m."
        );
        assert_eq!(verdict(&pair(&asset, &need, Some(0.0), &criteria)), Verdict::Pass);
    }

    #[test]
    fn of_a_coarse_place_the_distance_is_told_that_its_limit_is_judged_by() {
        let (asset, criteria) = (g1_asset(), Criteria::default());
        let mut need = g1_need();
        need.place = NeedPlace::Borough("Aldermere".to_owned());
        for (limit_m, reason, change) in [
            (
                1.0,
                "Even the nearest part of its neighbourhood is about 5.4 km outside Aldermere.",
                "places up to 5.4 km from Aldermere would do",
            ),
            (
                5_000.0,
                "Even the nearest part of its neighbourhood is about 5.4 km away; your limit is 5 km.",
                "your limit were 5.4 km",
            ),
        ] {
            need.max_distance_m = Some(limit_m);
            let mut coarse = pair(&asset, &need, Some(5_610.0), &criteria);
            (coarse.distance.least_m, coarse.distance.most_m) = (5_340.0, 5_900.0);
            assert_eq!(verdict(&coarse), Verdict::Fail);
            let words = why(&coarse, Audience::Owner);
            assert_eq!((words.reason.as_str(), words.change.as_deref()), (reason, Some(change)));
        }
    }
}
