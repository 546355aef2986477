//! An invented region in official formats: the demonstration data, and the load for measurements.
//!
//! [`generate`] fills a folder with the files a real region would be built from: boundaries, Indices of Deprivation,
//! postcodes, home sales, a house price index, counts of areas, one asset register for each borough with the faults that
//! real registers have,
//! needs and rulings. One seed always gives the same bytes. The figures hang together as `scoring.md` G.1 asks: prices
//! vary smoothly over 1.5 km, deprivation follows them, and each deprivation row satisfies the checks of B.5.
//!
//! How it is built, from the ground up: `shape` is the land, `tessellation` cuts it into areas (`voronoi` does the
//! geometry), `areas` gives them names and figures drawn from smooth `field`s, and then there is one file for each file
//! written. `chance` is where all randomness comes from.
//!
//! What this room never does: read a real file, use a real name, code, postcode or outline, ask the clock, or import
//! what it wrote (`command` hands the files to `app` for that).

mod activity;
mod areas;
mod assets;
mod boundaries;
mod building_kinds;
mod chance;
mod deprivation;
mod dirt;
mod field;
mod files;
mod names;
mod need_kinds;
mod needs;
mod postcodes;
mod price_index;
mod readme;
mod register;
mod rulings;
mod sales;
mod shape;
mod tessellation;
mod voronoi;

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;
use time::Date;
use time::macros::date;

use crate::projection::ProjectionError;

/// How large a region to invent, and from which seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionPlan {
    /// Assets over all registers. Rows that a register repeats come on top.
    pub assets: usize,
    /// Needs.
    pub needs: usize,
    /// Areas: 1 to 33,755, as many as there are LSOAs in England.
    pub areas: usize,
    /// The seed: the same one gives the same bytes.
    pub seed: u64,
    /// The day the data pretends to be of; sales run up to it.
    pub data_date: Date,
    /// Exactly so many home sales, spread evenly over the areas and over the years since 1995, as the whole of Price Paid
    /// Data is; `None` for as many as the areas would see in five years.
    pub sales: Option<usize>,
}

impl Default for RegionPlan {
    /// A region of demonstration size.
    fn default() -> Self {
        Self { assets: 600, needs: 120, areas: 400, seed: 1, data_date: date!(2026 - 10 - 31), sales: None }
    }
}

/// What is being made, for a progress line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The land is cut into areas and their outlines written.
    Areas,
    /// Deprivation.
    Deprivation,
    /// Postcodes.
    Postcodes,
    /// Home sales, counted in areas, or one by one when their number was asked for.
    Sales,
    /// The house price index, counted in boroughs.
    PriceIndex,
    /// Counts of areas, counted in areas.
    Activity,
    /// Asset registers, counted in assets.
    Registers,
    /// Needs.
    Needs,
}

impl Step {
    /// The word people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Areas => "areas",
            Self::Deprivation => "deprivation",
            Self::Postcodes => "postcodes",
            Self::Sales => "home sales",
            Self::PriceIndex => "house price index",
            Self::Activity => "activity",
            Self::Registers => "asset registers",
            Self::Needs => "needs",
        }
    }
}

/// The files of an invented region and what they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionFiles {
    /// `areas.geojson`.
    pub areas: PathBuf,
    /// `wards.geojson`.
    pub wards: PathBuf,
    /// `File_7_IoD2025.csv`.
    pub deprivation: PathBuf,
    /// `codepoint.csv`.
    pub postcodes: PathBuf,
    /// `price-paid.csv`.
    pub sales: PathBuf,
    /// `UK-HPI-full-file.csv`.
    pub price_index: PathBuf,
    /// `activity.csv`.
    pub activity: PathBuf,
    /// `register-<borough>.csv`, one for each borough that has an area.
    pub registers: Vec<PathBuf>,
    /// `needs.csv`.
    pub needs: PathBuf,
    /// `rulings.csv`.
    pub rulings: PathBuf,
    /// `README.txt`, which says that all of it is fictional.
    pub readme: PathBuf,
    /// Postcodes written.
    pub postcode_count: u64,
    /// Sales written.
    pub sale_count: u64,
    /// Register rows written: the assets and the rows that are there twice.
    pub register_row_count: u64,
}

impl RegionFiles {
    /// Every file that can be imported, in an order in which each finds what it builds on.
    #[must_use]
    pub fn in_order_of_import(&self) -> Vec<&Path> {
        let Self { areas, wards, deprivation, postcodes, sales, price_index, activity, .. } = self;
        let places = [areas, wards, deprivation, postcodes, sales, price_index, activity];
        let wants = [&self.needs, &self.rulings];
        places.into_iter().chain(&self.registers).chain(wants).map(PathBuf::as_path).collect()
    }
}

/// Why a region could not be written.
#[derive(Debug, Error)]
pub enum FictionalError {
    /// The plan asks for what cannot be made.
    #[error("{0}")]
    Plan(String),
    /// A file or folder could not be written.
    #[error("could not write {}: {source}", .path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Positions could not be turned into degrees.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
    /// Rows of a table do not fit one another: a mistake in this room.
    #[error("a table went wrong: {0}")]
    Table(String),
}

impl From<csv::Error> for FictionalError {
    fn from(error: csv::Error) -> Self {
        Self::Table(error.to_string())
    }
}

/// Invents a region and writes its files into a folder, which is made when it is not there.
///
/// `progress` is told the step, how much of it is done and how much there is.
///
/// # Errors
/// [`FictionalError`] when the plan asks for no areas or too many, a file cannot be written, or the OSTN15 grid is missing.
pub fn generate(
    plan: &RegionPlan,
    out: &Path,
    progress: &mut dyn FnMut(Step, u64, u64),
) -> Result<RegionFiles, FictionalError> {
    check(plan)?;
    std::fs::create_dir_all(out).map_err(|source| FictionalError::Write { path: out.to_owned(), source })?;

    progress(Step::Areas, 0, plan.areas as u64);
    let areas = areas::invent(plan.seed, plan.areas);
    let postcodes = postcodes::invent(plan.seed, &areas);
    let mut files = RegionFiles {
        areas: out.join("areas.geojson"),
        wards: out.join("wards.geojson"),
        deprivation: out.join("File_7_IoD2025.csv"),
        postcodes: out.join("codepoint.csv"),
        sales: out.join("price-paid.csv"),
        price_index: out.join("UK-HPI-full-file.csv"),
        activity: out.join("activity.csv"),
        registers: Vec::new(),
        needs: out.join("needs.csv"),
        rulings: out.join("rulings.csv"),
        readme: out.join("README.txt"),
        postcode_count: (plan.areas * postcodes::EACH_AREA) as u64,
        sale_count: 0,
        register_row_count: 0,
    };
    boundaries::write(&files.areas, &areas, &mut |done, of| progress(Step::Areas, done, of))?;
    boundaries::write_wards(&files.wards, &areas)?;
    let ranks = deprivation::invent(plan.seed, &areas);
    deprivation::write(&files.deprivation, plan.seed, &areas, &ranks, &mut |done, of| {
        progress(Step::Deprivation, done, of);
    })?;
    postcodes::write(&files.postcodes, &areas, &postcodes, &mut |done, of| progress(Step::Postcodes, done, of))?;
    files.sale_count =
        sales::write(&files.sales, plan, &areas, &postcodes, &mut |done, of| progress(Step::Sales, done, of))?;
    price_index::write(&files.price_index, plan, &mut |done, of| progress(Step::PriceIndex, done, of))?;
    activity::write(&files.activity, plan.seed, &areas, &mut |done, of| progress(Step::Activity, done, of))?;

    let shares = assets_by_borough(plan.assets, &areas.by_borough);
    let mut before = 0;
    for (borough, &count) in shares.iter().enumerate().filter(|(borough, _)| !areas.by_borough[*borough].is_empty()) {
        let path = out.join(format!("register-{}.csv", shape::BOROUGHS[borough].name.to_lowercase()));
        let known = register::HABITS[borough].known;
        let stock = assets::Stock::new((plan.seed, plan.data_date), &areas, &postcodes, (borough, known));
        let mut step = |done: u64, _: u64| progress(Step::Registers, before + done, plan.assets as u64);
        files.register_row_count += register::write(&path, &stock, count, &mut step)?;
        files.registers.push(path);
        before += count as u64;
    }

    needs::write(&files.needs, plan, &areas, &postcodes, &mut |done, of| progress(Step::Needs, done, of))?;
    rulings::write(&files.rulings, plan, &shares)?;
    readme::write(&files.readme, plan, &files)?;
    Ok(files)
}

fn check(plan: &RegionPlan) -> Result<(), FictionalError> {
    let most_areas = deprivation::ENGLAND as usize;
    if plan.areas == 0 || plan.areas > most_areas {
        return Err(FictionalError::Plan(format!("a region has 1 to {most_areas} areas, not {}", plan.areas)));
    }
    let most = 100_000_000;
    if plan.assets > most || plan.needs > most || plan.sales.is_some_and(|sales| sales > most) {
        return Err(FictionalError::Plan(format!(
            "a region has at most {most} assets, as many needs and as many sales"
        )));
    }
    Ok(())
}

/// Assets shared out among the boroughs in proportion to their areas; the sum is exact.
fn assets_by_borough(assets: usize, by_borough: &[Vec<usize>]) -> Vec<usize> {
    let areas: usize = by_borough.iter().map(Vec::len).sum();
    let mut seen = 0;
    let mut given = 0;
    let share = |list: &Vec<usize>| {
        seen += list.len();
        let upto = assets * seen / areas.max(1);
        let count = upto - given;
        given = upto;
        count
    };
    by_borough.iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(seed: u64) -> RegionPlan {
        RegionPlan { assets: 300, needs: 40, areas: 80, seed, ..RegionPlan::default() }
    }

    /// Every file of a region with its bytes.
    fn region(plan: &RegionPlan) -> (RegionFiles, Vec<(String, Vec<u8>)>) {
        let folder = tempfile::tempdir().unwrap();
        let files = generate(plan, folder.path(), &mut |_, _, _| {}).unwrap();
        let mut read: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
            .collect();
        read.sort();
        (files, read)
    }

    #[test]
    fn the_same_seed_writes_the_same_bytes() {
        assert!(region(&small(3)).1 == region(&small(3)).1);
    }

    #[test]
    fn another_seed_writes_other_bytes_in_every_file() {
        for ((name, one), (_, other)) in region(&small(3)).1.iter().zip(region(&small(4)).1) {
            assert!(*one != other, "{name} is the same for both seeds");
        }
    }

    #[test]
    fn more_assets_leave_the_areas_and_the_first_assets_alone() {
        let few = region(&small(3)).1;
        let many = region(&RegionPlan { assets: 900, ..small(3) }).1;
        let file =
            |files: &[(String, Vec<u8>)], name: &str| files.iter().find(|(found, _)| found == name).unwrap().1.clone();
        assert!(file(&few, "areas.geojson") == file(&many, "areas.geojson"));
        let (few, many) = (file(&few, "register-aldermere.csv"), file(&many, "register-aldermere.csv"));
        assert!(many.starts_with(&few));
    }

    #[test]
    fn each_file_holds_what_was_asked_for() {
        let (files, read) = region(&small(5));
        let lines = |name: &str| {
            let bytes = &read.iter().find(|(found, _)| found == name).unwrap().1;
            bytes.iter().filter(|byte| **byte == b'\n').count()
        };
        assert_eq!(lines("File_7_IoD2025.csv"), 81);
        assert_eq!(lines("codepoint.csv"), 640);
        assert_eq!(lines("needs.csv"), 41);
        assert_eq!(lines("rulings.csv"), 4);
        assert_eq!(lines("price-paid.csv") as u64, files.sale_count);
        let rows: usize =
            read.iter().filter(|(name, _)| name.starts_with("register-")).map(|(name, _)| lines(name) - 1).sum();
        assert_eq!(rows as u64, files.register_row_count);
        assert!((301..330).contains(&rows), "{rows} rows for 300 assets");
        let readme = &read.iter().find(|(name, _)| name == "README.txt").unwrap().1;
        assert!(
            readme.starts_with(b"ALL OF THIS IS FICTIONAL") && String::from_utf8_lossy(readme).contains("--seed 5")
        );
        assert!(files.in_order_of_import().iter().all(|path| path.extension().is_some()));
    }

    #[test]
    fn as_many_sales_as_were_asked_for_are_spread_over_the_years() {
        let (files, read) = region(&RegionPlan { sales: Some(4_321), ..small(5) });
        let sales = &read.iter().find(|(name, _)| name == "price-paid.csv").unwrap().1;
        let text = String::from_utf8_lossy(sales);
        assert_eq!((text.lines().count(), files.sale_count), (4_321, 4_321));
        assert!(text.contains("\"1995-") && text.contains("\"2010-") && text.contains("\"2026-"));
    }

    #[test]
    fn a_region_of_one_area_can_be_made_and_one_of_none_cannot() {
        let tiny = RegionPlan { assets: 2, needs: 1, areas: 1, ..small(1) };
        assert!(region(&tiny).0.registers.len() == 1);
        let folder = tempfile::tempdir().unwrap();
        for areas in [0, 33_756] {
            let refused = generate(&RegionPlan { areas, ..tiny.clone() }, folder.path(), &mut |_, _, _| {});
            assert!(matches!(refused, Err(FictionalError::Plan(_))));
        }
    }

    #[test]
    fn progress_never_runs_backwards_within_a_step() {
        let folder = tempfile::tempdir().unwrap();
        let mut seen: Vec<(Step, u64, u64)> = Vec::new();
        generate(&small(2), folder.path(), &mut |step, done, of| seen.push((step, done, of))).unwrap();
        for pair in seen.windows(2) {
            assert!(pair[0].0 != pair[1].0 || pair[0].1 <= pair[1].1, "{pair:?}");
        }
        assert!(seen.iter().all(|(_, done, of)| done <= of));
    }
}
