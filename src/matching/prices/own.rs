//! What an area's own sales say of its price level: their capped mean (`scoring.md` C.1, step 2).

use crate::domain::criteria::Criteria;

/// With fewer degrees of freedom than this, the spread of `scoring.md` stands in for that of the data.
const FEW_DEGREES: f64 = 100.0;

/// The log prices of one area's own sales and their mean once capped.
#[derive(Clone, Debug, Default)]
pub struct Own {
    log_prices: Vec<f64>,
    median: f64,
    /// Mean log price; before [`Own::cap`] the median.
    pub mean: f64,
}

/// The middle of sorted numbers; 0 of none.
#[must_use]
pub fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 0 => 0.5 * (sorted[middle - 1] + sorted[middle]),
        _ => sorted[middle],
    }
}

impl Own {
    /// Takes the log prices of the reference home.
    #[must_use]
    pub fn of(mut log_prices: Vec<f64>) -> Self {
        log_prices.sort_unstable_by(f64::total_cmp);
        let median = median(&log_prices);
        Self { log_prices, median, mean: median }
    }

    /// How many sales.
    #[must_use]
    pub fn sales(&self) -> u32 {
        u32::try_from(self.log_prices.len()).unwrap_or(u32::MAX)
    }

    /// Residuals from the median, capped.
    fn residuals(&self, cap: f64) -> impl Iterator<Item = f64> + '_ {
        self.log_prices.iter().map(move |log_price| (log_price - self.median).clamp(-cap, cap))
    }

    /// Takes the mean with no price further than the cap from the median.
    pub fn cap(&mut self, cap: f64) {
        if !self.log_prices.is_empty() {
            self.mean = self.median + self.residuals(cap).sum::<f64>() / self.log_prices.len() as f64;
        }
    }
}

/// The pooled spread within areas of residuals capped at so many spreads: three rounds from the default settle it.
#[must_use]
pub fn spread_within(own: &[Own], reference: &[usize], criteria: &Criteria) -> f64 {
    if let Some(fixed) = criteria.fixed_price_spread {
        return fixed;
    }
    let degrees: f64 = reference.iter().map(|area| own[*area].log_prices.len().saturating_sub(1) as f64).sum();
    if degrees < FEW_DEGREES {
        return criteria.price_spread;
    }
    let mut spread = criteria.price_spread;
    for _ in 0..3 {
        let cap = criteria.price_cap * spread;
        let squares = reference.iter().map(|area| {
            let own = &own[*area];
            let count = own.log_prices.len().max(1) as f64;
            let mean = own.residuals(cap).sum::<f64>() / count;
            own.residuals(cap).map(|residual| (residual - mean) * (residual - mean)).sum::<f64>()
        });
        spread = (squares.sum::<f64>() / degrees).sqrt().max(0.01);
    }
    spread
}
