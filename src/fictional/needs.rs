//! Invented needs: organisations of many kinds and the space each is looking for, in the service's own template.

use std::path::Path;

use time::{Date, Duration};

use super::areas::Areas;
use super::chance::{Chance, Stream};
use super::files::{Style, bytes, one_row, table, write_in_order};
use super::names;
use super::postcodes::Postcodes;
use super::shape::{BOROUGHS, TOWNS};
use super::{FictionalError, RegionPlan};
use crate::domain::asset::SpaceType::{
    self, ArtsStudio, CafeKitchen, ConsultingTreatment, DeskOffice, Hall, LandGrowing, LightIndustrial,
    MeetingTraining, Nursery, RetailFront, SportActive, Workshop,
};
use crate::domain::need::{LegalForm, Purpose, Reach, StepFreeNeed, Visibility};

const HEADER: [&str; 29] = [
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
];

/// A kind of organisation and what its kind looks for.
struct Kind {
    /// Ends the organisation's name: "Copper Kettle Community Kitchen".
    names: [&'static str; 3],
    title: &'static str,
    purposes: &'static [Purpose],
    serves: &'static str,
    reach: Reach,
    spaces: &'static [(SpaceType, f64)],
    usual_m2: f64,
    forms: [LegalForm; 3],
}

const KINDS: [Kind; 16] = [
    Kind {
        names: ["Community Kitchen", "Pantry", "Supper Club"],
        title: "Kitchen and eating room for a community café",
        purposes: &[Purpose::Food, Purpose::Poverty],
        serves: "Families and older neighbours who find it hard to afford a good meal",
        reach: Reach::Neighbourhood,
        spaces: &[(CafeKitchen, 0.6), (Hall, 0.4)],
        usual_m2: 150.0,
        forms: [LegalForm::Charity, LegalForm::Cic, LegalForm::CoOperative],
    },
    Kind {
        names: ["Youth Project", "Young People's Trust", "Youth Collective"],
        title: "Youth hub open every evening",
        purposes: &[Purpose::YoungPeople],
        serves: "Young people aged 11 to 19",
        reach: Reach::Neighbourhood,
        spaces: &[(Hall, 0.5), (ArtsStudio, 0.3), (CafeKitchen, 0.2)],
        usual_m2: 290.0,
        forms: [LegalForm::Charity, LegalForm::Cic, LegalForm::Charity],
    },
    Kind {
        names: ["Arts", "Studios", "Players"],
        title: "Studios for artists and a small performance space",
        purposes: &[Purpose::Arts],
        serves: "Artists, makers and the audiences they draw",
        reach: Reach::CityRegion,
        spaces: &[(ArtsStudio, 0.7), (Workshop, 0.3)],
        usual_m2: 420.0,
        forms: [LegalForm::Cic, LegalForm::CoOperative, LegalForm::Charity],
    },
    Kind {
        names: ["Works", "Enterprise Hub", "Yard"],
        title: "Workspace for small firms that trade for good",
        purposes: &[Purpose::Enterprise, Purpose::Employment],
        serves: "Social enterprises in their first five years",
        reach: Reach::CityRegion,
        spaces: &[(DeskOffice, 0.7), (MeetingTraining, 0.3)],
        usual_m2: 560.0,
        forms: [LegalForm::Cic, LegalForm::Company, LegalForm::CommunityBenefitSociety],
    },
    Kind {
        names: ["Skills", "Learning Trust", "Training"],
        title: "Training rooms with a practical workshop",
        purposes: &[Purpose::Skills, Purpose::Employment],
        serves: "Adults out of work or in low-paid jobs",
        reach: Reach::Town,
        spaces: &[(MeetingTraining, 0.6), (Workshop, 0.4)],
        usual_m2: 280.0,
        forms: [LegalForm::Charity, LegalForm::Cic, LegalForm::Company],
    },
    Kind {
        names: ["Wellbeing", "Health Matters", "Therapies"],
        title: "Counselling and treatment rooms",
        purposes: &[Purpose::Health],
        serves: "People waiting for, or leaving, hospital and talking therapies",
        reach: Reach::Town,
        spaces: &[(ConsultingTreatment, 0.6), (MeetingTraining, 0.4)],
        usual_m2: 190.0,
        forms: [LegalForm::Charity, LegalForm::Cic, LegalForm::Cic],
    },
    Kind {
        names: ["Advice", "Rights Centre", "Money Matters"],
        title: "Advice centre with private interview rooms",
        purposes: &[Purpose::Advice, Purpose::Poverty],
        serves: "Anyone with debt, benefit or housing trouble",
        reach: Reach::Town,
        spaces: &[(DeskOffice, 0.5), (ConsultingTreatment, 0.5)],
        usual_m2: 130.0,
        forms: [LegalForm::Charity, LegalForm::Charity, LegalForm::Cic],
    },
    Kind {
        names: ["Nursery", "Playgroup", "Early Years"],
        title: "Nursery for 40 children with an outdoor area",
        purposes: &[Purpose::YoungPeople, Purpose::Employment],
        serves: "Children under five and their parents",
        reach: Reach::Neighbourhood,
        spaces: &[(Nursery, 0.8), (CafeKitchen, 0.2)],
        usual_m2: 240.0,
        forms: [LegalForm::CommunityBenefitSociety, LegalForm::Charity, LegalForm::CoOperative],
    },
    Kind {
        names: ["Repair Café", "Tool Library", "Bike Workshop"],
        title: "Repair workshop with a shop front",
        purposes: &[Purpose::Environment, Purpose::Skills],
        serves: "Neighbours who would rather mend than throw away",
        reach: Reach::Neighbourhood,
        spaces: &[(Workshop, 0.6), (RetailFront, 0.4)],
        usual_m2: 140.0,
        forms: [LegalForm::Cic, LegalForm::Unincorporated, LegalForm::CoOperative],
    },
    Kind {
        names: ["Growers", "Community Farm", "Gardens"],
        title: "Growing land with a shed and water",
        purposes: &[Purpose::Environment, Purpose::Food],
        serves: "Volunteers, schools and people sent by their doctor",
        reach: Reach::Neighbourhood,
        spaces: &[(LandGrowing, 1.0)],
        usual_m2: 2_400.0,
        forms: [LegalForm::CommunityBenefitSociety, LegalForm::Charity, LegalForm::Unincorporated],
    },
    Kind {
        names: ["Boxing and Fitness Club", "Juniors", "Movement"],
        title: "Permanent home for an amateur sports club",
        purposes: &[Purpose::Health, Purpose::YoungPeople],
        serves: "Members of all ages, most of them under 18",
        reach: Reach::Town,
        spaces: &[(SportActive, 0.8), (MeetingTraining, 0.2)],
        usual_m2: 430.0,
        forms: [LegalForm::Casc, LegalForm::Charity, LegalForm::Casc],
    },
    Kind {
        names: ["Community Land Trust", "Homes", "Housing Co-operative"],
        title: "Base for a community land trust",
        purposes: &[Purpose::Housing],
        serves: "Households priced out of the neighbourhood",
        reach: Reach::Town,
        spaces: &[(DeskOffice, 0.6), (MeetingTraining, 0.4)],
        usual_m2: 110.0,
        forms: [LegalForm::CommunityBenefitSociety, LegalForm::CoOperative, LegalForm::CommunityBenefitSociety],
    },
    Kind {
        names: ["Community Shop", "Neighbourhood Store", "Corner"],
        title: "Shop owned by its customers",
        purposes: &[Purpose::General, Purpose::Food],
        serves: "A neighbourhood without a food shop within a walk",
        reach: Reach::Neighbourhood,
        spaces: &[(RetailFront, 0.8), (CafeKitchen, 0.2)],
        usual_m2: 120.0,
        forms: [LegalForm::CommunityBenefitSociety, LegalForm::CoOperative, LegalForm::Cic],
    },
    Kind {
        names: ["Furniture Project", "Reuse", "Second Life"],
        title: "Warehouse and showroom for reused furniture",
        purposes: &[Purpose::Environment, Purpose::Employment, Purpose::Poverty],
        serves: "People setting up home with very little",
        reach: Reach::CityRegion,
        spaces: &[(LightIndustrial, 0.8), (RetailFront, 0.2)],
        usual_m2: 700.0,
        forms: [LegalForm::Charity, LegalForm::Cic, LegalForm::Company],
    },
    Kind {
        names: ["Residents' Association", "Neighbours", "Community Association"],
        title: "Hall run by the people who live around it",
        purposes: &[Purpose::General],
        serves: "Everyone on the estate",
        reach: Reach::Neighbourhood,
        spaces: &[(Hall, 0.7), (MeetingTraining, 0.3)],
        usual_m2: 230.0,
        forms: [LegalForm::Unincorporated, LegalForm::Charity, LegalForm::CommunityBenefitSociety],
    },
    Kind {
        names: ["Safe Streets", "Night Refuge", "Lifeline"],
        title: "Safe place to go in the evening",
        purposes: &[Purpose::CommunitySafety, Purpose::YoungPeople],
        serves: "People who do not feel safe where they are",
        reach: Reach::Town,
        spaces: &[(Hall, 0.6), (CafeKitchen, 0.4)],
        usual_m2: 210.0,
        forms: [LegalForm::Charity, LegalForm::Cic, LegalForm::Charity],
    },
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
    let kind = &KINDS[chance.below(KINDS.len())];
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
        if kind.spaces[0].0 == LandGrowing { chance.between(0.6, 3.0) } else { chance.between(75.0, 165.0) };
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
    ]
}

fn place(chance: &mut Chance, postcodes: &Postcodes, area: usize, point: (f64, f64)) -> Place {
    let blank = |said| Place { said, postcode: String::new(), easting: String::new(), northing: String::new() };
    match chance.share() {
        share if share < 0.55 => Place {
            easting: format!("{:.0}", point.0),
            northing: format!("{:.0}", point.1),
            postcode: postcodes.nearest(area, point).text(),
            said: "near",
        },
        share if share < 0.85 => Place { postcode: postcodes.nearest(area, point).text(), ..blank("near") },
        share if share < 0.96 => blank("borough"),
        _ => blank("anywhere"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{areas, postcodes};
    use super::*;

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
