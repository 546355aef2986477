//! Which national percentile an average score is equivalent to.

use crate::atlas::Area;
use crate::domain::indices::Edition;
use crate::domain::matches::DeprivationFigures;
use crate::matching::grade::clamp;

/// England's ranks by score, as far as they are loaded.
#[derive(Clone, Debug, Default)]
pub struct Ladder {
    /// Score and national rank, least deprived first.
    rungs: Vec<(f64, f64)>,
    /// Areas that the ranks run over.
    areas: f64,
}

impl Ladder {
    /// The ladder of the areas loaded; their ranks are national, so a part of England is enough.
    #[must_use]
    pub fn of(areas: &[Area], edition: Edition) -> Self {
        let known = areas.iter().filter_map(|area| area.deprivation_in(edition));
        let mut rungs: Vec<(f64, f64)> = known.map(|d| (d.score, f64::from(d.rank))).collect();
        rungs.sort_unstable_by(|(a, first), (b, second)| a.total_cmp(b).then(second.total_cmp(first)));
        Self { rungs, areas: f64::from(edition.areas_in_england()) }
    }

    /// The share of England's areas that score lower, read off between the two rungs around a score.
    #[must_use]
    pub fn percentile(&self, score: f64) -> Option<f64> {
        let above = self.rungs.partition_point(|(rung, _)| *rung < score);
        let (low, high) = (self.rungs.get(above.saturating_sub(1))?, self.rungs.get(above).or(self.rungs.last())?);
        let along = if high.0 > low.0 { clamp((score - low.0) / (high.0 - low.0)) } else { 1.0 };
        let rank = low.1 + along * (high.1 - low.1);
        Some(clamp(1.0 - rank / self.areas))
    }

    /// Figures with the percentile that their average is equivalent to.
    #[must_use]
    pub fn placed(&self, figures: DeprivationFigures) -> DeprivationFigures {
        DeprivationFigures { equivalent_percentile: self.percentile(figures.mean_score), ..figures }
    }
}

#[cfg(test)]
mod tests {
    use super::Ladder;

    #[test]
    fn a_score_between_two_rungs_of_the_ladder_is_read_off_between_their_ranks() {
        let rungs = vec![(10.0, 30_000.0), (50.0, 2_400.0), (51.0, 2_200.0), (70.0, 1.0)];
        let ladder = Ladder { rungs, areas: 33_755.0 };
        let found = ladder.percentile(50.410_923).unwrap();
        assert!((found - (1.0 - 2_317.8 / 33_755.0)).abs() < 1e-5, "{found}");
        assert_eq!(ladder.percentile(10.0), Some(1.0 - 30_000.0 / 33_755.0));
        assert_eq!(ladder.percentile(90.0), Some(1.0 - 1.0 / 33_755.0));
        assert_eq!(Ladder::default().percentile(50.0), None);
    }
}
