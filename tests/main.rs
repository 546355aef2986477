//! The one integration test binary: each module is a subject.

mod architecture;
mod import;
