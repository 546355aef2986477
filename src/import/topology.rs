//! TopoJSON: shared arcs put together into the outlines of GeoJSON features.
//!
//! What a hostile file may try is bounded: its size, because the arcs must be in memory; the number of an arc, which must
//! be one there is; how many points all outlines of a layer have together, since a border has two sides and a map draws it
//! little more often than that; and how deep collections lie in each other, which the JSON reader bounds.

use std::io::Read;

use geo::{Coord, LineString, MultiPolygon, Polygon};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::{Map, Value, json};

use super::error::ReadError;
use super::features::replace_zeros;
use super::opened::Opened;

/// A larger file is not read: what is kept in memory of it is several times its size.
const LARGEST_MIB: u64 = 32;

/// How many times the points of all arcs the outlines of one layer may have together: the areas on the two sides of a
/// border, and some room for oddities. Single arcs are used far more often by careless drawings, but they are short.
const MOST_USES: usize = 4;

#[derive(Deserialize)]
struct Topology {
    #[serde(default)]
    transform: Option<Transform>,
    objects: Map<String, Value>,
    arcs: Vec<Vec<Pair>>,
}

/// Quantised coordinates are whole steps from the point before.
#[derive(Clone, Copy, Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

/// The first two numbers of a position; heights are left.
struct Pair([f64; 2]);

impl<'de> Deserialize<'de> for Pair {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Numbers;
        impl<'de> Visitor<'de> for Numbers {
            type Value = Pair;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a pair of numbers")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Pair, A::Error> {
                let short = || serde::de::Error::custom("a point of an arc is not a pair of numbers");
                let x = list.next_element()?.ok_or_else(short)?;
                let y = list.next_element()?.ok_or_else(short)?;
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Pair([x, y]))
            }
        }
        deserializer.deserialize_seq(Numbers)
    }
}

/// Takes an area: its number from 1 over all layers, its properties as those of a feature, and its outline or why it has none.
pub(super) type Each<'e> = &'e mut dyn FnMut(u64, &Value, Result<MultiPolygon<f64>, String>);

/// Hands each area to `each`.
pub(super) fn features(opened: &Opened, progress: &dyn Fn(u64, u64), each: Each<'_>) -> Result<(), ReadError> {
    let mut limited = opened.reader(progress)?.take(LARGEST_MIB << 20);
    let read: Result<Topology, _> = serde_json::from_reader(&mut limited);
    if limited.limit() == 0 {
        return Err(ReadError::NotUsed {
            name: opened.name.clone(),
            reason: format!("this TopoJSON is over {LARGEST_MIB} MiB; give the same areas as GeoJSON"),
        });
    }
    let topology = read.map_err(|error| ReadError::broken_json(&opened.name, &error))?;
    let arcs: Vec<Vec<[f64; 2]>> = topology.arcs.into_iter().map(|arc| unfolded(arc, topology.transform)).collect();
    let mut number = 0;
    for layer in topology.objects.values() {
        let points: usize = arcs.iter().map(Vec::len).sum();
        let mut outlines = Outlines { arcs: &arcs, points_left: points * MOST_USES };
        outlines.walk(layer, &mut |feature, outline| {
            number += 1;
            each(number, &feature, outline);
        });
    }
    Ok(())
}

/// An arc with its points as they are on the ground.
fn unfolded(arc: Vec<Pair>, transform: Option<Transform>) -> Vec<[f64; 2]> {
    let Some(Transform { scale, translate }) = transform else { return arc.into_iter().map(|pair| pair.0).collect() };
    let mut at = [0.0, 0.0];
    arc.into_iter()
        .map(|Pair(step)| {
            at = [at[0] + step[0], at[1] + step[1]];
            [at[0] * scale[0] + translate[0], at[1] * scale[1] + translate[1]]
        })
        .collect()
}

/// The arcs of a file, and how many points the outlines of the layer at hand may still have.
struct Outlines<'a> {
    arcs: &'a [Vec<[f64; 2]>],
    points_left: usize,
}

impl Outlines<'_> {
    fn walk(&mut self, object: &Value, each: &mut dyn FnMut(Value, Result<MultiPolygon<f64>, String>)) {
        if let Some(members) = object.get("geometries").and_then(Value::as_array) {
            for member in members {
                self.walk(member, each);
            }
            return;
        }
        let mut properties = object.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        if let Some(id) = object.get("id").filter(|_| !properties.contains_key("id")) {
            properties.insert("id".to_owned(), id.clone());
        }
        let kind = object.get("type").cloned().unwrap_or_default();
        let mut feature = json!({ "properties": properties, "geometry": { "type": kind } });
        replace_zeros(&mut feature);
        let outline = self.outline(object).map_err(|reason| reason.replace('\0', "?"));
        each(feature, outline);
    }

    fn outline(&mut self, object: &Value) -> Result<MultiPolygon<f64>, String> {
        let kind = object.get("type").and_then(Value::as_str).unwrap_or_default();
        match (kind, object.get("arcs").and_then(Value::as_array)) {
            ("Polygon", Some(rings)) => Ok(MultiPolygon(vec![self.polygon(rings)?])),
            ("MultiPolygon", Some(polygons)) if !polygons.is_empty() => {
                let one = |polygon: &Value| self.polygon(polygon.as_array().ok_or("its outline is malformed")?);
                Ok(MultiPolygon(polygons.iter().map(one).collect::<Result<_, String>>()?))
            }
            ("" | "Polygon" | "MultiPolygon", _) => Err("it has no outline".to_owned()),
            (other, _) => Err(format!("its shape is a {other}, not an outline")),
        }
    }

    fn polygon(&mut self, rings: &[Value]) -> Result<Polygon<f64>, String> {
        let mut rings = rings.iter().map(|ring| self.ring(ring.as_array().ok_or("its outline is malformed")?));
        let exterior = rings.next().ok_or("it has no outline")??;
        Ok(Polygon::new(exterior, rings.collect::<Result<_, String>>()?))
    }

    /// The arcs of a ring, one after the other; the first point of each is the last of the one before.
    fn ring(&mut self, numbers: &[Value]) -> Result<LineString<f64>, String> {
        let mut points: Vec<Coord<f64>> = Vec::new();
        for number in numbers {
            let number = number.as_i64().ok_or("its outline is malformed")?;
            // A number below zero is that arc from its end: -1 is arc 0.
            let index = usize::try_from(if number < 0 { !number } else { number }).unwrap_or(usize::MAX);
            let Some(arc) = self.arcs.get(index) else {
                return Err(format!("its outline uses arc {number}, and there are only {}", self.arcs.len()));
            };
            let Some(left) = self.points_left.checked_sub(arc.len()) else {
                return Err("the outlines up to here use the same borders over and over again".to_owned());
            };
            self.points_left = left;
            let point = |[x, y]: &[f64; 2]| Coord { x: *x, y: *y };
            let after = usize::from(!points.is_empty());
            if number < 0 {
                points.extend(arc.iter().rev().skip(after).map(point));
            } else {
                points.extend(arc.iter().skip(after).map(point));
            }
        }
        if points.len() < 4 {
            return Err(format!("a ring of its outline has {} points; at least 4 are needed", points.len()));
        }
        if points.iter().any(|point| !point.x.is_finite() || !point.y.is_finite()) {
            return Err("a point of its outline is not a pair of numbers".to_owned());
        }
        Ok(LineString(points))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Outlines;

    #[test]
    fn a_file_that_uses_one_long_arc_over_and_over_is_stopped() {
        let long: Vec<[f64; 2]> = (0..1_000).map(|n| [f64::from(n), f64::from(n % 7)]).collect();
        let mut outlines = Outlines { arcs: &[long], points_left: 4_000 };
        let area = json!({ "type": "Polygon", "arcs": [[0]] });
        let drawn = (0..10).filter(|_| outlines.outline(&area).is_ok()).count();
        assert_eq!(drawn, 4);
        let reason = outlines.outline(&area).unwrap_err();
        assert!(reason.contains("over and over"), "{reason}");
        for hostile in [json!([[9]]), json!([[-9]]), json!([[i64::MIN]]), json!([[1e300]]), json!([0]), json!([[[0]]])]
        {
            assert!(outlines.outline(&json!({ "type": "Polygon", "arcs": hostile })).is_err());
        }
    }
}
