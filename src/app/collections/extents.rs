//! How far each collection goes: the box around it, its days, and whose lists it was read from.

use std::collections::{BTreeMap, BTreeSet};

use geo::{BoundingRect, Rect};
use time::Date;

use crate::app::catalogue::Snapshot;
use crate::app::collections::all;
use crate::domain::source::{Source, SourceId};
use crate::features::collection::{Features, Shape};
use crate::features::{Crs, Scalar};

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
    snapshot.extents.get_or_init(|| {
        let collections = all(snapshot);
        collections.iter().map(|one| (one.described().name.to_string(), reach(&**one))).collect()
    })
}

/// The sources behind a collection: those its features name, and the area data, from which every collection has figures, names
/// or places; all there are when its features name none.
#[must_use]
pub fn sources<'s>(snapshot: &'s Snapshot, name: &str) -> Vec<&'s Source> {
    let named = extents(snapshot).get(name).map(|reach| &reach.sources);
    let area_data: BTreeSet<&SourceId> =
        snapshot.loaded.iter().filter(|loaded| loaded.kind.is_area_data()).map(|loaded| &loaded.source).collect();
    let wanted = |source: &&Source| {
        area_data.contains(&source.id) || named.is_none_or(|named| named.is_empty() || named.contains(&*source.id.0))
    };
    snapshot.atlas.sources().iter().filter(wanted).collect()
}

fn reach(features: &dyn Features) -> Reach {
    let described = features.described();
    let source = described.column(SOURCE);
    let mut reach = Reach::default();
    for index in 0..features.len() {
        if let Some([west, south, east, north]) = sides(&features.shape(index, Crs::Crs84)) {
            let [w, s, e, n] = reach.bbox.unwrap_or([west, south, east, north]);
            reach.bbox = Some([w.min(west), s.min(south), e.max(east), n.max(north)]);
        }
        if let Some(Scalar::Date(day)) = described.time.map(|time| features.value(index, time)) {
            let (first, last) = reach.days.unwrap_or((day, day));
            reach.days = Some((first.min(day), last.max(day)));
        }
        if let Some(Scalar::Text(key)) = source.map(|source| features.value(index, source))
            && !reach.sources.contains(&*key)
        {
            reach.sources.insert(key.into_owned());
        }
    }
    reach
}

fn sides(shape: &Shape<'_>) -> Option<[f64; 4]> {
    let rect = match shape {
        Shape::Nowhere => None,
        Shape::Point(point) => Some(Rect::new(*point, *point)),
        Shape::Lines(lines) => lines.bounding_rect(),
        Shape::Areas(areas) => areas.bounding_rect(),
    }?;
    Some([rect.min().x, rect.min().y, rect.max().x, rect.max().y])
}
