//! A back-test as two tables: one row for each base year, and one for each horizon.

use crate::domain::backtest::Backtest;

/// Heading and rows of the base years, texts ready to be written as CSV.
#[must_use]
pub fn by_base_year(backtest: &Backtest) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let heading = vec![
        "years_ahead",
        "base_year",
        "places",
        "score",
        "headroom_given_price",
        "price_alone",
        "deprivation_alone",
        "random",
        "top_minus_bottom_log",
        "gap_closed",
        "coverage",
        "nearly_independent",
    ];
    let rows = backtest.horizons.iter().flat_map(|horizon| {
        horizon.base_years.iter().map(|year| {
            vec![
                horizon.years.to_string(),
                year.year.to_string(),
                year.units.to_string(),
                decimal(year.score),
                decimal(year.headroom_given_price),
                decimal(year.price_alone),
                year.deprivation_alone.map(decimal).unwrap_or_default(),
                decimal(year.random),
                decimal(year.top_minus_bottom),
                decimal(year.gap_closed),
                year.coverage.map(decimal).unwrap_or_default(),
                if year.independent { "yes" } else { "no" }.to_owned(),
            ]
        })
    });
    (heading, rows.collect())
}

/// Heading and rows of the horizons.
#[must_use]
pub fn summary(backtest: &Backtest) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let heading = vec![
        "years_ahead",
        "base_years",
        "mean_score",
        "share_positive",
        "mean_headroom_given_price",
        "headroom_low_5_percent",
        "headroom_high_95_percent",
        "headroom_share_positive",
        "gap_closed",
        "gap_closed_least",
        "gap_closed_most",
        "coverage",
        "passes",
    ];
    let rows = backtest.horizons.iter().map(|horizon| {
        vec![
            horizon.years.to_string(),
            horizon.base_years.len().to_string(),
            decimal(horizon.mean_score),
            decimal(horizon.share_positive),
            decimal(horizon.mean_headroom),
            decimal(horizon.headroom_low),
            decimal(horizon.headroom_high),
            decimal(horizon.headroom_share_positive),
            decimal(horizon.gap_closed),
            decimal(horizon.gap_closed_low),
            decimal(horizon.gap_closed_high),
            horizon.coverage.map(decimal).unwrap_or_default(),
            if horizon.shortfalls().is_empty() { "yes" } else { "no" }.to_owned(),
        ]
    });
    (heading, rows.collect())
}

fn decimal(value: f64) -> String {
    format!("{value:.4}")
}
