//! What is in a file: every feature of the list, with its values and its place, in every format.

use catmap::app::collections;
use catmap::features::Crs;
use catmap::publish::format::{About, Export, Format, write};
use time::macros::datetime;

use super::read::{csv_rows, read};
use super::{COLLECTIONS, file, listed};
use crate::api::Service;

/// The formats with features in them.
fn formats() -> impl Iterator<Item = Format> {
    Format::ALL.into_iter().filter(|format| *format != Format::CsvMetadata)
}

#[tokio::test]
async fn every_file_holds_the_values_and_places_that_the_pages_show() {
    let service = Service::usual().await;
    for collection in COLLECTIONS {
        for format in formats() {
            let slug = format.slug();
            let mut expected = listed(&service, collection, &format!("crs={}", format.systems()[0].uri())).await;
            let mut found = read(slug, &file(&service, collection, &format!("f={slug}")).await).await;
            if matches!(format, Format::Csv | Format::Xlsx) {
                expected.values_mut().for_each(|feature| feature.shape = None);
                for column in ["easting_m", "northing_m", "longitude", "latitude"] {
                    found.values_mut().for_each(|feature| drop(feature.values.remove(column)));
                }
            }
            assert_eq!(found.len(), expected.len(), "{collection} {slug}");
            for (id, feature) in &expected {
                assert_eq!(&found[id], feature, "{collection} {slug} {id}");
            }
        }
    }
}

#[tokio::test]
async fn coordinates_are_x_before_y_in_every_system_whatever_its_authority_says() {
    let service = Service::usual().await;
    for format in [Format::GeoPackage, Format::FlatGeobuf, Format::GeoParquet] {
        for crs in format.systems() {
            for collection in ["assets", "areas"] {
                let in_x_y = if crs.is_y_first() { Crs::Crs84 } else { *crs };
                let expected = listed(&service, collection, &format!("crs={}", in_x_y.uri())).await;
                let query = format!("f={}&crs={}", format.slug(), crs.uri());
                let found = read(format.slug(), &file(&service, collection, &query).await).await;
                assert_eq!(found, expected, "{query}");
            }
        }
    }
}

#[tokio::test]
async fn tables_give_the_place_on_the_grid_and_in_degrees() {
    let service = Service::usual().await;
    let (grid, degrees) = (format!("crs={}", Crs::Epsg27700.uri()), format!("crs={}", Crs::Crs84.uri()));
    let (on_grid, in_degrees) = (listed(&service, "assets", &grid).await, listed(&service, "assets", &degrees).await);
    let place = |shape: &Option<geo::Geometry>| match shape {
        Some(geo::Geometry::Point(point)) => (Some(point.x().to_string()), Some(point.y().to_string())),
        _ => (None, None),
    };
    let rows = csv_rows(&file(&service, "assets", "f=csv").await);
    assert_eq!(rows.len(), on_grid.len());
    for row in rows {
        let (id, cell) = (&row["id"], |name: &str| row.get(name).cloned());
        assert_eq!((cell("easting_m"), cell("northing_m")), place(&on_grid[id].shape), "{id}");
        assert_eq!((cell("longitude"), cell("latitude")), place(&in_degrees[id].shape), "{id}");
    }
    let areas = listed(&service, "areas", &grid).await;
    for row in csv_rows(&file(&service, "areas", "f=csv").await) {
        use geo::Contains;
        let number = |name: &str| row[name].parse::<f64>().unwrap();
        let point = geo::Point::new(number("easting_m"), number("northing_m"));
        assert!(areas[&row["id"]].shape.as_ref().unwrap().contains(&point), "{}", row["id"]);
    }
}

#[tokio::test]
async fn a_collection_with_nothing_in_it_is_a_file_that_opens_and_is_empty() {
    let service = Service::of(&crate::region::Region::empty()).await;
    for format in formats() {
        for collection in COLLECTIONS {
            let found = read(format.slug(), &file(&service, collection, &format!("f={}", format.slug())).await).await;
            assert!(found.is_empty(), "{collection} {}", format.slug());
        }
    }
}

#[tokio::test]
async fn the_same_features_are_the_same_bytes_however_often_they_are_written() {
    let service = Service::usual().await;
    let snapshot = service.catalogue.snapshot().await.unwrap();
    for features in collections::all(&snapshot) {
        let items: Vec<usize> = (0..features.len()).rev().collect();
        let about = About {
            asked: vec![("sortby".to_owned(), "-id".to_owned())],
            number_matched: items.len(),
            address: None,
            as_at: datetime!(2026-11-22 12:00 UTC),
            sources: snapshot.atlas.sources().to_vec(),
        };
        for format in Format::ALL {
            let bytes = || {
                let crs = format.systems()[0];
                let export = Export { features: &*features, items: &items, crs, about: &about };
                let out = tempfile::NamedTempFile::new().unwrap();
                write(format, &export, &mut out.reopen().unwrap()).unwrap();
                std::fs::read(out.path()).unwrap()
            };
            assert!(bytes() == bytes(), "{} {}", features.described().name, format.slug());
        }
    }
}
