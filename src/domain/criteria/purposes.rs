//! Which domains of deprivation matter more for what an organisation is for (`scoring.md` B.3).
//!
//! A row mixes the index as published with the domains it names, and has its own 99th percentile over England's 33,755
//! areas, so that every row runs from 0 to 1. To map another purpose, name it in [`Purpose::deprivation_row`]; a new row
//! needs its percentile measured over all of England first.

use crate::domain::area::DeprivationDomain;
use crate::domain::indices::{DOMAIN_WEIGHT_SUM, DOMAIN_WEIGHTS, Edition, domain_score};
use crate::domain::need::Purpose;

/// How many rows the table has.
pub const PURPOSE_ROWS: usize = 7;

/// Lambda: how much of a mix the named domains are; the rest is the index as published.
const PURPOSE_SHARE: f64 = 0.5;

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PurposeRow {
    /// Share of each domain in the extra weight, in the order of [`DeprivationDomain::ALL`]; sum 1.
    pub shares: [f64; 7],
    /// The 99th percentile of the mix over England in 2025.
    pub anchor: f64,
}

/// The rows, in the order of `scoring.md` B.3 without its first, which is the plain index.
pub const PURPOSES: [PurposeRow; PURPOSE_ROWS] = [
    //                  inc  emp  edu  hea  cri  bar  env
    PurposeRow { shares: [0.4, 0.6, 0.0, 0.0, 0.0, 0.0, 0.0], anchor: 75.98 }, // employment, enterprise
    PurposeRow { shares: [0.3, 0.0, 0.7, 0.0, 0.0, 0.0, 0.0], anchor: 73.98 }, // skills, young people
    PurposeRow { shares: [0.2, 0.0, 0.0, 0.8, 0.0, 0.0, 0.0], anchor: 74.85 }, // health, wellbeing, care
    PurposeRow { shares: [0.8, 0.2, 0.0, 0.0, 0.0, 0.0, 0.0], anchor: 75.98 }, // poverty, food, advice
    PurposeRow { shares: [0.2, 0.0, 0.2, 0.0, 0.6, 0.0, 0.0], anchor: 72.32 }, // community safety
    PurposeRow { shares: [0.4, 0.0, 0.0, 0.0, 0.0, 0.6, 0.0], anchor: 61.72 }, // housing, homelessness
    PurposeRow { shares: [0.0, 0.0, 0.0, 0.4, 0.0, 0.0, 0.6], anchor: 63.76 }, // environment, energy
];

impl Purpose {
    /// The row of [`PURPOSES`] that a purpose is mapped to; `None` where the plain index is used.
    #[must_use]
    pub const fn deprivation_row(self) -> Option<usize> {
        match self {
            Self::General | Self::Arts => None,
            Self::Employment | Self::Enterprise => Some(0),
            Self::Skills | Self::YoungPeople => Some(1),
            Self::Health => Some(2),
            Self::Poverty | Self::Food | Self::Advice => Some(3),
            Self::CommunitySafety => Some(4),
            Self::Housing => Some(5),
            Self::Environment => Some(6),
        }
    }
}

impl PurposeRow {
    /// The domains with extra weight, heaviest first.
    #[must_use]
    pub fn domains(&self) -> Vec<(DeprivationDomain, f64)> {
        let all = DeprivationDomain::ALL.iter().copied().zip(self.shares);
        let mut named: Vec<(DeprivationDomain, f64)> = all.filter(|(_, share)| *share > 0.0).collect();
        named.sort_by(|(a, more), (b, less)| less.total_cmp(more).then(a.cmp(b)));
        named
    }
}

/// Mix of an area for each row, from its ranks in the seven domains (`scoring.md` B.3).
#[must_use]
pub fn mixes(domain_ranks: [u32; 7], edition: Edition) -> [f64; PURPOSE_ROWS] {
    let scores = domain_ranks.map(|rank| domain_score(rank, edition));
    PURPOSES.map(|row| {
        let weights = DOMAIN_WEIGHTS.iter().zip(row.shares).zip(scores);
        weights
            .map(|((weight, share), score)| {
                ((1.0 - PURPOSE_SHARE) * weight / DOMAIN_WEIGHT_SUM + PURPOSE_SHARE * share) * score
            })
            .sum()
    })
}

#[cfg(test)]
mod tests {
    use super::{PURPOSES, mixes};
    use crate::domain::area::DeprivationDomain;
    use crate::domain::indices::Edition;
    use crate::domain::need::Purpose;

    #[test]
    fn every_row_shares_out_the_whole_of_its_extra_weight_and_serves_a_purpose() {
        for (index, row) in PURPOSES.iter().enumerate() {
            assert!((row.shares.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{row:?}");
            assert!(Purpose::ALL.iter().any(|purpose| purpose.deprivation_row() == Some(index)), "{row:?}");
        }
        let plain: Vec<&Purpose> = Purpose::ALL.iter().filter(|purpose| purpose.deprivation_row().is_none()).collect();
        assert_eq!(plain, [&Purpose::General, &Purpose::Arts]);
    }

    #[test]
    fn the_golden_mix_of_the_health_purpose_holds() {
        let row = Purpose::Health.deprivation_row().unwrap();
        let mix = mixes([5_030, 3_442, 7_394, 1_379, 4_596, 31_557, 3_558], Edition::Of2025)[row];
        assert!((mix - 52.8483).abs() < 1e-4, "{mix}");
        assert!((mix / PURPOSES[row].anchor - 0.7061).abs() < 1e-4);
    }

    #[test]
    fn the_heaviest_domain_is_named_first() {
        let domains: Vec<DeprivationDomain> = PURPOSES[2].domains().into_iter().map(|(domain, _)| domain).collect();
        assert_eq!(domains, [DeprivationDomain::Health, DeprivationDomain::Income]);
    }
}
