//! Counts of areas: of all that the files say of each, the best, with the base it is a rate of.
//!
//! Several files may count the same thing in one area. The latest year is taken; of one year a count of the area itself
//! before one of the MSOA around it; then the source whose id comes first, so that the order of loading does not matter.
//!
//! A base that a file leaves out is worked out: hectares from the outline for jobs, residents for businesses and premises.
//! What was counted over an MSOA is put on each of its LSOAs, found by name: the same rate for all (`scoring.md` C.2).
//! A count without a base is not known.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use geo::Area as _;

use crate::atlas::areas::Area;
use crate::domain::area::{AreaCount, AreaIndicator, middle_layer_name};
use crate::domain::source::SourceId;

const SQUARE_METRES_PER_HECTARE: f64 = 10_000.0;

/// One count of an area with its base.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// What was counted.
    pub indicator: AreaIndicator,
    /// How many.
    pub count: f64,
    /// Out of how much, above zero.
    pub base: f64,
    /// Whether it was counted over the MSOA around the area, and so is an estimate of the area itself.
    pub over_middle_layer: bool,
    /// The period in the publisher's words.
    pub period: String,
    /// The file it was read from.
    pub source: SourceId,
}

impl Counted {
    /// What is preferred comes first.
    fn rank(&self) -> impl Ord + use<> {
        (Reverse(year(&self.period)), self.over_middle_layer, self.source.clone())
    }
}

/// The first four digits in a row: the year of "2024" and of "March 2025".
fn year(period: &str) -> Option<u32> {
    let digits = period.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4)?;
    digits.parse().ok()
}

/// Puts counts on their areas, which are in order of code; gives how many are of no loaded area.
pub(super) fn distribute(areas: &mut [Area], counts: Vec<AreaCount>) -> usize {
    let mut within: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, area) in areas.iter().enumerate() {
        within.entry(middle_layer_name(&area.name)).or_default().push(index);
    }
    let hectares: Vec<f64> =
        areas.iter().map(|area| area.boundary.unsigned_area() / SQUARE_METRES_PER_HECTARE).collect();
    let mut left_out = 0;
    for count in counts {
        let own = areas.binary_search_by(|area| area.code.cmp(&count.code)).ok();
        let members = match (own, &count.area_name) {
            (Some(index), _) => vec![index],
            (None, Some(name)) if is_middle_layer(&count.code.0) => {
                within.get(&middle_layer_name(name)).cloned().unwrap_or_default()
            }
            (None, _) => Vec::new(),
        };
        if members.is_empty() {
            left_out += 1;
            continue;
        }
        let land: f64 = members.iter().map(|index| hectares[*index]).sum();
        let residents: Option<f64> = members.iter().map(|index| areas[*index].residents().map(f64::from)).sum();
        let base = count.base.or(match count.indicator {
            AreaIndicator::EmployeeJobs => Some(land),
            AreaIndicator::LocalUnits | AreaIndicator::Premises => residents,
            AreaIndicator::OccupiedPremises | AreaIndicator::HomeSales | AreaIndicator::PrivateRented => None,
        });
        let Some(base) = base.filter(|base| *base > 0.0 && count.count >= 0.0) else { continue };
        for index in members.iter().copied() {
            // Jobs are later averaged over land, so an MSOA's are shared out by land; every other rate stands whole.
            let share = match count.indicator {
                AreaIndicator::EmployeeJobs if land > 0.0 => hectares[index] / land,
                _ => 1.0,
            };
            let counted = Counted {
                indicator: count.indicator,
                count: count.count * share,
                base: base * share,
                over_middle_layer: own.is_none(),
                period: count.period.clone(),
                source: count.source.clone(),
            };
            if counted.base > 0.0 {
                keep_best(&mut areas[index].counts, counted);
            }
        }
    }
    for area in areas {
        area.counts.sort_by_key(|counted| AreaIndicator::ALL.iter().position(|known| *known == counted.indicator));
    }
    left_out
}

fn is_middle_layer(code: &str) -> bool {
    code.starts_with("E02") || code.starts_with("W02")
}

fn keep_best(held: &mut Vec<Counted>, counted: Counted) {
    match held.iter_mut().find(|other| other.indicator == counted.indicator) {
        Some(other) => {
            if counted.rank() < other.rank() {
                *other = counted;
            }
        }
        None => held.push(counted),
    }
}

#[cfg(test)]
mod tests {
    use crate::atlas::Atlas;
    use crate::atlas::fixture::{board, source};
    use crate::domain::area::{AreaCode, AreaCount, AreaIndicator, middle_layer_name};
    use crate::domain::holdings::Holdings;

    fn count(code: &str, indicator: AreaIndicator, count: f64, base: Option<f64>) -> AreaCount {
        AreaCount {
            code: AreaCode::new(code),
            area_name: None,
            indicator,
            count,
            base,
            period: "2024".to_owned(),
            source: source("counts"),
        }
    }

    /// A board of four areas with these counts only, named as LSOAs are: two in each MSOA.
    fn atlas(activity: Vec<AreaCount>) -> Atlas {
        let mut holdings = Holdings { activity, ..board(2) };
        for (boundary, name) in
            holdings.boundaries.iter_mut().zip(["St. Helens 004A", "St Helens 004B", "Brackley 010A", "Brackley 010B"])
        {
            boundary.name = name.to_owned();
        }
        Atlas::build(holdings)
    }

    #[test]
    fn a_count_over_an_msoa_is_the_same_rate_in_each_of_its_areas() {
        let over = |indicator, number| AreaCount {
            area_name: Some("St Helens 004".to_owned()),
            ..count("E02001393", indicator, number, None)
        };
        let atlas = atlas(vec![over(AreaIndicator::LocalUnits, 57.0), over(AreaIndicator::EmployeeJobs, 720.0)]);
        for area in &atlas.areas()[..2] {
            let [jobs, units] = area.counts.as_slice() else { panic!("{:?}", area.counts) };
            // 1,400 and 1,410 people live there; each area is 36 hectares.
            assert_eq!((units.count, units.base, units.over_middle_layer), (57.0, 2_810.0, true));
            assert!((jobs.count - 360.0).abs() < 1e-9 && (jobs.base - 36.0).abs() < 1e-9, "{jobs:?}");
        }
        assert!(atlas.areas()[2..].iter().all(|area| area.counts.is_empty()));
        assert_eq!(atlas.without_boundary().activity, 0);
    }

    #[test]
    fn what_cannot_be_placed_is_counted_and_what_has_no_base_is_not_known() {
        let nameless = count("E02001393", AreaIndicator::LocalUnits, 5.0, None);
        let elsewhere = AreaCount { area_name: Some("Elsewhere 001".to_owned()), ..nameless.clone() };
        let no_base = count("E01990000", AreaIndicator::PrivateRented, 100.0, None);
        let atlas = atlas(vec![nameless, elsewhere, no_base]);
        assert_eq!(atlas.without_boundary().activity, 2);
        assert!(atlas.areas().iter().all(|area| area.counts.is_empty()));
    }

    #[test]
    fn the_latest_year_counts_and_in_one_year_the_area_itself_before_its_msoa() {
        let own = |period: &str, number: f64| AreaCount {
            period: period.to_owned(),
            ..count("E01990000", AreaIndicator::Premises, number, Some(1_000.0))
        };
        let around = AreaCount {
            area_name: Some("St Helens 004".to_owned()),
            ..count("E02001393", AreaIndicator::Premises, 30.0, None)
        };
        let found = |counts: Vec<AreaCount>| atlas(counts).areas()[0].counts[0].count;
        assert!((found(vec![own("March 2023", 3.0), around.clone()]) - 30.0).abs() < 1e-9);
        assert!((found(vec![around.clone(), own("2024", 4.0)]) - 4.0).abs() < 1e-9);
        assert!((found(vec![own("period not given", 5.0), around]) - 30.0).abs() < 1e-9);
    }

    #[test]
    fn an_lsoa_lies_in_the_msoa_its_name_starts_with() {
        for (name, expected) in [
            ("Liverpool 047D", "liverpool 047"),
            ("St. Helens  004B", "st helens 004"),
            ("Liverpool 047", "liverpool 047"),
            ("Bath", "bath"),
            ("Aldermere E01990000", "aldermere e01990000"),
        ] {
            assert_eq!(middle_layer_name(name), expected);
        }
    }
}
