//! Deprivation D around a place (`scoring.md` B): the average over the people within a walk, never of ranks or deciles.
//!
//! Always the neighbourhood profile, whatever the organisation's reach: the question is whether the building stands among
//! people with greater need. Areas without a score are left out of the average, not counted as zero. It depends on place
//! and purpose only, so the survey works it out once for each place, for all rows of the table of purposes in one walk.
//!
//! | file | answers |
//! |---|---|
//! | `measure.rs` | what one area says in the edition that is scored with |
//! | `catchment.rs` | D of the people within a walk, of a coarse place, of an area alone |
//! | `purpose.rs` | D for the purposes of one need |
//! | `together.rs` | whether the weighting by purpose changes anything here, and how that is told |
//! | `ladder.rs` | which national percentile an average is equivalent to |
//! | `old_edition.rs` | the criteria that reproduce a decision made with the Indices of 2019 |
//!
//! Another purpose is a line in `domain/criteria/purposes.rs`; another way to weigh people is one in `catchment.rs`.

mod catchment;
mod ladder;
mod measure;
mod old_edition;
#[cfg(test)]
mod properties;
mod purpose;
mod together;

pub use catchment::{Part, around_each, at_quality, of_catchment, over};
pub use ladder::Ladder;
pub use measure::{Measure, measures, of_score};
pub use old_edition::{OldIndicesMissing, reproducing_2019};
pub use purpose::{for_purposes, rows};
pub use together::Together;
