//! The note that lies beside the files and says that nothing in them is real.

use std::path::Path;

use super::{FictionalError, RegionFiles, RegionPlan};

/// Writes `README.txt`.
///
/// # Errors
/// [`FictionalError`] when the file cannot be written.
pub(super) fn write(path: &Path, plan: &RegionPlan, files: &RegionFiles) -> Result<(), FictionalError> {
    let text = format!(
        "ALL OF THIS IS FICTIONAL\n\
         \n\
         Every area, borough, street, postcode, sale, building, organisation and number in this folder was made up by a\n\
         program. Nothing here says anything about a real place, council, organisation or person, even though the map\n\
         positions lie in the north-west of England so that the files behave like real ones.\n\
         \n\
         Made by: catmap generate --assets {} --needs {} --areas {} --seed {}{}\n\
         The same command makes the same files again, byte for byte.\n\
         Data date: {}\n\
         \n\
         areas.geojson         {} areas, in the form of the LSOA 2021 boundaries (longitude and latitude)\n\
         wards.geojson         a ward around each town, in the form of the ward boundaries of 2025
         File_7_IoD2025.csv    deprivation, in the form of File 7 of the Indices of Deprivation 2025\n\
         codepoint.csv         {} postcodes, in the form of Code-Point Open\n\
         price-paid.csv        {} home sales, in the form of Price Paid Data\n\
         UK-HPI-full-file.csv  house prices in each borough, month by month, in the form of the UK House Price Index\n\
         activity.csv          jobs, businesses, premises and private renting, in catmap's own layout\n\
         register-*.csv        {} rows for {} assets, in the LGA's schema with further columns; LandArea is in hectares\n\
         needs.csv             {} needs\n\
         rulings.csv           pairs that officers have ruled out\n\
         \n\
         The registers hold the faults that real ones hold, on purpose: missing points, postcodes cut short for empty\n\
         buildings, double rows, references used twice, swapped or wrongly labelled coordinates, another encoding.\n",
        plan.assets,
        plan.needs,
        plan.areas,
        plan.seed,
        plan.sales.map_or_else(String::new, |sales| format!(" --sales {sales}")),
        plan.data_date,
        plan.areas,
        files.postcode_count,
        files.sale_count,
        files.register_row_count,
        plan.assets,
        plan.needs,
    );
    std::fs::write(path, text).map_err(|source| FictionalError::Write { path: path.to_owned(), source })
}
