//! Features as they are published, read from the snapshot by index.

use std::borrow::Cow;

use crate::app::catalogue::Snapshot;
use crate::domain::criteria::Criteria;
use crate::domain::edit::described;
use crate::domain::matches::PointArea;
use crate::domain::source::{Source, SourceId};
use crate::publish::feature::{AreaRow, AssetRow, NeedRow};
use crate::publish::record::sources_of_facts;
use crate::publish::stamp::Stamp;

/// An asset.
#[must_use]
pub fn asset(snapshot: &Snapshot, index: usize) -> AssetRow<'_> {
    let placed = &snapshot.atlas.assets()[index];
    let figures = snapshot.survey.place(index);
    let source = snapshot.atlas.source(&placed.asset.register);
    let area = snapshot.atlas.area_of_asset(index).map(|area| &snapshot.atlas.areas()[area]);
    AssetRow {
        asset: &placed.asset,
        place: snapshot.asset_lon_lat[index],
        borough: placed.borough.as_deref(),
        area: area.map(|area| (&*area.code.0, area.name.as_str())),
        deprivation: figures.deprivation.map(|figures| figures.value),
        uplift: figures.uplift.map(|figures| figures.value),
        as_at: source.and_then(|source| source.as_at),
        fictional: source.is_some_and(|source| source.fictional),
    }
}

/// An area.
#[must_use]
pub fn area(snapshot: &Snapshot, index: usize) -> AreaRow<'_> {
    let area = &snapshot.atlas.areas()[index];
    let source: &SourceId = area.deprivation.as_ref().map_or(&area.source, |release| &release.source);
    AreaRow {
        code: &area.code.0,
        name: &area.name,
        borough: area.borough_name(),
        outline: &snapshot.area_outlines[index],
        deprivation: area.deprivation.as_ref(),
        rank_and_decile: area.rank_and_decile(),
        figures: snapshot.survey.area(index),
        source: &source.0,
        as_at: snapshot.atlas.source(source).and_then(|source| source.as_at),
    }
}

/// A published need.
#[must_use]
pub fn need(snapshot: &Snapshot, index: usize) -> NeedRow<'_> {
    let placed = &snapshot.atlas.needs()[index];
    NeedRow { need: &placed.need, place: snapshot.need_lon_lat[index], borough: placed.borough.as_deref() }
}

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
