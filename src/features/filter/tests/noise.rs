//! Whatever is sent: never a panic, always in bounds.

use std::time::Instant;

use proptest::prelude::*;

use crate::features::crs::Crs;
use crate::features::filter::tests::{described, halls, reads_back};
use crate::features::filter::{Filter, MOST_DEPTH, MOST_JSON_BYTES, MOST_NODES, MOST_TEXT_BYTES};

fn text(text: &str) -> Result<Filter, String> {
    Filter::parse_text(text, &described(), Crs::Crs84).map_err(|error| error.to_string())
}

fn json(text: &str) -> Result<Filter, String> {
    Filter::parse_json(text, &described(), Crs::Crs84).map_err(|error| error.to_string())
}

#[test]
fn brackets_nest_to_a_limit_and_no_further() {
    let nested = |depth: usize| format!("{}listed{}", "(".repeat(depth), ")".repeat(depth));
    assert!(text(&nested(MOST_DEPTH - 1)).is_ok());
    assert!(text(&nested(MOST_DEPTH)).unwrap_err().contains("deeper than 32"));
    for many in
        ["(", "NOT ", "-", "+", "CASEI(", "S_WITHIN(", "x IN (", "1+", "'", "\"", "POINT(", "GEOMETRYCOLLECTION("]
    {
        assert!(text(&many.repeat(MOST_TEXT_BYTES / many.len())).is_err(), "{many}");
        assert!(text(&many.repeat(20_000)).unwrap_err().contains("longer than 8192"), "{many}");
    }
}

#[test]
fn json_nests_to_a_limit_and_no_further() {
    let nested = |depth: usize| format!("{}true{}", r#"{"op":"not","args":["#.repeat(depth), "]}".repeat(depth));
    assert!(json(&nested(MOST_DEPTH - 1)).is_ok());
    assert!(json(&nested(MOST_DEPTH)).unwrap_err().contains("deeper than 32"));
    for many in ["[", "{\"op\":", "[[", "{\"args\":[", "\"\\"] {
        assert!(json(&many.repeat(MOST_JSON_BYTES / many.len())).is_err(), "{many}");
        assert!(json(&many.repeat(20_000)).unwrap_err().contains("longer than 16384"), "{many}");
    }
}

#[test]
fn parts_lists_and_coordinates_have_limits() {
    let any = |count: usize| vec!["listed"; count].join(" OR ");
    assert!(text(&any(MOST_NODES - 1)).is_ok());
    assert!(text(&any(MOST_NODES)).unwrap_err().contains("more than 256 parts"));
    let list = |count: usize| format!("floors IN ({})", vec!["1"; count].join(","));
    assert!(text(&list(1024)).is_ok());
    assert!(text(&list(1025)).unwrap_err().contains("at most 1024 values"));
    let listed = format!(r#"{{"op":"in","args":[{{"property":"floors"}},[{}]]}}"#, vec!["1"; 1025].join(","));
    assert!(json(&listed).unwrap_err().contains("at most 1024 values"));
    let sum = |count: usize| format!("floors = {}", vec!["floors"; count].join(" + "));
    assert!(text(&sum(30)).is_ok());
    assert!(text(&sum(40)).unwrap_err().contains("deeper than 32"));
    let points = format!(
        r#"{{"op":"s_within","args":[{{"property":"geometry"}},{{"type":"MultiPoint","coordinates":[{}]}}]}}"#,
        vec!["[1]"; 4_000].join(",")
    );
    assert!(json(&points).is_err());
    let line: Vec<String> = (0..2_000).map(|at| format!("{} {}", at % 10, at / 10 % 10)).collect();
    assert!(text(&format!("S_INTERSECTS(geometry, LINESTRING({}))", line.join(","))).is_ok());
}

#[test]
fn the_largest_filters_are_read_at_once() {
    let star: Vec<String> = (0..800)
        .map(|at| {
            let angle = f64::from(at) * std::f64::consts::TAU / 800.0;
            let long = if at % 2 == 0 { 9.0 } else { 3.0 };
            format!("[{:.4},{:.4}]", long * angle.cos(), long * angle.sin())
        })
        .collect();
    let star = format!(
        r#"{{"op":"s_within","args":[{{"property":"geometry"}},{{"type":"Polygon","coordinates":[[{},{}]]}}]}}"#,
        star.join(","),
        star[0]
    );
    assert!(star.len() < MOST_JSON_BYTES);
    let started = Instant::now();
    assert!(json(&star).is_ok());
    let spaces = " ".repeat(MOST_TEXT_BYTES - 6) + "listed";
    assert!(text(&spaces).is_ok());
    assert!(text(&format!("name LIKE '{}'", "%a".repeat(4_000))).is_ok());
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

const SEEDS: [&str; 12] = [
    "area_m2 BETWEEN 10 AND 20 OR NOT listed AND CASEI(name) LIKE casei('M%\\_x')",
    "S_INTERSECTS(geometry, POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1)))",
    "T_INTERSECTS(INTERVAL(opened, '..'), INTERVAL('2020-01-01', '2021-01-01T00:00:00Z'))",
    "floors NOT IN (1, 2, floors * 3 - 4 ^ 2 % 5 div 6 / 7)",
    "\"odd name\" = 'O''Hara' AND use IS NOT NULL",
    "S_TOUCHES(geometry, GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(1 2, 3 4), MULTIPOINT((1 2), (3 4))))",
    "T_DURING(INTERVAL(opened, closed), INTERVAL('2020-01-01', '..')) = TRUE",
    "S_WITHIN(geometry, BBOX(170, -10, 0, -170, 10, 9))",
    "ACCENTI(CASEI(name)) = ACCENTI(CASEI('Ärzte'))",
    "S_CROSSES(geometry, MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5))))",
    "as_at >= DATE('2020-01-01') AND as_at < TIMESTAMP('2021-01-01T00:00:00.5Z')",
    "-floors + 1.5e3 < .5 OR (listed = FALSE) IS NULL",
];

fn tried(filter: Result<Filter, String>) {
    match filter {
        Ok(filter) => {
            halls().found(&filter);
            reads_back(&filter, &described());
        }
        Err(said) => assert!(said.chars().count() < 400 && said.ends_with('.'), "{said}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn random_characters_never_panic(noise in ".{0,200}") {
        tried(text(&noise));
        tried(json(&noise));
    }

    #[test]
    fn random_words_never_panic(words in proptest::collection::vec(prop_oneof![
        Just("("), Just(")"), Just(","), Just("AND"), Just("OR"), Just("NOT"), Just("="), Just("<>"), Just("-"), Just("+"),
        Just("^"), Just("div"), Just("LIKE"), Just("IN"), Just("BETWEEN"), Just("IS"), Just("NULL"), Just("'x'"), Just("'..'"),
        Just("5"), Just("0"), Just("1.5"), Just("name"), Just("floors"), Just("listed"), Just("geometry"), Just("as_at"),
        Just("CASEI"), Just("DATE"), Just("INTERVAL"), Just("POINT"), Just("POLYGON"), Just("BBOX"), Just("S_WITHIN"),
        Just("T_AFTER"), Just("TRUE"), Just("'2020-01-01'"), Just("1 2"),
    ], 0..25)) {
        tried(text(&words.join(" ")));
    }

    #[test]
    fn changed_filters_never_panic(
        seed in 0..SEEDS.len(), cut in 0..200_usize, length in 0..12_usize, put in "[-0-9a-zA-Z()'\",.^%_ é\\\\]{0,6}"
    ) {
        let known: Vec<char> = SEEDS[seed].chars().collect();
        let (cut, length) = (cut % (known.len() + 1), length);
        let changed: String =
            known[..cut].iter().copied().chain(put.chars()).chain(known.iter().skip(cut + length).copied()).collect();
        tried(text(&changed));
        let filter = text(SEEDS[seed]).unwrap().to_json().to_string();
        let known: Vec<char> = filter.chars().collect();
        let cut = (cut * 7) % (known.len() + 1);
        let changed: String =
            known[..cut].iter().copied().chain(put.chars()).chain(known.iter().skip(cut + length).copied()).collect();
        tried(json(&changed));
    }
}
