//! Rank assets for a need, and published needs for an asset, each pairing with its reasons.

use time::{Date, OffsetDateTime};

use crate::app::AppError;
use crate::app::browse;
use crate::app::catalogue::Snapshot;
use crate::domain::criteria::{Criteria, Weights};
use crate::domain::indices::Edition;
use crate::domain::matches::{Audience, Ranked};
use crate::domain::need::{AreaWanted, Need, NeedPlace};
use crate::domain::place::{LonLat, Position};
use crate::domain::postcode::Postcode;
use crate::domain::transferability::FactGap;
use crate::matching::Survey;
use crate::matching::find::{self, Asking, Ground};
use crate::matching::gaps::gaps_of;
use crate::projection;

/// A ranking with what it was scored by and for which day.
#[derive(Debug)]
pub struct Answer {
    /// The pairings.
    pub ranked: Ranked,
    /// What is worth finding out of the asset, of a ranking of needs: the same as its council's worklist says.
    pub worth_finding_out: Option<Vec<FactGap>>,
    /// What they were scored by, with the caller's weights.
    pub criteria: Criteria,
    /// The day they were scored for.
    pub on: Date,
    /// The version of the anchors they were scored with.
    pub anchors: String,
}

/// How a ranking is asked for: what the caller may choose.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// Other weights than the usual ones.
    pub weights: Option<Weights>,
    /// The Indices of Deprivation to score with: 2019 only to look at an old decision again.
    pub edition: Edition,
    /// How many pairings at most.
    pub limit: usize,
    /// Whether to work out how firm the order is.
    pub firmness: bool,
}

/// Ranks assets for a published need.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such need, or it is private; [`AppError::Invalid`] for weights that the
/// gate refuses.
pub fn for_need(snapshot: &Snapshot, id: &str, choice: Choice) -> Result<Answer, AppError> {
    let need = &snapshot.atlas.needs()[browse::need(snapshot, id)?].need;
    rank_assets(snapshot, need, choice, Audience::Public)
}

/// Ranks assets for a need that somebody states now. It is not stored.
///
/// # Errors
/// [`AppError::Invalid`] when the need makes no sense, or the gate refuses the weights.
pub fn for_stated_need(snapshot: &Snapshot, need: &Need, choice: Choice) -> Result<Answer, AppError> {
    check(need, OffsetDateTime::now_utc().date())?;
    rank_assets(snapshot, need, choice, Audience::Owner)
}

/// Ranks published needs for an asset.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such asset; [`AppError::Invalid`] for weights that the gate refuses.
pub fn for_asset(snapshot: &Snapshot, id: &str, choice: Choice) -> Result<Answer, AppError> {
    let asset = browse::asset(snapshot, id)?;
    let (survey, criteria, asking) = terms(snapshot, choice, Audience::Public)?;
    let ranked = find::for_asset(&snapshot.atlas, survey, asset, &criteria, asking);
    let best = ranked.matches.first().and_then(|best| snapshot.atlas.need_index(&best.need.0));
    let ground = Ground { atlas: &snapshot.atlas, survey, criteria: &criteria, on: asking.on };
    let worth_finding_out = Some(gaps_of(ground, asset, best));
    Ok(Answer { ranked, worth_finding_out, criteria, on: asking.on, anchors: survey.anchors().version.clone() })
}

/// The position of a point in degrees.
///
/// # Errors
/// [`AppError::Invalid`] when it is not on the British National Grid.
pub fn place_at(point: LonLat) -> Result<Position, AppError> {
    let found = projection::to_british_national_grid(&[point])
        .map_err(|error| AppError::Unavailable { cause: error.to_string() })?;
    found.into_iter().next().flatten().ok_or_else(|| {
        invalid("place", format!("longitude {}, latitude {} is not in Great Britain", point.lon_deg, point.lat_deg))
    })
}

/// The position of a postcode.
///
/// # Errors
/// [`AppError::Invalid`] when it is not a whole postcode or not among those loaded.
pub fn place_of_postcode(snapshot: &Snapshot, text: &str) -> Result<Position, AppError> {
    let shown: String = text.chars().take(20).collect();
    let postcode = Postcode::parse(text)
        .filter(Postcode::is_whole)
        .ok_or_else(|| invalid("place.postcode", format!("\"{shown}\" is not a whole postcode, such as L8 1TH")))?;
    snapshot.atlas.postcode(&postcode).ok_or_else(|| {
        invalid(
            "place.postcode",
            format!("{postcode} is not among the postcodes loaded here; click on the map instead"),
        )
    })
}

fn rank_assets(snapshot: &Snapshot, need: &Need, choice: Choice, audience: Audience) -> Result<Answer, AppError> {
    let (survey, criteria, asking) = terms(snapshot, choice, audience)?;
    let ranked = find::for_need(&snapshot.atlas, survey, need, &criteria, asking);
    let anchors = survey.anchors().version.clone();
    Ok(Answer { ranked, worth_finding_out: None, criteria, on: asking.on, anchors })
}

fn terms(snapshot: &Snapshot, choice: Choice, audience: Audience) -> Result<(&Survey, Criteria, Asking), AppError> {
    let (survey, criteria) = snapshot.in_edition(choice.edition)?;
    let mut criteria = criteria.clone();
    if let Some(weights) = choice.weights {
        if let Some(reason) = snapshot.gate.refusal(weights) {
            return Err(invalid("weights", reason));
        }
        criteria.weights = weights;
    }
    let Choice { limit, firmness, .. } = choice;
    Ok((survey, criteria, Asking { on: OffsetDateTime::now_utc().date(), limit, audience, firmness }))
}

/// What would make nonsense of a score.
fn check(need: &Need, today: Date) -> Result<(), AppError> {
    let positive = |field: &str, value: Option<f64>, most: f64, unit: &str| match value {
        Some(value) if !(value > 0.0 && value <= most) => {
            Err(invalid(field, format!("{value} {unit} makes no sense; give more than 0 and at most {most}")))
        }
        _ => Ok(()),
    };
    if let Some(AreaWanted { ideal_m2, min_m2, max_m2, .. }) = need.area {
        positive("area.ideal_m2", Some(ideal_m2), 1_000_000.0, "m2")?;
        positive("area.min_m2", Some(min_m2), 1_000_000.0, "m2")?;
        positive("area.max_m2", Some(max_m2), 1_000_000.0, "m2")?;
        if min_m2 > ideal_m2 {
            return Err(invalid(
                "area.min_m2",
                format!("the least ({min_m2} m2) is more than the ideal ({ideal_m2} m2)"),
            ));
        }
        if max_m2 < ideal_m2 {
            return Err(invalid(
                "area.max_m2",
                format!("the most ({max_m2} m2) is less than the ideal ({ideal_m2} m2)"),
            ));
        }
    }
    positive("max_distance_km", need.max_distance_m.map(|metres| metres / 1000.0), 1_000.0, "km")?;
    positive("budget_gbp_per_year", need.budget_gbp_per_year, 1e9, "pounds a year")?;
    positive("tenure_years", need.tenure_years, 1_000.0, "years")?;
    if let Some(capital_gbp) = need.capital_gbp.filter(|capital| !(0.0..=1e9).contains(capital)) {
        return Err(invalid("capital_gbp", format!("{capital_gbp} pounds makes no sense; give 0 to 1000000000")));
    }
    if let Some(past) = need.latest_start.filter(|latest| *latest < today) {
        return Err(invalid("latest_start", format!("{past} is past; give {today} or later, or leave it out")));
    }
    if need.place == NeedPlace::Anywhere {
        return Err(invalid("place", "say where: a point, a postcode or a borough".to_owned()));
    }
    Ok(())
}

fn invalid(field: &str, reason: String) -> AppError {
    AppError::Invalid { field: field.to_owned(), reason }
}
