//! A back-test as JSON.

use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

use crate::domain::backtest::{Backtest, BacktestBasis, BacktestHorizon, BaseYear};
use crate::publish::schema::{boolean, integer, list, number, object, or_null, text, word};

/// Four decimals: ranks of some hundred places say no more.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// A back-test.
#[must_use]
pub fn backtest_json(backtest: &Backtest) -> Value {
    json!({
        "run_at": backtest.run_at.format(&Rfc3339).unwrap_or_default(),
        "data_release": backtest.data_release,
        "method_version": backtest.method_version,
        "basis": backtest.basis.slug(),
        "units": backtest.units,
        "first_year": backtest.first_year,
        "last_year": backtest.last_year,
        "passes": backtest.passes(),
        "sentence": backtest.sentence(),
        "horizons": backtest.horizons.iter().map(horizon).collect::<Vec<_>>(),
    })
}

fn horizon(horizon: &BacktestHorizon) -> Value {
    json!({
        "years": horizon.years,
        "base_years": horizon.base_years.iter().map(base_year).collect::<Vec<_>>(),
        "mean_score": rounded(horizon.mean_score),
        "share_positive": rounded(horizon.share_positive),
        "mean_headroom": rounded(horizon.mean_headroom),
        "headroom_low": rounded(horizon.headroom_low),
        "headroom_high": rounded(horizon.headroom_high),
        "headroom_share_positive": rounded(horizon.headroom_share_positive),
        "gap_closed": rounded(horizon.gap_closed),
        "gap_closed_low": rounded(horizon.gap_closed_low),
        "gap_closed_high": rounded(horizon.gap_closed_high),
        "coverage": horizon.coverage.map(rounded),
    })
}

fn base_year(year: &BaseYear) -> Value {
    json!({
        "year": year.year,
        "score": rounded(year.score),
        "headroom_given_price": rounded(year.headroom_given_price),
        "price_alone": rounded(year.price_alone),
        "deprivation_alone": year.deprivation_alone.map(rounded),
        "random": rounded(year.random),
        "top_minus_bottom": rounded(year.top_minus_bottom),
        "coverage": year.coverage.map(rounded),
        "independent": year.independent,
    })
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let base_year = object(
        "What came out for one base year, the last year of prices that the score saw.",
        [
            ("year", integer("The base year.")),
            ("score", number("Rank correlation of the score with the later change of prices, -1 to 1.")),
            ("headroom_given_price", number("The same of headroom alone, places of one price level compared.")),
            ("price_alone", number("The same of low price alone.")),
            ("deprivation_alone", or_null(number("The same of deprivation alone."))),
            ("random", number("The same of numbers drawn by chance.")),
            (
                "top_minus_bottom",
                number("Later change of the tenth that scored highest less the lowest tenth, log points."),
            ),
            ("coverage", or_null(number("Share of later changes within the band of earlier ones."))),
            ("independent", boolean("Whether it is one of the base years far enough apart to be nearly independent.")),
        ],
    );
    let horizon = object(
        "What came out so many years ahead.",
        [
            ("years", integer("Years ahead.")),
            ("base_years", list("Every base year, oldest first.", base_year)),
            ("mean_score", number("Mean over base years.")),
            ("share_positive", number("Share of base years in which the score went the right way.")),
            ("mean_headroom", number("Mean of headroom given price.")),
            ("headroom_low", number("Its lower 5% bound.")),
            ("headroom_high", number("Its upper 95% bound.")),
            (
                "headroom_share_positive",
                number("Share of base years in which headroom given price went the right way."),
            ),
            ("gap_closed", number("Mean share of the gap to neighbours that closed, whatever the cause.")),
            ("gap_closed_low", number("The least of any base year.")),
            ("gap_closed_high", number("The most of any base year.")),
            ("coverage", or_null(number("Mean coverage."))),
        ],
    );
    let bases: Vec<&str> = BacktestBasis::ALL.iter().map(|basis| basis.slug()).collect();
    let backtest = object(
        "How the uplift score would have done in the past. It is about the past, and says nothing of causes.",
        [
            ("run_at", json!({ "type": "string", "format": "date-time", "description": "When it was run." })),
            ("data_release", text("Names the home prices it was run on.")),
            ("method_version", text("Version of the method.")),
            ("basis", word("The places it was run over.", &bases)),
            ("units", integer("How many places.")),
            ("first_year", integer("First year of prices.")),
            ("last_year", integer("Last year of prices.")),
            ("passes", boolean("Whether uplift may count for more than 30%.")),
            ("sentence", text("What came out, in words.")),
            ("horizons", list("Five years ahead and ten.", horizon)),
        ],
    );
    vec![("Backtest", backtest)]
}
