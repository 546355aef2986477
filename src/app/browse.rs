//! List and look up assets, areas and needs: filters, a box on the map, and pages that neither skip nor repeat.

use geo::Intersects;

use crate::app::AppError;
use crate::app::catalogue::Snapshot;
use crate::domain::asset::{Asset, DisposalStatus, Occupancy, SpaceType};
use crate::domain::need::Purpose;
use crate::domain::place::{Extent, LonLat, LonLatBox, Position};
use crate::domain::postcode::Postcode;
use crate::projection;

/// Which part of a list to give: at most `limit` items whose id comes after `after`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many at most, at least 1.
    pub limit: usize,
    /// The last id of the page before.
    pub after: Option<String>,
}

/// One page of a list, as indexes into the atlas in order of id, and the exact size of the whole list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The items of this page.
    pub items: Vec<usize>,
    /// How many match in all.
    pub number_matched: usize,
    /// The id to give as [`Page::after`] for the next page, when there is one.
    pub next: Option<String>,
}

/// What an asset must be to be listed. Empty lists do not filter; `None` inside a list stands for "unknown".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AssetFilter {
    /// Inside this box.
    pub bbox: Option<LonLatBox>,
    /// In one of these boroughs, by name in any case.
    pub boroughs: Vec<String>,
    /// Held by one of these owners, by name in any case.
    pub owners: Vec<String>,
    /// With one of these occupancies.
    pub occupancies: Vec<Option<Occupancy>>,
    /// With one of these disposal statuses.
    pub statuses: Vec<Option<DisposalStatus>>,
    /// With at least one of these kinds of space.
    pub space_types: Vec<Option<SpaceType>>,
    /// At least this large; an asset of unknown size does not match.
    pub min_area_m2: Option<f64>,
    /// At most this large; an asset of unknown size does not match.
    pub max_area_m2: Option<f64>,
    /// With all of these words somewhere in name, address, postcode, owner or reference, in any case.
    pub text: Option<String>,
}

/// What an area must be to be listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AreaFilter {
    /// Touching this box.
    pub bbox: Option<LonLatBox>,
    /// In one of these boroughs.
    pub boroughs: Vec<String>,
    /// With all of these words in name or code.
    pub text: Option<String>,
}

/// What a published need must be to be listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NeedFilter {
    /// Inside this box.
    pub bbox: Option<LonLatBox>,
    /// In one of these boroughs.
    pub boroughs: Vec<String>,
    /// Asking for at least one of these kinds of space.
    pub space_types: Vec<Option<SpaceType>>,
    /// For at least one of these purposes.
    pub purposes: Vec<Purpose>,
    /// With all of these words in title, organisation or whom it serves.
    pub text: Option<String>,
}

/// Lists assets.
#[must_use]
pub fn assets(snapshot: &Snapshot, filter: &AssetFilter, page: &Page) -> Listing {
    let words = words_of(filter.text.as_deref());
    let matches = |index: usize| {
        let entry = &snapshot.atlas.assets()[index];
        let asset = &entry.asset;
        let facts = &asset.facts;
        let area_m2 = floor_area_m2(asset);
        in_box(filter.bbox, snapshot.asset_lon_lat[index])
            && any_name(&filter.boroughs, entry.borough.as_deref())
            && any_name(&filter.owners, Some(&*asset.owner.name))
            && any_of(&filter.occupancies, facts.occupancy.as_ref().map(|fact| fact.value))
            && any_of(&filter.statuses, facts.disposal_status.as_ref().map(|fact| fact.value))
            && any_space(&filter.space_types, facts.space_types.as_ref().map_or(&[], |fact| fact.value.as_slice()))
            && filter.min_area_m2.is_none_or(|least| area_m2.is_some_and(|area| area >= least))
            && filter.max_area_m2.is_none_or(|most| area_m2.is_some_and(|area| area <= most))
            && has_words(&words, || {
                let parts = [Some(asset.name.as_str()), asset.address.as_deref(), asset.reference.as_deref()];
                let postcode = asset.postcode.as_ref().map(Postcode::as_str);
                parts.into_iter().chain([postcode, Some(&*asset.owner.name)]).flatten().collect::<Vec<_>>().join(" ")
            })
    };
    let candidates = match filter.bbox {
        Some(bbox) => assets_near(snapshot, bbox),
        None => (0..snapshot.atlas.assets().len()).collect(),
    };
    listing(candidates, matches, |index| snapshot.atlas.assets()[index].asset.id.0.as_ref(), page)
}

/// Lists areas.
#[must_use]
pub fn areas(snapshot: &Snapshot, filter: &AreaFilter, page: &Page) -> Listing {
    let words = words_of(filter.text.as_deref());
    let matches = |index: usize| {
        let area = &snapshot.atlas.areas()[index];
        any_name(&filter.boroughs, area.borough.as_ref().map(|borough| &*borough.name))
            && has_words(&words, || format!("{} {}", area.name, area.code))
            && filter.bbox.is_none_or(|bbox| touches(&bbox, &snapshot.area_outlines[index]))
    };
    let candidates = match filter.bbox {
        Some(bbox) => areas_near(snapshot, bbox),
        None => (0..snapshot.atlas.areas().len()).collect(),
    };
    listing(candidates, matches, |index| snapshot.atlas.areas()[index].code.0.as_ref(), page)
}

/// Lists published needs.
#[must_use]
pub fn needs(snapshot: &Snapshot, filter: &NeedFilter, page: &Page) -> Listing {
    let words = words_of(filter.text.as_deref());
    let matches = |index: usize| {
        let entry = &snapshot.atlas.needs()[index];
        let need = &entry.need;
        let spaces: Vec<SpaceType> = need.spaces.iter().map(|share| share.space_type).collect();
        in_box(filter.bbox, snapshot.need_lon_lat[index])
            && any_name(&filter.boroughs, entry.borough.as_deref())
            && any_space(&filter.space_types, &spaces)
            && (filter.purposes.is_empty() || need.purposes.iter().any(|purpose| filter.purposes.contains(purpose)))
            && has_words(&words, || {
                format!("{} {} {}", need.title, need.organisation.name, need.serves.as_deref().unwrap_or_default())
            })
    };
    let candidates = (0..snapshot.atlas.needs().len()).collect();
    listing(candidates, matches, |index| snapshot.atlas.needs()[index].need.id.0.as_ref(), page)
}

/// Every asset that may lie in a box, in order of id: a quick answer that leaves none out and may name a few too many.
#[must_use]
pub fn assets_near(snapshot: &Snapshot, bbox: LonLatBox) -> Vec<usize> {
    match grid_box(bbox) {
        Some(extent) => sorted(snapshot.atlas.assets_within(extent)),
        None => (0..snapshot.atlas.assets().len()).collect(),
    }
}

/// Every area that may touch a box, in order of code: a quick answer that leaves none out and may name a few too many.
#[must_use]
pub fn areas_near(snapshot: &Snapshot, bbox: LonLatBox) -> Vec<usize> {
    match grid_box(bbox) {
        Some(extent) => sorted(snapshot.atlas.areas_within(extent)),
        None => (0..snapshot.atlas.areas().len()).collect(),
    }
}

/// The index of the asset with this id.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn asset(snapshot: &Snapshot, id: &str) -> Result<usize, AppError> {
    snapshot.atlas.asset_index(id).ok_or_else(|| not_found("asset", id))
}

/// The index of the area with this code.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn area(snapshot: &Snapshot, code: &str) -> Result<usize, AppError> {
    snapshot.atlas.area_index(code).ok_or_else(|| not_found("area", code))
}

/// The index of the published need with this id.
///
/// # Errors
/// [`AppError::NotFound`], for private needs too.
pub fn need(snapshot: &Snapshot, id: &str) -> Result<usize, AppError> {
    snapshot.atlas.need_index(id).ok_or_else(|| not_found("need", id))
}

/// Usable floor area, or gross internal area where only that is known, m2: what size filters and lists go by.
#[must_use]
pub fn floor_area_m2(asset: &Asset) -> Option<f64> {
    let facts = &asset.facts;
    facts.usable_area_m2.as_ref().or(facts.gross_internal_area_m2.as_ref()).map(|fact| fact.value)
}

fn not_found(what: &'static str, id: &str) -> AppError {
    AppError::NotFound { what, id: id.chars().take(100).collect() }
}

fn sorted(indexes: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut indexes: Vec<usize> = indexes.into_iter().collect();
    indexes.sort_unstable();
    indexes
}

/// The atlas keeps its records in order of id, so index order is id order.
fn listing<'a>(
    candidates: Vec<usize>,
    matches: impl Fn(usize) -> bool,
    id: impl Fn(usize) -> &'a str,
    page: &Page,
) -> Listing {
    let mut found = Listing::default();
    for index in candidates.into_iter().filter(|index| matches(*index)) {
        found.number_matched += 1;
        if page.after.as_deref().is_some_and(|after| id(index) <= after) {
            continue;
        }
        if found.items.len() < page.limit {
            found.items.push(index);
        } else if found.next.is_none() {
            found.next = found.items.last().map(|last| id(*last).to_owned());
        }
    }
    found
}

fn in_box(bbox: Option<LonLatBox>, point: Option<LonLat>) -> bool {
    bbox.is_none_or(|bbox| point.is_some_and(|point| bbox.contains(point)))
}

fn touches(bbox: &LonLatBox, outline: &geo::MultiPolygon<f64>) -> bool {
    bbox.parts().iter().any(|part| {
        let rectangle = geo::Rect::new((part.west_deg, part.south_deg), (part.east_deg, part.north_deg));
        outline.intersects(&rectangle)
    })
}

fn any_of<T: PartialEq + Copy>(wanted: &[Option<T>], value: Option<T>) -> bool {
    wanted.is_empty() || wanted.contains(&value)
}

fn any_space(wanted: &[Option<SpaceType>], there: &[SpaceType]) -> bool {
    wanted.is_empty()
        || wanted.iter().any(|wanted| wanted.map_or(there.is_empty(), |space_type| there.contains(&space_type)))
}

fn any_name(wanted: &[String], name: Option<&str>) -> bool {
    wanted.is_empty()
        || wanted.iter().any(|wanted| match name {
            Some(name) => wanted.to_lowercase() == name.to_lowercase(),
            None => wanted.eq_ignore_ascii_case("unknown"),
        })
}

fn words_of(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default().split_whitespace().map(str::to_lowercase).collect()
}

fn has_words(words: &[String], text: impl Fn() -> String) -> bool {
    words.is_empty() || {
        let text = text().to_lowercase();
        words.iter().all(|word| text.contains(word))
    }
}

/// A grid box that surely covers a box in degrees, to look up in the R-tree before the exact test; `None` when the box
/// reaches beyond what the grid covers, so that everything must be tested.
///
/// A straight edge in degrees is a curve on the grid. Its bulge between two of the 33 points taken along each edge is
/// under 10 m for a box as wide as England, and the margin is a hundredth of the box and at least 100 m.
fn grid_box(bbox: LonLatBox) -> Option<Extent> {
    const STEPS: u32 = 32;
    if bbox.west_deg > bbox.east_deg {
        return None;
    }
    let along = |from: f64, to: f64, step: u32| from + (to - from) * f64::from(step) / f64::from(STEPS);
    let edges: Vec<LonLat> = (0..=STEPS)
        .flat_map(|step| {
            let lon_deg = along(bbox.west_deg, bbox.east_deg, step);
            let lat_deg = along(bbox.south_deg, bbox.north_deg, step);
            [
                LonLat { lon_deg, lat_deg: bbox.south_deg },
                LonLat { lon_deg, lat_deg: bbox.north_deg },
                LonLat { lon_deg: bbox.west_deg, lat_deg },
                LonLat { lon_deg: bbox.east_deg, lat_deg },
            ]
        })
        .collect();
    let on_grid: Option<Vec<Position>> = projection::to_british_national_grid(&edges).ok()?.into_iter().collect();
    let extent = Extent::around(on_grid?)?;
    let width_m = extent.max.easting_m - extent.min.easting_m;
    let height_m = extent.max.northing_m - extent.min.northing_m;
    let margin_m = (width_m.max(height_m) / 100.0).max(100.0);
    Some(Extent {
        min: Position { easting_m: extent.min.easting_m - margin_m, northing_m: extent.min.northing_m - margin_m },
        max: Position { easting_m: extent.max.easting_m + margin_m, northing_m: extent.max.northing_m + margin_m },
    })
}
