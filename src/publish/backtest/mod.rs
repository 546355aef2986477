//! A back-test for people and programs: JSON with its schema, tables as CSV, a plot as SVG.

mod json;
mod plot;
mod table;

pub use json::{backtest_json, schemas};
pub use plot::plot;
pub use table::{by_base_year, summary};
