//! What other choices would do to the rankings of today.

use time::OffsetDateTime;

use crate::app::AppError;
use crate::app::catalogue::Catalogue;
use crate::domain::sensitivity::Sensitivity;
use crate::validation::sensitivity::report;

/// Works the report out on the assets and needs loaded. `progress` is told how many choices of how many were tried.
///
/// # Errors
/// [`AppError::Refused`] when nothing could be ranked.
pub async fn run(
    catalogue: &Catalogue,
    progress: impl Fn(u64, u64) + Send + Sync + 'static,
) -> Result<Sensitivity, AppError> {
    let snapshot = catalogue.snapshot().await?;
    let on = OffsetDateTime::now_utc().date();
    let found = tokio::task::spawn_blocking(move || {
        report(&snapshot.atlas, &snapshot.survey, &snapshot.criteria, on, &progress)
    })
    .await
    .map_err(|error| AppError::Unavailable { cause: error.to_string() })?;
    if found.pairs == 0 {
        return Err(AppError::Refused(
            "No published need has three assets that could serve it, so there is no ranking to test. Import assets and \
             needs first."
                .to_owned(),
        ));
    }
    Ok(found)
}
