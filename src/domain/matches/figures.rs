//! What is worked out of an area, or of the place of an asset, before any need comes into it.

use serde::Serialize;

use crate::domain::criteria::PURPOSE_ROWS;
use crate::domain::matches::{DisplacementRisk, DisplacementSignal, GapStrength, PriceBasis};

/// A value with the least and the most it could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Ranged {
    /// The value.
    pub value: f64,
    /// The least it could be.
    pub low: f64,
    /// The most it could be.
    pub high: f64,
}

/// Deprivation around a place (`scoring.md` B.2).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DeprivationFigures {
    /// D from 0 to 1: the average over the people within a walk.
    pub value: f64,
    /// The least it could be.
    pub low: f64,
    /// The most it could be.
    pub high: f64,
    /// How well the place is known, 0 to 1.
    pub quality: f64,
    /// Average score of multiple deprivation over the people within a walk.
    pub mean_score: f64,
    /// The share of England's areas that score lower than that average, 0 to 1: *equivalent*, since a catchment is not an
    /// area; `None` where no scale is loaded.
    pub equivalent_percentile: Option<f64>,
    /// Usual residents within 1,200 m; `None` where populations are not known.
    pub residents_reached: Option<f64>,
    /// Share of the people within a walk who live in England's most deprived tenth of areas.
    pub share_most_deprived_tenth: f64,
    /// The same for the most deprived fifth.
    pub share_most_deprived_fifth: f64,
    /// D with the extra weight of each row of the table of purposes (`scoring.md` B.3), in its order.
    pub by_purpose: [Ranged; PURPOSE_ROWS],
}

/// Headroom of an area, or of a coarse place, and what it is made of (`scoring.md` C.1, C.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct UpliftFigures {
    /// U from 0.1 to 1 with unknown parts at 0.5.
    pub value: f64,
    /// The least it could be.
    pub low: f64,
    /// The most it could be.
    pub high: f64,
    /// L: 1 is the cheapest of the reference areas.
    pub low_value: Option<f64>,
    /// A: 1 is the quietest of the reference areas.
    pub activity_quiet: Option<f64>,
    /// H: headroom on the fixed scale, 0 to 1.
    pub headroom: Option<f64>,
    /// h: log points by which neighbours are dearer.
    pub headroom_log: Option<f64>,
    /// Sales in the area itself.
    pub sales: Option<u32>,
    /// Share of the price level borrowed from nearby areas.
    pub borrowed: Option<f64>,
    /// How sure the gap is.
    pub strength: Option<GapStrength>,
    /// Natural logarithm of the typical price, after borrowing; with `variance` and `nearby` what the gap is worked out of.
    pub log_price: Option<f64>,
    /// Variance of `log_price`.
    pub variance: Option<f64>,
    /// Average of the neighbours' `log_price`.
    pub nearby: Option<f64>,
    /// What the prices are known from.
    pub basis: Option<PriceBasis>,
    /// How well activity is known, 0 to 1; `None` when it is not.
    pub activity_quality: Option<f64>,
    /// Whether the prices tell types of home apart.
    pub like_for_like: bool,
}

/// Whether rising prices could push out people who rent: a flag for a conversation, never a plus (`scoring.md` C.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Displacement {
    /// Each of [`DisplacementSignal::ALL`]: there, not there, or not known.
    pub signals: [Option<bool>; 4],
}

impl Displacement {
    /// With fewer signals known than this, the risk is not known.
    const LEAST_KNOWN: usize = 3;
    /// This many signs are a high risk; one fewer is a medium one.
    const HIGH: usize = 3;

    fn counting(&self, state: Option<bool>) -> usize {
        self.signals.iter().filter(|signal| **signal == state).count()
    }

    /// The risk; `None` when fewer than three signals are known.
    #[must_use]
    pub fn risk(&self) -> Option<DisplacementRisk> {
        let signs = self.counting(Some(true));
        (self.counting(None) + Self::LEAST_KNOWN <= self.signals.len()).then_some(match signs {
            signs if signs >= Self::HIGH => DisplacementRisk::High,
            signs if signs + 1 == Self::HIGH => DisplacementRisk::Medium,
            _ => DisplacementRisk::Low,
        })
    }

    /// Whether it would be high if every signal that is not known turned out to be there.
    #[must_use]
    pub fn could_be_high(&self) -> bool {
        self.counting(Some(true)) + self.counting(None) >= Self::HIGH
    }

    /// The signals in this state.
    pub fn in_state(&self, state: Option<bool>) -> impl Iterator<Item = DisplacementSignal> + '_ {
        let signals = DisplacementSignal::ALL.iter().zip(&self.signals);
        signals.filter(move |(_, signal)| **signal == state).map(|(signal, _)| *signal)
    }
}

/// What community activity might add to a value that its owner or a valuer has entered, over ten years: a range that
/// starts at nothing, beside the market's own ups and downs and who would keep it (`scoring.md` C.5). GBP throughout.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct GbpRange {
    /// The value entered.
    pub value_gbp: f64,
    /// The least: nothing.
    pub low: f64,
    /// In the middle.
    pub central: f64,
    /// The most.
    pub high: f64,
    /// What the gap closing on past form would amount to, whatever anyone does; for show beside the others.
    pub closing_anyway: f64,
    /// Ordinary market movement, down (below zero).
    pub market_low: f64,
    /// Ordinary market movement, up.
    pub market_high: f64,
    /// The community's part of the middle; `None` when its share is not known.
    pub kept_central: Option<f64>,
    /// The community's part of the most.
    pub kept_high: Option<f64>,
}

/// What is worked out of one area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct AreaFigures {
    /// Deprivation of the area alone, 0 to 1.
    pub deprivation: Option<f64>,
    /// Typical home price, GBP to the nearest 1,000; `None` when built on fewer than 5 sales.
    pub typical_price_gbp: Option<u32>,
    /// Growth of prices over five years relative to the middle of the reference areas, log points.
    pub growth_log: Option<f64>,
    /// Place among the reference areas by price, 1 is the dearest.
    pub price_percentile: Option<f64>,
    /// Place among the reference areas by economic activity, 1 is the busiest.
    pub activity_percentile: Option<f64>,
    /// Headroom and its parts; `None` when not one of them is known.
    pub uplift: Option<UpliftFigures>,
    /// Whether rising prices could push out people who rent.
    pub displacement: Displacement,
}

/// What is worked out of the place of one asset: everything that does not depend on the need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct PlaceFigures {
    /// Deprivation around it; `None` when its place or the deprivation there is not known.
    pub deprivation: Option<DeprivationFigures>,
    /// Headroom there; `None` when not one of its parts is known.
    pub uplift: Option<UpliftFigures>,
    /// How well the place is known, 0 to 1.
    pub quality: f64,
    /// Whether rising prices could push out people who rent there.
    pub displacement: Displacement,
}
