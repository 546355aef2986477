//! Location: how near to where it is needed (`scoring.md` A.4). The distance itself is measured in `matching::location`.

use crate::domain::asset::Asset;
use crate::domain::matches::Audience;
use crate::domain::need::NeedPlace;
use crate::domain::place::Precision;
use crate::matching::grade::Grade;
use crate::matching::pair::Pair;
use crate::matching::suitability::Reason;
use crate::matching::words::{capital, distance, inside, said, you};

pub fn grade(pair: &Pair<'_>) -> Grade {
    pair.distance.grade
}

pub fn reason(pair: &Pair<'_>, _: &Grade, audience: Audience) -> Reason {
    let mut inputs = vec![said("Place of the asset", capital(pair.asset.precision.label()))];
    if let Some(travel_m) = pair.distance.travel_m {
        inputs.push(said("Distance as people travel", format!("about {}", distance(travel_m))));
    }
    inputs.push(said("Reach", inside(pair.need.reach.label())));
    let text = match (&pair.need.place, pair.distance.travel_m) {
        (NeedPlace::Anywhere, _) => format!("{} did not ask for any place.", capital(you(audience))),
        (NeedPlace::Borough(name), None) if pair.asset.position.is_some() => {
            format!("Not known how near it is: no map of {name} is loaded.")
        }
        (_, None) => "Not known where it is.".to_owned(),
        (NeedPlace::Near(_), Some(travel_m)) => {
            format!("About {} from where {} want to be{}.", distance(travel_m), you(audience), coarse(pair.asset))
        }
        (NeedPlace::Borough(name), Some(travel_m)) if travel_m < 1.0 => format!("It is in {name}."),
        (NeedPlace::Borough(name), Some(travel_m)) => {
            format!("About {} from the nearest part of {name}{}.", distance(travel_m), coarse(pair.asset))
        }
    };
    Reason { text, inputs }
}

fn coarse(asset: &Asset) -> &'static str {
    match asset.precision {
        Precision::Area => ", averaged over its neighbourhood because its exact place is not public",
        Precision::GridSquare => ", from the middle of its grid square because only that is known",
        Precision::OutwardPostcode => ", averaged over its postcode district because only that is known",
        _ => "",
    }
}
