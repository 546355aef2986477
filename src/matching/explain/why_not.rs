//! Why a pair is ruled out and what would change that, in plain English (`scoring.md` D.4, "Why not").

use crate::domain::matches::{Band, Block, Match};
use crate::matching::words::sentence;

/// Every reason with the smallest change that would lift it; how near it came, when there is only one.
pub fn why_not(told: &Match, would_score: f64) -> Option<String> {
    let lead = match &told.blocks[..] {
        [] => return None,
        [only] if Band::of(would_score) == Band::Weak => {
            format!("All that rules it out is {}; even without that it would be a weak match. ", only.but_for)
        }
        [only] => format!("It would fit but for {}. ", only.but_for),
        _ => String::new(),
    };
    Some(format!("{lead}{}", reasons(&told.blocks)))
}

/// Every reason, each followed by what would change it.
pub fn reasons(blocks: &[Block]) -> String {
    let told = blocks.iter().map(|block| match &block.would_change {
        Some(change) => format!("{} {change}", sentence(&block.reason)),
        None => sentence(&block.reason),
    });
    told.collect::<Vec<_>>().join(" ")
}
