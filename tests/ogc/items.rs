//! OGC API - Features Part 1, core and geojson: the features themselves, against plain loops.

use axum::http::StatusCode;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::oracle::{Chance, is_of, positions, touches};
use super::*;

#[tokio::test]
async fn core_fc_op_and_response_pages_visit_each_feature_once_whatever_their_size() {
    let service = service().await;
    for name in names(&service).await {
        let all = by_loop(&everything(&service, &name, CRS84).await, |_| true);
        assert_eq!(set(&service, &name, "").await, all, "{name}");
    }
}

#[tokio::test]
async fn core_fc_links_and_rel_type_every_page_has_self_alternate_and_collection() {
    let service = service().await;
    for name in names(&service).await {
        let page = service.json(&format!("/collections/{name}/items?limit=1&bbox=-4,52,-2,54")).await;
        let own = link(&page, "self", "application/geo+json").unwrap();
        assert_eq!(path_of(own), format!("/collections/{name}/items?limit=1&bbox=-4,52,-2,54"));
        let page_for_people = path_of(link(&page, "alternate", "text/html").unwrap()).to_owned();
        assert!(page_for_people.contains("limit=1&bbox=-4,52,-2,54&f=html"), "{page_for_people}");
        assert_eq!(service.get(&page_for_people).await.header("content-type"), "text/html; charset=utf-8");
        assert!(link(&page, "collection", "application/json").is_some());
    }
}

#[tokio::test]
async fn core_fc_time_stamp_is_a_moment_that_has_been() {
    let service = service().await;
    for name in names(&service).await {
        let page = service.json(&format!("/collections/{name}/items")).await;
        let stamp = OffsetDateTime::parse(page["timeStamp"].as_str().unwrap(), &Rfc3339).unwrap();
        let age = OffsetDateTime::now_utc() - stamp;
        // It tells when this state of the data was read, so that equal answers are equal bytes.
        assert!(!age.is_negative() && age < time::Duration::HOUR, "{name}: {age}");
        assert_eq!(stamp.offset(), time::UtcOffset::UTC);
    }
}

#[tokio::test]
async fn core_fc_number_matched_and_number_returned_count_exactly() {
    let service = service().await;
    for name in names(&service).await {
        let all = everything(&service, &name, CRS84).await.len();
        for limit in [1, 3, all.max(1), all + 1, 10_000] {
            let reply = service.get(&format!("/collections/{name}/items?limit={limit}")).await;
            let page = reply.json();
            assert_eq!(
                (page["numberMatched"].as_u64(), reply.header("ogc-numbermatched")),
                (Some(all as u64), &*all.to_string())
            );
            let returned = features(&page).len();
            assert_eq!(returned, limit.min(all), "{name} {limit}");
            assert_eq!(
                (page["numberReturned"].as_u64(), reply.header("ogc-numberreturned")),
                (Some(returned as u64), &*returned.to_string())
            );
        }
    }
}

#[tokio::test]
async fn core_fc_bbox_definition_is_as_the_standard_writes_it() {
    let service = service().await;
    let api = service.json("/api").await;
    for name in names(&service).await {
        let parameters =
            api["paths"][format!("/collections/{name}/items")]["get"]["parameters"].as_array().unwrap().clone();
        let of =
            |name: &str| parameters.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("{name}")).clone();
        let bbox = of("bbox");
        assert_eq!((&bbox["in"], &bbox["required"], &bbox["style"]), (&"query".into(), &false.into(), &"form".into()));
        assert_ne!(bbox["explode"], true);
        let schema = &bbox["schema"];
        assert_eq!((&schema["type"], &schema["items"]["type"]), (&"array".into(), &"number".into()));
        assert_eq!((&schema["minItems"], &schema["maxItems"]), (&4.into(), &6.into()));
        let limit = of("limit");
        assert_eq!(
            (&limit["style"], &limit["schema"]["type"]),
            (&"form".into(), &"integer".into()),
            "fc-limit-definition"
        );
        assert_eq!((&limit["schema"]["minimum"], &limit["schema"]["maximum"]), (&1.into(), &10_000.into()));
        let datetime = of("datetime");
        assert_eq!(
            (&datetime["style"], &datetime["schema"]["type"]),
            (&"form".into(), &"string".into()),
            "fc-time-definition"
        );
        assert_eq!((&datetime["in"], &datetime["explode"]), (&"query".into(), &false.into()));
    }
}

#[tokio::test]
async fn core_fc_bbox_response_six_numbers_say_the_same_and_nonsense_is_refused() {
    let service = service().await;
    let flat = set(&service, "areas", "bbox=-2.99,53.38,-2.95,53.41").await;
    assert_eq!(set(&service, "areas", "bbox=-2.99,53.38,-100,-2.95,53.41,1e3").await, flat);
    for wrong in [
        "NaN,53,-2,54",
        "-3,53,inf,54",
        "-3,54,-2,53",
        "-181,53,-2,54",
        "-3,53,-2,91",
        "1,2,3",
        "1,2,3,4,5",
        "",
        "a,b,c,d",
        "-3,53,10,-2,54,5",
        "1,2,3,4,5,6,7",
        "-3;53;-2;54",
        "1e999,53,-2,54",
    ] {
        for name in names(&service).await {
            let path = format!("/collections/{name}/items?bbox={}", encoded(wrong));
            refused(&service.get(&path).await, Some("bbox"), &path);
        }
    }
}

#[tokio::test]
async fn core_fc_limit_response_too_large_is_the_maximum_and_nonsense_is_refused() {
    let service = service().await;
    for name in names(&service).await {
        let path = format!("/collections/{name}/items?limit=");
        let all = everything(&service, &name, CRS84).await.len();
        for large in ["10000", "10001", "1000000000", "99999999999999999999999999"] {
            assert_eq!(features(&service.json(&format!("{path}{large}")).await).len(), all.min(10_000), "{large}");
        }
        for wrong in ["0", "-1", "5.0", "", "1e3", "unlimited", "%201", "٣", "0x10"] {
            refused(&service.get(&format!("{path}{wrong}")).await, Some("limit"), wrong);
        }
    }
}

#[tokio::test]
async fn core_fc_time_response_is_what_a_plain_loop_over_the_published_days_gives() {
    let service = service().await;
    let mut told_apart = 0;
    for name in names(&service).await {
        let all = everything(&service, &name, CRS84).await;
        let schema = service.json(&format!("/collections/{name}/schema")).await;
        let properties = schema["properties"].as_object().unwrap();
        let time = properties.iter().find(|(_, one)| one["x-ogc-role"] == "primary-instant").map(|(name, _)| &**name);
        for (query, first, last) in [
            ("2023-02-28", "2023-02-28", "2023-02-28"),
            ("2023-02-28T12:00:00Z", "2023-02-28", "2023-02-28"),
            ("2023-02-28T12:00:00.5%2B00:00", "2023-02-28", "2023-02-28"),
            ("2019-01-01/2023-02-28", "2019-01-01", "2023-02-28"),
            ("2019-01-02/2023-02-27", "2019-01-02", "2023-02-27"),
            ("../2019-01-01", "", "2019-01-01"),
            ("2026-05-05/..", "2026-05-05", ""),
            ("/2019-01-01T00:00:00Z", "", "2019-01-01"),
            ("2026-05-05T23:59:59Z/", "2026-05-05", ""),
            ("1700-01-01/1800-01-01", "1700-01-01", "1800-01-01"),
            ("0000-01-01T00:00:00Z/9999-12-31T23:59:59Z", "", ""),
        ] {
            let expected = by_loop(&all, |feature| time.is_none_or(|time| is_of(feature, time, first, last)));
            told_apart += usize::from(!expected.is_empty() && expected.len() < all.len());
            assert_eq!(set(&service, &name, &format!("datetime={query}")).await, expected, "{name} {query}");
        }
        for wrong in [
            "2023-02-28/2019-01-01",
            "2023-13-01",
            "2023-02-29",
            "now",
            "..",
            "../..",
            "2023",
            "a/b/c",
            "2023-02-28T12:00",
        ] {
            let path = format!("/collections/{name}/items?datetime={}", encoded(wrong));
            refused(&service.get(&path).await, Some("datetime"), &path);
        }
    }
    assert!(told_apart > 5, "{told_apart}: days that are all alike prove nothing");
}

#[tokio::test]
async fn core_fc_bbox_and_datetime_together_give_what_both_give() {
    let service = service().await;
    let mut chance = Chance::new(7);
    let all = everything(&service, "needs", CRS84).await;
    for _ in 0..20 {
        let (west, south) = (chance.between(-3.05, -2.95), chance.between(53.36, 53.42));
        let sides = [west, south, west + chance.between(0.0, 0.1), south + chance.between(0.0, 0.05)];
        let bbox = sides.map(|side| side.to_string()).join(",");
        for (first, last) in [("2019-01-01", "2023-02-28"), ("2023-01-01", ""), ("", "2019-12-31")] {
            let datetime = format!(
                "{}/{}",
                if first.is_empty() { ".." } else { first },
                if last.is_empty() { ".." } else { last }
            );
            let expected = by_loop(&all, |one| touches(one, sides, false) && is_of(one, "stated_on", first, last));
            assert_eq!(set(&service, "needs", &format!("bbox={bbox}&datetime={datetime}")).await, expected);
        }
    }
}

#[tokio::test]
async fn core_f_op_success_and_links_each_key_leads_to_its_feature_however_odd_it_is() {
    let service = service().await;
    for name in names(&service).await {
        for listed in everything(&service, &name, CRS84).await {
            let path = format!("/collections/{name}/items/{}", encoded(&id(&listed)));
            let feature = service.json(&path).await;
            for key in ["id", "geometry", "properties", "type"] {
                assert_eq!(feature[key], listed[key], "{path}: {key}");
            }
            assert!(link(&feature, "self", "application/geo+json").is_some(), "{path}");
            assert!(link(&feature, "alternate", "text/html").is_some(), "{path}");
            assert_eq!(
                path_of(link(&feature, "collection", "application/json").unwrap()),
                format!("/collections/{name}")
            );
        }
        let long = "x".repeat(10_000);
        for odd in ["none", "..", "%2e%2e", "a%2Fb", "%2F", "%F0%9F%8F%A0", "%FF", "%00", "' OR 1=1--", &long] {
            let path = format!("/collections/{name}/items/{}", odd.replace(' ', "%20"));
            let reply = service.get(&path).await;
            refused(&reply, None, &path);
            assert!([StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST].contains(&reply.status), "{path}");
        }
    }
}

#[tokio::test]
async fn geojson_definition_and_content_is_rfc_7946_rings_turn_the_right_way_and_are_closed() {
    let service = service().await;
    let mut rings = 0;
    for name in names(&service).await {
        let reply = service.get(&format!("/collections/{name}/items?limit=10000")).await;
        assert_eq!(reply.header("content-type"), "application/geo+json");
        for feature in features(&reply.json()) {
            assert_eq!(feature["type"], "Feature");
            assert!(feature.get("geometry").is_some() && feature.get("crs").is_none(), "{name}");
            for (lon, lat) in positions(&feature["geometry"], false) {
                assert!((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat), "{name}");
                assert!((lon * 1e6 - (lon * 1e6).round()).abs() < 1e-3, "six decimals and no more: {lon}");
            }
            if feature["geometry"]["type"] != "MultiPolygon" {
                continue;
            }
            for polygon in feature["geometry"]["coordinates"].as_array().unwrap() {
                for (at, ring) in polygon.as_array().unwrap().iter().enumerate() {
                    let ring: Vec<(f64, f64)> = positions(&serde_json::json!({ "coordinates": ring }), false);
                    assert!(ring.len() >= 4 && ring.first() == ring.last(), "{name}");
                    let doubled: f64 = ring.windows(2).map(|ends| ends[0].0 * ends[1].1 - ends[1].0 * ends[0].1).sum();
                    assert_eq!(doubled > 0.0, at == 0, "outer rings anticlockwise, holes clockwise");
                    rings += 1;
                }
            }
        }
    }
    assert!(rings >= 36, "{rings}");
}

#[tokio::test]
async fn prev_links_lead_back_through_the_very_pages_that_next_links_led_through() {
    let service = service().await;
    for query in ["limit=7", "limit=7&sortby=-name", "limit=9&filter=id%20IS%20NOT%20NULL&sortby=occupancy,-id"] {
        let mut path = format!("/collections/assets/items?{query}");
        let mut pages: Vec<Vec<String>> = Vec::new();
        let mut last = service.json(&path).await;
        assert_eq!(link(&last, "prev", "application/geo+json"), None, "nothing is before the first");
        loop {
            pages.push(features(&last).iter().map(id).collect());
            let Some(next) = link(&last, "next", "application/geo+json") else { break };
            path = next.replace(HOST, "");
            last = service.json(&path).await;
        }
        assert!(pages.len() > 3);
        // The first page from behind may be a part of a page: the one before it is whole, and they meet.
        let mut way_back = pages.pop().unwrap();
        while let Some(prev) = link(&last, "prev", "application/geo+json").map(str::to_owned) {
            let reply = service.get(&prev.replace(HOST, "")).await;
            last = reply.json();
            assert_eq!(
                reply.headers("link").contains("rel=\"prev\""),
                link(&last, "prev", "application/geo+json").is_some()
            );
            assert!(reply.headers("link").contains("rel=\"next\""));
            let page: Vec<String> = features(&last).iter().map(id).collect();
            assert_eq!(Some(&page), pages.pop().as_ref(), "{prev}");
            way_back = [page, way_back].concat();
        }
        assert!(pages.is_empty());
        let whole = service
            .json(
                &format!("/collections/assets/items?{query}")
                    .replace("limit=7", "limit=99")
                    .replace("limit=9&", "limit=99&"),
            )
            .await;
        assert_eq!(way_back, features(&whole).iter().map(id).collect::<Vec<_>>());
    }
}
