//! Run a back-test on the home prices held, and keep what came out.

use time::OffsetDateTime;

use crate::app::AppError;
use crate::app::catalogue::Catalogue;
use crate::atlas::Atlas;
use crate::domain::backtest::Backtest;
use crate::domain::matches::PriceBasis;
use crate::validation::backtest;
use crate::validation::panel::Panel;
use crate::validation::places::{AreaYears, of_sectors};

/// Runs the back-test on the places that price levels are worked out of today, keeps it and gives it back. `progress` is
/// told how many steps of how many are over.
///
/// # Errors
/// [`AppError::Refused`] when there are no home prices, or too few to tell anything.
pub async fn run(
    catalogue: &Catalogue,
    by: &str,
    progress: impl Fn(u64, u64) + Send + Sync + 'static,
) -> Result<Backtest, AppError> {
    let snapshot = catalogue.snapshot().await?;
    let (Some(basis), Some(release)) = (snapshot.survey.price_basis(), snapshot.price_release.clone()) else {
        return Err(AppError::Refused(
            "No home prices are loaded that a price level could be worked out of. Import the yearly prices of postcode \
             sectors, or the sales themselves (Price Paid), with the postcodes and boundaries they lie in."
                .to_owned(),
        ));
    };
    let panel = match basis {
        PriceBasis::Sectors => of_sectors(&snapshot.atlas),
        PriceBasis::Sales => of_areas(catalogue, &snapshot.atlas).await?,
    };
    let criteria = snapshot.criteria.clone();
    let run_at = OffsetDateTime::now_utc();
    let ran = tokio::task::spawn_blocking(move || backtest::run(&panel, &criteria, &release, run_at, &progress))
        .await
        .map_err(|error| AppError::Unavailable { cause: error.to_string() })?;
    let backtest = ran.map_err(|too_little| AppError::Refused(format!("{too_little}.")))?;
    catalogue.store().keep_backtest(&backtest, by, run_at).await?;
    Ok(backtest)
}

/// The areas with every sale held, read one by one: all the years there are would not fit in memory.
async fn of_areas(catalogue: &Catalogue, atlas: &Atlas) -> Result<Panel, AppError> {
    let mut years = AreaYears::on(atlas);
    catalogue.store().each_sale(|sale| years.take(&sale)).await?;
    Ok(years.panel())
}
