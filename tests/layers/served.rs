//! A layer is served like every other collection: listed, filtered, sorted, tiled, and gone when it is taken away.

use catmap::app::layers::{LayerName, LayerOptions, LayerSaid, LayerTaken, remove_layer, take_layer, undo_layer};
use geozero::mvt::{Message, Tile};
use serde_json::Value;
use tempfile::TempDir;

use super::makers;
use crate::api::Service;

pub fn said(name: &str) -> LayerSaid {
    LayerSaid {
        name: LayerName::parse(name).unwrap(),
        title: Some("Schools".to_owned()),
        publisher: "Aldermere Council".to_owned(),
        licence: "Open Government Licence v3.0".to_owned(),
        as_at: None,
        fictional: true,
    }
}

/// A service with the schools as a layer.
pub async fn with_schools() -> (Service, LayerTaken) {
    let service = Service::usual().await;
    let folder = TempDir::new().unwrap();
    let file = makers::geojson(folder.path());
    let store = service.catalogue.store();
    let taken = take_layer(store, &file, said("schools"), LayerOptions::default(), "ann").await.unwrap();
    (service, taken)
}

fn names(page: &Value) -> Vec<&str> {
    let features = page["features"].as_array().unwrap().iter();
    features.map(|feature| feature["properties"]["school_name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_layer_is_a_collection_with_its_own_typed_properties() {
    let (service, taken) = with_schools().await;
    assert_eq!((taken.about.features, taken.notes.len()), (3, 0));
    let collection = service.json("/collections/layer-schools").await;
    let about =
        "Schools: a context layer from Aldermere Council (Open Government Licence v3.0), shown as it was given.";
    assert_eq!((collection["title"].as_str(), collection["description"].as_str()), (Some("Schools"), Some(about)));
    let schema = service.json("/collections/layer-schools/schema").await;
    let kind = |name: &str| schema["properties"][name]["type"].as_str().unwrap().to_owned();
    assert_eq!(["school_name", "pupils", "share", "open"].map(kind), ["string", "integer", "number", "boolean"]);
    assert_eq!(schema["properties"]["since"]["format"], "date");
    assert_eq!(schema["properties"]["school_name"]["description"], "\"School Name\", as the file has it.");
    let page = service.json("/collections/layer-schools/items?crs=http://www.opengis.net/def/crs/EPSG/0/27700").await;
    let first = &page["features"][0];
    assert_eq!((first["id"].as_str(), first["properties"]["id"].as_str()), (Some("11"), Some("11")));
    assert_eq!(first["geometry"]["coordinates"], serde_json::json!([333_500.0, 388_500.0]));
    assert_eq!((&first["properties"]["pupils"], &first["properties"]["since"]), (&210.into(), &"1999-09-01".into()));
    assert!(page["features"][1]["properties"]["pupils"].is_null(), "what is not known is null");
    let sources = service.json("/collections/sources/items/layer-schools").await;
    assert_eq!(sources["properties"]["publisher"], "Aldermere Council");
    let api = service.json("/api").await;
    assert!(api["paths"]["/collections/layer-schools/items"].is_object());
    assert!(api["components"]["schemas"]["LayerSchoolsFeature"].is_object());
}

#[tokio::test]
async fn a_layer_is_filtered_sorted_boxed_and_tiled_like_any_other_collection() {
    let (service, _) = with_schools().await;
    let items = "/collections/layer-schools/items";
    for (query, expected) in [
        ("pupils=90", vec!["St Anne's"]),
        ("pupils=unknown", vec!["Dock Road High"]),
        ("open=true&sortby=-school_name", vec!["Éire Lane Primary", "St Anne's"]),
        ("filter=pupils%20%3E%20100", vec!["Éire Lane Primary"]),
        ("filter=ACCENTI(CASEI(school_name))%20LIKE%20ACCENTI(CASEI('eire%25'))", vec!["Éire Lane Primary"]),
        ("filter=since%20%3C%20DATE('2005-01-01')&sortby=since", vec!["Éire Lane Primary", "Dock Road High"]),
        (
            "bbox=335000,389000,336000,391000&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/27700",
            vec!["Dock Road High"],
        ),
    ] {
        let page = service.json(&format!("{items}?{query}")).await;
        assert_eq!(names(&page), expected, "{query}");
        assert_eq!(page["numberMatched"], expected.len(), "{query}");
    }
    assert_eq!(service.get(&format!("{items}?nonsense=1")).await.status, 400);
    let reply = service.get("/collections/layer-schools/tiles/WebMercatorQuad/10/331/503").await;
    let tile = Tile::decode(reply.body.as_slice()).unwrap();
    assert_eq!((tile.layers[0].name.as_str(), tile.layers[0].features.len()), ("layer-schools", 3));
    assert!(tile.layers[0].keys.iter().any(|key| key == "school_name"));
}

#[tokio::test]
async fn a_layer_that_is_taken_away_is_gone_and_comes_back_when_that_is_undone() {
    let (service, taken) = with_schools().await;
    let status = async || service.get("/collections/layer-schools").await.status.as_u16();
    assert_eq!(status().await, 200);
    let store = service.catalogue.store();
    let removal = remove_layer(store, &taken.about.name, "ann").await.unwrap();
    assert_eq!(status().await, 404);
    undo_layer(store, removal, "ann").await.unwrap();
    assert_eq!(status().await, 200);
    undo_layer(store, taken.edition.unwrap(), "ann").await.unwrap();
    assert_eq!(status().await, 404);
}

#[tokio::test]
async fn a_layer_must_say_whose_it_is_and_on_what_terms() {
    let service = Service::usual().await;
    let folder = TempDir::new().unwrap();
    let file = makers::geojson(folder.path());
    for said in [
        LayerSaid { publisher: " ".to_owned(), ..said("schools") },
        LayerSaid { licence: String::new(), ..said("schools") },
    ] {
        let refused = take_layer(service.catalogue.store(), &file, said, LayerOptions::default(), "ann").await;
        assert!(refused.unwrap_err().to_string().contains("whose it is"));
    }
}
