//! The shapes of a layer on the National Grid, all of one kind: single ones become multiple ones, and nothing is repaired.

use std::cell::Cell;
use std::collections::BTreeMap;

use geo::{Coord, CoordsIter, Geometry, MapCoords, MultiLineString, MultiPolygon, Polygon};
use rayon::prelude::*;

use super::raw::RawFeature;
use super::{LeftOut, REFUSALS_KEPT};
use crate::domain::layer::LayerShapes;
use crate::domain::place::{LonLat, Position};
use crate::import::formats::Fault;
use crate::import::formats::geometry::ReferenceSystem;
use crate::projection::{from_web_mercator, to_british_national_grid};

/// The shapes of all features.
pub(super) struct Drawn {
    /// The kind of all of them.
    pub kind: LayerShapes,
    /// Each, in the order of the features; an error for a feature that is left out.
    pub shapes: Vec<Result<Option<Geometry<f64>>, ()>>,
    /// How many are left out.
    pub left_out: u64,
    /// The first of these.
    pub refusals: Vec<LeftOut>,
}

/// A shape as the kind that stands for it in layers, nothing for one that is nowhere, or what is wrong with it.
type Promoted = Result<Option<(LayerShapes, Geometry<f64>)>, String>;

/// Puts shapes on the grid. Only those of one kind are taken, the one that is said or the only one there is.
pub(super) fn on_grid(
    features: &[RawFeature],
    system: ReferenceSystem,
    only: Option<LayerShapes>,
) -> Result<Drawn, Fault> {
    let promoted: Vec<Promoted> =
        features.par_iter().map(|feature| promoted(feature.shape.as_ref().map_err(Clone::clone)?.as_ref())).collect();
    let mut found: BTreeMap<LayerShapes, u64> = BTreeMap::new();
    for (kind, _) in promoted.iter().flatten().flatten() {
        *found.entry(*kind).or_default() += 1;
    }
    let kind = match (only, found.len()) {
        (Some(only), _) => only,
        (None, 0) => LayerShapes::Nothing,
        (None, 1) => found.keys().next().copied().unwrap_or(LayerShapes::Nothing),
        (None, _) => {
            let told: Vec<String> = found.iter().map(|(kind, count)| format!("{count} {}", kind.label())).collect();
            return Err(Fault::Broken(format!(
                "it holds shapes of several kinds ({}), and a layer has one; say which to take, and import the others as layers \
                 of their own",
                told.join(", ")
            )));
        }
    };
    let placed: Vec<Result<Option<Geometry<f64>>, String>> = promoted
        .into_par_iter()
        .map(|shape| match shape? {
            None => Ok(None),
            Some((other, _)) if other != kind => {
                Err(format!("It has {}, and only {} are taken.", other.label(), kind.label()))
            }
            Some((_, shape)) => placed(&shape, system).map(Some),
        })
        .collect();
    let mut drawn = Drawn { kind, shapes: Vec::new(), left_out: 0, refusals: Vec::new() };
    for (number, shape) in (1..).zip(placed) {
        drawn.shapes.push(shape.map_err(|reason| {
            drawn.left_out += 1;
            if drawn.refusals.len() < REFUSALS_KEPT {
                drawn.refusals.push(LeftOut { number, reason });
            }
        }));
    }
    Ok(drawn)
}

/// An empty shape is nowhere.
fn promoted(shape: Option<&Geometry<f64>>) -> Promoted {
    let Some(shape) = shape.filter(|shape| shape.coords_count() > 0) else { return Ok(None) };
    let lines = |lines: MultiLineString| {
        let short = lines.iter().any(|line| line.0.len() < 2);
        if short { Err("A line in it has fewer than two corners.".to_owned()) } else { Ok(Geometry::from(lines)) }
    };
    let areas = |areas: MultiPolygon| {
        // A ring ends where it begins.
        let short =
            |area: &Polygon| std::iter::once(area.exterior()).chain(area.interiors()).any(|ring| ring.0.len() < 4);
        let short = areas.iter().any(short);
        if short { Err("An area in it has fewer than three corners.".to_owned()) } else { Ok(Geometry::from(areas)) }
    };
    Ok(Some(match shape {
        Geometry::Point(_) => (LayerShapes::Points, shape.clone()),
        Geometry::MultiPoint(points) if points.len() == 1 => (LayerShapes::Points, Geometry::from(points.0[0])),
        Geometry::MultiPoint(_) => {
            return Err("It has several points; give each of them as a feature of its own.".to_owned());
        }
        Geometry::Line(line) => (LayerShapes::Lines, lines(MultiLineString(vec![(*line).into()]))?),
        Geometry::LineString(line) => (LayerShapes::Lines, lines(MultiLineString(vec![line.clone()]))?),
        Geometry::MultiLineString(all) => (LayerShapes::Lines, lines(all.clone())?),
        Geometry::Polygon(area) => (LayerShapes::Areas, areas(MultiPolygon(vec![area.clone()]))?),
        Geometry::Rect(rect) => (LayerShapes::Areas, areas(MultiPolygon(vec![rect.to_polygon()]))?),
        Geometry::Triangle(triangle) => (LayerShapes::Areas, areas(MultiPolygon(vec![triangle.to_polygon()]))?),
        Geometry::MultiPolygon(all) => (LayerShapes::Areas, areas(all.clone())?),
        Geometry::GeometryCollection(_) => {
            return Err("It is a collection of several shapes; give each of them as a feature of its own.".to_owned());
        }
    }))
}

/// A shape on the grid.
fn placed(shape: &Geometry<f64>, system: ReferenceSystem) -> Result<Geometry<f64>, String> {
    let corners: Vec<Coord<f64>> = shape.coords_iter().collect();
    let nowhere = |corner: Coord<f64>| {
        format!(
            "It goes through {}, {}, which is not in Britain. Check the coordinate system of the layer.",
            corner.x, corner.y
        )
    };
    let on_grid: Vec<Option<Position>> = match system {
        ReferenceSystem::NationalGrid => corners.iter().map(|corner| Position::new(corner.x, corner.y).ok()).collect(),
        ReferenceSystem::Degrees | ReferenceSystem::WebMercator => {
            let degrees: Vec<LonLat> = corners
                .iter()
                .map(|corner| match system {
                    ReferenceSystem::WebMercator => from_web_mercator(corner.x_y()),
                    _ => LonLat { lon_deg: corner.x, lat_deg: corner.y },
                })
                .collect();
            to_british_national_grid(&degrees).map_err(|error| error.to_string())?
        }
    };
    if let Some(at) = on_grid.iter().position(Option::is_none) {
        return Err(nowhere(corners[at]));
    }
    // The corners come in the order in which they were taken apart.
    let at = Cell::new(0);
    let next = |corner: Coord<f64>| {
        let position = on_grid.get(at.replace(at.get() + 1)).copied().flatten();
        position.map(|position| Coord { x: position.easting_m, y: position.northing_m }).ok_or(corner)
    };
    shape.try_map_coords(next).map_err(nowhere)
}
