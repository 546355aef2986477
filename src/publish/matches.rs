//! Matches with their reasons, as JSON.
//!
//! A pairing that is ruled out has no score, however well it would have done: `score`, `low`, `high` and `band` are null
//! and `blocks` says why. What is not known is null. Texts were made for their reader when the match was made.

use serde_json::{Value, json};
use time::Date;

use crate::domain::criteria::METHOD_VERSION;
use crate::domain::matches::{Block, Check, CriterionScore, DeprivationScore, Input, Match, Suitability};
use crate::domain::place::LonLat;
use crate::domain::source::Quality;
use crate::publish::degrees::rounded;
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

/// What a ranking was made with.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// Pairings looked at.
    pub considered: usize,
    /// Of which nothing known excludes this many.
    pub eligible: usize,
    /// The day it was made for.
    pub on: Date,
    /// Version of the anchors worked out of the data.
    pub anchors: &'a str,
    /// Suitability, deprivation, uplift.
    pub weights: [f64; 3],
    /// Number of the last change of the data.
    pub change: i64,
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
    answer["versions"] = json!({
        "method": METHOD_VERSION,
        "anchors": terms.anchors,
        "weights": terms.weights.map(exact),
        "change": terms.change,
    });
    answer["matches"] = matches.into();
    answer["excluded"] = excluded.into();
    answer
}

/// One match.
#[must_use]
pub fn match_json(found: &Match, asset: AssetBrief<'_>, need: NeedBrief<'_>) -> Value {
    let score = found.score;
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
        "completeness": exact(found.completeness),
        "completeness_band": found.completeness_band.slug(),
        "distance_m": found.distance_m.map(whole),
        "suitability": suitability_json(&found.suitability),
        "deprivation": deprivation_json(&found.deprivation),
        "uplift": uplift_json(&found.uplift),
        "lost": score.map(|score| json!({
            "suitability": exact(score.lost.suitability),
            "deprivation": exact(score.lost.deprivation),
            "uplift": exact(score.lost.uplift),
        })),
        "headline": said.headline,
        "fit": said.fit,
        "cost": said.cost,
        "place": said.place,
        "value": said.value,
        "points": said.points,
        "to_find_out": said.to_find_out,
        "why_not": said.why_not,
        "most_useful": found.most_useful.map(|unknown| json!({
            "criterion": unknown.criterion.slug(),
            "label": unknown.criterion.label(),
            "points": exact(unknown.points),
        })),
        "sources": found.sources.iter().map(|source| &*source.0).collect::<Vec<_>>(),
    })
}

/// Four decimals: enough for golden vectors, and the same text on every machine.
pub(super) fn exact(value: f64) -> f64 {
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

fn suitability_json(suitability: &Suitability) -> Value {
    json!({
        "value": exact(suitability.value),
        "low": exact(suitability.low),
        "high": exact(suitability.high),
        "completeness": exact(suitability.completeness),
        "criteria": suitability.criteria.iter().map(criterion_json).collect::<Vec<_>>(),
    })
}

fn criterion_json(part: &CriterionScore) -> Value {
    json!({
        "criterion": part.criterion.slug(),
        "label": part.criterion.label(),
        "weight": exact(part.weight),
        "value": part.value.map(exact),
        "used": exact(part.used),
        "low": exact(part.low),
        "high": exact(part.high),
        "quality": exact(part.quality),
        "points_lost": part.points_lost.map(exact),
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
    })
}
