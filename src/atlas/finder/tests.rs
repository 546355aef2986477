//! The finder against `geo`, which looks at every outline.

use geo::{Coord, Intersects, LineString, MultiPolygon, Point, Polygon};
use proptest::prelude::*;

use crate::atlas::finder::Finder;
use crate::atlas::finder::grid::Grid;
use crate::domain::place::Position;

/// On a coarse lattice, so that points often lie on corners and edges, and edges on one another.
fn corner() -> impl Strategy<Value = (f64, f64)> {
    (0..24_i32, 0..24_i32).prop_map(|(x, y)| (f64::from(x) * 0.5, f64::from(y) * 0.5))
}

/// Any ring, self-crossing ones and such of one or two corners too.
fn ring() -> impl Strategy<Value = LineString<f64>> {
    prop_oneof![
        8 => prop::collection::vec(corner(), 3..9),
        1 => prop::collection::vec(corner(), 1..3),
    ]
    .prop_map(LineString::from)
}

fn outline() -> impl Strategy<Value = MultiPolygon<f64>> {
    let polygon = (ring(), prop::collection::vec(ring(), 0..3)).prop_map(|(outer, holes)| Polygon::new(outer, holes));
    prop::collection::vec(polygon, 0..3).prop_map(MultiPolygon)
}

fn first_of_all(outlines: &[MultiPolygon<f64>], at: (f64, f64)) -> Option<usize> {
    outlines.iter().position(|outline| outline.intersects(&Point::from(at)))
}

fn found(finder: &Finder, outlines: &[MultiPolygon<f64>], (easting_m, northing_m): (f64, f64)) -> Option<usize> {
    finder.first(Position { easting_m, northing_m }, |index| &outlines[index])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_outline_around_a_point_is_the_first_of_all_that_hold_it(
        outlines in prop::collection::vec(outline(), 0..12),
        points in prop::collection::vec(
            prop_oneof![corner(), (-1.0..13.0f64, -1.0..13.0f64)], 1..60
        ),
    ) {
        let finder = Finder::of(&outlines);
        for point in points.iter().copied().chain(outlines.iter().flatten().flat_map(|p| p.exterior().coords()).map(geo::Coord::x_y)) {
            prop_assert_eq!(found(&finder, &outlines, point), first_of_all(&outlines, point), "{:?}", point);
        }
        let each: Vec<Option<usize>> = points.iter().map(|point| found(&finder, &outlines, *point)).collect();
        let positions: Vec<Position> =
            points.iter().map(|(easting_m, northing_m)| Position { easting_m: *easting_m, northing_m: *northing_m }).collect();
        prop_assert_eq!(finder.first_of_each(&positions, |index| &outlines[index]), each);
    }

    /// Where corners, edges and points lie on one another's lines and on reference points all the time.
    #[test]
    fn it_is_so_where_everything_is_on_a_line(
        outlines in prop::collection::vec(outline(), 1..6),
        points in prop::collection::vec((-2..98_i32, -2..98_i32), 1..200),
    ) {
        let outlines: Vec<&MultiPolygon<f64>> = outlines.iter().collect();
        let Some(grid) = Grid::over(&outlines) else { return Ok(()) };
        let reference = Coord { x: 0.5, y: 0.5 };
        let finder = Finder::on(Grid { size_m: 2.0, per_metre: 0.5, reference, ..grid }, &outlines);
        for (x, y) in points {
            let (x, y) = (f64::from(x) * 0.125, f64::from(y) * 0.125);
            let expected = outlines.iter().position(|outline| outline.intersects(&Point::new(x, y)));
            let found = finder.first(Position { easting_m: x, northing_m: y }, |index| outlines[index]);
            prop_assert_eq!(found, expected, "{} {}", x, y);
        }
    }

    #[test]
    fn it_is_so_on_edges_that_no_number_hits_exactly(
        corners in prop::collection::vec((0.0..10.0f64, 0.0..10.0f64), 3..40), along in 0.0..=1.0f64
    ) {
        let outlines = [MultiPolygon(vec![Polygon::new(LineString::from(corners), vec![])])];
        let finder = Finder::of(&outlines);
        for edge in outlines[0].0[0].exterior().lines() {
            let at = edge.start + edge.delta() * along;
            for (dx, dy) in [(0.0, 0.0), (f64::EPSILON, 0.0), (0.0, -f64::EPSILON)] {
                let point = (at.x + dx, at.y + dy);
                prop_assert_eq!(found(&finder, &outlines, point), first_of_all(&outlines, point));
            }
        }
    }
}

#[test]
fn only_where_rings_meet_is_an_outline_asked() {
    let square = |least: f64, side: f64| {
        let most = least + side;
        Polygon::new(LineString::from(vec![(least, least), (most, least), (most, most), (least, most)]), vec![])
    };
    let outlines = [MultiPolygon(vec![square(0.0, 8.1), square(8.15, 0.8)]), MultiPolygon(vec![square(9.0, 3.0)])];
    let finder = Finder::of(&outlines);
    let asked = std::cell::Cell::new(0);
    let first = |at: f64| {
        let position = Position { easting_m: at, northing_m: at };
        finder.first(position, |index| {
            asked.set(asked.get() + 1);
            &outlines[index]
        })
    };
    assert_eq!((first(4.5), first(0.01), first(0.0), first(11.9)), (Some(0), Some(0), Some(0), Some(1)));
    assert_eq!((first(-0.01), first(12.01), asked.get()), (None, None, 0), "inside, on an edge, outside");
    assert_eq!((first(8.12), asked.get()), (None, 1), "between two squares of one outline");
}
