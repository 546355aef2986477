//! Everything on the map, in memory, in R-trees: one immutable snapshot of what the public may see.
//!
//! [`Atlas::build`] takes [`Holdings`] and joins, chooses, places and indexes them. It is the **public** atlas: vacant
//! assets and the budgets of needs are made coarse by `domain::publication` before anything is indexed, and private needs
//! are left out, so no answer drawn from it can show what it never held. It scores nothing and changes nothing; a write makes a new one.
//!
//! | file | answers |
//! |---|---|
//! | `layer.rs` | any records by place: within a box, around a point, nearest |
//! | `areas.rs`, `counts.rs` | which outline, release and counts stand for an area; which area is around a point |
//! | `places.rs` | where an asset is: at a point, within a locality, nowhere known |
//! | `districts.rs` | which district a point lies in |
//! | `postcodes.rs`, `boroughs.rs`, `sales.rs` | what places things, and what lies in an area |
//! | `price_index.rs`, `sectors.rs` | how prices of a district moved; yearly prices of postcode sectors |
//! | `catchment.rs` | whose centres lie within a radius |
//!
//! To put another kind of thing on the map, make a [`Layer`] of it in [`Atlas::build`] and give it an accessor here.
//! Everything is kept in order of id or code, so an index is an order and an answer does not depend on loading order.

mod areas;
mod boroughs;
mod catchment;
mod counts;
mod districts;
#[cfg(test)]
pub(crate) mod fixture;
mod layer;
mod places;
mod postcodes;
mod price_index;
mod sales;
mod sectors;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use areas::{Area, OldIndices, WithoutBoundary};
pub use boroughs::Boroughs;
pub use catchment::Neighbour;
pub use counts::Counted;
pub use districts::District;
pub use layer::Layer;
pub use places::{Locality, LocalityKind, Place, PlacedAsset, Sample};
pub use postcodes::Postcodes;
pub use price_index::{PriceIndex, month_of};
pub use sales::AreaSale;
pub use sectors::{Sector, SectorPrice};

use crate::atlas::catchment::Centres;
use crate::atlas::sectors::Sectors;
use crate::domain::asset::AssetId;
use crate::domain::holdings::Holdings;
use crate::domain::need::{Need, NeedId, NeedPlace, Ruling};
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

/// Everything on the map at one moment.
#[derive(Debug)]
pub struct Atlas {
    change: i64,
    sources: Vec<Source>,
    areas: Layer<Area>,
    districts: Layer<District>,
    centres: Centres,
    without_boundary: WithoutBoundary,
    boroughs: Boroughs,
    postcodes: Postcodes,
    assets: Layer<PlacedAsset>,
    localities: Vec<Locality>,
    /// Assets whose place is a locality, by locality.
    within: Vec<Vec<usize>>,
    /// Assets that nothing places.
    nowhere: Vec<usize>,
    needs: Layer<PlacedNeed>,
    rulings: BTreeMap<NeedId, Vec<Ruling>>,
    extent: Option<Extent>,
    price_index: PriceIndex,
    sectors: Sectors,
    old_indices: OldIndices,
}

impl Atlas {
    /// Joins, places and indexes. Takes the holdings, so that a million assets are moved and not copied.
    #[must_use]
    pub fn build(holdings: Holdings) -> Self {
        let Holdings {
            change,
            mut sources,
            assets,
            uprn_points,
            needs,
            rulings,
            mut boundaries,
            mut deprivation,
            activity,
            postcodes,
            sales,
            price_index,
            sector_years,
            deprivation_ranks,
            loaded: _,
            price_release: _,
            backtest: _,
        } = holdings;
        sources.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        let old_indices = OldIndices::split_from(&mut deprivation);
        let districts = districts::split_from(&mut boundaries);
        let (mut joined, mut without_boundary) = areas::join(boundaries, deprivation, deprivation_ranks, &old_indices);
        without_boundary.activity = counts::distribute(&mut joined, activity);
        let boroughs = Boroughs::of(&joined);
        let centres = Centres::of(&joined);
        let mut areas = Layer::of_areas(joined);
        let postcodes = Postcodes::new(postcodes, &areas);
        without_boundary.sales = sales::distribute(areas.records_mut(), &postcodes, sales);
        let (sectors, unplaced) = Sectors::new(sector_years, &postcodes, areas.records().len());
        without_boundary.sector_years = unplaced;
        let (placed, localities) = places::place_assets(assets, &uprn_points, &areas, &postcodes, &boroughs);
        let mut within = vec![Vec::new(); localities.len()];
        let mut nowhere = Vec::new();
        for (index, asset) in placed.iter().enumerate() {
            match asset.place {
                Place::At { .. } => {}
                Place::Within(locality) => within[locality].push(index),
                Place::Nowhere => nowhere.push(index),
            }
        }
        let mut needs: Vec<PlacedNeed> =
            needs.into_iter().filter(is_public).map(|need| place_need(public_need(need), &areas, &boroughs)).collect();
        needs.sort_unstable_by(|a, b| a.need.id.cmp(&b.need.id));
        let mut by_need: BTreeMap<NeedId, Vec<Ruling>> = BTreeMap::new();
        for ruling in rulings {
            by_need.entry(ruling.need.clone()).or_default().push(ruling);
        }
        let assets = Layer::of_points(placed, |placed| placed.asset.position);
        let extent = around_everything(&areas, &assets);
        Self {
            change,
            sources,
            areas,
            districts,
            centres,
            without_boundary,
            boroughs,
            postcodes,
            assets,
            localities,
            within,
            nowhere,
            needs: Layer::of_points(needs, |need| need.position),
            rulings: by_need,
            extent,
            price_index: PriceIndex::of(price_index),
            sectors,
            old_indices,
        }
    }

    /// The Indices of Deprivation 2019 as far as they are loaded: only to reproduce a decision that was made with them.
    #[must_use]
    pub fn old_indices(&self) -> &OldIndices {
        &self.old_indices
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
        self.boroughs.names()
    }

    /// The borough of this name in any case, in the spelling of the areas.
    #[must_use]
    pub fn borough(&self, name: &str) -> Option<Arc<str>> {
        self.boroughs.named(name)
    }

    /// The areas of a borough, in order of code.
    #[must_use]
    pub fn areas_of_borough(&self, name: &str) -> &[usize] {
        self.boroughs.areas(name)
    }

    /// The box around all areas, else around all assets.
    #[must_use]
    pub fn extent(&self) -> Option<Extent> {
        self.extent
    }

    /// Rows about areas that no boundary draws.
    #[must_use]
    pub fn without_boundary(&self) -> WithoutBoundary {
        self.without_boundary
    }

    /// Where a whole postcode is.
    #[must_use]
    pub fn postcode(&self, postcode: &Postcode) -> Option<Position> {
        self.postcodes.find(postcode).map(|index| self.postcodes.position(index))
    }

    /// Every asset as the public may see it, in order of id.
    #[must_use]
    pub fn assets(&self) -> &[PlacedAsset] {
        self.assets.records()
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
    pub fn asset_layer(&self) -> &Layer<PlacedAsset> {
        &self.assets
    }

    /// The assets drawn inside the extent, edges included, in no particular order.
    pub fn assets_within(&self, extent: Extent) -> impl Iterator<Item = usize> + '_ {
        self.assets.within(extent)
    }

    /// Every locality that an asset lies in.
    #[must_use]
    pub fn localities(&self) -> &[Locality] {
        &self.localities
    }

    /// The assets somewhere in a locality.
    #[must_use]
    pub fn assets_in_locality(&self, locality: usize) -> &[usize] {
        &self.within[locality]
    }

    /// The assets that nothing places.
    #[must_use]
    pub fn assets_nowhere(&self) -> &[usize] {
        &self.nowhere
    }

    /// The area that an asset lies in: around its point, or the area it is somewhere within.
    #[must_use]
    pub fn area_of_asset(&self, asset: usize) -> Option<usize> {
        match self.assets()[asset].place {
            Place::At { area, .. } => area,
            Place::Within(locality) => match self.localities[locality].kind {
                LocalityKind::Area(area) => Some(area),
                LocalityKind::District(_) => None,
            },
            Place::Nowhere => None,
        }
    }

    /// Every area, in order of code.
    #[must_use]
    pub fn areas(&self) -> &[Area] {
        self.areas.records()
    }

    /// The index of the area with this code.
    #[must_use]
    pub fn area_index(&self, code: &str) -> Option<usize> {
        self.areas().binary_search_by(|area| area.code.0.as_ref().cmp(code)).ok()
    }

    /// The areas whose box touches the extent, in no particular order.
    pub fn areas_within(&self, extent: Extent) -> impl Iterator<Item = usize> + '_ {
        self.areas.within(extent)
    }

    /// The area around a position; on an edge, the one whose code comes first.
    #[must_use]
    pub fn area_containing(&self, position: Position) -> Option<usize> {
        self.areas.containing(position)
    }

    /// The district around a position, where outlines of districts are loaded; on an edge, the one whose code comes first.
    #[must_use]
    pub fn district_containing(&self, position: Position) -> Option<&District> {
        self.districts.around_position(position)
    }

    /// Every district whose outline is loaded, of the latest year, in order of code.
    #[must_use]
    pub fn districts(&self) -> &[District] {
        self.districts.records()
    }

    /// The areas whose centre lies within so many metres, in order of code.
    #[must_use]
    pub fn catchment(&self, position: Position, radius_m: f64) -> Vec<Neighbour> {
        self.centres.within(position, radius_m)
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
        &self.price_index
    }

    /// Every postcode sector with prices and a place, in order of name.
    #[must_use]
    pub fn sectors(&self) -> &[Sector] {
        self.sectors.all()
    }

    /// The area around a postcode.
    #[must_use]
    pub fn area_of_postcode(&self, postcode: &Postcode) -> Option<usize> {
        self.postcodes.area_of(self.postcodes.find(postcode)?)
    }

    /// The sectors of an area with the share of its postcodes in each; less than 1 in all where some of its postcodes lie
    /// in a sector of which no price is loaded.
    #[must_use]
    pub fn sectors_of_area(&self, area: usize) -> &[(usize, f64)] {
        self.sectors.of_area(area)
    }

    /// The sectors whose centre lies within so many metres, with that distance, in order of name.
    #[must_use]
    pub fn sectors_around(&self, position: Position, radius_m: f64) -> Vec<(usize, f64)> {
        self.sectors.around(position, radius_m)
    }

    /// Officers' rulings on a need.
    #[must_use]
    pub fn rulings(&self, need: &NeedId) -> &[Ruling] {
        self.rulings.get(need).map_or(&[], Vec::as_slice)
    }
}

fn place_need(need: Need, areas: &Layer<Area>, boroughs: &Boroughs) -> PlacedNeed {
    let (position, borough) = match &need.place {
        NeedPlace::Near(position) => {
            let area = areas.containing(*position).map(|area| &areas.records()[area]);
            (Some(*position), area.and_then(|area| area.borough.as_ref().map(|b| b.name.clone())))
        }
        NeedPlace::Borough(name) => (None, Some(boroughs.named(name).unwrap_or_else(|| Arc::from(name.as_str())))),
        NeedPlace::Anywhere => (None, None),
    };
    PlacedNeed { need, position, borough }
}

fn around_everything(areas: &Layer<Area>, assets: &Layer<PlacedAsset>) -> Option<Extent> {
    areas.extent().or_else(|| assets.extent())
}
