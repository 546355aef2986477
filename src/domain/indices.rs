//! The Indices of Deprivation as arithmetic: their editions, and how the ranks of seven domains become one score.
//!
//! The same few lines serve the check at import, the weighting by purpose and the made-up region, so that they cannot
//! drift apart. Ranks are of an edition and mean nothing in another (`scoring.md` B.4).

/// A release of the Indices of Deprivation. Scores, ranks and deciles of two editions are never set side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edition {
    /// On areas of 2011: only to reproduce a decision that was made with it.
    Of2019,
    /// On areas of 2021: what is scored with.
    #[default]
    Of2025,
}

impl Edition {
    /// Every edition, oldest first.
    pub const ALL: [Self; 2] = [Self::Of2019, Self::Of2025];

    /// The year it is called by.
    #[must_use]
    pub const fn year(self) -> u16 {
        match self {
            Self::Of2019 => 2019,
            Self::Of2025 => 2025,
        }
    }

    /// The edition called by a year.
    #[must_use]
    pub fn of_year(year: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|edition| edition.year() == year)
    }

    /// How many areas of England its ranks run over; 1 is the most deprived.
    #[must_use]
    pub const fn areas_in_england(self) -> u32 {
        match self {
            Self::Of2019 => 32_844,
            Self::Of2025 => 33_755,
        }
    }

    /// The decile of a rank: 1 is the most deprived tenth.
    #[must_use]
    pub const fn decile(self, rank: u32) -> u32 {
        (10 * rank).div_ceil(self.areas_in_england())
    }
}

/// Weights of the seven domains in the order of [`super::area::DeprivationDomain`], as published; they sum to 0.999, not
/// to 1 (`scoring.md` 4.1).
pub const DOMAIN_WEIGHTS: [f64; 7] = [0.225, 0.225, 0.135, 0.135, 0.093, 0.093, 0.093];

/// What [`DOMAIN_WEIGHTS`] sum to.
pub const DOMAIN_WEIGHT_SUM: f64 = 0.999;

/// How far the official scale is stretched at its deprived end.
const STRETCH: f64 = 23.0;

/// X of a domain rank: 0 to 100, stretched so that a domain's most deprived tenth takes half of the scale
/// (`scoring.md` B.3; technical report of the Indices, exponential transformation).
#[must_use]
pub fn domain_score(rank: u32, edition: Edition) -> f64 {
    let areas = f64::from(edition.areas_in_england());
    let deprived = (areas - f64::from(rank) + 1.0) / areas;
    -STRETCH * (1.0 - deprived * (1.0 - (-100.0 / STRETCH).exp())).ln()
}

/// The score of multiple deprivation that seven domain ranks give. Published scores lie within 0.0007 of it in 2025; in
/// 2019 within 0.0013, since more areas share a rank there.
#[must_use]
pub fn score_of(ranks: [u32; 7], edition: Edition) -> f64 {
    ranks.into_iter().zip(DOMAIN_WEIGHTS).map(|(rank, weight)| weight * domain_score(rank, edition)).sum()
}

#[cfg(test)]
mod tests {
    use super::{DOMAIN_WEIGHT_SUM, DOMAIN_WEIGHTS, Edition, domain_score, score_of};

    #[test]
    fn the_golden_scores_of_ranks_hold() {
        for (rank, expected) in [(1, 100.0), (3_376, 50.429_667), (16_878, 15.647_454), (33_755, 0.000_673)] {
            let found = domain_score(rank, Edition::Of2025);
            assert!((found - expected).abs() < 1e-6, "rank {rank}: {found}");
        }
    }

    #[test]
    fn the_areas_of_golden_example_g3_come_out_as_recomputed_there() {
        let areas = [
            ([170, 71, 252, 25, 261, 33_033, 15_560], 77.987, 77.9869, 1.0000),
            ([5_030, 3_442, 7_394, 1_379, 4_596, 31_557, 3_558], 43.254, 43.2536, 0.6290),
            ([22_277, 13_381, 19_172, 10_583, 21_190, 29_977, 15_025], 14.973, 14.9729, 0.2177),
            ([33_113, 32_786, 33_055, 18_475, 33_552, 33_100, 18_576], 3.459, 3.4594, 0.0503),
        ];
        for (ranks, published, recomputed, point) in areas {
            let found = score_of(ranks, Edition::Of2025);
            assert!((found - recomputed).abs() < 0.5e-4, "{found}, expected {recomputed}");
            assert!((found - published).abs() < 0.001, "{found}, published {published}");
            assert!(((published / 68.77_f64).min(1.0) - point).abs() < 0.5e-4, "{published} on the scale");
        }
    }

    #[test]
    fn the_weights_sum_to_what_they_are_divided_by() {
        assert!((DOMAIN_WEIGHTS.iter().sum::<f64>() - DOMAIN_WEIGHT_SUM).abs() < 1e-12);
    }

    #[test]
    fn deciles_change_at_the_published_edges() {
        let edges = [(Edition::Of2025, 3_375, 1), (Edition::Of2025, 3_376, 2), (Edition::Of2025, 33_755, 10)];
        for (edition, rank, decile) in
            edges.into_iter().chain([(Edition::Of2019, 3_284, 1), (Edition::Of2019, 3_285, 2)])
        {
            assert_eq!(edition.decile(rank), decile, "{edition:?} {rank}");
        }
        assert_eq!(Edition::of_year(2019), Some(Edition::Of2019));
        assert_eq!(Edition::of_year(2015), None);
    }
}
