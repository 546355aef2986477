//! The layer of a vector tile (specification 2.1): features beside the list of all values that any of them has.
//!
//! A tile has few kinds of value and many of each, so a feature names its values by their place in one list. Shares of the
//! features are drawn side by side, each with a list of its own; the lists are then made one, in the order in which one
//! thread would have met the values, so a tile is the same bytes however many threads drew it. What is protocol buffers here
//! is `prost`'s and `geozero`'s; only that a layer may be written in parts (a message is its fields, one after another) is
//! made use of.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use geozero::mvt::{Message, TileValue, tile};
use rayon::prelude::*;

use crate::features::collection::{Features, GeometryType};
use crate::features::scalar::Scalar;
use crate::publish::shares::in_shares;
use crate::publish::tile::EXTENT;

/// The property of a point that stands for several assets.
pub const COUNT: &str = "count";

/// Fewer features than this are not worth a thread.
const LEAST_OF_SHARE: usize = 200;

/// Values written by a thread at a time.
const VALUES_OF_SHARE: usize = 8192;

/// The fields of a layer, and that of a tile which holds layers, as the specification numbers them.
const FEATURES: u8 = 2;
const VALUES: u8 = 4;
const LAYERS: u8 = 3;

/// A feature on a tile.
pub struct Drawn {
    /// Which.
    pub index: usize,
    /// Its geometry in tile units.
    pub shape: tile::Feature,
    /// How many it stands for, where it may be several.
    pub count: Option<i64>,
}

/// A tile with one layer of these things as they are drawn, those that are drawn at all; `None` when none is.
pub fn of<T: Sync>(
    features: &dyn Features,
    things: &[T],
    draw: impl Fn(&T) -> Option<Drawn> + Sync,
) -> Option<Vec<u8>> {
    let columns = &features.described().columns;
    let shares = in_shares(things, LEAST_OF_SHARE, |_, things| {
        let mut share = Share::default();
        things.iter().filter_map(&draw).for_each(|drawn| share.take(drawn, features));
        share
    });
    if shares.iter().all(|share| share.features.is_empty()) {
        return None;
    }
    let counted = features.described().geometry == GeometryType::Point;
    let names = columns.iter().filter(|column| column.in_tiles).map(|column| column.name.to_string());
    let mut shares = shares.into_iter();
    let Share { features: first, values: mut all } = shares.next()?;
    let mut parts: Vec<(Vec<tile::Feature>, Vec<u32>)> = vec![(first, (0..).take(all.list.len()).collect())];
    for share in shares {
        parts.push((share.features, share.values.list.into_iter().filter_map(|value| all.place_of(value)).collect()));
    }
    // Nothing of a collection is asked for here, so these may be threads of rayon.
    let (features_written, values_written): (Vec<Vec<u8>>, Vec<Vec<u8>>) = rayon::join(
        || parts.into_par_iter().map(|(features, places)| write_features(features, &places)).collect(),
        || all.list.into_par_iter().chunks(VALUES_OF_SHARE).map(write_values).collect(),
    );
    let head = tile::Layer {
        version: 2,
        name: features.described().name.to_string(),
        keys: names.chain(counted.then(|| COUNT.to_owned())).collect(),
        extent: Some(EXTENT),
        ..tile::Layer::default()
    };
    let head = head.encode_to_vec();
    let parts = || std::iter::once(&head).chain(&features_written).chain(&values_written);
    let length: usize = parts().map(Vec::len).sum();
    let mut bytes = Vec::with_capacity(length + 16);
    begin(LAYERS, &mut bytes);
    prost::encode_length_delimiter(length, &mut bytes).ok()?;
    parts().for_each(|part| bytes.extend_from_slice(part));
    Some(bytes)
}

/// Features whose values are at these places of the list of all.
fn write_features(features: Vec<tile::Feature>, places: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for mut feature in features {
        feature.tags.iter_mut().skip(1).step_by(2).for_each(|value| *value = places[*value as usize]);
        field(FEATURES, &feature, &mut bytes);
    }
    bytes
}

fn write_values(values: Vec<Scalar<'static>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    values.into_iter().filter_map(tile_value).for_each(|value| field(VALUES, &tile::Value::from(value), &mut bytes));
    bytes
}

/// Begins a field that holds a message: its number, and that its length comes next.
fn begin(number: u8, to: &mut Vec<u8>) {
    to.push(number << 3 | 2);
}

fn field(number: u8, message: &impl Message, to: &mut Vec<u8>) {
    begin(number, to);
    // A list of bytes has room for whatever is written to it.
    let written = message.encode_length_delimited(to);
    debug_assert!(written.is_ok());
}

/// Some of the features, whose values are numbered among themselves.
#[derive(Default)]
struct Share {
    features: Vec<tile::Feature>,
    values: Values,
}

impl Share {
    fn take(&mut self, drawn: Drawn, features: &dyn Features) {
        let Drawn { index, shape: mut feature, count } = drawn;
        let mut key = 0;
        features.tile_values(index, &mut |value| {
            feature.tags.extend(self.values.place_of(value).into_iter().flat_map(|place| [key, place]));
            key += 1;
        });
        let count = count.and_then(|count| self.values.place_of(Scalar::Integer(count)));
        feature.tags.extend(count.into_iter().flat_map(|place| [key, place]));
        self.features.push(feature);
    }
}

/// Different values in the order they were met, and where each is.
#[derive(Default)]
struct Values {
    list: Vec<Scalar<'static>>,
    truths: HashMap<bool, u32, RandomState>,
    wholes: HashMap<i64, u32, RandomState>,
    /// By their bits.
    numbers: HashMap<u64, u32, RandomState>,
    texts: HashMap<String, u32, RandomState>,
}

impl Values {
    /// `None` for what is not known: tiles have no null.
    fn place_of(&mut self, value: Scalar<'_>) -> Option<u32> {
        let next = number(self.list.len());
        let place = match &value {
            Scalar::Null => return None,
            Scalar::Boolean(value) => *self.truths.entry(*value).or_insert(next),
            Scalar::Integer(value) => *self.wholes.entry(*value).or_insert(next),
            Scalar::Number(value) => *self.numbers.entry(value.to_bits()).or_insert(next),
            Scalar::Date(day) => return self.place_of(Scalar::Text(day.to_string().into())),
            Scalar::Text(text) => match self.texts.get(&**text) {
                Some(place) => *place,
                None => *self.texts.entry(text.to_string()).or_insert(next),
            },
        };
        if place == next {
            self.list.push(value.into_owned());
        }
        Some(place)
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn tile_value(value: Scalar<'static>) -> Option<TileValue> {
    match value {
        Scalar::Null => None,
        Scalar::Boolean(value) => Some(TileValue::Bool(value)),
        Scalar::Integer(value) => Some(TileValue::Int(value)),
        Scalar::Number(value) => Some(TileValue::Double(value)),
        Scalar::Date(day) => Some(TileValue::Str(day.to_string())),
        Scalar::Text(value) => Some(TileValue::Str(value.into_owned())),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use geozero::ToMvt;
    use geozero::mvt::Tile;

    use super::*;
    use crate::domain::place::Extent;
    use crate::features::collection::{Column, Counted, Described, Kind, Shape};
    use crate::features::crs::Crs;

    /// So many features, every second of which has no number.
    struct Numbered(usize, Described);

    impl Numbered {
        fn of(count: usize) -> Self {
            let column = |name: &'static str, kind: Kind, in_tiles: bool| Column {
                name: name.into(),
                kind,
                unit: "".into(),
                about: "".into(),
                always: false,
                in_tiles,
                counted: Counted::Not,
            };
            let columns = vec![
                column("id", Kind::Text, true),
                column("not here", Kind::Integer, false),
                column("number", Kind::Number, true),
                column("whole", Kind::Integer, true),
            ];
            let (name, title, about) = ("numbered".into(), "".into(), "".into());
            Self(count, Described { name, title, about, geometry: GeometryType::Point, time: None, columns })
        }
    }

    impl Features for Numbered {
        fn described(&self) -> &Described {
            &self.1
        }

        fn len(&self) -> usize {
            self.0
        }

        fn id(&self, _: usize) -> &str {
            ""
        }

        fn index_of(&self, _: &str) -> Option<usize> {
            None
        }

        fn value(&self, index: usize, column: usize) -> Scalar<'_> {
            match column {
                0 => Scalar::Text(format!("feature {}", index / 3).into()),
                1 => Scalar::Integer(-1),
                2 if index.is_multiple_of(2) => Scalar::Number((index % 11) as f64),
                2 => Scalar::Null,
                _ => Scalar::Integer((index % 11) as i64),
            }
        }

        fn shape(&self, _: usize, _: Crs) -> Shape<'_> {
            Shape::Nowhere
        }

        fn near(&self, _: Extent) -> Vec<usize> {
            (0..self.0).collect()
        }
    }

    #[test]
    fn every_feature_has_its_own_values_and_every_value_stands_there_once() {
        let features = Numbered::of(5 * LEAST_OF_SHARE);
        let draw = |index: &usize| {
            let shape = geo::Geometry::from(geo::Point::new(*index as f64, 0.0)).to_mvt_unscaled().ok()?;
            // Every seventh is not on the tile.
            (!index.is_multiple_of(7)).then_some(Drawn { index: *index, shape, count: Some(1 + *index as i64 % 2) })
        };
        let all: Vec<usize> = (0..features.len()).collect();
        let tile = of(&features, &all, draw).unwrap();
        let layer = Tile::decode(&*tile).unwrap().layers.remove(0);
        assert_eq!((layer.version, layer.name.as_str(), layer.extent), (2, "numbered", Some(EXTENT)));
        assert_eq!(layer.keys, ["id", "number", "whole", COUNT]);
        assert_eq!(
            layer.values.iter().map(|value| format!("{value:?}")).collect::<HashSet<_>>().len(),
            layer.values.len()
        );
        let drawn: Vec<usize> = (0..features.len()).filter(|index| !index.is_multiple_of(7)).collect();
        assert_eq!(layer.features.len(), drawn.len());
        for (feature, index) in layer.features.iter().zip(drawn) {
            let mut expected = vec![
                (0, Some(TileValue::Str(format!("feature {}", index / 3)))),
                (2, Some(TileValue::Int(index as i64 % 11))),
                (3, Some(TileValue::Int(1 + index as i64 % 2))),
            ];
            if index.is_multiple_of(2) {
                expected.insert(1, (1, Some(TileValue::Double((index % 11) as f64))));
            }
            let value = |place: u32| TileValue::try_from(layer.values[place as usize].clone()).ok();
            let found: Vec<_> = feature.tags.chunks(2).map(|tag| (tag[0], value(tag[1]))).collect();
            assert_eq!(found, expected, "feature {index}");
        }
    }
}
