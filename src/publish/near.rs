//! What is near an asset, as JSON: the nearest features of each context layer with their distances.

use serde_json::{Value, json};

use crate::publish::schema::{boolean, list, number, object, or_null, text};

/// One layer with what of it is near.
#[derive(Clone, Debug)]
pub struct NearLayer<'a> {
    /// What its collection is called in addresses.
    pub collection: &'a str,
    /// What people call it.
    pub title: &'a str,
    /// Who publishes it.
    pub publisher: &'a str,
    /// On what terms it may be used.
    pub licence: Option<&'a str>,
    /// Key, name and distance in metres of each feature, nearest first.
    pub features: Vec<(&'a str, String, f64)>,
}

/// From where distances are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// From the place of the asset.
    There,
    /// From the middle of a wider place, because the exact one is withheld or not known.
    Around,
    /// From nowhere: the asset is not on the map.
    Nowhere,
}

/// What is near, within so many metres.
#[must_use]
pub fn near_json(asset: &str, from: From, within_m: f64, layers: &[NearLayer<'_>]) -> Value {
    let layers: Vec<Value> = layers
        .iter()
        .map(|layer| {
            let feature = |(id, name, distance_m): &(&str, String, f64)| {
                json!({ "id": id, "name": name, "distance_m": distance_m.round() })
            };
            json!({
                "collection": layer.collection,
                "title": layer.title,
                "publisher": layer.publisher,
                "licence": layer.licence,
                "features": layer.features.iter().map(feature).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "asset": asset,
        "coarse": from == From::Around,
        "within_m": within_m,
        "sentence": sentence(from, layers.is_empty()),
        "layers": layers,
    })
}

const fn sentence(from: From, no_layers: bool) -> &'static str {
    match (from, no_layers) {
        (From::Nowhere, _) => "It is not on the map, so what is near it is not known.",
        (_, true) => "No layers of schools, stops or the like are loaded here.",
        (From::There, false) => "Distances are in a straight line. 0 m means that it lies inside.",
        (From::Around, false) => {
            "It is only shown roughly, so distances are in a straight line from the middle of where it is shown. 0 m means that \
             it may lie inside."
        }
    }
}

/// The schema of [`near_json`].
#[must_use]
pub fn schema() -> Value {
    let feature = object(
        "A feature that is near.",
        [
            ("id", text("Its key in its collection.")),
            ("name", text("What its layer calls it; else its key.")),
            ("distance_m", number("Metres in a straight line; 0 inside an area.")),
        ],
    );
    let layer = object(
        "A context layer.",
        [
            ("collection", text("What its collection is called.")),
            ("title", text("What people call it.")),
            ("publisher", text("Who publishes it.")),
            ("licence", or_null(text("On what terms it may be used."))),
            ("features", list("The nearest of it, nearest first.", feature)),
        ],
    );
    object(
        "What is near an asset.",
        [
            ("asset", text("Key of the asset.")),
            ("coarse", boolean("Whether distances are from the middle of a wider place.")),
            ("within_m", number("Nothing further away is told, metres.")),
            ("sentence", text("What distances are from.")),
            ("layers", list("Every context layer, in order of name.", layer)),
        ],
    )
}
