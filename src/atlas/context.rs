//! Context layers in R-trees: which features of each are nearest to a place, exactly.

use geo::{BoundingRect, Distance, Euclidean, Geometry, Point};

use crate::atlas::layer::Layer;
use crate::domain::layer::{ContextLayer, LayerAbout, LayerFeature};
use crate::domain::place::{Extent, Position};

/// One context layer, the same whoever looks.
#[derive(Debug, PartialEq)]
pub struct Context {
    /// What is said of it.
    pub about: LayerAbout,
    /// Its features, in order of key.
    pub features: Layer<LayerFeature>,
}

impl Context {
    /// Indexes a layer.
    #[must_use]
    pub fn of(layer: ContextLayer) -> Self {
        let extent = |feature: &LayerFeature| {
            let rect = feature.shape.as_ref()?.bounding_rect()?;
            let corner = |corner: geo::Coord| Position::new(corner.x, corner.y).ok();
            Some(Extent { min: corner(rect.min())?, max: corner(rect.max())? })
        };
        Self { about: layer.about, features: Layer::new(layer.features, extent) }
    }

    /// The features nearest to a place, at most so many and none beyond so many metres, nearest first, with the distance of
    /// each in metres: to the nearest point of a line, nothing inside an area. Of features equally near, those whose key
    /// comes first.
    #[must_use]
    pub fn nearest(&self, from: Position, most: usize, within_m: f64) -> Vec<(usize, f64)> {
        let point = Point::new(from.easting_m, from.northing_m);
        let mut best: Vec<(usize, f64)> = Vec::with_capacity(most + 1);
        for (index, least_m) in self.features.nearest_first(from) {
            let enough_m = if best.len() < most { within_m } else { best.last().map_or(0.0, |(_, m)| *m) };
            // Boxes come nearest first, and nothing is nearer than its box.
            if most == 0 || least_m > enough_m {
                break;
            }
            let Some(shape) = &self.features.records()[index].shape else { continue };
            let distance_m = distance_m(shape, &point);
            if distance_m > within_m {
                continue;
            }
            let at = best.partition_point(|(other, m)| m.total_cmp(&distance_m).then(other.cmp(&index)).is_lt());
            best.insert(at, (index, distance_m));
            best.truncate(most);
        }
        best
    }
}

fn distance_m(shape: &Geometry<f64>, point: &Point<f64>) -> f64 {
    match shape {
        Geometry::Point(other) => Euclidean.distance(point, other),
        other => Euclidean.distance(&Geometry::Point(*point), other),
    }
}

#[cfg(test)]
mod tests {
    use geo::{Intersects, LineString, MultiLineString, MultiPolygon, Polygon};
    use proptest::prelude::*;

    use super::*;
    use crate::domain::layer::{LayerName, LayerShapes};
    use crate::domain::source::{Source, SourceId};

    fn context(shapes: Vec<Geometry<f64>>) -> Context {
        let source = Source {
            id: SourceId::new("layer-x"),
            title: String::new(),
            publisher: String::new(),
            licence: None,
            as_at: None,
            file_name: String::new(),
            fictional: true,
        };
        let features: Vec<LayerFeature> = (0..)
            .zip(shapes)
            .map(|(number, shape)| LayerFeature { key: format!("{number:04}"), values: vec![], shape: Some(shape) })
            .collect();
        let about = LayerAbout {
            name: LayerName::parse("x").unwrap(),
            title: String::new(),
            shapes: LayerShapes::Areas,
            columns: vec![],
            source,
            checksum: String::new(),
            features: features.len() as u64,
            left_out: 0,
        };
        Context::of(ContextLayer { about, features })
    }

    /// The distance to a straight line between two points, by hand.
    fn to_segment(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx * dx + dy * dy;
        let along = if length == 0.0 { 0.0 } else { ((point.0 - from.0) * dx + (point.1 - from.1) * dy) / length };
        let along = along.clamp(0.0, 1.0);
        (point.0 - from.0 - along * dx).hypot(point.1 - from.1 - along * dy)
    }

    fn by_hand(shape: &Geometry<f64>, point: (f64, f64)) -> f64 {
        let along = |line: &LineString<f64>| {
            let ends: Vec<(f64, f64)> = line.coords().map(geo::Coord::x_y).collect();
            ends.windows(2).map(|ends| to_segment(point, ends[0], ends[1])).fold(f64::INFINITY, f64::min)
        };
        match shape {
            Geometry::Point(other) => (point.0 - other.x()).hypot(point.1 - other.y()),
            Geometry::MultiLineString(lines) => lines.iter().map(along).fold(f64::INFINITY, f64::min),
            Geometry::MultiPolygon(areas) if areas.intersects(&Point::new(point.0, point.1)) => 0.0,
            Geometry::MultiPolygon(areas) => areas
                .iter()
                .flat_map(|area| std::iter::once(area.exterior()).chain(area.interiors()))
                .map(along)
                .fold(f64::INFINITY, f64::min),
            _ => f64::NAN,
        }
    }

    fn shape() -> impl Strategy<Value = Geometry<f64>> {
        let corner =
            || (0..1_000_i32, 0..1_000_i32).prop_map(|(x, y)| (f64::from(x) + 300_000.0, f64::from(y) + 400_000.0));
        let box_at = (corner(), 10..400_i32, 10..400_i32).prop_map(|((x, y), width, height)| {
            let (w, h) = (f64::from(width), f64::from(height));
            let ring = |inset: f64| {
                LineString::from(vec![
                    (x + inset, y + inset),
                    (x + w - inset, y + inset),
                    (x + w - inset, y + h - inset),
                    (x + inset, y + h - inset),
                    (x + inset, y + inset),
                ])
            };
            Geometry::MultiPolygon(MultiPolygon(vec![Polygon::new(ring(0.0), vec![ring(w.min(h) / 4.0)])]))
        });
        prop_oneof![
            corner().prop_map(|at| Geometry::Point(Point::from(at))),
            (corner(), corner(), corner()).prop_map(|(a, b, c)| {
                Geometry::MultiLineString(MultiLineString(vec![LineString::from(vec![a, b, c])]))
            }),
            box_at,
        ]
    }

    proptest! {
        #[test]
        fn the_nearest_are_those_of_a_plain_loop_in_the_same_order(
            shapes in proptest::collection::vec(shape(), 0..40),
            at in (0..1_000_i32, 0..1_000_i32),
            most in 0..6_usize,
            within_m in 0.0..600.0_f64,
        ) {
            let point = (f64::from(at.0) + 300_000.0, f64::from(at.1) + 400_000.0);
            let mut expected: Vec<(usize, f64)> =
                shapes.iter().map(|shape| by_hand(shape, point)).enumerate().filter(|(_, m)| *m <= within_m).collect();
            expected.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            expected.truncate(most);
            let found = context(shapes).nearest(Position::new(point.0, point.1).unwrap(), most, within_m);
            prop_assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(&expected) {
                prop_assert!((found.1 - expected.1).abs() < 1e-6, "{found:?} {expected:?}");
            }
        }
    }
}
