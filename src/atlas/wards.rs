//! The ward that each area mostly lies in: the one around the point that stands for it.
//!
//! Wards are redrawn more often than areas and cut through some of them, so this is a best fit, as the official lookups
//! are. It goes by the area and never by an asset's own point, so it tells no more of a vacant asset than its area does.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::atlas::areas::Area;
use crate::atlas::levels::{Level, Outline};
use crate::domain::area::{AreaCode, AreaLevel};

/// The wards of the newest year loaded, by area.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Wards {
    /// For each area, in their order.
    of_areas: Vec<Option<Arc<str>>>,
}

impl Wards {
    /// The wards of these areas; none where no wards are loaded.
    pub fn of(levels: &[Level], areas: &[Area]) -> Self {
        let wards = levels.iter().filter(|level| level.level == AreaLevel::Ward);
        let Some(newest) = wards.max_by_key(|level| level.year) else { return Self::default() };
        let around: Vec<Option<usize>> = areas.iter().map(|area| newest.around(area.centre)).collect();
        let names = names(newest.outlines.records());
        let name = |ward: Option<usize>| Some(Arc::clone(names.get(&newest.outlines.records()[ward?].code)?));
        Self { of_areas: around.into_iter().map(name).collect() }
    }

    /// The name of an area's ward; with its district where another ward has the same name.
    pub fn of_area(&self, area: usize) -> Option<&str> {
        self.of_areas.get(area)?.as_deref()
    }
}

/// What each ward is called, so that no two are called the same as far as their districts tell them apart.
fn names(wards: &[Outline]) -> BTreeMap<&AreaCode, Arc<str>> {
    let mut of_name: BTreeMap<&str, usize> = BTreeMap::new();
    for ward in wards {
        *of_name.entry(&ward.name).or_default() += 1;
    }
    let name = |ward: &Outline| match &ward.borough {
        Some(borough) if of_name.get(&*ward.name).is_some_and(|wards| *wards > 1) => {
            Arc::from(format!("{} ({borough})", ward.name))
        }
        _ => Arc::clone(&ward.name),
    };
    wards.iter().map(|ward| (&ward.code, name(ward))).collect()
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, Rect};

    use super::*;
    use crate::atlas::Atlas;
    use crate::atlas::fixture::board;
    use crate::domain::area::{AreaBoundary, Borough};

    /// A ward over everything that is drawn from this easting on.
    fn ward(code: &str, name: &str, borough: &str, year: u16, from_m: f64) -> AreaBoundary {
        let extent = Atlas::build(board(3)).extent().unwrap();
        let corners =
            [(from_m, extent.min.northing_m - 1.0), (extent.max.easting_m + 1.0, extent.max.northing_m + 1.0)];
        let borough = Some(Borough { code: None, name: Arc::from(borough) });
        let boundary = MultiPolygon(vec![Rect::new(corners[0], corners[1]).to_polygon()]);
        let (level, code, name) = (AreaLevel::Ward, AreaCode::new(code), name.to_owned());
        AreaBoundary { level, year, code, name, borough, boundary, ..board(3).boundaries.swap_remove(0) }
    }

    fn wards_of(wards: impl IntoIterator<Item = AreaBoundary>) -> Vec<Option<String>> {
        let mut holdings = board(3);
        holdings.boundaries.extend(wards);
        let atlas = Atlas::build(holdings);
        (0..atlas.areas().len()).map(|area| atlas.ward_of_area(area).map(str::to_owned)).collect()
    }

    #[test]
    fn an_area_is_in_the_ward_around_its_centre_by_the_newest_that_are_loaded() {
        let extent = Atlas::build(board(3)).extent().unwrap();
        // Through no centre.
        let middle_m = extent.min.easting_m + 0.6 * (extent.max.easting_m - extent.min.easting_m);
        let older = ward("E05000001", "Old Town", "Knowsley", 2023, extent.min.easting_m - 1.0);
        let newer = ward("E05000002", "New Town", "Knowsley", 2025, middle_m);
        let found = wards_of([older, newer]);
        let atlas = Atlas::build(board(3));
        for (area, ward) in atlas.areas().iter().zip(&found) {
            let is_east = area.centre.easting_m > middle_m;
            assert_eq!(ward.as_deref(), is_east.then_some("New Town"), "{}", area.code.0);
        }
        assert!(found.contains(&None) && found.iter().any(Option::is_some));
        assert!(wards_of([]).iter().all(Option::is_none), "no wards are loaded");
    }

    #[test]
    fn two_wards_of_one_name_are_told_apart_by_their_districts() {
        let extent = Atlas::build(board(3)).extent().unwrap();
        let beyond = extent.max.easting_m;
        let church = ward("E05000001", "Church", "Sefton", 2025, extent.min.easting_m - 1.0);
        let other = ward("E05000002", "Church", "Knowsley", 2025, beyond);
        assert!(wards_of([church.clone(), other]).iter().all(|ward| ward.as_deref() == Some("Church (Sefton)")));
        assert!(wards_of([church]).iter().all(|ward| ward.as_deref() == Some("Church")));
    }
}
