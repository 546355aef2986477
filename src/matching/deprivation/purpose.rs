//! D for the purposes of one need (`scoring.md` B.3): the mean over the distinct rows that they map to.

use crate::domain::criteria::PURPOSE_ROWS;
use crate::domain::matches::{PlaceFigures, Ranged};
use crate::domain::need::Purpose;
use crate::matching::grade::Grade;

/// Distinct rows of the table of purposes, and whether the plain index is among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    weighted: [bool; PURPOSE_ROWS],
    plain: bool,
}

impl Rows {
    /// The rows of some purposes; the plain index alone when there is none.
    #[must_use]
    pub fn of(purposes: &[Purpose]) -> Self {
        let mut rows = Self { weighted: [false; PURPOSE_ROWS], plain: purposes.is_empty() };
        for purpose in purposes {
            match purpose.deprivation_row() {
                Some(row) => rows.weighted[row] = true,
                None => rows.plain = true,
            }
        }
        rows
    }

    /// The rows with extra weight, in order.
    pub fn weighted(self) -> impl Iterator<Item = usize> {
        (0..PURPOSE_ROWS).filter(move |row| self.weighted[*row])
    }
}

/// Which figures of D are averaged for some purposes: 0 is the plain index, 1 and more the rows of the table.
#[must_use]
pub fn rows(purposes: &[Purpose]) -> Vec<usize> {
    let rows = Rows::of(purposes);
    rows.plain.then_some(0).into_iter().chain(rows.weighted().map(|row| row + 1)).collect()
}

/// D of a place for the purposes of a need. Nothing is allocated: this runs for every asset there is.
#[must_use]
pub fn for_purposes(place: &PlaceFigures, purposes: &[Purpose]) -> Grade {
    let Some(figures) = &place.deprivation else { return Grade::UNKNOWN };
    let rows = Rows::of(purposes);
    let plain = rows.plain.then_some(Ranged { value: figures.value, low: figures.low, high: figures.high });
    let all = plain.into_iter().chain(rows.weighted().map(|row| figures.by_purpose[row]));
    let (mut sum, mut count) = (Ranged::default(), 0.0);
    for row in all {
        sum = Ranged { value: sum.value + row.value, low: sum.low + row.low, high: sum.high + row.high };
        count += 1.0;
    }
    Grade::between(sum.value / count, sum.low / count, sum.high / count, figures.quality)
}

#[cfg(test)]
mod tests {
    use super::for_purposes;
    use crate::domain::matches::{PlaceFigures, Ranged};
    use crate::domain::need::Purpose;
    use crate::matching::grade::Grade;
    use crate::matching::tests::g34_place;

    fn place() -> PlaceFigures {
        let mut place = g34_place();
        if let Some(figures) = &mut place.deprivation {
            figures.by_purpose = std::array::from_fn(|row| {
                let value = 0.1 * (row + 1) as f64;
                Ranged { value, low: value - 0.05, high: value + 0.1 }
            });
        }
        place
    }

    fn near(grade: Grade, expected: [f64; 3]) {
        let found = [grade.used, grade.low, grade.high];
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}, expected {expected:?}");
    }

    #[test]
    fn a_need_without_a_mapped_purpose_takes_the_plain_index() {
        for purposes in [&[][..], &[Purpose::General], &[Purpose::Arts, Purpose::General]] {
            near(for_purposes(&place(), purposes), [0.733_037, 0.6917, 0.7664]);
        }
    }

    #[test]
    fn one_purpose_takes_its_row_and_several_the_mean_of_distinct_rows() {
        near(for_purposes(&place(), &[Purpose::Health]), [0.3, 0.25, 0.4]);
        // Food and advice share a row, which counts once.
        near(for_purposes(&place(), &[Purpose::Food, Purpose::Advice]), [0.4, 0.35, 0.5]);
        near(for_purposes(&place(), &[Purpose::Food, Purpose::Advice, Purpose::Housing]), [0.5, 0.45, 0.6]);
        // Arts counts as the plain index.
        near(
            for_purposes(&place(), &[Purpose::Health, Purpose::Arts]),
            [(0.3 + 0.733_037) / 2.0, (0.25 + 0.6917) / 2.0, (0.4 + 0.7664) / 2.0],
        );
    }

    #[test]
    fn the_order_of_purposes_does_not_matter() {
        let one = for_purposes(&place(), &[Purpose::Housing, Purpose::Arts, Purpose::Skills]);
        assert_eq!(one, for_purposes(&place(), &[Purpose::Skills, Purpose::Housing, Purpose::Arts]));
    }

    #[test]
    fn where_nothing_is_known_no_purpose_makes_it_known() {
        assert_eq!(for_purposes(&PlaceFigures::default(), &[Purpose::Health]), Grade::UNKNOWN);
    }
}
