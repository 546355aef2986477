//! One pairing as the simulation sees it, and what names its draws.

use crate::atlas::{Atlas, LocalityKind, Place};
use crate::domain::matches::PlaceFigures;
use crate::matching::find::Scored;

/// One of the pairings to choose from.
///
/// Draws belong to what is uncertain, not to the pairing. Two assets in one building, or one asset beside two needs, share
/// whatever deprivation, price level and activity turn out to be: were each given its own, the simulation would find
/// differences between them that cannot exist, and call the sure win of the better one a toss-up (common random numbers).
/// What is not known of a lease belongs to the asset in the same way. What is not known of fit belongs to the pairing: an
/// area that turns out small suits one need and not another.
#[derive(Clone, Debug)]
pub struct Alternative<'a> {
    /// Names the pairing among the others: the asset in a need's list, the need in an asset's.
    pub id: &'a str,
    /// What people call it.
    pub title: &'a str,
    /// Names the asset.
    pub asset: &'a str,
    /// Names the place.
    pub place: String,
    /// What is known of the place.
    pub figures: PlaceFigures,
    /// The pillars with their ranges.
    pub scored: Scored,
}

/// Names the place of an asset: assets with one name share what is drawn of it. An area shares its price level and its
/// activity; two assets somewhere in one postcode district may stand far apart, and nobody knows that two assets of
/// unknown place stand together.
#[must_use]
pub fn place_name(atlas: &Atlas, asset: usize) -> String {
    let placed = &atlas.assets()[asset];
    match placed.place {
        Place::At { position, .. } => format!("at {} {}", position.easting_m, position.northing_m),
        Place::Within(locality) => match &atlas.localities()[locality].kind {
            LocalityKind::Area(area) => format!("in {}", atlas.areas()[*area].code),
            LocalityKind::District(_) => format!("of {}", placed.asset.id),
        },
        Place::Nowhere => format!("of {}", placed.asset.id),
    }
}
