//! Writes Ordnance Survey's OSTN15 transformation as the NTv2 grid file that PROJ looks for.
//!
//! Run `cargo run --release` in this folder; the grid is written one folder up. Each node is a latitude and longitude
//! on OSGB36; its shift is what to add to reach ETRS89. OSTN15 itself is given the other way round, as metres to add to
//! ETRS89 eastings and northings on a 1 km lattice, so each node is solved by iteration.
//!
//! With two arguments, a latitude and a longitude in degrees, it prints the exact OSTN15 easting and northing instead:
//! an answer to hold the grid against that owes nothing to PROJ.

mod transverse_mercator;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use transverse_mercator::{AIRY_1830, GRS_1980, NationalGrid};

const FILE_NAME: &str = "OSTN15_NTv2_OSGBtoETRS.gsb";

// The whole National Grid, 700 km by 1,300 km, so that every point on it has a shift; nodes every 1' of latitude and 2' of
// longitude.
const SOUTH_MINUTES: i32 = 49 * 60 + 45;
const NORTH_MINUTES: i32 = 61 * 60 + 36;
const WEST_MINUTES: i32 = -(9 * 60 + 32);
const EAST_MINUTES: i32 = 3 * 60 + 40;
const LATITUDE_STEP_MINUTES: i32 = 1;
const LONGITUDE_STEP_MINUTES: i32 = 2;

// The lattice of OSTN15: 0 to 700 km east, 0 to 1,250 km north.
const LAST_EAST_KM: i32 = 700;
const LAST_NORTH_KM: i32 = 1250;

fn main() -> io::Result<()> {
    let arguments: Vec<f64> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    if let [latitude_deg, longitude_deg] = arguments[..] {
        let (easting_m, northing_m) = NationalGrid::on(GRS_1980).project(latitude_deg, longitude_deg);
        let (east_m, north_m) = shift(easting_m, northing_m);
        println!("{:.4} {:.4}", easting_m + east_m, northing_m + north_m);
        return Ok(());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(FILE_NAME);
    let mut out = BufWriter::new(File::create(&path)?);
    write_header(&mut out)?;
    write_nodes(&mut out)?;
    text_record(&mut out, "END", "")?;
    out.flush()?;
    println!("{}: {} nodes", FILE_NAME, rows() * columns());
    Ok(())
}

fn rows() -> i32 {
    (NORTH_MINUTES - SOUTH_MINUTES) / LATITUDE_STEP_MINUTES + 1
}

fn columns() -> i32 {
    (EAST_MINUTES - WEST_MINUTES) / LONGITUDE_STEP_MINUTES + 1
}

/// The two headers: one for the file, one for its only grid. Longitudes count westwards, angles are in seconds.
fn write_header(out: &mut impl Write) -> io::Result<()> {
    whole_record(out, "NUM_OREC", 11)?;
    whole_record(out, "NUM_SREC", 11)?;
    whole_record(out, "NUM_FILE", 1)?;
    text_record(out, "GS_TYPE", "SECONDS")?;
    text_record(out, "VERSION", "OSTN15")?;
    text_record(out, "SYSTEM_F", "OSGB36")?;
    text_record(out, "SYSTEM_T", "ETRS89")?;
    real_record(out, "MAJOR_F", AIRY_1830.major_m)?;
    real_record(out, "MINOR_F", AIRY_1830.minor_m)?;
    real_record(out, "MAJOR_T", GRS_1980.major_m)?;
    real_record(out, "MINOR_T", GRS_1980.minor_m)?;
    text_record(out, "SUB_NAME", "OSTN15")?;
    text_record(out, "PARENT", "NONE")?;
    text_record(out, "CREATED", "20161201")?;
    text_record(out, "UPDATED", "20161201")?;
    real_record(out, "S_LAT", seconds(SOUTH_MINUTES))?;
    real_record(out, "N_LAT", seconds(NORTH_MINUTES))?;
    real_record(out, "E_LONG", -seconds(EAST_MINUTES))?;
    real_record(out, "W_LONG", -seconds(WEST_MINUTES))?;
    real_record(out, "LAT_INC", seconds(LATITUDE_STEP_MINUTES))?;
    real_record(out, "LONG_INC", seconds(LONGITUDE_STEP_MINUTES))?;
    whole_record(out, "GS_COUNT", rows() * columns())
}

/// The nodes, row by row from the south, each row from the east.
fn write_nodes(out: &mut impl Write) -> io::Result<()> {
    let osgb36 = NationalGrid::on(AIRY_1830);
    let etrs89 = NationalGrid::on(GRS_1980);
    for row in 0..rows() {
        let latitude_deg = f64::from(SOUTH_MINUTES + row * LATITUDE_STEP_MINUTES) / 60.0;
        for column in 0..columns() {
            let longitude_deg = f64::from(EAST_MINUTES - column * LONGITUDE_STEP_MINUTES) / 60.0;
            let (easting_m, northing_m) = osgb36.project(latitude_deg, longitude_deg);
            let (etrs_easting_m, etrs_northing_m) = to_etrs89(easting_m, northing_m);
            let (latitude_after, longitude_after) = etrs89.unproject(etrs_easting_m, etrs_northing_m);
            let north_seconds = (latitude_after - latitude_deg) * 3600.0;
            let west_seconds = (longitude_deg - longitude_after) * 3600.0;
            for value in [north_seconds as f32, west_seconds as f32, 0.0, 0.0] {
                out.write_all(&value.to_le_bytes())?;
            }
        }
    }
    Ok(())
}

/// The ETRS89 easting and northing whose shifted place is the given one.
fn to_etrs89(easting_m: f64, northing_m: f64) -> (f64, f64) {
    let (mut east_m, mut north_m) = shift(easting_m, northing_m);
    for _ in 0..8 {
        (east_m, north_m) = shift(easting_m - east_m, northing_m - north_m);
    }
    (easting_m - east_m, northing_m - north_m)
}

/// OSTN15's shift in metres at an ETRS89 easting and northing: bilinear between the four nodes around it.
///
/// Outside the lattice the value of its edge is used, so that the grid is smooth out at sea.
fn shift(easting_m: f64, northing_m: f64) -> (f64, f64) {
    let east_km = (easting_m / 1000.0).clamp(0.0, f64::from(LAST_EAST_KM));
    let north_km = (northing_m / 1000.0).clamp(0.0, f64::from(LAST_NORTH_KM));
    let column = (east_km as i32).min(LAST_EAST_KM - 1);
    let row = (north_km as i32).min(LAST_NORTH_KM - 1);
    let (t, u) = (east_km - f64::from(column), north_km - f64::from(row));
    let corners = [
        (node(column, row), (1.0 - t) * (1.0 - u)),
        (node(column + 1, row), t * (1.0 - u)),
        (node(column + 1, row + 1), t * u),
        (node(column, row + 1), (1.0 - t) * u),
    ];
    corners.iter().fold((0.0, 0.0), |sum, ((east_m, north_m), share)| (sum.0 + east_m * share, sum.1 + north_m * share))
}

fn node(column: i32, row: i32) -> (f64, f64) {
    let key = column + row * (LAST_EAST_KM + 1) + 1;
    match ostn15_phf::ostn15_lookup(&key) {
        Some((east_m, north_m, _)) => (east_m, north_m),
        None => unreachable!("OSTN15 has a node at {column} km east, {row} km north"),
    }
}

fn seconds(minutes: i32) -> f64 {
    f64::from(minutes) * 60.0
}

fn whole_record(out: &mut impl Write, name: &str, value: i32) -> io::Result<()> {
    write!(out, "{name:<8}")?;
    out.write_all(&value.to_le_bytes())?;
    out.write_all(&[0; 4])
}

fn real_record(out: &mut impl Write, name: &str, value: f64) -> io::Result<()> {
    write!(out, "{name:<8}")?;
    out.write_all(&value.to_le_bytes())
}

fn text_record(out: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    write!(out, "{name:<8}{value:<8}")
}
