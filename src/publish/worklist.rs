//! The worklist of a council, as JSON: each asset with its score, parts, best needs, gaps and how old its facts are.
//!
//! What is blocked has no score and no parts of one: `transferability` is null and `blocks` says why. A gap tells what it would move; what
//! nobody knows is null.

use serde_json::{Value, json};
use time::Date;

use crate::domain::asset::{Asset, DisposalStatus, Occupancy};
use crate::domain::matches::Ranged;
use crate::domain::transferability::{Demand, FactGap, Freshness, PARTS, Part, Transferability, WorkGroup};
use crate::publish::gap::{gap_json, gap_schema};
use crate::publish::matches::{NeedBrief, exact};
use crate::publish::schema::{boolean, date, integer, list, named, number, object, or_null, text, word};
use crate::publish::stamp::Stamp;

/// What stands beside every worklist.
const NO_VERDICT: &str = "This says which assets are nearest to changing hands, so that you know where to begin. It decides nothing \
                          and says nothing of any organisation.";

/// All of a worklist but its rows.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// Whose stock.
    pub council: Option<&'a str>,
    /// Whose stock could be asked for.
    pub councils: &'a [String],
    /// The day.
    pub on: Date,
    /// Needs looked at.
    pub needs: usize,
    /// Assets in the stock.
    pub assets: usize,
    /// Of which so many are blocked.
    pub blocked: usize,
    /// How many are at each stage.
    pub stages: &'a [(Option<DisposalStatus>, usize)],
    /// How many fit what is asked.
    pub matched: usize,
    /// How many of those are in each group.
    pub groups: &'a [(WorkGroup, usize)],
    /// The cursor of the next page.
    pub next: Option<&'a str>,
    /// What match scores were made with.
    pub stamp: Stamp<'a>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The asset as its officer sees it.
    pub asset: &'a Asset,
    /// The borough around it.
    pub borough: Option<&'a str>,
    /// Its place in the whole stock.
    pub rank: usize,
    /// The group it stands in.
    pub group: WorkGroup,
    /// How near it is to changing hands.
    pub told: &'a Transferability,
    /// What the needs known say of it.
    pub demand: &'a Demand,
    /// What is to be said first.
    pub sentence: &'a str,
    /// The needs it suits best.
    pub needs: Vec<(NeedBrief<'a>, Ranged)>,
    /// What is worth finding out.
    pub gaps: &'a [FactGap],
    /// How old what decides is.
    pub freshness: &'a Freshness,
}

/// A page of a worklist.
#[must_use]
pub fn worklist_json(terms: Terms<'_>, rows: &[Row<'_>]) -> Value {
    let stage = |(stage, count): &(Option<DisposalStatus>, usize)| json!({ "stage": stage.map(DisposalStatus::slug), "label": stage.map(DisposalStatus::label), "count": count });
    let group =
        |(group, count): &(WorkGroup, usize)| json!({ "group": group.slug(), "label": group.label(), "count": count });
    let part = |row: &crate::domain::transferability::PartRow| json!({ "part": row.part.slug(), "label": row.part.label(), "weight": row.weight, "why": row.why });
    json!({
        "council": terms.council,
        "councils": terms.councils,
        "on": terms.on.to_string(),
        "sentence": NO_VERDICT,
        "needs": terms.needs,
        "assets": terms.assets,
        "blocked": terms.blocked,
        "stages": terms.stages.iter().map(stage).collect::<Vec<_>>(),
        "matched": terms.matched,
        "groups": terms.groups.iter().map(group).collect::<Vec<_>>(),
        "rows": rows.iter().map(row_json).collect::<Vec<_>>(),
        "next": terms.next,
        "method": PARTS.iter().map(part).collect::<Vec<_>>(),
        "versions": terms.stamp.to_json(),
    })
}

fn row_json(row: &Row<'_>) -> Value {
    let facts = &row.asset.facts;
    let is_open = row.told.blocks.is_empty();
    let parts = row.told.parts.iter().filter(|_| is_open).map(|part| {
        json!({
            "part": part.part.slug(), "label": part.part.label(), "known": part.known, "points": exact(part.points.value),
            "low": exact(part.points.low), "high": exact(part.points.high), "says": part.says,
        })
    });
    let need = |(need, score): &(NeedBrief<'_>, Ranged)| json!({ "id": need.id, "title": need.title, "organisation": need.organisation, "score": ranged(*score) });
    json!({
        "asset": &*row.asset.id.0,
        "name": row.asset.name,
        "borough": row.borough,
        "rank": row.rank,
        "group": row.group.slug(),
        "stage": facts.disposal_status.as_ref().map(|status| status.value.slug()),
        "stage_label": facts.disposal_status.as_ref().map(|status| status.value.label()),
        "occupancy": facts.occupancy.as_ref().map(|occupancy| occupancy.value.slug()),
        "sentence": row.sentence,
        "transferability": is_open.then(|| ranged(row.told.score)),
        "completeness": exact(row.told.completeness),
        "blocks": row.told.blocks,
        "parts": parts.collect::<Vec<_>>(),
        "fitting": row.demand.fitting,
        "needs": row.needs.iter().map(need).collect::<Vec<_>>(),
        "gaps": row.gaps.iter().map(gap_json).collect::<Vec<_>>(),
        "freshness": {
            "oldest": row.freshness.oldest.map(|(label, day)| json!({ "label": label, "as_at": day.to_string() })),
            "undated": row.freshness.undated,
            "register_as_at": row.freshness.register_as_at.map(|day| day.to_string()),
        },
    })
}

fn ranged(score: Ranged) -> Value {
    json!({ "value": exact(score.value), "low": exact(score.low), "high": exact(score.high) })
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let ranged = object(
        "A score from 0 to 100 with its range.",
        [
            ("value", number("The score.")),
            ("low", number("The least it could be.")),
            ("high", number("The most it could be.")),
        ],
    );
    let stage = object(
        "A stage.",
        [
            ("stage", or_null(word("Which; null for not known.", DisposalStatus::SLUGS))),
            ("label", or_null(text("In words."))),
            ("count", integer("How many assets of the stock are at it.")),
        ],
    );
    let group = object(
        "A part of the list: what stands empty comes before what is in use.",
        [
            ("group", word("Which.", WorkGroup::SLUGS)),
            ("label", text("In words.")),
            ("count", integer("How many that fit what is asked are in it.")),
        ],
    );
    let method = object(
        "A part and why it counts so much.",
        [
            ("part", word("Which.", Part::SLUGS)),
            ("label", text("In words.")),
            ("weight", number("Points of 100.")),
            ("why", text("Why.")),
        ],
    );
    let worklist = object(
        "A council's own stock: what stands empty before what is in use, and in each what is nearest to changing hands first.",
        [
            ("council", or_null(text("Whose stock; null when there is none to work on."))),
            ("councils", list("Whose stock could be asked for.", text("Name."))),
            ("on", date("The day.")),
            ("sentence", text("What this list is and is not.")),
            ("needs", integer("Needs looked at: those that the reader may see.")),
            ("assets", integer("Assets in the stock.")),
            ("blocked", integer("Of which so many are blocked.")),
            ("stages", list("How many are at each stage.", stage)),
            ("matched", integer("How many fit what is asked.")),
            ("groups", list("What it is ordered by first, in that order.", group)),
            ("rows", list("The page.", named("WorkRow"))),
            ("next", or_null(text("The cursor of the next page."))),
            ("method", list("What the score is made of.", method)),
            ("versions", named("Stamp")),
        ],
    );
    vec![("WorkScore", ranged), ("WorkRow", row_schema()), ("Worklist", worklist), ("FactGap", gap_schema())]
}

fn row_schema() -> Value {
    let part = object(
        "A part of the score.",
        [
            ("part", word("Which.", Part::SLUGS)),
            ("label", text("In words.")),
            ("known", boolean("Whether it is known; half marks, as far as they may be, while it is not.")),
            ("points", number("Points it gives.")),
            ("low", number("The least it could give.")),
            ("high", number("The most it could give.")),
            ("says", text("What is known.")),
        ],
    );
    let need = object(
        "A need that fits.",
        [
            ("id", or_null(text("Key."))),
            ("title", text("What is looked for.")),
            ("organisation", text("Who looks for it.")),
            ("score", named("WorkScore")),
        ],
    );
    let oldest =
        object("The oldest deciding fact.", [("label", text("Which.")), ("as_at", date("The day it was true."))]);
    let freshness = object(
        "How old what decides is.",
        [
            ("oldest", or_null(oldest)),
            ("undated", list("Deciding facts without a day.", text("Which."))),
            ("register_as_at", or_null(date("The day of its register."))),
        ],
    );
    object(
        "One asset of a worklist.",
        [
            ("asset", text("Key.")),
            ("name", text("Name.")),
            ("borough", or_null(text("The borough around it."))),
            ("rank", integer("Its place in the whole stock.")),
            ("group", word("The group it stands in.", WorkGroup::SLUGS)),
            ("stage", or_null(word("What the owner intends.", DisposalStatus::SLUGS))),
            ("stage_label", or_null(text("The same in words."))),
            ("occupancy", or_null(word("Whether anybody is in it.", Occupancy::SLUGS))),
            ("sentence", text("What to know first.")),
            ("transferability", or_null(named("WorkScore"))),
            ("completeness", number("Share of the score's parts that is known, 0 to 1.")),
            ("blocks", list("What stands in the way; then there is no score.", text("A sentence."))),
            ("parts", list("What the score is made of; empty while something stands in the way.", part)),
            ("fitting", integer("Needs that fit.")),
            ("needs", list("The needs it suits best, three at most.", need)),
            (
                "gaps",
                list("What is worth finding out: what could rule it out, then most points first.", named("FactGap")),
            ),
            ("freshness", freshness),
        ],
    )
}
