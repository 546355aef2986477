//! OGC API - Features Part 3 (queryables, filter, features-filter), Part 5 (schemas) and Part 8 (sorting).

use std::cmp::Ordering;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::oracle::touches;
use super::*;

#[tokio::test]
async fn queryables_get_queryables_op_and_response_are_typed_and_closed() {
    let service = service().await;
    for name in names(&service).await {
        let queryables = service.json(&format!("/collections/{name}/queryables")).await;
        assert_eq!((&queryables["type"], &queryables["additionalProperties"]), (&json!("object"), &json!(false)));
        let listed: Vec<&String> = queryables["properties"].as_object().unwrap().keys().collect();
        let first = everything(&service, &name, CRS84).await[0].clone();
        for property in first["properties"].as_object().unwrap().keys() {
            assert!(listed.contains(&property), "{name}: {property}");
        }
    }
}

#[tokio::test]
async fn queryables_link_is_in_the_body_and_in_the_header_of_head() {
    let service = service().await;
    for name in names(&service).await {
        let rel = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
        let collection = service.json(&format!("/collections/{name}")).await;
        let href = link(&collection, rel, "application/schema+json").unwrap();
        assert_eq!(path_of(href), format!("/collections/{name}/queryables"), "QGIS builds this address itself");
        let head = service.ask(Method::HEAD, &format!("/collections/{name}"), &[], Body::empty()).await;
        assert!(head.headers("link").contains(&format!("<{href}>; rel=\"{rel}\"")), "{name}");
    }
}

#[tokio::test]
async fn queryables_query_parameters_each_property_by_name_gives_what_a_loop_gives() {
    let service = service().await;
    let api = service.json("/api").await;
    let mut asked = 0;
    for name in names(&service).await {
        let all = everything(&service, &name, CRS84).await;
        let documented = &api["paths"][format!("/collections/{name}/items")]["get"]["parameters"];
        let schema = service.json(&format!("/collections/{name}/queryables")).await;
        for (property, about) in schema["properties"].as_object().unwrap() {
            if property == "geometry" {
                continue;
            }
            let parameter = documented.as_array().unwrap().iter().find(|one| one["name"] == *property);
            let parameter = parameter.unwrap_or_else(|| panic!("{name}: {property} is not documented"));
            assert_eq!(
                (&parameter["in"], &parameter["style"], &parameter["explode"]),
                (&json!("query"), &json!("form"), &json!(false))
            );
            // Boroughs and owners go by their names in any case, which is told apart in `each_filter_gives_...`.
            let values: BTreeSet<String> =
                all.iter().filter_map(|one| as_parameter(&one["properties"][property])).collect();
            for value in values.iter().take(4) {
                let expected = by_loop(&all, |one| as_parameter(&one["properties"][property]).as_ref() == Some(value));
                let found = set(&service, &name, &format!("{property}={}", encoded(value))).await;
                let loose = ["space_types", "space_type", "purposes"].contains(&&**property);
                assert!(found == expected || loose && found.is_superset(&expected), "{name}: {property}={value}");
                asked += 1;
            }
            if about["type"] != "string" {
                let path = format!("/collections/{name}/items?{property}=neither%20one");
                refused(&service.get(&path).await, Some(property), &path);
            }
        }
    }
    assert!(asked > 80, "{asked}");
}

/// A value as it is written in an address; a comma divides alternatives, so texts with one are left out.
fn as_parameter(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) if text.contains(',') => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[tokio::test]
async fn filter_filter_param_and_response_valid_is_applied_and_nonsense_is_400() {
    let service = service().await;
    for name in names(&service).await {
        let all = everything(&service, &name, CRS84).await;
        let first = id(&all[0]);
        let query = format!("filter={}", encoded(&format!("id = '{}'", first.replace('\'', "''"))));
        assert_eq!(set(&service, &name, &query).await, BTreeSet::from([first]), "{name}");
        for wrong in [
            "",
            "id",
            "id =",
            "= 1",
            "id = 'x",
            "id == 'x'",
            "(id = 'x'",
            "id = 'x')",
            "id LIKE",
            "id IN ()",
            "1 = = 1",
            "THIS IS NONSENSE",
            "id = 'x' AND",
            "nothing = 1",
            "NOT",
            "id BETWEEN 1",
            "S_INTERSECTS(geometry)",
        ] {
            let path = format!("/collections/{name}/items?filter={}", encoded(wrong));
            refused(&service.get(&path).await, Some("filter"), &path);
        }
    }
}

#[tokio::test]
async fn filter_filter_lang_param_default_is_text_and_json_says_the_same() {
    let service = service().await;
    let text = "usable_area_m2 > 300 AND owner = 'Aldermere Council'";
    let json = json!({ "op": "and", "args": [
        { "op": ">", "args": [{ "property": "usable_area_m2" }, 300] },
        { "op": "=", "args": [{ "property": "owner" }, "Aldermere Council"] },
    ] })
    .to_string();
    let usual = set(&service, "assets", &format!("filter={}", encoded(text))).await;
    assert!(usual.len() > 10);
    assert_eq!(set(&service, "assets", &format!("filter-lang=cql2-text&filter={}", encoded(text))).await, usual);
    assert_eq!(set(&service, "assets", &format!("filter-lang=cql2-json&filter={}", encoded(&json))).await, usual);
    for (query, parameter) in [
        (format!("filter-lang=cql2-json&filter={}", encoded(text)), "filter"),
        (format!("filter={}", encoded(&json)), "filter"),
        (format!("filter-lang=cql-text&filter={}", encoded(text)), "filter-lang"),
        (format!("filter-lang=CQL2-TEXT&filter={}", encoded(text)), "filter-lang"),
    ] {
        refused(&service.get(&format!("/collections/assets/items?{query}")).await, Some(parameter), &query);
    }
}

#[tokio::test]
async fn filter_filter_crs_wgs84_and_filter_crs_param_read_shapes_in_their_own_axes() {
    let service = service().await;
    for (crs, sides) in [
        (None, "-3.0,53.38,-2.97,53.41"),
        (Some(CRS84), "-3.0,53.38,-2.97,53.41"),
        (Some(EPSG_4326), "53.38,-3.0,53.41,-2.97"),
        (Some(EPSG_4258), "53.38,-3.0,53.41,-2.97"),
        (Some(EPSG_27700), "333500.5,388250.25,335000.25,391000.75"),
        (Some(EPSG_3857), "-333958,7059000,-330618,7065000"),
    ] {
        let named = crs.unwrap_or(CRS84);
        let y_first = [EPSG_4326, EPSG_4258].contains(&named);
        let numbers: Vec<f64> = sides.split(',').map(|side| side.parse().unwrap()).collect();
        let around = match (y_first, &numbers[..]) {
            (false, [west, south, east, north]) | (true, [south, west, north, east]) => [*west, *south, *east, *north],
            _ => unreachable!(),
        };
        let spelled = crs.map(|crs| format!("&filter-crs={}", encoded(crs))).unwrap_or_default();
        for name in ["assets", "areas"] {
            let all = everything(&service, name, named).await;
            // A filter is about what is known: what is nowhere intersects nothing.
            let expected = by_loop(&all, |one| !one["geometry"].is_null() && touches(one, around, y_first));
            let query = format!("filter={}{spelled}", encoded(&format!("S_INTERSECTS(geometry, BBOX({sides}))")));
            assert_eq!(set(&service, name, &query).await, expected, "{name} {query}");
            assert!(!expected.is_empty() && expected.len() < all.len(), "{name} {query} tells nothing apart");
        }
    }
}

#[tokio::test]
async fn features_filter_mixing_expressions_everything_that_is_asked_must_hold() {
    let service = service().await;
    let filter = format!("filter={}", encoded("owner = 'Brackley Council'"));
    let parts = [
        "bbox=-3.0,53.35,-2.95,53.42",
        &filter,
        "occupancy=vacant,occupied",
        "datetime=2026-04-01",
        "max_area_m2=900",
        "q=hall",
    ];
    let mut expected = set(&service, "assets", "").await;
    for part in parts {
        let one = set(&service, "assets", part).await;
        expected = expected.intersection(&one).cloned().collect();
    }
    assert_eq!(set(&service, "assets", &parts.join("&")).await, expected);
    assert!(!expected.is_empty());
}

#[tokio::test]
async fn filter_expression_construction_an_unknown_property_is_named_with_what_is_like_it() {
    let service = service().await;
    for (filter, like) in [("usable_area = 1", "usable_area_m2"), ("ownr = 'x'", "owner"), ("Owner = 'x'", "owner")] {
        let path = format!("/collections/assets/items?filter={}", encoded(filter));
        let reply = service.get(&path).await;
        refused(&reply, Some("filter"), &path);
        assert!(reply.json()["detail"].as_str().unwrap().contains(like), "{}", reply.text());
    }
}

#[tokio::test]
async fn schemas_each_feature_is_as_its_schema_says() {
    let service = service().await;
    for name in names(&service).await {
        let collection = service.json(&format!("/collections/{name}")).await;
        let rel = "http://www.opengis.net/def/rel/ogc/1.0/schema";
        assert!(
            link(&collection, rel, "application/schema+json").is_some()
                && link(&collection, "describedby", "application/schema+json").is_some()
        );
        let schema = service.json(&format!("/collections/{name}/schema")).await;
        assert_eq!(schema["properties"]["id"]["x-ogc-role"], "id", "{name}");
        let mut places: Vec<i64> = schema["properties"]
            .as_object()
            .unwrap()
            .values()
            .filter_map(|one| one["x-ogc-propertySeq"].as_i64())
            .collect();
        places.sort_unstable();
        assert!(places.iter().enumerate().all(|(at, place)| *place == at as i64 + 1), "{name}: {places:?}");
        let required: Vec<&str> =
            schema["required"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        for feature in everything(&service, &name, CRS84).await {
            for (property, value) in feature["properties"].as_object().unwrap() {
                let about = &schema["properties"][property];
                let fits = match about["type"].as_str().unwrap() {
                    "string" => value.is_string(),
                    "integer" => value.is_i64(),
                    "number" => value.is_number(),
                    _ => value.is_boolean(),
                };
                assert!(fits || value.is_null() && !required.contains(&&**property), "{name}: {property} = {value}");
                if let (Some(words), false) = (about["enum"].as_array(), value.is_null()) {
                    assert!(words.contains(value), "{name}: {property} = {value}");
                }
            }
        }
    }
}

#[tokio::test]
async fn sorting_by_each_sortable_is_the_order_of_a_plain_sort_with_nothing_last_and_keys_for_ties() {
    let service = service().await;
    for name in names(&service).await {
        let all = everything(&service, &name, CRS84).await;
        let sortables = service.json(&format!("/collections/{name}/sortables")).await;
        for property in sortables["properties"].as_object().unwrap().keys() {
            for (sign, descending) in [("", false), ("%2B", false), ("+", false), ("-", true)] {
                let mut expected: Vec<&Value> = all.iter().collect();
                expected.sort_by(|one, other| {
                    let (a, b) = (&one["properties"][property], &other["properties"][property]);
                    plain_order(a, b, descending).then_with(|| id(one).cmp(&id(other)))
                });
                let page =
                    service.json(&format!("/collections/{name}/items?limit=10000&sortby={sign}{property}")).await;
                let found: Vec<String> = features(&page).iter().map(id).collect();
                assert_eq!(found, expected.into_iter().map(id).collect::<Vec<_>>(), "{name} {sign}{property}");
            }
        }
        refused(&service.get(&format!("/collections/{name}/items?sortby=nothing")).await, Some("sortby"), &name);
    }
}

fn plain_order(a: &Value, b: &Value, descending: bool) -> Ordering {
    let order = match (a, b) {
        (Value::Null, Value::Null) => return Ordering::Equal,
        (Value::Null, _) => return Ordering::Greater,
        (_, Value::Null) => return Ordering::Less,
        (Value::String(a), Value::String(b)) => a.chars().take(100).cmp(b.chars().take(100)),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        _ => a.as_f64().partial_cmp(&b.as_f64()).unwrap(),
    };
    if descending { order.reverse() } else { order }
}

#[tokio::test]
async fn a_post_of_a_filter_is_refused_with_what_is_possible() {
    let service = service().await;
    let reply = service.post("/collections/assets/items", "{}").await;
    assert_eq!((reply.status, reply.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD, OPTIONS"));
}
