//! Matches with their reasons, as JSON.
//!
//! A pairing that is ruled out has no score, however well it would have done: `score`, `low`, `high` and `band` are null
//! and `blocks` says why. What is not known is null. Texts were made for their reader when the match was made.

use serde_json::{Value, json};
use time::Date;

use crate::domain::asset::{DisposalStatus, Occupancy};
use crate::domain::matches::{
    Block, Check, CriterionScore, DeprivationScore, Input, Match, RankedRobustness, Robustness, Score, Suitability,
    apportion,
};
use crate::domain::place::LonLat;
use crate::domain::source::Quality;
use crate::domain::transferability::FactGap;
use crate::publish::degrees::rounded;
use crate::publish::gap::gap_json;
use crate::publish::stamp::Stamp;
use crate::publish::uplift::uplift_json;

/// The asset of a match in brief.
#[derive(Clone, Copy, Debug)]
pub struct AssetBrief<'a> {
    /// Key.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Borough.
    pub borough: Option<&'a str>,
    /// Whether its exact place is withheld.
    pub coarse: bool,
    /// Where it is shown.
    pub place: Option<LonLat>,
    /// Whether anybody is in it.
    pub occupancy: Option<Occupancy>,
    /// What the owner intends.
    pub disposal_status: Option<DisposalStatus>,
    /// Net usable floor area, m2.
    pub usable_area_m2: Option<f64>,
    /// The first day it can be had.
    pub available_from: Option<Date>,
}

/// The need of a match in brief. A need that was stated for this answer only has no key.
#[derive(Clone, Copy, Debug)]
pub struct NeedBrief<'a> {
    /// Key.
    pub id: Option<&'a str>,
    /// Title.
    pub title: &'a str,
    /// Organisation.
    pub organisation: &'a str,
}

/// What a ranking was made with and what it came to.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// Pairings looked at.
    pub considered: usize,
    /// Of which nothing known excludes this many.
    pub eligible: usize,
    /// The day it was made for.
    pub on: Date,
    /// What the scores were made with.
    pub stamp: Stamp<'a>,
    /// That nothing fits yet.
    pub nothing_fits: Option<&'a str>,
    /// How the firmness of the ranking was worked out.
    pub robustness: Option<&'a RankedRobustness>,
    /// What is worth finding out of an asset that needs are ranked for.
    pub worth_finding_out: Option<&'a [FactGap]>,
}

/// The side of a ranking that stays the same.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// Assets for this need.
    Need(NeedBrief<'a>),
    /// Needs for this asset.
    Asset(AssetBrief<'a>),
}

/// A whole ranking.
#[must_use]
pub fn ranking_json(subject: Subject<'_>, terms: Terms<'_>, matches: Vec<Value>, excluded: Vec<Value>) -> Value {
    let (name, brief) = match subject {
        Subject::Need(need) => ("need", need_json(need)),
        Subject::Asset(asset) => ("asset", asset_json(asset)),
    };
    let mut answer = json!({});
    answer[name] = brief;
    answer["considered"] = terms.considered.into();
    answer["eligible"] = terms.eligible.into();
    answer["on"] = terms.on.to_string().into();
    answer["versions"] = terms.stamp.to_json();
    answer["nothing_fits"] = terms.nothing_fits.into();
    answer["robustness"] = terms.robustness.map_or(Value::Null, |robustness| {
        json!({
            "draws": robustness.draws,
            "alternatives": robustness.alternatives,
            "sentence": robustness.sentence,
        })
    });
    answer["matches"] = matches.into();
    answer["excluded"] = excluded.into();
    if let Some(gaps) = terms.worth_finding_out {
        answer["worth_finding_out"] = gaps.iter().map(gap_json).collect();
    }
    answer
}

/// One match.
#[must_use]
pub fn match_json(found: &Match, asset: AssetBrief<'_>, need: NeedBrief<'_>) -> Value {
    let score = found.score;
    let lost = score.map(|score| points_shown(&score));
    let said = &found.explanation;
    json!({
        "asset": asset_json(asset),
        "need": need_json(need),
        "eligible": found.is_eligible(),
        "blocks": found.blocks.iter().map(block_json).collect::<Vec<_>>(),
        "checks": found.checks.iter().map(check_json).collect::<Vec<_>>(),
        "score": score.map(|score| exact(score.value)),
        "low": score.map(|score| exact(score.low)),
        "high": score.map(|score| exact(score.high)),
        "band": score.map(|score| score.band.slug()),
        "verdict": found.verdict(),
        "completeness": exact(found.completeness),
        "completeness_band": found.completeness_band.slug(),
        "distance_m": found.distance_m.map(whole),
        "suitability": suitability_json(&found.suitability, lost.map(|[suitability, ..]| suitability)),
        "deprivation": deprivation_json(&found.deprivation),
        "uplift": uplift_json(&found.uplift),
        "lost": lost.map(|[suitability, deprivation, uplift]| json!({
            "suitability": suitability,
            "deprivation": deprivation,
            "uplift": uplift,
        })),
        "headline": said.headline,
        "fit": said.fit,
        "cost": said.cost,
        "place": said.place,
        "value": said.value,
        "points": said.points,
        "to_find_out": said.to_find_out,
        "why_not": said.why_not,
        "to_lift": said.to_lift,
        "most_useful": found.most_useful.map(|unknown| json!({
            "criterion": unknown.unknown.slug(),
            "label": unknown.unknown.label(),
            "points": exact(unknown.points),
        })),
        "sources": found.sources.iter().map(|source| &*source.0).collect::<Vec<_>>(),
        "robust": found.robustness.as_ref().map(robustness_json),
    })
}

/// Four decimals: enough for golden vectors, and the same text on every machine.
const STEP: f64 = 1e-4;

/// To four decimals.
#[must_use]
pub fn exact(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

fn whole(value: f64) -> i64 {
    value.round() as i64
}

fn asset_json(asset: AssetBrief<'_>) -> Value {
    json!({
        "id": asset.id,
        "name": asset.name,
        "borough": asset.borough,
        "coarse": asset.coarse,
        "lon": asset.place.map(|place| rounded(place.lon_deg)),
        "lat": asset.place.map(|place| rounded(place.lat_deg)),
        "occupancy": asset.occupancy.map(Occupancy::slug),
        "disposal_status": asset.disposal_status.map(DisposalStatus::slug),
        "usable_area_m2": asset.usable_area_m2,
        "available_from": asset.available_from.map(|day| day.to_string()),
    })
}

fn need_json(need: NeedBrief<'_>) -> Value {
    json!({ "id": need.id, "title": need.title, "organisation": need.organisation })
}

fn block_json(block: &Block) -> Value {
    json!({
        "code": block.constraint.slug(),
        "title": block.constraint.label(),
        "reason": block.reason,
        "would_change": block.would_change,
    })
}

fn check_json(check: &Check) -> Value {
    json!({ "code": check.constraint.slug(), "title": check.constraint.label(), "text": check.text })
}

/// The points lost by pillar, rounded so that with the rounded score they still make 100.
fn points_shown(score: &Score) -> [f64; 3] {
    let lost = &score.lost;
    let shown = apportion(&[lost.suitability, lost.deprivation, lost.uplift], 100.0 - exact(score.value), STEP);
    let at = |index: usize| shown.get(index).copied().unwrap_or_default();
    [at(0), at(1), at(2)]
}

/// `lost` is the points lost as shown, which those of the eight parts add up to.
fn suitability_json(suitability: &Suitability, lost: Option<f64>) -> Value {
    let parts: Vec<f64> = suitability.criteria.iter().filter_map(|part| part.points_lost).collect();
    let shown = lost.map(|lost| apportion(&parts, lost, STEP));
    let criteria = suitability.criteria.iter().enumerate();
    let criterion = |(index, part)| criterion_json(part, shown.as_ref().and_then(|shown| shown.get(index).copied()));
    json!({
        "value": exact(suitability.value),
        "low": exact(suitability.low),
        "high": exact(suitability.high),
        "completeness": exact(suitability.completeness),
        "criteria": criteria.map(criterion).collect::<Vec<_>>(),
    })
}

fn criterion_json(part: &CriterionScore, points_lost: Option<f64>) -> Value {
    json!({
        "criterion": part.criterion.slug(),
        "label": part.criterion.label(),
        "weight": exact(part.weight),
        "value": part.value.map(exact),
        "used": exact(part.used),
        "low": exact(part.low),
        "high": exact(part.high),
        "quality": exact(part.quality),
        "points_lost": points_lost,
        "reason": part.reason,
        "inputs": part.inputs.iter().map(input_json).collect::<Vec<_>>(),
    })
}

fn input_json(input: &Input) -> Value {
    json!({
        "label": input.label,
        "value": input.value,
        "source": input.source.as_ref().map(|source| &*source.0),
        "as_at": input.as_at.map(|day| day.to_string()),
        "quality": input.quality.map(Quality::slug),
    })
}

fn deprivation_json(deprivation: &DeprivationScore) -> Value {
    json!({
        "value": deprivation.value.map(exact),
        "used": exact(deprivation.used),
        "low": exact(deprivation.low),
        "high": exact(deprivation.high),
        "quality": exact(deprivation.quality),
        "point_area": deprivation.point_area.as_ref().map(|area| json!({
            "code": &*area.code.0, "name": area.name, "rank": area.rank, "decile": area.decile,
        })),
        "residents_reached": deprivation.residents_reached.map(whole),
        "share_most_deprived_tenth": deprivation.share_most_deprived_tenth.map(exact),
        "share_most_deprived_fifth": deprivation.share_most_deprived_fifth.map(exact),
        "sentence": deprivation.sentence,
        "mean_score": deprivation.mean_score.map(exact),
        "equivalent_percentile": deprivation.equivalent_percentile.map(exact),
        "purpose": deprivation.purpose.as_ref().map(|purpose| json!({
            "domains": purpose.domains.iter().map(|domain| domain.label()).collect::<Vec<_>>(),
            "sentence": purpose.sentence,
        })),
    })
}

fn robustness_json(robustness: &Robustness) -> Value {
    json!({
        "top1": exact(robustness.top1),
        "top3": exact(robustness.top3),
        "mean_rank": exact(robustness.mean_rank),
        "rank_low": robustness.rank_low,
        "rank_high": robustness.rank_high,
        "label": robustness.label.slug(),
        "text": robustness.text,
        "uniform": { "top1": exact(robustness.uniform_top1), "top3": exact(robustness.uniform_top3) },
        "chosen_by": robustness.chosen_by,
        "central_weights": robustness.central_weights.map(|weights| weights.map(exact)),
        "ties": robustness.ties,
        "ties_text": robustness.ties_text,
    })
}
