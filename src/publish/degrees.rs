//! Coordinates as they are published: WGS84 degrees, longitude first, six decimals (0.1 m), rings turned as RFC 7946 asks.

use geo::{LineString, MultiPolygon, Polygon};
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use crate::domain::place::LonLat;

/// Degrees with the six decimals that are shown. A value already rounded stays as it is.
#[must_use]
pub fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// A point as a GeoJSON coordinate pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place(pub LonLat);

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [rounded(self.0.lon_deg), rounded(self.0.lat_deg)].serialize(serializer)
    }
}

/// An outline in degrees as GeoJSON polygon coordinates: outer rings anticlockwise, holes clockwise (RFC 7946 3.1.6).
#[derive(Clone, Copy, Debug)]
pub struct Outline<'a>(pub &'a MultiPolygon<f64>);

impl Serialize for Outline<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Rings))
    }
}

struct Rings<'a>(&'a Polygon<f64>);

impl Serialize for Rings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rings = serializer.serialize_seq(Some(1 + self.0.interiors().len()))?;
        rings.serialize_element(&Ring { ring: self.0.exterior(), anticlockwise: true })?;
        for ring in self.0.interiors() {
            rings.serialize_element(&Ring { ring, anticlockwise: false })?;
        }
        rings.end()
    }
}

struct Ring<'a> {
    ring: &'a LineString<f64>,
    anticlockwise: bool,
}

impl Serialize for Ring<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pair = |corner: &geo::Coord<f64>| [rounded(corner.x), rounded(corner.y)];
        if (doubled_area(self.ring) > 0.0) == self.anticlockwise {
            serializer.collect_seq(self.ring.coords().map(pair))
        } else {
            serializer.collect_seq(self.ring.coords().rev().map(pair))
        }
    }
}

/// Twice the signed area of a closed ring: above zero when it runs anticlockwise. Measured from its first corner, or the
/// large numbers of a small ring far from the origin would swallow the difference.
fn doubled_area(ring: &LineString<f64>) -> f64 {
    let Some(&origin) = ring.0.first() else { return 0.0 };
    ring.lines()
        .map(|line| (line.start - origin, line.end - origin))
        .map(|(start, end)| start.x * end.y - end.x * start.y)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_with_at_most_six_decimals() {
        let place = Place(LonLat { lon_deg: -2.961_234_567_8, lat_deg: 53.390_000_04 });
        assert_eq!(serde_json::to_string(&place).unwrap(), "[-2.961235,53.39]");
    }

    #[test]
    fn outer_rings_run_anticlockwise_and_holes_clockwise_whichever_way_the_file_drew_them() {
        let ring = |low: f64, high: f64, turned: bool| {
            let mut corners = vec![(low, low), (high, low), (high, high), (low, high), (low, low)];
            if turned {
                corners.reverse();
            }
            LineString::from(corners)
        };
        let expected = "[[[[0.0,0.0],[9.0,0.0],[9.0,9.0],[0.0,9.0],[0.0,0.0]],[[3.0,3.0],[3.0,6.0],[6.0,6.0],[6.0,3.0],[3.0,3.0]]]]";
        for turned in [false, true] {
            let outline = MultiPolygon::new(vec![Polygon::new(ring(0.0, 9.0, turned), vec![ring(3.0, 6.0, turned)])]);
            assert_eq!(serde_json::to_string(&Outline(&outline)).unwrap(), expected);
        }
    }
}
