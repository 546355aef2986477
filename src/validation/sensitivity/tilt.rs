//! Mean score by borough and by kind of space, to catch a method that leans one way.

use std::collections::BTreeMap;

use crate::atlas::Atlas;
use crate::domain::sensitivity::Tilt;

const NOT_KNOWN: &str = "Not known";

/// The mean score of the assets of each borough, and of those with each kind of space. An asset with several kinds counts
/// with each of them.
pub fn of(atlas: &Atlas, pairs: impl Iterator<Item = (usize, f64)>) -> Vec<Tilt> {
    let mut sums: BTreeMap<(&'static str, String), (usize, f64)> = BTreeMap::new();
    let mut add = |by, group: &str, score: f64| {
        let (pairs, sum) = sums.entry((by, group.to_owned())).or_default();
        *pairs += 1;
        *sum += score;
    };
    for (asset, score) in pairs {
        let placed = &atlas.assets()[asset];
        add("Borough", placed.borough.as_deref().unwrap_or(NOT_KNOWN), score);
        match &placed.asset.facts.space_types {
            Some(types) if !types.value.is_empty() => {
                for space_type in &types.value {
                    add("Kind of space", space_type.label(), score);
                }
            }
            _ => add("Kind of space", NOT_KNOWN, score),
        }
    }
    sums.into_iter()
        .map(|((by, group), (pairs, sum))| Tilt { by, group, pairs, mean_score: sum / pairs as f64 })
        .collect()
}
