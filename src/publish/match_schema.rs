//! What `matches.rs` writes, as schemas: one for each function there, in the same order of members.

use serde_json::Value;

use crate::domain::asset::{DisposalStatus, Occupancy};
use crate::domain::matches::{Band, CompletenessBand, Constraint, Criterion, RobustnessLabel, Unknown};
use crate::domain::source::Quality;
use crate::publish::schema::{boolean, date, exactly, integer, list, named, number, object, or_null, text, word};
use crate::publish::uplift::uplift_schema;

/// The named schemas of rankings: `Matches`, `Match` and their parts.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("AssetBrief", asset_schema()),
        ("NeedBrief", need_schema()),
        ("Suitability", suitability_schema()),
        ("PointArea", point_area_schema()),
        ("DeprivationScore", deprivation_schema()),
        ("UpliftScore", uplift_schema()),
        ("Robustness", robustness_schema()),
        ("Match", match_schema()),
        ("Matches", ranking_schema()),
    ]
}

fn slugs<T: Copy>(all: &[T], slug: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|value| slug(*value)).collect()
}

fn ranking_schema() -> Value {
    let robustness = object(
        "How it was worked out how firm the ranking is; null with fewer than two eligible pairings.",
        [
            ("draws", integer("Runs of each kind: around the weights asked for, and with any weights at all.")),
            ("alternatives", integer("Pairings that took part: the best so many of the eligible.")),
            ("sentence", text("That in a sentence.")),
        ],
    );
    let mut schema = object(
        "Pairings, best first, and the nearest of those that are ruled out.",
        [
            ("considered", integer("Pairings looked at.")),
            ("eligible", integer("Pairings that nothing known rules out.")),
            ("on", date("The day the ranking was made for.")),
            ("versions", named("Stamp")),
            ("nothing_fits", or_null(text("That nothing fits yet, with the nearest miss; null when something does."))),
            ("robustness", or_null(robustness)),
            ("matches", list("Eligible pairings, best first.", named("Match"))),
            ("excluded", list("The nearest of those ruled out, with all their reasons.", named("Match"))),
        ],
    );
    schema["properties"]["need"] = named("NeedBrief");
    schema["properties"]["asset"] = named("AssetBrief");
    let gaps = "What is worth finding out of the asset, most points first: of needs for an asset alone.";
    schema["properties"]["worth_finding_out"] = list(gaps, named("FactGap"));
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
            ("occupancy", or_null(word("Whether anybody is in it.", Occupancy::SLUGS))),
            ("disposal_status", or_null(word("What the owner intends.", DisposalStatus::SLUGS))),
            ("usable_area_m2", or_null(number("Net usable floor area, m2."))),
            ("available_from", or_null(date("The first day it can be had."))),
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
        "What would be most useful to find out.",
        [
            ("criterion", word("Which.", &Unknown::all().map(Unknown::slug).collect::<Vec<_>>())),
            ("label", text("The same in words.")),
            (
                "points",
                number("How many points the score could move by; all of it for what could rule the pairing out."),
            ),
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
            (
                "verdict",
                or_null(text(
                    "The word to show beside the score: its band, unless the space asked for is not possible there.",
                )),
            ),
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
            ("to_lift", or_null(text("The smallest single change that lifts the score into the next band."))),
            ("most_useful", or_null(most_useful)),
            ("sources", list("Keys of every source used; see `/about`.", text("Key."))),
            ("robust", or_null(named("Robustness"))),
        ],
    )
}

fn robustness_schema() -> Value {
    let uniform = object(
        "The same shares when any weights at all are as likely as any others.",
        [("top1", number("Share of runs it came first in.")), ("top3", number("Share it was in the first three in."))],
    );
    object(
        "How firm its place is when the ranking is run again and again with slightly other weights and with what is not \
         known filled in another way. Null for what is ruled out, and with nothing to rank it among.",
        [
            ("top1", number("Share of runs it came first in, 0 to 1.")),
            ("top3", number("Share of runs it was in the first three in, 0 to 1.")),
            ("mean_rank", number("Its rank on average, from 1.")),
            ("rank_low", integer("The rank that one run in twenty did not exceed.")),
            ("rank_high", integer("The rank that nineteen runs in twenty did not exceed.")),
            ("label", word("How firm in a word.", &slugs(RobustnessLabel::ALL, RobustnessLabel::slug))),
            ("text", text("The same in a sentence.")),
            ("uniform", uniform),
            ("chosen_by", or_null(text("Who would choose it."))),
            (
                "central_weights",
                or_null(exactly(
                    3,
                    "Mean weights of whoever would choose it: suitability, deprivation, uplift.",
                    number("Weight."),
                )),
            ),
            (
                "ties",
                list(
                    "Neighbours in the list it is too close to call with: assets of a need, needs of an asset.",
                    text("Key."),
                ),
            ),
            ("ties_text", or_null(text("That in a sentence for each."))),
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
    let purpose = object(
        "What counts for more in this value because of what the organisation is for.",
        [
            ("domains", list("The domains with extra weight, heaviest first.", text("Name of a domain."))),
            ("sentence", text("All that, and what it changes.")),
        ],
    );
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
            (
                "mean_score",
                or_null(number(
                    "Average score of multiple deprivation, the nearer counting for more; without purposes.",
                )),
            ),
            (
                "equivalent_percentile",
                or_null(number(
                    "Share of England's areas that score lower, 0 to 1: equivalent, since a walk is not an area.",
                )),
            ),
            ("purpose", or_null(purpose)),
        ],
    )
}
