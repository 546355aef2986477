//! Days, moments and intervals, with the standard's own table of expected numbers (OGC 21-065r2, A.9).

use time::Date;
use time::macros::date;

use crate::features::crs::Crs;
use crate::features::filter::Filter;
use crate::features::filter::tests::{Invented, described, halls, reads_back};
use crate::features::scalar::Scalar;

/// How many of the standard's three known features a predicate holds for. Its data set has moments, which no column here
/// has, so each feature's own are written into the predicate.
fn of_three(predicate: &str) -> usize {
    const KNOWN: [(&str, &str); 3] = [
        ("2021-04-16T10:15:59Z", "2022-04-16T10:16:06Z"),
        ("2022-04-16T10:13:19Z", "2023-04-16T10:16:06Z"),
        ("2022-04-16T10:15:10Z", "2022-04-16T10:16:06Z"),
    ];
    let halls = halls();
    KNOWN
        .iter()
        .filter(|(start, end)| {
            let span = format!("INTERVAL('{start}','{end}')");
            let text =
                predicate.replace("interval(start,end)", &span).replace("start", &format!("TIMESTAMP('{start}')"));
            halls.ask(&text) == "a b c d e f"
        })
        .count()
}

#[test]
fn the_standards_table_for_moments_and_intervals_comes_out() {
    for (predicate, expected) in [
        ("t_after(start,timestamp('2022-04-16T10:13:19Z'))", 1),
        ("t_before(start,timestamp('2022-04-16T10:13:19Z'))", 1),
        ("t_disjoint(start,timestamp('2022-04-16T10:13:19Z'))", 2),
        ("t_equals(start,timestamp('2022-04-16T10:13:19Z'))", 1),
        ("t_intersects(start,timestamp('2022-04-16T10:13:19Z'))", 1),
        ("t_after(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))", 0),
        ("t_before(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))", 1),
        ("t_disjoint(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))", 1),
        ("t_equals(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))", 0),
        ("t_intersects(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))", 2),
        ("t_after(interval(start,end),interval('..','2022-04-16T10:13:19Z'))", 1),
        ("t_before(interval(start,end),interval('2023-01-01T00:00:00Z','..'))", 2),
        ("t_disjoint(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:09Z'))", 1),
        ("t_equals(interval(start,end),interval('2021-04-16T10:15:59Z','2022-04-16T10:16:06Z'))", 1),
        ("t_intersects(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:09Z'))", 2),
        ("T_CONTAINS(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))", 1),
        ("T_DURING(interval(start,end),interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))", 1),
        ("T_FINISHES(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:16:06Z'))", 1),
        ("T_FINISHEDBY(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:16:06Z'))", 1),
        ("T_MEETS(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))", 0),
        ("T_METBY(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))", 1),
        ("T_OVERLAPPEDBY(interval(start,end),interval('2020-04-16T10:13:19Z','2022-04-16T10:15:10Z'))", 2),
        ("T_OVERLAPS(interval(start,end),interval('2022-04-16T10:13:19Z','2023-04-16T10:15:10Z'))", 1),
        ("T_STARTEDBY(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))", 1),
        ("T_STARTS(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))", 0),
    ] {
        assert_eq!(of_three(predicate), expected, "{predicate}");
    }
}

#[test]
fn the_standards_table_for_days_comes_out() {
    let halls = halls();
    for (text, found) in [
        ("t_after(\"as_at\",date('2022-04-16'))", "c"),
        ("t_before(\"as_at\",date('2022-04-16'))", "a"),
        ("t_disjoint(\"as_at\",date('2022-04-16'))", "a c"),
        ("t_equals(\"as_at\",date('2022-04-16'))", "b"),
        ("t_intersects(\"as_at\",date('2022-04-16'))", "b"),
        ("t_after(\"as_at\",interval('2022-01-01','2022-12-31'))", "c"),
        ("t_before(\"as_at\",interval('2022-01-01','2022-12-31'))", "a"),
        ("t_disjoint(\"as_at\",interval('2022-01-01','2022-12-31'))", "a c"),
        ("t_equals(\"as_at\",interval('2022-01-01','2022-12-31'))", ""),
        ("t_equals(\"as_at\",interval('2022-04-16','2022-04-16'))", "b"),
        ("t_intersects(\"as_at\",interval('2022-01-01','2022-12-31'))", "b"),
        ("as_at > DATE('2022-04-16')", "c"),
        ("as_at >= DATE('2022-04-16')", "b c"),
        ("as_at <> DATE('2022-04-16')", "a c"),
        ("as_at = '2022-04-16'", "b"),
    ] {
        assert_eq!(halls.ask(text), found, "{text}");
    }
}

#[test]
fn a_day_beside_a_moment_is_compared_as_a_day() {
    let halls = halls();
    for (text, found) in [
        ("as_at = TIMESTAMP('2022-04-16T10:00:00Z')", "b"),
        ("as_at < TIMESTAMP('2022-04-16T00:00:00Z')", "a"),
        ("as_at > TIMESTAMP('2022-04-16T23:59:59.999Z')", "c"),
        ("T_INTERSECTS(as_at, INTERVAL('2022-04-16T12:00:00Z', '..'))", "b c"),
        ("T_INTERSECTS(as_at, INTERVAL('..', '2022-04-16T00:00:00Z'))", "a b"),
        ("T_INTERSECTS(as_at, INTERVAL('..', '..'))", "a b c"),
        ("as_at = TIMESTAMP('2022-04-17T00:30:00+01:00')", "b"),
        ("TIMESTAMP('2022-04-16T10:00:00Z') < TIMESTAMP('2022-04-16T10:00:00.000000001Z')", "a b c d e f"),
    ] {
        assert_eq!(halls.ask(text), found, "{text}");
    }
}

fn opened(from: Option<Date>, until: Option<Date>) -> Invented {
    let mut values = vec![Scalar::Null; described().columns.len()];
    values[0] = Scalar::from("x");
    values[7] = from.into();
    values[8] = until.into();
    Invented::new(vec![("x".to_owned(), crate::features::collection::Shape::Nowhere, values)])
}

#[test]
fn an_interval_with_an_end_not_known_or_before_its_beginning_is_not_known() {
    let text = "T_INTERSECTS(INTERVAL(opened, closed), INTERVAL('2020-01-01', '2020-12-31'))";
    let (may, june) = (date!(2020 - 05 - 01), date!(2020 - 06 - 01));
    for (from, until, expected) in [
        (Some(may), Some(june), Some(true)),
        (Some(june), Some(may), None),
        (Some(may), None, None),
        (None, Some(june), None),
        (Some(date!(2021 - 01 - 01)), Some(date!(2021 - 01 - 01)), Some(false)),
    ] {
        let features = opened(from, until);
        let filter = Filter::parse_text(text, &described(), Crs::Crs84).unwrap();
        reads_back(&filter, &described());
        assert_eq!(filter.holds(&features, 0), expected, "{from:?} {until:?}");
    }
    let open = opened(Some(may), None);
    assert_eq!(open.ask("T_INTERSECTS(INTERVAL(opened, '..'), DATE('2020-05-01'))"), "x");
    assert_eq!(open.ask("INTERVAL(opened, closed) IS NULL"), "x");
    assert_eq!(open.ask("INTERVAL(opened, '..') IS NULL"), "");
}
