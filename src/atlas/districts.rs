//! Outlines of local authority districts: which one a point lies in, whatever LSOAs are loaded.
//!
//! Districts are redrawn and renamed, so several years' outlines may be held. Those of the latest year loaded count; of
//! several drawings of one district, the finest, as with areas. Wards, MSOAs and the LSOAs of 2011 stay in the store.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use geo::{BoundingRect, CoordsIter, Intersects, MultiPolygon, Point};

use crate::atlas::layer::Layer;
use crate::domain::area::{AreaBoundary, AreaCode, AreaLevel};
use crate::domain::place::{Extent, Position};

/// One district as its latest outline draws it.
#[derive(Clone, Debug, PartialEq)]
pub struct District {
    /// Its official code.
    pub code: AreaCode,
    /// Its name in one spelling.
    pub name: Arc<str>,
    /// The year its code is of.
    pub year: u16,
    /// Its outline on the British National Grid, metres.
    pub boundary: MultiPolygon<f64>,
}

/// Takes the districts out of all outlines and leaves the areas that are scored.
pub(super) fn split_from(boundaries: &mut Vec<AreaBoundary>) -> Layer<District> {
    let all = std::mem::take(boundaries);
    let mut drawn: Vec<AreaBoundary> = Vec::new();
    for boundary in all {
        if boundary.is_scored() {
            boundaries.push(boundary);
        } else if boundary.level == AreaLevel::District {
            drawn.push(boundary);
        }
    }
    let latest = drawn.iter().map(|district| district.year).max();
    let mut best: BTreeMap<AreaCode, AreaBoundary> = BTreeMap::new();
    let rank = |d: &AreaBoundary| (Reverse(d.boundary.coords_count()), d.source.clone());
    for district in drawn.into_iter().filter(|district| Some(district.year) == latest) {
        match best.get(&district.code) {
            Some(held) if rank(held) <= rank(&district) => {}
            _ => {
                best.insert(district.code.clone(), district);
            }
        }
    }
    let districts = best.into_values().map(|d| District {
        code: d.code,
        name: d.borough.map_or_else(|| Arc::from(d.name), |borough| borough.name),
        year: d.year,
        boundary: d.boundary,
    });
    Layer::new(districts.collect(), |district| {
        let rect = district.boundary.bounding_rect()?;
        let min = Position::new(rect.min().x, rect.min().y).ok()?;
        let max = Position::new(rect.max().x, rect.max().y).ok()?;
        Some(Extent { min, max })
    })
}

impl Layer<District> {
    /// The district around the position; on an edge, the one whose code comes first.
    pub(super) fn around_position(&self, position: Position) -> Option<&District> {
        let point = Point::new(position.easting_m, position.northing_m);
        let districts = self.records();
        let index = self.covering(position).filter(|index| districts[*index].boundary.intersects(&point)).min()?;
        districts.get(index)
    }
}
