//! Whether the scores can be defended: the past, the choices, and what is not known, each put to the test.
//!
//! | file | what it asks |
//! |---|---|
//! | `backtest.rs` with `panel.rs`, `places.rs`, `score.rs`, `bootstrap.rs` | would the uplift score have helped in years gone by? (`scoring.md` G.4) |
//! | `sensitivity/` | what would other choices do to the rankings? (G.5) |
//! | `synthetic.rs` | is the best asset found when part of what is known is hidden? (G.1) |
//! | `statistics.rs` | ranks, correlations, slopes, quantiles |
//!
//! It uses the very functions that scores are made with, never a copy: what is tested is what is used. It decides nothing,
//! stores nothing, reads no file and no clock, and puts every base year, weight and gap on paper, good or bad. Random
//! numbers come from a stated seed, so a report can be repeated to the last bit.
//!
//! To test another claim, write a file that takes an [`crate::atlas::Atlas`] or a [`panel::Panel`] and gives plain numbers;
//! `app` runs it, `publish` writes it down.

pub mod backtest;
mod bootstrap;
pub mod panel;
pub mod places;
pub mod score;
pub mod sensitivity;
pub mod statistics;
pub mod synthetic;
#[cfg(test)]
mod tests;
