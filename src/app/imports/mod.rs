//! Imports.
pub mod account;
pub mod duplicates;
pub mod outside;
pub mod scope;
pub mod spool;
