//! H3: is it too small?

use crate::domain::matches::Audience;
use crate::domain::need::Need;
use crate::domain::source::Quality;
use crate::matching::constraints::{Verdict, Words, if_near};
use crate::matching::pair::{FloorArea, Pair};
use crate::matching::words::{square_metres, you};

/// The least that could do: the stated least, or half the ideal for those who are flexible.
pub fn least_m2(need: &Need) -> Option<f64> {
    let wanted = need.area?;
    let half = 0.5 * wanted.ideal_m2;
    Some(if wanted.flexible { half } else { wanted.min_m2.max(half) })
}

/// Fails when even the most that the area could be is too little; an estimate that might do is not known.
pub fn verdict(pair: &Pair<'_>) -> Verdict {
    let Some(least_m2) = least_m2(pair.need) else { return Verdict::Pass };
    match FloorArea::of(pair.asset, pair.need, pair.criteria) {
        None => Verdict::Unknown,
        Some(area) if area.high_m2 < least_m2 => Verdict::Fail,
        Some(area) if area.low_m2 < least_m2 => Verdict::Unknown,
        Some(_) => Verdict::Pass,
    }
}

pub fn why(pair: &Pair<'_>, audience: Audience) -> Words {
    let (Some(least_m2), Some(area)) = (least_m2(pair.need), FloorArea::of(pair.asset, pair.need, pair.criteria))
    else {
        return Words { reason: "Too small.".to_owned(), but_for: None, change: None };
    };
    let about = if area.quality == Quality::Surveyed { "" } else { "About " };
    let you = you(audience);
    let bound = if pair.need.area.is_some_and(|wanted| wanted.flexible) {
        format!("{}, half of what {you} asked for", square_metres(least_m2))
    } else {
        format!("the {} {you} said {you} could not go under", square_metres(least_m2))
    };
    Words {
        reason: format!("{about}{} is below {bound}.", square_metres(area.m2)),
        but_for: if_near(area.m2, least_m2, square_metres((least_m2 - area.m2).ceil())),
        change: smaller(pair, &area, you),
    }
}

/// What the need would have to be for this much space to do: a smaller least, and where that is not enough a smaller
/// ideal, since half of the ideal is the least in any case.
fn smaller(pair: &Pair<'_>, area: &FloorArea<'_>, you: &str) -> Option<String> {
    let (wanted, most_m2) = (pair.need.area?, area.high_m2);
    let (least, ideal) = (square_metres(most_m2.floor()), square_metres((2.0 * most_m2).floor()));
    let enough = if wanted.flexible {
        format!("{you} wanted {ideal} or less")
    } else if most_m2.floor() >= 0.5 * wanted.ideal_m2 {
        format!("{you} could manage with {least}")
    } else {
        format!("{you} could manage with {least} and wanted {ideal} or less")
    };
    Some(if area.quality == Quality::Surveyed { enough } else { format!("{enough}, and a survey found {least} there") })
}

pub fn unknown(pair: &Pair<'_>, audience: Audience) -> String {
    match (least_m2(pair.need), FloorArea::of(pair.asset, pair.need, pair.criteria)) {
        (Some(least_m2), Some(area)) => format!(
            "It is about {}, an estimate; {} need at least {}. Have it measured.",
            square_metres(area.m2),
            you(audience),
            square_metres(least_m2)
        ),
        _ => "Not known how large it is.".to_owned(),
    }
}
