//! Where each asset is, as exactly as may be said: at a point, somewhere within a locality, or nowhere known.
//!
//! A locality stands for a coarse place (`scoring.md` section 5, "Coarse location"): a postcode district, or the area
//! around a vacant asset whose exact place is withheld. Whatever depends on place is worked out at every postcode in it.
//! Two assets of one locality share it, so nothing worked out from it can tell them apart.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::atlas::areas::Area;
use crate::atlas::chunks::Chunks;
use crate::atlas::ground::Ground;
use crate::atlas::layer::Layer;
use crate::atlas::postcodes::Postcodes;
use crate::domain::area::UprnPoint;
use crate::domain::asset::Asset;
use crate::domain::permission::{Action, Viewer, may};
use crate::domain::place::{Position, Precision};
use crate::domain::publication::{is_withheld, public_asset};

/// Where an asset is, for every question of distance and neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// Here, and in this area when one is known.
    At {
        /// Its point, the address point of its UPRN, or the centre of its postcode.
        position: Position,
        /// Index of the area around it.
        area: Option<usize>,
    },
    /// Somewhere in this locality.
    Within(usize),
    /// Nothing places it.
    Nowhere,
}

/// What a locality is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LocalityKind {
    /// An area, by index.
    Area(usize),
    /// A postcode district: "L8".
    District(String),
}

/// One place in a locality where it might be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// Centre of the postcode.
    pub position: Position,
    /// Its share of the people of the locality; shares sum to 1.
    pub weight: f64,
    /// Index of the area around it.
    pub area: Option<usize>,
}

/// A coarse place.
#[derive(Clone, Debug, PartialEq)]
pub struct Locality {
    /// What it is.
    pub kind: LocalityKind,
    /// Where it is drawn: the centre of the area, or the mean of the district's postcodes; `None` when none is known.
    pub centre: Option<Position>,
    /// Its postcodes, or only the centre where no postcode is known; empty when nothing is.
    pub samples: Vec<Sample>,
}

/// An asset with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedAsset {
    /// The asset as whoever looks may see it; its position is where it is drawn.
    pub asset: Asset,
    /// Its borough: of the area around it, else of its postcode, else from its owner's name.
    pub borough: Option<Arc<str>>,
    /// Where it is.
    pub place: Place,
}

/// What places an asset before the public copy is made. It never leaves this file.
struct Exact {
    position: Option<Position>,
    precision: Precision,
    area: Option<usize>,
    borough: Option<Arc<str>>,
}

/// Makes the copy of each asset that somebody may see and places it; gives them in order of id, with the localities that
/// are held and those that they use besides. All but the numbers of localities is worked out on all threads.
pub(super) fn place_assets(
    mut assets: Vec<Asset>,
    uprns: &[UprnPoint],
    ground: &Ground,
    viewer: &Viewer,
    held: &Localities,
) -> (Vec<PlacedAsset>, Localities) {
    assets.par_sort_unstable_by(|a, b| a.id.cmp(&b.id));
    let at_uprn = |asset: &Asset| {
        let found = uprns.binary_search_by_key(&asset.uprn?, |point| point.uprn).ok()?;
        Some(uprns[found].position)
    };
    // Where the register or the address point says that each is, and the area around there.
    let points: Vec<Option<Position>> =
        assets.par_iter().map(|asset| asset.position.or_else(|| at_uprn(asset))).collect();
    let known: Vec<Position> = points.iter().copied().flatten().collect();
    let mut around = ground.areas_around(&known).into_iter();
    let mut area = |point: &Option<Position>| point.and_then(|_| around.next().flatten());
    let points: Vec<(Option<Position>, Option<usize>)> = points.iter().map(|point| (*point, area(point))).collect();
    let exact: Vec<Exact> = assets.par_iter().zip(points).map(|(asset, point)| locate(asset, point, ground)).collect();
    // Asked once for each owner: there are a million assets and few owners.
    let mut sees: HashMap<Arc<str>, bool> = HashMap::new();
    for Asset { owner, .. } in &assets {
        if !sees.contains_key(&owner.name) {
            sees.insert(Arc::clone(&owner.name), may(viewer, &Action::SeeExact { council: &owner.name }));
        }
    }
    let (mut placed, within): (Vec<PlacedAsset>, Vec<Option<LocalityKind>>) = assets
        .into_par_iter()
        .zip(exact)
        .map(|(asset, exact)| {
            let sees = sees.get(&asset.owner.name).is_some_and(|sees| *sees);
            show(asset, exact, sees, ground)
        })
        .unzip();
    // Localities are numbered in the order of the assets.
    let mut finding = Finding { ground, held, new: Vec::new(), known: HashMap::new() };
    for (PlacedAsset { asset, place, .. }, kind) in placed.iter_mut().zip(within) {
        let Some(kind) = kind else { continue };
        let is_district = matches!(kind, LocalityKind::District(_));
        let locality = finding.number(kind);
        *place = Place::Within(locality);
        if is_district {
            asset.position = finding.centre(locality);
        }
    }
    (placed, finding.localities())
}

/// The register's own point comes first, then the address point of the UPRN, then the postcode. `point` is the first of the
/// first two that there is, with the area around it.
fn locate(asset: &Asset, point: (Option<Position>, Option<usize>), ground: &Ground) -> Exact {
    let Ground { areas, postcodes, boroughs, .. } = ground;
    let postcode = asset.postcode.as_ref().filter(|postcode| postcode.is_whole()).and_then(|p| postcodes.find(p));
    let (position, precision, area) = match (point, postcode) {
        ((Some(position), area), _) => {
            let precision = match (asset.position.is_some(), asset.precision) {
                (true, Precision::GridSquare) => Precision::GridSquare,
                (true, _) => Precision::Point,
                (false, _) => Precision::Uprn,
            };
            (Some(position), precision, area)
        }
        (_, Some(found)) => (Some(postcodes.position(found)), Precision::Postcode, postcodes.area_of(found)),
        (_, None) if asset.postcode.is_some() => (None, Precision::OutwardPostcode, None),
        (_, None) => (None, Precision::Unknown, None),
    };
    let borough = area
        .and_then(|area| areas.records()[area].borough.as_ref().map(|borough| borough.name.clone()))
        .or_else(|| postcode.and_then(|p| boroughs.by_code(postcodes.borough_code(p)?)))
        .or_else(|| boroughs.named_in(&asset.owner.name));
    Exact { position, precision, area, borough }
}

/// The asset as it is for whoever may see it exactly, else its public copy: then the exact place is used here for the last
/// time, to find the area whose centre the public sees instead. With it what locality it is within, whose number is not
/// known yet.
fn show(asset: Asset, exact: Exact, sees: bool, ground: &Ground) -> (PlacedAsset, Option<LocalityKind>) {
    let withheld = is_withheld(&asset) && !sees;
    let areas = &ground.areas;
    let mut asset = if sees { asset } else { public_asset(asset, exact.area.map(|area| areas.records()[area].centre)) };
    if !withheld {
        asset.position = exact.position;
        asset.precision = exact.precision;
    }
    let (place, within) = match (asset.precision, exact.area, &asset.postcode) {
        (Precision::Point | Precision::GridSquare | Precision::Uprn | Precision::Postcode, area, _) => {
            (asset.position.map_or(Place::Nowhere, |position| Place::At { position, area }), None)
        }
        (Precision::Area, Some(area), _) => (Place::Nowhere, Some(LocalityKind::Area(area))),
        (Precision::OutwardPostcode, _, Some(postcode)) => {
            (Place::Nowhere, Some(LocalityKind::District(postcode.outward().to_owned())))
        }
        _ => (Place::Nowhere, None),
    };
    (PlacedAsset { asset, borough: exact.borough, place }, within)
}

/// Localities, each made once. Which number stands for one never changes: more are added at the end.
#[derive(Clone, Debug, Default)]
pub(super) struct Localities {
    pub list: Chunks<Locality>,
    numbers: Arc<HashMap<LocalityKind, usize>>,
    /// Numbers of those added since, beside the many that are shared.
    added: HashMap<LocalityKind, usize>,
}

impl Localities {
    fn number(&self, kind: &LocalityKind) -> Option<usize> {
        self.numbers.get(kind).or_else(|| self.added.get(kind)).copied()
    }
}

/// Localities that are held, and those that are found to be needed besides.
struct Finding<'a> {
    ground: &'a Ground,
    held: &'a Localities,
    new: Vec<Locality>,
    known: HashMap<LocalityKind, usize>,
}

impl Finding<'_> {
    /// The number of a locality, which is made when it is not known yet.
    fn number(&mut self, kind: LocalityKind) -> usize {
        if let Some(known) = self.held.number(&kind).or_else(|| self.known.get(&kind).copied()) {
            return known;
        }
        let (centre, samples) = match &kind {
            LocalityKind::Area(area) => self.of_area(*area),
            LocalityKind::District(outward) => self.of_district(outward),
        };
        let number = self.held.list.len() + self.new.len();
        self.new.push(Locality { kind: kind.clone(), centre, samples });
        self.known.insert(kind, number);
        number
    }

    fn of_area(&self, area: usize) -> (Option<Position>, Vec<Sample>) {
        let Ground { areas, postcodes, .. } = self.ground;
        let centre = areas.records()[area].centre;
        let inside = postcodes.in_area(area);
        let share = 1.0 / inside.len().max(1) as f64;
        let mut samples: Vec<Sample> = inside
            .iter()
            .map(|p| Sample { position: postcodes.position(*p as usize), weight: share, area: Some(area) })
            .collect();
        if samples.is_empty() {
            samples.push(Sample { position: centre, weight: 1.0, area: Some(area) });
        }
        (Some(centre), samples)
    }

    fn of_district(&self, outward: &str) -> (Option<Position>, Vec<Sample>) {
        let Ground { areas, postcodes, .. } = self.ground;
        let inside = postcodes.in_district(outward);
        let samples = weighted(inside.map(|p| (postcodes.position(p), postcodes.area_of(p))), areas, postcodes);
        let count = samples.len() as f64;
        let mean = |coordinate: fn(&Sample) -> f64| samples.iter().map(coordinate).sum::<f64>() / count;
        let centre = Position::new(mean(|s| s.position.easting_m), mean(|s| s.position.northing_m)).ok();
        (centre, samples)
    }

    fn centre(&self, locality: usize) -> Option<Position> {
        let held = &self.held.list;
        locality.checked_sub(held.len()).map_or_else(|| held[locality].centre, |new| self.new[new].centre)
    }

    fn localities(self) -> Localities {
        if self.held.list.is_empty() {
            return Localities {
                list: self.new.into_iter().collect(),
                numbers: Arc::new(self.known),
                added: HashMap::new(),
            };
        }
        let mut added = self.held.added.clone();
        added.extend(self.known);
        Localities { list: self.held.list.with([], self.new), numbers: Arc::clone(&self.held.numbers), added }
    }
}

/// Samples weighted by people: the residents of the area around a postcode, shared among the postcodes of that area. All
/// alike when the residents around one of them are not known.
fn weighted(
    inside: impl Iterator<Item = (Position, Option<usize>)>,
    areas: &Layer<Area>,
    postcodes: &Postcodes,
) -> Vec<Sample> {
    let people = |area: Option<usize>| {
        let area = area?;
        Some(f64::from(areas.records()[area].residents()?) / postcodes.in_area(area).len() as f64)
    };
    let mut samples: Vec<Sample> = inside.map(|(position, area)| Sample { position, weight: 1.0, area }).collect();
    let weights: Option<Vec<f64>> = samples.iter().map(|sample| people(sample.area)).collect();
    if let Some(weights) = weights {
        samples.iter_mut().zip(weights).for_each(|(sample, weight)| sample.weight = weight);
    }
    let sum: f64 = samples.iter().map(|sample| sample.weight).sum();
    samples.iter_mut().for_each(|sample| sample.weight /= sum);
    samples
}
