//! How far each collection goes: the box around it, its days, and whose lists it was read from.

use std::collections::{BTreeMap, BTreeSet};

use time::Date;

use crate::app::catalogue::Snapshot;
use crate::app::collections::all;
use crate::domain::source::{Source, SourceId};
use crate::features::Scalar;
use crate::features::collection::Features;
use crate::features::sources::Sources;
use crate::features::table::Collection;

/// How far a collection goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reach {
    /// The box around what is shown: west, south, east, north in degrees. `None` when nothing is anywhere.
    pub bbox: Option<[f64; 4]>,
    /// The first and the last day of its features; `None` when none has a day.
    pub days: Option<(Date, Date)>,
    /// The keys of the sources its features name, in order.
    pub sources: BTreeSet<String>,
}

/// The property by which a feature names its source.
const SOURCE: &str = "source";

/// How far each collection goes, by its name. Worked out once for a snapshot.
#[must_use]
pub fn extents(snapshot: &Snapshot) -> &BTreeMap<String, Reach> {
    snapshot.derived.extents.get_or_init(|| {
        let collections = all(snapshot);
        collections.iter().map(|one| (one.described().name.to_string(), reach(&**one))).collect()
    })
}

/// The sources behind a collection: those its features name, and the area data, from which every collection has figures, names
/// or places; all there are when its features name none. Behind a context layer is its own source and no other, and that is
/// behind nothing else but the list of sources.
#[must_use]
pub fn sources<'s>(snapshot: &'s Snapshot, name: &str) -> Vec<&'s Source> {
    let layers: BTreeSet<&SourceId> = snapshot.atlas.context().iter().map(|layer| &layer.about.source.id).collect();
    let own = |layer: &&SourceId| &*layer.0 == name;
    if let Some(own) = layers.iter().copied().find(own) {
        return snapshot.atlas.source(own).into_iter().collect();
    }
    let named = extents(snapshot).get(name).map(|reach| &reach.sources);
    let area_data: BTreeSet<&SourceId> =
        snapshot.loaded.iter().filter(|loaded| loaded.kind.is_area_data()).map(|loaded| &loaded.source).collect();
    let wanted = |source: &&Source| {
        area_data.contains(&source.id) || named.is_none_or(|named| named.is_empty() || named.contains(&*source.id.0))
    };
    let of_layer = |source: &Source| layers.contains(&source.id) && name != Sources::NAME;
    snapshot.atlas.sources().iter().filter(wanted).filter(|source| !of_layer(source)).collect()
}

fn reach(features: &dyn Features) -> Reach {
    let described = features.described();
    let bbox = features.around().map(|around| [around.min().x, around.min().y, around.max().x, around.max().y]);
    let mut sources = BTreeSet::new();
    // Some collections are worked out when they are first read, so nothing is read that need not be.
    if let Some(source) = described.column(SOURCE) {
        for index in 0..features.len() {
            if let Scalar::Text(key) = features.value(index, source)
                && !sources.contains(&*key)
            {
                sources.insert(key.into_owned());
            }
        }
    }
    Reach { bbox, days: features.days(), sources }
}
