//! Score, range and how much is known, in plain English (`scoring.md` D.4, "Headline").

use crate::domain::matches::{Band, Match};
use crate::matching::pair::Pair;
use crate::matching::words::{percent, whole};

/// Score, range and how much is known; or that the pair is ruled out.
pub fn headline(told: &Match, pair: &Pair<'_>) -> String {
    let (asset, need) = (pair.asset.name.trim(), pair.need.title.trim());
    match told.score.zip(told.verdict()) {
        Some((score, verdict)) => format!(
            "{asset} scores {} ({}) for {need}. Range {} to {}; {} of what we need is known.",
            shown(score.value),
            verdict,
            whole(score.low),
            whole(score.high),
            percent(told.completeness)
        ),
        None => format!("{asset} is ruled out for {need}."),
    }
}

/// Adds how firm the place in the ranking is to the headline, once that has been worked out.
pub fn robust_headline(told: &mut Match) {
    if let Some(robustness) = &told.robustness {
        told.explanation.headline.push(' ');
        told.explanation.headline.push_str(&robustness.text);
    }
}

/// The score as a whole number, unless that would stand in another band than the score does.
fn shown(score: f64) -> String {
    let (rounded, number) = (score.round(), whole(score.round()));
    if Band::of(rounded) == Band::of(score) { number.to_string() } else { format!("just under {number}") }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_rounded_score_never_stands_in_another_band() {
        for (score, text) in
            [(69.7, "just under 70"), (70.0, "70"), (54.5, "just under 55"), (54.4, "54"), (100.0, "100")]
        {
            assert_eq!(shown(score), text);
        }
    }
}
