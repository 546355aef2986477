//! Why a pair is ruled out and what would change that, in plain English (`scoring.md` D.4, "Why not").

use crate::domain::matches::{Band, Block, Match, WRONG_SPACE};
use crate::matching::words::sentence;

/// Every reason with the smallest change that would lift it; how near it came, when there is only one.
pub fn why_not(told: &Match, would_score: f64) -> Option<String> {
    let weak = Band::of(would_score) == Band::Weak;
    let lead = match &told.blocks[..] {
        [] => return None,
        [only] => match &only.but_for {
            Some(but_for) if told.suitability.wrong_space => {
                format!("All that rules it out is {but_for}; even without that it is the {WRONG_SPACE}. ")
            }
            Some(but_for) if weak => {
                format!("All that rules it out is {but_for}; even without that it would be a weak match. ")
            }
            Some(but_for) => format!("It would fit but for {but_for}. "),
            None => "Only one thing rules it out, but by far. ".to_owned(),
        },
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
