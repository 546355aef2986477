//! How near an asset is to changing hands, 0 to 100, for the worklist of its council: the parts, their weights and why.
//!
//! It orders a council's own stock: which to work on first, within what stands empty, what is in use and what lies between
//! ([`WorkGroup`]). Of eight parts who is in a building is one, and land in use could make up for it with the repairs and steps it
//! cannot have; but nobody works on what is in use before what stands empty. It is not the match score, judges no
//! organisation, and decides nothing. What is not known counts half and widens the range; it is never nothing. What stands in the way (a block) is
//! told with its reason, and then there is no score at all.

use time::Date;

use crate::domain::asset::{Asset, Occupancy};
use crate::domain::matches::Ranged;
use crate::vocabulary;

vocabulary! {
    /// The parts of a worklist, in their order; within each the score decides.
    WorkGroup {
        Empty = "empty", "Empty, in whole or in part, or for now";
        NotKnown = "not-known", "Not known whether anybody is in it";
        InUse = "in-use", "In use";
        Blocked = "blocked", "Blocked";
    }
}

impl WorkGroup {
    /// Where an asset belongs; `is_blocked` when something stands in the way of any transfer.
    #[must_use]
    pub fn of(asset: &Asset, is_blocked: bool) -> Self {
        match asset.facts.occupancy.as_ref().map(|occupancy| occupancy.value) {
            _ if is_blocked => Self::Blocked,
            Some(Occupancy::Vacant | Occupancy::PartVacant | Occupancy::VacantTemporarily) => Self::Empty,
            None => Self::NotKnown,
            Some(Occupancy::Occupied) => Self::InUse,
        }
    }
}

vocabulary! {
    /// What transferability is made of.
    Part {
        Stage = "stage", "What the owner intends";
        Occupancy = "occupancy", "Occupancy";
        Planning = "planning", "Community use and planning";
        Condition = "condition", "Condition";
        StepFree = "step-free", "Step-free access";
        Term = "term", "Term on offer";
        BestNeed = "best-need", "The need it suits best";
        NeedsThatFit = "needs-that-fit", "How many needs fit";
    }
}

/// A part with its weight and why it counts so much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartRow {
    /// Which.
    pub part: Part,
    /// Points of 100.
    pub weight: f64,
    /// Why, in a sentence.
    pub why: &'static str,
}

/// The method in one table, in the order of [`Part::ALL`]. The weights are a choice, and add up to 100.
pub const PARTS: [PartRow; 8] = [
    PartRow {
        part: Part::Stage,
        weight: 25.0,
        why: "Nothing moves before the owner wants it to. Open to interest counts all, in the programme 0.9, surplus 0.8, in use with a \
              release date 0.5, under review 0.4; what cannot be had yet, at most 0.5.",
    },
    PartRow {
        part: Part::Occupancy,
        weight: 15.0,
        why: "Whoever is in a building has to be settled first. Vacant counts all, part vacant 0.7, vacant for now 0.6, occupied 0.3.",
    },
    PartRow {
        part: Part::Planning,
        weight: 10.0,
        why: "Permission takes months. Lawful use counts all, then 0.9, 0.6 and 0.3, as in the match score.",
    },
    PartRow {
        part: Part::Condition,
        weight: 10.0,
        why: "Repairs stop more transfers than anything else. A counts all, B 0.8, C 0.4, D 0.1. Land without a building counts all.",
    },
    PartRow {
        part: Part::StepFree,
        weight: 5.0,
        why: "Most groups serve everybody. Step-free now counts all, adaptable 0.6, impossible 0.1. Land without a building counts all.",
    },
    PartRow {
        part: Part::Term,
        weight: 10.0,
        why: "Funders often want 25 years. Freehold or 25 years counts all, a shorter lease its share of 25.",
    },
    PartRow {
        part: Part::BestNeed,
        weight: 20.0,
        why: "Somebody has to want it. The match score of the need it suits best; nothing when no known need fits.",
    },
    PartRow {
        part: Part::NeedsThatFit,
        weight: 5.0,
        why: "With several, one may fall away. Five or more needs that fit count all, fewer their share of five.",
    },
];

/// So many needs that fit count all.
pub const NEEDS_THAT_COUNT_ALL: u32 = 5;

/// What the needs known say of an asset.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Demand {
    /// Needs looked at.
    pub looked_at: u32,
    /// Of which nothing known rules this asset out.
    pub fitting: u32,
    /// The match score of the best of these, 0 to 100.
    pub best: Option<Ranged>,
}

/// One part of an asset's transferability.
#[derive(Clone, Debug, PartialEq)]
pub struct PartScore {
    /// Which.
    pub part: Part,
    /// Whether it is known.
    pub known: bool,
    /// Points it gives; half marks, as far as they may be, while it is not known.
    pub points: Ranged,
    /// What is known, in a few words.
    pub says: String,
}

/// How near an asset is to changing hands.
#[derive(Clone, Debug, PartialEq)]
pub struct Transferability {
    /// 0 to 100, with the least and the most it could be.
    pub score: Ranged,
    /// Share of the weights whose part is known, 0 to 1.
    pub completeness: f64,
    /// The parts, in the order of [`PARTS`].
    pub parts: Vec<PartScore>,
    /// Why it cannot change hands as things stand, a sentence each. With one, the score orders what is blocked and is not
    /// told.
    pub blocks: Vec<String>,
}

impl Transferability {
    /// Adds parts up: each with what it counts as from 0 to 1 (`None` when not known), the least and the most it could count
    /// as, and its words. They come in the order of [`PARTS`].
    #[must_use]
    pub fn of(parts: [(Option<f64>, [f64; 2], String); 8], blocks: Vec<String>) -> Self {
        let mut score = Ranged::default();
        let mut completeness = 0.0;
        let parts = parts.into_iter().zip(PARTS).map(|((value, [low, high], says), row)| {
            let used = value.unwrap_or(0.5_f64.clamp(low, high));
            let (low, high) = value.map_or((low, high), |value| (low.min(value), high.max(value)));
            let points = Ranged { value: row.weight * used, low: row.weight * low, high: row.weight * high };
            score.value += points.value;
            score.low += points.low;
            score.high += points.high;
            completeness += if value.is_some() { row.weight / 100.0 } else { 0.0 };
            PartScore { part: row.part, known: value.is_some(), points, says }
        });
        let parts = parts.collect();
        Self { score, completeness, parts, blocks }
    }
}

/// A fact that nobody has told, and what it would be worth to know.
#[derive(Clone, Debug, PartialEq)]
pub struct FactGap {
    /// Its slug.
    pub fact: &'static str,
    /// In words.
    pub label: &'static str,
    /// By how many points some answer moves the score of the asset's best need from what it is now, never out of its range;
    /// answers that rule the pair out leave none to move. `None` where no need fits.
    pub moves_points: Option<f64>,
    /// Whether some answer rules the pair out, or any transfer.
    pub could_rule_out: bool,
    /// The same of transferability itself, apart from what needs give to it.
    pub moves_transferability: f64,
    /// What is assumed meanwhile, a sentence.
    pub now_assumed: &'static str,
}

/// How old what decides is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Freshness {
    /// The oldest of the deciding facts that have a day: its label and that day.
    pub oldest: Option<(&'static str, Date)>,
    /// Deciding facts that are known, of which no day is.
    pub undated: Vec<&'static str>,
    /// The day of its register.
    pub register_as_at: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(value: Option<f64>) -> [(Option<f64>, [f64; 2], String); 8] {
        std::array::from_fn(|_| (value, value.map_or([0.0, 1.0], |value| [value, value]), String::new()))
    }

    #[test]
    fn the_weights_are_those_of_every_part_in_order_and_add_up_to_a_hundred() {
        let listed: Vec<Part> = PARTS.iter().map(|row| row.part).collect();
        assert_eq!(listed, Part::ALL);
        assert!((PARTS.iter().map(|row| row.weight).sum::<f64>() - 100.0).abs() < 1e-9);
    }

    #[test]
    fn of_what_nothing_is_known_the_score_is_fifty_of_nothing_to_a_hundred() {
        let unknown = Transferability::of(parts(None), Vec::new());
        assert_eq!((unknown.score.low, unknown.score.value, unknown.score.high), (0.0, 50.0, 100.0));
        assert!(unknown.completeness.abs() < 1e-9);
        let best = Transferability::of(parts(Some(1.0)), Vec::new());
        assert!((best.score.low - 100.0).abs() < 1e-9 && (best.completeness - 1.0).abs() < 1e-9);
    }
}
