//! Ordnance Survey grid references: "SJ 340 900" is the square of 100 m whose south-west corner is 334000, 390000.

use crate::domain::place::Position;

/// A square of the National Grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Square {
    /// Its middle; for a square of one metre its corner, which is the point that was meant.
    pub(super) middle: Position,
    /// The length of its sides in metres: 1, 10, 100, 1,000 or 10,000.
    pub(super) side_m: f64,
}

/// Reads two letters and two to ten digits, in any spacing that keeps the two halves apart or together.
pub(super) fn parse(text: &str) -> Option<Square> {
    let text = text.trim();
    let text = text.strip_prefix("NGR").or_else(|| text.strip_prefix("OS ")).unwrap_or(text);
    let text = text.trim_start_matches([':', ' ', '\u{a0}']);
    if !(4..=20).contains(&text.len()) || !text.is_ascii() {
        return None;
    }
    let (letters, rest) = text.split_at(2);
    let (easting_m, northing_m) = corner(letters)?;
    let groups: Vec<&str> = rest.split([' ', ',']).filter(|group| !group.is_empty()).collect();
    let digits = groups.concat();
    let even = digits.len() % 2 == 0 && (2..=10).contains(&digits.len());
    let halves = match groups.as_slice() {
        [_] => true,
        [east, north] => east.len() == north.len(),
        _ => false,
    };
    if !even || !halves || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (east, north) = digits.split_at(digits.len() / 2);
    let side_m = [10_000.0, 1_000.0, 100.0, 10.0, 1.0][east.len() - 1];
    let to_middle = if side_m > 1.0 { side_m / 2.0 } else { 0.0 };
    let metres = |half: &str| half.parse::<u32>().ok().map(|steps| f64::from(steps) * side_m + to_middle);
    let middle = Position::new(easting_m + metres(east)?, northing_m + metres(north)?).ok()?;
    Some(Square { middle, side_m })
}

/// The south-west corner of a square of 100 km, in metres east and north of the grid's origin.
fn corner(letters: &str) -> Option<(f64, f64)> {
    let place = |letter: u8| {
        let letter = letter.to_ascii_uppercase();
        // The alphabet without I, five letters to a row, from the north-west corner on.
        let at = match letter {
            b'A'..=b'H' => letter - b'A',
            b'J'..=b'Z' => letter - b'A' - 1,
            _ => return None,
        };
        Some((i32::from(at % 5), i32::from(4 - at / 5)))
    };
    let [first, second] = *letters.as_bytes() else { return None };
    let ((wide_east, wide_north), (east, north)) = (place(first)?, place(second)?);
    // Squares of 500 km count from V, which lies two to the west and one to the south of S.
    let (east, north) = ((wide_east - 2) * 5 + east, (wide_north - 1) * 5 + north);
    let on_grid = (0..7).contains(&east) && (0..13).contains(&north);
    on_grid.then(|| (f64::from(east) * 100_000.0, f64::from(north) * 100_000.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::parse;

    #[test]
    fn a_reference_is_a_square_as_fine_as_its_digits() {
        let cases = [
            ("SJ 340 900", Some((334_050.0, 390_050.0, 100.0))),
            ("SJ3490", Some((334_500.0, 390_500.0, 1_000.0))),
            ("sj34129034", Some((334_125.0, 390_345.0, 10.0))),
            ("SJ 34123 90345", Some((334_123.0, 390_345.0, 1.0))),
            ("SJ39", Some((335_000.0, 395_000.0, 10_000.0))),
            ("NGR: TQ 300 800", Some((530_050.0, 180_050.0, 100.0))),
            ("NN 166 712", Some((216_650.0, 771_250.0, 100.0))),
            ("HP 60 10", Some((460_500.0, 1_210_500.0, 1_000.0))),
            ("SV 90 10", Some((90_500.0, 10_500.0, 1_000.0))),
            ("SI 340 900", None),
            ("AA 340 900", None),
            ("SJ 34 0900", None),
            ("SJ 340 90", None),
            ("SJ", None),
            ("SJ 340 900 1", None),
            ("L8 1TH", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let found = parse(text).map(|found| (found.middle.easting_m, found.middle.northing_m, found.side_m));
            assert_eq!(found, expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_harm(text in "\\PC{0,24}") {
            let _ = parse(&text);
        }
    }
}
