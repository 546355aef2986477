//! Finds where a row says it is: the numbers decide how to read them, the stated reference system is evidence only.
//!
//! Under the headings GeoX and GeoY publishers write longitude and latitude, the two swapped, British National Grid
//! metres and geocentric metres, sometimes in one file, and label them wrongly. The ranges of these do not overlap in
//! Britain, so the numbers can be trusted where the labels cannot.

use crate::domain::place::{LonLat, Position};
use crate::domain::register::RegisterField;
use crate::projection::{ProjectionError, from_geocentric, to_british_national_grid};

use super::mapping::Columns;
use super::records::Record;
use super::values::{given, number};

/// Headings (normalised) of x and y, in the order in which a file with several pairs is searched.
const PAIRS: &[(&str, &str)] = &[
    ("geox", "geoy"),
    ("geoxlongitudeoreastgrid", "geoylatitudeornorthgrid"),
    ("geoxeast", "geoynorth"),
    ("easting", "northing"),
    ("eastings", "northings"),
    ("eastingsgeox", "northingsgeoy"),
    ("bngeasting", "bngnorthing"),
    ("bnge", "bngn"),
    ("osgb36easting", "osgb36northing"),
    ("oseasting", "osnorthing"),
    ("oseast1m", "osnrth1m"),
    ("gridreferenceeasting", "gridreferencenorthing"),
    ("east", "north"),
    ("longitude", "latitude"),
    ("geolongitude", "geolatitude"),
    ("lng", "lat"),
    ("lon", "lat"),
    ("long", "lat"),
    ("locationscoordinateseastwest", "locationcoordinatesnorthsouth"),
    ("xcoordinate", "ycoordinate"),
    ("geometryx", "geometryy"),
    ("xref", "yref"),
    ("x", "y"),
];

/// The columns of one x and its y.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    x: usize,
    y: usize,
}

impl Pair {
    /// The two cells as they stand.
    pub(super) fn cells(self, record: &Record) -> [&str; 2] {
        [record.cell(self.x), record.cell(self.y)]
    }
}

/// Every pair of coordinate columns a file has.
pub(super) fn pairs(columns: &Columns) -> Vec<Pair> {
    let place = |(x, y): &(&str, &str)| Some(Pair { x: columns.place_of(x)?, y: columns.place_of(y)? });
    PAIRS.iter().filter_map(place).collect()
}

/// What a pair of numbers is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Coordinates {
    /// Metres on the British National Grid.
    Grid(Position),
    /// Degrees.
    Degrees(LonLat),
    /// Metres from the middle of the earth (x and y; the third number is not published).
    Geocentric(f64, f64),
}

/// Something to know about how coordinates were read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Remark {
    /// The column, when there is one to name.
    pub(super) column: usize,
    /// What was found.
    pub(super) value: String,
    /// A sentence.
    pub(super) reason: String,
}

/// What a pair of numbers is, and whether that needs saying.
fn classify(x: f64, y: f64) -> (Option<Coordinates>, Option<&'static str>) {
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

/// What one row says of its place, from the first of its pairs that can be used, with remarks.
pub(super) fn read(record: &Record, columns: &Columns, pairs: &[Pair]) -> (Option<Coordinates>, Vec<Remark>) {
    let mut remarks = Vec::new();
    let mut rough: Option<(Coordinates, Remark)> = None;
    for pair in pairs {
        let (found, remark) = read_pair(record, columns, *pair);
        match (found, remark) {
            (Some(geocentric @ Coordinates::Geocentric(..)), Some(remark)) => {
                rough.get_or_insert((geocentric, remark));
            }
            (Some(exact), remark) => {
                let first_choice = rough.is_none();
                if let Some((_, mut rough)) = rough {
                    rough.reason = format!(
                        "these are geocentric metres; {} and {} were used in their place",
                        columns.heading(pair.x),
                        columns.heading(pair.y)
                    );
                    remarks.push(rough);
                }
                remarks.extend(remark);
                // The stated system is that of the first pair.
                if first_choice {
                    remarks.extend(contradiction(exact, record, columns));
                }
                return (Some(exact), remarks);
            }
            (None, remark) => remarks.extend(remark),
        }
    }
    match rough {
        Some((coordinates, remark)) => {
            remarks.push(remark);
            (Some(coordinates), remarks)
        }
        None => (None, remarks),
    }
}

fn read_pair(record: &Record, columns: &Columns, pair: Pair) -> (Option<Coordinates>, Option<Remark>) {
    let remark = |column: usize, value: String, reason: String| (None, Some(Remark { column, value, reason }));
    let (x, y) = match (given(record.cell(pair.x)), given(record.cell(pair.y))) {
        (Some(x), Some(y)) => (x, y),
        (None, None) => return (None, None),
        (Some(x), None) => {
            let reason = format!("{} is empty; the row is kept without a point", columns.heading(pair.y));
            return remark(pair.x, x.to_owned(), reason);
        }
        (None, Some(y)) => {
            let reason = format!("{} is empty; the row is kept without a point", columns.heading(pair.x));
            return remark(pair.y, y.to_owned(), reason);
        }
    };
    let not_a_number = "a coordinate must be a number; the row is kept without a point";
    let Some(x_value) = number(x) else { return remark(pair.x, x.to_owned(), not_a_number.to_owned()) };
    let Some(y_value) = number(y) else { return remark(pair.y, y.to_owned(), not_a_number.to_owned()) };
    let (found, reason) = classify(x_value, y_value);
    let remark = reason.map(|reason| Remark { column: pair.x, value: format!("{x}, {y}"), reason: reason.to_owned() });
    (found, remark)
}

/// A remark when the stated reference system says otherwise than the numbers.
fn contradiction(found: Coordinates, record: &Record, columns: &Columns) -> Option<Remark> {
    let (column, stated) = columns.find(RegisterField::ReferenceSystem, record)?;
    let lower = stated.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let says_grid = says(&["osgb", "british", "27700", "national grid", "bng"]);
    let says_degrees = says(&["wgs", "etrs", "4326", "crs84", "4258"]);
    let reason = match found {
        Coordinates::Grid(_) if says_degrees && !says_grid => {
            "the numbers are British National Grid metres and were read as such"
        }
        Coordinates::Degrees(_) if says_grid && !says_degrees => {
            "the numbers are longitude and latitude and were read as such"
        }
        _ => return None,
    };
    Some(Remark { column, value: stated.to_owned(), reason: reason.to_owned() })
}

/// Positions on the British National Grid, in order, all of a file in one go: `None` for what is off the grid.
///
/// # Errors
/// [`ProjectionError`] when the conversion itself is not to be had.
pub(super) fn project(all: &[Option<Coordinates>]) -> Result<Vec<Option<Position>>, ProjectionError> {
    let mut positions = vec![None; all.len()];
    let (mut degrees, mut degrees_at) = (Vec::new(), Vec::new());
    let (mut geocentric, mut geocentric_at) = (Vec::new(), Vec::new());
    for (at, coordinates) in all.iter().enumerate() {
        match coordinates {
            Some(Coordinates::Grid(position)) => positions[at] = Some(*position),
            Some(Coordinates::Degrees(point)) => {
                degrees.push(*point);
                degrees_at.push(at);
            }
            Some(Coordinates::Geocentric(x, y)) => {
                geocentric.push((*x, *y));
                geocentric_at.push(at);
            }
            None => {}
        }
    }
    if !degrees.is_empty() {
        for (at, position) in degrees_at.into_iter().zip(to_british_national_grid(&degrees)?) {
            positions[at] = position;
        }
    }
    if !geocentric.is_empty() {
        for (at, position) in geocentric_at.into_iter().zip(from_geocentric(&geocentric)?) {
            positions[at] = position;
        }
    }
    Ok(positions)
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
