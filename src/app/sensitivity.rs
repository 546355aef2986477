//! What other choices would do to the rankings of today.

use time::OffsetDateTime;

use crate::app::AppError;
use crate::app::catalogue::{Catalogue, Snapshot};
use crate::domain::criteria::{Criteria, Weights};
use crate::domain::sensitivity::{Sensitivity, Stability};
use crate::validation::sensitivity::{Rankings, report};

/// How far the order of assets stands under these weights, the usual ones unless said. What they are put to is worked out
/// when it is first asked for.
///
/// # Errors
/// [`AppError::Invalid`] for weights that the gate refuses.
pub fn stability(snapshot: &Snapshot, weights: Option<Weights>) -> Result<(Weights, Stability), AppError> {
    let usual = &snapshot.criteria;
    let weights = weights.unwrap_or(usual.weights);
    if let Some(reason) = snapshot.gate.refusal(weights) {
        return Err(AppError::Invalid { field: "weights".to_owned(), reason });
    }
    let rankings =
        snapshot.rankings.get_or_init(|| Rankings::of(&snapshot.atlas, &snapshot.survey, usual, snapshot.read_on));
    Ok((weights, rankings.stability(usual, &Criteria { weights, ..usual.clone() })))
}

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
