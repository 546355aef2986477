//! How far an asset is from where it is needed, and how the pull of a place fades (`scoring.md` A.4).
//!
//! Without a network, distance is the straight line times a detour. A coarse place is measured at every postcode in it:
//! the weighted mean counts, the 10th and 90th percentile are the range, and only a limit that *all* of it is beyond is
//! broken.
//!
//! A need placed in a borough means that anywhere in it will do: inside, the distance is nothing; outside, it runs to the
//! centre of the borough's nearest area. (The population-weighted sum of A.4 is for an area all of whose people must be
//! reached. Over a whole borough no building reaches more than a few per cent of them, so that location would count
//! against every building alike and one in another borough would come first.)

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::atlas::{Atlas, Layer, Place, PlacedAsset, Sample};
use crate::domain::criteria::{Criteria, Decay};
use crate::domain::need::{Need, NeedPlace};
use crate::domain::place::{Position, Precision};
use crate::matching::grade::Grade;

/// The quality of a straight line with a detour in place of a network distance.
const STRAIGHT_LINE_QUALITY: f64 = 0.7;

/// How well each precision lets us know what depends on place.
#[must_use]
pub const fn place_quality(precision: Precision) -> f64 {
    match precision {
        Precision::Point | Precision::Uprn => 1.0,
        Precision::GridSquare | Precision::Postcode => 0.7,
        Precision::Area | Precision::OutwardPostcode => 0.4,
        Precision::Unknown => 0.0,
    }
}

/// The share of its pull that a place keeps at a distance as people travel, metres.
#[must_use]
pub fn decay(distance_m: f64, profile: Decay) -> f64 {
    if distance_m <= profile.full_m {
        1.0
    } else if distance_m <= profile.cut_m {
        (-(distance_m - profile.full_m) / profile.half_m).exp2()
    } else {
        0.0
    }
}

/// How far an asset is from a need.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distance {
    /// The location criterion.
    pub grade: Grade,
    /// Metres as people travel, on average over a coarse place; `None` when not known or nobody asked.
    pub travel_m: Option<f64>,
    /// The least it could be, metres.
    pub least_m: f64,
    /// The most it could be, metres.
    pub most_m: f64,
}

impl Distance {
    /// What nobody asked for.
    pub const NOT_ASKED: Self = Self { grade: Grade::NOT_ASKED, travel_m: None, least_m: 0.0, most_m: 0.0 };
    const UNKNOWN: Self = Self { grade: Grade::UNKNOWN, travel_m: None, least_m: 0.0, most_m: f64::INFINITY };
}

/// Where one need wants to be, ready to be asked about many assets.
#[derive(Debug)]
pub struct Destination<'a> {
    atlas: &'a Atlas,
    criteria: &'a Criteria,
    profile: Decay,
    target: Target,
    measured: Arc<Measured>,
    /// With room for each locality.
    each: Option<Vec<OnceLock<Distance>>>,
}

/// What was measured from one place and can be had again: by whoever asks for it next, under other weights say.
#[derive(Debug, Default)]
pub struct Measured {
    /// The centres of the borough's areas, laid out when first asked for: inside nobody asks.
    centres: OnceLock<Layer<Position>>,
    /// How far the localities are that were asked for.
    localities: Mutex<HashMap<usize, Distance>>,
}

impl Measured {
    /// What a need's distances depend on, in writing.
    #[must_use]
    pub fn key(need: &Need) -> String {
        format!("{:?} {:?}", need.place, need.reach)
    }
}

#[derive(Debug)]
enum Target {
    Point(Position),
    Borough(Arc<str>),
    NotAsked,
    /// A borough that no loaded area lies in.
    NotKnown,
}

impl<'a> Destination<'a> {
    /// Prepares to measure distances to where the need wants to be.
    #[must_use]
    pub fn of(need: &Need, atlas: &'a Atlas, criteria: &'a Criteria) -> Self {
        let target = match &need.place {
            NeedPlace::Near(position) => Target::Point(*position),
            NeedPlace::Borough(name) => served(name, atlas),
            NeedPlace::Anywhere => Target::NotAsked,
        };
        Self { atlas, criteria, profile: need.reach.decay(), target, measured: Arc::default(), each: None }
    }

    /// The same, remembering the answer for each locality: for many assets, of which thousands may share one.
    #[must_use]
    pub fn remembering(mut self) -> Self {
        self.each = Some((0..self.atlas.localities().len()).map(|_| OnceLock::new()).collect());
        self
    }

    /// The same, with what was measured before for a need of the same [`Measured::key`] on an atlas that numbers its
    /// localities alike.
    #[must_use]
    pub fn sharing(mut self, measured: Arc<Measured>) -> Self {
        self.measured = measured;
        self
    }

    /// How far the asset at this index is.
    #[must_use]
    pub fn distance(&self, asset: usize) -> Distance {
        self.distance_of(&self.atlas.assets()[asset])
    }

    /// How far an asset is, as it is on this atlas or was on one that this came from.
    #[must_use]
    pub fn distance_of(&self, placed: &PlacedAsset) -> Distance {
        match (&self.target, placed.place) {
            (Target::NotAsked, _) => Distance::NOT_ASKED,
            (Target::NotKnown, _) | (_, Place::Nowhere) => Distance::UNKNOWN,
            (_, Place::At { position, area }) => {
                let travel_m = self.travel_m(position, area);
                let pull = decay(travel_m, self.profile);
                // Nothing was measured where the place is simply inside.
                let measured = if travel_m > 0.0 { STRAIGHT_LINE_QUALITY } else { 1.0 };
                let quality = measured.min(place_quality(placed.asset.precision));
                let grade = Grade::exactly(pull, quality);
                Distance { grade, travel_m: Some(travel_m), least_m: travel_m, most_m: travel_m }
            }
            (_, Place::Within(locality)) => self.locality(locality),
        }
    }

    /// How far an asset somewhere in this locality is.
    #[must_use]
    pub fn locality(&self, locality: usize) -> Distance {
        if let Some(each) = &self.each {
            return each
                .get(locality)
                .map_or_else(|| self.over(locality), |it| *it.get_or_init(|| self.over(locality)));
        }
        let kept = || self.measured.localities.lock().unwrap_or_else(PoisonError::into_inner);
        let held = kept().get(&locality).copied();
        held.unwrap_or_else(|| {
            let found = self.over(locality);
            kept().insert(locality, found);
            found
        })
    }

    fn over(&self, locality: usize) -> Distance {
        let samples = &self.atlas.localities()[locality].samples;
        if samples.is_empty() {
            return Distance::UNKNOWN;
        }
        let travels = weighted(samples, samples.iter().map(|sample| self.travel_m(sample.position, sample.area)));
        let pulls: Vec<(f64, f64)> = travels.iter().map(|(m, weight)| (decay(*m, self.profile), *weight)).collect();
        let quality = place_quality(Precision::OutwardPostcode);
        let [low, high] = percentiles(&pulls, [0.1, 0.9]);
        Distance {
            grade: Grade::between(mean(&pulls), low, high, quality),
            travel_m: Some(mean(&travels)),
            least_m: travels.iter().map(|(m, _)| *m).fold(f64::INFINITY, f64::min),
            most_m: travels.iter().map(|(m, _)| *m).fold(0.0, f64::max),
        }
    }

    /// Metres as people travel from a position, which lies in this area.
    fn travel_m(&self, from: Position, area: Option<usize>) -> f64 {
        match &self.target {
            Target::Point(to) => from.distance_m(*to) * self.criteria.detour,
            Target::Borough(name) => {
                let inside = area.and_then(|area| self.atlas.areas()[area].borough_name()) == Some(name);
                let centres = || self.measured.centres.get_or_init(|| centres_of(name, self.atlas));
                let nearest_m = || centres().nearest(from).map_or(f64::INFINITY, |(_, metres)| metres);
                if inside { 0.0 } else { nearest_m() * self.criteria.detour }
            }
            Target::NotAsked | Target::NotKnown => 0.0,
        }
    }

    /// Where the need wants to be, when that is a point.
    #[must_use]
    pub fn point(&self) -> Option<Position> {
        match self.target {
            Target::Point(position) => Some(position),
            _ => None,
        }
    }
}

/// A borough as a target, when areas of it are loaded.
fn served(name: &str, atlas: &Atlas) -> Target {
    atlas.borough(name).map_or(Target::NotKnown, Target::Borough)
}

fn centres_of(borough: &str, atlas: &Atlas) -> Layer<Position> {
    let centres = atlas.areas_of_borough(borough).iter().map(|area| atlas.areas()[*area].centre).collect();
    Layer::of_points(centres, |centre| Some(*centre))
}

/// Values with the weights of their samples.
pub fn weighted(samples: &[Sample], values: impl Iterator<Item = f64>) -> Vec<(f64, f64)> {
    values.zip(samples).map(|(value, sample)| (value, sample.weight)).collect()
}

/// The weighted mean of values, each with a weight above zero.
#[must_use]
pub fn mean(values: &[(f64, f64)]) -> f64 {
    let (sum, weight) = values.iter().fold((0.0, 0.0), |(sum, total), (value, w)| (sum + value * w, total + w));
    sum / weight
}

/// The least value that a share of the weight does not exceed.
#[must_use]
pub fn percentile(values: &[(f64, f64)], share: f64) -> f64 {
    let [found] = percentiles(values, [share]);
    found
}

/// The same for several shares.
#[must_use]
pub fn percentiles<const SHARES: usize>(values: &[(f64, f64)], shares: [f64; SHARES]) -> [f64; SHARES] {
    let mut sorted = values.to_vec();
    sorted.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let total: f64 = sorted.iter().map(|(_, weight)| weight).sum();
    shares.map(|share| {
        let mut passed = 0.0;
        // A hair of slack: ten weights of a tenth do not add up to one exactly.
        let reached = sorted.iter().find(|(_, weight)| {
            passed += weight;
            passed + 1e-12 * total >= share * total
        });
        reached.or(sorted.last()).map_or(f64::NAN, |(value, _)| *value)
    })
}
