//! What the runs say, in words: how firm, who would choose it, and what is too close to call.

use crate::domain::matches::{RankedRobustness, Robustness, RobustnessLabel};
use crate::matching::robustness::ALTERNATIVES;
use crate::matching::robustness::alternative::Alternative;
use crate::matching::robustness::simulation::Outcome;
use crate::matching::words::{percent, thousands};

/// Neighbours in the list of which one beats the other in a share of the runs between these are too close to call.
const TOO_CLOSE: [f64; 2] = [0.35, 0.65];

/// Among so few, to be in the first three says nothing; the place itself is looked at.
const FEW: usize = 3;

/// With fewer than a hundredth of the runs won, their mean weights are chance.
const LEAST_WON: f64 = 0.01;

/// A share of runs with any weights from which it hardly matters what somebody cares for.
const WON_BY_MOST: f64 = 0.80;

/// Mean weights that differ by less than this are level: a few per cent are chance.
const LEVEL: f64 = 0.08;

/// What the three pillars are called by somebody who puts one first.
const CARES: [&str; 3] = ["fit", "places where life is harder", "long-term value"];

/// The firmness of each alternative, in order of the list.
#[must_use]
pub fn told(alternatives: &[Alternative<'_>], outcomes: &[Outcome], draws: usize) -> Vec<Robustness> {
    let close = |index: usize| {
        outcomes.get(index).is_some_and(|outcome| (TOO_CLOSE[0]..=TOO_CLOSE[1]).contains(&outcome.beats_next))
            && index + 1 < alternatives.len()
    };
    outcomes
        .iter()
        .enumerate()
        .map(|(index, outcome)| {
            let own = &alternatives[index];
            let above = index.checked_sub(1).filter(|above| close(*above)).map(|above| (&alternatives[above], own));
            let below = Some(index).filter(|index| close(*index)).map(|index| (own, &alternatives[index + 1]));
            let ties = above.iter().map(|(other, _)| other.id).chain(below.iter().map(|(_, other)| other.id));
            let sentences: Vec<String> =
                [above, below].into_iter().flatten().map(|(first, second)| tie(first.title, second.title)).collect();
            let held = if alternatives.len() > FEW { outcome.top_three } else { outcome.own_place };
            let label = RobustnessLabel::of(held);
            Robustness {
                top1: outcome.first,
                top3: outcome.top_three,
                mean_rank: outcome.mean_rank,
                rank_low: outcome.ranks[0],
                rank_high: outcome.ranks[1],
                label,
                text: firmness(label, held, index, alternatives.len(), draws),
                uniform_top1: outcome.uniform_first,
                uniform_top3: outcome.uniform_top_three,
                central_weights: central_weights(outcome),
                chosen_by: chosen_by(outcome),
                ties: ties.map(ToOwned::to_owned).collect(),
                ties_text: (!sentences.is_empty()).then(|| sentences.join(" ")),
            }
        })
        .collect()
}

/// How the firmness of a ranking was worked out, among so many eligible.
#[must_use]
pub fn of_ranking(alternatives: usize, eligible: usize, draws: usize) -> RankedRobustness {
    let mut sentence = format!(
        "We ran this ranking {} times, each time with slightly different weights and with what is not known filled in \
         another way.",
        thousands(draws as f64)
    );
    if eligible > alternatives {
        sentence.push_str(&format!(" The best {ALTERNATIVES} took part."));
    }
    RankedRobustness { draws: draws as u32, alternatives: alternatives as u32, sentence }
}

/// "A and B are too close to call."
fn tie(first: &str, second: &str) -> String {
    format!("{} and {} are too close to call.", first.trim(), second.trim())
}

fn firmness(label: RobustnessLabel, held: f64, index: usize, alternatives: usize, draws: usize) -> String {
    let place = match (alternatives > FEW, index) {
        (true, _) => "in the top three".to_owned(),
        (false, 0) => format!("first of {alternatives}"),
        (false, 1) => format!("second of {alternatives}"),
        (false, _) => format!("third of {alternatives}"),
    };
    // A share that is not all and not nothing is not said to be.
    let share = match held {
        s if s > 0.995 && s < 1.0 => "more than 99%".to_owned(),
        s if s > 0.0 && s < 0.005 => "less than 1%".to_owned(),
        s => percent(s),
    };
    format!("{}: {place} in {share} of {} runs.", label.label(), thousands(draws as f64))
}

fn central_weights(outcome: &Outcome) -> Option<[f64; 3]> {
    outcome.central_weights.filter(|_| outcome.uniform_first >= LEAST_WON)
}

/// Who would choose it, by the mean weights of the runs that it won when any weights were as likely as any others.
fn chosen_by(outcome: &Outcome) -> Option<String> {
    let weights = central_weights(outcome)?;
    if outcome.uniform_first >= WON_BY_MOST {
        return Some("Most people would choose this, whatever they put first.".to_owned());
    }
    let mut order = [0, 1, 2];
    order.sort_by(|a, b| weights[*b].total_cmp(&weights[*a]).then(a.cmp(b)));
    let [first, second, last] = order;
    Some(if weights[first] - weights[last] < LEVEL {
        "People who care for all three about equally would choose this.".to_owned()
    } else if weights[first] - weights[second] >= LEVEL {
        format!("People who put {} first would choose this.", CARES[first])
    } else {
        let (one, other) = (first.min(second), first.max(second));
        format!("People who put {} and {} before {} would choose this.", CARES[one], CARES[other], CARES[last])
    })
}

#[cfg(test)]
mod tests {
    use super::{chosen_by, firmness, of_ranking};
    use crate::domain::matches::RobustnessLabel;
    use crate::matching::robustness::simulation::Outcome;

    fn outcome(uniform_first: f64, central_weights: Option<[f64; 3]>) -> Outcome {
        Outcome {
            first: 0.5,
            top_three: 0.9,
            own_place: 0.5,
            mean_rank: 1.8,
            ranks: [1, 4],
            beats_next: 0.6,
            uniform_first,
            uniform_top_three: 0.8,
            central_weights,
        }
    }

    #[test]
    fn firmness_is_a_sentence() {
        let said = |held: f64, index: usize, of: usize| firmness(RobustnessLabel::of(held), held, index, of, 2_000);
        assert_eq!(said(0.94, 0, 12), "Firm: in the top three in 94% of 2,000 runs.");
        assert_eq!(said(0.62, 4, 12), "Fairly firm: in the top three in 62% of 2,000 runs.");
        assert_eq!(said(0.003, 9, 12), "Sensitive: in the top three in less than 1% of 2,000 runs.");
        assert_eq!(said(0.998, 0, 12), "Firm: in the top three in more than 99% of 2,000 runs.");
        assert_eq!(said(1.0, 2, 3), "Firm: third of 3 in 100% of 2,000 runs.");
        assert_eq!(said(0.55, 1, 2), "Fairly firm: second of 2 in 55% of 2,000 runs.");
    }

    #[test]
    fn the_weights_of_the_runs_won_say_who_would_choose_it() {
        let said = |weights: [f64; 3]| chosen_by(&outcome(0.3, Some(weights))).unwrap();
        assert_eq!(said([0.6, 0.2, 0.2]), "People who put fit first would choose this.");
        assert_eq!(said([0.2, 0.55, 0.25]), "People who put places where life is harder first would choose this.");
        assert_eq!(said([0.2, 0.25, 0.55]), "People who put long-term value first would choose this.");
        assert_eq!(
            said([0.41, 0.42, 0.17]),
            "People who put fit and places where life is harder before long-term value would choose this."
        );
        assert_eq!(said([0.35, 0.33, 0.32]), "People who care for all three about equally would choose this.");
        assert_eq!(
            chosen_by(&outcome(0.9, Some([0.34, 0.33, 0.33]))).as_deref(),
            Some("Most people would choose this, whatever they put first.")
        );
        assert_eq!(chosen_by(&outcome(0.005, Some([0.9, 0.05, 0.05]))), None, "ten runs are chance");
        assert_eq!(chosen_by(&outcome(0.0, None)), None);
    }

    #[test]
    fn a_ranking_says_how_many_took_part() {
        assert!(!of_ranking(12, 12, 2_000).sentence.contains("took part"));
        assert!(of_ranking(200, 800, 2_000).sentence.ends_with("The best 200 took part."));
    }
}
