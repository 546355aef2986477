//! The whole region at once: which needs could share a hub, and which set of pairings does most good overall.
//!
//! | file | answers |
//! |---|---|
//! | `clusters.rs` | which needs lie together in place and purpose (`scoring.md` F) |
//! | `gaps.rs` | how much space is looked for around each area, and how much is on offer |
//! | `hubs.rs` | which building could house a cluster, and how well |
//! | `parts.rs` | what a pairing scores when the organisation takes part of a building |
//! | `allocation/` | each need in at most one building, each building within its space, as much good as possible (E) |
//!
//! It proposes and never decides: a plan names its objective, its floors and how far from the best it may be, and no one
//! has been asked yet. It reads the public atlas only, so a cluster shows published needs, at least three together. It
//! stores nothing. A new rule for a plan is a field of [`allocation::Puzzle`] and a line in each of its three readers:
//! the greedy start, the improvement and the bound.

pub mod allocation;
pub mod clusters;
pub mod gaps;
pub mod hubs;
pub mod parts;
