//! The layer of a vector tile (specification 2.1): features beside the list of all values that any of them has.
//!
//! A tile has few kinds of value and many of each, so a feature names its values by their place in one list. Shares of the
//! features are drawn side by side, each with a list of its own; the lists are then made one, in the order in which one
//! thread would have met the values, so a tile is the same bytes however many threads drew it. `prost` and `geozero` know
//! protocol buffers; what is made use of here is that a message is its fields, one after another: a layer is put together
//! from parts that were written apart, and a feature from its tags and the rest of it.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use geozero::mvt::{Message, TileValue, tile};

use crate::features::collection::{Described, Features, GeometryType};
use crate::features::scalar::Scalar;
use crate::publish::shares::in_shares;
use crate::publish::tile::EXTENT;

/// The property of a point that may stand for several.
pub const COUNT: &str = "count";

/// Whether points tell how many they stand for: not where they have a property of that name themselves.
pub fn is_counted(described: &Described) -> bool {
    let is_taken = described.columns.iter().any(|column| column.in_tiles && column.name == COUNT);
    described.geometry == GeometryType::Point && !is_taken
}

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
    let shares = in_shares(things, LEAST_OF_SHARE, |_, things| Share::of(features, things, &draw));
    tile_of(features.described(), shares)
}

/// The tile of the shares of a layer.
fn tile_of(described: &Described, shares: Vec<Share>) -> Option<Vec<u8>> {
    let mut shares = shares.into_iter();
    let first = shares.next()?;
    let mut all = first.values;
    let mut parts: Vec<(Vec<Unplaced>, Vec<u32>)> = vec![(first.features, (0..).take(all.list.len()).collect())];
    for share in shares {
        let places = share.values.list.into_iter().filter_map(|value| all.place_of(value)).collect();
        parts.push((share.features, places));
    }
    if parts.iter().all(|(features, _)| features.is_empty()) {
        return None;
    }
    let count = is_counted(described).then_some(COUNT);
    let names = described.columns.iter().filter(|column| column.in_tiles).map(|column| &*column.name);
    let head = tile::Layer {
        version: 2,
        name: described.name.to_string(),
        keys: names.chain(count).map(str::to_owned).collect(),
        extent: Some(EXTENT),
        ..tile::Layer::default()
    };
    let mut written = vec![head.encode_to_vec()];
    written.extend(in_shares(&parts, 1, |_, parts| write_features(parts)));
    written.extend(in_shares(&all.list, VALUES_OF_SHARE, |_, values| write_values(values)));
    let length: usize = written.iter().map(Vec::len).sum();
    let mut bytes = Vec::with_capacity(length + 16);
    begin(LAYERS, length, &mut bytes);
    written.iter().for_each(|part| bytes.extend_from_slice(part));
    Some(bytes)
}

/// Features with the places of the values of their shares in the list of all.
fn write_features(parts: &[(Vec<Unplaced>, Vec<u32>)]) -> Vec<u8> {
    let (mut bytes, mut head) = (Vec::new(), tile::Feature::default());
    for (features, places) in parts {
        for feature in features {
            head.tags.clear();
            head.tags.extend(feature.tags.iter().flat_map(|(key, value)| [*key, places[*value as usize]]));
            begin(FEATURES, head.encoded_len() + feature.rest.len(), &mut bytes);
            write(&head, &mut bytes);
            bytes.extend_from_slice(&feature.rest);
        }
    }
    bytes
}

fn write_values(values: &[Scalar<'static>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for value in values.iter().cloned().filter_map(tile_value).map(tile::Value::from) {
        begin(VALUES, value.encoded_len(), &mut bytes);
        write(&value, &mut bytes);
    }
    bytes
}

/// Begins a field that holds a message: its number, that its length comes next, and that.
fn begin(number: u8, length: usize, to: &mut Vec<u8>) {
    to.push(number << 3 | 2);
    prost::encoding::encode_varint(length as u64, to);
}

fn write(message: &impl Message, to: &mut Vec<u8>) {
    // A list of bytes has room for whatever is written to it.
    let written = message.encode(to);
    debug_assert!(written.is_ok());
}

/// A feature whose values are numbered among those of its share.
struct Unplaced {
    /// Key and value.
    tags: Vec<(u32, u32)>,
    /// The rest of the message.
    rest: Vec<u8>,
}

/// Some of the features, with a list of values of their own.
#[derive(Default)]
struct Share {
    features: Vec<Unplaced>,
    values: Values,
}

impl Share {
    fn of<T>(features: &dyn Features, things: &[T], draw: impl Fn(&T) -> Option<Drawn>) -> Self {
        let mut share = Self::default();
        let is_counted = is_counted(features.described());
        let tiled = features.described().columns.iter().filter(|column| column.in_tiles).count();
        for Drawn { index, shape, count } in things.iter().filter_map(draw) {
            let (mut tags, mut key) = (Vec::with_capacity(tiled + 1), 0);
            let mut tag = |value: Scalar<'_>| {
                tags.extend(share.values.place_of(value).map(|place| (key, place)));
                key += 1;
            };
            features.tile_values(index, &mut tag);
            if let Some(count) = count.filter(|_| is_counted) {
                tag(Scalar::Integer(count));
            }
            share.features.push(Unplaced { tags, rest: shape.encode_to_vec() });
        }
        share
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

    fn draw(index: &usize) -> Option<Drawn> {
        let shape = geo::Geometry::from(geo::Point::new(*index as f64, 0.0)).to_mvt_unscaled().ok()?;
        // Every seventh is not on the tile.
        (!index.is_multiple_of(7)).then_some(Drawn { index: *index, shape, count: Some(1 + *index as i64 % 2) })
    }

    /// The tile of these features as so many threads would draw it.
    fn drawn_by(threads: usize, features: &Numbered) -> Option<Vec<u8>> {
        let all: Vec<usize> = (0..features.len()).collect();
        let shares = all.chunks(all.len().div_ceil(threads)).map(|some| Share::of(features, some, draw)).collect();
        tile_of(features.described(), shares)
    }

    #[test]
    fn a_tile_is_the_same_bytes_however_many_threads_drew_it() {
        let features = Numbered::of(5 * LEAST_OF_SHARE);
        let alone = drawn_by(1, &features).unwrap();
        for threads in [2, 3, 7, features.len()] {
            assert!(drawn_by(threads, &features).unwrap() == alone, "{threads} threads");
        }
        let all: Vec<usize> = (0..features.len()).collect();
        assert!(of(&features, &all, draw).unwrap() == alone, "as many as there are");
        assert_eq!(of(&features, &[0, 7, 14], draw), None, "none of these is on the tile");
        assert_eq!(of(&features, &[], draw), None);
    }

    #[test]
    fn a_property_called_count_is_not_written_over() {
        let mut features = Numbered::of(3);
        features.1.columns[3].name = COUNT.into();
        let layer = Tile::decode(&*drawn_by(1, &features).unwrap()).unwrap().layers.remove(0);
        assert_eq!(layer.keys, ["id", "number", COUNT]);
        let value = |tag: &[u32]| TileValue::try_from(layer.values[tag[1] as usize].clone()).ok();
        let counts: Vec<_> = layer
            .features
            .iter()
            .map(|feature| feature.tags.chunks(2).find(|tag| tag[0] == 2).and_then(value))
            .collect();
        assert_eq!(counts, [Some(TileValue::Int(1)), Some(TileValue::Int(2))]);
    }

    #[test]
    fn every_feature_has_its_own_values_and_every_value_stands_there_once() {
        let features = Numbered::of(5 * LEAST_OF_SHARE);
        let tile = drawn_by(2, &features).unwrap();
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
