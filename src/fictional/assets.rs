//! Invented assets: one drawn at random with all the facts its owner might know of it.

use time::{Date, Duration};

use super::areas::{Area, Areas};
use super::building_kinds::{BUILDING_KINDS, BuildingKind};
use super::chance::{Chance, Stream};
use super::names;
use super::postcodes::{Postcode, Postcodes};
use super::shape::Point;
use crate::domain::asset::{Condition, DisposalStatus, Heritage, Holding, Planning, RentReview, SpaceType, StepFree};

/// An asset before anyone writes it down: `None` is what its owner does not know either.
pub(super) struct InventedAsset {
    pub(super) name: String,
    pub(super) detail: &'static str,
    pub(super) holding: Holding,
    pub(super) street_number: String,
    pub(super) street: String,
    /// The place of its area.
    pub(super) area: usize,
    pub(super) point: Point,
    pub(super) postcode: Postcode,
    pub(super) title: &'static str,
    pub(super) occupancy: &'static str,
    pub(super) effective: Date,
    pub(super) gross_m2: Option<f64>,
    pub(super) land_hectares: Option<f64>,
    pub(super) energy: Option<char>,
    pub(super) status: Option<DisposalStatus>,
    pub(super) spaces: Option<Vec<SpaceType>>,
    pub(super) usable_m2: Option<f64>,
    pub(super) condition: Option<(Condition, Date)>,
    pub(super) step_free: Option<StepFree>,
    /// Years on offer; `Some(None)` is freehold.
    pub(super) term: Option<Option<u32>>,
    pub(super) rent_gbp: Option<f64>,
    pub(super) service_charge_gbp: Option<f64>,
    pub(super) rent_review: Option<RentReview>,
    pub(super) clawback: Option<f64>,
    pub(super) shareable: Option<bool>,
    pub(super) available_from: Option<Date>,
    pub(super) unsafe_until: Option<Date>,
    pub(super) rateable_gbp: Option<f64>,
    pub(super) running_gbp: Option<f64>,
    pub(super) backlog_gbp: Option<f64>,
    pub(super) heritage: Option<Heritage>,
    pub(super) planning: Option<Planning>,
    pub(super) planning_note: Option<&'static str>,
    pub(super) reserved_for: Option<&'static str>,
    pub(super) valuation: Option<(f64, Date)>,
}

impl InventedAsset {
    pub(super) fn is_vacant(&self) -> bool {
        self.occupancy == "Vacant"
    }
}

/// Where assets of one borough may be, and how well that borough keeps its records.
pub(super) struct Stock<'a> {
    pub(super) seed: u64,
    pub(super) data_date: Date,
    pub(super) areas: &'a Areas,
    pub(super) postcodes: &'a Postcodes,
    pub(super) borough: usize,
    /// Share of the extra facts that it knows of a usual asset.
    pub(super) known_share: f64,
    running_weights: Vec<f64>,
}

impl<'a> Stock<'a> {
    pub(super) fn new(
        (seed, data_date): (u64, Date),
        areas: &'a Areas,
        postcodes: &'a Postcodes,
        (borough, known_share): (usize, f64),
    ) -> Self {
        let weight = |&index: &usize| {
            let area: &Area = &areas.all[index];
            f64::from(area.residents) * (0.4 * area.thickness + 0.15 * area.hardship).exp()
        };
        let running_weights = areas.by_borough[borough]
            .iter()
            .scan(0.0, |total, index| {
                *total += weight(index);
                Some(*total)
            })
            .collect();
        Self { seed, data_date, areas, postcodes, borough, known_share, running_weights }
    }

    /// The `index`-th asset of the borough; `away` puts it in another borough's land, as happens.
    pub(super) fn asset(&self, index: usize, away: bool) -> InventedAsset {
        let mut chance = Chance::of(self.seed, Stream::Assets, (self.borough << 32) | index);
        let chance = &mut chance;
        let mut area = self.areas.by_borough[self.borough][chance.place_in(&self.running_weights)];
        if away {
            let all = self.areas.all.len();
            let start = chance.below(all);
            let other =
                (0..all).map(|step| (start + step) % all).find(|&other| self.areas.all[other].borough != self.borough);
            area = other.unwrap_or(area);
        }
        let point = self.areas.all[area].cell.point_inside(chance);
        let place = Place { area, point, postcode: self.postcodes.nearest(area, point) };
        let kind = &BUILDING_KINDS[chance.below(BUILDING_KINDS.len())];
        let occupancy = match chance.share() {
            share if share < 0.26 => "Vacant",
            share if share < 0.68 => "Occupied by local authority",
            share if share < 0.92 => "Leasehold Out",
            _ => "Other",
        };
        self.describe(chance, &place, kind, occupancy)
    }

    fn describe(
        &self,
        chance: &mut Chance,
        place: &Place,
        kind: &BuildingKind,
        occupancy: &'static str,
    ) -> InventedAsset {
        let status = status(chance, occupancy);
        // An owner knows most of what it is about to let go.
        let looked_at = matches!(status, Some(status) if status != DisposalStatus::InUse);
        let known_share = (self.known_share * if looked_at { 1.3 } else { 0.9 }).min(0.95);
        let is_land = kind.holding == Holding::Land;
        let size_m2 = kind.usual_m2 * (0.35 * chance.normal()).exp();
        let usable_m2 = if is_land { size_m2 } else { size_m2 * chance.between(0.72, 0.88) };
        let price = (0.5 * (self.areas.all[place.area].log_price - 12.05)).exp();
        let condition = condition(chance, occupancy == "Vacant");
        let review =
            one_in(chance, &[(0.36, RentReview::Peppercorn), (0.62, RentReview::Market), (0.84, RentReview::Indexed)])
                .unwrap_or(RentReview::Fixed);
        let yearly_m2 = if is_land { 0.4 } else { chance.between(24.0, 88.0) * price };
        let rent = if review == RentReview::Peppercorn { 1.0 } else { usable_m2 * yearly_m2 };
        let planning = one_in(
            chance,
            &[
                (0.36, Planning::Lawful),
                (0.66, Planning::SameClass),
                (0.84, Planning::PermissionSupported),
                (0.95, Planning::PermissionDoubtful),
            ],
        )
        .unwrap_or(Planning::Barred);
        let heritage = one_in(
            chance,
            &[(0.72, Heritage::Unlisted), (0.82, Heritage::ConservationArea), (0.9, Heritage::LocallyListed)],
        )
        .unwrap_or(Heritage::Listed);
        let per_m2 = if is_land { chance.between(4.0, 30.0) } else { chance.between(380.0, 1_150.0) };
        let backlog_m2 = match condition {
            Condition::A => chance.between(0.0, 50.0),
            Condition::B => chance.between(50.0, 250.0),
            Condition::C => chance.between(250.0, 900.0),
            Condition::D => chance.between(900.0, 2_500.0),
        };
        let mut known = |share: f64| chance.happens((known_share * share).min(0.97));
        let [
            kn_status,
            kn_spaces,
            kn_usable,
            kn_condition,
            kn_step,
            kn_term,
            kn_rent,
            kn_charge,
            kn_review,
            kn_clawback,
        ] = [1.2, 1.15, 1.1, 1.0, 0.95, 1.0, 1.0, 0.8, 0.9, 0.7].map(&mut known);
        let [
            kn_shareable,
            kn_rateable,
            kn_running,
            kn_backlog,
            kn_heritage,
            kn_planning,
            kn_valuation,
            kn_gross,
            kn_energy,
        ] = [0.9, 1.0, 0.7, 0.75, 1.0, 0.9, 0.7, 1.45, 0.8].map(&mut known);
        let days_back = |chance: &mut Chance, most: f64| {
            self.data_date.saturating_sub(Duration::days((most * chance.share()) as i64))
        };
        let rounded = |value: f64, step: f64| (value / step).round() * step;
        let name_first = names::place(chance);
        let unsafe_until = chance.happens(0.025).then(|| self.later(chance, 60.0, 900.0));
        let release = match status {
            Some(DisposalStatus::InUse) => chance.happens(0.12),
            Some(DisposalStatus::OpenToInterest | DisposalStatus::Surplus | DisposalStatus::InProgramme) => {
                chance.happens(0.45)
            }
            _ => false,
        };
        let spaces = if kind.spaces.len() > 1 && chance.happens(0.25) {
            &kind.spaces[..kind.spaces.len() - 1]
        } else {
            kind.spaces
        };
        InventedAsset {
            name: format!("{name_first} {}", kind.name),
            detail: kind.detail,
            holding: kind.holding,
            street_number: if is_land || chance.happens(0.3) {
                String::new()
            } else {
                (1 + chance.below(240)).to_string()
            },
            street: names::street(chance),
            area: place.area,
            point: place.point,
            postcode: place.postcode,
            title: if chance.happens(0.88) { "Freehold" } else { "Leasehold" },
            occupancy,
            effective: days_back(chance, 900.0),
            gross_m2: (!is_land && kn_gross).then(|| rounded(size_m2, 0.1)),
            land_hectares: (kind.holding != Holding::Building && chance.happens(0.7))
                .then(|| if is_land { size_m2 } else { size_m2 * chance.between(1.5, 4.0) } / 10_000.0),
            energy: (!is_land && kn_energy).then(|| chance.pick(&['B', 'C', 'C', 'D', 'D', 'D', 'E', 'E', 'F', 'G'])),
            status: status.filter(|_| kn_status || looked_at),
            spaces: kn_spaces.then(|| spaces.to_vec()),
            usable_m2: kn_usable.then(|| usable_m2.round()),
            condition: (kn_condition && !is_land).then(|| (condition, days_back(chance, 2_200.0))),
            step_free: kn_step.then(|| {
                one_in(chance, &[(0.36, StepFree::Now), (0.86, StepFree::Adaptable)]).unwrap_or(StepFree::Impossible)
            }),
            term: kn_term.then(|| {
                chance.pick(&[
                    None,
                    Some(7),
                    Some(10),
                    Some(15),
                    Some(25),
                    Some(25),
                    Some(25),
                    Some(30),
                    Some(50),
                    Some(99),
                    Some(125),
                ])
            }),
            rent_gbp: kn_rent.then(|| if rent > 1.0 { rounded(rent, 50.0) } else { rent }),
            service_charge_gbp: kn_charge
                .then(|| if chance.happens(0.6) { 0.0 } else { rounded(usable_m2 * chance.between(1.0, 9.0), 10.0) }),
            rent_review: kn_review.then_some(review),
            clawback: kn_clawback.then(|| chance.pick(&[0.0, 0.0, 0.0, 0.0, 0.25, 0.25, 0.5])),
            shareable: kn_shareable.then(|| chance.happens(0.62)),
            available_from: release.then(|| self.later(chance, -180.0, 700.0)),
            unsafe_until,
            rateable_gbp: (kn_rateable && !is_land)
                .then(|| rounded(usable_m2 * chance.between(22.0, 70.0) * price, 50.0)),
            running_gbp: kn_running
                .then(|| rounded(usable_m2 * if is_land { 0.3 } else { chance.between(35.0, 95.0) }, 10.0)),
            backlog_gbp: (kn_backlog && !is_land).then(|| rounded(usable_m2 * backlog_m2, 500.0)),
            heritage: kn_heritage.then_some(heritage),
            planning: kn_planning.then_some(planning),
            planning_note: kn_planning.then(|| planning_note(chance, planning)).flatten(),
            reserved_for: chance
                .happens(0.02)
                .then(|| chance.pick(&["Adult social care day service", "Special school places", "Family hub"])),
            valuation: kn_valuation
                .then(|| (rounded(usable_m2 * per_m2 * price, 5_000.0).max(5_000.0), days_back(chance, 1_500.0))),
        }
    }

    fn later(&self, chance: &mut Chance, from_days: f64, to_days: f64) -> Date {
        self.data_date.saturating_add(Duration::days(chance.between(from_days, to_days) as i64))
    }
}

struct Place {
    area: usize,
    point: Point,
    postcode: Postcode,
}

/// The first value whose mark is above a draw; `None` past the last mark.
fn one_in<T: Copy>(chance: &mut Chance, marks: &[(f64, T)]) -> Option<T> {
    let share = chance.share();
    marks.iter().find(|(mark, _)| share < *mark).map(|(_, value)| *value)
}

fn status(chance: &mut Chance, occupancy: &str) -> Option<DisposalStatus> {
    use DisposalStatus::{
        InProgramme, InUse, OpenToInterest, Surplus, Transferred, UnderOffer, UnderReview, Withdrawn,
    };
    let marks: &[(f64, DisposalStatus)] = match occupancy {
        "Vacant" => &[
            (0.30, OpenToInterest),
            (0.54, Surplus),
            (0.68, InProgramme),
            (0.80, UnderReview),
            (0.86, UnderOffer),
            (0.88, Transferred),
            (0.91, Withdrawn),
        ],
        "Occupied by local authority" => {
            &[(0.56, InUse), (0.68, UnderReview), (0.74, InProgramme), (0.78, OpenToInterest)]
        }
        "Leasehold Out" => &[(0.6, InUse), (0.66, UnderReview), (0.70, OpenToInterest)],
        _ => &[(0.3, InUse), (0.4, Surplus)],
    };
    one_in(chance, marks)
}

fn condition(chance: &mut Chance, vacant: bool) -> Condition {
    let marks = if vacant {
        [(0.06, Condition::A), (0.36, Condition::B), (0.80, Condition::C)]
    } else {
        [(0.14, Condition::A), (0.62, Condition::B), (0.94, Condition::C)]
    };
    one_in(chance, &marks).unwrap_or(Condition::D)
}

fn planning_note(chance: &mut Chance, planning: Planning) -> Option<&'static str> {
    match planning {
        Planning::Barred => {
            Some(chance.pick(&["Covenant of 1954: public recreation only", "Held in trust as open space"]))
        }
        Planning::PermissionDoubtful => Some(chance.pick(&["In the green belt", "Loss of employment land resisted"])),
        Planning::PermissionSupported => Some("Change of use needed; policy supports community uses"),
        Planning::Lawful | Planning::SameClass => None,
    }
}
