//! Matches with their reasons, as JSON.
//!
//! A pairing that is ruled out has no score, however well it would have done: `score`, `low`, `high` and `band` are null
//! and `blocks` says why. What is not known is null. Texts were made for their reader when the match was made.

use serde_json::{Value, json};
use time::Date;

use crate::domain::criteria::METHOD_VERSION;
use crate::domain::matches::{
    Band, Block, Check, CompletenessBand, Constraint, Criterion, CriterionScore, DeprivationScore, GapStrength, Input,
    Match, Suitability, UpliftScore,
};
use crate::domain::place::LonLat;
use crate::domain::source::Quality;
use crate::publish::degrees::rounded;
use crate::publish::schema::{boolean, date, integer, list, named, number, object, or_null, text, word};

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
fn exact(value: f64) -> f64 {
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

fn uplift_json(uplift: &UpliftScore) -> Value {
    let place = uplift.place.as_ref();
    json!({
        "value": exact(uplift.value),
        "area_value": place.map(|place| exact(place.value)),
        "low": exact(uplift.low),
        "high": exact(uplift.high),
        "quality": exact(uplift.quality),
        "low_value": place.and_then(|place| place.low_value).map(exact),
        "activity_quiet": place.and_then(|place| place.activity_quiet).map(exact),
        "headroom": place.and_then(|place| place.headroom).map(exact),
        "headroom_log": place.and_then(|place| place.headroom_log).map(exact),
        "sales": place.and_then(|place| place.sales),
        "borrowed": place.and_then(|place| place.borrowed).map(exact),
        "strength": place.and_then(|place| place.strength).map(GapStrength::slug),
        "community_share": uplift.community_share.map(exact),
        "sentence": uplift.sentence,
    })
}

/// The named schemas of this file: `Matches`, `Match` and their parts.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("AssetBrief", asset_schema()),
        ("NeedBrief", need_schema()),
        ("Suitability", suitability_schema()),
        ("PointArea", point_area_schema()),
        ("DeprivationScore", deprivation_schema()),
        ("UpliftScore", uplift_schema()),
        ("Match", match_schema()),
        ("Matches", ranking_schema()),
    ]
}

fn slugs<T: Copy>(all: &[T], slug: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|value| slug(*value)).collect()
}

fn ranking_schema() -> Value {
    let versions = object(
        "What the scores were made with; the same versions and data give the same scores.",
        [
            ("method", text("Version of the method.")),
            ("anchors", text("Version of the anchors worked out of the data.")),
            ("weights", list("Suitability, deprivation, uplift; together 1.", number("Weight."))),
            ("change", integer("Number of the last change of the data.")),
        ],
    );
    let mut schema = object(
        "Pairings, best first, and the nearest of those that are ruled out.",
        [
            ("considered", integer("Pairings looked at.")),
            ("eligible", integer("Pairings that nothing known rules out.")),
            ("on", date("The day the ranking was made for.")),
            ("versions", versions),
            ("matches", list("Eligible pairings, best first.", named("Match"))),
            ("excluded", list("The nearest of those ruled out, with all their reasons.", named("Match"))),
        ],
    );
    schema["properties"]["need"] = named("NeedBrief");
    schema["properties"]["asset"] = named("AssetBrief");
    schema
}

fn asset_schema() -> Value {
    object(
        "An asset in brief.",
        [
            ("id", text("Its key.")),
            ("name", text("What it is called.")),
            ("borough", or_null(text("The borough it lies in."))),
            ("coarse", boolean("Whether its exact place is withheld because it is vacant.")),
            ("lon", or_null(number("Longitude, degrees."))),
            ("lat", or_null(number("Latitude, degrees."))),
        ],
    )
}

fn need_schema() -> Value {
    object(
        "A need in brief.",
        [
            ("id", or_null(text("Its key; null for one stated in the request."))),
            ("title", text("What it is, in a few words.")),
            ("organisation", text("Who is looking.")),
        ],
    )
}

fn match_schema() -> Value {
    let codes = slugs(Constraint::ALL, Constraint::slug);
    let block = object(
        "A reason why the pairing is ruled out.",
        [
            ("code", word("Which constraint.", &codes)),
            ("title", text("The constraint in words.")),
            ("reason", text("Why, in a sentence.")),
            ("would_change", or_null(text("The smallest change that would lift it."))),
        ],
    );
    let check = object(
        "A constraint that nobody can answer yet.",
        [
            ("code", word("Which constraint.", &codes)),
            ("title", text("The constraint in words.")),
            ("text", text("What is not known.")),
        ],
    );
    let lost = object(
        "Points short of 100; together 100 minus the score.",
        [
            ("suitability", number("For suitability.")),
            ("deprivation", number("For deprivation.")),
            ("uplift", number("For uplift.")),
        ],
    );
    let most_useful = object(
        "The unknown that would tell most.",
        [
            ("criterion", word("Which.", &slugs(Criterion::ALL, Criterion::slug))),
            ("label", text("The same in words.")),
            ("points", number("How many points the score could move by.")),
        ],
    );
    object(
        "A pairing of an asset and a need with everything that speaks for and against it.",
        [
            ("asset", named("AssetBrief")),
            ("need", named("NeedBrief")),
            ("eligible", boolean("Whether nothing known rules it out.")),
            ("blocks", list("Every constraint known to fail.", block)),
            ("checks", list("Every constraint nobody can answer yet.", check)),
            ("score", or_null(number("0 to 100; null when ruled out."))),
            ("low", or_null(number("The least the score could be once the gaps are filled."))),
            ("high", or_null(number("The most it could be."))),
            ("band", or_null(word("The score in a word.", &slugs(Band::ALL, Band::slug)))),
            ("completeness", number("Share of what the score needs that is known, 0 to 1.")),
            ("completeness_band", word("The same in words.", &slugs(CompletenessBand::ALL, CompletenessBand::slug))),
            ("distance_m", or_null(integer("Distance as people travel, metres."))),
            ("suitability", named("Suitability")),
            ("deprivation", named("DeprivationScore")),
            ("uplift", named("UpliftScore")),
            ("lost", or_null(lost)),
            ("headline", text("Score, range and how much is known; or that it is ruled out.")),
            ("fit", text("How it suits, best and worst.")),
            ("cost", or_null(text("Cost against budget, where the reader may see it."))),
            ("place", text("Who lives around it.")),
            ("value", text("Headroom and who would keep it.")),
            ("points", or_null(text("Where the points went."))),
            ("to_find_out", or_null(text("What would help most to find out."))),
            ("why_not", or_null(text("Why it is ruled out and what would change that."))),
            ("most_useful", or_null(most_useful)),
            ("sources", list("Keys of every source used; see `/about`.", text("Key."))),
        ],
    )
}

fn suitability_schema() -> Value {
    let input = object(
        "What a reason was worked out from.",
        [
            ("label", text("What it is.")),
            ("value", text("Its value with its unit.")),
            ("source", or_null(text("Key of its source; null for what was stated or worked out."))),
            ("as_at", or_null(date("The day it was true."))),
            ("quality", or_null(word("How far it can be trusted.", &slugs(Quality::ALL, Quality::slug)))),
        ],
    );
    let criterion = object(
        "One part of suitability.",
        [
            ("criterion", word("Which.", &slugs(Criterion::ALL, Criterion::slug))),
            ("label", text("The same in words.")),
            ("weight", number("How much of suitability it is, 0 to 1.")),
            ("value", or_null(number("0 to 1; null when not known."))),
            ("used", number("What it counts as.")),
            ("low", number("The least it could be.")),
            ("high", number("The most it could be.")),
            ("quality", number("How well it is known, 0 to 1.")),
            ("points_lost", or_null(number("Points of the score it costs; null when ruled out."))),
            ("reason", text("Why, in a sentence.")),
            ("inputs", list("What it was worked out from.", input)),
        ],
    );
    object(
        "How the building suits the organisation.",
        [
            ("value", number("0 to 1.")),
            ("low", number("The least it could be.")),
            ("high", number("The most it could be.")),
            ("completeness", number("Share of what it needs that is known, 0 to 1.")),
            ("criteria", list("Its eight parts.", criterion)),
        ],
    )
}

fn point_area_schema() -> Value {
    object(
        "The statistical area around a place.",
        [
            ("code", text("Official code.")),
            ("name", text("Name.")),
            ("rank", integer("National rank of deprivation, 1 the most deprived.")),
            ("decile", integer("National decile, 1 the most deprived tenth.")),
        ],
    )
}

fn deprivation_schema() -> Value {
    object(
        "Deprivation of the people within a walk.",
        [
            ("value", or_null(number("0 to 1; null when not known."))),
            ("used", number("What it counts as.")),
            ("low", number("The least it could be.")),
            ("high", number("The most it could be.")),
            ("quality", number("How well it is known, 0 to 1.")),
            ("point_area", or_null(named("PointArea"))),
            ("residents_reached", or_null(integer("Usual residents within 1,200 m."))),
            ("share_most_deprived_tenth", or_null(number("Share of them in England's most deprived tenth of areas."))),
            ("share_most_deprived_fifth", or_null(number("Share of them in the most deprived fifth."))),
            ("sentence", text("All that in a sentence.")),
        ],
    )
}

fn uplift_schema() -> Value {
    object(
        "Value-uplift potential: headroom, no forecast.",
        [
            ("value", number("0 to 1, with what the community would keep.")),
            ("area_value", or_null(number("The potential of the place, 0 to 1."))),
            ("low", number("The least it could be.")),
            ("high", number("The most it could be.")),
            ("quality", number("How much of it is known, 0 to 1.")),
            ("low_value", or_null(number("Low value, 1 the cheapest."))),
            ("activity_quiet", or_null(number("Low activity, 1 the quietest."))),
            ("headroom", or_null(number("Headroom on a fixed scale, 0 to 1."))),
            ("headroom_log", or_null(number("Gap to prices nearby, natural log."))),
            ("sales", or_null(integer("Sales in the area."))),
            ("borrowed", or_null(number("Share of the price level borrowed from nearby, 0 to 1."))),
            ("strength", or_null(word("How clear the gap is.", &slugs(GapStrength::ALL, GapStrength::slug)))),
            ("community_share", or_null(number("Share of any rise that the community would keep, 0 to 1."))),
            ("sentence", text("All that in a sentence.")),
        ],
    )
}
