//! A stock of public buildings of any size on one ground, made in memory: three million rows through files would take longer
//! than all that is measured.
//!
//! The ground (areas, deprivation, prices, activity, postcodes, needs, rulings) and its first assets are the fictional region,
//! read from its files. Each further asset takes the place of one of those, moved by up to 300 m, and the facts of another,
//! its sizes and sums scaled together. So what is clustered stays clustered, what owners do not know stays as often unknown and
//! together with what, the share that is vacant, and so coarse, stays what it was, and no two assets are the same.

use std::sync::Arc;
use std::time::{Duration, Instant};

use catmap::app::catalogue::Snapshot;
use catmap::domain::asset::{Asset, AssetId};
use catmap::domain::holdings::Holdings;
use catmap::domain::need::Need;
use catmap::domain::permission::Viewer;
use catmap::domain::place::Position;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::region;

/// Assets that come from files.
const FROM_FILES: usize = 60_000;
/// How far a place is moved, metres.
const MOVED_M: f64 = 300.0;
/// Steps through the assets from files that meet each of them once: primes that divide no such number.
const STEP: usize = 7_368_787;
const OTHER_STEP: usize = 15_485_863;

/// The ground, and what assets are made from.
pub struct Stock {
    /// Everything but assets.
    pub ground: Snapshot,
    /// Every need of the region as its organisation knows it, the private ones and budgets too.
    pub needs: Vec<Need>,
    entered: Holdings,
    templates: Vec<Asset>,
}

impl Stock {
    /// A ground of so many areas.
    pub fn on(areas: usize) -> Self {
        let mut holdings = region::made(FROM_FILES, areas).holdings();
        let templates = std::mem::take(&mut holdings.assets);
        let entered = Holdings {
            sources: holdings.sources.clone(),
            uprn_points: holdings.uprn_points.clone(),
            needs: holdings.needs.clone(),
            rulings: holdings.rulings.clone(),
            loaded: holdings.loaded.clone(),
            ..Holdings::default()
        };
        let needs = holdings.needs.clone();
        Self { ground: Snapshot::of(holdings).unwrap(), needs, entered, templates }
    }

    /// A snapshot with so many assets, and how long it took to make of them: to place, index and survey them.
    pub fn of(&self, assets: usize) -> (Snapshot, Duration) {
        let holdings = Holdings { assets: self.assets(assets), ..self.entered.clone() };
        let begun = Instant::now();
        let snapshot = self.ground.seen_by(&Viewer::Visitor, holdings).unwrap();
        (snapshot, begun.elapsed())
    }

    /// So many assets.
    pub fn assets(&self, count: usize) -> Vec<Asset> {
        let mut random = ChaCha8Rng::seed_from_u64(5);
        (0..count).map(|number| self.asset(number, &mut random)).collect()
    }

    fn asset(&self, number: usize, random: &mut ChaCha8Rng) -> Asset {
        let (round, all) = (number / self.templates.len(), self.templates.len());
        let at = (number * STEP) % all;
        let place = &self.templates[at];
        if round == 0 {
            return place.clone();
        }
        let known = &self.templates[(at + round * OTHER_STEP) % all];
        let mut asset = place.clone();
        asset.id = AssetId(Arc::from(format!("{}-{round}", place.id)));
        asset.reference = place.reference.as_ref().map(|reference| format!("{reference}-{round}"));
        asset.uprn = None;
        asset.position = place.position.map(|position| Position {
            easting_m: position.easting_m + random.random_range(-MOVED_M..MOVED_M),
            northing_m: position.northing_m + random.random_range(-MOVED_M..MOVED_M),
        });
        asset.facts = known.facts.clone();
        (asset.may_be_vacant, asset.gone, asset.shown) = (known.may_be_vacant, known.gone, known.shown);
        let scale = random.random_range(0.8..1.25);
        let facts = &mut asset.facts;
        let sums = [
            &mut facts.usable_area_m2,
            &mut facts.gross_internal_area_m2,
            &mut facts.land_area_m2,
            &mut facts.rateable_value_gbp,
            &mut facts.rent_gbp_per_year,
            &mut facts.service_charge_gbp_per_year,
            &mut facts.running_cost_gbp_per_year,
            &mut facts.repair_backlog_gbp,
        ];
        for fact in sums.into_iter().flatten() {
            fact.value = (fact.value * scale * 10.0).round() / 10.0;
        }
        asset
    }
}
