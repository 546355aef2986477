//! Who lives around a point: the areas whose centre lies within a radius.

use crate::atlas::areas::Area;
use crate::atlas::layer::Layer;
use crate::domain::place::Position;

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

impl Centres {
    /// Indexes the centres of areas.
    #[must_use]
    pub(super) fn of(areas: &[Area]) -> Self {
        Self(Layer::of_points(areas.iter().map(|area| area.centre).collect(), |centre| Some(*centre)))
    }

    /// The areas whose centre lies within so many metres, edge included, in order of area.
    #[must_use]
    pub fn within(&self, position: Position, radius_m: f64) -> Vec<Neighbour> {
        // The tree compares squares; a margin and a second look make the answer that of the plain distance.
        let mut found: Vec<Neighbour> = self
            .0
            .around(position, radius_m + 0.001)
            .map(|area| Neighbour { area, distance_m: self.0.records()[area].distance_m(position) })
            .filter(|neighbour| neighbour.distance_m <= radius_m)
            .collect();
        found.sort_unstable_by_key(|neighbour| neighbour.area);
        found
    }
}
