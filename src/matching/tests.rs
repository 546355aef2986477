//! Tests of the whole way from an atlas to a told match: golden examples, properties, privacy, and one told in full.

mod golden;
mod help;
mod leaks;
mod lift;
mod near_misses;
pub mod properties;
mod told;
mod uplift;

use time::Date;
use time::macros::date;

use crate::atlas::fixture::known;
use crate::domain::asset::{
    Asset, AssetFacts, Condition, DisposalStatus, Heritage, Holding, Planning, RentReview, SpaceType, StepFree,
    TermOffered,
};
use crate::domain::criteria::Criteria;
use crate::domain::matches::{
    Audience, DeprivationFigures, Displacement, GapStrength, PlaceFigures, Ranged, UpliftFigures,
};
use crate::domain::need::{AreaWanted, LegalForm, Need, NeedPlace, SpaceShare, StepFreeNeed};
use crate::matching::cost::Cost;
use crate::matching::find::Asking;
use crate::matching::grade::Grade;
use crate::matching::location::{Distance, decay};
use crate::matching::pair::{Pair, rates};

/// The day of the tests.
pub const TODAY: Date = date!(2026 - 11 - 21);

pub fn asking(limit: usize, audience: Audience) -> Asking {
    Asking { on: TODAY, limit, audience, firmness: true }
}

/// The need of golden example G1.
pub fn g1_need() -> Need {
    let mut need = crate::atlas::fixture::need("n-1", NeedPlace::Near(crate::atlas::fixture::at(0.0, 0.0)));
    need.organisation.legal_form = Some(LegalForm::Charity);
    need.spaces = vec![
        SpaceShare { space_type: SpaceType::Hall, share: 0.6 },
        SpaceShare { space_type: SpaceType::DeskOffice, share: 0.4 },
    ];
    need.area = Some(AreaWanted { ideal_m2: 240.0, min_m2: 168.0, max_m2: 312.0, flexible: false });
    need.step_free = Some(StepFreeNeed::Wanted);
    need.budget_gbp_per_year = Some(22_000.0);
    need.capital_gbp = Some(90_000.0);
    need.tenure_years = Some(25.0);
    need.latest_start = Some(TODAY);
    need
}

/// The facts of golden example G1: everything known.
pub fn g1_facts() -> AssetFacts {
    AssetFacts {
        holding: known(Holding::Building),
        disposal_status: known(DisposalStatus::OpenToInterest),
        available_from: known(TODAY),
        space_types: known(vec![SpaceType::Hall]),
        usable_area_m2: known(280.0),
        condition: known(Condition::C),
        step_free: known(StepFree::Adaptable),
        shareable: known(false),
        heritage: known(Heritage::Unlisted),
        planning: known(Planning::Lawful),
        rateable_value_gbp: known(9_000.0),
        rent_gbp_per_year: known(0.0),
        service_charge_gbp_per_year: known(0.0),
        repair_backlog_gbp: known(90_000.0),
        term_offered: known(TermOffered::Years(99.0)),
        rent_review: known(RentReview::Peppercorn),
        clawback_share: known(0.0),
        ..AssetFacts::default()
    }
}

/// The asset of golden example G1: 650 m away as people walk, which is 500 m straight.
pub fn g1_asset() -> Asset {
    let mut asset = crate::atlas::fixture::asset("A-101", Some(crate::atlas::fixture::at(300.0, 400.0)));
    asset.name = "St Bride's Hall".to_owned();
    asset.facts = g1_facts();
    asset
}

/// The place of golden examples G3 and G4.
pub fn g34_place() -> PlaceFigures {
    PlaceFigures {
        deprivation: Some(DeprivationFigures {
            value: 0.733_037,
            low: 0.6917,
            high: 0.7664,
            quality: 1.0,
            mean_score: 50.410_923,
            equivalent_percentile: Some(0.932),
            residents_reached: Some(3_050.0),
            share_most_deprived_tenth: 0.567_465,
            share_most_deprived_fifth: 0.873_249,
            by_purpose: [Ranged { value: 0.7, low: 0.65, high: 0.75 }; 7],
        }),
        uplift: Some(UpliftFigures {
            value: 0.854_354,
            low: 0.854_354,
            high: 0.854_354,
            low_value: Some(0.88),
            activity_quiet: Some(0.70),
            headroom: Some(0.897_458),
            headroom_log: Some(0.348_729),
            sales: Some(6),
            borrowed: Some(0.225_046),
            strength: Some(GapStrength::Clear),
            activity_quality: Some(1.0),
            like_for_like: true,
            ..UpliftFigures::default()
        }),
        quality: 1.0,
        displacement: Displacement::default(),
    }
}

/// A pair so many metres apart as people travel.
pub fn pair<'a>(asset: &'a Asset, need: &'a Need, travel_m: Option<f64>, criteria: &'a Criteria) -> Pair<'a> {
    let distance = match travel_m {
        Some(metres) => Distance {
            grade: Grade::exactly(decay(metres, need.reach.decay()), 0.7),
            travel_m: Some(metres),
            least_m: metres,
            most_m: metres,
        },
        None => Distance { grade: Grade::UNKNOWN, travel_m: None, least_m: 0.0, most_m: f64::INFINITY },
    };
    let cost = Cost::of(asset, need, criteria, rates(criteria, TODAY));
    Pair { asset, need, distance, cost, criteria, ruling: None, on: TODAY }
}
