//! What the official suite (`ets-ogcapi-features10`) asserts, test by test, in our own words; it is stricter where the suite
//! looks away. The suite itself is run against a live service.

use axum::body::Body;
use axum::http::{Method, StatusCode};

use super::oracle::{positions, touches};
use super::*;

#[tokio::test]
async fn ets_1_http_the_landing_page_answers() {
    let reply = service().await.get("/").await;
    assert_eq!(reply.status, StatusCode::OK);
}

#[tokio::test]
async fn ets_2_landing_page_leads_to_conformance_data_and_the_document() {
    let landing = service().await.json("/").await;
    for (rel, media) in [
        ("conformance", "application/json"),
        ("data", "application/json"),
        ("service-desc", "application/vnd.oai.openapi+json;version=3.0"),
        ("service-doc", "text/html"),
    ] {
        assert!(link(&landing, rel, media).is_some(), "{rel}");
    }
    for link in landing["links"].as_array().unwrap() {
        assert!(link["type"].is_string(), "the suite falls over links without a type: {link}");
    }
}

#[tokio::test]
async fn ets_3_and_4_and_6_what_the_document_says_is_where_it_says() {
    let service = service().await;
    let api = service.json("/api").await;
    assert!(api["paths"]["/conformance"]["get"].is_object());
    assert_eq!(api["servers"][0]["url"], HOST);
    for name in names(&service).await {
        for path in [
            format!("/collections/{name}"),
            format!("/collections/{name}/items"),
            format!("/collections/{name}/items/{{id}}"),
        ] {
            assert!(api["paths"][&path]["get"].is_object(), "{path}");
        }
    }
    let free =
        |parameter: &Value| parameter["schema"]["additionalProperties"] == true || parameter["style"] == "deepObject";
    for (path, item) in api["paths"].as_object().unwrap() {
        assert!(!item["get"]["parameters"].as_array().into_iter().flatten().any(free), "{path}");
    }
}

#[tokio::test]
async fn ets_5_collections_have_an_alternate_for_each_kind_of_document() {
    let service = service().await;
    let all = service.json("/collections").await;
    assert!(!all["links"].as_array().unwrap().is_empty() && !all["collections"].as_array().unwrap().is_empty());
    assert_eq!(all["crs"][0], CRS84);
    for name in names(&service).await {
        let collection = service.json(&format!("/collections/{name}")).await;
        assert!(link(&collection, "self", "application/json").is_some());
        assert!(link(&collection, "alternate", "text/html").is_some());
    }
}

#[tokio::test]
async fn ets_7_and_8_pages_of_the_declared_maximum_sum_up_to_what_matches() {
    let service = service().await;
    for name in names(&service).await {
        let page = service.json(&format!("/collections/{name}/items?limit=10000")).await;
        assert_eq!(page["type"], "FeatureCollection");
        assert_eq!(page["numberMatched"], features(&page).len());
        for rel in ["self", "collection"] {
            assert!(page["links"].as_array().unwrap().iter().any(|link| link["rel"] == rel), "{rel}");
        }
    }
}

#[tokio::test]
async fn ets_9_its_boxes_are_answered_with_the_right_set() {
    let service = service().await;
    for name in names(&service).await {
        let all = everything(&service, &name, CRS84).await;
        for [west, south, east, north] in [
            [-1.5, 50.0, 1.5, 53.0],
            [-80.0, -5.0, -70.0, 5.0],
            [177.0, 65.0, -177.0, 70.0],
            [-180.0, 85.0, 180.0, 90.0],
            [-180.0, -90.0, 180.0, -85.0],
            [-180.0, -90.0, 180.0, 90.0],
        ] {
            let expected = by_loop(&all, |one| match west <= east {
                true => touches(one, [west, south, east, north], false),
                false => {
                    touches(one, [west, south, 180.0, north], false)
                        || touches(one, [-180.0, south, east, north], false)
                }
            });
            assert_eq!(set(&service, &name, &format!("bbox={west},{south},{east},{north}")).await, expected, "{name}");
        }
    }
}

#[tokio::test]
async fn ets_10_limit_gives_at_most_so_many() {
    let service = service().await;
    for name in names(&service).await {
        for limit in [1, 100] {
            let page = service.json(&format!("/collections/{name}/items?limit={limit}")).await;
            assert!(features(&page).len() <= limit, "{name}");
        }
    }
}

#[tokio::test]
async fn ets_11_its_days_are_understood() {
    let service = service().await;
    for name in names(&service).await {
        for datetime in [
            "2018-02-12T23:20:50Z",
            "2018-02-12T00:00:00Z/2018-03-18T12:31:12Z",
            "2018-02-12T00:00:00Z/..",
            "../2018-03-18T12:31:12Z",
        ] {
            service.json(&format!("/collections/{name}/items?datetime={}", encoded(datetime))).await;
        }
    }
}

#[tokio::test]
async fn ets_12_what_is_wrong_is_400() {
    let service = service().await;
    for name in names(&service).await {
        for query in ["limit=unlimited", "unknownQueryParameter54321=1"] {
            let reply = service.get(&format!("/collections/{name}/items?{query}")).await;
            assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{name} {query}");
        }
    }
}

#[tokio::test]
async fn ets_13_a_feature_is_the_one_that_was_asked_for() {
    let service = service().await;
    for name in names(&service).await {
        let first = everything(&service, &name, CRS84).await[0].clone();
        let feature = service.json(&format!("/collections/{name}/items/{}", encoded(&id(&first)))).await;
        assert_eq!(feature["id"], first["id"], "the suite does not look");
    }
}

#[tokio::test]
async fn ets_crs_a_transformed_box_gives_the_features_of_the_default_box() {
    let service = service().await;
    for name in names(&service).await {
        let collection = service.json(&format!("/collections/{name}")).await;
        let Some(sides) = collection["extent"]["spatial"]["bbox"][0].as_array() else { continue };
        let side = |at: usize| sides[at].as_f64().unwrap();
        let usual = set(&service, &name, &format!("bbox={},{},{},{}", side(0), side(1), side(2), side(3))).await;
        let turned = format!("bbox={},{},{},{}&bbox-crs={}", side(1), side(0), side(3), side(2), encoded(EPSG_4326));
        assert_eq!(set(&service, &name, &turned).await, usual, "{name}");
        // The suite ignores coordinates; the axes of an answer are looked at here.
        for one in everything(&service, &name, EPSG_4326).await {
            for (lon, lat) in positions(&one["geometry"], true) {
                assert!((side(0)..=side(2)).contains(&lon) && (side(1)..=side(3)).contains(&lat), "{name}");
            }
        }
    }
}

#[tokio::test]
async fn ets_crs_head_and_get_name_the_same_system() {
    let service = service().await;
    for crs in SYSTEMS {
        let path = format!("/collections/areas/items?crs={}", encoded(crs));
        let head = service.ask(Method::HEAD, &path, &[], Body::empty()).await;
        assert_eq!(head.header("content-crs"), format!("<{crs}>"));
    }
}
