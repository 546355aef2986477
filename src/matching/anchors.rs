//! Anchors: fixed scales from a release of data, so that one more asset never changes how two others rank.
//!
//! They are worked out of areas, sales and counts alone, never of assets or needs, and named by a hash of all that is in
//! them. A snapshot keeps the record of a version it has not met before, so that an old score can be worked out again.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::atlas::Atlas;
use crate::domain::area::AreaCode;
use crate::domain::criteria::Criteria;
use crate::matching::prices::{PriceAnchors, Prices, Spreads};
use crate::matching::uplift::displacement;

/// The districts of Liverpool City Region, whose areas are the reference set wherever they are loaded.
const REGION: [&str; 6] = ["Halton", "Knowsley", "Liverpool", "St Helens", "Sefton", "Wirral"];

/// What scores are anchored in: everything that comes from the data and holds for all places alike.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Anchors {
    /// Names this set of anchors: the label, the number of reference areas, and a hash of everything below.
    pub version: String,
    /// "lcr" when the reference areas are those of the city region, else "all".
    pub label: &'static str,
    /// How many areas places are counted among.
    pub reference_areas: usize,
    /// The score of deprivation that counts 1.
    pub deprivation_anchor: f64,
    /// Headroom that counts 0, and that counts 1, log points.
    pub headroom_anchors: [f64; 2],
    /// Spreads of log price of the sales.
    pub spreads: Spreads,
    /// What price levels are anchored in.
    pub prices: PriceAnchors,
    /// Activity of the reference areas.
    pub activity: Reference,
    /// Private renting and growth of the reference areas, whose top fifths are signs of displacement.
    pub displacement: displacement::Scales,
    /// The reference areas.
    pub reference: Vec<AreaCode>,
}

impl Anchors {
    /// Freezes and names what a survey found.
    #[must_use]
    pub fn of(atlas: &Atlas, reference: &[usize], prices: &Prices, activity: Reference, criteria: &Criteria) -> Self {
        let growth = |area: usize| prices.levels[area].as_ref().and_then(|level| level.growth_log);
        let mut anchors = Self {
            version: String::new(),
            label: if in_region(atlas).next().is_some() { "lcr" } else { "all" },
            reference_areas: reference.len(),
            deprivation_anchor: criteria.deprivation_anchor,
            headroom_anchors: criteria.headroom_anchors,
            spreads: prices.spreads,
            prices: prices.anchors.clone(),
            activity,
            displacement: displacement::Scales::of(atlas.areas(), growth, reference),
            reference: reference.iter().map(|area| atlas.areas()[*area].code.clone()).collect(),
        };
        let digest = Sha256::digest(anchors.record());
        let short: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        anchors.version = format!("{}-{}-{short}", anchors.label, anchors.reference_areas);
        anchors
    }

    /// All of it as JSON, each number to its last bit.
    #[must_use]
    pub fn record(&self) -> String {
        // Plain numbers and texts: there is nothing in it that JSON could refuse.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The reference areas: those of the city region when any are loaded, else all.
#[must_use]
pub fn reference(atlas: &Atlas) -> Vec<usize> {
    let region: Vec<usize> = in_region(atlas).collect();
    if region.is_empty() { (0..atlas.areas().len()).collect() } else { region }
}

/// The name of the region that the reference areas are; `None` when they are simply all areas loaded.
#[must_use]
pub fn region(atlas: &Atlas) -> Option<&'static str> {
    in_region(atlas).next().map(|_| "Liverpool City Region")
}

fn in_region(atlas: &Atlas) -> impl Iterator<Item = usize> + '_ {
    let inside = |name: &str| REGION.contains(&name);
    atlas.areas().iter().enumerate().filter(move |(_, area)| area.borough_name().is_some_and(inside)).map(|(i, _)| i)
}

/// The values of the reference areas, sorted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Reference {
    sorted: Vec<f64>,
}

impl Reference {
    /// Sorts the values of the reference areas.
    #[must_use]
    pub fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = values.collect();
        sorted.sort_unstable_by(f64::total_cmp);
        Self { sorted }
    }

    /// PR of `scoring.md` section 5: the share below plus half the share equal; `None` when there is nothing to rank among.
    #[must_use]
    pub fn percentile(&self, value: f64) -> Option<f64> {
        let below = self.sorted.partition_point(|other| *other < value);
        let equal = self.sorted[below..].partition_point(|other| *other <= value);
        (!self.sorted.is_empty()).then(|| (below as f64 + 0.5 * equal as f64) / self.sorted.len() as f64)
    }

    /// How many values there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sorted.len()
    }

    /// The least value that at least this share of the values lies below; the largest for a share of 1.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let place = (share.clamp(0.0, 1.0) * self.sorted.len() as f64).floor() as usize;
        self.sorted.get(place).or(self.sorted.last()).copied()
    }

    /// The values, least first.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.sorted
    }
}

#[cfg(test)]
mod tests {
    use super::Reference;

    #[test]
    fn a_place_counts_half_of_its_equals() {
        let reference = Reference::of([3.0, 1.0, 2.0, 2.0].into_iter());
        for (value, expected) in [(0.5, 0.0), (1.0, 0.125), (2.0, 0.5), (3.0, 0.875), (9.0, 1.0)] {
            assert_eq!(reference.percentile(value), Some(expected), "{value}");
        }
        assert_eq!(Reference::default().percentile(1.0), None);
    }

    #[test]
    fn the_top_fifth_of_ten_values_is_the_last_two() {
        let reference = Reference::of((1..=10).map(f64::from));
        assert_eq!(reference.quantile(0.8), Some(9.0));
        assert_eq!((reference.quantile(0.0), reference.quantile(1.0)), (Some(1.0), Some(10.0)));
        assert_eq!(Reference::default().quantile(0.8), None);
    }
}
