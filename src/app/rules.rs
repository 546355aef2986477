//! What statutory rules say of an asset on a day: the asset as the viewer sees it beside lists of community value.

use time::{Date, OffsetDateTime};

use crate::app::catalogue::Snapshot;
use crate::app::collections::assets::AssetFeatures;
use crate::app::{AppError, browse};
use crate::domain::asset::Asset;
use crate::domain::listed::CommunityValueListing;
use crate::domain::person::{council_slug, organisation_slug};
use crate::domain::rules::{Case, Flag, PerhapsListed, Undervalue, flags, undervalue};
use crate::store::Store;

/// Two points no further apart than this may be of one place, metres.
const SAME_PLACE_M: f64 = 100.0;

/// Two places of one name further apart than this are two places, metres.
const OTHER_PLACE_M: f64 = 1_000.0;

/// What is asked beside the asset.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RulesAsked {
    /// The day; today unless said.
    pub on: Option<Date>,
    /// What would be paid, GBP.
    pub consideration_gbp: Option<f64>,
    /// The day of the owner's notice.
    pub notice_on: Option<Date>,
}

/// What the rules say.
pub struct RulesTold {
    /// The day.
    pub on: Date,
    /// Each rule.
    pub flags: Vec<Flag>,
    /// What the price would give up, when value and price are known.
    pub undervalue: Option<Undervalue>,
}

/// What every rule says of an asset. Nothing is compared but what the viewer may see.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such asset; [`AppError::Unavailable`] when the lists cannot be read.
pub async fn rules_of_asset(
    store: &Store,
    snapshot: &Snapshot,
    id: &str,
    asked: RulesAsked,
) -> Result<RulesTold, AppError> {
    let index = browse::asset(snapshot, id)?;
    let asset = &snapshot.atlas.assets()[index].asset;
    let council = council_slug(&asset.owner.name);
    let mut list_loaded = false;
    let mut found: Vec<(CommunityValueListing, bool)> = Vec::new();
    let take = |listing: CommunityValueListing| {
        let of_council = listing.council.as_deref().is_none_or(|other| council_slug(other) == council);
        list_loaded |= of_council && listing.council.is_some();
        if of_council && let Some(same_place) = may_be(&listing, asset) {
            found.push((listing, same_place));
        }
    };
    store.each_community_value_listing(take).await?;
    found.sort_by(|(one, _), (other, _)| one.reference.cmp(&other.reference));
    let listings: Vec<PerhapsListed<'_>> =
        found.iter().map(|(listing, same_place)| PerhapsListed { listing, same_place: *same_place }).collect();
    let on = asked.on.unwrap_or_else(|| OffsetDateTime::now_utc().date());
    let RulesAsked { consideration_gbp, notice_on, .. } = asked;
    let rounded = AssetFeatures(snapshot).row(index).is_coarse();
    let open_space = open_space(snapshot, asset);
    let case = Case { asset, listings: &listings, list_loaded, open_space, consideration_gbp, notice_on, rounded, on };
    Ok(RulesTold { on, flags: flags(&case), undervalue: undervalue(asset, consideration_gbp) })
}

/// What a layer is called by that shows open space, in small letters.
const OPEN_SPACE_WORDS: [&str; 4] = ["open space", "open-space", "greenspace", "green space"];

/// The title of a loaded layer of open space that an asset lies in, whose exact place the viewer may see.
fn open_space<'s>(snapshot: &'s Snapshot, asset: &Asset) -> Option<&'s str> {
    let from = asset.position.filter(|_| asset.precision.is_exact())?;
    let shows_it = |title: &str| {
        let title = title.to_lowercase();
        OPEN_SPACE_WORDS.iter().any(|word| title.contains(word))
    };
    let mut layers = snapshot.atlas.context().iter().filter(|layer| shows_it(&layer.about.title));
    layers.find(|layer| !layer.nearest(from, 1, 0.0).is_empty()).map(|layer| layer.about.title.as_str())
}

/// Whether a listing may be of the asset: it has the same name, and its place does not speak against it. Then, whether its
/// place speaks for it.
fn may_be(listing: &CommunityValueListing, asset: &Asset) -> Option<bool> {
    let name = organisation_slug(&asset.name);
    if name.is_empty() || organisation_slug(&listing.name) != name {
        return None;
    }
    let places = listing.position.zip(asset.position.filter(|_| asset.precision.is_exact()));
    let apart_m = places.map(|(one, other)| (one.easting_m - other.easting_m).hypot(one.northing_m - other.northing_m));
    let postcodes = listing.postcode.as_ref().zip(asset.postcode.as_ref());
    let elsewhere = apart_m.is_some_and(|metres| metres > OTHER_PLACE_M)
        || postcodes.is_some_and(|(one, other)| one.outward() != other.outward());
    let same_postcode = postcodes.is_some_and(|(one, other)| one.is_whole() && other.is_whole() && one == other);
    let same_place = same_postcode || apart_m.is_some_and(|metres| metres <= SAME_PLACE_M);
    (!elsewhere).then_some(same_place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::fixture::{asset, at, board, source, square, vacant};
    use crate::domain::layer::{ContextLayer, LayerAbout, LayerFeature, LayerName, LayerShapes};
    use crate::domain::source::Source;

    fn layer(name: &str, title: &str) -> ContextLayer {
        let corner = at(0.0, 0.0);
        let shape = square(corner.easting_m, corner.northing_m, 200.0);
        let source = Source {
            id: source(name),
            title: title.to_owned(),
            publisher: "Somebody".to_owned(),
            licence: None,
            as_at: None,
            file_name: String::new(),
            fictional: true,
        };
        let about = LayerAbout {
            name: LayerName::parse(name).unwrap(),
            title: title.to_owned(),
            shapes: LayerShapes::Areas,
            columns: Vec::new(),
            source,
            checksum: String::new(),
            features: 1,
            left_out: 0,
        };
        let feature = LayerFeature { key: "1".to_owned(), values: Vec::new(), shape: Some(shape.into()) };
        ContextLayer { about, features: vec![feature] }
    }

    #[test]
    fn only_a_layer_of_open_space_counts_and_only_for_an_exact_place_inside_it() {
        let mut holdings = board(2);
        holdings.layers = vec![layer("a-flood", "Flood zone 3"), layer("b-green", "Green spaces of Aldermere")];
        let (inside, outside) = (Some(at(100.0, 100.0)), Some(at(300.0, 100.0)));
        // The exact place of an empty one is withheld.
        holdings.assets = vec![asset("a", inside), asset("b", outside), vacant("c", inside), asset("d", None)];
        let snapshot = Snapshot::of(holdings).unwrap();
        let found: Vec<Option<&str>> =
            snapshot.atlas.assets().iter().map(|entry| open_space(&snapshot, &entry.asset)).collect();
        assert_eq!(found, [Some("Green spaces of Aldermere"), None, None, None]);
    }
}
