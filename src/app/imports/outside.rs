//! Whether a place lies where its owner's assets should: in the owner's district, near it, or far outside.
//!
//! Councils own things elsewhere, and rightly so; a swapped or mistyped coordinate looks just the same. So it is a warning
//! with what to do about it, never a reason to leave a row out.

use std::collections::HashMap;
use std::sync::Arc;

use geo::{Distance, Euclidean, Point};

use crate::atlas::Atlas;
use crate::domain::place::{Extent, Position};

/// Within so many metres of its owner's district, an asset is near enough to be likely.
pub const NEAR_M: f64 = 2_000.0;

/// Where a place lies, seen from its owner's district.
#[derive(Clone, Debug, PartialEq)]
pub enum Lies {
    /// In it; or nobody can tell, because the outlines loaded do not say which district is the owner's.
    Within,
    /// Outside, but so many metres from it, at most [`NEAR_M`].
    Near {
        /// The owner's district.
        district: Arc<str>,
        /// The district it lies in, when an outline of it is loaded.
        lies_in: Option<Arc<str>>,
        /// How far from the owner's, metres.
        distance_m: f64,
    },
    /// Farther away.
    Outside {
        /// The owner's district.
        district: Arc<str>,
        /// The district it lies in, when an outline of it is loaded.
        lies_in: Option<Arc<str>>,
    },
}

impl Lies {
    /// Whether it lies farther from the owner's district than is likely.
    #[must_use]
    pub const fn is_outside(&self) -> bool {
        matches!(self, Self::Outside { .. })
    }

    /// What to tell whoever gave the file; nothing when all is well.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        let place = |lies_in: &Option<Arc<str>>, district: &str| match lies_in {
            Some(name) => format!("it lies in {name}, not in {district}"),
            None => format!("it does not lie in {district}"),
        };
        let check = "Check the coordinates; if they are right, leave them: the row is kept as it is.";
        match self {
            Self::Within => None,
            Self::Near { district, lies_in, distance_m } => {
                let place = place(lies_in, district);
                Some(format!("By its coordinates {place}, but only {distance_m:.0} m away. {check}"))
            }
            Self::Outside { district, lies_in } => {
                let place = place(lies_in, district);
                Some(format!("By its coordinates {place}, and more than 2 km away. {check}"))
            }
        }
    }
}

/// Compares places with the districts of their owners. Made for one file: it remembers which owner has which district.
pub struct OwnersDistricts<'a> {
    atlas: &'a Atlas,
    of_owner: HashMap<Arc<str>, Option<Arc<str>>>,
}

impl<'a> OwnersDistricts<'a> {
    /// By the outlines of areas that are loaded.
    #[must_use]
    pub fn of(atlas: &'a Atlas) -> Self {
        Self { atlas, of_owner: HashMap::new() }
    }

    /// Where a place lies, seen from the district of `owner`, a name as registers write it.
    pub fn judge(&mut self, owner: &Arc<str>, position: Position) -> Lies {
        let atlas = self.atlas;
        let district = self.of_owner.entry(owner.clone()).or_insert_with(|| atlas.borough_named_in(owner));
        let Some(district) = district.clone() else { return Lies::Within };
        let around = atlas.area_containing(position).and_then(|area| atlas.areas()[area].borough.as_ref());
        let lies_in = around.map(|borough| borough.name.clone());
        if lies_in.as_ref() == Some(&district) {
            return Lies::Within;
        }
        match distance_m(atlas, &district, position) {
            Some(distance_m) => Lies::Near { district, lies_in, distance_m },
            None => Lies::Outside { district, lies_in },
        }
    }
}

/// How far a district is, when it is no farther than [`NEAR_M`].
fn distance_m(atlas: &Atlas, district: &str, position: Position) -> Option<f64> {
    let around =
        |metres: f64| Position { easting_m: position.easting_m + metres, northing_m: position.northing_m + metres };
    let near = atlas.areas_within(Extent { min: around(-NEAR_M), max: around(NEAR_M) });
    let of_district = near.filter(|area| atlas.areas()[*area].borough_name() == Some(district));
    let point = Point::new(position.easting_m, position.northing_m);
    let distances = of_district.map(|area| Euclidean.distance(&point, &atlas.areas()[area].boundary));
    distances.filter(|distance_m| *distance_m <= NEAR_M).min_by(f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Lies, NEAR_M, OwnersDistricts};
    use crate::atlas::Atlas;
    use crate::atlas::fixture::{SIDE_M, at, board};

    fn lies(owner: &str, east_m: f64, north_m: f64) -> Lies {
        let atlas = Atlas::build(board(4));
        OwnersDistricts::of(&atlas).judge(&Arc::from(owner), at(east_m, north_m))
    }

    #[test]
    fn inside_the_district_there_is_nothing_to_say() {
        assert_eq!(lies("Aldermere Borough Council", SIDE_M / 2.0, SIDE_M / 2.0), Lies::Within);
        assert_eq!(lies("Aldermere Borough Council", SIDE_M / 2.0, SIDE_M / 2.0).warning(), None);
    }

    #[test]
    fn of_an_owner_whose_district_is_not_loaded_nothing_is_said() {
        assert_eq!(lies("Crown Estate", 90_000.0, 0.0), Lies::Within);
    }

    #[test]
    fn outside_is_told_with_how_far_and_what_to_do() {
        let edge_m = 2.0 * SIDE_M;
        let near = lies("Aldermere Council", edge_m + 340.0, SIDE_M / 2.0);
        let Lies::Near { distance_m, .. } = &near else { panic!("{near:?}") };
        assert!((distance_m - 340.0).abs() < 1e-6 && !near.is_outside(), "{near:?}");
        assert_eq!(
            near.warning().as_deref(),
            Some(
                "By its coordinates it lies in Brackley, not in Aldermere, but only 340 m away. Check the coordinates; if \
                 they are right, leave them: the row is kept as it is."
            )
        );
        let far = lies("Aldermere Council", edge_m + NEAR_M + 1.0, SIDE_M / 2.0);
        assert_eq!(far, Lies::Outside { district: "Aldermere".into(), lies_in: None });
        assert!(
            far.warning().is_some_and(|warning| warning.contains("does not lie in Aldermere, and more than 2 km away"))
        );
    }
}
