//! Web Mercator (EPSG:3857) and degrees: the formula of a sphere, which needs no library (OGC 17-083r4, annex D).

use std::f64::consts::PI;

use crate::domain::place::LonLat;

/// The equatorial radius of WGS84, metres.
const RADIUS_M: f64 = 6_378_137.0;

/// Metres east and north in Web Mercator.
#[must_use]
pub fn to_web_mercator(place: LonLat) -> (f64, f64) {
    let north = place.lat_deg.to_radians().tan().asinh();
    (place.lon_deg.to_radians() * RADIUS_M, north * RADIUS_M)
}

/// Longitude and latitude of a place in Web Mercator.
#[must_use]
pub fn from_web_mercator((east_m, north_m): (f64, f64)) -> LonLat {
    LonLat { lon_deg: east_m / RADIUS_M * 180.0 / PI, lat_deg: (north_m / RADIUS_M).sinh().atan().to_degrees() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_example_of_the_epsg_guidance_note_comes_out() {
        // EPSG Guidance Note 7-2, method 1024: 24 22 54.433 N, 100 20 0 W.
        let place = LonLat { lon_deg: -(100.0 + 20.0 / 60.0), lat_deg: 24.0 + 22.0 / 60.0 + 54.433 / 3600.0 };
        let (east_m, north_m) = to_web_mercator(place);
        assert!((east_m + 11_169_055.58).abs() < 0.01 && (north_m - 2_800_000.00).abs() < 0.01, "{east_m} {north_m}");
        let back = from_web_mercator((east_m, north_m));
        assert!((back.lon_deg - place.lon_deg).abs() < 1e-9 && (back.lat_deg - place.lat_deg).abs() < 1e-9);
    }
}
