//! What is asked: needs that differ in every way a score looks at, a few by name and any number at random.

use catmap::app::catalogue::Snapshot;
use catmap::domain::asset::SpaceType;
use catmap::domain::criteria::{Criteria, Preset, Weights};
use catmap::domain::need::{
    AreaWanted, LegalForm, Need, NeedId, NeedPlace, Organisation, Purpose, Reach, SpaceShare, StepFreeNeed, Visibility,
};
use catmap::domain::place::Position;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use time::macros::date;

use super::stock::Stock;

/// A need under weights.
pub struct Question {
    /// What is particular about it.
    pub name: String,
    /// The need.
    pub need: Need,
    /// What it is ranked by.
    pub criteria: Criteria,
}

/// The middle of everything.
pub fn centre(snapshot: &Snapshot) -> Position {
    let extent = snapshot.atlas.extent().unwrap();
    Position {
        easting_m: f64::midpoint(extent.min.easting_m, extent.max.easting_m),
        northing_m: f64::midpoint(extent.min.northing_m, extent.max.northing_m),
    }
}

/// The needs that are asked by name.
pub fn named(snapshot: &Snapshot) -> Vec<Question> {
    let usual = || usual(centre(snapshot));
    let borough = snapshot.atlas.boroughs().next().unwrap().to_string();
    let near = |limit_m: Option<f64>| Need { max_distance_m: limit_m, ..usual() };
    let spaces = |kinds: &[(SpaceType, f64)]| -> Vec<SpaceShare> {
        kinds.iter().map(|(space_type, share)| SpaceShare { space_type: *space_type, share: *share }).collect()
    };
    let all = [
        ("near a point, no limit, budget", near(None), Preset::Balanced),
        ("the same, long-term value", near(None), Preset::LongTermValue),
        ("within 5 km, budget", near(Some(5_000.0)), Preset::Balanced),
        (
            "within 2 km, no budget, workshop",
            Need {
                budget_gbp_per_year: None,
                spaces: spaces(&[(SpaceType::Workshop, 0.7), (SpaceType::LightIndustrial, 0.3)]),
                reach: Reach::Neighbourhood,
                ..near(Some(2_000.0))
            },
            Preset::FitFirst,
        ),
        (
            "a borough, budget and capital, urgent, step-free",
            Need {
                place: NeedPlace::Borough(borough),
                purposes: vec![Purpose::Food, Purpose::Health],
                capital_gbp: Some(60_000.0),
                step_free: Some(StepFreeNeed::Essential),
                urgent: true,
                latest_start: Some(date!(2027 - 03 - 01)),
                organisation: Organisation { legal_form: Some(LegalForm::Charity), ..usual().organisation },
                ..usual()
            },
            Preset::NeedFirst,
        ),
        ("anywhere, budget", Need { place: NeedPlace::Anywhere, ..usual() }, Preset::Balanced),
        (
            "anywhere, no budget, land for growing",
            Need {
                place: NeedPlace::Anywhere,
                budget_gbp_per_year: None,
                spaces: spaces(&[(SpaceType::LandGrowing, 1.0)]),
                area: Some(AreaWanted { flexible: true, ..AreaWanted::around(4_000.0) }),
                purposes: vec![Purpose::Environment],
                ..usual()
            },
            Preset::Balanced,
        ),
        (
            "near a point, nothing else stated",
            Need {
                spaces: Vec::new(),
                area: None,
                would_share: false,
                leave_out_occupied: false,
                budget_gbp_per_year: None,
                tenure_years: None,
                reach: Reach::CityRegion,
                ..usual()
            },
            Preset::Balanced,
        ),
    ];
    let question = |(name, need, preset): (&str, Need, Preset)| Question {
        name: name.to_owned(),
        need,
        criteria: Criteria { weights: preset.weights(), ..snapshot.criteria.clone() },
    };
    all.into_iter().map(question).collect()
}

/// Any number of needs of the region, each put somewhere else, with another limit, budget and other weights.
pub fn at_random(stock: &Stock, snapshot: &Snapshot, count: usize, seed: u64) -> Vec<Question> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let areas = snapshot.atlas.areas();
    let one = |number: usize| {
        let mut need = stock.needs[random.random_range(0..stock.needs.len())].clone();
        if matches!(need.place, NeedPlace::Near(_)) {
            let around = areas[random.random_range(0..areas.len())].centre;
            need.place = NeedPlace::Near(around);
            need.max_distance_m = [None, None, Some(2_000.0), Some(5_000.0), Some(10_000.0)][random.random_range(0..5)];
        }
        need.budget_gbp_per_year = need.budget_gbp_per_year.map(|budget| budget * random.random_range(0.6..1.6));
        let share = random.random_range(0.3..0.7);
        let weights = Weights::new(share, 1.0 - share - 0.15, 0.15).unwrap();
        Question { name: format!("random {number}"), need, criteria: Criteria { weights, ..snapshot.criteria.clone() } }
    };
    (0..count).map(one).collect()
}

/// A hall with an office for 22,000 GBP a year.
pub fn usual(centre: Position) -> Need {
    Need {
        id: NeedId::new("bench"),
        organisation: Organisation {
            name: "Bench".to_owned(),
            legal_form: None,
            charity_number: None,
            company_number: None,
            size: None,
        },
        title: "Bench".to_owned(),
        purposes: Vec::new(),
        serves: None,
        place: NeedPlace::Near(centre),
        reach: Reach::Town,
        max_distance_m: None,
        spaces: vec![
            SpaceShare { space_type: SpaceType::Hall, share: 0.6 },
            SpaceShare { space_type: SpaceType::DeskOffice, share: 0.4 },
        ],
        area: Some(AreaWanted::around(240.0)),
        would_share: true,
        leave_out_occupied: false,
        step_free: None,
        budget_gbp_per_year: Some(22_000.0),
        capital_gbp: None,
        tenure_years: Some(25.0),
        latest_start: None,
        urgent: false,
        visibility: Visibility::Private,
        source: None,
        stated_on: None,
    }
}
