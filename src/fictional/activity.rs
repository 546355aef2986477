//! Invented counts of jobs, businesses and premises, rounded as official ones are, with some areas left out.

use std::path::Path;

use super::FictionalError;
use super::areas::{Area, Areas};
use super::chance::{Chance, Stream};
use super::files::{Style, bytes, one_row, table, write_in_order};
use crate::domain::area::AreaIndicator;

const HEADER: [&str; 5] = ["area_code", "indicator", "count", "base", "period"];
/// The year the counts are of.
const PERIOD: &str = "2024";

/// Writes `activity.csv`: one row for each area and indicator that is known. The base of jobs is hectares, of the others
/// residents.
///
/// # Errors
/// [`FictionalError`] when the file cannot be written.
pub(super) fn write(
    path: &Path,
    seed: u64,
    areas: &Areas,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), FictionalError> {
    let piece = |range: std::ops::Range<usize>| {
        let mut rows = table(Style::Spreadsheet);
        for index in range {
            let area = &areas.all[index];
            for (indicator, count, base) in counts(&mut Chance::of(seed, Stream::Activity, index), area) {
                let base = format!("{base:.1}");
                rows.write_record([
                    &area.code,
                    indicator.slug(),
                    &count.to_string(),
                    base.trim_end_matches(".0"),
                    PERIOD,
                ])?;
            }
        }
        bytes(rows)
    };
    write_in_order(path, &one_row(Style::Spreadsheet, &HEADER)?, areas.all.len(), piece, progress)
}

/// What is known of one area: nothing for one in sixteen, one indicator short for one in ten.
fn counts(chance: &mut Chance, area: &Area) -> Vec<(AreaIndicator, u32, f64)> {
    if chance.happens(1.0 / 16.0) {
        return Vec::new();
    }
    let residents = f64::from(area.residents);
    // A few areas are centres of trade; most are quiet, the more so the more deprived.
    let bustle = (0.9 * chance.normal() - 0.2 * area.hardship + 0.25 * area.thickness).exp();
    let jobs = residents * 0.28 * bustle;
    let jobs_step = if jobs < 50.0 { 5.0 } else { 25.0 };
    let units = residents * 0.032 * bustle.powf(0.7);
    let premises = f64::from(chance.poisson((residents * 0.011 * bustle.powf(0.8)).min(400.0)));
    let mut known = vec![
        (AreaIndicator::EmployeeJobs, ((jobs / jobs_step).round() * jobs_step) as u32, area.hectares.max(0.1)),
        (AreaIndicator::LocalUnits, ((units / 5.0).round() * 5.0) as u32, residents),
        (AreaIndicator::Premises, premises as u32, residents),
    ];
    if chance.happens(0.1) {
        known.remove(chance.below(3));
    }
    known
}

#[cfg(test)]
mod tests {
    use super::super::areas;
    use super::*;

    #[test]
    fn some_areas_are_missing_and_bases_are_above_zero() {
        let areas = areas::invent(8, 400);
        let lists: Vec<_> = areas
            .all
            .iter()
            .enumerate()
            .map(|(index, area)| counts(&mut Chance::of(8, Stream::Activity, index), area))
            .collect();
        let missing = lists.iter().filter(|list| list.is_empty()).count();
        assert!((5..60).contains(&missing), "{missing} areas without counts");
        assert!(lists.iter().flatten().all(|(_, _, base)| *base >= 0.1));
    }
}
