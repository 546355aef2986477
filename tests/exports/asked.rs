//! What is asked for is what is in the file, and the file says so.

use std::collections::BTreeSet;
use std::process::Command;

use axum::http::StatusCode;
use catmap::publish::format::Format;
use flatgeobuf::FgbReader;
use geozero::mvt::{Message, Tile};
use parquet::file::reader::{FileReader, SerializedFileReader};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use super::read::{csv_rows, database, read, sequence, sheet};
use super::{file, listed, names};
use crate::api::Service;

/// A condition on assets, made at random.
fn condition(random: &mut ChaCha8Rng) -> String {
    let area = random.random_range(0..1300);
    let west = random.random_range(-3.05..-2.9);
    let south = random.random_range(53.38..53.43);
    let conditions = [
        format!("usable_area_m2 > {area}"),
        format!("usable_area_m2 <= {area}"),
        "occupancy = 'vacant'".to_owned(),
        "occupancy IS NULL".to_owned(),
        "borough IN ('Aldermere', 'Nowhere')".to_owned(),
        format!("name LIKE '%{}%'", random.random_range(0..10)),
        "rent_gbp_per_year IS NOT NULL".to_owned(),
        format!("S_INTERSECTS(geometry, BBOX({west}, {south}, {}, {}))", west + 0.05, south + 0.03),
        format!("deprivation BETWEEN 0.1 AND {}", random.random_range(0.2..0.9)),
    ];
    let one = conditions.choose(random).unwrap().clone();
    if random.random_bool(0.2) { format!("NOT ({one})") } else { one }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn a_file_holds_exactly_what_the_list_shows_under_any_filter() {
    let service = Service::usual().await;
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let (mut sizes, formats) = (BTreeSet::new(), ["csv", "fgb", "gpkg", "parquet", "geojsonseq"]);
    for turn in 0..40 {
        let joined = if random.random_bool(0.5) { "AND" } else { "OR" };
        let filter = format!("({}) {joined} ({})", condition(&mut random), condition(&mut random));
        let query = format!("filter={}", encoded(&filter));
        let expected: BTreeSet<String> = listed(&service, "assets", &query).await.into_keys().collect();
        let slug = formats[turn % formats.len()];
        let found = read(slug, &file(&service, "assets", &format!("f={slug}&{query}")).await).await;
        assert_eq!(found.into_keys().collect::<BTreeSet<_>>(), expected, "{slug} {filter}");
        sizes.insert(expected.len());
    }
    assert!(sizes.len() > 10, "the filters were all alike: {sizes:?}");
}

#[tokio::test]
async fn a_file_holds_exactly_what_the_map_draws() {
    let service = Service::usual().await;
    for collection in ["assets", "areas"] {
        let features = read("fgb", &file(&service, collection, "f=fgb").await).await;
        let placed: BTreeSet<String> =
            features.into_iter().filter(|(_, feature)| feature.shape.is_some()).map(|(id, _)| id).collect();
        let mut drawn = BTreeSet::new();
        for (x, y) in (2011..=2017).flat_map(|x| (1323..=1329).map(move |y| (x, y))) {
            let path = format!("/collections/{collection}/tiles/WebMercatorQuad/12/{y}/{x}");
            for layer in Tile::decode(service.get(&path).await.body.as_slice()).unwrap().layers {
                let key = layer.keys.iter().position(|key| key == "id").unwrap();
                for feature in &layer.features {
                    let pair = feature.tags.chunks(2).find(|pair| pair[0] as usize == key).unwrap();
                    drawn.insert(layer.values[pair[1] as usize].string_value.clone().unwrap());
                }
            }
        }
        assert_eq!(drawn, placed, "{collection}");
    }
}

#[tokio::test]
async fn features_are_in_the_order_asked_for() {
    let service = Service::usual().await;
    let page = service.json("/collections/assets/items?limit=10000&sortby=-usable_area_m2,name").await;
    let expected: Vec<&str> =
        page["features"].as_array().unwrap().iter().map(|feature| feature["id"].as_str().unwrap()).collect();
    let sorted = "sortby=-usable_area_m2,name";
    let rows = csv_rows(&file(&service, "assets", &format!("f=csv&{sorted}")).await);
    assert_eq!(rows.iter().map(|row| row["id"].as_str()).collect::<Vec<_>>(), expected);
    let records = sequence(&file(&service, "assets", &format!("f=geojsonseq&{sorted}")).await);
    assert_eq!(records.iter().map(|record| record["id"].as_str().unwrap()).collect::<Vec<_>>(), expected);
    let (mut opened, _file) = database(&file(&service, "assets", &format!("f=gpkg&{sorted}")).await).await;
    let ids: Vec<String> =
        sqlx::query_scalar("SELECT id FROM assets ORDER BY fid").fetch_all(&mut opened).await.unwrap();
    assert_eq!(ids, expected);
}

#[tokio::test]
async fn a_file_is_whole_unless_a_limit_is_given_and_then_says_how_to_go_on() {
    let service = Service::usual().await;
    let whole = service.get("/collections/assets/items?f=csv").await;
    assert_eq!((whole.header("ogc-numbermatched"), whole.header("ogc-numberreturned")), ("60", "60"));
    assert!(!whole.headers("link").contains("rel=\"next\""));
    let disposition = whole.header("content-disposition");
    let name = disposition.strip_prefix("attachment; filename=\"catmap-assets-20").unwrap();
    assert!(name.ends_with(".csv\""), "{disposition}");
    assert_eq!(whole.header("content-crs"), "<http://www.opengis.net/def/crs/EPSG/0/27700>");

    let (mut path, mut met) = ("/collections/assets/items?f=csv&limit=25".to_owned(), Vec::new());
    for returned in ["25", "25", "10"] {
        let part = service.get(&path).await;
        assert_eq!((part.header("ogc-numbermatched"), part.header("ogc-numberreturned")), ("60", returned));
        met.extend(csv_rows(&part.body).into_iter().map(|row| row["id"].clone()));
        let links = part.headers.get_all("link").iter().map(|link| link.to_str().unwrap());
        let next =
            links.filter(|link| link.contains("rel=\"next\"")).map(|link| link.split(['<', '>']).nth(1).unwrap());
        path =
            next.collect::<Vec<_>>().pop().map_or_else(String::new, |next| next.replace("http://catmap.example", ""));
    }
    assert!(path.is_empty() && met.len() == 60 && met.is_sorted_by(|a, b| a < b));
}

#[tokio::test]
async fn each_file_says_what_was_asked_when_and_whose_data_it_is() {
    let service = Service::usual().await;
    let snapshot = service.catalogue.snapshot().await.unwrap();
    let day = snapshot.made_at.date().to_string();
    let query = format!("filter={}&sortby=-name", encoded("usable_area_m2 > 200"));
    for format in Format::ALL {
        let slug = format.slug();
        let bytes = file(&service, "assets", &format!("f={slug}&{query}")).await;
        let said = match slug {
            "gpkg" => {
                let (mut database, _file) = database(&bytes).await;
                let all = "SELECT group_concat(metadata) FROM gpkg_metadata";
                sqlx::query_scalar::<_, String>(all).fetch_one(&mut database).await.unwrap()
            }
            "fgb" => FgbReader::open(bytes.as_slice()).unwrap().header().metadata().unwrap().to_owned(),
            "parquet" => {
                let reader = SerializedFileReader::new(axum::body::Bytes::from(bytes)).unwrap();
                let pairs = reader.metadata().file_metadata().key_value_metadata().unwrap();
                pairs.iter().find(|pair| pair.key == "about").unwrap().value.clone().unwrap()
            }
            "xlsx" => format!("{:?}", sheet(&bytes, 1)),
            "csv" => {
                let link = service.get(&format!("/collections/assets/items?f=csv&{query}")).await;
                let link = link.headers("link");
                assert!(link.contains("rel=\"describedby\"; type=\"application/csvm+json\""), "{link}");
                let path = link.split(['<', '>']).nth(1).unwrap().replace("http://catmap.example", "");
                service.json(&path).await.to_string()
            }
            "geojsonseq" => sequence(&bytes)[0]["about"].to_string(),
            _ => String::from_utf8(bytes).unwrap(),
        };
        let said = said.replace("&gt;", ">");
        for part in ["usable_area_m2 > 200", "-name", &day, "Combined Authority of Nowhere", "Open Government Licence"]
        {
            assert!(said.contains(part), "{slug} does not say {part}: {said}");
        }
        assert!(said.to_lowercase().contains("27700") || !format.systems().contains(&catmap::features::Crs::Epsg27700));
        assert!(said.contains("made up") || said.contains("\"fictional\":true") || slug == "geojson", "{slug}");
    }
}

#[tokio::test]
async fn a_system_that_a_format_does_not_know_is_refused_with_those_it_does() {
    let service = Service::usual().await;
    for slug in ["kml", "geojson", "geojsonseq"] {
        let path = format!("/collections/assets/items?f={slug}&crs=http://www.opengis.net/def/crs/EPSG/0/27700");
        let reply = service.get(&path).await;
        let problem = reply.json();
        assert_eq!((reply.status, &problem["parameter"]), (StatusCode::BAD_REQUEST, &Value::from("crs")), "{slug}");
        assert!(problem["detail"].as_str().unwrap().contains("OGC:CRS84"), "{problem}");
    }
}

#[tokio::test]
async fn a_collection_links_to_every_file_of_it() {
    let service = Service::usual().await;
    for collection in names(&service).await {
        let described = service.json(&format!("/collections/{collection}")).await;
        let links: Vec<&Value> =
            described["links"].as_array().unwrap().iter().filter(|link| link["rel"] == "enclosure").collect();
        assert_eq!(links.len(), Format::ALL.len() - 1, "{collection}");
        for link in links {
            let path = link["href"].as_str().unwrap().strip_prefix("http://catmap.example").unwrap();
            let reply = service.get(path).await;
            assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, link["type"].as_str().unwrap()));
        }
    }
}

#[tokio::test]
async fn what_is_written_with_no_server_is_what_the_service_gives() {
    let service = Service::usual().await;
    let database = service.folder.path().join("catmap.db");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_catmap"));
        command.arg("--database").arg(&database).arg("export").args(arguments).current_dir(service.folder.path());
        command.output().unwrap()
    };
    let filter = "usable_area_m2 > 200";
    let expected = file(&service, "assets", &format!("f=csv&sortby=-name&filter={}", encoded(filter))).await;
    let written = run(&["assets", "--format", "csv", "--filter", filter, "--sortby", "-name", "-o", "-"]);
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    assert!(written.stdout == expected);
    assert!(String::from_utf8_lossy(&written.stderr).contains("features of assets"));

    let written = run(&["assets", "--filter", filter, "--sortby", "-name", "-o", "here.csv"]);
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    let here = |name: &str| std::fs::read(service.folder.path().join(name)).unwrap();
    assert!(here("here.csv") == expected);
    let beside: Value = serde_json::from_slice(&here("here.csv-metadata.json")).unwrap();
    assert!(beside["rdfs:comment"].as_str().unwrap().contains("Asked for: filter=usable_area_m2 > 200"));
    assert_eq!(beside["tableSchema"]["columns"].as_array().unwrap().len(), 37);

    let written = run(&["needs", "--bbox", "-4,53,-2,54", "--out", "needs.fgb"]);
    assert!(String::from_utf8_lossy(&written.stdout).contains("features of needs are in needs.fgb"));
    let found = read("fgb", &std::fs::read(service.folder.path().join("needs.fgb")).unwrap()).await;
    let expected = listed(&service, "needs", "bbox=-4,53,-2,54&crs=http://www.opengis.net/def/crs/EPSG/0/27700").await;
    assert_eq!(found, expected);
    assert!(expected.keys().all(|id| id.as_str() < "n-008"), "private needs are not the public's");

    for (arguments, word) in [
        (&["asets"][..], "assets, areas, needs"),
        (&["assets", "--filter", "floors >"], "--filter"),
        (&["assets", "--sortby", "nothing"], "nothing"),
        (&["assets", "--bbox", "1,2,3"], "--bbox"),
        (&["assets", "--format", "kml", "--crs", "EPSG:27700"], "OGC:CRS84"),
    ] {
        let refused = run(arguments);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && said.contains(word), "{arguments:?}: {said}");
    }
}
