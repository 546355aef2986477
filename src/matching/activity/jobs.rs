//! Employee jobs per hectare, averaged over what lies around: public figures of jobs are heavily rounded.
//!
//! 1 to 49 jobs are published as 5 or 10, so that one area's figure says little. Jobs and hectares are each summed over the
//! areas whose centres are near, weighted `exp(-d^2 / (2 x 800^2))` by distance between centres (`scoring.md` C.2), and
//! then divided. An area whose own jobs are not known stays not known, whatever lies around it.

use crate::atlas::{Around, Atlas};
use crate::domain::area::AreaIndicator;
use crate::domain::criteria::Criteria;
use crate::domain::place::Position;
use crate::matching::activity::{Rate, counted};

/// Beyond so many widths a neighbour weighs a hundredth or less and is left out.
const WIDTHS: f64 = 3.0;

/// Jobs and hectares around each area, in order.
pub(super) fn rates(atlas: &Atlas, criteria: &Criteria) -> Vec<Option<Rate>> {
    let areas = atlas.areas();
    let own: Vec<Option<Rate>> =
        areas.iter().map(|area| counted(area, AreaIndicator::EmployeeJobs).map(Rate::of)).collect();
    let twice_width2 = 2.0 * criteria.jobs_kernel_m * criteria.jobs_kernel_m;
    let centres: Vec<Position> = areas.iter().map(|area| area.centre).collect();
    let prepare =
        |around: &Around| -> Vec<Option<Rate>> { around.areas.iter().map(|area| own[*area as usize]).collect() };
    atlas.catchments(&centres, WIDTHS * criteria.jobs_kernel_m, prepare, |area, around, rates| {
        let Rate { quality, .. } = own[area]?;
        let known = around.within(centres[area]).filter_map(|(place, distance_m)| Some((rates[place]?, distance_m)));
        let (count, base) = known.fold((0.0, 0.0), |(count, base), (rate, distance_m)| {
            let weight = (-distance_m * distance_m / twice_width2).exp();
            (count + weight * rate.count, base + weight * rate.base)
        });
        Some(Rate { count, base, quality })
    })
}

#[cfg(test)]
mod tests {
    use super::rates;
    use crate::atlas::Atlas;
    use crate::atlas::fixture::board;
    use crate::domain::area::AreaIndicator;
    use crate::domain::criteria::Criteria;
    use crate::domain::holdings::Holdings;

    #[test]
    fn jobs_are_averaged_over_what_lies_within_a_walk() {
        // Three by three areas, 600 m from centre to centre; all jobs are in the middle one, and one corner is not known.
        let mut holdings: Holdings = board(3);
        holdings.activity.retain(|count| count.indicator == AreaIndicator::EmployeeJobs);
        for (number, count) in holdings.activity.iter_mut().enumerate() {
            count.count = if number == 4 { 1_000.0 } else { 0.0 };
        }
        holdings.activity.remove(8);
        let found = rates(&Atlas::build(holdings), &Criteria::default());
        let weight = |distance_m: f64| (-distance_m * distance_m / (2.0 * 800.0 * 800.0)).exp();
        let middle = found[4].unwrap();
        assert!((middle.count - 1_000.0).abs() < 1e-9);
        let expected = 36.0 * (1.0 + 4.0 * weight(600.0) + 3.0 * weight(600.0 * 2.0_f64.sqrt()));
        assert!((middle.base - expected).abs() < 1e-9, "{middle:?}");
        assert!((found[1].unwrap().count - 1_000.0 * weight(600.0)).abs() < 1e-9);
        assert_eq!(found[8], None);
    }
}
