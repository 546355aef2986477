//! What would be worth finding out about an asset: each fact that nobody has told, by how far it could move the score.
//!
//! The pair of the asset and its best need is scored with the fact set to each answer there could be, all else as it is. What
//! the fact is worth is how far any of them moves the score from where it is now. An answer that would rule the pair out
//! leaves no score to move: that it could is told of the fact, and no points are made of it.
//!
//! Beside the points stands the range of the same score, and both say the same: no answer counts that would take the score
//! out of it. Such an answer goes against what the sums take for granted meanwhile (an empty building can be had today; repairs
//! cost what its condition suggests). It would be a correction, and no gap that the range could have told of.
//! To add a fact: a row in [`ASKED`].

use std::sync::Arc;

use time::Date;

use crate::domain::asset::{
    Asset, Condition, DisposalStatus, Heritage, Occupancy, Planning, RentReview, SpaceType, StepFree,
};
use crate::domain::criteria::Criteria;
use crate::domain::edit::set_fact;
use crate::domain::fact_table::{self, FactData};
use crate::domain::matches::Ranged;
use crate::domain::need::Need;
use crate::domain::source::{Fact, Quality, Said, SourceId};
use crate::domain::transferability::{Demand, FactGap, Part, PartScore, Transferability};
use crate::matching::constraints::blocks_of_asset;
use crate::matching::find::{Beside, Figures, Ground};
use crate::matching::pair::FloorArea;
use crate::matching::transferability::of_asset;

/// Less than so many points is not worth anybody's while.
const LEAST_POINTS: f64 = 0.5;

/// What an answer depends on.
struct Question<'a> {
    asset: &'a Asset,
    need: Option<&'a Need>,
    criteria: &'a Criteria,
    on: Date,
}

impl Question<'_> {
    /// Floor area that costs are tried with, m2: as known, else as wanted, else a usual one.
    fn area_m2(&self) -> f64 {
        let known = self.need.and_then(|need| FloorArea::of(self.asset, need, self.criteria)).map(|area| area.m2);
        let wanted = || self.need.and_then(|need| need.area.as_ref()).map(|area| area.ideal_m2);
        known.or_else(wanted).unwrap_or(USUAL_AREAS_M2[1])
    }
}

/// A fact to ask for: the answers there could be, and what is assumed meanwhile.
struct Asked {
    fact: &'static str,
    answers: fn(&Question<'_>) -> Vec<FactData>,
    assumed: &'static str,
}

/// Every fact that can move a score.
const ASKED: &[Asked] = &[
    Asked {
        fact: "disposal_status",
        answers: |_| slugs(DisposalStatus::SLUGS),
        assumed: "Counted as perhaps to be had.",
    },
    Asked { fact: "occupancy", answers: |_| slugs(Occupancy::SLUGS), assumed: "Counted half." },
    Asked { fact: "available_from", answers: days, assumed: "The day it could be had is guessed from its status." },
    Asked { fact: "space_types", answers: kinds, assumed: "Counted half, whatever kind of space is wanted." },
    Asked { fact: "usable_area_m2", answers: areas, assumed: "Counted half; nothing is ruled out for its size." },
    Asked { fact: "land_area_m2", answers: areas, assumed: "Counted half; nothing is ruled out for its size." },
    Asked { fact: "condition", answers: |_| slugs(Condition::SLUGS), assumed: "Counted half." },
    Asked { fact: "step_free", answers: |_| slugs(StepFree::SLUGS), assumed: "Counted half." },
    Asked {
        fact: "planning",
        answers: |_| slugs(Planning::SLUGS),
        assumed: "Counted 0.6 of a use that is lawful now; half on this list.",
    },
    Asked {
        fact: "heritage",
        answers: |_| slugs(Heritage::SLUGS),
        assumed: "Repairs are counted as for a building that is not listed.",
    },
    Asked {
        fact: "shareable",
        answers: |_| vec![FactData::Yes(true), FactData::Yes(false)],
        assumed: "Counted as not to be shared.",
    },
    Asked { fact: "rent_gbp_per_year", answers: rents, assumed: "The cost is not known, and counted half." },
    Asked {
        fact: "service_charge_gbp_per_year",
        answers: service_charges,
        assumed: "Counted as none, which most whole buildings have.",
    },
    Asked { fact: "rateable_value_gbp", answers: rateable_values, assumed: "The cost is not known, and counted half." },
    Asked { fact: "running_cost_gbp_per_year", answers: running_costs, assumed: "Estimated from the floor area." },
    Asked { fact: "repair_backlog_gbp", answers: repairs, assumed: "Estimated from condition and floor area." },
    Asked { fact: "term_offered", answers: terms, assumed: "Counted half." },
    Asked {
        fact: "rent_review",
        answers: |_| slugs(RentReview::SLUGS),
        assumed: "Who keeps a rise in value is counted half.",
    },
    Asked {
        fact: "clawback_share",
        answers: |_| numbers([0.0, 1.0]),
        assumed: "Who keeps a rise in value is counted half.",
    },
];

/// A fact, and another that answers it as well.
const ANSWERED_BY: (&str, &str) = ("usable_area_m2", "gross_internal_area_m2");

/// Areas a need without one is tried with: small, usual, large.
const USUAL_AREAS_M2: [f64; 3] = [30.0, 200.0, 1_000.0];

/// The most that is plausible outside the centre of a city, GBP a year for each m2, an assumption: what is asked for space that is
/// let, what is charged for services in a shared building, and what space is rated at.
const MOST_RENT_GBP_PER_M2: f64 = 120.0;
const MOST_SERVICE_CHARGE_GBP_PER_M2: f64 = 40.0;
const RATEABLE_VALUE_GBP_PER_M2: [f64; 2] = [10.0, 100.0];

fn slugs(slugs: &[&str]) -> Vec<FactData> {
    slugs.iter().map(|slug| FactData::Text((*slug).to_owned())).collect()
}

fn numbers(numbers: impl IntoIterator<Item = f64>) -> Vec<FactData> {
    numbers.into_iter().map(FactData::Number).collect()
}

/// Every kind alone, and all that is wanted together.
fn kinds(question: &Question<'_>) -> Vec<FactData> {
    let one = |slug: &&str| FactData::List(vec![(*slug).to_owned()]);
    let spaces = question.need.into_iter().flat_map(|need| &need.spaces);
    let wanted: Vec<String> = spaces.map(|space| space.space_type.slug().to_owned()).collect();
    let together = (!wanted.is_empty()).then_some(FactData::List(wanted));
    SpaceType::SLUGS.iter().map(one).chain(together).collect()
}

/// Far too small, just enough, what is wanted, far too large.
fn areas(question: &Question<'_>) -> Vec<FactData> {
    match question.need.and_then(|need| need.area.as_ref()) {
        Some(area) => numbers([0.5 * area.min_m2, area.min_m2, area.ideal_m2, 4.0 * area.ideal_m2]),
        None => numbers(USUAL_AREAS_M2),
    }
}

fn rents(question: &Question<'_>) -> Vec<FactData> {
    numbers([0.0, MOST_RENT_GBP_PER_M2 * question.area_m2()])
}

fn service_charges(question: &Question<'_>) -> Vec<FactData> {
    numbers([0.0, MOST_SERVICE_CHARGE_GBP_PER_M2 * question.area_m2()])
}

fn rateable_values(question: &Question<'_>) -> Vec<FactData> {
    numbers(RATEABLE_VALUE_GBP_PER_M2.map(|gbp| gbp * question.area_m2()))
}

/// The ends of the estimate by floor area.
fn running_costs(question: &Question<'_>) -> Vec<FactData> {
    let unit = question.criteria.unit_costs.running;
    numbers([unit.low, unit.high].map(|gbp| gbp * question.area_m2()))
}

/// From nothing to the most that the worst condition would cost.
fn repairs(question: &Question<'_>) -> Vec<FactData> {
    let worst = question.asset.facts.condition.as_ref().map_or(Condition::D, |condition| condition.value);
    numbers([0.0, question.criteria.unit_costs.backlog_of(worst).high * question.area_m2()])
}

/// The shortest, what is wanted, and for good.
fn terms(question: &Question<'_>) -> Vec<FactData> {
    let wanted = question.need.and_then(|need| need.tenure_years).filter(|years| *years > 0.0).unwrap_or(25.0);
    let mut answers = numbers([1.0, wanted]);
    answers.push(FactData::Text("freehold".to_owned()));
    answers
}

/// Today, and two years after it is wanted.
fn days(question: &Question<'_>) -> Vec<FactData> {
    let on = question.on;
    let wanted = question.need.and_then(|need| need.latest_start).unwrap_or(on);
    let late = wanted.max(on).checked_add(time::Duration::days(731));
    [Some(on), late].into_iter().flatten().map(|day| FactData::Text(day.to_string())).collect()
}

/// What nobody has told of an asset and would be worth knowing: first what could rule it out, then most points first;
/// nothing of one that cannot be had anyway. `need` is the one it suits best, by its number in the atlas. Without one, or where it is too far away to be
/// plausible, only what transferability itself goes by is told.
#[must_use]
pub fn gaps_of(ground: Ground<'_>, asset: usize, need: Option<usize>) -> Vec<FactGap> {
    let held = &ground.atlas.assets()[asset].asset;
    if !blocks_of_asset(held).is_empty() {
        return Vec::new();
    }
    let beside = need.map(|need| {
        let need = &ground.atlas.needs()[need].need;
        (need, Beside::of(ground, asset, need))
    });
    let beside = beside.filter(|(_, beside)| beside.is_within_reach());
    let beside = beside.as_ref().map(|(need, beside)| (*need, beside));
    let mut gaps: Vec<FactGap> = ASKED
        .iter()
        .filter(|asked| is_open(held, asked.fact))
        .filter_map(|asked| gap(ground, held, beside, asked))
        .collect();
    let points = |gap: &FactGap| gap.moves_points.unwrap_or_default();
    gaps.sort_by(|one, other| {
        let ruling = other.could_rule_out.cmp(&one.could_rule_out);
        ruling
            .then(points(other).total_cmp(&points(one)))
            .then(other.moves_transferability.total_cmp(&one.moves_transferability))
    });
    gaps
}

/// Whether nothing tells it: neither the fact nor another that answers it.
fn is_open(asset: &Asset, fact: &str) -> bool {
    let is_known = |slug: &str| fact_table::find(slug).is_some_and(|row| (row.tell)(&asset.facts).is_some());
    let (answered, by) = ANSWERED_BY;
    let is_answered = fact == answered && is_known(by);
    !(is_known(fact) || is_answered)
}

fn gap(ground: Ground<'_>, held: &Asset, beside: Option<(&Need, &Beside<'_>)>, asked: &Asked) -> Option<FactGap> {
    let said = answered(ground.on);
    let mut scores = beside.map(|(_, beside)| Moved::from(score_of(&beside.as_if(held), ground.criteria)));
    let mut own = Moved::from(without_need(&of_asset(held, &Demand::default(), ground.on)));
    let mut could_rule_out = false;
    let question =
        Question { asset: held, need: beside.map(|(need, _)| need), criteria: ground.criteria, on: ground.on };
    for answer in (asked.answers)(&question) {
        let mut instead = held.clone();
        if set_fact(&mut instead, asked.fact, Some(&answer), &said).is_err() {
            continue;
        }
        let told = of_asset(&instead, &Demand::default(), ground.on);
        if !told.blocks.is_empty() {
            could_rule_out = true;
            continue;
        }
        own.take(without_need(&told).value);
        if let Some(((_, beside), scores)) = beside.zip(scores.as_mut()) {
            let figures = beside.as_if(&instead);
            if figures.failures > 0 {
                could_rule_out = true;
            } else {
                scores.take(figures.scored.score);
            }
        }
    }
    let label = fact_table::find(asked.fact)?.label;
    let moves_points = scores.map(|scores| scores.points);
    let moves_transferability = own.points;
    let moves = moves_points.unwrap_or_default().max(moves_transferability);
    (could_rule_out || moves >= LEAST_POINTS).then_some(FactGap {
        fact: asked.fact,
        label,
        moves_points,
        could_rule_out,
        moves_transferability,
        now_assumed: asked.assumed,
    })
}

/// What is said of an answer that is only tried: as good as surveyed, today.
fn answered(on: Date) -> Arc<Said> {
    Fact::new((), Quality::Surveyed, SourceId::new("answer"), Some(on)).said
}

/// Points of all parts but those that come from needs.
fn without_need(told: &Transferability) -> Ranged {
    let own = |part: &&PartScore| !matches!(part.part, Part::BestNeed | Part::NeedsThatFit);
    let sum = |of: fn(&Ranged) -> f64| told.parts.iter().filter(own).map(|part| of(&part.points)).sum();
    Ranged { value: sum(|points| points.value), low: sum(|points| points.low), high: sum(|points| points.high) }
}

/// The match score with its range.
fn score_of(figures: &Figures, criteria: &Criteria) -> Ranged {
    let [low, high] = figures.scored.bounds().map(|pillars| pillars.score(criteria));
    Ranged { value: figures.scored.score, low, high }
}

/// Scores nearer to one another are the same, but for the order in which they were added up.
const SAME_POINTS: f64 = 1e-6;

/// How far answers move a score from what it is now, within its range.
#[derive(Clone, Copy)]
struct Moved {
    now: Ranged,
    points: f64,
}

impl Moved {
    fn take(&mut self, answer: f64) {
        if answer > self.now.low - SAME_POINTS && answer < self.now.high + SAME_POINTS {
            self.points = self.points.max((answer - self.now.value).abs());
        }
    }
}

impl From<Ranged> for Moved {
    fn from(now: Ranged) -> Self {
        Self { now, points: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;
    use time::macros::date;

    use super::*;
    use crate::atlas::Atlas;
    use crate::atlas::fixture::{asset, at, board, known, need};
    use crate::domain::asset::TermOffered;
    use crate::domain::need::{AreaWanted, NeedPlace, SpaceShare, StepFreeNeed};
    use crate::matching::survey::Survey;
    use crate::matching::tests::TODAY;
    use crate::matching::tests::properties::{FORGET, any_facts, any_need, with};

    fn gaps(change: impl FnOnce(&mut Asset, &mut Need)) -> Vec<FactGap> {
        let mut holdings = board(2);
        let (mut asset, mut need) = (asset("a", Some(at(300.0, 300.0))), need("n", NeedPlace::Near(at(400.0, 300.0))));
        change(&mut asset, &mut need);
        holdings.assets.push(asset);
        holdings.needs.push(need);
        let (atlas, criteria, on) = (Atlas::build(holdings), Criteria::default(), date!(2026 - 11 - 22));
        let survey = Survey::of(&atlas, &criteria);
        let ground = Ground { atlas: &atlas, survey: &survey, criteria: &criteria, on };
        gaps_of(ground, 0, Some(0))
    }

    fn worth(gaps: &[FactGap], fact: &str) -> Option<f64> {
        gaps.iter().find(|gap| gap.fact == fact)?.moves_points
    }

    #[test]
    fn what_a_need_asks_for_is_worth_finding_out_and_what_it_does_not_ask_moves_no_score() {
        let asking = |_: &mut Asset, need: &mut Need| {
            need.step_free = Some(StepFreeNeed::Wanted);
            need.tenure_years = Some(20.0);
        };
        let asked = gaps(asking);
        let not_asked = gaps(|_, _| ());
        assert!(worth(&asked, "step_free").unwrap() > 0.5, "{asked:?}");
        let rules_out = |gaps: &[FactGap]| gaps.iter().any(|gap| gap.fact == "term_offered" && gap.could_rule_out);
        assert!(rules_out(&asked) && !rules_out(&not_asked), "{asked:?} {not_asked:?}");
        // It still counts for the list itself.
        assert_eq!(worth(&not_asked, "step_free"), Some(0.0));
        assert!(worth(&not_asked, "usable_area_m2").is_none(), "a need without an area is not moved by one");
    }

    #[test]
    fn an_answer_that_rules_the_pair_out_is_told_as_such_and_comes_first_and_no_points_are_made_of_it() {
        let found = gaps(|_, need| {
            need.area = Some(AreaWanted::around(200.0));
        });
        let area = found.iter().find(|gap| gap.fact == "usable_area_m2").unwrap();
        assert!(area.could_rule_out);
        assert!(area.moves_points.unwrap() < 15.0, "{area:?}");
        assert!(found.is_sorted_by(|one, other| one.could_rule_out >= other.could_rule_out), "{found:?}");
    }

    proptest! {
        #[test]
        fn no_answer_is_said_to_move_a_score_further_than_its_range_reaches(
            facts in any_facts(), wanted in any_need(), forgotten in prop::collection::vec(any::<bool>(), FORGET.len()),
            dated in any::<bool>(), occupancy in prop::option::of(select(Occupancy::ALL)),
        ) {
            let mut held = with(&facts);
            for (forget, _) in FORGET.iter().zip(&forgotten).filter(|(_, forgotten)| **forgotten) {
                forget(&mut held.facts);
            }
            if !dated {
                held.facts.available_from = None;
            }
            held.facts.occupancy = occupancy.and_then(known);
            let mut holdings = board(2);
            holdings.assets.push(held.clone());
            holdings.needs.push(wanted.clone());
            let (atlas, criteria, on) = (Atlas::build(holdings), Criteria::default(), TODAY);
            let survey = Survey::of(&atlas, &criteria);
            let ground = Ground { atlas: &atlas, survey: &survey, criteria: &criteria, on };
            let reach = |now: Ranged| (now.high - now.value).max(now.value - now.low) + SAME_POINTS;
            let score = score_of(&Beside::of(ground, 0, &wanted).as_if(&held), &criteria);
            let own = without_need(&of_asset(&held, &Demand::default(), on));
            for gap in gaps_of(ground, 0, Some(0)) {
                let points = gap.moves_points.unwrap_or_default();
                prop_assert!(points <= reach(score), "{gap:?} of {score:?}");
                prop_assert!(gap.moves_transferability <= reach(own), "{gap:?} of {own:?}");
                prop_assert!(gap.could_rule_out || points.max(gap.moves_transferability) >= LEAST_POINTS, "{gap:?}");
            }
        }
    }

    #[test]
    fn a_need_too_far_away_to_be_plausible_gives_no_advice_and_the_list_itself_still_does() {
        let away = |metres: f64| {
            gaps(|_, need| {
                need.place = NeedPlace::Near(at(300.0 + metres, 300.0));
                need.step_free = Some(StepFreeNeed::Wanted);
            })
        };
        assert!(worth(&away(500.0), "step_free").is_some());
        let far = away(5_000.0);
        assert!(!far.is_empty());
        assert!(far.iter().all(|gap| gap.moves_points.is_none()), "{far:?}");
        let ruling: Vec<&str> = far.iter().filter(|gap| gap.could_rule_out).map(|gap| gap.fact).collect();
        assert_eq!(ruling, ["disposal_status", "planning"], "what no need comes into");
    }

    #[test]
    fn what_cannot_be_had_anyway_gives_nothing_to_find_out() {
        let blocked = gaps(|asset, _| asset.facts.disposal_status = known(DisposalStatus::Withdrawn));
        assert_eq!(blocked, []);
    }

    #[test]
    fn what_is_known_is_no_gap_and_the_most_points_come_first() {
        let found = gaps(|asset, need| {
            asset.facts.condition = known(Condition::B);
            asset.facts.term_offered = known(TermOffered::Freehold);
            need.spaces = vec![SpaceShare { space_type: SpaceType::Hall, share: 1.0 }];
        });
        assert!(found.iter().all(|gap| !["condition", "term_offered"].contains(&gap.fact)));
        assert!(found.iter().any(|gap| gap.fact == "space_types"));
        let order = |gap: &FactGap| (gap.could_rule_out, gap.moves_points);
        assert!(found.is_sorted_by(|one, other| order(one) >= order(other)), "{found:?}");
    }

    #[test]
    fn every_fact_that_is_asked_for_is_one_and_takes_every_answer_it_is_tried_with() {
        let on = date!(2026 - 11 - 22);
        let wanted = need("n", NeedPlace::Anywhere);
        let (held, criteria) = (asset("a", None), Criteria::default());
        let question = Question { asset: &held, need: Some(&wanted), criteria: &criteria, on };
        for asked in ASKED {
            assert!(fact_table::find(asked.fact).is_some(), "{}", asked.fact);
            for answer in (asked.answers)(&question) {
                let said = answered(on);
                set_fact(&mut asset("a", None), asked.fact, Some(&answer), &said)
                    .unwrap_or_else(|why| panic!("{} {answer:?}: {why}", asked.fact));
            }
        }
    }
}
