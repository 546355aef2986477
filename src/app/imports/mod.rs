//! Imports.
pub mod account;
pub mod scope;
pub mod spool;
