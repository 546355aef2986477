//! What is said beside features: what scores were made with, and where facts come from.

use std::borrow::Cow;

use crate::app::catalogue::Snapshot;
use crate::domain::criteria::Criteria;
use crate::domain::edit::described;
use crate::domain::matches::PointArea;
use crate::domain::source::{Source, SourceId};
use crate::publish::record::sources_of_facts;
use crate::publish::stamp::Stamp;

/// What scores by these weights are made with.
#[must_use]
pub fn stamp<'a>(snapshot: &'a Snapshot, anchors: &'a str, criteria: &Criteria) -> Stamp<'a> {
    Stamp {
        anchors,
        data_release: &snapshot.data_release,
        deprivation_edition: criteria.deprivation_edition.year(),
        weights: criteria.weights.as_array(),
        computed_at: snapshot.made_at,
        change: snapshot.version,
    }
}

/// What scores by the usual weights are made with.
#[must_use]
pub fn usual_stamp(snapshot: &Snapshot) -> Stamp<'_> {
    stamp(snapshot, &snapshot.survey.anchors().version, &snapshot.criteria)
}

/// The area around an asset with its standing in England.
#[must_use]
pub fn point_area(snapshot: &Snapshot, asset: usize) -> Option<PointArea> {
    let area = &snapshot.atlas.areas()[snapshot.atlas.area_of_asset(asset)?];
    let release = area.deprivation.as_ref()?;
    Some(PointArea { code: area.code.clone(), name: area.name.clone(), rank: release.rank, decile: release.decile })
}

/// The sources an asset and the figures of its place were read from, each once, in order of id.
#[must_use]
pub fn sources_of(snapshot: &Snapshot, asset: usize) -> Vec<Cow<'_, Source>> {
    let area = snapshot.atlas.area_of_asset(asset).map(|area| &snapshot.atlas.areas()[area]);
    let of_area = area
        .into_iter()
        .flat_map(|area| std::iter::once(&area.source).chain(area.deprivation.iter().map(|release| &release.source)));
    let asset = &snapshot.atlas.assets()[asset].asset;
    let mut ids: Vec<SourceId> =
        of_area.chain([&asset.register]).cloned().chain(sources_of_facts(&asset.facts)).collect();
    ids.sort();
    ids.dedup();
    let source = |id: &SourceId| match snapshot.atlas.source(id) {
        Some(source) => Some(Cow::Borrowed(source)),
        None => described(id, &asset.owner.name).map(Cow::Owned),
    };
    ids.iter().filter_map(source).collect()
}
