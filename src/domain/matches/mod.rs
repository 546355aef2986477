//! A scored pairing of an asset and a need with its reasons, range and completeness, and the figures of places behind it.
//!
//! A block is a block, not a low number: an excluded pairing has no score, no matter what it might have been. A range
//! says how far a value could move once the gaps are filled; an unknown part is `None` and counts as 0.5 meanwhile.
//! Texts are made for one [`Audience`] when the match is made, so that no later step can let a budget slip.

mod apportion;
mod figures;
mod robustness;
mod unknown;
mod words;

use serde::Serialize;
use time::Date;

pub use apportion::apportion;
pub use figures::{AreaFigures, DeprivationFigures, Displacement, GbpRange, PlaceFigures, Ranged, UpliftFigures};
pub use robustness::{RankedRobustness, Robustness, RobustnessLabel};
pub use unknown::Unknown;
pub use words::{
    Audience, Band, CompletenessBand, Constraint, Criterion, DisplacementRisk, DisplacementSignal, GapStrength,
    PriceBasis,
};

use crate::domain::area::{AreaCode, DeprivationDomain};
use crate::domain::asset::AssetId;
use crate::domain::need::NeedId;
use crate::domain::source::{Quality, SourceId, iso_date_option};

/// The word beside the score of a building in which the space asked for is not possible.
pub const WRONG_SPACE: &str = "wrong kind of space";

/// One input of a reason, as people read it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Input {
    /// What it is: "Usable area".
    pub label: &'static str,
    /// Its value with its unit: "280 m2".
    pub value: String,
    /// The list it was read from; `None` for what the organisation said or what was worked out.
    pub source: Option<SourceId>,
    /// The day it was true.
    #[serde(with = "iso_date_option")]
    pub as_at: Option<Date>,
    /// How far it can be trusted.
    pub quality: Option<Quality>,
}

/// A reason why a pairing is ruled out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Block {
    /// Which constraint fails.
    pub constraint: Constraint,
    /// Why, in a sentence.
    pub reason: String,
    /// The smallest change that would lift it: "This would change if ...".
    pub would_change: Option<String>,
    /// How near it came, to follow "but for": "40 m2"; `None` when it is far off.
    pub but_for: Option<String>,
}

/// A constraint nobody can answer yet; it excludes nothing and belongs on the list of things to check.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// Which constraint.
    pub constraint: Constraint,
    /// What is not known, in a sentence.
    pub text: String,
}

/// One part of suitability.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionScore {
    /// Which.
    pub criterion: Criterion,
    /// How much of suitability it is, 0 to 1.
    pub weight: f64,
    /// Its value from 0 to 1; `None` when not known.
    pub value: Option<f64>,
    /// What it counts as: the value, or 0.5 moved into the range.
    pub used: f64,
    /// The least it could be.
    pub low: f64,
    /// The most it could be.
    pub high: f64,
    /// How well it is known, 0 to 1.
    pub quality: f64,
    /// Whether the need asked for it; what nobody asked for counts 1.
    pub asked: bool,
    /// Points of the score it costs; `None` for an excluded pairing, which has no score.
    pub points_lost: Option<f64>,
    /// Why, in a sentence.
    pub reason: String,
    /// What it was worked out from.
    pub inputs: Vec<Input>,
}

/// Suitability S (`scoring.md` A).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suitability {
    /// 0 to 1.
    pub value: f64,
    /// The least it could be.
    pub low: f64,
    /// The most it could be.
    pub high: f64,
    /// Share of what it needs that is known, 0 to 1.
    pub completeness: f64,
    /// Its eight parts in table order.
    pub criteria: Vec<CriterionScore>,
    /// Whether most of the space asked for is known not to be possible there.
    pub wrong_space: bool,
}

/// The statistical area around a place, with its standing in England.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PointArea {
    /// Its code.
    pub code: AreaCode,
    /// Its name.
    pub name: String,
    /// National rank of deprivation, 1 is the most deprived.
    pub rank: u32,
    /// National decile, 1 is the most deprived tenth.
    pub decile: u8,
}

/// The domains of deprivation that count for more because of what the organisation is for (`scoring.md` B.3).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PurposeWeighting {
    /// Which, heaviest first.
    pub domains: Vec<DeprivationDomain>,
    /// All that, and what it changes, in sentences.
    pub sentence: String,
}

/// Deprivation D of a pairing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DeprivationScore {
    /// 0 to 1; `None` when not known.
    pub value: Option<f64>,
    /// What it counts as.
    pub used: f64,
    /// The least it could be.
    pub low: f64,
    /// The most it could be.
    pub high: f64,
    /// How well it is known, 0 to 1.
    pub quality: f64,
    /// The area around the place, when it is known.
    pub point_area: Option<PointArea>,
    /// Usual residents within 1,200 m.
    pub residents_reached: Option<f64>,
    /// Share of the people within a walk in England's most deprived tenth of areas.
    pub share_most_deprived_tenth: Option<f64>,
    /// The same for the most deprived fifth.
    pub share_most_deprived_fifth: Option<f64>,
    /// All that in a sentence.
    pub sentence: String,
    /// Average score of multiple deprivation over the people within a walk, without the weighting by purpose.
    pub mean_score: Option<f64>,
    /// The share of England's areas that score lower than that average, 0 to 1: *equivalent*, since a catchment is not an
    /// area.
    pub equivalent_percentile: Option<f64>,
    /// The weighting by purpose; `None` when no purpose asks for one.
    pub purpose: Option<PurposeWeighting>,
}

/// Uplift U of a pairing: headroom of the place times who would keep it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UpliftScore {
    /// `U_match` of `scoring.md` C.3, 0 to 1, unknown parts at 0.5.
    pub value: f64,
    /// The least it could be.
    pub low: f64,
    /// The most it could be.
    pub high: f64,
    /// How much of it is known, 0 to 1.
    pub quality: f64,
    /// The parts of the place; `None` when not one of them is known.
    pub place: Option<UpliftFigures>,
    /// CS: the share of any rise that the community would keep; `None` when not known.
    pub community_share: Option<f64>,
    /// All that in a sentence.
    pub sentence: String,
    /// Whether rising prices could push out people who rent there, with its four signals.
    pub displacement: Displacement,
    /// The same in a sentence.
    pub displacement_sentence: String,
    /// Whether a high risk of displacement has lowered `value` (`scoring.md` C.4).
    pub capped: bool,
    /// What community activity might add to a value entered; `None` without one, or where the gap is not known.
    pub gbp: Option<GbpRange>,
    /// The same in a sentence, with its range and who keeps it; `None` as above.
    pub gbp_sentence: Option<String>,
}

/// Points short of 100, by pillar; they add up to 100 minus the score exactly (`scoring.md` D.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct PointsLost {
    /// For suitability.
    pub suitability: f64,
    /// For deprivation.
    pub deprivation: f64,
    /// For uplift.
    pub uplift: f64,
}

/// The match score M with its range (`scoring.md` D.1).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Score {
    /// 0 to 100.
    pub value: f64,
    /// The least it could be.
    pub low: f64,
    /// The most it could be.
    pub high: f64,
    /// In a word.
    pub band: Band,
    /// Points lost by pillar.
    pub lost: PointsLost,
}

/// What would be most useful to find out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MostUseful {
    /// What.
    pub unknown: Unknown,
    /// How many points the score could move by; all of it for what could rule the pairing out.
    pub points: f64,
}

/// A match in plain English; every sentence stands alone and is made for one [`Audience`].
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Explanation {
    /// Score, range and how much is known; or that it is ruled out.
    pub headline: String,
    /// How it suits, best and worst.
    pub fit: String,
    /// Cost against budget; `None` when no budget was stated or the reader may not see it.
    pub cost: Option<String>,
    /// Who lives around it.
    pub place: String,
    /// Headroom and who would keep it.
    pub value: String,
    /// Where the points went; `None` for an excluded pairing.
    pub points: Option<String>,
    /// What would help most to find out; where nothing is missing, the budget at which cost would no longer count.
    pub to_find_out: Option<String>,
    /// Why it is ruled out and what would change that; `None` for an eligible pairing.
    pub why_not: Option<String>,
    /// The smallest single change that lifts the score into the next band; `None` when none does, or it is strong already.
    pub to_lift: Option<String>,
}

/// One pairing of an asset and a need with everything that speaks for and against it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Match {
    /// The asset.
    pub asset: AssetId,
    /// The need.
    pub need: NeedId,
    /// For whom the texts were made.
    pub audience: Audience,
    /// Every constraint known to fail. Any one excludes.
    pub blocks: Vec<Block>,
    /// Every constraint that nobody can answer yet.
    pub checks: Vec<Check>,
    /// The score; `None` when a constraint excludes the pairing.
    pub score: Option<Score>,
    /// Share of what the score needs that is known, 0 to 1.
    pub completeness: f64,
    /// The same in words.
    pub completeness_band: CompletenessBand,
    /// Distance as people travel, metres; an average when the place is coarse; `None` when not known.
    pub distance_m: Option<f64>,
    /// The first pillar.
    pub suitability: Suitability,
    /// The second.
    pub deprivation: DeprivationScore,
    /// The third.
    pub uplift: UpliftScore,
    /// What would be most useful to find out.
    pub most_useful: Option<MostUseful>,
    /// In plain English.
    pub explanation: Explanation,
    /// Every source used, once, in order of id.
    pub sources: Vec<SourceId>,
    /// How firm its place in the ranking is; `None` for an excluded pairing, for one told outside a ranking, and where
    /// there is nothing to rank it among.
    pub robustness: Option<Robustness>,
}

impl Match {
    /// Whether nothing known excludes it.
    #[must_use]
    pub fn is_eligible(&self) -> bool {
        self.blocks.is_empty()
    }

    /// How good it is in a word: the band of its score, unless the space asked for is not possible there. No sum makes up for
    /// that, so no praise is given for it. `None` for an excluded pairing.
    #[must_use]
    pub fn verdict(&self) -> Option<&'static str> {
        self.score.map(|score| if self.suitability.wrong_space { WRONG_SPACE } else { score.band.label() })
    }
}

/// The pairings of one question, best first, with the nearest of those that are ruled out.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Ranked {
    /// Eligible pairings, best first.
    pub matches: Vec<Match>,
    /// The nearest misses: fewest blocks first, then what they would have scored.
    pub excluded: Vec<Match>,
    /// Pairings looked at.
    pub considered: usize,
    /// Of which nothing known excludes this many.
    pub eligible: usize,
    /// That nothing fits yet, with the nearest miss; `None` when something does.
    pub nothing_fits: Option<String>,
    /// How the firmness of the ranking was worked out; `None` when fewer than two are eligible.
    pub robustness: Option<RankedRobustness>,
}
