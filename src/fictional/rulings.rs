//! A few invented rulings by which officers keep an asset and a need apart.

use std::path::Path;

use time::Duration;

use super::chance::{Chance, Stream};
use super::files::{Style, bytes, table};
use super::needs::need_id;
use super::register::{clean_indexes, reference};
use super::shape::BOROUGHS;
use super::{FictionalError, RegionPlan};

const HEADER: [&str; 6] = ["asset_reference", "owner", "need_id", "ruled_by", "reason", "ruled_on"];

const REASONS: [&str; 3] = [
    "The only route to the rooms crosses a school playground; the school objects",
    "Promised to the parish for a burial ground extension",
    "Noise: a hospice stands next door",
];

/// Writes `rulings.csv`: up to three rulings, each on an asset and a need that exist.
///
/// # Errors
/// [`FictionalError`] when the file cannot be written.
pub(super) fn write(path: &Path, plan: &RegionPlan, assets_in_borough: &[usize]) -> Result<(), FictionalError> {
    let mut rows = table(Style::Spreadsheet);
    rows.write_record(HEADER)?;
    let mut chance = Chance::of(plan.seed, Stream::Rulings, 0);
    let stocked = assets_in_borough.iter().enumerate().filter(|(_, count)| **count > 0);
    for ((borough, count), reason) in stocked.zip(REASONS).take(plan.needs) {
        let skipped = chance.below(count.saturating_sub(2).min(40));
        let Some(asset) = clean_indexes(plan.seed, borough).take_while(|index| index < count).nth(skipped / 2) else {
            continue;
        };
        let ruled_on = plan.data_date.saturating_sub(Duration::days(20 + chance.below(300) as i64));
        let need = need_id(chance.below(plan.needs));
        rows.write_record([
            reference(borough, asset),
            format!("{} Council (fictional)", BOROUGHS[borough].name),
            need,
            "Property board (fictional)".to_owned(),
            reason.to_owned(),
            ruled_on.to_string(),
        ])?;
    }
    std::fs::write(path, bytes(rows)?).map_err(|source| FictionalError::Write { path: path.to_owned(), source })
}
