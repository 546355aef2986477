//! The one integration test binary: each module is a subject.

mod api;
mod architecture;
mod import;
mod postgres;
mod region;
mod store_contract;
mod store_files;
mod store_random;
