//! The smallest single change that lifts the band, in plain English (`scoring.md` D.4, "What would help").

use crate::domain::matches::{Audience, Band};
use crate::matching::explain::them;
use crate::matching::lift::{Change, Lever, later};
use crate::matching::pair::Pair;
use crate::matching::words::{capital, day, square_metres, stated_pounds, years, you, your};

/// "With a budget of £24,600 a year this would be a strong match instead of a good one."
pub fn to_lift(change: &Change, from: Band, pair: &Pair<'_>, audience: Audience) -> String {
    let (you, your, to) = (you(audience), your(audience), change.to);
    let what = match change.lever {
        Lever::Budget => format!("with a budget of {} a year", stated_pounds(to)),
        Lever::Capital => format!("with {} secured for works", stated_pounds(to)),
        Lever::Ideal => format!("if {} were all the space {you} wanted", square_metres(to)),
        Lever::Least => format!("if {you} could manage with {}", square_metres(to)),
        Lever::Most => format!("if {you} could make use of up to {}", square_metres(to)),
        Lever::TermOffered => format!("if the owner offered a lease of {}", years(to)),
        Lever::TermRequired => format!("if a lease of {} were long enough for {}", years(to), them(audience)),
        Lever::Start => match later(pair, to) {
            Some(start) => format!("if {you} could start as late as {}", day(start)),
            None => format!("if {your} start could wait"),
        },
        Lever::Rent if to < 1.0 => "if the owner asked no rent".to_owned(),
        Lever::Rent => format!("if the owner asked a rent of {} a year", stated_pounds(to)),
        Lever::Sharing => format!("if {you} shared the building"),
        Lever::Repairs => "if the owner brought it into satisfactory condition first".to_owned(),
        Lever::StepFree => "if it were made step-free".to_owned(),
        Lever::Permission => "if planning permission were given".to_owned(),
        Lever::Freehold => "if the owner offered the freehold".to_owned(),
    };
    let comma = if what.starts_with("if") { "," } else { "" };
    format!(
        "{}{comma} this would be a {} match instead of a {} one.",
        capital(&what),
        change.band.label(),
        from.label()
    )
}
