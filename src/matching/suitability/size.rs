//! Size: too small counts against a building quickly, too large slowly (`scoring.md` A.3).

use crate::domain::matches::Audience;
use crate::domain::need::AreaWanted;
use crate::domain::source::Quality;
use crate::matching::grade::{Grade, clamp};
use crate::matching::pair::{FloorArea, Pair};
use crate::matching::suitability::Reason;
use crate::matching::words::{capital, fact, said, square_metres, whole, you};

/// How well it is known whether a building can be shared when nobody has said.
const UNKNOWN_SHARING_QUALITY: f64 = 0.4;

/// The size curve: area, m2, against what is wanted; `tail` is what far too much space costs, 0 to 1.
#[must_use]
pub fn size(area_m2: f64, wanted: &AreaWanted, tail: f64) -> f64 {
    let AreaWanted { ideal_m2, min_m2, max_m2, flexible } = *wanted;
    let half_m2 = 0.5 * ideal_m2;
    if area_m2 < half_m2 {
        // H3 fails in any case.
        0.0
    } else if area_m2 < min_m2 {
        if flexible { (0.5 * (area_m2 - half_m2) / (min_m2 - half_m2)).clamp(0.0, 0.5) } else { 0.0 }
    } else if area_m2 < ideal_m2 {
        0.5 + 0.5 * (area_m2 - min_m2) / (ideal_m2 - min_m2)
    } else if area_m2 <= max_m2 {
        1.0
    } else {
        clamp(1.0 - tail * ((area_m2 - max_m2) / (2.0 * max_m2)).min(1.0))
    }
}

/// An estimated area is graded over all that it could be. Sharing helps only those who would share; where nobody knows
/// whether the owner would allow it, a building too large counts half-way between.
pub fn grade(pair: &Pair<'_>) -> Grade {
    let Some(wanted) = &pair.need.area else { return Grade::NOT_ASKED };
    let Some(area) = FloorArea::of(pair.asset, pair.need, pair.criteria) else { return Grade::UNKNOWN };
    let [alone, shared] = pair.criteria.size_tails;
    let shareable = pair.asset.facts.shareable.as_ref().map(|shareable| (shareable.value, shareable.quality.weight()));
    let (worst, best, mut quality) = match shareable {
        _ if !pair.need.would_share => (alone, alone, area.quality.weight()),
        Some((true, quality)) => (shared, shared, area.quality.weight().min(quality)),
        Some((false, quality)) => (alone, alone, area.quality.weight().min(quality)),
        None => (alone, shared, area.quality.weight()),
    };
    if pair.need.would_share && area.high_m2 <= wanted.max_m2 {
        // It is not too large, so sharing does not come into it.
        quality = area.quality.weight();
    } else if (worst - best).abs() > f64::EPSILON {
        quality = quality.min(UNKNOWN_SHARING_QUALITY);
    }
    let middle = 0.5 * (size(area.m2, wanted, worst) + size(area.m2, wanted, best));
    // The curve has one peak, so over a range the least is at an end, and the most too unless the peak lies between.
    let ends = [size(area.low_m2, wanted, worst), size(area.high_m2, wanted, worst)];
    let peak = area.low_m2 <= wanted.max_m2 && area.high_m2 >= wanted.ideal_m2;
    let high = if peak { 1.0 } else { size(area.low_m2, wanted, best).max(size(area.high_m2, wanted, best)) };
    Grade::between(middle, ends[0].min(ends[1]), high, quality)
}

pub fn reason(pair: &Pair<'_>, _: &Grade, audience: Audience) -> Reason {
    let you = you(audience);
    let area = FloorArea::of(pair.asset, pair.need, pair.criteria);
    let mut inputs = Vec::new();
    if let Some(area) = &area {
        let label = if area.from_gross { "Gross internal area" } else { "Usable area" };
        inputs.push(fact(label, area.fact, square_metres(area.fact.value)));
    }
    if let Some(shareable) = &pair.asset.facts.shareable {
        inputs.push(fact("May be shared", shareable, if shareable.value { "yes" } else { "no" }.to_owned()));
    }
    let range = |wanted: &AreaWanted| format!("{} to {}", whole(wanted.min_m2), square_metres(wanted.max_m2));
    inputs.push(said("Area wanted", pair.need.area.as_ref().map_or_else(|| "not stated".to_owned(), range)));
    let text = match (&pair.need.area, &area) {
        (None, _) => format!("{} did not ask for any size.", capital(you)),
        (Some(_), None) => "Not known how large it is.".to_owned(),
        (Some(wanted), Some(area)) => {
            let asked = format!("the {} {you} asked for", range(wanted));
            let about = if area.quality == Quality::Surveyed { "" } else { "About " };
            let m2 = square_metres(area.m2);
            match area.m2 {
                m if m < wanted.min_m2 => format!("{about}{m2} is less than {asked}."),
                m if m < wanted.ideal_m2 => {
                    format!("{about}{m2} is a little under the {} {you} would like.", square_metres(wanted.ideal_m2))
                }
                m if m <= wanted.max_m2 => format!("{about}{m2} fits {asked}."),
                _ if pair.need.would_share && pair.asset.facts.shareable.as_ref().is_some_and(|s| s.value) => {
                    format!("{about}{m2} is more than {asked}, but it can be shared.")
                }
                _ => format!("{about}{m2} is more than {asked}."),
            }
        }
    };
    Reason { text, inputs }
}

#[cfg(test)]
mod tests {
    use super::size;
    use crate::domain::need::AreaWanted;

    const RIGID: AreaWanted = AreaWanted { ideal_m2: 240.0, min_m2: 168.0, max_m2: 312.0, flexible: false };

    fn holds(wanted: &AreaWanted, tail: f64, cases: &[(f64, f64)]) {
        for (area_m2, expected) in cases {
            let found = size(*area_m2, wanted, tail);
            assert!((found - expected).abs() < 1e-6, "{area_m2} m2: {found}, expected {expected}");
        }
    }

    #[test]
    fn the_golden_sizes_hold() {
        holds(
            &RIGID,
            0.8,
            &[
                (119.0, 0.0),
                (168.0, 0.5),
                (200.0, 0.722_222_222),
                (240.0, 1.0),
                (312.0, 1.0),
                (400.0, 0.887_179_487),
                (624.0, 0.6),
                (936.0, 0.2),
                (2000.0, 0.2),
            ],
        );
        holds(&AreaWanted { flexible: true, ..RIGID }, 0.8, &[(120.0, 0.0), (144.0, 0.25), (168.0, 0.5)]);
        holds(&RIGID, 0.2, &[(400.0, 0.971_794_872), (624.0, 0.9), (936.0, 0.8)]);
    }
}
