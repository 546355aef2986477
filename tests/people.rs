//! People: signing in, what each role sees and may do, and that nobody sees or does more.

mod edited;
mod edits;
mod enquiries;
pub mod help;
mod limits;
mod links;
mod logs;
mod others;
mod rules;
mod sign_in;
mod store;
mod tokens;
mod traces;
mod views;
mod worklist;
