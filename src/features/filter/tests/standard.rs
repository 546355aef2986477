//! Every form that the standard's 120 examples in text and 110 in JSON have, with names and values of our own: what is said in
//! text is the same filter as what is said in JSON, in its final form and in those of its drafts.

use crate::features::crs::Crs;
use crate::features::filter::read_json::read_json;
use crate::features::filter::read_text::read_text;
use crate::features::filter::write_json::write_json;
use crate::features::filter::write_text::AsText;

fn same(pairs: &[(&str, &str)]) {
    for (text, json) in pairs {
        let from_text = read_text(text, Crs::Crs84).unwrap_or_else(|error| panic!("{text}: {error}"));
        let from_json = read_json(json, Crs::Crs84).unwrap_or_else(|error| panic!("{json}: {error}"));
        assert_eq!(from_text, from_json, "{text}");
        let written = AsText(&from_json, Crs::Crs84).to_string();
        assert_eq!(read_text(&written, Crs::Crs84).as_ref(), Ok(&from_json), "{written}");
        let written = write_json(&from_text, Crs::Crs84).to_string();
        assert_eq!(read_json(&written, Crs::Crs84).as_ref(), Ok(&from_text), "{written}");
    }
}

#[test]
fn comparisons_are_the_same_in_text_and_json() {
    same(&[
        ("town='Leeds'", r#"{"op":"=","args":[{"property":"town"},"Leeds"]}"#),
        ("\"town\" <> 'fa7e-1920'", r#"{"op":"<>","args":[{"property":"town"},"fa7e-1920"]}"#),
        (
            "eo:cover < 0.1 AND x:row=28 AND x:path=203",
            r#"{"op":"and","args":[{"op":"<","args":[{"property":"eo:cover"},0.1]},{"op":"=","args":[{"property":"x:row"},28]},{"op":"=","args":[{"property":"x:path"},203]}]}"#,
        ),
        (
            "eo:cover=0.1 OR eo:cover=0.2",
            r#"{"op":"or","args":[{"op":"=","args":[{"property":"eo:cover"},0.1]},{"op":"=","args":[{"property":"eo:cover"},0.2]}]}"#,
        ),
        ("v >= 10", r#"{"op":">=","args":[{"property":"v"},10]}"#),
        ("updated >= date('1970-01-01')", r#"{"op":">=","args":[{"property":"updated"},{"date":"1970-01-01"}]}"#),
        ("geometry IS NOT NULL", r#"{"op":"not","args":[{"op":"isNull","args":[{"property":"geometry"}]}]}"#),
        ("NOT \"v\" IS NULL", r#"{"op":"not","args":[{"op":"isNull","args":{"property":"v"}}]}"#),
        ("name LIKE 'Smith%'", r#"{"op":"like","args":[{"property":"name"},"Smith%"]}"#),
        ("owner NOT LIKE '%Mike%'", r#"{"op":"not","args":[{"op":"like","args":[{"property":"owner"},"%Mike%"]}]}"#),
        ("depth BETWEEN 100.0 and 150.5", r#"{"op":"between","args":[{"property":"depth"},100.0,150.5]}"#),
        ("NOT \"v\" BETWEEN 10 AND 20", r#"{"op":"not","args":[{"op":"between","args":[{"property":"v"},10,20]}]}"#),
        ("town IN ('Leeds','New Mill')", r#"{"op":"in","args":[{"property":"town"},["Leeds","New Mill"]]}"#),
        (
            "category NOT IN (1,2,3,4)",
            r#"{"op":"not","args":[{"op":"in","args":[{"property":"category"},[1,2,3,4]]}]}"#,
        ),
        (
            "pool=true AND (floors>5 OR material LIKE 'brick%' OR material LIKE '%brick')",
            r#"{"op":"and","args":[{"op":"=","args":[{"property":"pool"},true]},{"op":"or","args":[{"op":">","args":[{"property":"floors"},5]},{"op":"like","args":[{"property":"material"},"brick%"]},{"op":"like","args":[{"property":"material"},"%brick"]}]}]}"#,
        ),
        (
            "(floors>5 AND material='brick') OR pool=true",
            r#"{"op":"or","args":[{"op":"and","args":[{"op":">","args":[{"property":"floors"},5]},{"op":"=","args":[{"property":"material"},"brick"]}]},{"op":"=","args":[{"property":"pool"},true]}]}"#,
        ),
        (
            "NOT (floors<5) OR pool=true",
            r#"{"op":"or","args":[{"op":"not","args":[{"op":"<","args":[{"property":"floors"},5]}]},{"op":"=","args":[{"property":"pool"},true]}]}"#,
        ),
        (
            "(NOT \"name\" LIKE 'foo%' AND \"v\" > 10)",
            r#"{"op":"and","args":[{"op":"not","args":[{"op":"like","args":[{"property":"name"},"foo%"]}]},{"op":">","args":[{"property":"v"},10]}]}"#,
        ),
        ("FALSE <> pool", r#"{"op":"<>","args":[false,{"property":"pool"}]}"#),
    ]);
}

#[test]
fn functions_and_sums_are_the_same_in_text_and_json() {
    same(&[
        (
            "CASEI(road) IN (CASEI('Οδος'),CASEI('Straße'))",
            r#"{"op":"in","args":[{"op":"casei","args":[{"property":"road"}]},[{"op":"casei","args":["Οδος"]},{"op":"casei","args":["Straße"]}]]}"#,
        ),
        ("CASEI(road) = CASEI('Straße')", r#"{"op":"=","args":[{"casei":{"property":"road"}},{"casei":"Straße"}]}"#),
        (
            "ACCENTI(state) = ACCENTI('débárquér')",
            r#"{"op":"=","args":[{"accenti":{"property":"state"}},{"op":"accenti","args":["débárquér"]}]}"#,
        ),
        ("name LIKE CASEI('FOO%')", r#"{"op":"like","args":[{"property":"name"},{"op":"casei","args":["FOO%"]}]}"#),
        (
            "CASEI(x:SURVEY) LIKE CASEI('%valley%')",
            r#"{"op":"like","args":[{"op":"casei","args":[{"property":"x:SURVEY"}]},{"op":"casei","args":["%valley%"]}]}"#,
        ),
        ("balance-150.0 > 0", r#"{"op":">","args":[{"op":"-","args":[{"property":"balance"},150.0]},0]}"#),
        (
            "height > (clearance-1)",
            r#"{"op":">","args":[{"property":"height"},{"op":"-","args":[{"property":"clearance"},1]}]}"#,
        ),
        ("0 = (\"foo\" % 2)", r#"{"op":"=","args":[0,{"op":"%","args":[{"property":"foo"},2]}]}"#),
        ("1 = (\"foo\" div 2)", r#"{"op":"=","args":[1,{"op":"div","args":[{"property":"foo"},2]}]}"#),
        ("v <= (2 ^ foo)", r#"{"op":"<=","args":[{"property":"v"},{"op":"^","args":[2,{"property":"foo"}]}]}"#),
        (
            "v = ((((-1 * \"foo\") * 2.0) + (\"bar\" / 6.1234)) - (\"x\" ^ 2.0))",
            r#"{"op":"=","args":[{"property":"v"},{"op":"-","args":[{"op":"+","args":[{"op":"*","args":[{"op":"*","args":[-1,{"property":"foo"}]},2.0]},{"op":"/","args":[{"property":"bar"},6.1234]}]},{"op":"^","args":[{"property":"x"},2.0]}]}]}"#,
        ),
    ]);
}

#[test]
fn times_are_the_same_in_text_and_json() {
    same(&[
        (
            "T_BEFORE(built, DATE('2015-01-01'))",
            r#"{"op":"t_before","args":[{"property":"built"},{"date":"2015-01-01"}]}"#,
        ),
        (
            "T_BEFORE(\"at\", TIMESTAMP('2012-08-10T05:30:00.000000Z'))",
            r#"{"op":"t_before","args":[{"property":"at"},{"timestamp":"2012-08-10T05:30:00Z"}]}"#,
        ),
        (
            "T_INTERSECTS(at, INTERVAL('1969-07-16T05:32:00Z', '1969-07-24T16:50:35Z'))",
            r#"{"op":"t_intersects","args":[{"property":"at"},{"interval":["1969-07-16T05:32:00Z","1969-07-24T16:50:35Z"]}]}"#,
        ),
        (
            "T_DURING(INTERVAL(touchdown, liftOff), INTERVAL(\"1969-07-16T13:32:00Z\", \"1969-07-24T16:50:35Z\"))",
            r#"{"op":"t_during","args":[{"interval":[{"property":"touchdown"},{"property":"liftOff"}]},{"interval":["1969-07-16T13:32:00Z","1969-07-24T16:50:35Z"]}]}"#,
        ),
        (
            "T_FINISHES(INTERVAL(a, b), INTERVAL('1991-10-07', '2010-02-10T05:29:20.073225Z'))",
            r#"{"op":"t_finishes","args":[{"interval":[{"property":"a"},{"property":"b"}]},{"interval":["1991-10-07","2010-02-10T05:29:20.073225Z"]}]}"#,
        ),
        (
            "T_DISJOINT(INTERVAL('..', '2005-01-10T01:01:01.393216Z'), INTERVAL(a, b))",
            r#"{"op":"t_disjoint","args":[{"interval":["..","2005-01-10T01:01:01.393216Z"]},{"interval":[{"property":"a"},{"property":"b"}]}]}"#,
        ),
        (
            "t_startedby(INTERVAL(a, b), INTERVAL('1991-10-07', '..'))",
            r#"{"op":"t_startedBy","args":[{"interval":[{"property":"a"},{"property":"b"}]},{"interval":["1991-10-07",".."]}]}"#,
        ),
    ]);
}

#[test]
fn shapes_are_the_same_in_text_and_json() {
    same(&[
        (
            "S_INTERSECTS(geometry,POINT(36.319836 32.288087))",
            r#"{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[36.319836,32.288087]}]}"#,
        ),
        (
            "S_WITHIN(place,BBOX(-118,33.8,-117.9,34))",
            r#"{"op":"s_within","args":[{"property":"place"},{"bbox":[-118,33.8,-117.9,34]}]}"#,
        ),
        (
            "S_INTERSECTS(\"geometry\", BBOX(-128.09, -1.1, -99999.0, 180.0, 90.0, 100000.0))",
            r#"{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[-128.09,-1.1,-99999.0,180.0,90.0,100000.0]}]}"#,
        ),
        (
            "S_CROSSES(LINESTRING(43.72 -79.29, 43.73 -79.28), POLYGON((43.7286 -79.2986, 43.7311 -79.2996, 43.7323 -79.2972, 43.7286 -79.2986)))",
            r#"{"op":"s_crosses","args":[{"type":"LineString","coordinates":[[43.72,-79.29],[43.73,-79.28]]},{"type":"Polygon","coordinates":[[[43.7286,-79.2986],[43.7311,-79.2996],[43.7323,-79.2972],[43.7286,-79.2986]]]}]}"#,
        ),
        (
            "S_DISJOINT(\"geometry\", MULTIPOLYGON (((144.02 45.17, -1.1 0.0, 180.0 47.8, 144.02 45.17))))",
            r#"{"op":"s_disjoint","args":[{"property":"geometry"},{"type":"MultiPolygon","coordinates":[[[[144.02,45.17],[-1.1,0.0],[180.0,47.8],[144.02,45.17]]]]}]}"#,
        ),
        (
            "S_TOUCHES(\"geometry\", MULTILINESTRING ((-1.9 -0.99999, 75.29 1.5, 179.0 -90.0),(-1.9 -1.1, 1.5 8.5)))",
            r#"{"op":"s_touches","args":[{"property":"geometry"},{"type":"MultiLineString","coordinates":[[[-1.9,-0.99999],[75.29,1.5],[179.0,-90.0]],[[-1.9,-1.1],[1.5,8.5]]]}]}"#,
        ),
        (
            "S_WITHIN(POLYGON Z ((-49.8 0.5 -75.3, -1.5 -0.9 -100000.0, 0.0 0.5 -0.3, -49.8 0.5 -75.3)), \"geometry\")",
            r#"{"op":"s_within","args":[{"type":"Polygon","coordinates":[[[-49.8,0.5,-75.3],[-1.5,-0.9,-100000.0],[0.0,0.5,-0.3],[-49.8,0.5,-75.3]]]},{"property":"geometry"}]}"#,
        ),
        (
            "S_EQUALS(POLYGON ((-0.3 89.0, -102.7 -0.5, -179.0 -89.0, -1.9 89.0, -0.0 89.0, 2.1 -1.9, -0.3 89.0)), \"geometry\")",
            r#"{"op":"s_equals","args":[{"type":"Polygon","coordinates":[[[-0.3,89.0],[-102.7,-0.5],[-179.0,-89.0],[-1.9,89.0],[-0.0,89.0],[2.1,-1.9],[-0.3,89.0]]]},{"property":"geometry"}]}"#,
        ),
        (
            "S_EQUALS(MULTIPOINT ((180.0 -0.5), (179.0 -47.1)), \"geometry\")",
            r#"{"op":"s_equals","args":[{"type":"MultiPoint","coordinates":[[180.0,-0.5],[179.0,-47.1]]},{"property":"geometry"}]}"#,
        ),
        (
            "S_EQUALS(MULTIPOINT(7 50,10 51), geom)",
            r#"{"op":"s_equals","args":[{"type":"MultiPoint","coordinates":[[7,50],[10,51]]},{"property":"geom"}]}"#,
        ),
        (
            "S_EQUALS(GEOMETRYCOLLECTION (POINT (1.9 2.1), MULTILINESTRING ((-2.1 -0.0, -77.2 -0.5)), LINESTRING (179.0 1.1, 0.5 0.3)), \"geometry\")",
            r#"{"op":"s_equals","args":[{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1.9,2.1]},{"type":"MultiLineString","coordinates":[[[-2.1,-0.0],[-77.2,-0.5]]]},{"type":"LineString","coordinates":[[179.0,1.1],[0.5,0.3]]}]},{"property":"geometry"}]}"#,
        ),
    ]);
}

#[test]
fn what_no_property_here_can_have_is_refused() {
    for text in [
        "avg(speed) < 4",
        "S_WITHIN(road,Buffer(geometry,10,'m'))",
        "A_CONTAINS(ids, ('a','b'))",
        "A_EQUALS(('a', TRUE, 1.0, 8), \"values\")",
    ] {
        let said = read_text(text, Crs::Crs84).unwrap_err().to_string();
        assert!(said.starts_with("there is no function "), "{text}: {said}");
    }
    for json in [
        r#"{"op":"avg","args":[{"property":"speed"}]}"#,
        r#"{"function":{"name":"avg","args":[{"property":"speed"}]}}"#,
        r#"{"op":"a_overlaps","args":[{"property":"values"},["a"]]}"#,
    ] {
        let said = read_json(json, Crs::Crs84).unwrap_err().to_string();
        assert!(said.starts_with("there is no function "), "{json}: {said}");
    }
}
