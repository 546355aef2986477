//! One asset in codes: everything that a score or a constraint reads of it, worked out by the rules for pairs.

use std::sync::LazyLock;

use time::Date;

use crate::atlas::{Atlas, Place};
use crate::domain::asset::{Asset, SpaceType, StepFree, TermOffered};
use crate::domain::criteria::{Criteria, Estimate, PURPOSE_ROWS};
use crate::domain::matches::{Constraint, Criterion, DisplacementRisk, PlaceFigures};
use crate::domain::need::{
    LegalForm, Need, NeedId, NeedPlace, Organisation, Reach, SpaceShare, StepFreeNeed, Visibility,
};
use crate::domain::place::Position;
use crate::domain::source::{Fact, Quality};
use crate::matching::constraints::{Verdict, is_occupied, verdicts};
use crate::matching::cost::{Cost, annuity, backlog, optimism_bias};
use crate::matching::location::Distance;
use crate::matching::pair::{FloorArea, Pair};
use crate::matching::search::scale::{EDGES, MEASURES, Measure, days};
use crate::matching::search::summary::{CELL_M, Mark, NO_PLACE, bit, borough_bit};
use crate::matching::suitability::{Fit, UNKNOWN_PLANNING, kinds_there, ready};
use crate::matching::survey::Survey;
use crate::matching::uplift::{of_place, share::community_share};

/// What codes are made from.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The atlas.
    pub atlas: &'a Atlas,
    /// What it says of places.
    pub survey: &'a Survey,
    /// What is scored by.
    pub criteria: &'a Criteria,
}

/// One asset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Codes {
    pub asset: u32,
    pub measures: [u8; MEASURES],
    /// The box around every place that it may be at; see [`CELL_M`].
    pub place: [u16; 4],
    pub boroughs: u32,
    pub marks: u32,
    pub kinds: u16,
}

/// A need that asks for nothing but step-free access, of an organisation with an asset lock and without rate relief: what
/// is worked out for it is a fact of the asset.
static NEUTRAL: LazyLock<Need> = LazyLock::new(|| Need {
    id: NeedId::new("neutral"),
    organisation: Organisation {
        name: String::new(),
        legal_form: Some(LegalForm::Cic),
        charity_number: None,
        company_number: None,
        size: None,
    },
    title: String::new(),
    purposes: Vec::new(),
    serves: None,
    place: NeedPlace::Anywhere,
    reach: Reach::Town,
    max_distance_m: None,
    spaces: Vec::new(),
    area: None,
    would_share: false,
    leave_out_occupied: false,
    step_free: Some(StepFreeNeed::Wanted),
    budget_gbp_per_year: None,
    capital_gbp: None,
    tenure_years: None,
    latest_start: None,
    urgent: false,
    visibility: Visibility::Private,
    source: None,
    stated_on: None,
});

/// The same for nothing but land.
static NEUTRAL_LAND: LazyLock<Need> = LazyLock::new(|| Need {
    spaces: vec![SpaceShare { space_type: SpaceType::LandGrowing, share: 1.0 }],
    ..NEUTRAL.clone()
});

impl Codes {
    /// An asset in codes.
    pub fn of(facts: Facts<'_>, index: u32) -> Self {
        let Facts { atlas, survey, criteria } = facts;
        let asset = &atlas.assets()[index as usize].asset;
        let mut codes =
            Self { asset: index, measures: [0; MEASURES], place: NO_PLACE, boroughs: 0, marks: 0, kinds: 0 };
        codes.add_place(atlas, index as usize);
        codes.add_figures(&survey.place(index as usize), criteria);
        codes.add_cost(asset, criteria);
        codes.add_offer(asset, criteria);
        codes.add_judged(asset, criteria);
        codes
    }

    fn set(&mut self, measure: Measure, number: f64) {
        self.measures[measure as usize] = EDGES.bucket(measure as usize, number);
    }

    fn mark(&mut self, mark: Mark, holds: bool) {
        if holds {
            self.marks |= mark as u32;
        }
    }

    fn add_place(&mut self, atlas: &Atlas, index: usize) {
        let cell = |metres: f64| (metres / f64::from(CELL_M)) as u16;
        let mut at = |position: Position, area: Option<usize>| {
            let (east, north) = (cell(position.easting_m), cell(position.northing_m));
            let place = self.place;
            self.place = [place[0].min(east), place[1].min(north), place[2].max(east), place[3].max(north)];
            self.boroughs |= area.map_or(0, |area| borough_bit(atlas, area));
        };
        match atlas.assets()[index].place {
            Place::At { position, area } => at(position, area),
            Place::Within(locality) => {
                atlas.localities()[locality].samples.iter().for_each(|sample| at(sample.position, sample.area));
            }
            Place::Nowhere => {}
        }
        self.mark(Mark::Nowhere, self.place == NO_PLACE);
    }

    fn add_figures(&mut self, place: &PlaceFigures, criteria: &Criteria) {
        let figures = place.deprivation.as_ref();
        self.set(Measure::Deprivation, figures.map_or(criteria.unknown, |figures| figures.value));
        for row in 0..PURPOSE_ROWS {
            let value = figures.map_or(criteria.unknown, |figures| figures.by_purpose[row].value);
            let measure = Measure::Deprivation as usize + 1 + row;
            self.measures[measure] = EDGES.bucket(measure, value);
        }
        self.set(Measure::Uplift, of_place(place, criteria).value);
        self.mark(Mark::HighRisk, place.displacement.risk() == Some(DisplacementRisk::High));
    }

    fn add_cost(&mut self, asset: &Asset, criteria: &Criteria) {
        let facts = &asset.facts;
        let cost = Cost::of(asset, &NEUTRAL, criteria, None);
        let area = FloorArea::of(asset, &NEUTRAL, criteria);
        let works = backlog(asset, area.map(|area| area.estimate()), criteria).map_or([0.0; 2], |backlog: Estimate| {
            let bias = optimism_bias(asset, criteria);
            [backlog.low * (1.0 + bias.low), backlog.mid * (1.0 + bias.mid)]
        });
        // The neutral need has no capital: it pays for all works.
        let without_loan = |cost: f64, works: f64| (cost - works * annuity(criteria)).max(0.0);
        let known = |fact: &Option<Fact<f64>>| fact.as_ref().map_or(0.0, |fact| fact.value);
        let missing = cost.missing;
        let is_known = !(missing.rent || missing.floor_area || missing.repairs || facts.rateable_value_gbp.is_none());
        self.mark(Mark::CostUnknown, !is_known);
        self.set(Measure::YearlyLow, without_loan(cost.low, works[0]));
        self.set(Measure::WorksLow, works[0]);
        let running = known(&facts.running_cost_gbp_per_year);
        let fixed = known(&facts.rent_gbp_per_year) + known(&facts.service_charge_gbp_per_year) + running;
        self.set(Measure::YearlyFixed, fixed);
        self.set(Measure::Rateable, known(&facts.rateable_value_gbp));
        if is_known {
            self.set(Measure::YearlyMid, without_loan(cost.mid, works[1]));
            self.set(Measure::WorksMid, works[1]);
        }
        let land = FloorArea::of(asset, &NEUTRAL_LAND, criteria);
        for (area, measure, unknown, estimated) in [
            (area, Measure::Area, Mark::AreaUnknown, Mark::Estimated),
            (land, Measure::LandArea, Mark::LandAreaUnknown, Mark::LandEstimated),
        ] {
            self.mark(unknown, area.is_none());
            if let Some(area) = area {
                self.set(measure, area.m2);
                self.mark(estimated, area.high_m2 > area.m2);
            }
        }
    }

    fn add_offer(&mut self, asset: &Asset, criteria: &Criteria) {
        let facts = &asset.facts;
        let planning = facts.planning.as_ref().map(|planning| planning.value.factor());
        match kinds_there(asset) {
            Some((kinds, _)) => {
                self.kinds = kinds.iter().fold(0, |kinds, kind| kinds | bit(*kind));
                self.set(Measure::Planning, planning.unwrap_or(UNKNOWN_PLANNING));
            }
            None => {
                self.mark(Mark::KindsUnknown, true);
                self.set(Measure::PlanningAtMost, planning.unwrap_or(1.0));
            }
        }
        self.mark(Mark::Shareable, facts.shareable.as_ref().is_none_or(|shareable| shareable.value));
        let term = facts.term_offered.as_ref();
        self.mark(Mark::TermUnknown, term.is_none());
        if let Some(term) = term {
            match term.value {
                TermOffered::Freehold => self.set(Measure::Years, f64::INFINITY),
                TermOffered::Years(years) => {
                    self.set(Measure::Years, years);
                    self.mark(Mark::Confirmed, term.quality == Quality::Surveyed);
                }
            }
        }
        let share = community_share(asset, &NEUTRAL, criteria);
        self.set(Measure::ShareLow, share.low);
        self.set(Measure::ShareHigh, share.high);
    }

    /// What the rules for a pair say of it beside the neutral need.
    fn add_judged(&mut self, asset: &Asset, criteria: &Criteria) {
        let pair = Pair {
            asset,
            need: &NEUTRAL,
            distance: Distance::NOT_ASKED,
            cost: Cost::of(asset, &NEUTRAL, criteria, None),
            criteria,
            ruling: None,
            on: Date::MIN,
        };
        for (constraint, verdict) in verdicts(&pair) {
            let mark = match constraint {
                Constraint::Available => Mark::NotAvailable,
                Constraint::LawfulUse => Mark::NotLawful,
                Constraint::Conflict => Mark::Reserved,
                _ => continue,
            };
            self.mark(mark, verdict == Verdict::Fail);
        }
        let fit = Fit::of(&pair);
        let counts = |criterion: Criterion| fit.grades[criterion as usize].used;
        self.set(Measure::Condition, counts(Criterion::Condition));
        self.set(Measure::Access, counts(Criterion::Access));
        let facts = &asset.facts;
        let impossible = facts.step_free.as_ref().is_some_and(|access| access.value == StepFree::Impossible);
        self.mark(Mark::NoAccess, impossible);
        self.mark(Mark::Occupied, is_occupied(asset));
        self.mark(Mark::DeclaredUnsafe, facts.unsafe_until.is_some());
        match ready(&pair) {
            Some((day, _)) => self.set(Measure::Ready, days(day)),
            None => self.mark(Mark::ReadyUnknown, true),
        }
    }
}
