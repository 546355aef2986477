//! What a file of features says of itself, as far as the data know it: where they are from.

use std::collections::BTreeSet;

use crate::app::catalogue::Snapshot;
use crate::domain::source::Source;
use crate::features::{Features, Scalar};

/// The column that names the source a feature was read from.
const SOURCE: &str = "source";

/// The sources behind these features, in order of key: those they were read from, and the area data, from which every
/// collection has figures, names of areas or places. A collection that names no source of its features has all.
#[must_use]
pub fn sources(snapshot: &Snapshot, features: &dyn Features, items: &[usize]) -> Vec<Source> {
    let column = features.described().column(SOURCE);
    let named: Option<BTreeSet<String>> = column.map(|column| {
        let values = items.iter().map(|index| features.value(*index, column));
        values.filter_map(|value| if let Scalar::Text(key) = value { Some(key.into_owned()) } else { None }).collect()
    });
    let area_data: BTreeSet<&str> =
        snapshot.loaded.iter().filter(|loaded| loaded.kind.is_area_data()).map(|loaded| &*loaded.source.0).collect();
    let is_behind = |source: &&Source| {
        let key = &*source.id.0;
        area_data.contains(key) || named.as_ref().is_none_or(|named| named.contains(key))
    };
    snapshot.atlas.sources().iter().filter(is_behind).cloned().collect()
}
