//! Conversion of whole lists of points, with one PROJ object for each thread.

use std::cell::OnceCell;

use proj::{Proj, ProjBuilder, ProjError};

use super::{ProjectionError, grid};
use crate::domain::place::{LonLat, Position};

/// From the British National Grid (EPSG:27700) to degrees, longitude first (OGC:CRS84), step by step.
///
/// Written out rather than asked for by code: given two codes PROJ chooses a method point by point, and without the grid,
/// or away from land, it takes a rougher one without a word. Here the grid is a must, and PROJ's database is not opened.
const METRES_TO_DEGREES: &str = "+proj=pipeline \
    +step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy \
    +step +proj=hgridshift +grids=OSTN15_NTv2_OSGBtoETRS.gsb \
    +step +proj=unitconvert +xy_in=rad +xy_out=deg";

/// Degrees outside this box are not in Great Britain and are never handed to PROJ, which takes infinity for an answer.
const WEST_DEG: f64 = -10.0;
const EAST_DEG: f64 = 4.5;
const SOUTH_DEG: f64 = 49.0;
const NORTH_DEG: f64 = 62.0;

/// Points handed to PROJ at once: enough to make the call cheap, few enough to stay in the processor's cache.
const BATCH: usize = 4096;

/// Caister water tower, the worked example of Ordnance Survey's "Transformations and OSGM15 user guide".
const KNOWN_DEGREES: LonLat = LonLat { lon_deg: 1.716_073_972_222, lat_deg: 52.658_007_833_333 };
const KNOWN_EASTING_M: f64 = 651_409.804;
const KNOWN_NORTHING_M: f64 = 313_177.450;
const KNOWN_TOLERANCE_M: f64 = 0.05;

/// Which way to go through [`METRES_TO_DEGREES`].
#[derive(Clone, Copy)]
enum Direction {
    ToDegrees,
    ToMetres,
}

thread_local! {
    static PIPELINE: OnceCell<Proj> = const { OnceCell::new() };
}

/// British National Grid positions of points in degrees (OSTN15, 4 mm mean error, 13 mm at worst on the official points).
///
/// The answer has one entry for each point, in order: `None` for a point that is not finite or not on the National Grid.
/// West, north and east of OSTN15's 700 km by 1,250 km, in the open sea, the shift of its edge is used.
///
/// # Errors
/// [`ProjectionError`] when the grid or PROJ itself is not to be had.
pub fn to_british_national_grid(points: &[LonLat]) -> Result<Vec<Option<Position>>, ProjectionError> {
    let mut answers = vec![None; points.len()];
    let mut places = Vec::with_capacity(points.len().min(BATCH));
    let mut pairs = Vec::with_capacity(points.len().min(BATCH));
    for (batch, answers) in points.chunks(BATCH).zip(answers.chunks_mut(BATCH)) {
        places.clear();
        pairs.clear();
        for (place, point) in batch.iter().enumerate().filter(|(_, point)| may_be_in_britain(**point)) {
            places.push(place);
            pairs.push((point.lon_deg, point.lat_deg));
        }
        convert(Direction::ToMetres, &mut pairs)?;
        for (&place, &(easting_m, northing_m)) in places.iter().zip(&pairs) {
            answers[place] = Position::new(easting_m, northing_m).ok();
        }
    }
    Ok(answers)
}

/// Longitude and latitude of positions, in order, to the accuracy of [`to_british_national_grid`].
///
/// # Errors
/// [`ProjectionError`] when the grid or PROJ itself is not to be had.
pub fn to_lon_lat(positions: &[Position]) -> Result<Vec<LonLat>, ProjectionError> {
    let mut answers = Vec::with_capacity(positions.len());
    let mut pairs = Vec::with_capacity(positions.len().min(BATCH));
    for batch in positions.chunks(BATCH) {
        pairs.clear();
        pairs.extend(batch.iter().map(|position| (position.easting_m, position.northing_m)));
        convert(Direction::ToDegrees, &mut pairs)?;
        if let Some((_, position)) = pairs.iter().zip(batch).find(|((lon_deg, _), _)| !lon_deg.is_finite()) {
            return Err(ProjectionError::GridTooSmall { position: *position, folder: grid::folder()? });
        }
        answers.extend(pairs.iter().map(|&(lon_deg, lat_deg)| LonLat { lon_deg, lat_deg }));
    }
    Ok(answers)
}

/// Converts one known point and fails unless it lands within 5 cm: the proof that PROJ found the OSTN15 grid.
///
/// # Errors
/// [`ProjectionError::GridWrong`] when PROJ answers without the grid, or any other error on the way there.
pub fn check_grid() -> Result<(), ProjectionError> {
    let error_m = match to_british_national_grid(&[KNOWN_DEGREES])?.as_slice() {
        [Some(found)] => (found.easting_m - KNOWN_EASTING_M).hypot(found.northing_m - KNOWN_NORTHING_M),
        _ => f64::INFINITY,
    };
    if error_m <= KNOWN_TOLERANCE_M {
        Ok(())
    } else {
        Err(ProjectionError::GridWrong { error_m, folder: grid::folder()? })
    }
}

fn may_be_in_britain(point: LonLat) -> bool {
    // Both comparisons are false for NaN and for the infinities.
    (WEST_DEG..=EAST_DEG).contains(&point.lon_deg) && (SOUTH_DEG..=NORTH_DEG).contains(&point.lat_deg)
}

/// Converts pairs in place with this thread's PROJ object, which is made at its first use.
fn convert(direction: Direction, pairs: &mut [(f64, f64)]) -> Result<(), ProjectionError> {
    if pairs.is_empty() {
        return Ok(());
    }
    PIPELINE.with(|cell| {
        let pipeline = match cell.get() {
            Some(pipeline) => pipeline,
            None => {
                let made = prepare()?;
                cell.get_or_init(|| made)
            }
        };
        if run(pipeline, direction, pairs).is_err() {
            // One point off the grid's edge fails the whole call, so each is tried alone; the one at fault becomes NaN.
            for pair in pairs.iter_mut() {
                if run(pipeline, direction, std::slice::from_mut(pair)).is_err() {
                    *pair = (f64::NAN, f64::NAN);
                }
            }
        }
        Ok(())
    })
}

fn run(pipeline: &Proj, direction: Direction, pairs: &mut [(f64, f64)]) -> Result<(), ProjError> {
    pipeline.project_array(pairs, matches!(direction, Direction::ToMetres)).map(|_| ())
}

fn prepare() -> Result<Proj, ProjectionError> {
    let folder = grid::folder()?;
    let mut builder = ProjBuilder::new();
    builder.set_search_paths(&folder).map_err(|error| ProjectionError::Library { reason: error.to_string() })?;
    builder.proj(METRES_TO_DEGREES).map_err(|error| ProjectionError::GridNotRead { folder, reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::*;

    fn lon_lat(lat_deg: f64, lon_deg: f64) -> LonLat {
        LonLat { lon_deg, lat_deg }
    }

    fn one(point: LonLat) -> Position {
        to_british_national_grid(&[point]).unwrap()[0].unwrap()
    }

    fn metres_off(found: Position, (easting_m, northing_m): (f64, f64)) -> f64 {
        (found.easting_m - easting_m).hypot(found.northing_m - northing_m)
    }

    #[test]
    fn the_grid_is_found() {
        check_grid().unwrap();
    }

    #[test]
    fn known_points_land_within_two_centimetres() {
        // The first is Ordnance Survey's worked example; the others are exact OSTN15, printed by data/osgb/generator.
        let known = [
            (KNOWN_DEGREES, (KNOWN_EASTING_M, KNOWN_NORTHING_M)),
            (lon_lat(53.405_833, -2.995_833), (333_893.999_3, 390_350.809_5)),
            (lon_lat(53.647_5, -3.006), (333_597.694_8, 417_245.879_5)),
        ];
        for (point, place) in known {
            let found = one(point);
            assert!(metres_off(found, place) <= 0.02, "{point:?} gave {found:?} instead of {place:?}");
            let back = to_lon_lat(&[found]).unwrap()[0];
            assert!(
                (back.lon_deg - point.lon_deg).abs() < 1e-9 && (back.lat_deg - point.lat_deg).abs() < 1e-9,
                "{back:?}"
            );
        }
    }

    /// OSGB36 latitude and longitude by the seven-parameter transformation of "A guide to coordinate systems in Great
    /// Britain" (section 6.6), the usual answer of software that lacks the grid.
    fn rough_osgb36_degrees(point: LonLat) -> (f64, f64) {
        let (a, b) = (6_378_137.0_f64, 6_356_752.314_1_f64);
        let squared = 1.0 - (b / a).powi(2);
        let (lat, lon) = (point.lat_deg.to_radians(), point.lon_deg.to_radians());
        let nu = a / (1.0 - squared * lat.sin().powi(2)).sqrt();
        let (x, y, z) = (nu * lat.cos() * lon.cos(), nu * lat.cos() * lon.sin(), nu * (1.0 - squared) * lat.sin());
        let second = (1.0_f64 / 3600.0).to_radians();
        let (rx, ry, rz) = (-0.1502 * second, -0.2470 * second, -0.8421 * second);
        let scale = 1.0 + 20.4894e-6;
        let (x, y, z) = (
            -446.448 + scale * x - rz * y + ry * z,
            125.157 + rz * x + scale * y - rx * z,
            -542.060 - ry * x + rx * y + scale * z,
        );
        let (a, b) = (6_377_563.396_f64, 6_356_256.909_f64);
        let squared = 1.0 - (b / a).powi(2);
        let mut lat = (z / (x.hypot(y) * (1.0 - squared))).atan();
        for _ in 0..8 {
            let nu = a / (1.0 - squared * lat.sin().powi(2)).sqrt();
            lat = ((z + squared * nu * lat.sin()) / x.hypot(y)).atan();
        }
        (lat.to_degrees(), y.atan2(x).to_degrees())
    }

    #[test]
    fn the_answer_is_metres_away_from_the_one_without_the_grid() {
        // From OSGB36 degrees to the plane no grid is needed, so PROJ's projection alone finishes the rough answer.
        let plane =
            Proj::new("+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy").unwrap();
        let (lat_deg, lon_deg) = rough_osgb36_degrees(KNOWN_DEGREES);
        let rough = plane.project((lon_deg.to_radians(), lat_deg.to_radians()), false).unwrap();
        let apart_m = metres_off(one(KNOWN_DEGREES), rough);
        assert!((1.0..6.0).contains(&apart_m), "the rough answer is {apart_m} m away");
    }

    #[test]
    fn a_point_that_is_not_finite_or_not_in_britain_is_none_and_leaves_the_others_alone() {
        let points = [
            lon_lat(53.4, f64::INFINITY),
            lon_lat(53.4, -3.0),
            lon_lat(f64::NAN, -3.0),
            lon_lat(-3.0, 53.4),
            lon_lat(0.0, 0.0),
            lon_lat(90.0, 180.0),
            lon_lat(49.1, -9.9),
            lon_lat(53.4, -3.0),
        ];
        let found = to_british_national_grid(&points).unwrap();
        let known: Vec<bool> = found.iter().map(Option::is_some).collect();
        assert_eq!(known, [false, true, false, false, false, false, false, true]);
        assert_eq!(found[1], found[7]);
    }

    #[test]
    fn order_is_kept_across_batches_and_threads() {
        let points: Vec<LonLat> = (0..BATCH * 2 + 17)
            .map(|step| lon_lat(53.2 + step as f64 * 2e-5, if step % 5 == 0 { 100.0 } else { -2.9 }))
            .collect();
        let here = to_british_national_grid(&points).unwrap();
        let elsewhere = std::thread::spawn({
            let points = points.clone();
            move || to_british_national_grid(&points).unwrap()
        });
        assert_eq!(here, elsewhere.join().unwrap());
        for (step, found) in here.iter().enumerate() {
            assert_eq!(found.is_none(), step % 5 == 0);
        }
        assert!(here.iter().flatten().is_sorted_by(|a, b| a.northing_m < b.northing_m));
    }

    #[test]
    fn every_corner_of_the_national_grid_has_degrees() {
        let corners = [(0.0, 0.0), (700_000.0, 0.0), (0.0, 1_300_000.0), (700_000.0, 1_300_000.0)];
        let corners = corners.map(|(easting_m, northing_m)| Position::new(easting_m, northing_m).unwrap());
        let degrees = to_lon_lat(&corners).unwrap();
        assert!(degrees.iter().all(|point| point.lon_deg.is_finite() && point.lat_deg.is_finite()), "{degrees:?}");
    }

    #[test]
    fn one_point_off_the_edge_does_not_spoil_the_batch() {
        let points = [lon_lat(53.4, -3.0), lon_lat(61.9, -9.9), lon_lat(53.5, -3.0)];
        let found = to_british_national_grid(&points).unwrap();
        assert!(found[0].is_some() && found[1].is_none() && found[2].is_some());
    }

    #[test]
    fn an_empty_list_gives_an_empty_list() {
        assert!(to_british_national_grid(&[]).unwrap().is_empty());
        assert!(to_lon_lat(&[]).unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same_place(easting_m in 0.0..=700_000.0, northing_m in 0.0..=1_300_000.0) {
            let position = Position::new(easting_m, northing_m).unwrap();
            let degrees = to_lon_lat(&[position]).unwrap();
            let back = to_british_national_grid(&degrees).unwrap()[0].unwrap();
            prop_assert!(position.distance_m(back) < 0.001, "{position:?} came back as {back:?}");
        }
    }

    /// The official test files, when a folder of official files is at hand.
    fn official(name: &str) -> Option<Vec<Vec<String>>> {
        let folder = std::env::var_os("CATMAP_REAL_DATA").map(PathBuf::from)?;
        let text = std::fs::read_to_string(folder.join("osgb").join(name)).unwrap();
        Some(text.lines().skip(1).map(|line| line.split(',').map(|cell| cell.trim().to_owned()).collect()).collect())
    }

    fn number(cell: &str) -> f64 {
        cell.parse().unwrap()
    }

    #[test]
    fn the_forty_official_points_agree_to_two_centimetres_both_ways() {
        let (Some(degrees), Some(metres)) =
            (official("OSTN15_OSGM15_TestInput_ETRStoOSGB.txt"), official("OSTN15_OSGM15_TestOutput_ETRStoOSGB.txt"))
        else {
            eprintln!("skipped: CATMAP_REAL_DATA is not set");
            return;
        };
        let mut worst_m = 0.0_f64;
        let mut sum_m = 0.0;
        assert_eq!(degrees.len(), 40);
        for row in &degrees {
            let truth = metres.iter().find(|found| found[0] == row[0]).unwrap();
            let error_m =
                metres_off(one(lon_lat(number(&row[1]), number(&row[2]))), (number(&truth[1]), number(&truth[2])));
            worst_m = worst_m.max(error_m);
            sum_m += error_m;
        }
        eprintln!("to the National Grid: {:.4} m on average, {worst_m:.4} m at most", sum_m / 40.0);
        assert!(worst_m <= 0.02);

        let (Some(metres), Some(degrees)) =
            (official("OSTN15_OSGM15_TestInput_OSGBtoETRS.txt"), official("OSTN15_OSGM15_TestOutput_OSGBtoETRS.txt"))
        else {
            return;
        };
        let mut worst_m = 0.0_f64;
        for row in &metres {
            let truth = degrees.iter().find(|found| found[0] == row[0] && found[1] == "RESULT").unwrap();
            let found = to_lon_lat(&[Position::new(number(&row[1]), number(&row[2])).unwrap()]).unwrap()[0];
            let north_m = (found.lat_deg - number(&truth[2])) * 111_300.0;
            let east_m = (found.lon_deg - number(&truth[3])) * 111_300.0 * found.lat_deg.to_radians().cos();
            worst_m = worst_m.max(north_m.hypot(east_m));
        }
        eprintln!("to degrees: {worst_m:.4} m at most");
        assert!(worst_m <= 0.02);
    }
}
