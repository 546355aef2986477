//! Who lives around a point: the areas whose centre lies within a radius. For one point by the tree; for very many together.
//!
//! Of many points those that stand in one square cell are answered together: the centres that any of them could reach are
//! taken from the tree once, in order of area and column by column ([`Around`]), and each point then runs down the columns.
//! The cell lists of molecular dynamics do the same (Hockney and Eastwood 1981, section 8-4). Distances and their order are
//! those of the question for one point, so that sums over them are the same to the last bit.

use rayon::prelude::*;

use crate::atlas::areas::Area;
use crate::atlas::layer::Layer;
use crate::domain::place::{Extent, Position, distance_m};

/// Cells of points are this share of the radius wide: wider ones share more, and reach farther than they need.
const CELLS_A_RADIUS: f64 = 6.0;

/// The tree compares squares; a margin and a second look make the answer that of the plain distance.
const MARGIN_M: f64 = 0.001;

/// An area's centre within a radius.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// Index of the area.
    pub area: usize,
    /// Straight-line distance from the point to the area's centre, metres.
    pub distance_m: f64,
}

/// The centre of each area, in the order of the areas.
#[derive(Debug, PartialEq)]
pub struct Centres(Layer<Position>);

/// The centres that may be within the radius of some point of a cell, in order of area.
#[derive(Debug, Default)]
pub struct Around {
    /// Indexes of the areas.
    pub areas: Vec<u32>,
    eastings_m: Vec<f64>,
    northings_m: Vec<f64>,
    radius_m: f64,
}

impl Around {
    /// Those within the radius of a point of the cell, edge included: the place of each in this list, and its distance.
    pub fn within(&self, position: Position) -> impl Iterator<Item = (usize, f64)> + '_ {
        let centres = self.eastings_m.iter().zip(&self.northings_m).enumerate();
        centres.filter_map(move |(place, (easting_m, northing_m))| {
            let (east_m, north_m) = (easting_m - position.easting_m, northing_m - position.northing_m);
            let distance_m = distance_m(east_m, north_m);
            (distance_m <= self.radius_m).then_some((place, distance_m))
        })
    }
}

impl Centres {
    /// Indexes the centres of areas.
    #[must_use]
    pub(super) fn of(areas: &[Area]) -> Self {
        Self(Layer::of_points(areas.iter().map(|area| area.centre).collect(), |centre| Some(*centre)))
    }

    /// The areas whose centre lies within so many metres, edge included, in order of area.
    #[must_use]
    pub fn within(&self, position: Position, radius_m: f64) -> Vec<Neighbour> {
        let mut found: Vec<Neighbour> = self
            .0
            .around(position, radius_m + MARGIN_M)
            .map(|area| Neighbour { area, distance_m: self.0.records()[area].distance_m(position) })
            .filter(|neighbour| neighbour.distance_m <= radius_m)
            .collect();
        found.sort_unstable_by_key(|neighbour| neighbour.area);
        found
    }

    /// Works something out around each of many points, in parallel; the answers are in the order of the points. `prepare`
    /// is asked once for each cell, `of` for each point by its index, with what was prepared for its cell.
    pub fn around_each<C, T: Send>(
        &self,
        points: &[Position],
        radius_m: f64,
        prepare: impl Fn(&Around) -> C + Sync,
        of: impl Fn(usize, &Around, &C) -> T + Sync,
    ) -> Vec<T> {
        let size_m = (radius_m / CELLS_A_RADIUS).max(1.0);
        let cell = |point: &Position| {
            let along = |metres: f64| (metres / size_m) as u32;
            (along(point.northing_m), along(point.easting_m))
        };
        let mut order: Vec<((u32, u32), u32)> = points.iter().map(cell).zip(0..).collect();
        order.par_sort_unstable();
        let cells: Vec<&[((u32, u32), u32)]> = order.chunk_by(|(a, _), (b, _)| a == b).collect();
        // One at a time: a cell in a city holds as much as a county of others.
        let worked_out: Vec<Vec<T>> = cells
            .par_iter()
            .with_max_len(1)
            .map(|cell| {
                let around = self.around_cell(cell.iter().map(|(_, point)| points[*point as usize]), radius_m);
                let prepared = prepare(&around);
                cell.iter().map(|(_, point)| of(*point as usize, &around, &prepared)).collect()
            })
            .collect();
        let mut answers: Vec<Option<T>> = std::iter::repeat_with(|| None).take(points.len()).collect();
        for ((_, point), answer) in order.iter().zip(worked_out.into_iter().flatten()) {
            answers[*point as usize] = Some(answer);
        }
        answers.into_iter().flatten().collect()
    }

    fn around_cell(&self, points: impl Iterator<Item = Position>, radius_m: f64) -> Around {
        let Some(Extent { min, max }) = Extent::around(points) else { return Around::default() };
        let reach_m = radius_m + MARGIN_M;
        let wider = Extent {
            min: Position { easting_m: min.easting_m - reach_m, northing_m: min.northing_m - reach_m },
            max: Position { easting_m: max.easting_m + reach_m, northing_m: max.northing_m + reach_m },
        };
        let beyond = |value: f64, least: f64, most: f64| (least - value).max(value - most).max(0.0);
        let is_near = |centre: Position| {
            let east_m = beyond(centre.easting_m, min.easting_m, max.easting_m);
            let north_m = beyond(centre.northing_m, min.northing_m, max.northing_m);
            east_m * east_m + north_m * north_m <= reach_m * reach_m
        };
        let centres = self.0.records();
        let near = self.0.within(wider).filter(|area| is_near(centres[*area]));
        let mut areas: Vec<u32> = near.filter_map(|area| u32::try_from(area).ok()).collect();
        areas.sort_unstable();
        let column = |of: fn(Position) -> f64| areas.iter().map(|area| of(centres[*area as usize])).collect();
        let (eastings_m, northings_m) = (column(|centre| centre.easting_m), column(|centre| centre.northing_m));
        Around { areas, eastings_m, northings_m, radius_m }
    }
}
