//! What must be refused: 4xx, a problem that names its parameter, in little time, and the service answers as before after it.

use std::time::{Duration, Instant};

use super::*;

/// What a refusal may take, with room for a busy machine: nothing here may be worked on at length.
const LONGEST: Duration = Duration::from_secs(5);

/// Parameter and value: each alone is one bad question to `/collections/{..}/items`.
fn bad_values() -> Vec<(&'static str, String)> {
    let deep_text = format!("{}1=1{}", "(".repeat(3_000), ")".repeat(3_000));
    let deep_not = format!("{}coarse", "NOT ".repeat(1_500));
    let wide = vec!["id='x'"; 1_000].join(" OR ");
    let listed = format!("id IN ({})", vec!["'x'"; 2_000].join(","));
    let circle: Vec<String> = (0..4_500).map(|n| format!("{} {}", n % 180, n % 90)).collect();
    let polygon = format!("S_INTERSECTS(geometry,POLYGON(({})))", circle.join(","));
    let collections =
        format!("S_INTERSECTS(geometry,{}POINT(1 1){})", "GEOMETRYCOLLECTION(".repeat(500), ")".repeat(500));
    let pluses = format!("usable_area_m2 = {}1", "1+".repeat(2_000));
    let mut bad: Vec<(&'static str, String)> = vec![
        ("filter", deep_text),
        ("filter", deep_not),
        ("filter", wide),
        ("filter", listed),
        ("filter", polygon),
        ("filter", collections),
        ("filter", pluses),
        ("filter", "x".repeat(60_000)),
        ("filter", format!("name = '{}'", "x".repeat(20_000))),
        ("filter", format!("name LIKE '{}'", "%a".repeat(8_000))),
        ("cursor", "A".repeat(60_000)),
        ("sortby", vec!["name"; 5_000].join(",")),
        ("bbox", vec!["1"; 10_000].join(",")),
        ("datetime", "2026-01-01/".repeat(2_000)),
        ("q", "x".repeat(10_000)),
        ("limit", "-".repeat(10_000)),
        ("crs", "http://www.opengis.net/def/crs/".repeat(500)),
    ];
    let short: &[(&str, &[&str])] = &[
        (
            "filter",
            &[
                "",
                " ",
                ";",
                "'",
                "\"",
                "\\",
                "--",
                "/*",
                "id",
                "id = ",
                "id = 'x",
                "id = \"x\"",
                "id = id2",
                "1",
                "'x'",
                "NULL",
                "id = NULL",
                "id IS",
                "id IS NOT",
                "id IN",
                "id IN (",
                "id IN ('x'",
                "id LIKE 1",
                "id LIKE id",
                "id BETWEEN 'a'",
                "id BETWEEN 'a' AND",
                "NOT NOT",
                "AND",
                "id = 'x' AND OR id = 'y'",
                "usable_area_m2 = 'x'",
                "usable_area_m2 > TRUE",
                "owner > 5",
                "coarse = 1",
                "as_at = '2026-04-01T'",
                "as_at = DATE('2026-02-30')",
                "as_at = DATE('soon')",
                "as_at = TIMESTAMP('2026-02-01')",
                "T_AFTER(name, DATE('2026-01-01'))",
                "T_AFTER(as_at)",
                "T_NEVER(as_at, as_at)",
                "T_DURING(as_at, INTERVAL('b','a'))",
                "S_INTERSECTS(name, POINT(1 1))",
                "S_INTERSECTS(geometry, POINT(1))",
                "S_INTERSECTS(geometry, POINT(a b))",
                "S_INTERSECTS(geometry, POLYGON((0 0, 1 1)))",
                "S_INTERSECTS(geometry, POLYGON((0 0,0 1,1 1,1 0)))",
                "S_INTERSECTS(geometry, BBOX(1,2,3))",
                "S_INTERSECTS(geometry, BBOX(1,2,0,0))",
                "S_INTERSECTS(geometry, LINESTRING(1 1))",
                "S_INTERSECTS(geometry, POINT EMPTY",
                "S_NEAR(geometry, POINT(1 1))",
                "S_INTERSECTS(geometry, CIRCLE(1 1 5))",
                "A_CONTAINS(owner, ('x'))",
                "lower(owner) = 'x'",
                "exec('id') = 1",
                "java.lang.Runtime = 1",
                "id = 'x' UNION SELECT 1",
                "id = 'x'; DROP TABLE assets",
                "${id} = 1",
                "{{7*7}} = 49",
                "%s = 1",
                "password = 'x'",
                "budget_gbp_per_year > 1",
                "position = 1",
                "__proto__ = 1",
                "id = 'a' 'b'",
                "1 + = 2",
                "usable_area_m2 + name > 1",
                "(",
                ")",
                "()",
                "id=\u{202e}'x'",
            ],
        ),
        ("limit", &["0", "-1", "1.5", "", " ", "one", "1e9", "0x1", "+5", "NaN", "1,2", "²"]),
        (
            "bbox",
            &[
                "",
                "1",
                "1,2,3",
                "1,2,3,4,5",
                "a,b,c,d",
                "NaN,NaN,NaN,NaN",
                "inf,0,1,1",
                "-181,0,1,1",
                "0,-91,1,1",
                "0,5,1,1",
                "1;2;3;4",
                "1,,2,3",
                "1 2 3 4",
                "0,0,1,1e400",
                "POLYGON((0 0))",
            ],
        ),
        (
            "datetime",
            &[
                "",
                "..",
                "/",
                "../..",
                "2026",
                "2026-02-30",
                "2026-13-01",
                "2026-01-02/2026-01-01",
                "a/b",
                "1/2/3",
                "now()",
                "2026-01-01T25:00:00Z",
                "P1D",
            ],
        ),
        (
            "crs",
            &[
                "",
                "4326",
                "EPSG:99999",
                "http://evil.example/crs",
                "http://www.opengis.net/def/crs/EPSG/0/",
                "../../etc/passwd",
                "urn:x",
            ],
        ),
        ("bbox-crs", &["", "27700", "EPSG::27700", "file:///etc/passwd"]),
        ("filter-crs", &["", "WGS84", "http://169.254.169.254/"]),
        ("filter-lang", &["", "cql", "sql", "cql2-xml", "ecql"]),
        (
            "sortby",
            &[
                "",
                ",",
                "-",
                "+",
                "nothing",
                "name,name",
                "name,-name",
                "--name",
                "name desc",
                "random()",
                "id,name,owner,borough,occupancy",
            ],
        ),
        ("cursor", &["", "zz", "0", "%", "AAAA", "e30", "WzFd", "WzEsIiIsW10sMV0", "'; DROP TABLE assets"]),
        ("occupancy", &["empty", "", "vacant,", "VACANT"]),
        ("fictional", &["1", "yes", "", "TRUE"]),
        ("as_at", &["2026-02-30", "soon", "", "2026-04-01T00:00:00Z"]),
        ("usable_area_m2", &["big", "", "NaN", "inf", "1e999", "1;2"]),
        ("min_area_m2", &["-1", "", "x", "NaN", "inf"]),
        ("nonsense", &["1"]),
        ("Limit", &["1"]),
        ("filter[]", &["1"]),
        ("$where", &["1=1"]),
        ("service", &["WFS"]),
    ];
    bad.extend(short.iter().flat_map(|(name, values)| values.iter().map(move |value| (*name, (*value).to_owned()))));
    bad
}

#[tokio::test]
async fn every_bad_value_is_refused_by_name_at_once_and_harms_nothing() {
    let service = service().await;
    let before = service.get("/collections/assets/items").await;
    let bad = bad_values();
    assert!(bad.len() >= 180, "{}", bad.len());
    for (parameter, value) in bad {
        let path = format!("/collections/assets/items?{}={}", encoded(parameter), encoded(&value));
        let start = Instant::now();
        let reply = service.get(&path).await;
        assert!(start.elapsed() < LONGEST, "{parameter} took {:?}", start.elapsed());
        refused(&reply, Some(parameter), &format!("{parameter}={value}"));
    }
    let after = service.get("/collections/assets/items").await;
    assert_eq!((after.status, after.body), (before.status, before.body));
}

#[tokio::test]
async fn every_bad_filter_in_json_is_refused_at_once() {
    let service = service().await;
    let equal = r#"{"op":"=","args":[{"property":"id"},"x"]}"#;
    let nested = |times: usize| format!("{}{equal}{}", r#"{"op":"not","args":["#.repeat(times), "]}".repeat(times));
    let deep_array =
        format!(r#"{{"op":"in","args":[{{"property":"id"}},{}"x"{}]}}"#, "[".repeat(5_000), "]".repeat(5_000));
    let many = format!(r#"{{"op":"or","args":[{}]}}"#, vec![equal; 400].join(","));
    let bad = [
        String::new(),
        "null".into(),
        "true and".into(),
        "[]".into(),
        "{}".into(),
        "5".into(),
        r#""id = 'x'""#.into(),
        r#"{"op":"="}"#.into(),
        r#"{"op":"=","args":[]}"#.into(),
        r#"{"op":"=","args":[1]}"#.into(),
        r#"{"op":"=","args":[1,2,3]}"#.into(),
        r#"{"op":"explode","args":[1,2]}"#.into(),
        r#"{"op":"=","args":[{"property":"nothing"},1]}"#.into(),
        r#"{"op":"=","args":[{"property":5},1]}"#.into(),
        r#"{"op":5,"args":[1,1]}"#.into(),
        r#"{"op":"=","args":{"property":"id"}}"#.into(),
        r#"{"op":"=","args":[{"property":"usable_area_m2"},1e999]}"#.into(),
        r#"{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[1]}]}"#.into(),
        r#"{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":["a","b"]}]}"#.into(),
        r#"{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}]}"#
            .into(),
        r#"{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[1,2,3]}]}"#.into(),
        r#"{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[500,500]}]}"#.into(),
        r#"{"op":"t_after","args":[{"property":"as_at"},{"date":"2026-02-30"}]}"#.into(),
        r#"{"function":{"name":"system","args":["ls"]}}"#.into(),
        r#"{"op":"=","args":[{"property":"id"},"x"],"op":"<"}garbage"#.into(),
        nested(40),
        nested(500),
        deep_array,
        many,
        format!("\"{}\"", "x".repeat(60_000)),
    ];
    for filter in bad {
        let path = format!("/collections/assets/items?filter-lang=cql2-json&filter={}", encoded(&filter));
        let start = Instant::now();
        let reply = service.get(&path).await;
        assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
        refused(&reply, Some("filter"), &filter);
    }
}

#[tokio::test]
async fn every_bad_address_below_the_collections_is_not_there_or_refused() {
    let service = service().await;
    let long = "x".repeat(20_000);
    for name in
        ["assets", "nothing", "..", "%2e%2e%2f", "%00", "%FF%FE", "assets%2Fitems", "ASSETS", "assets;x=1", &long]
    {
        for below in [
            "",
            "/items/none",
            "/items/%2e%2e%2fetc",
            "/tiles/WebMercatorQuad/99/0/0",
            "/tiles/WebMercatorQuad/1/-1/0",
            "/tiles/Other/0/0/0",
            "/functions",
            "/nothing",
        ] {
            let path = format!("/collections/{name}{below}");
            if path == "/collections/assets" {
                continue;
            }
            refused(&service.get(&path).await, None, &path);
            refused(&service.get(&format!("/OGCFeatureServer{path}")).await, None, &path);
        }
    }
}
