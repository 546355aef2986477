//! The least and the most of a part, in codes of a byte: of everything that a score or a constraint reads of an asset.
//!
//! A number is kept as the bucket of its [`Scale`] that it falls into, so that 44 bytes stand for an asset (a vector
//! approximation: Weber, Schek and Blott, "A quantitative analysis and performance study for similarity-search methods in
//! high-dimensional spaces", VLDB 1998). A bucket knows its edges, and bounds are taken at the edge that favours the asset:
//! coarse buckets open a few assets more, and no bucket changes an answer.

use std::sync::LazyLock;

use time::{Date, macros::date};

use crate::atlas::{Atlas, Place};
use crate::domain::asset::{Asset, SpaceType, StepFree, TermOffered};
use crate::domain::criteria::{Criteria, Estimate, PURPOSE_ROWS};
use crate::domain::matches::{Constraint, Criterion, DisplacementRisk, PlaceFigures};
use crate::domain::need::{
    LegalForm, Need, NeedId, NeedPlace, Organisation, Reach, SpaceShare, StepFreeNeed, Visibility,
};
use crate::domain::place::Position;
use crate::domain::source::{Fact, Quality};
use crate::matching::constraints::{Verdict, verdicts};
use crate::matching::cost::{Cost, annuity, backlog, optimism_bias};
use crate::matching::location::Distance;
use crate::matching::pair::{FloorArea, Pair};
use crate::matching::suitability::{Fit, UNKNOWN_PLANNING, kinds_there, ready};
use crate::matching::survey::Survey;
use crate::matching::uplift::{of_place, share::community_share};

/// What summaries are made from.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    pub atlas: &'a Atlas,
    pub survey: &'a Survey,
    pub criteria: &'a Criteria,
}

/// A number of an asset. Of one that is not known there is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The planning factor as it counts where the kinds of space are known.
    Planning,
    /// The planning factor at its most where they are not.
    PlanningAtMost,
    /// Floor area for most needs, and for those that want nothing but land, m2.
    Area,
    LandArea,
    /// GBP a year without rates and loan: the least it could be; what is likely, where all of it is known; and rent,
    /// service charge and actual running cost alone.
    YearlyLow,
    YearlyMid,
    YearlyFixed,
    /// Rateable value, GBP; 0 where not known.
    Rateable,
    /// Works with their optimism bias, GBP: the least (0 where not known), and what is likely where the cost is known.
    WorksLow,
    WorksMid,
    /// Years offered; a freehold is beyond all of them.
    Years,
    /// Condition and access as they count.
    Condition,
    Access,
    /// The first day it can be had, days since 2020; what can be had now, long ago.
    Ready,
    /// U of the place as it counts.
    Uplift,
    /// The community's share with an asset lock: the least and the most that it could be.
    ShareLow,
    ShareHigh,
    /// D as it counts, plain; those of the rows of purposes follow.
    Deprivation,
}

/// How many measures there are, D for each purpose among them.
pub const MEASURES: usize = Measure::Deprivation as usize + 1 + PURPOSE_ROWS;

/// Something that holds of an asset or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Mark {
    /// What no need comes into: availability, lawful use, reserved for a service; each failed.
    NotAvailable = 1,
    NotLawful = 1 << 1,
    Reserved = 1 << 2,
    /// Nothing places it.
    Nowhere = 1 << 3,
    KindsUnknown = 1 << 4,
    AreaUnknown = 1 << 5,
    LandAreaUnknown = 1 << 6,
    /// The floor area is estimated, for most needs or for those that want nothing but land.
    Estimated = 1 << 7,
    /// It may be shared, as far as known.
    Shareable = 1 << 8,
    /// A part of the cost is not known, as far as no need comes into it.
    CostUnknown = 1 << 9,
    TermUnknown = 1 << 10,
    /// The owner has confirmed a term that is no freehold.
    Confirmed = 1 << 11,
    NoAccess = 1 << 12,
    ReadyUnknown = 1 << 13,
    DeclaredUnsafe = 1 << 14,
    HighRisk = 1 << 15,
}

/// The marks of what is barred to every need.
pub const BARRED: [Mark; 3] = [Mark::NotAvailable, Mark::NotLawful, Mark::Reserved];

/// How the numbers of a measure fall into buckets 1 to [`LAST`]; the first and the last have no outer edge.
#[derive(Clone, Copy, Debug)]
enum Scale {
    /// From 0 to 1 in equal steps.
    Share,
    /// From the first number to the second in steps that grow alike.
    Growing(f64, f64),
    /// Sixteen at a time.
    Days,
}

/// The last bucket. Code 0 is for what is not known.
const LAST: u8 = 254;

impl Scale {
    const fn of(measure: usize) -> Self {
        const AREA: usize = Measure::Area as usize;
        const LAND: usize = Measure::LandArea as usize;
        const YEARLY_LOW: usize = Measure::YearlyLow as usize;
        const WORKS_MID: usize = Measure::WorksMid as usize;
        const YEARS: usize = Measure::Years as usize;
        const READY: usize = Measure::Ready as usize;
        match measure {
            AREA | LAND => Self::Growing(5.0, 50_000.0),
            YEARLY_LOW..=WORKS_MID => Self::Growing(50.0, 2_000_000.0),
            YEARS => Self::Growing(0.5, 150.0),
            READY => Self::Days,
            _ => Self::Share,
        }
    }

    /// The lower edge of a bucket; that of the one after it is its upper edge.
    fn edge(self, bucket: u8) -> f64 {
        let steps = f64::from(LAST - 1);
        let step = f64::from(bucket) - 1.0;
        match self {
            Self::Share => step / steps,
            Self::Growing(least, most) => least * (most / least).powf((step - 1.0) / (steps - 1.0)),
            Self::Days => 16.0 * step,
        }
    }
}

/// The edges of all buckets of all measures.
pub struct Edges {
    least: [[f64; 256]; MEASURES],
    most: [[f64; 256]; MEASURES],
}

/// Made once.
pub static EDGES: LazyLock<Edges> = LazyLock::new(|| {
    let edge = |measure: usize, bucket: usize| match (Scale::of(measure), bucket) {
        (Scale::Share, 255..) => 1.0,
        (Scale::Share, _) => Scale::Share.edge(bucket as u8),
        (Scale::Days, 0..=1) => f64::NEG_INFINITY,
        (_, 0..=1) => 0.0,
        (_, 255..) => f64::INFINITY,
        (scale, _) => scale.edge(bucket as u8),
    };
    Edges {
        least: std::array::from_fn(|measure| std::array::from_fn(|bucket| edge(measure, bucket))),
        most: std::array::from_fn(|measure| std::array::from_fn(|bucket| edge(measure, bucket + 1))),
    }
});

impl Edges {
    /// The bucket of a number: its edges are around it.
    fn bucket(&self, measure: usize, number: f64) -> u8 {
        let lower = &self.least[measure];
        let above = lower[2..=usize::from(LAST)].partition_point(|edge| *edge <= number);
        u8::try_from(above + 1).unwrap_or(LAST)
    }
}

/// One asset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Codes {
    pub asset: u32,
    pub measures: [u8; MEASURES],
    /// The box around every place that it may be at; see [`CELL_M`].
    pub place: [u16; 4],
    boroughs: u32,
    pub marks: u16,
    pub kinds: u16,
}

/// A part of the assets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    least: [u8; MEASURES],
    most: [u8; MEASURES],
    place: [u16; 4],
    /// A bit for the borough of each place; one bit may stand for several boroughs.
    pub boroughs: u32,
    some: u16,
    all: u16,
    /// Kinds of space, a bit each; of those not known, none.
    pub kinds: u16,
}

/// Places are kept in cells of this many metres, rounded outwards.
const CELL_M: f64 = 20.0;

/// The place of an asset that nothing places: joined with a box, it is that box.
const NO_PLACE: [u16; 4] = [u16::MAX, u16::MAX, 0, 0];

impl Summary {
    /// The summary of nothing: joined with any other, it is that other.
    pub const NOTHING: Self = Self {
        least: [u8::MAX; MEASURES],
        most: [0; MEASURES],
        place: NO_PLACE,
        boroughs: 0,
        some: 0,
        all: u16::MAX,
        kinds: 0,
    };

    /// The summary of one asset.
    pub fn of(codes: &Codes) -> Self {
        let Codes { measures, place, boroughs, marks, kinds, .. } = *codes;
        let least = measures.map(|code| if code == 0 { u8::MAX } else { code });
        Self { least, most: measures, place, boroughs, some: marks, all: marks, kinds }
    }

    /// Takes another part in.
    pub fn join(&mut self, other: &Self) {
        self.least.iter_mut().zip(other.least).for_each(|(least, of)| *least = of.min(*least));
        self.most.iter_mut().zip(other.most).for_each(|(most, of)| *most = of.max(*most));
        let ([west, south, east, north], of) = (self.place, other.place);
        self.place = [west.min(of[0]), south.min(of[1]), east.max(of[2]), north.max(of[3])];
        self.boroughs |= other.boroughs;
        self.some |= other.some;
        self.all &= other.all;
        self.kinds |= other.kinds;
    }

    /// Whether a number is known of none of them.
    pub fn is_none(&self, measure: Measure) -> bool {
        self.most[measure as usize] == 0
    }

    /// No number of any is below this.
    pub fn least(&self, measure: Measure) -> f64 {
        EDGES.least[measure as usize][usize::from(self.least[measure as usize])]
    }

    /// No number of any is above this.
    pub fn most(&self, measure: Measure) -> f64 {
        EDGES.most[measure as usize][usize::from(self.most[measure as usize])]
    }

    /// No D of any is above this: 0 is the plain index, 1 and more the rows of purposes.
    pub fn deprivation(&self, row: usize) -> f64 {
        let measure = Measure::Deprivation as usize + row;
        EDGES.most[measure][usize::from(self.most[measure])]
    }

    /// Whether a mark holds for some of them.
    pub const fn some(&self, mark: Mark) -> bool {
        self.some & mark as u16 != 0
    }

    /// Whether a mark holds for all of them.
    pub const fn all(&self, mark: Mark) -> bool {
        self.all & mark as u16 != 0
    }

    /// The box around every place of every one, metres: west and east, south and north; `None` where nothing places one.
    pub fn around(&self) -> Option<[[f64; 2]; 2]> {
        let [west, south, east, north] = self.place;
        let (low, high) = (|cell: u16| f64::from(cell) * CELL_M, |cell: u16| (f64::from(cell) + 1.0) * CELL_M);
        (west <= east).then(|| [[low(west), high(east)], [low(south), high(north)]])
    }
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

/// The day that days are counted from.
const DAY_ZERO: Date = date!(2020 - 01 - 01);

/// A day as it is measured.
pub fn days(day: Date) -> f64 {
    f64::from(day.to_julian_day() - DAY_ZERO.to_julian_day())
}

/// The day that a measure stands for; one before all others for what is long ago.
pub fn day_of(days: f64) -> Date {
    Date::from_julian_day(DAY_ZERO.to_julian_day().saturating_add(days as i32)).unwrap_or(Date::MIN)
}

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
            self.marks |= mark as u16;
        }
    }

    fn add_place(&mut self, atlas: &Atlas, index: usize) {
        let cell = |metres: f64| (metres / CELL_M) as u16;
        let mut at = |position: Position, area: Option<usize>| {
            let (east, north) = (cell(position.easting_m), cell(position.northing_m));
            let place = self.place;
            self.place = [place[0].min(east), place[1].min(north), place[2].max(east), place[3].max(north)];
            let name = area.and_then(|area| atlas.areas()[area].borough_name());
            self.boroughs |= name.map_or(0, |name| borough_bit(atlas, name));
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
        for (area, measure, unknown) in
            [(area, Measure::Area, Mark::AreaUnknown), (land, Measure::LandArea, Mark::LandAreaUnknown)]
        {
            self.mark(unknown, area.is_none());
            if let Some(area) = area {
                self.set(measure, area.m2);
                self.mark(Mark::Estimated, area.high_m2 > area.m2);
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
        self.mark(Mark::DeclaredUnsafe, facts.unsafe_until.is_some());
        match ready(&pair) {
            Some((day, _)) => self.set(Measure::Ready, days(day)),
            None => self.mark(Mark::ReadyUnknown, true),
        }
    }
}

/// The bit of a kind of space.
pub const fn bit(kind: SpaceType) -> u16 {
    1 << kind as u16
}

/// The bit of a borough: of its place among all of them, of which several may share one.
pub fn borough_bit(atlas: &Atlas, name: &str) -> u32 {
    atlas.boroughs().position(|borough| **borough == *name).map_or(0, |place| 1 << (place % 32))
}
