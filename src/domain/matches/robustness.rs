//! How firm a place in a ranking is while weights move and gaps are filled (`scoring.md` D.3).

use serde::Serialize;

use crate::vocabulary;

vocabulary! {
    /// How firm a place in the ranking is, in words.
    RobustnessLabel {
        Firm = "firm", "Firm";
        FairlyFirm = "fairly firm", "Fairly firm";
        Sensitive = "sensitive", "Sensitive";
    }
}

impl RobustnessLabel {
    /// The label of the share of runs, 0 to 1, in which a place was held.
    #[must_use]
    pub fn of(share: f64) -> Self {
        // A hair of slack, so that a sum of eight hundredths does not fall a bit short of its label.
        match share + 1e-9 {
            s if s >= 0.80 => Self::Firm,
            s if s >= 0.50 => Self::FairlyFirm,
            _ => Self::Sensitive,
        }
    }
}

/// What many runs of one ranking, each with other weights and other fillings of the gaps, say of one pairing.
///
/// Ranks count from 1. Pairings level in a run share its places between them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Robustness {
    /// Share of runs in which it came first.
    pub top1: f64,
    /// Share of runs in which it was among the first three.
    pub top3: f64,
    /// Its rank on average.
    pub mean_rank: f64,
    /// The rank that one run in twenty did not exceed.
    pub rank_low: u32,
    /// The rank that nineteen runs in twenty did not exceed.
    pub rank_high: u32,
    /// The share in a word: of runs among the first three, or, where there are no more than three, in the place it has.
    pub label: RobustnessLabel,
    /// The same in a sentence.
    pub text: String,
    /// Share of runs in which it came first when any weights at all were as likely as any others.
    pub uniform_top1: f64,
    /// Share of those runs in which it was among the first three.
    pub uniform_top3: f64,
    /// The mean weights, suitability, deprivation and uplift, of those of the latter runs that it won: what somebody who
    /// would choose it cares for. `None` when it won too few to say.
    pub central_weights: Option<[f64; 3]>,
    /// That in a sentence.
    pub chosen_by: Option<String>,
    /// Ids of its neighbours in the list that it is too close to call with: assets in a need's list, needs in an asset's.
    pub ties: Vec<String>,
    /// That in a sentence for each.
    pub ties_text: Option<String>,
}

/// How the firmness of a whole ranking was worked out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankedRobustness {
    /// Runs, of each of the two kinds.
    pub draws: u32,
    /// Pairings that took part: the best so many of the eligible.
    pub alternatives: u32,
    /// That in a sentence.
    pub sentence: String,
}
