//! OGC API - Features Part 1, core and oas30: the documents around the features.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::oracle::positions;
use super::*;
use crate::api::PATHS;

#[tokio::test]
async fn core_http_head_and_304_have_no_body() {
    let service = service().await;
    for path in PATHS {
        let get = service.get(path).await;
        let head = service.ask(Method::HEAD, path, &[], Body::empty()).await;
        assert_eq!((head.status, head.body.len(), head.header("etag")), (get.status, 0, get.header("etag")), "{path}");
        let known = service.get_with(path, &[("if-none-match", get.header("etag"))]).await;
        assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
    }
}

#[tokio::test]
async fn core_root_op_and_root_success_every_href_resolves_to_the_type_it_promises() {
    let service = service().await;
    let mut seen = 0;
    let mut waiting = vec!["/?f=json".to_owned()];
    let mut known: BTreeMap<String, ()> = BTreeMap::new();
    while let Some(path) = waiting.pop() {
        let reply = service.get(&path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
        if !reply.header("content-type").split(';').next().unwrap().ends_with("json") || path.starts_with("/api") {
            continue;
        }
        let document = reply.json();
        let mut links: Vec<Value> = document["links"].as_array().cloned().unwrap_or_default();
        for many in ["collections", "tilesets", "tileMatrixSets"] {
            for one in document[many].as_array().into_iter().flatten() {
                links.extend(one["links"].as_array().cloned().unwrap());
            }
        }
        for link in links {
            for key in ["href", "rel", "type", "title"] {
                assert!(link[key].as_str().is_some_and(|text| !text.is_empty()), "{path}: {link}");
            }
            let (href, media) = (link["href"].as_str().unwrap(), link["type"].as_str().unwrap());
            if link["rel"] == "license" && href.starts_with("https://") || link["templated"] == true {
                continue;
            }
            let to = path_of(href).to_owned();
            let there = service.get_with(&to, &[("accept", media)]).await;
            assert_eq!(there.status, StatusCode::OK, "{path} -> {to}: {}", there.text());
            let plain = |media: &str| media.split(';').next().unwrap().to_owned();
            assert_eq!(plain(there.header("content-type")), plain(media), "{path} -> {to}");
            seen += 1;
            // Pages of features lead on and on; one of each collection will do.
            if !to.contains("/items/") && !to.contains("cursor=") && known.insert(to.clone(), ()).is_none() {
                waiting.push(to);
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[tokio::test]
async fn core_api_definition_op_and_success_the_document_refers_to_nothing_outside_itself() {
    let service = service().await;
    let landing = service.json("/").await;
    let href = link(&landing, "service-desc", "application/vnd.oai.openapi+json;version=3.0").unwrap();
    let reply = service.get(path_of(href)).await;
    assert_eq!(reply.header("content-type"), "application/vnd.oai.openapi+json;version=3.0");
    let api = reply.json();
    assert!(api["openapi"].as_str().unwrap().starts_with("3.0."));
    let text = reply.text();
    for reference in text.split("\"$ref\":\"").skip(1) {
        let pointer = reference.split('"').next().unwrap().strip_prefix('#').expect("inside the document");
        assert!(api.pointer(pointer).is_some(), "{pointer}");
    }
}

#[tokio::test]
async fn core_conformance_op_and_success_lists_each_class_once_as_a_uri_and_what_clients_look_for() {
    let service = service().await;
    let conformance = service.json("/conformance").await;
    let classes: Vec<&str> =
        conformance["conformsTo"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    for class in &classes {
        assert!(class.starts_with("http://www.opengis.net/spec/") && class.contains("/conf/"), "{class}");
        assert_eq!(classes.iter().filter(|one| one == &class).count(), 1, "{class}");
    }
    for class in [
        "ogcapi-features-1/1.0/conf/core",
        "ogcapi-features-1/1.0/conf/geojson",
        "ogcapi-features-1/1.0/conf/html",
        "ogcapi-features-1/1.0/conf/oas30",
        "ogcapi-features-2/1.0/conf/crs",
        "ogcapi-features-3/1.0/conf/queryables",
        "ogcapi-features-3/1.0/conf/queryables-query-parameters",
        "ogcapi-features-3/1.0/conf/filter",
        "ogcapi-features-3/1.0/conf/features-filter",
        "ogcapi-features-5/1.0/conf/schemas",
        "cql2/1.0/conf/cql2-text",
        "cql2/1.0/conf/cql2-json",
        "cql2/1.0/conf/basic-cql2",
        "cql2/1.0/conf/advanced-comparison-operators",
        "cql2/1.0/conf/case-insensitive-comparison",
        "cql2/1.0/conf/accent-insensitive-comparison",
        "cql2/1.0/conf/basic-spatial-functions",
        "cql2/1.0/conf/basic-spatial-operators",
        "cql2/1.0/conf/basic-spatial-functions-plus",
        "cql2/1.0/conf/spatial-functions",
        "cql2/1.0/conf/temporal-functions",
        "cql2/1.0/conf/property-property",
        "cql2/1.0/conf/arithmetic",
        "ogcapi-tiles-1/1.0/conf/mvt",
    ] {
        assert!(classes.contains(&&*format!("http://www.opengis.net/spec/{class}")), "{class}");
    }
    for not in ["array-functions", "cql2/1.0/conf/functions", "ogcapi-features-4", "oas31", "gmlsf"] {
        assert!(!classes.iter().any(|class| class.contains(not)), "{not} is declared and not there");
    }
}

#[tokio::test]
async fn core_fc_md_op_success_links_items_and_items_links_every_collection_has_what_is_required() {
    let service = service().await;
    let all = service.json("/collections").await;
    assert!(link(&all, "self", "application/json").is_some() && link(&all, "alternate", "text/html").is_some());
    for collection in all["collections"].as_array().unwrap() {
        let name = collection["id"].as_str().unwrap();
        assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_'), "{name}");
        for key in ["title", "description", "attribution"] {
            assert!(collection[key].as_str().is_some_and(|text| !text.is_empty()), "{name}: {key}");
        }
        assert!(!collection["keywords"].as_array().unwrap().is_empty() && collection["itemType"] == "feature");
        assert!(collection["links"].as_array().unwrap().iter().any(|link| link["rel"] == "license"), "{name}");
        let items = link(collection, "items", "application/geo+json").expect("fc-md-items-links");
        assert_eq!(path_of(items), format!("/collections/{name}/items"), "QGIS builds this address itself");
        assert!(link(collection, "items", "text/html").is_some(), "{name}");
        match &collection["itemCount"] {
            // Pairs are worked out when they are asked for, and how many there are only then.
            Value::Null => assert_eq!(name, "matches"),
            count => assert_eq!(count, everything(&service, name, CRS84).await.len(), "{name}"),
        }
    }
}

#[tokio::test]
async fn core_fc_md_extent_and_extent_multi_holds_every_feature_and_every_day_and_no_more() {
    let service = service().await;
    for name in names(&service).await {
        let collection = service.json(&format!("/collections/{name}")).await;
        let all = everything(&service, &name, CRS84).await;
        let at: Vec<(f64, f64)> = all.iter().flat_map(|one| positions(&one["geometry"], false)).collect();
        if at.is_empty() {
            assert!(collection["extent"].get("spatial").is_none(), "{name}");
        } else {
            let least = at.iter().fold((f64::MAX, f64::MAX), |a, b| (a.0.min(b.0), a.1.min(b.1)));
            let most = at.iter().fold((f64::MIN, f64::MIN), |a, b| (a.0.max(b.0), a.1.max(b.1)));
            let around: [[f64; 4]; 1] =
                serde_json::from_value(collection["extent"]["spatial"]["bbox"].clone()).unwrap();
            let tight = [least.0, least.1, most.0, most.1];
            // The best pairs are not worked out for this: the box is around all that there could be.
            let holds = (0..2).all(|side| around[0][side] <= tight[side] && around[0][side + 2] >= tight[side + 2]);
            assert!(around[0] == tight || name == "matches" && holds, "{name}: {around:?} {tight:?}");
            assert_eq!(collection["extent"]["spatial"]["crs"], CRS84);
        }
        let schema = service.json(&format!("/collections/{name}/schema")).await;
        let properties = schema["properties"].as_object().unwrap();
        let time = properties.iter().find(|(_, one)| one["x-ogc-role"] == "primary-instant").map(|(name, _)| name);
        let mut days: Vec<&str> = time
            .into_iter()
            .flat_map(|time| all.iter().filter_map(move |one| one["properties"][time].as_str()))
            .collect();
        days.sort_unstable();
        let interval = collection["extent"]["temporal"]["interval"].as_array();
        match (days.first(), days.last()) {
            (Some(first), Some(last)) => {
                let interval = &interval.unwrap()[0];
                assert_eq!(interval, &serde_json::json!([format!("{first}T00:00:00Z"), format!("{last}T23:59:59Z")]));
                let query = format!("datetime={}%2F{}", interval[0].as_str().unwrap(), interval[1].as_str().unwrap());
                assert_eq!(set(&service, &name, &query).await.len(), all.len(), "{name}");
            }
            _ => assert!(interval.is_none(), "{name}"),
        }
    }
}

#[tokio::test]
async fn core_sfc_md_op_and_success_each_is_described_alike_alone_and_in_the_list() {
    let service = service().await;
    for listed in service.json("/collections?f=json").await["collections"].as_array().unwrap() {
        let name = listed["id"].as_str().unwrap();
        assert_eq!(&service.json(&format!("/collections/{name}")).await, listed, "{name}");
        assert_eq!(&service.json(&format!("/collections/{name}?f=json")).await, listed, "{name}");
    }
    let odd: Vec<String> =
        ["roads", "Assets", "assets%20", "..", "%2e%2e", "a%2Fb", "%F0%9F%8F%A0"].map(str::to_owned).into();
    for name in odd.into_iter().chain(["x".repeat(10_000)]) {
        let path = format!("/collections/{name}");
        let reply = service.get(&path).await;
        refused(&reply, None, &path);
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn core_query_param_invalid_and_unknown_are_refused_on_every_address() {
    let service = service().await;
    for path in PATHS {
        let path = path.split('?').next().unwrap();
        let asked = format!("{path}?unknownQueryParameter31337=1");
        let reply = service.get(&asked).await;
        refused(&reply, Some("unknownQueryParameter31337"), &asked);
        assert_eq!(reply.json()["code"], "unknown-parameter");
    }
}

#[tokio::test]
async fn oas30_oas_definition_impl_completeness_security_and_exceptions_codes_every_status_seen_is_documented() {
    let service = service().await;
    let api = service.json("/api").await;
    let documented = |path: &str, status: u16| {
        let plain = path.split('?').next().unwrap();
        let fits = |pattern: &str| {
            let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), plain.split('/').collect());
            pattern.len() == path.len() && pattern.iter().zip(&path).all(|(p, part)| p == part || p.starts_with('{'))
        };
        let (_, item) = api["paths"].as_object().unwrap().iter().find(|(pattern, _)| fits(pattern)).expect(path);
        item["get"]["responses"].get(status.to_string()).is_some()
    };
    for path in PATHS {
        for (query, headers) in [
            ("", &[][..]),
            ("", &[("if-none-match", "*")]),
            ("x=1", &[]),
            ("limit=0", &[]),
            ("f=nonsense", &[]),
            ("", &[("accept", "image/png")]),
        ] {
            let asked = match (path.contains('?'), query.is_empty()) {
                (_, true) => (*path).to_owned(),
                (true, false) => format!("{path}&{query}"),
                (false, false) => format!("{path}?{query}"),
            };
            let reply = service.get_with(&asked, headers).await;
            assert!(documented(path, reply.status.as_u16()), "{asked} {headers:?}: {} is not documented", reply.status);
        }
    }
    assert!(api["components"]["securitySchemes"]["token"].is_object(), "oas30 security");
}
