//! Two numbers that stand for a place: their size alone tells in which system they are.

use crate::domain::place::{LonLat, Position};

use super::Coordinates;

/// What a pair of numbers is, and whether that needs saying.
///
/// The ranges of degrees, British National Grid metres and geocentric metres do not overlap in Britain.
pub(super) fn classify(x: f64, y: f64) -> (Option<Coordinates>, Option<&'static str>) {
    let longitude = |v: f64| v.abs() <= 9.0;
    let latitude = |v: f64| (49.0..=61.0).contains(&v);
    let nothing = |v: f64| v == 0.0 || (99.999..100.0).contains(&v);
    if nothing(x) && nothing(y) {
        return (None, Some("0 and 99.9999 stand for a place that was not given; the row is kept without a point"));
    }
    if (x - y).abs() < f64::EPSILON {
        return (None, Some("both coordinates are the same number; the row is kept without a point"));
    }
    if longitude(x) && latitude(y) {
        return (Some(Coordinates::Degrees(LonLat { lon_deg: x, lat_deg: y })), None);
    }
    if latitude(x) && longitude(y) {
        return (
            Some(Coordinates::Degrees(LonLat { lon_deg: y, lat_deg: x })),
            Some("latitude and longitude stand in each other's column; they were read the other way round"),
        );
    }
    if (80_000.0..=660_000.0).contains(&x) && (5_000.0..=1_220_000.0).contains(&y) {
        return (Position::new(x, y).ok().map(Coordinates::Grid), None);
    }
    if (3_400_000.0..=4_100_000.0).contains(&x) && y.abs() <= 600_000.0 {
        return (
            Some(Coordinates::Geocentric(x, y)),
            Some("these are geocentric metres; the place worked out from them may be some metres off"),
        );
    }
    (
        None,
        Some(
            "this is no place in Britain, in degrees or in British National Grid metres; the row is kept without a point",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::{Coordinates, classify};

    #[test]
    fn the_numbers_decide_what_coordinates_are() {
        let kind = |x, y| match classify(x, y) {
            (Some(Coordinates::Grid(_)), None) => "grid",
            (Some(Coordinates::Degrees(_)), None) => "degrees",
            (Some(Coordinates::Degrees(p)), Some(_)) if p.lon_deg < p.lat_deg => "swapped",
            (Some(Coordinates::Geocentric(..)), Some(_)) => "geocentric",
            (None, Some(_)) => "none",
            _ => "?",
        };
        let cases = [
            ((-2.97, 53.40), "degrees"),
            ((53.40, -2.97), "swapped"),
            ((0.0, 51.48), "degrees"),
            ((335_000.0, 390_000.0), "grid"),
            ((3_804_012.25, -199_012.5), "geocentric"),
            ((0.0, 0.0), "none"),
            ((0.0, 99.999_999), "none"),
            ((390_000.0, 390_000.0), "none"),
            ((-200.0, 4_000.0), "none"),
            ((1e300, -1e300), "none"),
        ];
        for ((x, y), expected) in cases {
            assert_eq!(kind(x, y), expected, "{x}, {y}");
        }
    }
}
