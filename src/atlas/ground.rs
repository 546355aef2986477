//! What lies under everything else and is the same whoever looks: areas with their figures, boroughs, postcodes, prices.

use crate::atlas::areas::{self, Area, OldIndices, WithoutBoundary};
use crate::atlas::boroughs::Boroughs;
use crate::atlas::catchment::Centres;
use crate::atlas::context::Context;
use crate::atlas::counts;
use crate::atlas::finder::Finder;
use crate::atlas::layer::Layer;
use crate::atlas::levels::{self, Level};
use crate::atlas::postcodes::Postcodes;
use crate::atlas::price_index::PriceIndex;
use crate::atlas::sales;
use crate::atlas::sectors::Sectors;
use crate::atlas::wards::Wards;
use crate::domain::holdings::Holdings;
use crate::domain::place::Position;

/// The official part of an atlas. It is built once and shared by what different people see.
#[derive(Debug, PartialEq)]
pub(super) struct Ground {
    pub areas: Layer<Area>,
    finder: Finder,
    pub levels: Vec<Level>,
    pub wards: Wards,
    pub centres: Centres,
    pub without_boundary: WithoutBoundary,
    pub boroughs: Boroughs,
    pub postcodes: Postcodes,
    pub price_index: PriceIndex,
    pub sectors: Sectors,
    pub old_indices: OldIndices,
    pub context: Vec<Context>,
}

impl Ground {
    /// Joins and indexes what the official files say; takes it out of the holdings.
    pub fn of(holdings: &mut Holdings) -> Self {
        let mut deprivation = std::mem::take(&mut holdings.deprivation);
        let old_indices = OldIndices::split_from(&mut deprivation);
        let mut boundaries = std::mem::take(&mut holdings.boundaries);
        let levels = levels::split_from(&mut boundaries);
        let ranks = std::mem::take(&mut holdings.deprivation_ranks);
        let (mut joined, mut without_boundary) = areas::join(boundaries, deprivation, ranks, &old_indices);
        without_boundary.activity = counts::distribute(&mut joined, std::mem::take(&mut holdings.activity));
        let boroughs = Boroughs::of(&joined);
        let centres = Centres::of(&joined);
        let wards = Wards::of(&levels, &joined);
        let mut areas = Layer::of_areas(joined);
        let finder = Finder::of(areas.records().iter().map(|area| &area.boundary));
        let around = |positions: &[Position]| areas_around(&finder, &areas, positions);
        let points = std::mem::take(&mut holdings.postcodes);
        let postcodes = Postcodes::new(points, areas.records().len(), around);
        let sold = std::mem::take(&mut holdings.sales);
        without_boundary.sales = sales::distribute(areas.records_mut(), &postcodes, sold);
        let years = std::mem::take(&mut holdings.sector_years);
        let (sectors, unplaced) = Sectors::new(years, &postcodes, areas.records().len());
        without_boundary.sector_years = unplaced;
        let price_index = PriceIndex::of(std::mem::take(&mut holdings.price_index));
        let context = std::mem::take(&mut holdings.layers).into_iter().map(Context::of).collect();
        Self {
            areas,
            finder,
            levels,
            wards,
            centres,
            without_boundary,
            boroughs,
            postcodes,
            price_index,
            sectors,
            old_indices,
            context,
        }
    }

    /// The area around the position. An edge belongs to both its areas; of these the one whose code comes first is given.
    pub fn area_around(&self, position: Position) -> Option<usize> {
        area_around(&self.finder, &self.areas, position)
    }

    /// The same for each of many positions, in their order.
    pub fn areas_around(&self, positions: &[Position]) -> Vec<Option<usize>> {
        areas_around(&self.finder, &self.areas, positions)
    }
}

fn areas_around(finder: &Finder, areas: &Layer<Area>, positions: &[Position]) -> Vec<Option<usize>> {
    finder.first_of_each(positions, |area| &areas.records()[area].boundary)
}

fn area_around(finder: &Finder, areas: &Layer<Area>, position: Position) -> Option<usize> {
    // Areas are in order of code, so the least index is the least code.
    finder.first(position, |area| &areas.records()[area].boundary)
}
