//! A place in one cell: two numbers with or without words, a grid reference, a point or an outline.

use super::{Place, grid_reference, numbers, outline};
use crate::import::values::number;

/// A longer cell is no pair of numbers.
const LONGEST: usize = 120;

/// What a cell gives: the place if there is one, and a sentence if there is something to say.
pub(super) fn read(text: &str) -> (Option<Place>, Option<&'static str>) {
    if outline::looks_like_one(text) {
        let Some((x, y)) = outline::middle(text) else {
            return (None, Some("this outline cannot be understood; the row is kept without a point"));
        };
        return exact(numbers::classify(x, y));
    }
    if let Some(square) = grid_reference::parse(text) {
        if square.side_m > WIDEST_SQUARE_M {
            let reason = "this grid reference is a square of ten kilometres, too wide to place anything; the row is kept \
                          without a point";
            return (None, Some(reason));
        }
        let square_m = (square.side_m > 1.0).then_some(square.side_m);
        return (Some(Place { coordinates: super::Coordinates::Grid(square.middle), square_m }), None);
    }
    let Some((x, y)) = pair(text) else {
        let reason = "a place in one cell must be two numbers, a grid reference like SJ 340 900 or a WKT outline; the row is \
                      kept without a point";
        return (None, Some(reason));
    };
    let (place, reason) = exact(numbers::classify(x, y));
    // In one cell either order of degrees is usual, so nothing is out of place.
    let is_usual = place.is_some_and(|place| matches!(place.coordinates, super::Coordinates::Degrees(_)));
    (place, reason.filter(|_| !is_usual))
}

/// A wider square than this says less than a postcode district does.
const WIDEST_SQUARE_M: f64 = 1_000.0;

fn exact(
    (coordinates, reason): (Option<super::Coordinates>, Option<&'static str>),
) -> (Option<Place>, Option<&'static str>) {
    (coordinates.map(|coordinates| Place { coordinates, square_m: None }), reason)
}

/// Whether a cell looks like a place, for columns whose heading says nothing: a code like "ST12" does not.
pub(crate) fn is_place(text: &str) -> bool {
    if outline::looks_like_one(text) {
        return true;
    }
    if text.len() > LONGEST {
        return false;
    }
    if let Some(square) = grid_reference::parse(text) {
        return square.side_m <= 100.0 || (square.side_m <= 1_000.0 && text.contains(' '));
    }
    pair(text).is_some_and(|(x, y)| numbers::classify(x, y).0.is_some())
}

/// Which half of a pair a word announces.
#[derive(Clone, Copy, PartialEq)]
enum Half {
    X,
    Y,
}

/// Two numbers in one cell as x and y: "53.4, -2.9" in the order in which they stand, "N390000 E338000" by their words.
fn pair(text: &str) -> Option<(f64, f64)> {
    if text.len() > LONGEST {
        return None;
    }
    let mut found: Vec<(f64, Option<Half>)> = Vec::with_capacity(2);
    let mut announced: Option<(Half, f64)> = None;
    let mut words_come_first = None;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_alphabetic() {
            let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(length);
            rest = after;
            let meaning = meaning(word)?;
            if matches!(meaning, Meaning::System) {
                rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            }
            let Meaning::Half(half, sign) = meaning else { continue };
            if *words_come_first.get_or_insert(found.is_empty()) {
                announced = Some((half, sign));
            } else if let Some(last) = found.last_mut().filter(|last| last.1.is_none()) {
                last.0 *= sign;
                last.1 = Some(half);
            }
        } else if first.is_ascii_digit() || matches!(first, '-' | '−' | '+') {
            let length = number_length(rest);
            if length == 0 {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            let (digits, after) = rest.split_at(length);
            rest = after;
            let value = number(&digits.replace('−', "-"))?;
            if found.len() == 2 {
                return None;
            }
            let half = announced.take();
            found.push((value * half.map_or(1.0, |(_, sign)| sign), half.map(|(half, _)| half)));
        } else {
            rest = &rest[first.len_utf8()..];
        }
    }
    match found.as_slice() {
        [(y, Some(Half::Y)), (x, Some(Half::X) | None)] | [(y, None), (x, Some(Half::X))] => Some((*x, *y)),
        [(x, _), (y, _)] => Some((*x, *y)),
        _ => None,
    }
}

enum Meaning {
    Half(Half, f64),
    System,
    Nothing,
}

/// What a word in a pair means; `None` for words that have no place there.
fn meaning(word: &str) -> Option<Meaning> {
    let is = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    if is(&["e", "x", "east", "easting", "eastings", "lon", "long", "lng", "longitude", "geox"]) {
        Some(Meaning::Half(Half::X, 1.0))
    } else if is(&["n", "y", "north", "northing", "northings", "lat", "latitude", "geoy"]) {
        Some(Meaning::Half(Half::Y, 1.0))
    } else if is(&["w", "west"]) {
        Some(Meaning::Half(Half::X, -1.0))
    } else if is(&["osgb", "wgs", "etrs", "epsg", "bng"]) {
        Some(Meaning::System)
    } else if is(&[
        "m",
        "metres",
        "and",
        "deg",
        "degrees",
        "grid",
        "ref",
        "reference",
        "gps",
        "co",
        "coord",
        "coordinates",
    ]) {
        Some(Meaning::Nothing)
    } else {
        None
    }
}

/// How many bytes of the text are one number. A comma belongs to it only where it divides thousands.
fn number_length(text: &str) -> usize {
    let sign = text.chars().next().filter(|c| matches!(c, '-' | '−' | '+')).map_or(0, char::len_utf8);
    let bytes = &text.as_bytes()[sign..];
    let (mut at, mut group, mut point, mut divided) = (0, 0, false, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => group += 1,
            b'.' if !point && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => point = true,
            b',' if !point && (if divided { group == 3 } else { (1..=3).contains(&group) }) => {
                let next = bytes.get(at + 1..).unwrap_or(&[]);
                let digits = next.iter().take_while(|byte| byte.is_ascii_digit()).count();
                if digits != 3 {
                    break;
                }
                divided = true;
                group = 0;
            }
            _ => break,
        }
        at += 1;
    }
    if at == 0 { 0 } else { sign + at }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{is_place, pair, read};
    use crate::import::coordinates::Coordinates;

    #[test]
    fn two_numbers_in_one_cell_are_a_pair() {
        let cases = [
            ("53.4, -2.9", Some((53.4, -2.9))),
            ("53.4,-2.9", Some((53.4, -2.9))),
            ("(53.4 -2.9)", Some((53.4, -2.9))),
            ("338000 390000", Some((338_000.0, 390_000.0))),
            ("338000,390000", Some((338_000.0, 390_000.0))),
            ("338,000 390,000", Some((338_000.0, 390_000.0))),
            ("338,000, 390,000", Some((338_000.0, 390_000.0))),
            ("E338000 N390000", Some((338_000.0, 390_000.0))),
            ("N390000 E338000", Some((338_000.0, 390_000.0))),
            ("Easting: 338000 Northing: 0405780", Some((338_000.0, 405_780.0))),
            ("Latitude: 50.72131 Longitude: -3.53389", Some((-3.53389, 50.72131))),
            ("53.4N 2.9W", Some((-2.9, 53.4))),
            ("53.4° N, 2.9° W", Some((-2.9, 53.4))),
            ("OSGB36 338000/390000", Some((338_000.0, 390_000.0))),
            ("338000", None),
            ("1 2 3", None),
            ("12 Mill Lane 4", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(pair(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_cell_with_a_grid_reference_is_a_square_and_a_wide_one_is_no_place() {
        let place = read("SJ 340 900").0.unwrap();
        assert_eq!(place.square_m, Some(100.0));
        assert!(matches!(place.coordinates, Coordinates::Grid(at) if at.easting_m == 334_050.0));
        assert_eq!(read("SJ 34000 90000").0.unwrap().square_m, None);
        let (place, reason) = read("SJ39");
        assert!(place.is_none() && reason.unwrap().contains("ten kilometres"));
        assert!(read("by the church").0.is_none());
    }

    #[test]
    fn codes_and_addresses_are_no_places() {
        for text in ["ST12", "ST1234", "12/00456", "14-16", "12 High Street 5", "L8 1TH", "1 2"] {
            assert!(!is_place(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_cell_is_read_without_harm(text in "[-−+.,0-9NEWSJXYenwsj():; °\u{a0}]{0,40}") {
            let _ = read(&text);
            let _ = is_place(&text);
        }
    }
}
