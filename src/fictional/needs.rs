//! Invented needs: organisations and the space each is looking for, in the service's own template.

use std::path::Path;

use time::{Date, Duration};

use super::areas::Areas;
use super::chance::{Chance, Stream};
use super::files::{Style, bytes, one_row, table, write_in_order};
use super::names;
use super::need_kinds::NEED_KINDS;
use super::postcodes::Postcodes;
use super::shape::{BOROUGHS, TOWNS};
use super::{FictionalError, RegionPlan};
use crate::domain::asset::SpaceType;
use crate::domain::need::{LegalForm, OrganisationSize, Reach, StepFreeNeed, Visibility};

const HEADER: [&str; 30] = [
    "need_id",
    "organisation",
    "legal_form",
    "charity_number",
    "company_number",
    "title",
    "purpose",
    "serves",
    "place",
    "borough",
    "postcode",
    "easting",
    "northing",
    "reach",
    "max_distance_km",
    "space_types",
    "area_ideal_m2",
    "area_min_m2",
    "area_max_m2",
    "size_flexible",
    "would_share",
    "step_free",
    "budget_gbp_per_year",
    "capital_gbp",
    "tenure_years",
    "latest_start",
    "urgent",
    "visibility",
    "statement_date",
    "organisation_size",
];

/// The key of the `index`-th need.
pub(super) fn need_id(index: usize) -> String {
    format!("NEED-{:05}", index + 1)
}

/// Writes `needs.csv`.
///
/// # Errors
/// [`FictionalError`] when the file cannot be written.
pub(super) fn write(
    path: &Path,
    plan: &RegionPlan,
    areas: &Areas,
    postcodes: &Postcodes,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), FictionalError> {
    // Needs come up where life is harder and where people live.
    let running_weights: Vec<f64> = areas
        .all
        .iter()
        .scan(0.0, |total, area| {
            *total += f64::from(area.residents) * (0.45 * area.hardship.clamp(-3.0, 3.0)).exp();
            Some(*total)
        })
        .collect();
    let piece = |range: std::ops::Range<usize>| {
        let mut rows = table(Style::Spreadsheet);
        for index in range {
            rows.write_record(row(plan, index, areas, postcodes, &running_weights))?;
        }
        bytes(rows)
    };
    write_in_order(path, &one_row(Style::Spreadsheet, &HEADER)?, plan.needs, piece, progress)
}

/// What a need says of its place.
struct Place {
    /// near, borough or anywhere.
    said: &'static str,
    postcode: String,
    easting: String,
    northing: String,
}

fn row(plan: &RegionPlan, index: usize, areas: &Areas, postcodes: &Postcodes, running_weights: &[f64]) -> Vec<String> {
    let mut chance = Chance::of(plan.seed, Stream::Needs, index);
    let chance = &mut chance;
    let kind = &NEED_KINDS[chance.below(NEED_KINDS.len())];
    let area_index = chance.place_in(running_weights);
    let area = &areas.all[area_index];
    let point = area.cell.point_inside(chance);
    let place = place(chance, postcodes, area_index, point);
    let group = names::group(chance);
    let first = if chance.happens(0.45) { format!("{group} {}", TOWNS[area.town].name) } else { group.to_owned() };
    let form = chance.pick(&kind.forms);
    let ideal_m2 = kind.usual_m2 * (0.35 * chance.normal()).exp();
    let ideal_m2 = ((ideal_m2 / 10.0).round() * 10.0).max(40.0);
    let least_m2 = (ideal_m2 * chance.between(0.6, 0.85) / 5.0).round() * 5.0;
    let yearly_m2 =
        if kind.spaces[0].0 == SpaceType::LandGrowing { chance.between(0.6, 3.0) } else { chance.between(75.0, 165.0) };
    let budget = ((ideal_m2 * yearly_m2 / 500.0).round() * 500.0).max(500.0);
    let capital = ((9.8 + 1.1 * chance.normal()).exp() / 1_000.0).round() * 1_000.0;
    let purposes: Vec<&str> = kind.purposes.iter().map(|purpose| purpose.slug()).collect();
    let spaces: Vec<String> = kind.spaces.iter().map(|(space, share)| format!("{}:{share}", space.slug())).collect();
    let step_free =
        chance.pick(&[StepFreeNeed::Essential, StepFreeNeed::Essential, StepFreeNeed::Wanted, StepFreeNeed::NotNeeded]);
    let visibility = if chance.happens(0.72) { Visibility::Published } else { Visibility::Private };
    let furthest_km = match kind.reach {
        Reach::Neighbourhood => chance.pick(&["1", "1.5", "2", "3"]),
        Reach::Town => chance.pick(&["3", "5", "8"]),
        Reach::CityRegion => chance.pick(&["15", "25", "30"]),
    };
    let day = |date: Date| date.to_string();
    let ahead =
        |chance: &mut Chance| day(plan.data_date.saturating_add(Duration::days(chance.between(60.0, 900.0) as i64)));
    let stated = plan.data_date.saturating_sub(Duration::days(chance.below(400) as i64));
    let mut said = |share: f64, text: String| if chance.happens(share) { text } else { String::new() };
    let cells = [
        said(0.6, furthest_km.to_owned()),
        said(0.95, spaces.join(";")),
        said(0.94, format!("{ideal_m2:.0}")),
        said(0.6, format!("{least_m2:.0}")),
        said(0.25, format!("{:.0}", ideal_m2 * 1.6)),
        said(0.8, step_free.slug().to_owned()),
        said(0.85, format!("{budget:.0}")),
        said(0.5, format!("{capital:.0}")),
    ];
    let [furthest, spaces, ideal, least, most, access, budget, capital] = cells;
    let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    // Numbers no regulator has issued: both begin with 99.
    let charity_number = if form == LegalForm::Charity { format!("99{index:05}") } else { String::new() };
    let company_number = match form {
        LegalForm::Cic | LegalForm::Company => format!("99{index:06}"),
        _ => String::new(),
    };
    vec![
        need_id(index),
        format!("{first} {}", chance.pick(&kind.names)),
        form.slug().to_owned(),
        charity_number,
        company_number,
        kind.title.to_owned(),
        purposes.join(";"),
        kind.serves.to_owned(),
        place.said.to_owned(),
        if place.said == "anywhere" { String::new() } else { BOROUGHS[area.borough].name.to_owned() },
        place.postcode,
        place.easting,
        place.northing,
        kind.reach.slug().to_owned(),
        if place.said == "near" { furthest } else { String::new() },
        spaces,
        if least.is_empty() || !ideal.is_empty() { ideal } else { format!("{ideal_m2:.0}") },
        least,
        most,
        yes_no(chance.happens(0.3)),
        yes_no(chance.happens(0.55)),
        access,
        budget,
        capital,
        if chance.happens(0.7) {
            chance.pick(&["5", "10", "15", "25", "25", "25", "30"]).to_owned()
        } else {
            String::new()
        },
        if chance.happens(0.7) { ahead(chance) } else { String::new() },
        yes_no(chance.happens(0.18)),
        visibility.slug().to_owned(),
        day(stated),
        size(chance),
    ]
}

/// Most are small, and not everybody has said.
fn size(chance: &mut Chance) -> String {
    let said = match chance.share() {
        share if share < 0.20 => OrganisationSize::Micro,
        share if share < 0.60 => OrganisationSize::Small,
        share if share < 0.82 => OrganisationSize::Medium,
        share if share < 0.88 => OrganisationSize::Large,
        _ => return String::new(),
    };
    said.slug().to_owned()
}

fn place(chance: &mut Chance, postcodes: &Postcodes, area: usize, point: (f64, f64)) -> Place {
    let blank = |said| Place { said, postcode: String::new(), easting: String::new(), northing: String::new() };
    match chance.share() {
        share if share < 0.78 => Place {
            easting: format!("{:.0}", point.0),
            northing: format!("{:.0}", point.1),
            postcode: postcodes.nearest(area, point).text(),
            said: "near",
        },
        share if share < 0.86 => Place { postcode: postcodes.nearest(area, point).text(), ..blank("near") },
        share if share < 0.96 => blank("borough"),
        _ => blank("anywhere"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{areas, postcodes};
    use super::*;
    use crate::domain::need::Purpose;

    #[test]
    fn every_need_speaks_the_words_of_the_domain() {
        let plan = RegionPlan { areas: 60, ..RegionPlan::default() };
        let areas = areas::invent(plan.seed, plan.areas);
        let postcodes = postcodes::invent(plan.seed, &areas);
        let weights: Vec<f64> = (1..=60).map(f64::from).collect();
        let mut kinds_of_place = std::collections::BTreeSet::new();
        for index in 0..400 {
            let cells = row(&plan, index, &areas, &postcodes, &weights);
            let cell = |name: &str| cells[HEADER.iter().position(|header| *header == name).unwrap()].as_str();
            assert!(LegalForm::from_slug(cell("legal_form")).is_some());
            assert!(cell("purpose").split(';').all(|slug| Purpose::from_slug(slug).is_some()));
            let size = cell("organisation_size");
            assert!(size.is_empty() || OrganisationSize::from_slug(size).is_some());
            assert!(Reach::from_slug(cell("reach")).is_some() && Visibility::from_slug(cell("visibility")).is_some());
            assert!(cell("step_free").is_empty() || StepFreeNeed::from_slug(cell("step_free")).is_some());
            if !cell("space_types").is_empty() {
                let shares = cell("space_types").split(';').map(|part| {
                    let (slug, share) = part.split_once(':').unwrap();
                    assert!(SpaceType::from_slug(slug).is_some());
                    share.parse::<f64>().unwrap()
                });
                assert!((shares.sum::<f64>() - 1.0).abs() < 1e-9);
            }
            if let (Ok(least), Ok(ideal)) = (cell("area_min_m2").parse::<f64>(), cell("area_ideal_m2").parse::<f64>()) {
                assert!(least < ideal);
            }
            kinds_of_place.insert((cell("place").to_owned(), cell("easting").is_empty(), cell("borough").is_empty()));
        }
        assert_eq!(kinds_of_place.len(), 4, "{kinds_of_place:?}");
    }
}
