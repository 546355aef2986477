//! The invented land: its shore, its six boroughs, their towns, and where people live thick and thin.
//!
//! It lies over Liverpool City Region's real extent so that it looks at home on a real map, but no line of it is copied.

/// A point in National Grid metres.
pub(super) type Point = (f64, f64);

/// A borough: nothing of it exists.
pub(super) struct BoroughPlan {
    pub(super) name: &'static str,
    pub(super) code: &'static str,
    /// The first letters of its asset references.
    pub(super) letters: &'static str,
}

/// The six boroughs, in the order used everywhere.
pub(super) const BOROUGHS: [BoroughPlan; 6] = [
    BoroughPlan { name: "Aldermere", code: "E08099001", letters: "ALD" },
    BoroughPlan { name: "Brackenhithe", code: "E08099002", letters: "BRA" },
    BoroughPlan { name: "Callowdale", code: "E08099003", letters: "CAL" },
    BoroughPlan { name: "Dunmarsh", code: "E08099004", letters: "DUN" },
    BoroughPlan { name: "Eastwyke", code: "E08099005", letters: "EAS" },
    BoroughPlan { name: "Fennacre", code: "E08099006", letters: "FEN" },
];

/// A town: people live thickest around its centre. The borough of a place is that of the nearest town.
pub(super) struct Town {
    pub(super) name: &'static str,
    pub(super) borough: usize,
    pub(super) centre: Point,
    /// How many people, against the open country's one.
    weight: f64,
    radius_m: f64,
}

const fn town(name: &'static str, borough: usize, centre: Point, weight: f64, radius_m: f64) -> Town {
    Town { name, borough, centre, weight, radius_m }
}

/// Every town.
pub(super) const TOWNS: [Town; 22] = [
    town("Sandholme", 0, (334_300.0, 419_600.0), 7.0, 2_400.0),
    town("Larkmere", 0, (330_700.0, 408_800.0), 4.0, 1_800.0),
    town("Aldermere", 0, (333_200.0, 398_300.0), 11.0, 2_200.0),
    town("Thornsea", 0, (337_600.0, 404_300.0), 4.0, 1_700.0),
    town("Brackenhithe", 1, (335_600.0, 391_200.0), 20.0, 2_600.0),
    town("Quarry Bank Top", 1, (339_000.0, 392_900.0), 11.0, 2_000.0),
    town("Ropewalk", 1, (336_500.0, 394_900.0), 12.0, 1_900.0),
    town("Gullsgate", 1, (339_700.0, 386_500.0), 9.0, 2_100.0),
    town("Callow Cross", 2, (343_900.0, 390_900.0), 8.0, 1_900.0),
    town("Mossway", 2, (342_300.0, 398_300.0), 8.0, 1_900.0),
    town("Whinbury", 2, (347_000.0, 394_000.0), 4.0, 1_500.0),
    town("Dunmarsh", 3, (352_000.0, 395_200.0), 12.0, 2_300.0),
    town("Colliers Green", 3, (355_400.0, 398_000.0), 6.0, 1_700.0),
    town("Ashby Fold", 3, (348_300.0, 401_000.0), 5.0, 1_700.0),
    town("Eastwyke", 4, (351_400.0, 386_300.0), 10.0, 1_900.0),
    town("Saltings", 4, (352_800.0, 381_700.0), 8.0, 1_900.0),
    town("Hale Ferry", 4, (346_200.0, 384_900.0), 3.0, 1_400.0),
    town("Wharfhead", 5, (330_400.0, 388_900.0), 13.0, 1_900.0),
    town("Fennacre", 5, (325_400.0, 387_000.0), 6.0, 1_900.0),
    town("Kelpwick", 5, (329_100.0, 392_600.0), 8.0, 1_500.0),
    town("Deeside Cross", 5, (323_900.0, 382_700.0), 4.0, 1_600.0),
    town("Oxmoor", 5, (333_000.0, 379_400.0), 6.0, 2_000.0),
];

/// South-west and north-east corners of a box around the land.
pub(super) const BOX: (Point, Point) = ((317_000.0, 375_000.0), (360_000.0, 425_000.0));

/// The shore and the inland border, anticlockwise from the north-west: sea coast, estuary, peninsula, country.
const SHORE: [Point; 53] = [
    (333_000.0, 424_400.0),
    (331_300.0, 420_500.0),
    (329_400.0, 416_800.0),
    (327_600.0, 412_300.0),
    (327_300.0, 408_400.0),
    (329_100.0, 404_600.0),
    (330_800.0, 400_900.0),
    (331_700.0, 397_200.0),
    (333_000.0, 394_300.0),
    (333_900.0, 390_800.0),
    (334_300.0, 387_900.0),
    (336_400.0, 384_900.0),
    (339_400.0, 382_900.0),
    (343_200.0, 382_100.0),
    (346_900.0, 383_100.0),
    (349_900.0, 384_100.0),
    (350_600.0, 383_300.0),
    (348_300.0, 381_500.0),
    (344_700.0, 379_800.0),
    (340_900.0, 379_000.0),
    (337_500.0, 379_600.0),
    (334_800.0, 381_800.0),
    (332_900.0, 384_800.0),
    (331_900.0, 387_800.0),
    (331_500.0, 390_700.0),
    (330_900.0, 393_600.0),
    (329_300.0, 394_700.0),
    (326_100.0, 393_300.0),
    (322_800.0, 391_300.0),
    (320_300.0, 388_900.0),
    (319_400.0, 386_600.0),
    (320_300.0, 384_400.0),
    (322_000.0, 381_900.0),
    (324_400.0, 379_300.0),
    (327_200.0, 377_000.0),
    (331_100.0, 375_800.0),
    (336_000.0, 375_600.0),
    (341_500.0, 375_500.0),
    (347_100.0, 376_600.0),
    (352_300.0, 377_900.0),
    (356_600.0, 380_300.0),
    (358_800.0, 384_600.0),
    (358_000.0, 389_300.0),
    (359_300.0, 393_900.0),
    (358_600.0, 398_900.0),
    (355_100.0, 402_900.0),
    (350_300.0, 405_300.0),
    (346_200.0, 407_600.0),
    (343_500.0, 411_200.0),
    (341_900.0, 415_400.0),
    (340_600.0, 419_500.0),
    (338_300.0, 423_000.0),
    (335_600.0, 424_600.0),
];

/// Every corner of the shore with the next one.
fn stretches() -> impl Iterator<Item = (Point, Point)> {
    SHORE.iter().copied().zip(SHORE.iter().copied().cycle().skip(1))
}

/// Whether a point is on land and in the region.
pub(super) fn is_land((x, y): Point) -> bool {
    let crossings =
        stretches().filter(|&((ax, ay), (bx, by))| (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax));
    crossings.count() % 2 == 1
}

/// The nearest point of the shore.
pub(super) fn nearest_shore(point: Point) -> Point {
    let mut nearest = (f64::INFINITY, point);
    for (a, b) in stretches() {
        let (along_x, along_y) = (b.0 - a.0, b.1 - a.1);
        let length_squared = along_x * along_x + along_y * along_y;
        let share = (((point.0 - a.0) * along_x + (point.1 - a.1) * along_y) / length_squared).clamp(0.0, 1.0);
        let foot = (a.0 + share * along_x, a.1 + share * along_y);
        let distance_m = distance_m(point, foot);
        if distance_m < nearest.0 {
            nearest = (distance_m, foot);
        }
    }
    nearest.1
}

/// How thick people live, against the open country's one.
pub(super) fn density(point: Point) -> f64 {
    1.0 + TOWNS
        .iter()
        .map(|town| town.weight * (-0.5 * (distance_m(point, town.centre) / town.radius_m).powi(2)).exp())
        .sum::<f64>()
}

/// No place is denser than this.
pub(super) const DENSEST: f64 = 48.0;

/// The town nearest to a point, as its place in [`TOWNS`].
pub(super) fn nearest_town(point: Point) -> usize {
    let apart = |index: usize| distance_m(point, TOWNS[index].centre);
    (1..TOWNS.len()).fold(0, |best, index| if apart(index) < apart(best) { index } else { best })
}

/// Straight-line distance in metres.
pub(super) fn distance_m(a: Point, b: Point) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_town_is_on_land_and_in_its_own_borough() {
        for (index, town) in TOWNS.iter().enumerate() {
            assert!(is_land(town.centre), "{} lies in the water", town.name);
            assert_eq!(nearest_town(town.centre), index);
        }
    }

    #[test]
    fn the_sea_and_the_estuary_are_left_out() {
        for wet in [(320_000.0, 400_000.0), (343_000.0, 380_900.0), (332_800.0, 389_500.0)] {
            assert!(!is_land(wet), "{wet:?}");
        }
    }

    #[test]
    fn no_place_is_denser_than_the_densest() {
        assert!(TOWNS.iter().all(|town| density(town.centre) < DENSEST));
    }
}
