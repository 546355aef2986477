//! Everything on the map, in memory, in R-trees: one immutable snapshot of what somebody may see.
//!
//! [`Atlas::build`] takes [`Holdings`] and joins, chooses, places and indexes them. It makes the **public** atlas: vacant
//! assets and the budgets of needs are made coarse by `domain::publication` before anything is indexed, and private needs
//! are left out, so no answer drawn from it can show what it never held. [`Atlas::seen_by`] makes that of somebody who may
//! see more (`domain::permission` says what), on the same ground. An atlas scores nothing and changes nothing; a write
//! makes a new one. [`Atlas::with_assets`] makes one that differs in a few assets from what it shares all else with: it
//! costs a part of a millisecond and not a look at all of them.
//!
//! | file | answers |
//! |---|---|
//! | `tree.rs`, `layer.rs` | any records by place: within a box, around a point, nearest |
//! | `chunks.rs` | a million records in pieces, so that another atlas with one of them changed shares the rest |
//! | `areas.rs`, `counts.rs` | which outline, release and counts stand for an area |
//! | `finder/` | which area is around a point, for very many points |
//! | `ground.rs` | what is the same whoever looks, in one piece that atlases share |
//! | `sources.rs` | which sources are named |
//! | `places.rs` | where an asset is: at a point, within a locality, nowhere known |
//! | `levels.rs`, `wards.rs` | outlines of wards, districts and all other levels that are loaded; the ward of each area |
//! | `postcodes.rs`, `boroughs.rs`, `sales.rs` | what places things, and what lies in an area |
//! | `price_index.rs`, `sectors.rs` | how prices of a district moved; yearly prices of postcode sectors |
//! | `catchment.rs` | whose centres lie within a radius |
//! | `context.rs` | context layers, and which of their features are nearest |
//!
//! To put another kind of thing on the map, make a [`Layer`] of it in [`Atlas::build`] and give it an accessor here.
//! Everything is kept in order of id or code, so an index is an order and an answer does not depend on loading order.

mod areas;
mod boroughs;
mod catchment;
mod chunks;
mod context;
mod counts;
mod finder;
#[cfg(test)]
pub(crate) mod fixture;
mod ground;
mod layer;
mod levels;
mod places;
mod postcodes;
mod price_index;
mod sales;
mod sectors;
mod sources;
#[cfg(test)]
mod tests;
mod tree;
mod wards;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use areas::{Area, OldIndices, WithoutBoundary};
pub use boroughs::Boroughs;
pub use catchment::{Around, Neighbour};
pub use chunks::Chunks;
pub use context::Context;
pub use counts::Counted;
pub use layer::Layer;
pub use levels::{Level, Outline};
pub use places::{Locality, LocalityKind, Place, PlacedAsset, Sample};
pub use postcodes::Postcodes;
pub use price_index::{PriceIndex, month_of};
pub use sales::AreaSale;
pub use sectors::{Sector, SectorPrice};
pub use tree::Tree;

use crate::atlas::ground::Ground;
use crate::atlas::places::Localities;
use crate::domain::area::UprnPoint;
use crate::domain::asset::{Asset, AssetId};
use crate::domain::holdings::Holdings;
use crate::domain::need::{Need, NeedId, NeedPlace, Ruling};
use crate::domain::permission::{Action, Viewer, may};
use crate::domain::place::{Extent, Position};
use crate::domain::postcode::Postcode;
use crate::domain::publication::{is_public, public_need};
use crate::domain::source::{Source, SourceId};

/// A published need with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedNeed {
    /// The need.
    pub need: Need,
    /// Where it is drawn; `None` for one that serves a borough or has not said.
    pub position: Option<Position>,
    /// Its borough.
    pub borough: Option<Arc<str>>,
}

/// Everything on the map at one moment, as somebody may see it.
#[derive(Debug)]
pub struct Atlas {
    change: i64,
    sources: Vec<Source>,
    ground: Arc<Ground>,
    assets: Chunks<PlacedAsset>,
    asset_tree: Tree,
    localities: Localities,
    needs: Arc<Layer<PlacedNeed>>,
    rulings: Arc<BTreeMap<NeedId, Vec<Ruling>>>,
    extent: Option<Extent>,
}

impl Atlas {
    /// The public atlas: joins, places and indexes. Takes the holdings, so that a million assets are moved and not copied.
    #[must_use]
    pub fn build(mut holdings: Holdings) -> Self {
        let ground = Arc::new(Ground::of(&mut holdings));
        Self::on(ground, holdings, &Viewer::Visitor)
    }

    /// The atlas that somebody sees, on the same ground. Of the holdings only assets with their address points, needs,
    /// rulings, sources and what each source gave are used.
    #[must_use]
    pub fn seen_by(&self, viewer: &Viewer, holdings: Holdings) -> Self {
        Self::on(Arc::clone(&self.ground), holdings, viewer)
    }

    fn on(ground: Arc<Ground>, holdings: Holdings, viewer: &Viewer) -> Self {
        let Holdings { change, mut sources, assets, uprn_points, needs, rulings, loaded, .. } = holdings;
        let (assets, localities) = places::place_assets(assets, &uprn_points, &ground, viewer, &Localities::default());
        let assets = Chunks::from(assets);
        let mut needs: Vec<PlacedNeed> =
            needs.into_iter().filter_map(|need| show_need(need, &ground, viewer)).collect();
        needs.sort_unstable_by(|a, b| a.need.id.cmp(&b.need.id));
        let is_shown = |id: &NeedId| needs.binary_search_by(|placed| placed.need.id.cmp(id)).is_ok();
        let mut by_need: BTreeMap<NeedId, Vec<Ruling>> = BTreeMap::new();
        for ruling in rulings.into_iter().filter(|ruling| is_shown(&ruling.need)) {
            by_need.entry(ruling.need.clone()).or_default().push(ruling);
        }
        sources::keep_shown(&mut sources, &loaded, &needs, viewer);
        sources.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        let asset_tree = tree_of(&assets);
        let extent = around_everything(&ground.areas, &asset_tree);
        let needs = Arc::new(Layer::of_points(needs, |need| need.position));
        Self { change, sources, ground, assets, asset_tree, localities, needs, rulings: Arc::new(by_need), extent }
    }

    /// The same atlas at a later change, at which these assets are held, as the same viewer sees them; with the indexes of
    /// those that look different. `uprns` holds the address points of their UPRNs, in order. `None` when one of them is not
    /// held yet, or was another's or had another reference: then assets are found in another order.
    #[must_use]
    pub fn with_assets(
        &self,
        change: i64,
        assets: Vec<Asset>,
        uprns: &[UprnPoint],
        viewer: &Viewer,
    ) -> Option<(Self, Vec<usize>)> {
        let (placed, localities) = places::place_assets(assets, uprns, &self.ground, viewer, &self.localities);
        let mut changed = Vec::new();
        for placed in placed {
            let index = self.asset_index(&placed.asset.id.0)?;
            let Asset { reference, owner, .. } = &self.assets[index].asset;
            if placed.asset.reference != *reference || placed.asset.owner.name != owner.name {
                return None;
            }
            changed.push((index, placed));
        }
        changed.retain(|(index, placed)| self.assets[*index] != *placed);
        let moved = changed.iter().map(|(index, placed)| (*index, placed.asset.position));
        let moved = moved.filter(|(index, position)| self.assets[*index].asset.position != *position);
        let asset_tree = self.asset_tree.with(moved);
        let indexes = changed.iter().map(|(index, _)| *index).collect();
        let atlas = Self {
            change,
            sources: self.sources.clone(),
            ground: Arc::clone(&self.ground),
            assets: self.assets.with(changed, []),
            localities,
            needs: Arc::clone(&self.needs),
            rulings: Arc::clone(&self.rulings),
            extent: around_everything(&self.ground.areas, &asset_tree),
            asset_tree,
        };
        Some((atlas, indexes))
    }

    /// The same atlas with the tree of assets made anew.
    #[must_use]
    pub fn packed(&self) -> Self {
        Self {
            change: self.change,
            sources: self.sources.clone(),
            ground: Arc::clone(&self.ground),
            assets: self.assets.clone(),
            asset_tree: tree_of(&self.assets),
            localities: self.localities.clone(),
            needs: Arc::clone(&self.needs),
            rulings: Arc::clone(&self.rulings),
            extent: self.extent,
        }
    }

    /// Whether the other atlas shows the same in everything, whatever changed beneath it that nobody who sees this one may
    /// see. The number of the change is no part of what is shown.
    #[must_use]
    pub fn shows_the_same(&self, other: &Self) -> bool {
        self.sources == other.sources
            && self.assets.is_like(&other.assets, |a, b| is_like((a, &self.localities), (b, &other.localities)))
            && (Arc::ptr_eq(&self.needs, &other.needs) || self.needs() == other.needs())
            && (Arc::ptr_eq(&self.rulings, &other.rulings) || self.rulings == other.rulings)
            && (Arc::ptr_eq(&self.ground, &other.ground) || self.ground == other.ground)
    }

    /// Whether the public atlas shows just this of an asset, so that writing it would change nothing here. `uprns` holds the
    /// address point of its UPRN, if one is known, in order of UPRN: no atlas keeps those, which are exact places.
    #[must_use]
    pub fn shows_asset(&self, asset: Asset, uprns: &[UprnPoint]) -> bool {
        let Some(held) = self.asset(&asset.id) else { return false };
        let (placed, localities) =
            places::place_assets(vec![asset], uprns, &self.ground, &Viewer::Visitor, &self.localities);
        placed.first().is_some_and(|placed| is_like((held, &self.localities), (placed, &localities)))
    }

    /// Whether the public atlas shows just this of a need: nothing of a private one.
    #[must_use]
    pub fn shows_need(&self, need: Need) -> bool {
        let held = self.need_index(&need.id.0).map(|index| &self.needs()[index]);
        show_need(need, &self.ground, &Viewer::Visitor).as_ref() == held
    }

    /// The Indices of Deprivation 2019 as far as they are loaded: only to reproduce a decision that was made with them.
    #[must_use]
    pub fn old_indices(&self) -> &OldIndices {
        &self.ground.old_indices
    }

    /// The number of the last change included.
    #[must_use]
    pub fn change(&self) -> i64 {
        self.change
    }

    /// Every source, in order of id.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// One source.
    #[must_use]
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.binary_search_by(|source| source.id.cmp(id)).ok().map(|index| &self.sources[index])
    }

    /// The names of the boroughs that areas lie in, in order.
    pub fn boroughs(&self) -> impl Iterator<Item = &Arc<str>> {
        self.ground.boroughs.names()
    }

    /// The place of an area's borough among all boroughs.
    #[must_use]
    pub fn borough_number(&self, area: usize) -> Option<u32> {
        self.ground.boroughs.number_of_area(area)
    }

    /// The borough of this name in any case, in the spelling of the areas.
    #[must_use]
    pub fn borough(&self, name: &str) -> Option<Arc<str>> {
        self.ground.boroughs.named(name)
    }

    /// The borough that an owner's name names: "Liverpool" in "Liverpool City Council".
    #[must_use]
    pub fn borough_named_in(&self, owner: &str) -> Option<Arc<str>> {
        self.ground.boroughs.named_in(owner)
    }

    /// The areas of a borough, in order of code.
    #[must_use]
    pub fn areas_of_borough(&self, name: &str) -> &[usize] {
        self.ground.boroughs.areas(name)
    }

    /// The ward that an area mostly lies in, of the newest that are loaded; with its district where two have one name.
    #[must_use]
    pub fn ward_of_area(&self, area: usize) -> Option<&str> {
        self.ground.wards.of_area(area)
    }

    /// The box around all areas, else around all assets.
    #[must_use]
    pub fn extent(&self) -> Option<Extent> {
        self.extent
    }

    /// Rows about areas that no boundary draws.
    #[must_use]
    pub fn without_boundary(&self) -> WithoutBoundary {
        self.ground.without_boundary
    }

    /// Where a whole postcode is.
    #[must_use]
    pub fn postcode(&self, postcode: &Postcode) -> Option<Position> {
        self.ground.postcodes.find(postcode).map(|index| self.ground.postcodes.position(index))
    }

    /// Where the postcodes in use are of an outward part, "L8", or a sector, "L8 1".
    pub fn postcodes_of(&self, beginning: &str) -> impl Iterator<Item = Position> + '_ {
        let postcodes = &self.ground.postcodes;
        let found =
            if beginning.contains(' ') { postcodes.in_sector(beginning) } else { postcodes.in_district(beginning) };
        found.map(|index| postcodes.position(index))
    }

    /// Every asset as the public may see it, in order of id.
    #[must_use]
    pub const fn assets(&self) -> &Chunks<PlacedAsset> {
        &self.assets
    }

    /// The index of the asset with this id.
    #[must_use]
    pub fn asset_index(&self, id: &str) -> Option<usize> {
        self.assets().binary_search_by(|placed| placed.asset.id.0.as_ref().cmp(id)).ok()
    }

    /// The asset with this id.
    #[must_use]
    pub fn asset(&self, id: &AssetId) -> Option<&PlacedAsset> {
        self.asset_index(&id.0).map(|index| &self.assets()[index])
    }

    /// Assets by place.
    #[must_use]
    pub const fn asset_tree(&self) -> &Tree {
        &self.asset_tree
    }

    /// The assets drawn inside the extent, edges included, in no particular order.
    pub fn assets_within(&self, extent: Extent) -> impl Iterator<Item = usize> + '_ {
        self.asset_tree.within(extent)
    }

    /// Every locality that an asset lies in, and some that one lay in before.
    #[must_use]
    pub const fn localities(&self) -> &Chunks<Locality> {
        &self.localities.list
    }

    /// The area that an asset lies in: around its point, or the area it is somewhere within.
    #[must_use]
    pub fn area_of_asset(&self, asset: usize) -> Option<usize> {
        match self.assets()[asset].place {
            Place::At { area, .. } => area,
            Place::Within(locality) => match self.localities.list[locality].kind {
                LocalityKind::Area(area) => Some(area),
                LocalityKind::District(_) => None,
            },
            Place::Nowhere => None,
        }
    }

    /// Every area, in order of code.
    #[must_use]
    pub fn areas(&self) -> &[Area] {
        self.ground.areas.records()
    }

    /// The index of the area with this code.
    #[must_use]
    pub fn area_index(&self, code: &str) -> Option<usize> {
        self.areas().binary_search_by(|area| area.code.0.as_ref().cmp(code)).ok()
    }

    /// The areas whose box touches the extent, in no particular order.
    pub fn areas_within(&self, extent: Extent) -> impl Iterator<Item = usize> + '_ {
        self.ground.areas.within(extent)
    }

    /// The index of areas.
    #[must_use]
    pub fn area_layer(&self) -> &Layer<Area> {
        &self.ground.areas
    }

    /// The area around a position; on an edge, the one whose code comes first.
    #[must_use]
    pub fn area_containing(&self, position: Position) -> Option<usize> {
        self.ground.area_around(position)
    }

    /// The same for each of many positions, in their order: several times as fast as to ask for one after another.
    #[must_use]
    pub fn areas_containing(&self, positions: &[Position]) -> Vec<Option<usize>> {
        self.ground.areas_around(positions)
    }

    /// The other levels of geography whose outlines are loaded, in order of level and year.
    #[must_use]
    pub fn levels(&self) -> &[Level] {
        &self.ground.levels
    }

    /// Every context layer, in order of name.
    #[must_use]
    pub fn context(&self) -> &[Context] {
        &self.ground.context
    }

    /// The areas whose centre lies within so many metres, in order of code.
    #[must_use]
    pub fn catchment(&self, position: Position, radius_m: f64) -> Vec<Neighbour> {
        self.ground.centres.within(position, radius_m)
    }

    /// Works something out from the catchment of each of many points, in parallel and in their order: `prepare` is asked
    /// once for each cell of points, `of` for each point by its index, with what was prepared.
    pub fn catchments<C, T: Send>(
        &self,
        points: &[Position],
        radius_m: f64,
        prepare: impl Fn(&Around) -> C + Sync,
        of: impl Fn(usize, &Around, &C) -> T + Sync,
    ) -> Vec<T> {
        self.ground.centres.around_each(points, radius_m, prepare, of)
    }

    /// Every published need, in order of id.
    #[must_use]
    pub fn needs(&self) -> &[PlacedNeed] {
        self.needs.records()
    }

    /// The index of the published need with this id.
    #[must_use]
    pub fn need_index(&self, id: &str) -> Option<usize> {
        self.needs().binary_search_by(|placed| placed.need.id.0.as_ref().cmp(id)).ok()
    }

    /// Needs by place.
    #[must_use]
    pub fn need_layer(&self) -> &Layer<PlacedNeed> {
        &self.needs
    }

    /// How prices of each district moved.
    #[must_use]
    pub fn price_index(&self) -> &PriceIndex {
        &self.ground.price_index
    }

    /// Every postcode sector with prices and a place, in order of name.
    #[must_use]
    pub fn sectors(&self) -> &[Sector] {
        self.ground.sectors.all()
    }

    /// The area around a postcode.
    #[must_use]
    pub fn area_of_postcode(&self, postcode: &Postcode) -> Option<usize> {
        self.ground.postcodes.area_of(self.ground.postcodes.find(postcode)?)
    }

    /// The sectors of an area with the share of its postcodes in each; less than 1 in all where some of its postcodes lie
    /// in a sector of which no price is loaded.
    #[must_use]
    pub fn sectors_of_area(&self, area: usize) -> &[(usize, f64)] {
        self.ground.sectors.of_area(area)
    }

    /// The sectors whose centre lies within so many metres, with that distance, in order of name.
    #[must_use]
    pub fn sectors_around(&self, position: Position, radius_m: f64) -> Vec<(usize, f64)> {
        self.ground.sectors.around(position, radius_m)
    }

    /// Officers' rulings on a need.
    #[must_use]
    pub fn rulings(&self, need: &NeedId) -> &[Ruling] {
        self.rulings.get(need).map_or(&[], Vec::as_slice)
    }
}

/// The need as somebody may see it, with its place; `None` when they may not.
fn show_need(need: Need, ground: &Ground, viewer: &Viewer) -> Option<PlacedNeed> {
    let (position, borough) = match &need.place {
        NeedPlace::Near(position) => {
            let area = ground.area_around(*position).map(|area| &ground.areas.records()[area]);
            (Some(*position), area.and_then(|area| area.borough.as_ref().map(|b| b.name.clone())))
        }
        NeedPlace::Borough(name) => {
            (None, Some(ground.boroughs.named(name).unwrap_or_else(|| Arc::from(name.as_str()))))
        }
        NeedPlace::Anywhere => (None, None),
    };
    // A point that lies in no borough we know concerns no council we know; only who has not said concerns them all.
    let looks_in = match need.place {
        NeedPlace::Anywhere => None,
        NeedPlace::Near(_) | NeedPlace::Borough(_) => Some(borough.as_deref().unwrap_or_default()),
    };
    let action = Action::SeePrivateNeed { organisation: &need.organisation.name, borough: looks_in };
    let need = match (may(viewer, &action), is_public(&need)) {
        (true, _) => need,
        (false, true) => public_need(need),
        (false, false) => return None,
    };
    Some(PlacedNeed { need, position, borough })
}

fn around_everything(areas: &Layer<Area>, assets: &Tree) -> Option<Extent> {
    areas.extent().or_else(|| assets.extent())
}

fn tree_of(assets: &Chunks<PlacedAsset>) -> Tree {
    Tree::of(assets.iter().map(|placed| placed.asset.position.map(|position| Extent { min: position, max: position })))
}

/// Whether two atlases on the same ground show the same of an asset, however each numbers its localities.
fn is_like((one, in_one): (&PlacedAsset, &Localities), (other, in_other): (&PlacedAsset, &Localities)) -> bool {
    let is_same_place = match (one.place, other.place) {
        (Place::Within(one), Place::Within(other)) => in_one.list[one].kind == in_other.list[other].kind,
        (one, other) => one == other,
    };
    one.asset == other.asset && one.borough == other.borough && is_same_place
}
