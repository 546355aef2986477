//! What could still be found out of a pair, and how far each could move its score (`scoring.md` A.6, D.4).
//!
//! What could rule the pair out could cost it all its points. A part of suitability moves the score as far as its range
//! reaches; so does what is not known of deprivation, of prices, of activity and of the terms on offer.

use crate::domain::matches::{Constraint, Criterion, MostUseful, PlaceFigures, Unknown};
use crate::matching::combine::Pillars;
use crate::matching::constraints::{Verdict, verdicts};
use crate::matching::find::Scored;
use crate::matching::grade::UNKNOWN;
use crate::matching::pair::Pair;
use crate::matching::uplift::{kept, uplift};

/// Everything unknown that could move the score, the most useful first; of equals the first of [`Unknown::all`].
#[must_use]
pub fn unknowns(pair: &Pair<'_>, scored: &Scored, place: &PlaceFigures) -> Vec<MostUseful> {
    let open: Vec<Constraint> =
        verdicts(pair).filter(|(_, verdict)| *verdict == Verdict::Unknown).map(|(constraint, _)| constraint).collect();
    let points = |unknown: Unknown| match unknown {
        Unknown::Check(constraint) => open.contains(&constraint).then_some(scored.score),
        other => ends(other, pair, scored, place).map(|ends| moved(ends, pair, scored)),
    };
    let mut found: Vec<MostUseful> =
        Unknown::all().filter_map(|unknown| Some(MostUseful { unknown, points: points(unknown)? })).collect();
    found.retain(|most| most.points > 1e-9);
    found.sort_by(|a, b| b.points.total_cmp(&a.points));
    found
}

/// How far the score could move.
fn moved(ends: [Pillars; 2], pair: &Pair<'_>, scored: &Scored) -> f64 {
    let [least, most] = ends.map(|pillars| pillars.score(pair.criteria));
    (most - scored.score).max(scored.score - least)
}

/// The pillars with one unknown at its least and at its most; `None` when it is known.
fn ends(unknown: Unknown, pair: &Pair<'_>, scored: &Scored, place: &PlaceFigures) -> Option<[Pillars; 2]> {
    let now = scored.pillars();
    let terms_unknown = scored.community_share.value.is_none();
    // What is left of the uplift of the place, between all that it could be.
    let uplift_at = |place: f64, share: f64| kept(place, share).clamp(scored.uplift.low, scored.uplift.high);
    let place_value = place.uplift.map_or_else(|| uplift([UNKNOWN; 3], pair.criteria), |figures| figures.value);
    let of_terms =
        || [scored.community_share.low, scored.community_share.high].map(|share| uplift_at(place_value, share));
    let of_place = |parts: fn([Option<f64>; 3], f64) -> [f64; 3]| {
        let figures = place.uplift.unwrap_or_default();
        let known = [figures.low_value, figures.activity_quiet, figures.headroom];
        [0.0, 1.0].map(|end| uplift_at(uplift(parts(known, end), pair.criteria), scored.community_share.used))
    };
    let figures = place.uplift.unwrap_or_default();
    match unknown {
        Unknown::Check(_) => None,
        Unknown::Part(criterion) => {
            let index = Criterion::ALL.iter().position(|known| *known == criterion)?;
            let (grade, weight) = (&scored.fit.grades[index], pair.criteria.suitability[index]);
            let at = |value: f64| Pillars { suitability: scored.fit.value + weight * (value - grade.used), ..now };
            let mut ends = [at(grade.low), at(grade.high)];
            // One answer settles both the length of the lease and how much of a rise it would keep.
            if criterion == Criterion::Tenure && terms_unknown && pair.asset.facts.term_offered.is_none() {
                [ends[0].uplift, ends[1].uplift] = of_terms();
            }
            (grade.value.is_none()).then_some(ends)
        }
        Unknown::Deprivation => {
            let grade = &scored.deprivation;
            let ends = [grade.low, grade.high].map(|deprivation| Pillars { deprivation, ..now });
            grade.value.is_none().then_some(ends)
        }
        Unknown::Prices => {
            let ends = of_place(|[low, quiet, headroom], end| {
                [low.unwrap_or(end), quiet.unwrap_or(UNKNOWN), headroom.unwrap_or(end)]
            });
            let unknown = figures.low_value.is_none() || figures.headroom.is_none();
            unknown.then_some(ends.map(|uplift| Pillars { uplift, ..now }))
        }
        Unknown::Activity => {
            let ends = of_place(|[low, quiet, headroom], end| {
                [low.unwrap_or(UNKNOWN), quiet.unwrap_or(end), headroom.unwrap_or(UNKNOWN)]
            });
            figures.activity_quiet.is_none().then_some(ends.map(|uplift| Pillars { uplift, ..now }))
        }
        Unknown::Terms => terms_unknown.then(|| of_terms().map(|uplift| Pillars { uplift, ..now })),
    }
}
