//! The story of a layer told to both databases: taken in, replaced, taken away, and each of these undone.

use catmap::domain::layer::{
    ContextLayer, LayerAbout, LayerAct, LayerColumn, LayerFeature, LayerKind, LayerName, LayerShapes, LayerValue,
};
use catmap::domain::source::{Source, SourceId};
use catmap::store::StoreError;
use geo::{Geometry, LineString, MultiLineString, MultiPolygon, Point, Polygon};
use time::macros::{date, datetime};

use crate::store_contract::Database;

pub fn layer(name: &str, title: &str, shapes: LayerShapes, features: Vec<LayerFeature>) -> ContextLayer {
    let name = LayerName::parse(name).unwrap();
    let kinds = LayerKind::ALL.iter().map(|kind| LayerColumn {
        name: format!("a_{}", kind.slug()),
        title: format!("A {}", kind.label()),
        kind: *kind,
    });
    let source = Source {
        id: SourceId::new(name.collection()),
        title: title.to_owned(),
        publisher: "Aldermere Council".to_owned(),
        licence: Some("Open Government Licence v3.0".to_owned()),
        as_at: Some(date!(2026 - 10 - 01)),
        file_name: format!("{title}.gpkg"),
        fictional: true,
    };
    let about = LayerAbout {
        name,
        title: title.to_owned(),
        shapes,
        columns: kinds.collect(),
        source,
        checksum: "c0ffee".to_owned(),
        features: features.len() as u64,
        left_out: 0,
    };
    ContextLayer { about, features }
}

pub fn feature(key: &str, number: f64, shape: Option<Geometry<f64>>) -> LayerFeature {
    let values = vec![
        Some(LayerValue::Text(format!("\"{key}\" – null, 'é'"))),
        Some(LayerValue::Integer(i64::MIN)),
        Some(LayerValue::Number(number)),
        Some(LayerValue::Boolean(true)),
        Some(LayerValue::Date(date!(1999 - 12 - 31))),
    ];
    LayerFeature { key: key.to_owned(), values, shape }
}

fn one_of_each_shape() -> Vec<ContextLayer> {
    let line = LineString::from(vec![(333_000.1, 388_000.0), (334_000.0, 389_000.7)]);
    let ring = LineString::from(vec![(333_000.0, 388_000.0), (334_000.0, 388_000.0), (334_000.0, 389_000.0)]);
    let hole = LineString::from(vec![(333_800.0, 388_100.0), (333_900.0, 388_100.0), (333_900.0, 388_200.0)]);
    let area = MultiPolygon(vec![Polygon::new(ring, vec![hole])]);
    let nothing = LayerFeature { values: vec![None; 5], ..feature("unknown", 0.0, None) };
    let point = |x: f64| Some(Geometry::Point(Point::new(x, 388_123.456_789)));
    vec![
        layer("areas", "Areas", LayerShapes::Areas, vec![feature("a", 0.1 + 0.2, Some(Geometry::from(area)))]),
        layer(
            "lines",
            "Lines",
            LayerShapes::Lines,
            vec![feature("a", 1e300, Some(MultiLineString(vec![line]).into()))],
        ),
        layer("points", "Points", LayerShapes::Points, vec![feature("a", -0.0, point(333_001.0)), nothing]),
        layer("table", "Table", LayerShapes::Nothing, vec![feature("a", 5e-324, None)]),
    ]
}

#[tokio::test]
async fn a_layer_comes_back_as_it_was_with_every_kind_of_value_and_shape_and_what_is_unknown_stays_unknown() {
    let at = datetime!(2026-11-22 12:00 UTC);
    for database in Database::both().await {
        let store = database.open().await;
        let layers = one_of_each_shape();
        for layer in layers.iter().rev() {
            assert!(store.take_layer(layer, "somebody", at).await.unwrap().is_some());
        }
        let holdings = store.holdings().await.unwrap();
        assert_eq!(holdings.layers, layers, "in the order of their names");
        let sources: Vec<&str> = holdings.sources.iter().map(|source| &*source.id.0).collect();
        assert_eq!(sources, ["layer-areas", "layer-lines", "layer-points", "layer-table"]);
        assert_eq!(store.entered().await.unwrap().sources, holdings.sources);
        let change = store.latest_change().await.unwrap();
        assert_eq!(store.take_layer(&layers[0], "somebody", at).await.unwrap(), None, "just this is shown already");
        assert_eq!(store.latest_change().await.unwrap(), change);
    }
}

#[tokio::test]
async fn a_layer_is_replaced_and_taken_away_and_each_act_is_undone_the_last_one_first() {
    let at = datetime!(2026-11-22 12:00 UTC);
    for database in Database::both().await {
        let store = database.open().await;
        let titles = async || -> Vec<String> {
            store.holdings().await.unwrap().layers.into_iter().map(|layer| layer.about.title).collect()
        };
        let with = |title: &str, key: &str| layer("stops", title, LayerShapes::Nothing, vec![feature(key, 1.0, None)]);
        let name = LayerName::parse("stops").unwrap();
        let first = store.take_layer(&with("First", "a"), "ann", at).await.unwrap().unwrap();
        let second = store.take_layer(&with("Second", "b"), "bob", at).await.unwrap().unwrap();
        assert_eq!(titles().await, ["Second"]);
        let removal = store.remove_layer(&name, "cy", at).await.unwrap();
        assert!(titles().await.is_empty());
        assert!(matches!(store.remove_layer(&name, "cy", at).await, Err(StoreError::Conflict { .. })));
        for too_early in [first, second] {
            let Err(StoreError::Conflict { reason, .. }) = store.undo_layer(too_early, "di", at).await else {
                panic!("edition {too_early} was undone")
            };
            assert!(reason.contains("Undo that first"), "{reason}");
        }
        for (edition, left) in [(removal, vec!["Second"]), (second, vec!["First"]), (first, vec![])] {
            assert!(store.undo_layer(edition, "di", at).await.unwrap().undone);
            assert_eq!(titles().await, left);
            assert!(store.undo_layer(edition, "di", at).await.is_err(), "once is enough");
        }
        assert!(store.undo_layer(99, "di", at).await.is_err());
        let acts: Vec<(LayerAct, bool)> =
            store.layer_editions().await.unwrap().iter().map(|edition| (edition.act, edition.undone)).collect();
        assert_eq!(acts, [(LayerAct::Import, true), (LayerAct::Import, true), (LayerAct::Removal, true)]);
        // The trail: what was shown before and after each act.
        let told = |text: Option<&str>| -> Option<String> {
            let about: LayerAbout = serde_json::from_str(text?).unwrap();
            Some(about.title)
        };
        let trail: Vec<(Option<String>, Option<String>)> = store
            .changes_after(0, 100)
            .await
            .unwrap()
            .iter()
            .map(|change| (told(change.before.as_deref()), told(change.after.as_deref())))
            .collect();
        let (one, two) = (Some("First".to_owned()), Some("Second".to_owned()));
        let expected = [
            (None, one.clone()),
            (one.clone(), two.clone()),
            (two.clone(), None),
            (None, two.clone()),
            (two, one.clone()),
            (one, None),
        ];
        assert_eq!(trail, expected);
    }
}

#[tokio::test]
async fn a_layer_of_which_features_are_missing_is_damage_and_not_a_smaller_layer() {
    for database in Database::both().await {
        let store = database.open().await;
        for layer in one_of_each_shape() {
            store.take_layer(&layer, "somebody", datetime!(2026-11-22 12:00 UTC)).await.unwrap();
        }
        database.meddle("DELETE FROM layer_features WHERE feature_key = 'unknown'").await;
        assert!(matches!(store.holdings().await, Err(StoreError::Corrupt { .. })));
    }
}
