//! Context layers as features: their own attributes, under the names and kinds that were told when they were taken in.

use std::borrow::Cow;
use std::sync::OnceLock;

use geo::{Geometry, MultiLineString, MultiPolygon};
use rayon::prelude::*;

use crate::app::catalogue::Snapshot;
use crate::app::collections::near;
use crate::app::collections::outlines::{lines_in, outline_in, point};
use crate::atlas::Context;
use crate::domain::layer::{LayerAbout, LayerFeature, LayerKind, LayerShapes, LayerValue};
use crate::domain::place::{Extent, LonLat, Position};
use crate::features::collection::{Column, Counted, Described, Features, GeometryType, Kind, Shape};
use crate::features::{Crs, Scalar};
use crate::projection;

/// Vector tiles carry this many columns of a layer; more would make them slow to fetch, and the feature has them all.
const COLUMNS_IN_TILES: usize = 12;

/// The features of one context layer of a snapshot, by its number.
#[derive(Clone, Copy)]
pub struct LayerFeatures<'s>(pub &'s Snapshot, pub usize);

/// The shapes of a layer in degrees, as they are shown.
#[derive(Debug)]
pub enum InDegrees {
    /// Of points.
    Points(Vec<Option<LonLat>>),
    /// Of lines.
    Lines(Vec<Option<MultiLineString>>),
    /// Of areas.
    Areas(Vec<Option<MultiPolygon>>),
}

/// Those of each layer, in the order of the layers, worked out when they are first asked for.
pub type LayerDegrees = Vec<OnceLock<InDegrees>>;

/// What a layer says of itself.
#[must_use]
pub fn described(about: &LayerAbout) -> Described {
    let id = Column {
        name: Cow::Borrowed("id"),
        kind: Kind::Text,
        unit: Cow::Borrowed(""),
        about: Cow::Borrowed("Its key: the id that its file gives it, or one made of all it says."),
        always: true,
        in_tiles: true,
        counted: Counted::Not,
    };
    let columns = about.columns.iter().enumerate().map(|(place, column)| Column {
        name: Cow::Owned(column.name.clone()),
        kind: match column.kind {
            LayerKind::Text => Kind::Text,
            LayerKind::Integer => Kind::Integer,
            LayerKind::Number => Kind::Number,
            LayerKind::Boolean => Kind::Boolean,
            LayerKind::Date => Kind::Date,
        },
        unit: Cow::Borrowed(""),
        about: Cow::Owned(format!("\"{}\", as the file has it.", column.title)),
        always: false,
        in_tiles: place < COLUMNS_IN_TILES,
        counted: Counted::Not,
    });
    let source = &about.source;
    let licence = source.licence.as_deref().map_or_else(String::new, |licence| format!(" ({licence})"));
    let as_at = source.as_at.map_or_else(String::new, |day| format!(", as at {day}"));
    let left_out = match about.left_out {
        0 => String::new(),
        count => format!(" {count} features of its file could not be read and are not here."),
    };
    Described {
        name: Cow::Owned(about.name.collection()),
        title: Cow::Owned(about.title.clone()),
        about: Cow::Owned(format!(
            "{}: a context layer from {}{licence}{as_at}, shown as it was given.{left_out}",
            about.title, source.publisher
        )),
        geometry: match about.shapes {
            LayerShapes::Nothing => GeometryType::Nothing,
            LayerShapes::Points => GeometryType::Point,
            LayerShapes::Lines => GeometryType::MultiLineString,
            LayerShapes::Areas => GeometryType::MultiPolygon,
        },
        time: None,
        columns: std::iter::once(id).chain(columns).collect(),
    }
}

impl<'s> LayerFeatures<'s> {
    fn context(self) -> &'s Context {
        &self.0.atlas.context()[self.1]
    }

    fn records(self) -> &'s [LayerFeature] {
        self.context().features.records()
    }

    fn in_degrees(self) -> &'s InDegrees {
        self.0.derived.same_ground.layers[self.1].get_or_init(|| {
            let shapes = self.records().par_iter().map(|feature| feature.shape.as_ref());
            match self.context().about.shapes {
                LayerShapes::Areas => {
                    let area = |shape: &Geometry<f64>| match shape {
                        Geometry::MultiPolygon(area) => outline_in(area, Crs::Crs84).ok(),
                        _ => None,
                    };
                    InDegrees::Areas(shapes.map(|shape| shape.and_then(area)).collect())
                }
                LayerShapes::Lines => {
                    let lines = |shape: &Geometry<f64>| match shape {
                        Geometry::MultiLineString(lines) => lines_in(lines, Crs::Crs84).ok(),
                        _ => None,
                    };
                    InDegrees::Lines(shapes.map(|shape| shape.and_then(lines)).collect())
                }
                LayerShapes::Points | LayerShapes::Nothing => {
                    let degrees = |shape| projection::to_lon_lat(&[position(shape)?]).ok()?.first().copied();
                    InDegrees::Points(shapes.map(|shape| shape.and_then(degrees)).collect())
                }
            }
        })
    }
}

fn position(shape: &Geometry<f64>) -> Option<Position> {
    if let Geometry::Point(point) = shape { Position::new(point.x(), point.y()).ok() } else { None }
}

impl Features for LayerFeatures<'_> {
    fn described(&self) -> &Described {
        &self.0.derived.layers[self.1]
    }

    fn outlasts_edits(&self) -> bool {
        true
    }

    fn len(&self) -> usize {
        self.records().len()
    }

    fn id(&self, index: usize) -> &str {
        &self.records()[index].key
    }

    fn index_of(&self, id: &str) -> Option<usize> {
        self.records().binary_search_by(|feature| feature.key.as_str().cmp(id)).ok()
    }

    fn value(&self, index: usize, column: usize) -> Scalar<'_> {
        let feature = &self.records()[index];
        let Some(place) = column.checked_sub(1) else { return feature.key.as_str().into() };
        match feature.values.get(place).and_then(Option::as_ref) {
            None => Scalar::Null,
            Some(LayerValue::Text(text)) => text.as_str().into(),
            Some(LayerValue::Integer(number)) => Scalar::Integer(*number),
            Some(LayerValue::Number(number)) => (*number).into(),
            Some(LayerValue::Boolean(truth)) => (*truth).into(),
            Some(LayerValue::Date(day)) => (*day).into(),
        }
    }

    fn shape(&self, index: usize, crs: Crs) -> Shape<'_> {
        let kept = self.records()[index].shape.as_ref();
        match (self.in_degrees(), kept) {
            (InDegrees::Points(degrees), Some(shape)) => point(position(shape), degrees[index], crs),
            (InDegrees::Lines(degrees), _) if crs.is_degrees() => {
                degrees[index].as_ref().map_or(Shape::Nowhere, |lines| Shape::Lines(Cow::Borrowed(lines)))
            }
            (InDegrees::Areas(degrees), _) if crs.is_degrees() => {
                degrees[index].as_ref().map_or(Shape::Nowhere, |areas| Shape::Areas(Cow::Borrowed(areas)))
            }
            (_, Some(Geometry::MultiLineString(lines))) => {
                lines_in(lines, crs).map_or(Shape::Nowhere, |lines| Shape::Lines(Cow::Owned(lines)))
            }
            (_, Some(Geometry::MultiPolygon(areas))) => {
                outline_in(areas, crs).map_or(Shape::Nowhere, |areas| Shape::Areas(Cow::Owned(areas)))
            }
            _ => Shape::Nowhere,
        }
    }

    fn near(&self, extent: Extent) -> Vec<usize> {
        near(&self.context().features, extent)
    }
}
