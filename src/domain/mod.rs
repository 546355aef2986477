//! The words of the service: plain data and the small rules that belong to it.
//!
//! `domain` knows no HTTP, no SQL, no files and no clock; time comes in as an argument. Every other room speaks in
//! these types, so a word means one thing everywhere. Three habits hold throughout:
//!
//! * **Unknown is a value.** A fact nobody has told us is `None`; there is no zero, no -1 and no empty text for it.
//! * **A fact knows where it came from.** [`source::Fact`] carries quality, source and date.
//! * **A position is on the British National Grid**, in metres, checked when made; degrees exist only at the edges.

pub mod area;
pub mod asset;
pub mod asset_facts;
pub mod backtest;
pub mod cells;
pub mod change;
pub mod criteria;
pub mod edit;
pub mod enquiry;
pub mod fact_table;
pub mod fairness;
pub mod holdings;
pub mod impact;
pub mod imported;
pub mod indices;
pub mod layer;
pub mod listed;
pub mod matches;
pub mod need;
pub mod permission;
pub mod person;
pub mod place;
pub mod postcode;
pub mod preview;
pub mod publication;
pub mod register;
pub mod rules;
pub mod sensitivity;
pub mod shared_text;
pub mod slug;
pub mod source;
pub mod transferability;
pub mod whereabouts;
