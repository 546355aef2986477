//! Golden dates and states: what each rule says before, in and after its time, and with the deciding fact and without.

use time::Date;
use time::macros::date;

use super::*;
use crate::domain::asset::{AssetFacts, AssetId, Holding, Occupancy, Owner, Shown, SpaceType, TermOffered};
use crate::domain::place::Precision;
use crate::domain::source::{Fact, Quality, SourceId};

const TODAY: Date = date!(2026 - 11 - 22);

fn known<T>(value: T) -> Option<Fact<T>> {
    Some(Fact::new(value, Quality::Surveyed, SourceId::new("register"), Some(date!(2026 - 03 - 31))))
}

fn asset(change: impl FnOnce(&mut AssetFacts)) -> Asset {
    let mut facts = AssetFacts::default();
    change(&mut facts);
    Asset {
        id: AssetId::new("a"),
        reference: None,
        name: "Old Hall".to_owned(),
        address: None,
        postcode: None,
        uprn: None,
        owner: Owner { name: "Aldermere Council".into(), uri: None },
        register: SourceId::new("register"),
        position: None,
        precision: Precision::Unknown,
        facts,
        cleared: Vec::new(),
        may_be_vacant: false,
        shown: Shown::Coarse,
        gone: None,
    }
}

fn case(asset: &Asset) -> Case<'_> {
    Case {
        asset,
        listings: &[],
        list_loaded: false,
        open_space: None,
        consideration_gbp: None,
        notice_on: None,
        rounded: false,
        on: TODAY,
    }
}

fn said(case: &Case<'_>, rule: &str) -> Flag {
    flags(case).into_iter().find(|flag| flag.rule.slug == rule).expect("a rule of this slug")
}

fn state(case: &Case<'_>, rule: &str) -> RuleState {
    said(case, rule).state
}

fn listing(change: impl FnOnce(&mut CommunityValueListing)) -> CommunityValueListing {
    let mut listing = CommunityValueListing {
        reference: "acv-1".to_owned(),
        council: Some("Aldermere Council".to_owned()),
        name: "Old Hall".to_owned(),
        address: None,
        postcode: None,
        position: None,
        nominated_by: None,
        nominated_on: Some(date!(2023 - 03 - 01)),
        decision: Some("Listed".to_owned()),
        listed_on: Some(date!(2023 - 04 - 20)),
        expires_on: None,
        source: SourceId::new("list"),
    };
    change(&mut listing);
    listing
}

#[test]
fn each_rule_holds_from_its_first_day_and_not_before() {
    let golden: [(&str, Option<Date>); 8] = [
        ("best-price", Some(date!(1974 - 04 - 01))),
        ("general-consent", Some(date!(2003 - 08 - 04))),
        ("open-space-notice", Some(date!(1980 - 11 - 13))),
        ("community-value", Some(date!(2012 - 09 - 21))),
        ("community-right-to-buy", None),
        ("energy-new-lease", Some(date!(2018 - 04 - 01))),
        ("energy-running-lease", Some(date!(2023 - 04 - 01))),
        ("charity-rates-relief", Some(date!(1990 - 04 - 01))),
    ];
    let rules: Vec<_> = RULES.iter().map(|rule| (rule.slug, rule.in_force_from)).collect();
    assert_eq!(rules, golden);
    let asset = asset(|_| ());
    for (rule, from) in golden {
        let on = |on: Date| state(&Case { on, ..case(&asset) }, rule);
        match from {
            Some(first) => {
                assert_eq!(on(first.previous_day().unwrap()), RuleState::NotInForce, "{rule}");
                assert_ne!(on(first), RuleState::NotInForce, "{rule}");
            }
            None => assert_eq!(on(date!(2030 - 01 - 01)), RuleState::NotInForce, "{rule}"),
        }
    }
}

#[test]
fn a_rule_with_a_last_day_holds_on_it_and_not_after() {
    let rule = Rule { in_force_until: Some(date!(2027 - 03 - 31)), ..*first() };
    assert_eq!(out_of_force(&rule, date!(2027 - 03 - 31)), None);
    assert_eq!(out_of_force(&rule, date!(2027 - 04 - 01)).unwrap(), "It held until 31 March 2027.");
}

fn first() -> &'static Rule {
    &RULES[0]
}

#[test]
fn the_act_of_2026_is_switched_off_and_says_why() {
    let flag = said(&case(&asset(|_| ())), "community-right-to-buy");
    assert_eq!(flag.state, RuleState::NotInForce);
    assert!(flag.says.contains("29 April 2026") && flag.says.contains("12 months"), "{}", flag.says);
    assert!(flag.clocks.is_empty());
}

#[test]
fn the_best_price_is_asked_of_sales_and_of_leases_over_seven_years_of_councils() {
    let offered = |term| asset(|facts| facts.term_offered = known(term));
    for (asset, expected) in [
        (offered(TermOffered::Freehold), RuleState::Applies),
        (offered(TermOffered::Years(7.5)), RuleState::Applies),
        (offered(TermOffered::Years(7.0)), RuleState::DoesNotApply),
        (offered(TermOffered::Years(1.0)), RuleState::DoesNotApply),
        (asset(|_| ()), RuleState::NotKnown),
    ] {
        assert_eq!(state(&case(&asset), "best-price"), expected, "{:?}", asset.facts.term_offered);
    }
    let unknown = asset(|_| ());
    assert_eq!(said(&case(&unknown), "best-price").needs[0].fact, Some("term_offered"));
    let mut ministry = offered(TermOffered::Freehold);
    ministry.owner.name = "Ministry of Works".into();
    assert_eq!(state(&case(&ministry), "best-price"), RuleState::NotKnown);
}

#[test]
fn what_a_price_gives_up_is_told_only_when_a_value_and_a_price_are_known() {
    let valued = |gbp| {
        asset(|facts| {
            facts.term_offered = known(TermOffered::Freehold);
            facts.valuation_gbp = known(gbp);
        })
    };
    let no_value = asset(|facts| facts.term_offered = known(TermOffered::Freehold));
    let table: [(&Asset, Option<f64>, RuleState, Option<f64>); 7] = [
        (&no_value, Some(0.0), RuleState::NotKnown, None),
        (&valued(2_000_000.0), None, RuleState::MayApply, None),
        (&valued(2_000_001.0), None, RuleState::NotKnown, None),
        (&valued(3_000_000.0), Some(1_000_000.0), RuleState::MayApply, Some(2_000_000.0)),
        (&valued(3_000_000.0), Some(999_999.0), RuleState::DoesNotApply, Some(2_000_001.0)),
        (&valued(500_000.0), Some(600_000.0), RuleState::DoesNotApply, Some(0.0)),
        (&valued(500_000.0), Some(0.0), RuleState::MayApply, Some(500_000.0)),
    ];
    for (asset, consideration_gbp, expected, given_up) in table {
        let case = Case { consideration_gbp, ..case(asset) };
        let flag = said(&case, "general-consent");
        assert_eq!(flag.state, expected, "{:?} {consideration_gbp:?}: {}", asset.facts.valuation_gbp, flag.says);
        assert_eq!(undervalue(asset, consideration_gbp).map(|undervalue| undervalue.gbp), given_up);
    }
}

#[test]
fn from_a_rounded_value_nothing_is_said_that_the_exact_one_could_turn_over() {
    let valued = |gbp| {
        asset(|facts| {
            facts.term_offered = known(TermOffered::Freehold);
            facts.valuation_gbp = known(gbp);
        })
    };
    let rounded = |asset: &Asset, consideration_gbp| {
        state(&Case { rounded: true, consideration_gbp, ..case(asset) }, "general-consent")
    };
    assert_eq!(rounded(&valued(2_000_000.0), Some(0.0)), RuleState::NotKnown);
    assert_eq!(rounded(&valued(2_000_000.0), Some(200_000.0)), RuleState::MayApply);
    assert_eq!(rounded(&valued(2_200_000.0), Some(0.0)), RuleState::DoesNotApply);
    assert_eq!(rounded(&valued(500_000.0), Some(500_000.0)), RuleState::MayApply);
}

#[test]
fn the_council_that_lists_a_site_is_not_its_owner() {
    let mut listed = asset(|facts| facts.term_offered = known(TermOffered::Freehold));
    listed.owner.name = "Public authority (listed by Aldermere Council)".into();
    assert_eq!(state(&case(&listed), "best-price"), RuleState::NotKnown);
}

#[test]
fn an_old_valuation_and_one_without_a_day_are_told_so() {
    let mut asset = asset(|facts| {
        facts.term_offered = known(TermOffered::Freehold);
        facts.valuation_gbp = known(100_000.0);
    });
    let says = |asset: &Asset, on: Date| said(&Case { on, ..case(asset) }, "general-consent").says;
    assert!(!says(&asset, date!(2027 - 03 - 31)).contains("over a year old"));
    assert!(says(&asset, date!(2027 - 04 - 01)).contains("31 March 2026, over a year old"));
    if let Some(valuation) = &mut asset.facts.valuation_gbp {
        valuation.as_at = None;
    }
    assert!(says(&asset, TODAY).contains("not known: ask for one"));
}

#[test]
fn a_listing_lasts_five_years_from_its_day_unless_its_list_says_otherwise() {
    let old_hall = asset(|_| ());
    let on = |listing: &CommunityValueListing, on: Date| {
        let perhaps = [PerhapsListed { listing, same_place: true }];
        said(&Case { listings: &perhaps, list_loaded: true, on, ..case(&old_hall) }, "community-value")
    };
    let usual = listing(|_| ());
    let flag = on(&usual, date!(2028 - 04 - 19));
    assert_eq!((flag.state, flag.clocks[0].until), (RuleState::Applies, date!(2028 - 04 - 19)));
    assert_eq!(on(&usual, date!(2028 - 04 - 20)).state, RuleState::DoesNotApply);
    let told = listing(|listing| listing.expires_on = Some(date!(2026 - 11 - 21)));
    assert_eq!(on(&told, TODAY).state, RuleState::DoesNotApply);
    let refused = listing(|listing| listing.decision = Some("Unsuccessful nomination".to_owned()));
    assert_eq!(on(&refused, TODAY).state, RuleState::DoesNotApply);
    let undated = listing(|listing| listing.listed_on = None);
    assert_eq!(on(&undated, TODAY).state, RuleState::Applies);
    assert!(on(&undated, TODAY).needs.iter().any(|wanted| wanted.label.contains("day it was listed")));
    let nominated = listing(|listing| {
        (listing.listed_on, listing.decision, listing.nominated_on) = (None, None, Some(date!(2026 - 11 - 02)));
    });
    let flag = on(&nominated, TODAY);
    assert_eq!((flag.state, flag.clocks[0].until), (RuleState::MayApply, date!(2026 - 12 - 28)));
}

#[test]
fn a_notice_to_sell_starts_three_clocks_and_a_short_lease_starts_none() {
    let listing = listing(|_| ());
    let perhaps = [PerhapsListed { listing: &listing, same_place: true }];
    let sale = asset(|facts| facts.term_offered = known(TermOffered::Freehold));
    let notice_on = Some(date!(2026 - 11 - 02));
    let case_of = |asset| Case { asset, listings: &perhaps, list_loaded: true, notice_on, ..case(asset) };
    let until: Vec<Date> = said(&case_of(&sale), "community-value").clocks.iter().map(|clock| clock.until).collect();
    let golden = [date!(2028 - 04 - 19), date!(2026 - 12 - 13), date!(2027 - 05 - 01), date!(2028 - 05 - 01)];
    assert_eq!(until, golden);
    let short = asset(|facts| facts.term_offered = known(TermOffered::Years(24.0)));
    let flag = said(&case_of(&short), "community-value");
    assert_eq!((flag.state, flag.clocks.len()), (RuleState::DoesNotApply, 1));
    let long = asset(|facts| facts.term_offered = known(TermOffered::Years(25.0)));
    assert_eq!(state(&case_of(&long), "community-value"), RuleState::Applies);
}

#[test]
fn a_place_of_the_same_name_alone_may_be_it_and_none_found_is_not_known() {
    let listing = listing(|_| ());
    let perhaps = [PerhapsListed { listing: &listing, same_place: false }];
    let old_hall = asset(|_| ());
    let flag = said(&Case { listings: &perhaps, list_loaded: true, ..case(&old_hall) }, "community-value");
    assert_eq!(flag.state, RuleState::MayApply);
    assert!(flag.needs.iter().any(|wanted| wanted.label.contains("this one")));
    for list_loaded in [true, false] {
        assert_eq!(state(&Case { list_loaded, ..case(&old_hall) }, "community-value"), RuleState::NotKnown);
    }
}

#[test]
fn the_energy_rating_decides_what_may_be_let_and_an_unknown_one_is_not_known() {
    let rated = |letter: &str, occupancy, term: Option<TermOffered>| {
        asset(|facts| {
            facts.energy_rating = known(letter.to_owned());
            facts.occupancy = known(occupancy);
            facts.term_offered = term.and_then(known);
        })
    };
    use RuleState::{Applies, DoesNotApply, MayApply, NotKnown};
    let table = [
        (rated("F", Occupancy::Occupied, None), Applies, Applies),
        (rated("G", Occupancy::Vacant, None), Applies, DoesNotApply),
        (rated("E", Occupancy::Occupied, None), DoesNotApply, DoesNotApply),
        (rated("G", Occupancy::Occupied, Some(TermOffered::Freehold)), DoesNotApply, Applies),
        (rated("G", Occupancy::Vacant, Some(TermOffered::Years(99.0))), DoesNotApply, DoesNotApply),
        (asset(|_| ()), NotKnown, NotKnown),
        (asset(|facts| facts.energy_rating = known("F".to_owned())), Applies, MayApply),
        (asset(|facts| facts.holding = known(Holding::Land)), DoesNotApply, DoesNotApply),
    ];
    for (asset, new, running) in table {
        let case = case(&asset);
        assert_eq!(state(&case, "energy-new-lease"), new, "{:?}", asset.facts);
        assert_eq!(state(&case, "energy-running-lease"), running, "{:?}", asset.facts);
    }
}

#[test]
fn open_space_is_asked_about_wherever_there_may_be_land() {
    let land = asset(|facts| facts.holding = known(Holding::LandAndBuilding));
    let pitch = asset(|facts| facts.space_types = known(vec![SpaceType::SportActive]));
    let building = asset(|facts| facts.holding = known(Holding::Building));
    assert_eq!(state(&case(&land), "open-space-notice"), RuleState::MayApply);
    assert_eq!(state(&case(&pitch), "open-space-notice"), RuleState::MayApply);
    assert_eq!(state(&case(&building), "open-space-notice"), RuleState::NotKnown);
    let flag = said(&Case { open_space: Some("Parks"), ..case(&building) }, "open-space-notice");
    assert_eq!(flag.state, RuleState::MayApply);
    assert!(flag.says.contains("\"Parks\""), "{}", flag.says);
}

#[test]
fn every_flag_that_is_not_known_names_what_to_find_out_and_every_fact_it_names_is_one() {
    for asset in [asset(|_| ()), asset(|facts| facts.valuation_gbp = known(5e6))] {
        for flag in flags(&case(&asset)) {
            assert!(flag.state != RuleState::NotKnown || !flag.needs.is_empty(), "{}", flag.rule.slug);
            assert!(flag.says.ends_with('.') && !flag.says.contains("  "), "{}", flag.says);
            for slug in flag.needs.iter().filter_map(|wanted| wanted.fact) {
                assert!(fact_table::find(slug).is_some(), "{slug}");
            }
        }
    }
}
