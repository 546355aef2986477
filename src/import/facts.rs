//! What registers say of their assets beyond name and place, column by column.

use crate::domain::asset::{
    AssetFacts, Condition, DisposalStatus, Heritage, Holding, Occupancy, Planning, RentReview, SpaceType, StepFree,
    TermOffered,
};
use crate::domain::register::RegisterField;
use crate::domain::source::{Fact, Quality};

use super::mapping::yes_is_vacant;
use super::row::{Row, one_of};
use super::values::{above_zero, amount, date, one_line, plain, share, word, yes_no};

/// Square metres in a hectare.
const M2_PER_HECTARE: f64 = 10_000.0;

/// The columns that any register may have. Occupancy, holding and planning status are set by the kind of register.
pub(super) fn read(row: &mut Row<'_>) -> AssetFacts {
    const MONEY: &str = "an amount in pounds, like 12,500";
    const DATE: &str = "a date like 2026-11-21 or 21/11/2026";
    let surveyed = Quality::Surveyed;
    let mut facts = AssetFacts {
        title: row.fact(RegisterField::Title, surveyed, "", |text| Some(one_line(text))),
        disposal_status: row.choice(
            RegisterField::DisposalStatus,
            DisposalStatus::ALL,
            (DisposalStatus::slug, DisposalStatus::label),
            no_other,
        ),
        available_from: row.fact(RegisterField::AvailableFrom, surveyed, DATE, date),
        unsafe_until: row.fact(RegisterField::UnsafeUntil, surveyed, DATE, date),
        reserved_for: row.fact(RegisterField::ReservedFor, surveyed, "", |text| Some(one_line(text))),
        space_types: space_types(row),
        usable_area_m2: row.fact(RegisterField::UsableArea, surveyed, SQUARE_METRES, square_metres),
        land_area_m2: land_area(row),
        condition: row.choice(RegisterField::Condition, Condition::ALL, (Condition::slug, Condition::label), no_other),
        step_free: row.choice(RegisterField::StepFree, StepFree::ALL, (StepFree::slug, StepFree::label), no_other),
        shareable: row.fact(RegisterField::Shareable, surveyed, "yes or no", yes_no),
        heritage: heritage(row),
        planning: row.choice(RegisterField::Planning, Planning::ALL, (Planning::slug, Planning::label), no_other),
        planning_note: row.fact(RegisterField::PlanningNote, surveyed, "", |text| Some(one_line(text))),
        rateable_value_gbp: row.fact(RegisterField::RateableValue, surveyed, MONEY, amount),
        rent_gbp_per_year: row.fact(RegisterField::Rent, surveyed, "an amount in pounds a year, or peppercorn", rent),
        service_charge_gbp_per_year: row.fact(RegisterField::ServiceCharge, surveyed, MONEY, amount),
        running_cost_gbp_per_year: row.fact(RegisterField::RunningCost, surveyed, MONEY, amount),
        repair_backlog_gbp: row.fact(RegisterField::RepairBacklog, surveyed, MONEY, amount),
        term_offered: row.fact(RegisterField::TermOffered, surveyed, "a number of years, or freehold", term),
        rent_review: row.choice(
            RegisterField::RentReview,
            RentReview::ALL,
            (RentReview::slug, RentReview::label),
            no_other,
        ),
        clawback_share: row.fact(RegisterField::ClawbackShare, surveyed, "a share from 0 to 1, or a percentage", share),
        valuation_gbp: row.fact(RegisterField::Valuation, surveyed, MONEY, above_zero),
        ..AssetFacts::default()
    };
    let condition_date = row.value(RegisterField::ConditionDate, DATE, date);
    let valuation_date = row.value(RegisterField::ValuationDate, DATE, date);
    dated(facts.condition.as_mut(), condition_date);
    dated(facts.valuation_gbp.as_mut(), valuation_date);
    facts
}

fn dated<T>(fact: Option<&mut Fact<T>>, day: Option<time::Date>) {
    if let (Some(fact), Some(day)) = (fact, day) {
        fact.as_at = Some(day);
    }
}

/// For vocabularies whose words publishers spell in no other way that is known.
fn no_other<T>(_: &str) -> Option<T> {
    None
}

/// Kinds of space, by slug or label, divided by semicolons. What is not known is noted; the rest counts.
fn space_types(row: &mut Row<'_>) -> Option<Fact<Vec<SpaceType>>> {
    let (column, text) = row.columns.find(RegisterField::SpaceTypes, row.record)?;
    let mut known = Vec::new();
    for part in text.split([';', '|']).map(str::trim).filter(|part| !part.is_empty()) {
        match word(part, SpaceType::ALL, SpaceType::slug, SpaceType::label) {
            Some(space) if known.contains(&space) => {}
            Some(space) => known.push(space),
            None => {
                let expected = one_of(SpaceType::ALL, SpaceType::slug);
                row.note(Some(column), Some(part), format!("not a kind of space known here; expected {expected}"));
            }
        }
    }
    (!known.is_empty()).then(|| row.known(known, Quality::Surveyed))
}

/// What an area may be written like.
pub(super) const SQUARE_METRES: &str = "square metres above zero";

/// Square metres, with or without their unit, or hectares with theirs: "240", "240 sqm", "1.2 ha".
pub(super) fn square_metres(text: &str) -> Option<f64> {
    if is_in_hectares(text) { hectares(text).map(|hectares| hectares * M2_PER_HECTARE) } else { above_zero(text) }
}

/// Whether a number has the unit of hectares behind it.
pub(super) fn is_in_hectares(text: &str) -> bool {
    let lower = text.trim_end_matches(['.', ' ']).to_ascii_lowercase();
    ["ha", "hectare", "hectares"]
        .iter()
        .any(|unit| lower.strip_suffix(unit).is_some_and(|rest| above_zero(rest).is_some()))
}

/// No public site in England is as large as 10,000 hectares: such a number is in square metres by mistake.
fn hectares(text: &str) -> Option<f64> {
    above_zero(text.trim_end_matches(['.', ' '])).filter(|hectares| *hectares < 10_000.0)
}

fn land_area(row: &mut Row<'_>) -> Option<Fact<f64>> {
    let surveyed = Quality::Surveyed;
    row.fact(RegisterField::LandAreaM2, surveyed, SQUARE_METRES, square_metres).or_else(|| {
        let in_m2 = |text: &str| {
            let is_in_m2 = !is_in_hectares(text) && text.chars().any(char::is_alphabetic);
            if is_in_m2 { above_zero(text) } else { hectares(text).map(|hectares| hectares * M2_PER_HECTARE) }
        };
        let fact = row.fact(RegisterField::Hectares, surveyed, "hectares, above zero and below 10,000", in_m2)?;
        // To the square decimetre: 0.07 hectares are 700 m2, not 700.0000000000001.
        Some(fact.with((fact.value * 100.0).round() / 100.0))
    })
}

fn heritage(row: &mut Row<'_>) -> Option<Fact<Heritage>> {
    // "none" is an answer here, where in other columns it says nothing.
    let said_none =
        row.columns.places(RegisterField::Heritage).iter().any(|&place| plain(row.record.cell(place)) == "none");
    if said_none {
        return Some(row.known(Heritage::Unlisted, Quality::Surveyed));
    }
    let graded = |text: &str| plain(text).starts_with("grade").then_some(Heritage::Listed);
    row.choice(RegisterField::Heritage, Heritage::ALL, (Heritage::slug, Heritage::label), graded)
}

fn rent(text: &str) -> Option<f64> {
    if plain(text) == "peppercorn" { Some(0.0) } else { amount(text) }
}

fn term(text: &str) -> Option<TermOffered> {
    if plain(text) == "freehold" {
        return Some(TermOffered::Freehold);
    }
    let lower = text.to_lowercase();
    let years = lower.trim_end_matches("years").trim_end_matches("year").trim_end_matches("yrs").trim();
    above_zero(years).filter(|years| *years <= 10_000.0).map(TermOffered::Years)
}

/// Land, building or both, in the words registers use.
pub(super) fn holding(text: &str) -> Option<Holding> {
    match plain(text).as_str() {
        "land" => Some(Holding::Land),
        "building" | "buildings" => Some(Holding::Building),
        "landbuilding" | "landbuildings" | "landandbuilding" | "landandbuildings" | "buildingandland" => {
            Some(Holding::LandAndBuilding)
        }
        _ => None,
    }
}

/// Whether anybody is in it, from what the council does with it; `None` for words that do not say ("Other", "Lease
/// expired").
pub(super) fn occupancy_of_tenure(text: &str) -> Option<Occupancy> {
    let words = plain(text);
    let has = |part: &str| words.contains(part);
    if ["notvacant", "nonvacant", "longervacant", "notempty"].into_iter().any(has) {
        None
    } else if has("partvacant") || has("partlyvacant") || has("partiallyvacant") {
        Some(Occupancy::PartVacant)
    } else if has("temporarilyvacant") || has("vacanttemporarily") {
        Some(Occupancy::VacantTemporarily)
    } else if has("vacant") || SAYS_EMPTY.into_iter().any(has) {
        Some(Occupancy::Vacant)
    } else if ["occupied", "lease", "leashold", "licence", "tenancy"].into_iter().any(has) && !is_denied(text) {
        Some(Occupancy::Occupied)
    } else {
        None
    }
}

/// Parts of words that say that nobody is in it.
const SAYS_EMPTY: [&str; 10] = [
    "unoccupied",
    "notoccupied",
    "longeroccupied",
    "notinuse",
    "unused",
    "disused",
    "derelict",
    "mothball",
    "boardedup",
    "untenanted",
];

/// Whether a text takes back what its other words say: "Lease expired", "Formerly occupied".
fn is_denied(text: &str) -> bool {
    const DENIES: [&str; 13] = [
        "not",
        "no",
        "never",
        "non",
        "former",
        "formerly",
        "previous",
        "previously",
        "last",
        "expired",
        "ended",
        "surrendered",
        "terminated",
    ];
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| DENIES.contains(&word))
}

/// Whether anybody is in it, from a column that is only about that; its heading says what "yes" is
/// about.
pub(super) fn occupancy(text: &str, heading: &str) -> Option<Occupancy> {
    let known = word(text, Occupancy::ALL, Occupancy::slug, Occupancy::label);
    let known = known.or_else(|| {
        let is_vacant = yes_no(text)? == yes_is_vacant(heading)?;
        Some(if is_vacant { Occupancy::Vacant } else { Occupancy::Occupied })
    });
    known.or_else(|| match plain(text).as_str() {
        "void" | "empty" | "v" => Some(Occupancy::Vacant),
        "let" | "o" | "inuse" | "tenanted" | "operational" => Some(Occupancy::Occupied),
        _ => occupancy_of_tenure(text),
    })
}

/// An energy letter, A+ to G.
pub(super) fn energy_letter(text: &str) -> Option<String> {
    let letter = text.trim().to_ascii_uppercase();
    matches!(letter.as_str(), "A+" | "A" | "B" | "C" | "D" | "E" | "F" | "G").then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::{holding, is_in_hectares, occupancy, occupancy_of_tenure, square_metres};
    use crate::domain::asset::{Holding, Occupancy};

    #[test]
    fn what_the_council_does_with_it_tells_whether_it_is_vacant() {
        let cases = [
            ("Vacant", Some(Occupancy::Vacant)),
            ("Occupied by Local Authority", Some(Occupancy::Occupied)),
            ("Owner Occupied", Some(Occupancy::Occupied)),
            ("Leasehold Out", Some(Occupancy::Occupied)),
            ("Leashold", Some(Occupancy::Occupied)),
            ("Ground leasehold", Some(Occupancy::Occupied)),
            ("Licence", Some(Occupancy::Occupied)),
            ("Unoccupied", Some(Occupancy::Vacant)),
            ("Disused", Some(Occupancy::Vacant)),
            ("Not occupied", Some(Occupancy::Vacant)),
            ("Not vacant", None),
            ("Lease expired", None),
            ("Other", None),
            ("Chattel", None),
        ];
        for (text, expected) in cases {
            assert_eq!(occupancy_of_tenure(text), expected, "{text}");
        }
    }

    #[test]
    fn yes_and_no_answer_what_the_heading_asks() {
        let cases = [
            ("Yes", "Empty?", Some(Occupancy::Vacant)),
            ("n", "Is it vacant", Some(Occupancy::Occupied)),
            ("Yes", "Occupied?", Some(Occupancy::Occupied)),
            ("No", "Occupied", Some(Occupancy::Vacant)),
            ("Yes", "Occupied or Vacant", None),
            ("Yes", "Not vacant", None),
            ("Yes", "Status", None),
            ("Vacant", "Occupied?", Some(Occupancy::Vacant)),
        ];
        for (text, heading, expected) in cases {
            assert_eq!(occupancy(text, heading), expected, "{text} under {heading}");
        }
    }

    #[test]
    fn an_area_is_in_the_unit_that_is_written_behind_it() {
        for (text, expected) in
            [("240", Some(240.0)), ("240 sqm", Some(240.0)), ("1.2 ha", Some(12_000.0)), ("0 ha", None)]
        {
            assert_eq!(square_metres(text), expected, "{text}");
        }
        assert!(is_in_hectares("0.4 Hectares") && !is_in_hectares("240 m2") && !is_in_hectares("ha ha"));
    }

    #[test]
    fn land_and_buildings_are_known_in_every_spelling() {
        for text in ["Land/Buildings", "Land and Building", "LAND & BUILDINGS"] {
            assert_eq!(holding(text), Some(Holding::LandAndBuilding), "{text}");
        }
        assert_eq!(holding("Car Parks"), None);
    }
}
