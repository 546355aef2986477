//! Context layers from the file to the map: read from each format, kept in both databases, served like any collection.

mod command;
mod files;
mod fuzz;
mod makers;
mod near;
mod served;
mod store;
