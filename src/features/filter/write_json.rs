//! A filter as CQL2 JSON.

use geo::{Coord, Geometry, LineString, Polygon};
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

use crate::features::crs::Crs;
use crate::features::filter::expression::{Drawn, Expression};
use crate::features::filter::shapes::ShapeKind;

/// A filter as JSON, in the axis order of its system.
#[must_use]
pub fn write_json(expression: &Expression, crs: Crs) -> Value {
    let write = |part: &Expression| write_json(part, crs);
    let op = |op: &str, parts: &[Expression]| json!({ "op": op, "args": parts.iter().map(write).collect::<Value>() });
    match expression {
        Expression::Boolean(truth) => json!(truth),
        Expression::Integer(number) => json!(number),
        Expression::Number(number) => json!(number),
        Expression::Text(text) => json!(text),
        Expression::Day(_) => json!({ "date": instant(expression) }),
        Expression::Moment(_) => json!({ "timestamp": instant(expression) }),
        Expression::Open => json!(".."),
        Expression::Interval(ends) => {
            let end = |end: &Expression| match end {
                Expression::Day(_) | Expression::Moment(_) | Expression::Open => json!(instant(end)),
                other => write(other),
            };
            json!({ "interval": ends.iter().map(end).collect::<Value>() })
        }
        Expression::Property(property) => json!({ "property": property.name }),
        Expression::Shape(shape) => match shape.as_ref() {
            Drawn::Geometry(geometry) => geojson(geometry, crs),
            Drawn::Box(min, max) => {
                let ((a, b), (c, d)) = (axes(*min, crs), axes(*max, crs));
                json!({ "bbox": [a, b, c, d] })
            }
        },
        Expression::Casei(one) => op("casei", std::slice::from_ref(one)),
        Expression::Accenti(one) => op("accenti", std::slice::from_ref(one)),
        Expression::Arithmetic(how, two) => op(how.json(), &two[..]),
        Expression::Compare(how, two) => op(how.json(), &two[..]),
        Expression::Like(two) => op("like", &two[..]),
        Expression::Between(three) => op("between", &three[..]),
        Expression::In(value, listed) => {
            json!({ "op": "in", "args": [write(value), listed.iter().map(write).collect::<Value>()] })
        }
        Expression::IsNull(one) => op("isNull", std::slice::from_ref(one)),
        Expression::Spatial(relation, two) => op(relation.json(), &two[..]),
        Expression::Temporal(order, two) => op(order.json(), &two[..]),
        Expression::And(all) => op("and", all),
        Expression::Or(any) => op("or", any),
        Expression::Not(one) => op("not", std::slice::from_ref(one)),
    }
}

fn instant(instant: &Expression) -> String {
    match instant {
        Expression::Day(day) => day.to_string(),
        Expression::Moment(moment) => moment.format(&Rfc3339).unwrap_or_default(),
        _ => "..".to_owned(),
    }
}

fn axes(coord: Coord, crs: Crs) -> (f64, f64) {
    if crs.is_y_first() { (coord.y, coord.x) } else { (coord.x, coord.y) }
}

fn geojson(geometry: &Geometry, crs: Crs) -> Value {
    let one = |coord: &Coord| {
        let (first, second) = axes(*coord, crs);
        json!([first, second])
    };
    let line = |line: &LineString| line.0.iter().map(one).collect::<Value>();
    let rings =
        |polygon: &Polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(line).collect::<Value>();
    let (kind, coordinates) = match geometry {
        Geometry::Point(point) => (ShapeKind::Point, one(&point.0)),
        Geometry::MultiPoint(points) => (ShapeKind::MultiPoint, points.iter().map(|point| one(&point.0)).collect()),
        Geometry::LineString(string) => (ShapeKind::LineString, line(string)),
        Geometry::MultiLineString(lines) => (ShapeKind::MultiLineString, lines.iter().map(line).collect()),
        Geometry::Polygon(polygon) => (ShapeKind::Polygon, rings(polygon)),
        Geometry::MultiPolygon(polygons) => (ShapeKind::MultiPolygon, polygons.iter().map(rings).collect()),
        Geometry::GeometryCollection(parts) => {
            let parts: Value = parts.iter().map(|part| geojson(part, crs)).collect();
            return json!({ "type": ShapeKind::GeometryCollection.name(), "geometries": parts });
        }
        // No filter is read into one of these.
        Geometry::Line(_) | Geometry::Rect(_) | Geometry::Triangle(_) => return Value::Null,
    };
    json!({ "type": kind.name(), "coordinates": coordinates })
}
