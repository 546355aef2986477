//! CQL2 class by class: each expression, its negation and its pairs give what a plain loop gives that knows true, false and
//! "not known" apart.
//!
//! The standard's own data (177 countries, 243 places, 13 rivers) is not part of this repository, so its tables of counts are
//! not replayed here; the region takes their place, and every form of the standard's examples is read in
//! `features::filter::tests::standard`.

use serde_json::Value;

use super::*;

/// Whether an expression holds for the properties of a feature; `None` when that is not known.
type Rule = fn(&Value) -> Option<bool>;

fn number(properties: &Value, name: &str) -> Option<f64> {
    properties[name].as_f64()
}

fn text<'a>(properties: &'a Value, name: &str) -> Option<&'a str> {
    properties[name].as_str()
}

/// Holds each expression, its negation, and each pair with AND and OR against plain loops.
async fn held(collection: &str, cases: &[(&str, Rule)]) {
    let service = service().await;
    let all = everything(&service, collection, CRS84).await;
    let found = async |expression: &str| set(&service, collection, &format!("filter={}", encoded(expression))).await;
    let expected = |rule: &dyn Fn(&Value) -> Option<bool>| by_loop(&all, |one| rule(&one["properties"]) == Some(true));
    let mut told_apart = 0;
    for (expression, rule) in cases {
        let holds = expected(rule);
        told_apart += usize::from(!holds.is_empty() && holds.len() < all.len());
        assert_eq!(found(expression).await, holds, "{expression}");
        let not = format!("NOT ({expression})");
        assert_eq!(found(&not).await, expected(&|one| rule(one).map(|truth| !truth)), "{not}");
    }
    assert!(told_apart * 3 >= cases.len(), "cases that tell nothing apart prove nothing");
    for (one, (first, first_rule)) in cases.iter().enumerate() {
        for (second, second_rule) in cases.iter().skip(one + 1).step_by(3) {
            let and = |properties: &Value| match (first_rule(properties), second_rule(properties)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            };
            let or = |properties: &Value| match (first_rule(properties), second_rule(properties)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            };
            let (both, either) = (format!("({first}) AND ({second})"), format!("({first}) OR ({second})"));
            assert_eq!(found(&both).await, expected(&and), "{both}");
            assert_eq!(found(&either).await, expected(&or), "{either}");
            let neither = format!("NOT ({either})");
            assert_eq!(found(&neither).await, expected(&|one| or(one).map(|truth| !truth)), "{neither}");
        }
    }
}

#[tokio::test]
async fn basic_cql2_comparison_is_null_boolean_test_data_and_logical() {
    held(
        "assets",
        &[
            ("usable_area_m2 > 500", |p| Some(number(p, "usable_area_m2")? > 500.0)),
            ("usable_area_m2 >= 500", |p| Some(number(p, "usable_area_m2")? >= 500.0)),
            ("usable_area_m2 < 5e2", |p| Some(number(p, "usable_area_m2")? < 500.0)),
            ("usable_area_m2 <= 500.0", |p| Some(number(p, "usable_area_m2")? <= 500.0)),
            ("usable_area_m2 = 500", |p| Some(number(p, "usable_area_m2")? == 500.0)),
            ("usable_area_m2 <> 500", |p| Some(number(p, "usable_area_m2")? != 500.0)),
            ("500 < usable_area_m2", |p| Some(number(p, "usable_area_m2")? > 500.0)),
            ("owner = 'Aldermere Council'", |p| Some(text(p, "owner")? == "Aldermere Council")),
            ("owner <> 'Aldermere Council'", |p| Some(text(p, "owner")? != "Aldermere Council")),
            ("name > '3'", |p| Some(text(p, "name")? > "3")),
            ("\"occupancy\" = 'vacant'", |p| Some(text(p, "occupancy")? == "vacant")),
            ("occupancy IS NULL", |p| Some(text(p, "occupancy").is_none())),
            ("occupancy IS NOT NULL", |p| Some(text(p, "occupancy").is_some())),
            ("rent_gbp_per_year IS NULL", |p| Some(number(p, "rent_gbp_per_year").is_none())),
            ("coarse = TRUE", |p| p["coarse"].as_bool()),
            ("coarse", |p| p["coarse"].as_bool()),
            ("as_at >= DATE('2026-04-01')", |p| Some(text(p, "as_at")? >= "2026-04-01")),
            ("name = 'O''Brien''s <b>\"Café\"</b> & Söns, 100% ; -- \\ %41'", |p| Some(text(p, "name")? == NASTY)),
        ],
    )
    .await;
}

#[tokio::test]
async fn advanced_comparison_operators_like_between_in_and_logical() {
    held(
        "assets",
        &[
            ("name LIKE '1% Example%'", |p| {
                let name = text(p, "name")?;
                Some(name.starts_with('1') && name.contains(" Example"))
            }),
            ("name LIKE '_ Example Street hall'", |p| {
                let rest = text(p, "name")?.strip_suffix(" Example Street hall");
                Some(rest.is_some_and(|rest| rest.chars().count() == 1))
            }),
            ("name LIKE '%hall'", |p| Some(text(p, "name")?.ends_with("hall"))),
            ("name NOT LIKE '%7%'", |p| Some(!text(p, "name")?.contains('7'))),
            ("name LIKE '%100\\%%'", |p| Some(text(p, "name")?.contains("100%"))),
            ("usable_area_m2 BETWEEN 300 AND 700", |p| Some((300.0..=700.0).contains(&number(p, "usable_area_m2")?))),
            ("usable_area_m2 NOT BETWEEN 300 AND 700", |p| {
                Some(!(300.0..=700.0).contains(&number(p, "usable_area_m2")?))
            }),
            ("occupancy IN ('vacant', 'part-vacant')", |p| {
                Some(["vacant", "part-vacant"].contains(&text(p, "occupancy")?))
            }),
            ("occupancy NOT IN ('vacant', 'part-vacant')", |p| {
                Some(!["vacant", "part-vacant"].contains(&text(p, "occupancy")?))
            }),
            ("usable_area_m2 IN (80, 100, 120, 500)", |p| {
                Some([80.0, 100.0, 120.0, 500.0].contains(&number(p, "usable_area_m2")?))
            }),
        ],
    )
    .await;
}

#[tokio::test]
async fn case_insensitive_comparison_casei_and_casei_like() {
    held(
        "assets",
        &[
            ("CASEI(owner) = CASEI('ALDERMERE council')", |p| {
                Some(text(p, "owner")?.to_lowercase() == "aldermere council")
            }),
            ("CASEI(name) LIKE CASEI('1%HALL')", |p| {
                let name = text(p, "name")?.to_lowercase();
                Some(name.starts_with('1') && name.ends_with("hall"))
            }),
            ("CASEI(occupancy) IN (CASEI('VACANT'))", |p| Some(text(p, "occupancy")? == "vacant")),
            ("CASEI(name) LIKE CASEI('%SÖNS%')", |p| Some(text(p, "name")?.to_lowercase().contains("söns"))),
            ("owner = 'aldermere council'", |p| Some(text(p, "owner")? == "aldermere council")),
        ],
    )
    .await;
}

#[tokio::test]
async fn accent_insensitive_comparison_accenti_accenti_like_and_with_casei() {
    let nasty: Rule = |p| Some(text(p, "name")?.contains("Café"));
    held(
        "assets",
        &[
            ("ACCENTI(name) LIKE ACCENTI('%Cafe%')", nasty),
            ("ACCENTI(name) LIKE ACCENTI('%Cäfé%')", nasty),
            ("CASEI(ACCENTI(name)) LIKE CASEI(ACCENTI('%CÀFE%SONS%'))", nasty),
            ("name LIKE '%Cafe%'", |p| Some(text(p, "name")?.contains("Cafe"))),
            ("ACCENTI(owner) = ACCENTI('Ãldermere Council')", |p| Some(text(p, "owner")? == "Aldermere Council")),
            ("ACCENTI(owner) = ACCENTI('aldermere Council')", |_| Some(false)),
        ],
    )
    .await;
}

#[tokio::test]
async fn temporal_functions_instants_and_intervals_of_two_properties() {
    fn days(p: &Value) -> Option<(&str, &str)> {
        Some((text(p, "stated_on")?, text(p, "latest_start")?))
    }
    held(
        "needs",
        &[
            ("T_AFTER(stated_on, DATE('2023-02-28'))", |p| Some(text(p, "stated_on")? > "2023-02-28")),
            ("T_BEFORE(stated_on, DATE('2023-02-28'))", |p| Some(text(p, "stated_on")? < "2023-02-28")),
            ("T_EQUALS(stated_on, DATE('2023-02-28'))", |p| Some(text(p, "stated_on")? == "2023-02-28")),
            ("T_DISJOINT(stated_on, DATE('2023-02-28'))", |p| Some(text(p, "stated_on")? != "2023-02-28")),
            ("T_INTERSECTS(stated_on, INTERVAL('2019-01-01','2023-02-28'))", |p| {
                Some(("2019-01-01"..="2023-02-28").contains(&text(p, "stated_on")?))
            }),
            ("T_INTERSECTS(stated_on, INTERVAL('..','2019-01-01'))", |p| Some(text(p, "stated_on")? <= "2019-01-01")),
            ("T_DURING(INTERVAL(stated_on, latest_start), INTERVAL('2019-06-01','2100-01-01'))", |p| {
                let (first, last) = days(p)?;
                Some(first > "2019-06-01" && last < "2100-01-01")
            }),
            ("T_CONTAINS(INTERVAL(stated_on, latest_start), INTERVAL('2024-01-01','2025-01-01'))", |p| {
                let (first, last) = days(p)?;
                Some(first < "2024-01-01" && last > "2025-01-01")
            }),
            ("T_STARTS(INTERVAL(stated_on, latest_start), INTERVAL('2019-01-01','2100-01-01'))", |p| {
                let (first, last) = days(p)?;
                Some(first == "2019-01-01" && last < "2100-01-01")
            }),
            ("stated_on > latest_start", |p| days(p).map(|(first, last)| first > last)),
        ],
    )
    .await;
}

#[tokio::test]
async fn property_property_value_property_and_value_value() {
    held(
        "needs",
        &[
            ("area_ideal_m2 > area_min_m2", |p| Some(number(p, "area_ideal_m2")? > number(p, "area_min_m2")?)),
            ("id = title", |p| Some(text(p, "id")? == text(p, "title")?)),
            ("id < title", |p| Some(text(p, "id")? < text(p, "title")?)),
            ("area_min_m2 < area_ideal_m2", |p| Some(number(p, "area_min_m2")? < number(p, "area_ideal_m2")?)),
            ("1 = 1", |_| Some(true)),
            ("'a' > 'b'", |_| Some(false)),
            ("would_share = urgent", |p| Some(p["would_share"].as_bool()? == p["urgent"].as_bool()?)),
            ("270 <= area_ideal_m2", |p| Some(number(p, "area_ideal_m2")? >= 270.0)),
            ("urgent <> would_share", |p| Some(p["would_share"].as_bool()? != p["urgent"].as_bool()?)),
            ("stated_on < latest_start", |p| Some(text(p, "stated_on")? < text(p, "latest_start")?)),
            ("borough = 'Aldermere'", |p| Some(text(p, "borough")? == "Aldermere")),
        ],
    )
    .await;
}

#[tokio::test]
async fn arithmetic_is_ordinary_and_what_is_divided_by_nothing_is_not_known() {
    held(
        "assets",
        &[
            ("usable_area_m2 * 2 > 500 + 100", |p| Some(number(p, "usable_area_m2")? * 2.0 > 600.0)),
            ("rent_gbp_per_year / usable_area_m2 < 10", |p| {
                Some(number(p, "rent_gbp_per_year")? / number(p, "usable_area_m2")? < 10.0)
            }),
            ("usable_area_m2 - 80 = 20 * 6", |p| Some(number(p, "usable_area_m2")? - 80.0 == 120.0)),
            ("usable_area_m2 % 100 = 0", |p| Some(number(p, "usable_area_m2")? % 100.0 == 0.0)),
            ("usable_area_m2 div 100 = 5", |p| Some((number(p, "usable_area_m2")? / 100.0).trunc() == 5.0)),
            ("usable_area_m2 ^ 2 > 250000", |p| Some(number(p, "usable_area_m2")?.powi(2) > 250_000.0)),
            ("2 + 3 * 4 = 14", |_| Some(true)),
            ("usable_area_m2 / 0 = 1", |_| None),
        ],
    )
    .await;
}

/// A square of the grid: least x, least y, most x, most y.
type Square = [f64; 4];

fn square(feature: &Value) -> Square {
    let ring = feature["geometry"]["coordinates"][0][0].as_array().unwrap();
    let side =
        |at: usize, pick: fn(f64, f64) -> f64| ring.iter().map(|one| one[at].as_f64().unwrap()).reduce(pick).unwrap();
    [side(0, f64::min), side(1, f64::min), side(0, f64::max), side(1, f64::max)]
}

fn meet([a, b, c, d]: Square, [e, f, g, h]: Square) -> bool {
    a <= g && e <= c && b <= h && f <= d
}

fn overlap_inside([a, b, c, d]: Square, [e, f, g, h]: Square) -> bool {
    a < g && e < c && b < h && f < d
}

fn within([a, b, c, d]: Square, [e, f, g, h]: Square) -> bool {
    e <= a && f <= b && c <= g && d <= h
}

#[tokio::test]
async fn basic_spatial_functions_s_intersects_box_and_point_and_a_place_that_cannot_be_is_refused() {
    let service = service().await;
    let areas = everything(&service, "areas", EPSG_27700).await;
    let crs = encoded(EPSG_27700);
    for (literal, around) in [
        ("BBOX(334000,389000,335500,390500)", [334_000.0, 389_000.0, 335_500.0, 390_500.0]),
        ("POINT(334000 389000)", [334_000.0, 389_000.0, 334_000.0, 389_000.0]),
        ("POINT(334500.25 389000)", [334_500.25, 389_000.0, 334_500.25, 389_000.0]),
        ("POINT(334500.25 389000.75)", [334_500.25, 389_000.75, 334_500.25, 389_000.75]),
        ("BBOX(0,0,1,1)", [0.0, 0.0, 1.0, 1.0]),
    ] {
        let expected = by_loop(&areas, |one| meet(square(one), around));
        let filter = encoded(&format!("S_INTERSECTS(geometry, {literal})"));
        assert_eq!(set(&service, "areas", &format!("filter={filter}&filter-crs={crs}")).await, expected, "{literal}");
        let not = encoded(&format!("NOT S_INTERSECTS(geometry, {literal})"));
        let others = by_loop(&areas, |one| !meet(square(one), around));
        assert_eq!(set(&service, "areas", &format!("filter={not}&filter-crs={crs}")).await, others, "{literal}");
    }
    for literal in
        ["POINT(190 0)", "POINT(0 91)", "BBOX(-3,53,-2,154)", "POINT(333000 388000)", "POINT(NaN 0)", "POINT(1e999 0)"]
    {
        let path =
            format!("/collections/areas/items?filter={}", encoded(&format!("S_INTERSECTS(geometry, {literal})")));
        refused(&service.get(&path).await, Some("filter"), &path);
    }
}

#[tokio::test]
async fn basic_spatial_functions_plus_every_kind_of_literal_is_read() {
    let service = service().await;
    let areas = everything(&service, "areas", EPSG_27700).await;
    let crs = encoded(EPSG_27700);
    let inside = |squares: &'static [Square]| move |one: &Value| squares.iter().any(|other| meet(square(one), *other));
    let line = inside(&[[333_500.0, 388_500.0, 335_500.0, 388_500.0]]);
    let polygon = inside(&[[334_500.0, 389_500.0, 335_500.0, 390_500.0]]);
    let two_points =
        inside(&[[333_500.0, 388_500.0, 333_500.0, 388_500.0], [338_500.0, 393_500.0, 338_500.0, 393_500.0]]);
    type Wanted<'a> = &'a dyn Fn(&Value) -> bool;
    let ring = "(334500 389500, 335500 389500, 335500 390500, 334500 390500, 334500 389500)";
    let cases: [(String, Wanted<'_>); 8] = [
        ("LINESTRING(333500 388500, 335500 388500)".to_owned(), &line),
        ("MULTILINESTRING((333500 388500, 334500 388500), (334500 388500, 335500 388500))".to_owned(), &line),
        (format!("POLYGON({ring})"), &polygon),
        (format!("MULTIPOLYGON(({ring}))"), &polygon),
        ("MULTIPOINT((333500 388500), (338500 393500))".to_owned(), &two_points),
        ("MULTIPOINT(333500 388500, 338500 393500)".to_owned(), &two_points),
        ("GEOMETRYCOLLECTION(POINT(333500 388500), POINT(338500 393500))".to_owned(), &two_points),
        ("POINT Z (333500 388500 7)".to_owned(), &|one| {
            meet(square(one), [333_500.0, 388_500.0, 333_500.0, 388_500.0])
        }),
    ];
    for (literal, wanted) in cases {
        let expected = by_loop(&areas, wanted);
        assert!(!expected.is_empty() && expected.len() < 36);
        let filter = encoded(&format!("S_INTERSECTS(geometry, {literal})"));
        assert_eq!(set(&service, "areas", &format!("filter={filter}&filter-crs={crs}")).await, expected, "{literal}");
    }
}

#[tokio::test]
async fn spatial_functions_each_relation_of_squares_is_what_their_sides_say() {
    let service = service().await;
    let areas = everything(&service, "areas", EPSG_27700).await;
    let crs = encoded(EPSG_27700);
    type Relation = (&'static str, fn(Square, Square) -> bool);
    let relations: [Relation; 7] = [
        ("S_INTERSECTS", meet),
        ("S_DISJOINT", |one, other| !meet(one, other)),
        ("S_EQUALS", |one, other| one == other),
        ("S_TOUCHES", |one, other| meet(one, other) && !overlap_inside(one, other)),
        ("S_WITHIN", within),
        ("S_CONTAINS", |one, other| within(other, one)),
        ("S_OVERLAPS", |one, other| overlap_inside(one, other) && !within(one, other) && !within(other, one)),
    ];
    for other in [
        [334_000.0, 389_000.0, 335_000.0, 390_000.0],
        [334_000.0, 389_000.0, 336_000.0, 391_000.0],
        [334_250.0, 389_250.0, 334_750.0, 389_750.0],
        [334_500.0, 389_500.0, 336_500.0, 390_500.0],
        [330_000.0, 385_000.0, 340_000.0, 395_000.0],
        [332_000.0, 387_000.0, 333_000.0, 388_000.0],
        [1_000.0, 1_000.0, 2_000.0, 2_000.0],
    ] {
        let [west, south, east, north] = other;
        let literal =
            format!("POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))");
        for (name, relation) in relations {
            let expected = by_loop(&areas, |one| relation(square(one), other));
            let filter = encoded(&format!("{name}(geometry, {literal})"));
            assert_eq!(
                set(&service, "areas", &format!("filter={filter}&filter-crs={crs}")).await,
                expected,
                "{name} {other:?}"
            );
        }
    }
    // A line that goes through, along, and only up to squares.
    let filter = encoded("S_CROSSES(geometry, LINESTRING(333500 388500, 335000 388500))");
    let expected = by_loop(&areas, |one| {
        let [west, south, east, north] = square(one);
        south < 388_500.0 && 388_500.0 < north && west < 335_000.0 && 333_500.0 < east && west < 333_501.0
    });
    let found = set(&service, "areas", &format!("filter={filter}&filter-crs={crs}")).await;
    assert!(expected.is_subset(&found), "{found:?}");
}
