//! The National Grid's transverse Mercator projection on any ellipsoid, as Krüger's series to the sixth order.
//!
//! Source of the series: C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers",
//! Journal of Geodesy 85 (2011), equations 7 to 36. Source of the constants: Ordnance Survey,
//! "A guide to coordinate systems in Great Britain", annexe A.

/// Half axes of an ellipsoid, in metres.
#[derive(Clone, Copy)]
pub struct Ellipsoid {
    /// The half major axis, in metres.
    pub major_m: f64,
    /// The half minor axis, in metres.
    pub minor_m: f64,
}

/// Airy 1830, on which OSGB36 lies.
pub const AIRY_1830: Ellipsoid = Ellipsoid { major_m: 6_377_563.396, minor_m: 6_356_256.909 };

/// GRS 1980, on which ETRS89 lies.
pub const GRS_1980: Ellipsoid = Ellipsoid { major_m: 6_378_137.0, minor_m: 6_356_752.314_140_4 };

const SCALE_ON_CENTRAL_MERIDIAN: f64 = 0.999_601_271_7;
const CENTRAL_LATITUDE_DEG: f64 = 49.0;
const CENTRAL_LONGITUDE_DEG: f64 = -2.0;
const FALSE_EASTING_M: f64 = 400_000.0;
const FALSE_NORTHING_M: f64 = -100_000.0;

/// The National Grid's projection, prepared for one ellipsoid.
pub struct NationalGrid {
    eccentricity: f64,
    rectifying_radius_m: f64,
    forward: [f64; 6],
    backward: [f64; 6],
    origin_m: f64,
}

impl NationalGrid {
    /// Prepares the series for an ellipsoid.
    pub fn on(ellipsoid: Ellipsoid) -> Self {
        let Ellipsoid { major_m: a, minor_m: b } = ellipsoid;
        let n = (a - b) / (a + b);
        let (n2, n3, n4, n5, n6) = (n.powi(2), n.powi(3), n.powi(4), n.powi(5), n.powi(6));
        let forward = [
            n / 2.0 - 2.0 * n2 / 3.0 + 5.0 * n3 / 16.0 + 41.0 * n4 / 180.0 - 127.0 * n5 / 288.0 + 7891.0 * n6 / 37800.0,
            13.0 * n2 / 48.0 - 3.0 * n3 / 5.0 + 557.0 * n4 / 1440.0 + 281.0 * n5 / 630.0
                - 1_983_433.0 * n6 / 1_935_360.0,
            61.0 * n3 / 240.0 - 103.0 * n4 / 140.0 + 15061.0 * n5 / 26880.0 + 167_603.0 * n6 / 181_440.0,
            49561.0 * n4 / 161_280.0 - 179.0 * n5 / 168.0 + 6_601_661.0 * n6 / 7_257_600.0,
            34729.0 * n5 / 80640.0 - 3_418_889.0 * n6 / 1_995_840.0,
            212_378_941.0 * n6 / 319_334_400.0,
        ];
        let backward = [
            n / 2.0 - 2.0 * n2 / 3.0 + 37.0 * n3 / 96.0 - n4 / 360.0 - 81.0 * n5 / 512.0 + 96199.0 * n6 / 604_800.0,
            n2 / 48.0 + n3 / 15.0 - 437.0 * n4 / 1440.0 + 46.0 * n5 / 105.0 - 1_118_711.0 * n6 / 3_870_720.0,
            17.0 * n3 / 480.0 - 37.0 * n4 / 840.0 - 209.0 * n5 / 4480.0 + 5569.0 * n6 / 90720.0,
            4397.0 * n4 / 161_280.0 - 11.0 * n5 / 504.0 - 830_251.0 * n6 / 7_257_600.0,
            4583.0 * n5 / 161_280.0 - 108_847.0 * n6 / 3_991_680.0,
            20_648_693.0 * n6 / 638_668_800.0,
        ];
        let mut grid = Self {
            eccentricity: (1.0 - (b / a).powi(2)).sqrt(),
            rectifying_radius_m: a / (1.0 + n) * (1.0 + n2 / 4.0 + n4 / 64.0 + n6 / 256.0),
            forward,
            backward,
            origin_m: 0.0,
        };
        let (_, northing_m) = grid.project(CENTRAL_LATITUDE_DEG, CENTRAL_LONGITUDE_DEG);
        grid.origin_m = northing_m - FALSE_NORTHING_M;
        grid
    }

    /// From latitude and longitude in degrees to easting and northing in metres.
    pub fn project(&self, latitude_deg: f64, longitude_deg: f64) -> (f64, f64) {
        let tau = self.conformal_tangent(latitude_deg.to_radians().tan());
        let lambda = (longitude_deg - CENTRAL_LONGITUDE_DEG).to_radians();
        let xi_plain = tau.atan2(lambda.cos());
        let eta_plain = (lambda.sin() / tau.hypot(lambda.cos())).asinh();
        let (mut xi, mut eta) = (xi_plain, eta_plain);
        for (index, coefficient) in self.forward.iter().enumerate() {
            let turn = 2.0 * (index as f64 + 1.0);
            xi += coefficient * (turn * xi_plain).sin() * (turn * eta_plain).cosh();
            eta += coefficient * (turn * xi_plain).cos() * (turn * eta_plain).sinh();
        }
        let metres = SCALE_ON_CENTRAL_MERIDIAN * self.rectifying_radius_m;
        (FALSE_EASTING_M + metres * eta, metres * xi - self.origin_m)
    }

    /// From easting and northing in metres to latitude and longitude in degrees.
    pub fn unproject(&self, easting_m: f64, northing_m: f64) -> (f64, f64) {
        let metres = SCALE_ON_CENTRAL_MERIDIAN * self.rectifying_radius_m;
        let xi = (northing_m + self.origin_m) / metres;
        let eta = (easting_m - FALSE_EASTING_M) / metres;
        let (mut xi_plain, mut eta_plain) = (xi, eta);
        for (index, coefficient) in self.backward.iter().enumerate() {
            let turn = 2.0 * (index as f64 + 1.0);
            xi_plain -= coefficient * (turn * xi).sin() * (turn * eta).cosh();
            eta_plain -= coefficient * (turn * xi).cos() * (turn * eta).sinh();
        }
        let wanted = xi_plain.sin() / eta_plain.sinh().hypot(xi_plain.cos());
        let mut tangent = wanted;
        for _ in 0..6 {
            let tau = self.conformal_tangent(tangent);
            let squared = self.eccentricity.powi(2);
            tangent += (wanted - tau) / (1.0 + tau * tau).sqrt() * (1.0 + (1.0 - squared) * tangent * tangent)
                / ((1.0 - squared) * (1.0 + tangent * tangent).sqrt());
        }
        let lambda = eta_plain.sinh().atan2(xi_plain.cos());
        (tangent.atan().to_degrees(), CENTRAL_LONGITUDE_DEG + lambda.to_degrees())
    }

    /// The tangent of the conformal latitude, from that of the geographic one.
    fn conformal_tangent(&self, tangent: f64) -> f64 {
        let secant = tangent.hypot(1.0);
        let sigma = (self.eccentricity * (self.eccentricity * tangent / secant).atanh()).sinh();
        tangent * sigma.hypot(1.0) - sigma * secant
    }
}
