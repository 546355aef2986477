//! The best pairs of needs and assets, which matches and the scores of assets are shown from.
//!
//! They are worked out for the day of the snapshot, by the usual weights, as the public reads them.

use time::Date;

use crate::app::catalogue::Snapshot;
use crate::features::matches::PairScore;
use crate::matching::find::{Ground, OfAsset, PairFigures, every_pair};

/// Assets kept for each need.
const PER_NEED: usize = 5;

/// Pairs looked at: some seconds' work, most of it counting for how many needs each asset is eligible.
const MOST_PAIRS: usize = 200_000_000;

/// What was found.
#[derive(Debug)]
pub struct Pairs {
    /// The pairs kept, in order of key.
    pub kept: Vec<PairKept>,
    /// Each asset, in the order of the atlas.
    pub of_assets: Vec<OfAsset>,
    /// Needs looked at.
    pub needs: u32,
    /// The day.
    pub on: Date,
}

/// A pair with its key and its place among the assets for its need.
#[derive(Debug)]
pub struct PairKept {
    /// The need's key and the asset's; neither holds what stands between them.
    pub key: String,
    /// 1 the best.
    pub rank: u32,
    /// What it scores.
    pub figures: PairFigures,
}

/// The pairs of a snapshot, worked out the first time they are asked for.
pub fn pairs(snapshot: &Snapshot) -> &Pairs {
    snapshot.derived.pairs.get_or_init(|| look(snapshot, MOST_PAIRS))
}

fn look(snapshot: &Snapshot, most_pairs: usize) -> Pairs {
    let (atlas, on) = (&snapshot.atlas, snapshot.read_on);
    let there = atlas.needs().len();
    let looked_at = (most_pairs / atlas.assets().len().max(1)).clamp(1, there.max(1)).min(there);
    // Evenly over the list: the same needs whenever it is asked.
    let needs: Vec<usize> = (0..looked_at).map(|step| step * there / looked_at).collect();
    let ground = Ground { atlas, survey: &snapshot.survey, criteria: &snapshot.criteria, on };
    let found = every_pair(ground, &needs, PER_NEED);
    let key = |pair: &PairFigures| {
        let (need, asset) = (&atlas.needs()[pair.standing.need].need, &atlas.assets()[pair.standing.asset].asset);
        format!("{}_{}", need.id, asset.id)
    };
    let mut kept: Vec<PairKept> = found
        .of_needs
        .iter()
        .flat_map(|best| (1..).zip(best))
        .map(|(rank, figures)| PairKept { key: key(figures), rank, figures: *figures })
        .collect();
    kept.sort_unstable_by(|one, other| one.key.cmp(&other.key));
    Pairs { kept, of_assets: found.of_assets, needs: u32::try_from(looked_at).unwrap_or(u32::MAX), on }
}

/// What is shown of a pair.
pub fn score(pair: &PairFigures) -> PairScore {
    let ([low, high], pillars) = (pair.range, pair.pillars);
    PairScore {
        score: [pair.standing.score, low, high],
        pillars: [pillars.suitability, pillars.deprivation, pillars.uplift],
        completeness: pair.standing.completeness,
        distance_m: Some(pair.standing.distance_m).filter(|metres| metres.is_finite()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::fixture::{asset, at, board, need};
    use crate::domain::need::NeedPlace;

    #[test]
    fn with_more_pairs_than_may_be_looked_at_some_needs_are_looked_at_evenly_over_the_list() {
        let mut holdings = board(2);
        holdings.assets = (0..4).map(|number| asset(&format!("a{number}"), Some(at(100.0, 100.0)))).collect();
        holdings.needs = (0..6).map(|number| need(&format!("n{number}"), NeedPlace::Near(at(90.0, 90.0)))).collect();
        let snapshot = Snapshot::of(holdings).unwrap();
        let looked_at = |most: usize| {
            let pairs = look(&snapshot, most);
            let mut needs: Vec<usize> = pairs.kept.iter().map(|pair| pair.figures.standing.need).collect();
            needs.dedup();
            assert!(pairs.kept.is_sorted_by(|one, other| one.key < other.key));
            (pairs.needs, needs)
        };
        assert_eq!(looked_at(usize::MAX), (6, vec![0, 1, 2, 3, 4, 5]));
        assert_eq!(looked_at(12), (3, vec![0, 2, 4]));
        assert_eq!(looked_at(0), (1, vec![0]));
    }
}
