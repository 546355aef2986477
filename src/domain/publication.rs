//! What the public may see: the one place that decides how much of a vacant asset and of a need is shown.
//!
//! Councils withhold the exact place of empty buildings on purpose. Until the owner opts in ([`Shown::Exact`]), a vacant
//! asset is shown at the centre of the statistical area around it, without anything that would give the place away: house
//! numbers, whole postcode, UPRN, coordinates, also where they stand in its name, its reference or a note; and without
//! figures so exact that a public list tells which building they are of. Its id has nothing of these in it either
//! (`import/identity.rs`). The coarse copy is made **before** anything is indexed, counted, scored or written out, so that no
//! later step can leak what it never had. Budgets are made coarse in the same way, for the same reason.

use crate::domain::asset::{Asset, AssetFacts, Shown};
use crate::domain::imported::FileKind;
use crate::domain::need::{Need, Visibility};
use crate::domain::place::{Position, Precision};
use crate::domain::postcode::Postcode;
use crate::domain::source::Fact;
use crate::domain::whereabouts::{tells_place, without_exact_place};

/// Whether the exact place of an asset is withheld from the public: it is vacant or may be, and its owner has not opted in.
#[must_use]
pub fn is_withheld(asset: &Asset) -> bool {
    asset.is_perhaps_vacant() && asset.shown == Shown::Coarse
}

/// The asset as the public may see it. `area_centre` is the centre of the area around its exact place, if one is known;
/// a vacant asset in no known area is left with its postcode district.
#[must_use]
pub fn public_asset(asset: Asset, area_centre: Option<Position>) -> Asset {
    let asset = Asset { cleared: Vec::new(), ..asset };
    if !is_withheld(&asset) {
        return asset;
    }
    let (position, precision) = match (area_centre, &asset.postcode) {
        (Some(centre), _) => (Some(centre), Precision::Area),
        (None, Some(_)) => (None, Precision::OutwardPostcode),
        (None, None) => (None, Precision::Unknown),
    };
    let uprn = asset.uprn;
    // Rates accounts are published with their addresses by the Valuation Office, so that each of them is a key to one.
    let is_account = FileKind::VacantProperty.lists(&asset.register);
    Asset {
        name: Some(without_exact_place(&asset.name))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "Vacant asset".to_owned()),
        reference: asset.reference.filter(|reference| !is_account && !tells_place(reference, uprn)),
        address: asset.address.as_deref().map(without_exact_place).filter(|address| !address.is_empty()),
        postcode: asset.postcode.as_ref().map(Postcode::coarse),
        uprn: None,
        position,
        precision,
        facts: coarse_facts(asset.facts),
        ..asset
    }
}

/// Facts from which nobody can look up which building it is.
///
/// The rateable value of every property in England is public with its address, to the pound, and so are the floor areas
/// on energy certificates; an asking price stands in a letting agent's window. A figure to the last digit names one
/// building of a neighbourhood; to two significant figures, which is within a twentieth, it does not, and a score made
/// from it is as good. So all numbers are treated alike, and all words as names are; what an officer took a fact from is
/// left out.
fn coarse_facts(facts: AssetFacts) -> AssetFacts {
    let facts = facts.without_evidence();
    let number = |fact: Option<Fact<f64>>| fact.map(|fact| fact.with(two_figures(fact.value)));
    let words = |fact: Option<Fact<String>>| {
        fact.map(|fact| {
            let coarse = without_exact_place(&fact.value);
            // That something is said stays: that it is reserved, for instance, rules a transfer out.
            fact.with(if coarse.is_empty() { WITHHELD.to_owned() } else { coarse })
        })
    };
    AssetFacts {
        title: words(facts.title),
        reserved_for: words(facts.reserved_for),
        planning_note: words(facts.planning_note),
        usable_area_m2: number(facts.usable_area_m2),
        gross_internal_area_m2: number(facts.gross_internal_area_m2),
        land_area_m2: number(facts.land_area_m2),
        rateable_value_gbp: number(facts.rateable_value_gbp),
        rent_gbp_per_year: number(facts.rent_gbp_per_year),
        service_charge_gbp_per_year: number(facts.service_charge_gbp_per_year),
        running_cost_gbp_per_year: number(facts.running_cost_gbp_per_year),
        repair_backlog_gbp: number(facts.repair_backlog_gbp),
        valuation_gbp: number(facts.valuation_gbp),
        ..facts
    }
}

/// A number to two significant figures. Made coarse again, it stays as it is.
fn two_figures(value: f64) -> f64 {
    // Written and read as a decimal, so that 0.28 is 0.28 and not the nearest sum of products.
    format!("{value:.1e}").parse().ok().filter(|coarse: &f64| coarse.is_finite()).unwrap_or(f64::MAX)
}

/// What stands where a text told nothing else than the place.
const WITHHELD: &str = "withheld";

/// How wide the bands are that a budget or a capital is made coarse to: each begins a tenth above the one before.
const MONEY_BAND: f64 = 1.1;

/// The need as public answers may use it. Its budget and capital are never shown; what they do to a score is, and from
/// the scores of many assets at many costs an exact budget could be worked back. So each is put in the middle of its
/// band, and nothing that is worked out from the copy can tell two budgets of one band apart.
#[must_use]
pub fn public_need(need: Need) -> Need {
    Need {
        budget_gbp_per_year: need.budget_gbp_per_year.map(coarse_money),
        capital_gbp: need.capital_gbp.map(coarse_money),
        ..need
    }
}

/// The middle of the band an amount lies in; nothing stays nothing. Made coarse again, it stays where it is.
fn coarse_money(gbp: f64) -> f64 {
    if gbp > 0.0 { MONEY_BAND.powf((gbp.ln() / MONEY_BAND.ln()).floor() + 0.5) } else { gbp }
}

/// Whether the public may see the need at all.
#[must_use]
pub fn is_public(need: &Need) -> bool {
    need.visibility == Visibility::Published
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use time::macros::date;

    use super::{coarse_money, public_asset, two_figures};
    use crate::domain::asset::{Asset, AssetFacts, AssetId, Cleared, Occupancy, Owner, Shown};
    use crate::domain::fact_table::{FACTS, FactData, Takes};
    use crate::domain::place::{Position, Precision};
    use crate::domain::postcode::Postcode;
    use crate::domain::source::{Fact, Quality, SourceId};

    /// Everything that would tell where the asset below is, as registers write it.
    const TELLING: [&str; 14] = [
        "8731",
        "8731a",
        "No.8731",
        "Unit 8731b",
        "L8 9ZQ",
        "L89ZQ",
        "(l8 9zq).",
        "UPRN 40000087311",
        "UPRN:0040000087311",
        "334567.31",
        "334567,398731",
        "SJ3456798731",
        "53.48731, -2.98731",
        "https://example.org/8731",
    ];

    /// A vacant asset with these words wherever there may be words, and a telling number wherever there may be one.
    fn secret(words: &str) -> Asset {
        let pattern = Fact::new((), Quality::Surveyed, SourceId::new("register"), None);
        let mut facts = AssetFacts::default();
        for row in FACTS {
            let data = match row.takes {
                Takes::Words => FactData::Text(words.to_owned()),
                Takes::Number(_, most, _) if most > 1.0 => FactData::Number(28_731.31),
                _ => continue,
            };
            let _ = (row.set)(&mut facts, &data, &pattern);
        }
        facts.occupancy = Some(pattern.with(Occupancy::Vacant));
        Asset {
            id: AssetId::new("aldermere-council-a-1"),
            reference: Some(words.to_owned()),
            name: words.to_owned(),
            address: Some(words.to_owned()),
            postcode: Postcode::parse("L8 9ZQ"),
            uprn: Some(40_000_087_311),
            owner: Owner { name: "Aldermere Council".into(), uri: None },
            register: SourceId::new("register"),
            position: Position::new(334_567.31, 398_731.31).ok(),
            precision: Precision::Point,
            facts,
            cleared: vec![Cleared { fact: "condition".to_owned(), source: SourceId::new("person:aldermere") }],
            may_be_vacant: false,
            shown: Shown::Coarse,
            gone: Some(date!(2026 - 11 - 21)),
        }
    }

    fn centre() -> Option<Position> {
        Position::new(334_000.0, 398_000.0).ok()
    }

    proptest! {
        #[test]
        fn the_public_copy_tells_no_place_whatever_the_record_holds(
            telling in prop::collection::vec(prop::sample::select(TELLING.to_vec()), 1..4),
            between in prop::sample::select(vec![" ", ", ", "; ", "/", "\n", " - ", " of the hall at "]),
            with_area in any::<bool>()
        ) {
            let words = format!("Old hall {}", telling.join(between));
            let copy = public_asset(secret(&words), centre().filter(|_| with_area));
            let text = serde_json::to_string(&copy).unwrap().to_lowercase();
            // Everything secret has these digits, or is the second half of the postcode.
            for secret in ["8731", "9zq", "34567", "2.9", "53.4", "person:", "example.org"] {
                prop_assert!(!text.contains(secret), "{words:?} left {secret} in {text}");
            }
            prop_assert!(text.contains("old hall") && text.contains("2026-11-21"), "{text}");
            prop_assert_eq!(public_asset(copy.clone(), centre().filter(|_| with_area)), copy);
        }

        #[test]
        fn a_coarse_number_is_within_a_twentieth_and_stays_where_it_is(value in 1e-3..1e15f64) {
            let coarse = two_figures(value);
            prop_assert!((coarse / value - 1.0).abs() < 0.0501, "{value} became {coarse}");
            prop_assert_eq!(two_figures(coarse).to_bits(), coarse.to_bits());
        }

        #[test]
        fn a_coarse_amount_is_within_a_twentieth_and_stays_where_it_is(gbp in 0.01..1e9f64) {
            let coarse = coarse_money(gbp);
            prop_assert!((coarse / gbp - 1.0).abs() < 0.0489, "{gbp} became {coarse}");
            prop_assert_eq!(coarse_money(coarse).to_bits(), coarse.to_bits());
        }
    }

    #[test]
    fn coarse_numbers_are_short_decimals_and_zero_is_zero() {
        for (value, coarse) in [(0.0, 0.0), (0.281, 0.28), (243.0, 240.0), (28_731.31, 29_000.0), (99.6, 100.0)] {
            assert!((two_figures(value) - coarse).abs() < f64::EPSILON, "{value}");
        }
        assert!(two_figures(f64::MAX).is_finite());
    }

    #[test]
    fn an_owner_that_opts_in_shows_all_but_what_is_nobodys() {
        let open = Asset { shown: Shown::Exact, ..secret("12 Dock Road") };
        let copy = public_asset(open.clone(), centre());
        assert_eq!(copy, Asset { cleared: Vec::new(), ..open });
    }

    #[test]
    fn the_account_of_a_rates_list_is_withheld_since_public_lists_give_its_address() {
        let rates = Asset { register: SourceId::new("aldermere-council-vacant-property"), ..secret("N/12/7") };
        assert_eq!(public_asset(rates.clone(), centre()).reference, None);
        let open = Asset { shown: Shown::Exact, ..rates };
        assert_eq!(public_asset(open, centre()).reference.as_deref(), Some("N/12/7"));
        assert_eq!(public_asset(secret("N/12/7"), centre()).reference.as_deref(), Some("N/12/7"), "of a register");
    }

    #[test]
    fn a_text_that_told_the_place_alone_is_said_to_be_withheld() {
        let copy = public_asset(secret("8731"), centre());
        assert_eq!((copy.name.as_str(), copy.address), ("Vacant asset", None));
        assert_eq!(copy.facts.reserved_for.map(|fact| fact.value).as_deref(), Some("withheld"));
    }

    #[test]
    fn nothing_stays_nothing_and_a_tenth_more_is_another_band() {
        assert!(coarse_money(0.0).abs() < f64::EPSILON);
        assert!((coarse_money(22_000.0) - coarse_money(24_200.0)).abs() > 1.0);
    }
}
