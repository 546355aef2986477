//! Invented postcodes, a handful inside each area, written as Code-Point Open is.

use std::path::Path;

use super::FictionalError;
use super::areas::{Area, Areas};
use super::boundaries::ward_code;
use super::chance::{Chance, Stream};
use super::files::{Style, bytes, table, write_in_order};
use super::shape::BOROUGHS;

/// Postcodes in each area.
pub(super) const EACH_AREA: usize = 8;
/// Areas that share an outward part in a small region; a large one has more to a part, as there are only 99 parts.
const AREAS_TO_A_DISTRICT: usize = 18;
/// Letters that inward parts use.
const UNIT_LETTERS: [char; 20] =
    ['A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'W', 'X', 'Y', 'Z'];

/// One postcode with its point, in whole metres as Ordnance Survey gives it.
#[derive(Clone, Copy)]
pub(super) struct Postcode {
    district: u8,
    sector: u8,
    unit: u16,
    pub(super) easting_m: i32,
    pub(super) northing_m: i32,
}

impl Postcode {
    /// The whole postcode: "XL1 2AB". No real postcode begins with XL.
    pub(super) fn text(self) -> String {
        let unit = usize::from(self.unit);
        let (first, second) = (UNIT_LETTERS[unit / UNIT_LETTERS.len()], UNIT_LETTERS[unit % UNIT_LETTERS.len()]);
        format!("{} {}{first}{second}", self.outward(), self.sector)
    }

    /// The part before the space.
    pub(super) fn outward(self) -> String {
        format!("XL{}", self.district)
    }
}

/// The postcodes of a region.
pub(super) struct Postcodes(Vec<[Postcode; EACH_AREA]>);

impl Postcodes {
    /// Those of one area.
    pub(super) fn of(&self, area: usize) -> &[Postcode; EACH_AREA] {
        &self.0[area]
    }

    /// The one whose point is nearest, among those of one area.
    pub(super) fn nearest(&self, area: usize, (easting_m, northing_m): (f64, f64)) -> Postcode {
        let apart = |postcode: &Postcode| {
            (f64::from(postcode.easting_m) - easting_m).hypot(f64::from(postcode.northing_m) - northing_m)
        };
        let list = self.of(area);
        list.iter().fold(list[0], |best, next| if apart(next) < apart(&best) { *next } else { best })
    }
}

/// Invents the postcodes.
pub(super) fn invent(seed: u64, areas: &Areas) -> Postcodes {
    let to_a_district = areas.all.len().div_ceil(99).max(AREAS_TO_A_DISTRICT);
    let of_area = |(index, area): (usize, &Area)| {
        let mut chance = Chance::of(seed, Stream::Postcodes, index);
        std::array::from_fn(|place| {
            let (easting_m, northing_m) = area.cell.point_inside(&mut chance);
            let number = index % to_a_district * EACH_AREA + place;
            // Sectors fill up one after the other, so that neighbours share theirs.
            let to_a_sector = (to_a_district * EACH_AREA).div_ceil(9);
            Postcode {
                district: (index / to_a_district + 1) as u8,
                sector: (number / to_a_sector + 1) as u8,
                unit: (number % to_a_sector) as u16,
                easting_m: easting_m.round() as i32,
                northing_m: northing_m.round() as i32,
            }
        })
    };
    Postcodes(areas.all.iter().enumerate().map(of_area).collect())
}

/// Writes `codepoint.csv`: no header, ten columns, text in quotes.
///
/// # Errors
/// [`FictionalError`] when the file cannot be written.
pub(super) fn write(
    path: &Path,
    areas: &Areas,
    postcodes: &Postcodes,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), FictionalError> {
    let piece = |range: std::ops::Range<usize>| {
        let mut rows = table(Style::TextQuoted);
        for index in range {
            let borough = BOROUGHS[areas.all[index].borough].code;
            let ward = ward_code(areas.all[index].town);
            for postcode in postcodes.of(index) {
                let (easting, northing) = (postcode.easting_m.to_string(), postcode.northing_m.to_string());
                rows.write_record([
                    postcode.text().as_str(),
                    "10",
                    &easting,
                    &northing,
                    "E92000001",
                    "E19099001",
                    "E18099001",
                    "",
                    borough,
                    &ward,
                ])?;
            }
        }
        bytes(rows)
    };
    write_in_order(path, b"", areas.all.len(), piece, progress)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::areas;
    use super::*;

    #[test]
    fn every_postcode_is_different_well_formed_and_of_one_area() {
        for count in [30, 2_500] {
            let areas = areas::invent(4, count);
            let postcodes = invent(4, &areas);
            let texts: BTreeSet<String> = postcodes.0.iter().flatten().map(|postcode| postcode.text()).collect();
            assert_eq!(texts.len(), count * EACH_AREA);
            for text in &texts {
                let read = crate::domain::postcode::Postcode::parse(text).unwrap();
                assert!(read.is_whole() && read.as_str() == text);
            }
        }
    }

    #[test]
    fn the_largest_region_does_not_run_out_of_postcodes() {
        let to_a_district = 33_755_usize.div_ceil(99);
        let to_a_sector = (to_a_district * EACH_AREA).div_ceil(9);
        assert!(to_a_sector <= UNIT_LETTERS.len().pow(2));
        assert!((33_755 - 1) / to_a_district < 99);
    }
}
