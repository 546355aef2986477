//! The one integration test binary: each module is a subject.

mod architecture;
mod import;
mod postgres;
mod store_contract;
mod store_files;
mod store_random;
