//! Anchors: fixed scales from a release of data, so that one more asset never changes how two others rank.

use sha2::{Digest, Sha256};

use crate::atlas::Atlas;
use crate::matching::prices::Spreads;

/// The districts of Liverpool City Region, whose areas are the reference set wherever they are loaded.
const REGION: [&str; 6] = ["Halton", "Knowsley", "Liverpool", "St Helens", "Sefton", "Wirral"];

/// What scores are anchored in.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchors {
    /// Names this set of anchors: a label, the number of reference areas, and a hash of everything below.
    pub version: String,
    /// How many areas places are counted among.
    pub reference_areas: usize,
    /// Spreads of log price.
    pub spreads: Spreads,
}

impl Anchors {
    /// Names a set of anchors by what is in it: reference areas, spreads, price levels and activity.
    #[must_use]
    pub fn of(atlas: &Atlas, reference: &[usize], spreads: Spreads, scales: [&Reference; 2]) -> Self {
        let mut hash = Sha256::new();
        for area in reference {
            hash.update(atlas.areas()[*area].code.0.as_bytes());
            hash.update([0]);
        }
        for number in [spreads.within, spreads.between].iter().chain(scales.iter().flat_map(|scale| &scale.sorted)) {
            hash.update(number.to_bits().to_le_bytes());
        }
        let digest = hash.finalize();
        let short: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let label = if in_region(atlas).next().is_some() { "lcr" } else { "all" };
        Self { version: format!("{label}-{}-{short}", reference.len()), reference_areas: reference.len(), spreads }
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
#[derive(Clone, Debug, Default, PartialEq)]
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
}
