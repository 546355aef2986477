//! Finds where a row says it is: the numbers decide how to read them, the stated reference system is evidence only.
//!
//! Under the headings GeoX and GeoY publishers write longitude and latitude, the two swapped, British National Grid
//! metres and geocentric metres, sometimes in one file, and label them wrongly. The ranges of these do not overlap in
//! Britain, so the numbers can be trusted where the labels cannot.

use crate::domain::place::{LonLat, Position};
use crate::domain::register::RegisterField;
use crate::projection::{ProjectionError, from_geocentric, to_british_national_grid};

mod grid_reference;
mod numbers;
pub(super) mod one_cell;
mod outline;

use super::mapping::{Columns, is_one_slip_away};
use super::records::Record;
use super::values::{given, number};

/// What the headings of an x have where those of its y have something else, in the order in which a file with several
/// pairs is searched.
const HALVES: [(&str, &str); 14] = [
    ("geox", "geoy"),
    ("oseast1m", "osnrth1m"),
    ("easting", "northing"),
    ("bnge", "bngn"),
    ("eastwest", "northsouth"),
    ("east", "north"),
    ("longitude", "latitude"),
    ("long", "lat"),
    ("lng", "lat"),
    ("lon", "lat"),
    ("xcoord", "ycoord"),
    ("geometryx", "geometryy"),
    ("xref", "yref"),
    ("x", "y"),
];

/// Where a file gives places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Given {
    /// The columns of one x and its y.
    Pair { x: usize, y: usize },
    /// A column of places in one cell.
    Cell(usize),
    /// A column of one half whose other half is missing; what is in it counts only where it is a whole place.
    Half(usize),
}

/// The columns of a file that give places.
#[derive(Clone, Debug, Default)]
pub(super) struct PlaceColumns {
    given: Vec<Given>,
}

impl PlaceColumns {
    /// The columns in the order in which they are searched: pairs, then places in one cell.
    pub(super) fn of(columns: &Columns) -> Self {
        let rank = |x: &usize| {
            let heading = columns.plain_heading(*x);
            (HALVES.iter().position(|(half, _)| heading.contains(half)).unwrap_or(HALVES.len()), *x)
        };
        let mut left: Vec<usize> = columns.places(RegisterField::X).to_vec();
        left.sort_by_key(rank);
        let mut free: Vec<usize> = columns.places(RegisterField::Y).to_vec();
        let mut given = Vec::new();
        let mut alone = Vec::new();
        // By their headings first, so that a pair whose halves stand apart is not torn by one that stands between.
        left.retain(|&x| {
            let wanted = heading_of_y(columns.plain_heading(x));
            let named = |y: &&usize| {
                let heading = columns.plain_heading(**y);
                heading == wanted || is_one_slip_away(heading, &wanted)
            };
            let nearest = free.iter().filter(named).min_by_key(|y| y.abs_diff(x)).copied();
            if let Some(y) = nearest {
                free.retain(|other| *other != y);
                given.push(Given::Pair { x, y });
            }
            nearest.is_none()
        });
        for x in left {
            match free.iter().min_by_key(|y| (y.abs_diff(x), **y < x)).copied() {
                Some(y) => {
                    free.retain(|other| *other != y);
                    given.push(Given::Pair { x, y });
                }
                None => alone.push(x),
            }
        }
        given.sort_by_key(|pair| if let Given::Pair { x, .. } = pair { rank(x) } else { (usize::MAX, 0) });
        given.extend(columns.places(RegisterField::XAndY).iter().map(|&column| Given::Cell(column)));
        given.extend(alone.into_iter().chain(free).map(Given::Half));
        Self { given }
    }

    /// The cells that tell where a row is, as they stand: those of all pairs, or of the others when there is no pair.
    pub(super) fn cells<'r>(&self, record: &'r Record) -> Vec<&'r str> {
        let pairs = self.given.iter().flat_map(|given| match given {
            Given::Pair { x, y } => vec![record.cell(*x), record.cell(*y)],
            _ => Vec::new(),
        });
        let cells: Vec<&str> = pairs.collect();
        if !cells.is_empty() {
            return cells;
        }
        let other = |given: &Given| match given {
            Given::Cell(column) | Given::Half(column) => record.cell(*column),
            Given::Pair { x, .. } => record.cell(*x),
        };
        self.given.iter().map(other).collect()
    }

    /// Columns of one half of a place whose other half is missing.
    pub(super) fn halves(&self) -> impl Iterator<Item = usize> {
        self.given.iter().filter_map(|given| if let Given::Half(column) = given { Some(*column) } else { None })
    }
}

/// The heading, normalised, that the y of this x should have.
fn heading_of_y(heading_of_x: &str) -> String {
    let mut heading = heading_of_x.to_owned();
    for (x, y) in HALVES {
        if heading.contains(x) {
            heading = heading.replace(x, y);
        }
    }
    heading
}

/// A place as a row gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) coordinates: Coordinates,
    /// The length of the sides in metres, when it is only the middle of a square.
    pub(super) square_m: Option<f64>,
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

/// What two cells of a pair are, when both are numbers that stand for a place.
pub(super) fn numbers_of(x: &str, y: &str) -> Option<Coordinates> {
    numbers::classify(number(given(x)?)?, number(given(y)?)?).0
}

/// What one row says of its place, from the first column or pair of columns that can be used, with remarks.
pub(super) fn read(record: &Record, columns: &Columns, places: &PlaceColumns) -> (Option<Place>, Vec<Remark>) {
    let mut remarks = Vec::new();
    let mut rough: Option<(Place, Remark)> = None;
    for given in &places.given {
        let (found, remark) = read_given(record, columns, *given);
        match (found, remark) {
            (Some(geocentric @ Place { coordinates: Coordinates::Geocentric(..), .. }), Some(remark)) => {
                rough.get_or_insert((geocentric, remark));
            }
            (Some(exact), remark) => {
                let first_choice = rough.is_none();
                if let Some((_, mut rough)) = rough {
                    rough.reason = format!("these are geocentric metres; {} used in their place", given.named(columns));
                    remarks.push(rough);
                }
                remarks.extend(remark);
                // The stated system is that of the first pair.
                if first_choice {
                    remarks.extend(contradiction(exact.coordinates, record, columns));
                }
                return (Some(exact), remarks);
            }
            (None, remark) => remarks.extend(remark),
        }
    }
    match rough {
        Some((place, remark)) => {
            remarks.push(remark);
            (Some(place), remarks)
        }
        None => (None, remarks),
    }
}

impl Given {
    /// "Easting and Northing were", "Grid reference was".
    fn named(self, columns: &Columns) -> String {
        match self {
            Self::Pair { x, y } => format!("{} and {} were", columns.heading(x), columns.heading(y)),
            Self::Cell(column) | Self::Half(column) => format!("{} was", columns.heading(column)),
        }
    }
}

fn read_given(record: &Record, columns: &Columns, place: Given) -> (Option<Place>, Option<Remark>) {
    match place {
        Given::Pair { x, y } => read_pair(record, columns, (x, y)),
        Given::Cell(column) => given(record.cell(column)).map_or((None, None), |text| read_cell(column, text)),
        // Half a place is none; a note about the file says so once.
        Given::Half(column) => given(record.cell(column))
            .filter(|text| number(text).is_none())
            .map_or((None, None), |text| read_cell(column, text)),
    }
}

fn read_cell(column: usize, text: &str) -> (Option<Place>, Option<Remark>) {
    let (found, reason) = one_cell::read(text);
    let remark = |reason: &str| Remark { column, value: shortened(text), reason: reason.to_owned() };
    (found, reason.map(remark))
}

/// The text, cut where it is as long as an outline may be.
fn shortened(text: &str) -> String {
    let short: String = text.chars().take(LONGEST_VALUE).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// The longest value in a remark.
const LONGEST_VALUE: usize = 120;

fn read_pair(
    record: &Record,
    columns: &Columns,
    (x_column, y_column): (usize, usize),
) -> (Option<Place>, Option<Remark>) {
    let remark =
        |column: usize, value: &str, reason: String| (None, Some(Remark { column, value: shortened(value), reason }));
    let empty = |column| format!("{} is empty; the row is kept without a point", columns.heading(column));
    let (x, y) = (given(record.cell(x_column)), given(record.cell(y_column)));
    let numbers = (x.and_then(number), y.and_then(number));
    let not_a_number = "a coordinate must be a number; the row is kept without a point";
    match ((x, y), numbers) {
        ((None, None), _) => (None, None),
        ((Some(_), Some(_)), (Some(x), Some(y))) => {
            let (found, reason) = numbers::classify(x, y);
            let written = |x: &str, y: &str| format!("{x}, {y}");
            let value = written(given(record.cell(x_column)).unwrap_or(""), given(record.cell(y_column)).unwrap_or(""));
            let remark = reason.map(|reason| Remark { column: x_column, value, reason: reason.to_owned() });
            (found.map(|coordinates| Place { coordinates, square_m: None }), remark)
        }
        // In some rows of a file both halves, an outline or a grid reference stand in one of the two cells.
        ((Some(text), _), (None, _)) if one_cell::read(text).0.is_some() => read_cell(x_column, text),
        ((_, Some(text)), (_, None)) if one_cell::read(text).0.is_some() => read_cell(y_column, text),
        ((Some(x), None), _) => remark(x_column, x, empty(y_column)),
        ((None, Some(y)), _) => remark(y_column, y, empty(x_column)),
        ((Some(x), Some(_)), (None, _)) => remark(x_column, x, not_a_number.to_owned()),
        ((Some(_), Some(y)), (_, None)) => remark(y_column, y, not_a_number.to_owned()),
    }
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

/// Positions on the British National Grid, in order, many in one go: `None` for what is off the grid.
///
/// # Errors
/// [`ProjectionError`] when the conversion itself is not to be had.
pub(super) fn project(all: &[Option<Place>]) -> Result<Vec<Option<Position>>, ProjectionError> {
    let mut positions = vec![None; all.len()];
    let (mut degrees, mut degrees_at) = (Vec::new(), Vec::new());
    let (mut geocentric, mut geocentric_at) = (Vec::new(), Vec::new());
    for (at, place) in all.iter().enumerate() {
        match place.map(|place| place.coordinates) {
            Some(Coordinates::Grid(position)) => positions[at] = Some(position),
            Some(Coordinates::Degrees(point)) => {
                degrees.push(point);
                degrees_at.push(at);
            }
            Some(Coordinates::Geocentric(x, y)) => {
                geocentric.push((x, y));
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
