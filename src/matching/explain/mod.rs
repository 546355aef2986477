//! A match in plain English (`scoring.md` D.4): short sentences, rounded numbers, money only with its range.
//!
//! One file for each sentence, all made from the numbers of the match and for one reader; nothing is decided here.
//!
//! | file | sentence |
//! |---|---|
//! | `headline.rs` | score, range, how much is known, how firm its place is |
//! | `fit.rs` | how it suits, best and worst |
//! | `cost.rs` | yearly cost against budget |
//! | `place.rs` | who lives around it |
//! | `value.rs` | the gap to nearby prices and who would keep a rise |
//! | `points.rs` | where the points went |
//! | `help.rs` | what to find out first |
//! | `lift.rs` | the smallest single change that lifts the band |
//! | `why_not.rs` | why it is ruled out and what would change that |
//! | `nothing_fits.rs` | that nothing fits, with the nearest miss |
//!
//! It never claims what `scoring.md` section 3 forbids: no forecast, no cause, no decision, and nobody "is deprived"
//! because of where they live. For [`Audience::Public`] neither budget nor capital, nor a cost that capital moves,
//! appears. The reason of each criterion and constraint stands beside its number, in their own folders. To add a
//! sentence, write a file and give it a member of [`Explanation`].

mod cost;
mod fit;
mod headline;
mod help;
mod lift;
mod nothing_fits;
mod place;
mod points;
mod value;
mod why_not;

pub use headline::robust_headline;
pub use lift::to_lift;
pub use nothing_fits::{no_building_fits, no_need_fits};
pub use place::place;
pub use value::{displacement, in_pounds, value};

use crate::domain::matches::{Audience, CriterionScore, Explanation, Match, MostUseful};
use crate::matching::lift::Change;
use crate::matching::pair::Pair;

/// Puts a match into words for the reader it was made for. `unknowns` is what could be found out, the most useful first;
/// `would_score` what the pair scores or, ruled out, would have scored; `change` the smallest that lifts the band.
#[must_use]
pub fn explain(
    told: &Match,
    pair: &Pair<'_>,
    would_score: f64,
    unknowns: &[MostUseful],
    change: Option<&Change>,
) -> Explanation {
    Explanation {
        headline: headline::headline(told, pair),
        fit: fit::fit(told),
        cost: cost::cost(told, pair),
        place: told.deprivation.sentence.clone(),
        value: told.uplift.sentence.clone(),
        points: told.score.map(|score| points::points(told, &score)),
        to_find_out: help::to_find_out(told, pair, unknowns).filter(|_| pair.is_within_reach()),
        why_not: why_not::why_not(told, would_score),
        to_lift: told.score.zip(change).map(|(score, change)| to_lift(change, score.band, pair, told.audience)),
    }
}

/// What a criterion costs suitability.
fn missed(criterion: &CriterionScore) -> f64 {
    criterion.weight * (1.0 - criterion.used)
}

/// "you" or "them", by reader.
const fn them(audience: Audience) -> &'static str {
    match audience {
        Audience::Owner => "you",
        Audience::Public => "them",
    }
}
