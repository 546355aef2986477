//! Positions from geocentric coordinates whose third number was lost.

use super::ProjectionError;
use super::transform::to_british_national_grid;
use crate::domain::place::{LonLat, Position};

/// Half major axis in metres and squared eccentricity of GRS 1980, the ellipsoid of ETRS89.
const MAJOR_AXIS_M: f64 = 6_378_137.0;
const ECCENTRICITY_SQUARED: f64 = 0.006_694_380_022_9;

/// The ellipsoidal height given to every point, in metres: where OSGB36's ellipsoid lies over Liverpool.
///
/// Publishers make such files by turning flat eastings and northings into geocentric metres, so the height that was used is
/// that of the old ellipsoid over the new, whatever the ground does. One metre more moves the answer 0.74 m north.
const ELLIPSOIDAL_HEIGHT_M: f64 = 52.28;

/// British National Grid positions from geocentric ETRS89 X and Y in metres, when Z was not published.
///
/// Z follows from X, Y and an assumed ellipsoidal height of 52.28 m. On the 89 rows of Liverpool's brownfield register of
/// 2017, which also give eastings and northings in whole metres, the answers are 0.03 m off on average and 0.16 m at most.
/// Elsewhere in England the old ellipsoid lies from 44 m up (Kent) to 51 m, so a northing may be some 6 m too far north.
///
/// The answer has one entry for each pair, in order: `None` when it is not finite or not on the National Grid.
///
/// # Errors
/// [`ProjectionError`] when the grid or PROJ itself is not to be had.
pub fn from_geocentric(xy_m: &[(f64, f64)]) -> Result<Vec<Option<Position>>, ProjectionError> {
    let points: Vec<LonLat> = xy_m.iter().map(|&(x_m, y_m)| lon_lat(x_m, y_m)).collect();
    to_british_national_grid(&points)
}

/// Longitude and latitude of a point at the assumed height; not a number when no such point exists.
fn lon_lat(x_m: f64, y_m: f64) -> LonLat {
    let from_axis_m = x_m.hypot(y_m);
    // (nu + h) cos(latitude) is the distance from the axis, and nu hardly changes with latitude: each round gains more
    // than two digits, so eight are plenty.
    let mut lat = 0.93_f64;
    for _ in 0..8 {
        let nu_m = MAJOR_AXIS_M / (1.0 - ECCENTRICITY_SQUARED * lat.sin().powi(2)).sqrt();
        lat = (from_axis_m / (nu_m + ELLIPSOIDAL_HEIGHT_M)).acos();
    }
    LonLat { lon_deg: y_m.atan2(x_m).to_degrees(), lat_deg: lat.to_degrees() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_geocentric_pair_lands_on_the_easting_and_northing_published_beside_it() {
        // Central Docks, first row of Liverpool's brownfield register of 2017 (GeoX, GeoY, Easting, Northing).
        let found = from_geocentric(&[(3_804_481.559_3, -199_535.221_6)]).unwrap()[0].unwrap();
        assert!((found.easting_m - 333_481.0).abs() < 0.2, "{found:?}");
        assert!((found.northing_m - 391_395.0).abs() < 0.2, "{found:?}");
    }

    #[test]
    fn pairs_that_lie_nowhere_near_britain_are_none() {
        let strays =
            [(f64::NAN, 0.0), (f64::INFINITY, 1.0), (0.0, 0.0), (9e6, 9e6), (333_481.0, 391_395.0), (-3.8e6, 2e5)];
        assert!(from_geocentric(&strays).unwrap().iter().all(Option::is_none));
    }

    #[test]
    fn liverpools_register_agrees_with_itself_to_a_quarter_of_a_metre() {
        let Some(folder) = std::env::var_os("CATMAP_REAL_DATA").map(std::path::PathBuf::from) else {
            eprintln!("skipped: CATMAP_REAL_DATA is not set");
            return;
        };
        let mut rows =
            csv::Reader::from_path(folder.join("brownfield/liverpool_2017_873e9679_TRANSCRIBED.csv")).unwrap();
        let headers = rows.headers().unwrap().clone();
        let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
        let places = ["GeoX", "GeoY", "Easting", "Northing"].map(column);
        let numbers: Vec<[f64; 4]> =
            rows.records().map(|row| row.unwrap()).map(|row| places.map(|place| row[place].parse().unwrap())).collect();
        let pairs: Vec<(f64, f64)> = numbers.iter().map(|row| (row[0], row[1])).collect();
        let errors_m: Vec<f64> = from_geocentric(&pairs)
            .unwrap()
            .iter()
            .zip(&numbers)
            .map(|(found, row)| found.unwrap().distance_m(Position::new(row[2], row[3]).unwrap()))
            .collect();
        let worst_m = errors_m.iter().copied().fold(0.0, f64::max);
        eprintln!(
            "{} rows: {:.3} m on average, {worst_m:.3} m at most",
            errors_m.len(),
            errors_m.iter().sum::<f64>() / errors_m.len() as f64
        );
        assert!(errors_m.len() == 89 && worst_m < 0.25);
    }
}
