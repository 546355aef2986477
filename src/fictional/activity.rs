//! Invented counts of jobs, businesses, premises and households, rounded as official ones are, with some areas left out.
//!
//! Neighbours are alike: busy streets and rented homes come in patches. Businesses are counted over MSOAs, as the official
//! ones are, and premises in use only in some boroughs. Home sales are not here: they follow from `price-paid.csv`.

use std::path::Path;

use super::FictionalError;
use super::areas::{Area, Areas};
use super::chance::{Chance, Stream};
use super::field::Field;
use super::files::{Style, bytes, one_row, table, write_in_order};
use crate::domain::area::AreaIndicator;

const HEADER: [&str; 6] = ["area_code", "area_name", "indicator", "count", "base", "period"];
/// The year the counts of the economy are of, and the census year.
const PERIOD: &str = "2024";
const CENSUS: &str = "2021";

/// The first MSOA's code; real codes of this kind stop well short of it.
const FIRST_MIDDLE_CODE: usize = 2_090_001;

/// The scale on which busy streets and rented homes come and go.
const PATCH_M: f64 = 1_200.0;

const PEOPLE_PER_HOUSEHOLD: f64 = 2.3;

/// One line of the file, of an area or of the MSOA it is the first of.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    code: String,
    name: String,
    indicator: AreaIndicator,
    count: u32,
    base: Option<f64>,
    period: &'static str,
}

/// Writes `activity.csv`: a line for each area or MSOA and each indicator that is known.
///
/// # Errors
/// [`FictionalError`] when the file cannot be written.
pub(super) fn write(
    path: &Path,
    seed: u64,
    areas: &Areas,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), FictionalError> {
    let lines = lines(seed, &areas.all);
    let piece = |range: std::ops::Range<usize>| {
        let mut rows = table(Style::Spreadsheet);
        for line in lines[range].iter().flatten() {
            let base = line.base.map_or_else(String::new, |base| format!("{base:.1}"));
            rows.write_record([
                &line.code,
                &line.name,
                line.indicator.slug(),
                &line.count.to_string(),
                base.trim_end_matches(".0"),
                line.period,
            ])?;
        }
        bytes(rows)
    };
    write_in_order(path, &one_row(Style::Spreadsheet, &HEADER)?, areas.all.len(), piece, progress)
}

/// The lines that each area brings.
fn lines(seed: u64, areas: &[Area]) -> Vec<Vec<Line>> {
    let [busy, rented] = [3, 4].map(|field| Field::new(seed, field, PATCH_M));
    let counted: Vec<Counted> = areas
        .iter()
        .enumerate()
        .map(|(index, area)| {
            let patches = [busy.at(area.cell.site), rented.at(area.cell.site)];
            counts(&mut Chance::of(seed, Stream::Activity, index), area, patches)
        })
        .collect();
    let mut lines: Vec<Vec<Line>> = counted.iter().map(|counted| counted.lines.clone()).collect();
    let mut middle_layer = 0;
    let mut start = 0;
    while start < areas.len() {
        let name = middle_name(&areas[start]);
        let end = start + areas[start..].iter().take_while(|area| middle_name(area) == name).count();
        let units: f64 = counted[start..end].iter().map(|counted| counted.units).sum();
        lines[start].push(Line {
            code: format!("E{:08}", FIRST_MIDDLE_CODE + middle_layer),
            name: name.to_owned(),
            indicator: AreaIndicator::LocalUnits,
            count: to_nearest(units, 5.0),
            base: None,
            period: PERIOD,
        });
        middle_layer += 1;
        start = end;
    }
    lines
}

/// "Aldermere 001" of "Aldermere 001A".
fn middle_name(area: &Area) -> &str {
    area.name.trim_end_matches(|c: char| c.is_ascii_uppercase())
}

struct Counted {
    lines: Vec<Line>,
    /// Businesses, which are published for the MSOA only.
    units: f64,
}

/// What is counted of one area: nothing of the economy for one in sixteen, one indicator short for one in ten.
fn counts(chance: &mut Chance, area: &Area, [busy, rented]: [f64; 2]) -> Counted {
    let line = |indicator, count, base, period| Line {
        code: area.code.clone(),
        name: area.name.clone(),
        indicator,
        count,
        base,
        period,
    };
    let residents = f64::from(area.residents);
    let not_published = chance.happens(1.0 / 16.0);
    // A few patches are centres of trade; most are quiet, the more so the more deprived.
    let bustle = (0.75 * busy + 0.45 * chance.normal() - 0.2 * area.hardship + 0.25 * area.thickness).exp();
    let jobs = residents * 0.28 * bustle;
    let units = residents * 0.032 * bustle.powf(0.7);
    let premises = f64::from(chance.poisson((residents * 0.011 * bustle.powf(0.8)).min(400.0)));
    let mut lines = vec![
        line(
            AreaIndicator::EmployeeJobs,
            to_nearest(jobs, if jobs < 50.0 { 5.0 } else { 25.0 }),
            Some(area.hectares.max(0.1)),
            PERIOD,
        ),
        line(AreaIndicator::Premises, premises as u32, None, PERIOD),
    ];
    // Two boroughs in three publish lists of empty property.
    if area.borough % 3 != 2 {
        let rateable = 5 + to_nearest(units * 0.9, 1.0);
        let empty = 0.06 + 0.05 * (area.hardship - 0.5 * busy).clamp(-1.0, 2.0);
        let in_use = (0..rateable).filter(|_| !chance.happens(empty)).count();
        let base = Some(f64::from(rateable));
        lines.push(line(AreaIndicator::OccupiedPremises, in_use as u32, base, PERIOD));
    }
    if chance.happens(0.1) {
        lines.remove(chance.below(lines.len()));
    }
    if not_published {
        lines.clear();
    }
    let households = (residents / PEOPLE_PER_HOUSEHOLD).round();
    let renting = (0.19 + 0.09 * rented + 0.04 * area.thickness + 0.02 * chance.normal()).clamp(0.03, 0.75);
    let private = to_nearest(households * renting, 1.0);
    lines.push(line(AreaIndicator::PrivateRented, private, Some(households), CENSUS));
    Counted { lines, units }
}

fn to_nearest(number: f64, step: f64) -> u32 {
    ((number / step).round() * step) as u32
}

#[cfg(test)]
mod tests {
    use super::super::areas;
    use super::*;

    #[test]
    fn some_areas_are_missing_and_every_indicator_is_there() {
        let areas = areas::invent(8, 400);
        let lines = lines(8, &areas.all);
        let all: Vec<&Line> = lines.iter().flatten().collect();
        let of = |indicator| all.iter().filter(|line| line.indicator == indicator).count();
        assert!((300..396).contains(&of(AreaIndicator::EmployeeJobs)), "{}", of(AreaIndicator::EmployeeJobs));
        assert!((300..396).contains(&of(AreaIndicator::Premises)));
        assert!((100..396).contains(&of(AreaIndicator::OccupiedPremises)));
        assert_eq!(of(AreaIndicator::PrivateRented), 400);
        assert!((80..100).contains(&of(AreaIndicator::LocalUnits)), "one line for each five areas");
        assert!(all.iter().all(|line| line.base.is_none_or(|base| base >= 0.1)));
        let parts = [AreaIndicator::OccupiedPremises, AreaIndicator::PrivateRented];
        let mut shares = all.iter().filter(|line| parts.contains(&line.indicator));
        assert!(shares.all(|line| f64::from(line.count) <= line.base.unwrap()));
    }

    #[test]
    fn neighbours_are_alike() {
        let areas = areas::invent(8, 900).all;
        let lines = lines(8, &areas);
        let share = |index: usize| {
            let line = lines[index].iter().find(|line| line.indicator == AreaIndicator::PrivateRented).unwrap();
            f64::from(line.count) / line.base.unwrap()
        };
        // Areas next to each other in code are next to each other on the ground.
        let next: f64 = (1..900).map(|index| (share(index) - share(index - 1)).abs()).sum::<f64>() / 899.0;
        let far: f64 = (450..900).map(|index| (share(index) - share(index - 450)).abs()).sum::<f64>() / 450.0;
        assert!(next < 0.8 * far, "neighbours {next}, strangers {far}");
    }
}
