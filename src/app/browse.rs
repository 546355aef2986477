//! What is asked of assets, areas and needs that are listed, and how one is looked up.

use crate::app::AppError;
use crate::app::catalogue::Snapshot;
use crate::domain::asset::{Asset, DisposalStatus, Occupancy, SpaceType};
use crate::domain::need::Purpose;
use crate::domain::postcode::Postcode;

/// What an asset must be to be listed. Empty lists do not filter; `None` inside a list stands for "unknown".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AssetFilter {
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
    /// In one of these boroughs.
    pub boroughs: Vec<String>,
    /// With all of these words in name or code.
    pub text: Option<String>,
}

/// What a published need must be to be listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NeedFilter {
    /// In one of these boroughs.
    pub boroughs: Vec<String>,
    /// Asking for at least one of these kinds of space.
    pub space_types: Vec<Option<SpaceType>>,
    /// For at least one of these purposes.
    pub purposes: Vec<Purpose>,
    /// With all of these words in title, organisation or whom it serves.
    pub text: Option<String>,
}

/// What a feature must be, by its number.
pub type Holds<'a> = Box<dyn Fn(usize) -> bool + 'a>;

/// Whether an asset is what a filter asks for.
#[must_use]
pub fn assets<'a>(snapshot: &'a Snapshot, filter: AssetFilter) -> Holds<'a> {
    let words = words_of(filter.text.as_deref());
    Box::new(move |index| {
        let entry = &snapshot.atlas.assets()[index];
        let asset = &entry.asset;
        let facts = &asset.facts;
        let area_m2 = floor_area_m2(asset);
        any_name(&filter.boroughs, entry.borough.as_deref())
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
    })
}

/// Whether an area is what a filter asks for.
#[must_use]
pub fn areas<'a>(snapshot: &'a Snapshot, filter: AreaFilter) -> Holds<'a> {
    let words = words_of(filter.text.as_deref());
    Box::new(move |index| {
        let area = &snapshot.atlas.areas()[index];
        any_name(&filter.boroughs, area.borough.as_ref().map(|borough| &*borough.name))
            && has_words(&words, || format!("{} {}", area.name, area.code))
    })
}

/// Whether a need is what a filter asks for.
#[must_use]
pub fn needs<'a>(snapshot: &'a Snapshot, filter: NeedFilter) -> Holds<'a> {
    let words = words_of(filter.text.as_deref());
    Box::new(move |index| {
        let entry = &snapshot.atlas.needs()[index];
        let need = &entry.need;
        let spaces: Vec<SpaceType> = need.spaces.iter().map(|share| share.space_type).collect();
        any_name(&filter.boroughs, entry.borough.as_deref())
            && any_space(&filter.space_types, &spaces)
            && (filter.purposes.is_empty() || need.purposes.iter().any(|purpose| filter.purposes.contains(purpose)))
            && has_words(&words, || {
                format!("{} {} {}", need.title, need.organisation.name, need.serves.as_deref().unwrap_or_default())
            })
    })
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
