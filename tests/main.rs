//! The one integration test binary: each module is a subject.

// clippy.toml allows these inside test functions; here the functions around them are tests too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod api;
mod architecture;
mod backtest;
mod catalogue;
mod claims;
mod deprivation;
mod exports;
mod fetch;
mod import;
mod import_bounds;
mod import_result;
mod import_rights;
mod imports;
mod killed;
mod layers;
mod ogc;
mod people;
mod plan;
mod postgres;
mod prices;
mod region;
mod store_contract;
mod store_edits;
mod store_enquiries;
mod store_files;
mod store_official;
mod store_opening;
mod store_random;
mod store_shown;
mod store_turns;
mod store_undo;
mod withheld;
