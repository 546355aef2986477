//! Which assets suit which needs, and why: one file per reason.
//!
//! A question goes through five steps, and every number on the way can be opened up:
//!
//! 1. [`Survey::of`] works out what depends on place alone, once for each snapshot: price level, activity, headroom and
//!    deprivation of every area, and deprivation and headroom around every asset.
//! 2. [`find`] sets each asset beside a need as a [`pair::Pair`], asks the hard [`constraints`], adds up the eight
//!    criteria of [`suitability`], takes [`deprivation`] and [`uplift`] from the survey, and [`combine`]s the three.
//! 3. [`ranking`] keeps the best few, and the nearest of those ruled out; [`search`] finds them without looking at each.
//! 4. [`robustness`] ranks the best again and again, to see how firm the order is.
//! 5. [`tell`] and [`explain`] put only those into words.
//!
//! For the worklist of a council, [`transferability`] orders its own stock, and [`gaps`] says what would be worth finding out.
//!
//! It reads the atlas and writes nothing; it knows no clock (the day comes in), no HTTP and no exact place of a vacant
//! asset. Adding, removing or changing one asset or need never changes the score of another pair, because every scale is
//! fixed by [`anchors`]. A new criterion or constraint is a new file and one row in the table of its folder; change it
//! together with the golden vectors of `scoring.md`.

pub mod activity;
pub mod anchors;
pub mod combine;
pub mod constraints;
pub mod cost;
pub mod deprivation;
pub mod explain;
pub mod find;
pub mod gaps;
pub mod grade;
pub mod lift;
pub mod location;
pub mod pair;
pub mod prices;
pub mod ranking;
pub mod release;
pub mod robustness;
pub mod search;
pub mod suitability;
mod survey;
pub mod tell;
#[cfg(test)]
mod tests;
pub mod transferability;
pub mod unknowns;
pub mod uplift;
mod words;

pub use survey::Survey;
