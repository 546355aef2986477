//! Hard constraints H1 to H10 (`scoring.md` A.1): pass, fail, or not known, every one looked at for every pair. H11 is ours:
//! an organisation may say that what others are in is no use to it.
//!
//! Only a known failure excludes. What is not known goes on the list of things to check. What the need has not asked for
//! passes. To add a constraint, write a file with a verdict and its words and add a row to [`CONSTRAINTS`].

mod availability;
mod cost;
mod distance;
mod lawful_use;
mod occupied;
mod ruling;
mod safety;
mod size;
mod step_free;
mod tenure;

pub(in crate::matching) use cost::most_gbp;
pub(in crate::matching) use occupied::is_occupied;
pub(in crate::matching) use size::least_m2;

use crate::domain::asset::Asset;
use crate::domain::matches::{Audience, Block, Check, Constraint};
use crate::matching::pair::Pair;

/// What a constraint says of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Pass,
    /// It is known to fail, which excludes the pair.
    Fail,
    /// Nobody can tell yet.
    Unknown,
}

/// What is short by more than this share of what it should be was not a near miss.
const NEAR: f64 = 0.5;

/// The words, unless the miss was not near: `there` is less than what there should be.
fn if_near(there: f64, should_be: f64, words: String) -> Option<String> {
    (there >= NEAR * should_be).then_some(words)
}

/// Why a constraint fails, how near it came, and the smallest change that would lift it.
pub struct Words {
    /// The reason, a sentence.
    pub reason: String,
    /// How near it came, to follow "but for"; `None` when it is far off, by more than [`NEAR`].
    pub but_for: Option<String>,
    /// What would lift it and who could see to that, to follow "This would change if", without a full stop.
    pub change: Option<String>,
}

/// One constraint: what it is called, what it says, and how it says so.
struct Rule {
    constraint: Constraint,
    verdict: fn(&Pair<'_>) -> Verdict,
    why: fn(&Pair<'_>, Audience) -> Words,
    unknown: fn(&Pair<'_>, Audience) -> String,
}

const CONSTRAINTS: [Rule; 11] = [
    Rule {
        constraint: Constraint::Available,
        verdict: availability::verdict,
        why: availability::why,
        unknown: availability::unknown,
    },
    Rule {
        constraint: Constraint::LawfulUse,
        verdict: lawful_use::verdict,
        why: lawful_use::why,
        unknown: lawful_use::unknown,
    },
    Rule { constraint: Constraint::TooSmall, verdict: size::verdict, why: size::why, unknown: size::unknown },
    Rule { constraint: Constraint::UnsafeInTime, verdict: safety::verdict, why: safety::why, unknown: safety::unknown },
    Rule {
        constraint: Constraint::StepFree,
        verdict: step_free::verdict,
        why: step_free::why,
        unknown: step_free::unknown,
    },
    Rule { constraint: Constraint::Tenure, verdict: tenure::verdict, why: tenure::why, unknown: tenure::unknown },
    Rule { constraint: Constraint::TooFar, verdict: distance::verdict, why: distance::why, unknown: distance::unknown },
    Rule { constraint: Constraint::Cost, verdict: cost::verdict, why: cost::why, unknown: cost::unknown },
    Rule {
        constraint: Constraint::Forbidden,
        verdict: ruling::forbidden,
        why: ruling::why_forbidden,
        unknown: ruling::never_unknown,
    },
    Rule {
        constraint: Constraint::Conflict,
        verdict: ruling::conflict,
        why: ruling::why_conflict,
        unknown: ruling::never_unknown,
    },
    Rule {
        constraint: Constraint::Occupied,
        verdict: occupied::verdict,
        why: occupied::why,
        unknown: occupied::unknown,
    },
];

/// Whether nothing known says that the asset is not to be had (H1), whatever the need.
#[must_use]
pub fn may_be_had(asset: &Asset) -> bool {
    availability::of_asset(asset) != Verdict::Fail
}

/// A constraint that no need comes into: what it says of an asset, and how it says so.
type OfAsset = (fn(&Asset) -> Verdict, fn(&Asset) -> Words);

/// Those of H1, H2 and H10: it is not to be had, not to be used so, or reserved.
const OF_ASSET: [OfAsset; 3] = [
    (availability::of_asset, availability::why_of_asset),
    (lawful_use::of_asset, lawful_use::why_of_asset),
    (ruling::of_asset, ruling::why_of_asset),
];

/// Why an asset is out of the question whatever the need, a sentence each.
#[must_use]
pub fn blocks_of_asset(asset: &Asset) -> Vec<String> {
    let failed = OF_ASSET.iter().filter(|(verdict, _)| verdict(asset) == Verdict::Fail);
    failed.map(|(_, why)| why(asset).reason).collect()
}

/// How many constraints fail.
#[must_use]
pub fn failures(pair: &Pair<'_>) -> u32 {
    CONSTRAINTS.iter().map(|rule| u32::from((rule.verdict)(pair) == Verdict::Fail)).sum()
}

/// Whether any constraint fails.
#[must_use]
pub fn is_ruled_out(pair: &Pair<'_>) -> bool {
    CONSTRAINTS.iter().any(|rule| (rule.verdict)(pair) == Verdict::Fail)
}

/// Every constraint with its verdict, in order.
pub fn verdicts(pair: &Pair<'_>) -> impl Iterator<Item = (Constraint, Verdict)> {
    CONSTRAINTS.iter().map(|rule| (rule.constraint, (rule.verdict)(pair)))
}

/// Every failure in words.
#[must_use]
pub fn blocks(pair: &Pair<'_>, audience: Audience) -> Vec<Block> {
    let failed = CONSTRAINTS.iter().filter(|rule| (rule.verdict)(pair) == Verdict::Fail);
    failed
        .map(|rule| {
            let Words { reason, but_for, change } = (rule.why)(pair, audience);
            let would_change = change.map(|change| format!("This would change if {change}."));
            Block { constraint: rule.constraint, reason, would_change, but_for }
        })
        .collect()
}

/// Everything to check, in words.
#[must_use]
pub fn checks(pair: &Pair<'_>, audience: Audience) -> Vec<Check> {
    let open = CONSTRAINTS.iter().filter(|rule| (rule.verdict)(pair) == Verdict::Unknown);
    open.map(|rule| Check { constraint: rule.constraint, text: (rule.unknown)(pair, audience) }).collect()
}
