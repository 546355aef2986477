//! What people are told: one sentence, the place, what would be right, and never more than they need.

use crate::features::collection::GeometryType;
use crate::features::crs::Crs;
use crate::features::filter::Filter;
use crate::features::filter::tests::described;

fn text(text: &str) -> String {
    Filter::parse_text(text, &described(), Crs::Crs84).expect_err(text).to_string()
}

fn json(text: &str) -> String {
    Filter::parse_json(text, &described(), Crs::Crs84).expect_err(text).to_string()
}

#[test]
fn an_unknown_property_names_those_spelled_nearly_so() {
    assert_eq!(text("nmae = 'x'"), "there is no property \"nmae\"; near it: name (at character 1).");
    assert_eq!(text("listed AND area > 5"), "there is no property \"area\"; near it: area_m2 (at character 12).");
    assert_eq!(text("AREA_M2 > 5"), "there is no property \"AREA_M2\"; near it: area_m2 (at character 1).");
    assert_eq!(
        text("colour = 'x'"),
        "there is no property \"colour\"; there are id, name, use, area_m2, floors, listed, as_at, opened, closed, odd name (at character 1)."
    );
    assert_eq!(json(r#"{"property":"list"}"#), "there is no property \"list\"; near it: listed.");
    assert!(text(&format!("{} = 1", "x".repeat(5_000))).len() < 300);
}

#[test]
fn kinds_that_do_not_go_together_are_named() {
    for (filter, said) in [
        ("area_m2 = 'big'", "area_m2 is a number and cannot be compared with 'big', which is text (at character 1)."),
        ("name > 5", "name is text and cannot be compared with 5, which is a number (at character 1)."),
        ("name", "name is text, where something true or false is needed (at character 1)."),
        ("name + 1 = 2", "name is text and cannot be calculated with (at character 1)."),
        ("floors LIKE '1%'", "floors is a number; LIKE takes text (at character 1)."),
        ("name LIKE name", "name is no pattern; after LIKE comes text in quotes (at character 11)."),
        ("CASEI(floors) = 'x'", "floors is a number; CASEI and ACCENTI take text (at character 7)."),
        ("as_at > 'soon'", "'soon' is text and cannot be compared with a day; write DATE('2026-11-21')."),
        ("geometry = 5", "geometry is a shape; use S_INTERSECTS or its like (at character 1)."),
        ("S_INTERSECTS(name, POINT(0 0))", "name is text, not a shape (at character 14)."),
        ("S_INTERSECTS(geometry, 5)", "5 is not a shape such as geometry, POINT or BBOX."),
        ("T_AFTER(name, DATE('2020-01-01'))", "name is text, not a day, moment or interval (at character 9)."),
        (
            "T_DURING(as_at, INTERVAL('2020-01-01','..'))",
            "as_at is one instant, and T_DURING takes two intervals; use T_INTERSECTS (at character 10).",
        ),
        (
            "T_AFTER(as_at, INTERVAL('2021-01-01','2020-01-01'))",
            "INTERVAL('2021-01-01', '2020-01-01') ends before it begins.",
        ),
        ("INTERVAL(as_at, '..') = as_at", "INTERVAL(as_at, '..') is an interval; use T_INTERSECTS or its like."),
    ] {
        assert_eq!(text(filter), said, "{filter}");
    }
}

#[test]
fn what_is_not_cql2_is_told_with_its_place() {
    for (filter, said) in [
        ("", "expected a value, a property or \"(\", found the end (at character 1)."),
        ("name = ", "expected a value, a property or \"(\", found the end (at character 8)."),
        ("name = 'x", "the text that begins here has no closing apostrophe (at character 8)."),
        ("\"name = 5", "the name that begins here has no closing double quote (at character 1)."),
        ("é ; 1", "the character ';' means nothing outside quotes (at character 3)."),
        ("name = 5 name", "expected AND, OR or the end of the filter, found \"name\" (at character 10)."),
        ("(name = 5", "expected \")\", found the end (at character 10)."),
        ("name IS 5", "expected NULL or NOT NULL, found 5 (at character 9)."),
        ("name NOT 5", "expected LIKE, BETWEEN or IN after NOT, found 5 (at character 10)."),
        ("floors BETWEEN 1 OR 2", "expected AND and the upper end of BETWEEN, found \"OR\" (at character 18)."),
        ("floors = 12ab", "\"12ab\" is not a number (at character 10)."),
        ("floors = 1e999", "\"1e999\" is too large a number (at character 10)."),
        ("floors IN ()", "expected a value, a property or \"(\", found \")\" (at character 12)."),
        ("2 ^ 3 ^ 4 = 5", "write brackets around one of two ^ in a row (at character 7)."),
        ("(1, 2) = 5", "lists stand only after IN, and no property has several values (at character 3)."),
        (
            "A_CONTAINS(name, ('x'))",
            "there is no function A_CONTAINS: no property here has several values (at character 1).",
        ),
        ("T_AFTER(as_at, DATE('2020-02-30'))", "\"2020-02-30\" is not a day like 2026-11-21 (at character 21)."),
        (
            "T_AFTER(as_at, TIMESTAMP('2020-02-03'))",
            "\"2020-02-03\" is not a moment like 2026-11-21T12:00:00Z (at character 26).",
        ),
        (
            "AND",
            "expected a value or a property; put a property of that name in double quotes, found \"AND\" (at character 1).",
        ),
    ] {
        assert_eq!(text(filter), said, "{filter}");
    }
    assert!(text("buffer(geometry, 5) = 1").starts_with("there is no function buffer; there are CASEI"));
}

#[test]
fn shapes_that_are_none_are_refused() {
    for (shape, said) in [
        (
            "POINT(90 180)",
            "90 180 lies outside OGC:CRS84, which has longitude (-180 to 180) before latitude (-90 to 90); see filter-crs",
        ),
        (
            "POINT(430000 433000)",
            "430000 433000 lies outside OGC:CRS84, which has longitude (-180 to 180) before latitude (-90 to 90); see filter-crs",
        ),
        ("LINESTRING(1 1, 1 1)", "a line needs two different coordinates"),
        ("POLYGON((0 0, 1 0, 1 1))", "a ring needs at least four coordinates, and the last must be the first again"),
        ("BBOX(1, 2, 3)", "a BBOX has four numbers, or six with heights"),
        ("BBOX(1, 5, 3, 4)", "the southern edge of this BBOX lies north of the northern one"),
    ] {
        let error = text(&format!("S_INTERSECTS(geometry, {shape})"));
        assert!(error.starts_with(&format!("{said} (at character ")), "{shape}: {error}");
    }
    let crossed = "S_WITHIN(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))";
    let said = "POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)) is not valid: rings may not cross or overlap, and holes must lie inside; repair it first.";
    assert_eq!(text(crossed), said);
    assert!(Filter::parse_text(&crossed.replace("S_WITHIN", "S_INTERSECTS"), &described(), Crs::Crs84).is_ok());
    let metres = "S_INTERSECTS(geometry, BBOX(5, 2, 3, 4))";
    let error = Filter::parse_text(metres, &described(), Crs::Epsg27700).unwrap_err().to_string();
    assert!(error.starts_with("the western edge of this BBOX lies east of the eastern one"), "{error}");
    let mut table = described();
    table.geometry = GeometryType::Nothing;
    let error = Filter::parse_text("geometry IS NULL", &table, Crs::Crs84).unwrap_err().to_string();
    assert_eq!(error, "Halls is a table, whose features have no shapes (at character 1).");
}

#[test]
fn json_that_is_not_cql2_is_told_what_would_be() {
    for (filter, said) in [
        ("{", "this is not JSON (line 1, column 1)."),
        ("null", "null is no value here; use {\"op\": \"isNull\"}."),
        (
            "{}",
            "expected an object with op, property, date, timestamp, interval, bbox or a GeoJSON type, found \"nothing\".",
        ),
        (r#"{"op":"="}"#, "an \"op\" needs \"args\"."),
        (r#"{"op":"=","args":[1]}"#, "\"=\" needs 2 args."),
        (r#"{"op":"and","args":[true]}"#, "\"and\" and \"or\" need at least two args."),
        (r#"{"op":"in","args":[1,[]]}"#, "the list of \"in\" is empty."),
        (r#"{"op":"in","args":[1,1]}"#, "\"in\" needs a list."),
        (r#"{"op":"=","args":[[1],1]}"#, "lists stand only in the args of \"in\", and no property has several values."),
        (
            r#"{"op":"=","args":[{"property":"name"},"a\\"]}"#,
            "a text may not have a single backslash before an apostrophe or at its end.",
        ),
        (
            r#"{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[[1,2]]}]}"#,
            "the coordinates of this Point do not nest as they should.",
        ),
        (
            r#"{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Circle"}]}"#,
            "\"Circle\" is no GeoJSON shape here.",
        ),
    ] {
        assert_eq!(json(filter), said, "{filter}");
    }
}
