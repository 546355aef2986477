//! Tests of the atlas: against plain loops, and of what the public may see.

use geo::Intersects;
use proptest::prelude::*;

use crate::atlas::fixture::{
    CORNER, SIDE_M, asset, at, board, boundary, deprivation, need, position, postcode, source, square, vacant,
};
use crate::atlas::{Atlas, Layer, LocalityKind, Neighbour, Place};
use crate::domain::area::{
    AreaBoundary, AreaCode, AreaDeprivation, AreaLevel, AreaRank, PostcodePoint, Sale, SaleId, UprnPoint,
};
use crate::domain::asset::Asset;
use crate::domain::holdings::Holdings;
use crate::domain::need::{NeedPlace, Visibility};
use crate::domain::place::{Extent, Position, Precision};

fn any_position() -> impl Strategy<Value = Position> {
    // Whole metres on a small square, so that equal distances and points on edges happen.
    (0u32..60, 0u32..60).prop_map(|(e, n)| position(1_000.0 + f64::from(e), 2_000.0 + f64::from(n)))
}

fn any_box() -> impl Strategy<Value = Extent> {
    (any_position(), any_position())
        .prop_map(|(a, b)| Extent::around([a, b]).expect("two positions have a box around them"))
}

fn sorted(indexes: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut indexes: Vec<usize> = indexes.collect();
    indexes.sort_unstable();
    indexes
}

fn overlap(a: Extent, b: Extent) -> bool {
    a.min.easting_m <= b.max.easting_m
        && b.min.easting_m <= a.max.easting_m
        && a.min.northing_m <= b.max.northing_m
        && b.min.northing_m <= a.max.northing_m
}

proptest! {
    #[test]
    fn the_tree_finds_within_a_box_what_a_loop_finds(
        boxes in prop::collection::vec(prop::option::of(any_box()), 0..60), extent in any_box()
    ) {
        let layer = Layer::new(boxes.clone(), |extent| *extent);
        let expected = boxes.iter().enumerate().filter(|(_, b)| b.is_some_and(|b| overlap(b, extent))).map(|(i, _)| i);
        prop_assert_eq!(sorted(layer.within(extent)), sorted(expected));
        prop_assert_eq!(layer.nowhere().count(), boxes.iter().filter(|extent| extent.is_none()).count());
        let around = Extent::around(boxes.iter().flatten().flat_map(|b| [b.min, b.max]));
        prop_assert_eq!(layer.extent(), around);
    }

    #[test]
    fn the_tree_finds_the_nearest_that_a_loop_finds(
        points in prop::collection::vec(any_position(), 0..60), from in any_position(), radius_m in 0.0..40.0f64
    ) {
        let layer = Layer::of_points(points.clone(), |point| Some(*point));
        let distance = |index: usize| points[index].distance_m(from);
        let expected = (0..points.len()).min_by(|a, b| distance(*a).total_cmp(&distance(*b)));
        prop_assert_eq!(layer.nearest(from).map(|(index, _)| index), expected);
        let order: Vec<f64> = layer.nearest_first(from).map(|(_, distance_m)| distance_m).collect();
        prop_assert!(order.is_sorted());
        prop_assert_eq!(order.len(), points.len());
        let around = (0..points.len()).filter(|index| distance(*index) <= radius_m);
        prop_assert_eq!(sorted(layer.around(from, radius_m)), sorted(around));
    }

    #[test]
    fn the_area_around_a_point_is_the_one_a_loop_finds(east in 0u32..36, north in 0u32..36) {
        let atlas = Atlas::build(board(5));
        // Every hundred metres: on edges, on corners, inside, and outside the board.
        let point = at(f64::from(east) * 100.0 - 300.0, f64::from(north) * 100.0 - 300.0);
        let here = geo::Point::new(point.easting_m, point.northing_m);
        let expected = atlas.areas().iter().position(|area| area.boundary.intersects(&here));
        prop_assert_eq!(atlas.area_containing(point), expected);
    }

    #[test]
    fn a_catchment_is_the_one_a_loop_finds(east in 0.0..3_000.0f64, north in 0.0..3_000.0f64, radius_m in 0.0..2_500.0f64) {
        let atlas = Atlas::build(board(5));
        let point = at(east, north);
        let found: Vec<usize> = atlas.catchment(point, radius_m).iter().map(|neighbour| neighbour.area).collect();
        let expected: Vec<usize> =
            (0..25).filter(|index| atlas.areas()[*index].centre.distance_m(point) <= radius_m).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_catchments_of_many_points_are_those_of_each(
        points in prop::collection::vec((-900.0..3_900.0f64, -900.0..3_900.0f64), 0..50), radius_m in 0.0..2_500.0f64
    ) {
        let atlas = Atlas::build(board(5));
        let points: Vec<Position> = points.into_iter().map(|(east, north)| at(east, north)).collect();
        let together = atlas.catchments(&points, radius_m, |around| around.areas.clone(), |point, around, areas| {
            let near = around.within(points[point]);
            near.map(|(place, distance_m)| Neighbour { area: areas[place] as usize, distance_m }).collect::<Vec<_>>()
        });
        let each: Vec<Vec<Neighbour>> = points.iter().map(|point| atlas.catchment(*point, radius_m)).collect();
        prop_assert_eq!(together, each);
    }

    // The public atlas is the same to the last character wherever inside its area a vacant asset really is.
    #[test]
    fn moving_a_vacant_asset_inside_its_area_changes_nothing(
        from in (1.0..599.0f64, 1.0..599.0f64), to in (1.0..599.0f64, 1.0..599.0f64)
    ) {
        let atlas_with = |(east, north): (f64, f64)| {
            let mut holdings = board(3);
            let mut hidden = vacant("v", Some(at(SIDE_M + east, SIDE_M + north)));
            hidden.postcode = Some(postcode("ZZ1 1EA"));
            hidden.uprn = Some((east * 1e6) as u64);
            hidden.address = Some(format!("{}, High Street, Aldermere, ZZ1 1EA", east as u32));
            holdings.assets = vec![asset("a", Some(at(100.0, 100.0))), hidden, asset("z", None)];
            format!("{:?}", Atlas::build(holdings))
        };
        prop_assert!(atlas_with(from) == atlas_with(to), "the two atlases differ");
    }
}

#[test]
fn a_point_on_an_edge_lies_in_the_area_whose_code_comes_first() {
    let atlas = Atlas::build(board(3));
    let corner = atlas.area_containing(at(SIDE_M, SIDE_M)).map(|index| atlas.areas()[index].code.to_string());
    assert_eq!(corner.as_deref(), Some("E01990000"));
    assert_eq!(atlas.area_containing(at(-0.01, 10.0)), None);
}

#[test]
fn a_hole_in_an_area_is_not_in_it() {
    let mut ring = boundary("E01990000", 0, 0, "Aldermere");
    let hole = square(CORNER.0 + 200.0, CORNER.1 + 200.0, 200.0);
    ring.boundary.0[0].interiors_push(hole.0[0].exterior().clone());
    let atlas = Atlas::build(Holdings { boundaries: vec![ring], ..Holdings::default() });
    assert_eq!(atlas.area_containing(at(300.0, 300.0)), None);
    assert_eq!(atlas.area_containing(at(100.0, 300.0)), Some(0));
}

#[test]
fn of_several_outlines_and_releases_the_finest_and_the_official_one_are_taken_in_any_order() {
    let fine = || {
        let mut fine: AreaBoundary = boundary("E01990000", 0, 0, "Aldermere");
        let mut ring = fine.boundary.0[0].exterior().clone();
        ring.0.insert(1, geo::Coord { x: CORNER.0 + 300.0, y: CORNER.1 });
        fine.boundary = geo::MultiPolygon(vec![geo::Polygon::new(ring, vec![])]);
        fine.source = source("fine");
        fine.borough = None;
        fine
    };
    let coarse = || boundary("E01990000", 0, 0, "Aldermere");
    let official = || deprivation("E01990000", 40.0, 2, Some(1_500));
    let derived = || {
        let mut derived = deprivation("E01990000", 41.0, 2, None);
        derived.source = source("a-derived-table");
        derived
    };
    let old = || {
        let mut old = deprivation("E01990000", 60.0, 1, Some(1_500));
        old.edition = 2019;
        old
    };
    let built = |boundaries, deprivation| Atlas::build(Holdings { boundaries, deprivation, ..Holdings::default() });
    let orders = [
        built(vec![fine(), coarse()], vec![official(), derived(), old()]),
        built(vec![coarse(), fine()], vec![old(), derived(), official()]),
    ];
    for atlas in orders {
        let area = &atlas.areas()[0];
        assert_eq!(area.source, source("fine"));
        assert_eq!(area.borough_name(), Some("Aldermere"), "the other outline names the borough");
        assert_eq!(area.deprivation.as_ref().map(|d| d.score), Some(40.0));
        assert_eq!(area.residents(), Some(1_500));
        assert_eq!(area.deprivation_2019.as_ref().map(|d| (d.edition, d.score)), Some((2019, 60.0)), "kept apart");
    }
}

#[test]
fn an_area_whose_code_is_not_one_of_2011_has_nothing_of_2019() {
    let mut holdings = board(2);
    let old = |code: &str| AreaDeprivation { edition: 2019, ..deprivation(code, 33.0, 3, None) };
    // The second is of 2011 and was split up since; the third is of an edition that nobody knows.
    holdings.deprivation.extend([old("E01990000"), old("E01000077")]);
    holdings.deprivation.push(AreaDeprivation { edition: 2015, ..deprivation("E01990001", 1.0, 9, None) });
    let atlas = Atlas::build(holdings);
    let of_2019: Vec<bool> = atlas.areas().iter().map(|area| area.deprivation_2019.is_some()).collect();
    assert_eq!(of_2019, [true, false, false, false]);
    assert!(atlas.areas().iter().all(|area| area.deprivation.as_ref().is_some_and(|d| d.edition == 2025)));
    assert_eq!((atlas.old_indices().areas().len(), atlas.old_indices().is_whole()), (2, false));
    assert_eq!(atlas.without_boundary().deprivation, 0);
}

#[test]
fn each_asset_is_placed_as_exactly_as_may_be_said() {
    let mut holdings = board(3);
    let mut by_postcode = asset("b-postcode", None);
    by_postcode.postcode = Some(postcode("ZZ1 1EA"));
    let mut by_district = asset("c-district", None);
    by_district.postcode = Some(postcode("ZZ2 9ZZ"));
    let mut unheard_of = asset("d-unheard-of", None);
    unheard_of.postcode = Some(postcode("QQ1"));
    let vacant_point = vacant("e-vacant-point", Some(at(10.0, 10.0)));
    let mut vacant_postcode = vacant("f-vacant-postcode", None);
    vacant_postcode.postcode = Some(postcode("ZZ1 1EA"));
    let mut vacant_district = vacant("g-vacant-district", None);
    vacant_district.postcode = Some(postcode("ZZ2"));
    let mut vacant_at_sea = vacant("h-vacant-at-sea", Some(at(-9_000.0, 10.0)));
    vacant_at_sea.postcode = Some(postcode("ZZ0 0AA"));
    holdings.assets = vec![
        vacant_at_sea,
        vacant_district,
        vacant_postcode,
        vacant_point,
        unheard_of,
        by_district,
        by_postcode,
        asset("a-point", Some(at(10.0, 10.0))),
        asset("i-nowhere", None),
        vacant("j-vacant-nowhere", None),
    ];
    let atlas = Atlas::build(holdings);
    let ids: Vec<&str> = atlas.assets().iter().map(|placed| &*placed.asset.id.0).collect();
    assert!(ids.is_sorted());
    let district = |name: &str| LocalityKind::District(name.to_owned());
    let expected: [(Precision, Option<Position>, Option<LocalityKind>); 10] = [
        (Precision::Point, Some(at(10.0, 10.0)), None),
        (Precision::Postcode, Some(at(750.0, 750.0)), None),
        // The mean of the twelve postcodes of the third column.
        (Precision::OutwardPostcode, Some(at(1_500.0, 900.0)), Some(district("ZZ2"))),
        (Precision::OutwardPostcode, None, Some(district("QQ1"))),
        (Precision::Area, Some(at(300.0, 300.0)), Some(LocalityKind::Area(0))),
        (Precision::Area, Some(at(900.0, 900.0)), Some(LocalityKind::Area(4))),
        (Precision::OutwardPostcode, Some(at(1_500.0, 900.0)), Some(district("ZZ2"))),
        (Precision::OutwardPostcode, Some(at(300.0, 900.0)), Some(district("ZZ0"))),
        (Precision::Unknown, None, None),
        (Precision::Unknown, None, None),
    ];
    for (placed, (precision, position, kind)) in atlas.assets().iter().zip(expected) {
        let id = &placed.asset.id;
        assert_eq!(placed.asset.precision, precision, "{id}");
        assert_eq!(placed.asset.position, position, "{id}");
        let found = match placed.place {
            Place::Within(locality) => Some(atlas.localities()[locality].kind.clone()),
            Place::At { .. } | Place::Nowhere => None,
        };
        assert_eq!(found, kind, "{id}");
    }
    let nowhere = atlas.assets().iter().filter(|placed| placed.place == Place::Nowhere);
    assert_eq!(nowhere.count(), 2);
}

#[test]
fn the_samples_of_a_locality_are_its_postcodes_weighted_by_people() {
    let mut holdings = board(3);
    for (index, deprivation) in holdings.deprivation.iter_mut().enumerate() {
        deprivation.residents = Some(if index == 2 { 3_000 } else { 1_000 });
    }
    let mut in_district = asset("a", None);
    in_district.postcode = Some(postcode("ZZ2"));
    holdings.assets = vec![in_district];
    let atlas = Atlas::build(holdings);
    let samples = &atlas.localities()[0].samples;
    assert_eq!(samples.len(), 12);
    let weight: f64 = samples.iter().map(|sample| sample.weight).sum();
    assert!((weight - 1.0).abs() < 1e-12);
    let heavy: f64 = samples.iter().filter(|sample| sample.area == Some(2)).map(|sample| sample.weight).sum();
    assert!((heavy - 0.6).abs() < 1e-12, "3,000 of the 5,000 people live in that area: {heavy}");
}

#[test]
fn a_borough_comes_from_the_area_else_the_postcode_else_the_owner_else_is_not_known() {
    let mut holdings = board(4);
    // A postcode of Brackley that lies in no area.
    holdings.postcodes.push(crate::domain::area::PostcodePoint {
        postcode: postcode("ZZ9 9ZZ"),
        position: at(-50_000.0, 0.0),
        borough_code: Some("B-Brackley".into()),
        ended: None,
    });
    let by_area = asset("a", Some(at(2_000.0, 10.0)));
    let mut by_postcode = asset("b", None);
    by_postcode.postcode = Some(postcode("ZZ9 9ZZ"));
    let by_owner = asset("c", None);
    let mut unknown = asset("d", None);
    unknown.owner.name = "Department of Works".into();
    holdings.assets = vec![by_area, by_postcode, by_owner, unknown];
    let atlas = Atlas::build(holdings);
    let boroughs: Vec<Option<&str>> = atlas.assets().iter().map(|placed| placed.borough.as_deref()).collect();
    assert_eq!(boroughs, [Some("Brackley"), Some("Brackley"), Some("Aldermere"), None]);
    assert_eq!(atlas.boroughs().map(|name| &**name).collect::<Vec<_>>(), ["Aldermere", "Brackley"]);
    assert_eq!(atlas.areas_of_borough("Brackley").len(), 8);
}

#[test]
fn private_needs_are_not_on_the_public_atlas() {
    let mut hidden = need("hidden", NeedPlace::Anywhere);
    hidden.visibility = Visibility::Private;
    let shown = need("shown", NeedPlace::Near(at(700.0, 10.0)));
    let served = need("served", NeedPlace::Borough("BRACKLEY".to_owned()));
    let atlas = Atlas::build(Holdings { needs: vec![shown, hidden, served], ..board(3) });
    let needs: Vec<(&str, Option<&str>)> =
        atlas.needs().iter().map(|placed| (&*placed.need.id.0, placed.borough.as_deref())).collect();
    assert_eq!(needs, [("served", Some("Brackley")), ("shown", Some("Aldermere"))]);
    assert_eq!(atlas.need_index("hidden"), None);
    assert!(!format!("{atlas:?}").contains("hidden"));
}

#[test]
fn what_lies_in_no_area_is_counted() {
    let mut holdings = board(2);
    let known = holdings.sales[0].clone();
    holdings.sales.push(Sale { postcode: postcode("QQ1 1QQ"), id: SaleId::from_bits(u128::MAX), ..known });
    holdings.deprivation.push(deprivation("E01999999", 1.0, 10, None));
    let mut count = holdings.activity[0].clone();
    count.code = AreaCode::new("E01999999");
    holdings.activity.push(count);
    let atlas = Atlas::build(holdings);
    let without = atlas.without_boundary();
    assert_eq!((without.deprivation, without.activity, without.sales), (1, 1, 1));
    assert_eq!(atlas.areas().iter().map(|area| area.sales.len()).sum::<usize>(), 4 * 12);
}

#[test]
fn an_atlas_of_nothing_answers_everything() {
    let atlas = Atlas::build(Holdings::default());
    assert_eq!(atlas.extent(), None);
    assert_eq!(atlas.area_containing(at(0.0, 0.0)), None);
    assert_eq!(atlas.postcode(&postcode("ZZ1 1AA")), None);
    assert!(atlas.catchment(at(0.0, 0.0), 1e6).is_empty());
}

#[test]
fn the_order_in_which_things_were_loaded_does_not_matter() {
    let mut holdings = board(3);
    holdings.assets = (0..9).map(|n| asset(&format!("a{n}"), Some(at(f64::from(n) * 150.0, 40.0)))).collect();
    let mut reversed = holdings.clone();
    reversed.assets.reverse();
    reversed.boundaries.reverse();
    reversed.deprivation.reverse();
    reversed.activity.reverse();
    reversed.postcodes.reverse();
    reversed.sales.reverse();
    assert!(format!("{:?}", Atlas::build(holdings)) == format!("{:?}", Atlas::build(reversed)), "the two differ");
}

#[test]
fn an_asset_without_a_point_stands_at_its_uprn_and_a_vacant_one_only_in_its_area() {
    let mut holdings = board(3);
    holdings.uprn_points = vec![
        UprnPoint { uprn: 7, position: at(10.0, 20.0) },
        UprnPoint { uprn: 8, position: at(700.0, 700.0) },
        UprnPoint { uprn: 9, position: at(-9_000.0, 0.0) },
    ];
    let with = |asset: Asset, uprn: u64| Asset { uprn: Some(uprn), postcode: Some(postcode("ZZ1 1EA")), ..asset };
    holdings.assets = vec![
        with(asset("a-uprn", None), 7),
        with(asset("b-point-first", Some(at(1_500.0, 10.0))), 7),
        with(asset("c-not-loaded", None), 404),
        with(vacant("d-vacant", None), 8),
        with(vacant("e-vacant-at-sea", None), 9),
    ];
    let atlas = Atlas::build(holdings);
    let told: Vec<_> = atlas.assets().iter().map(|a| (a.asset.precision, a.asset.position, a.asset.uprn)).collect();
    assert_eq!(told[0], (Precision::Uprn, Some(at(10.0, 20.0)), Some(7)));
    assert_eq!(told[1], (Precision::Point, Some(at(1_500.0, 10.0)), Some(7)));
    assert_eq!(told[2], (Precision::Postcode, Some(at(750.0, 750.0)), Some(404)));
    // The middle of the area around it, without the number that would give the place away.
    assert_eq!(told[3], (Precision::Area, Some(at(900.0, 900.0)), None));
    assert_eq!((told[4].0, told[4].2), (Precision::OutwardPostcode, None));
    assert_eq!(atlas.area_of_asset(0), Some(0));
    assert!(matches!(atlas.assets()[0].place, Place::At { area: Some(0), .. }));
}

#[test]
fn where_a_vacant_asset_was_found_by_its_uprn_cannot_be_told_from_its_public_copy() {
    let build = |east_m: f64| {
        let mut holdings = board(3);
        holdings.uprn_points = vec![UprnPoint { uprn: 8, position: at(east_m, 700.0) }];
        holdings.assets = vec![Asset { uprn: Some(8), ..vacant("a", None) }];
        Atlas::build(holdings).assets().clone()
    };
    assert_eq!(build(700.0), build(1_100.0), "two places in one area");
}

#[test]
fn a_withdrawn_postcode_places_what_names_it_and_stands_for_nobody() {
    let mut holdings = board(3);
    let ended = Some(time::macros::date!(1996 - 06 - 01));
    let gone = |text: &str, position: Position| PostcodePoint {
        postcode: postcode(text),
        position,
        borough_code: None,
        ended,
    };
    holdings.postcodes.push(gone("ZZ2 9ZZ", at(1_300.0, 10.0)));
    // Withdrawn in one file and in use in another: it is in use.
    holdings.postcodes.push(gone("ZZ1 1EA", at(1.0, 1.0)));
    let mut by_gone = asset("a", None);
    by_gone.postcode = Some(postcode("ZZ2 9ZZ"));
    let mut by_used = asset("b", None);
    by_used.postcode = Some(postcode("ZZ1 1EA"));
    let mut by_district = asset("c", None);
    by_district.postcode = Some(postcode("ZZ2"));
    holdings.assets = vec![by_gone, by_used, by_district];
    let atlas = Atlas::build(holdings);
    let positions: Vec<_> = atlas.assets().iter().map(|placed| placed.asset.position).collect();
    assert_eq!(positions[0], Some(at(1_300.0, 10.0)));
    assert_eq!(atlas.assets()[0].asset.precision, Precision::Postcode);
    assert_eq!(positions[1], Some(at(750.0, 750.0)));
    assert_eq!(positions[2], Some(at(1_500.0, 900.0)), "the middle of the twelve that are in use");
    assert_eq!(atlas.localities()[0].samples.len(), 12);
}

#[test]
fn other_levels_of_outlines_are_no_areas_and_each_year_of_a_level_is_kept_apart() {
    let of = |level: AreaLevel, year: u16, code: &str, boundary: AreaBoundary| AreaBoundary {
        level,
        year,
        code: AreaCode::new(code),
        ..boundary
    };
    let mut holdings = board(2);
    let plain = boundary("x", 0, 0, "Aldermere");
    let whole = AreaBoundary { boundary: square(CORNER.0, CORNER.1, 2.0 * SIDE_M), ..plain.clone() };
    holdings.boundaries.extend([
        of(AreaLevel::Lsoa, 2011, "E01999999", plain.clone()),
        of(AreaLevel::Msoa, 2021, "E02999999", whole.clone()),
        of(AreaLevel::Ward, 2025, "E05999999", whole.clone()),
        of(AreaLevel::District, 2013, "E07000001", whole.clone()),
        of(AreaLevel::District, 2025, "E08000002", plain.clone()),
        of(AreaLevel::District, 2025, "E08000002", AreaBoundary { source: source("a-first"), ..plain }),
    ]);
    let atlas = Atlas::build(holdings);
    assert_eq!(atlas.areas().len(), 4);
    let levels: Vec<(&str, u16, usize)> =
        atlas.levels().iter().map(|level| (level.level.slug(), level.year, level.outlines.records().len())).collect();
    let expected =
        [("lsoa", 2011, 1), ("msoa", 2021, 1), ("ward", 2025, 1), ("district", 2013, 1), ("district", 2025, 1)];
    assert_eq!(levels, expected);
    let latest = &atlas.levels()[4];
    let inside = &latest.outlines.records()[latest.around(at(10.0, 10.0)).unwrap()];
    assert_eq!((&*inside.code.0, &*inside.name, &*inside.source.0), ("E08000002", "Aldermere", "a-first"));
    assert_eq!(latest.around(at(SIDE_M + 10.0, 10.0)), None, "only the older outline reaches there");
}

#[test]
fn a_rank_alone_is_shown_and_never_scored() {
    let mut holdings = board(2);
    let rank = |code: &str, edition: u16, rank: u32| AreaRank {
        code: AreaCode::new(code),
        edition,
        rank,
        decile: 3,
        borough: None,
        source: source("file-1"),
    };
    holdings.deprivation.retain(|row| &*row.code.0 != "E01990001");
    holdings.deprivation_ranks =
        vec![rank("E01990000", 2025, 17), rank("E01990001", 2025, 18), rank("E01990001", 2019, 19)];
    let atlas = Atlas::build(holdings);
    assert_ne!(atlas.areas()[0].rank_and_decile(), Some((17, 3)), "a release with scores comes first");
    assert_eq!(atlas.areas()[1].rank_and_decile(), Some((18, 3)));
    assert!(atlas.areas()[1].deprivation.is_none());
}
