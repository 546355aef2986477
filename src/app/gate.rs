//! How much uplift may count for today: the gate of `scoring.md` C.6 and G.4.
//!
//! It is worked out for each snapshot from the back-test kept last and the home prices now loaded, never set by hand.

use crate::domain::backtest::{Backtest, BacktestBasis};
use crate::domain::criteria::{MOST_PROVEN_UPLIFT_SHARE, MOST_UPLIFT_SHARE, Weights};
use crate::domain::matches::PriceBasis;

/// The gate on the weight of uplift.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// The most that uplift may count for, as a share of the three weights.
    pub most_uplift: f64,
    /// Whether it may count for more than without evidence.
    pub open: bool,
    /// Why, in a sentence.
    pub sentence: String,
}

impl Gate {
    /// The gate for the prices now loaded: their name, and what price levels are worked out of.
    #[must_use]
    pub fn of(backtest: Option<&Backtest>, price_release: Option<&str>, basis: Option<PriceBasis>) -> Self {
        match obstacle(backtest, price_release, basis) {
            None => Self {
                most_uplift: MOST_PROVEN_UPLIFT_SHARE,
                open: true,
                sentence: format!(
                    "Uplift may count for up to {}% of the score, because the back-test of the home prices in use passes.",
                    percent(MOST_PROVEN_UPLIFT_SHARE)
                ),
            },
            Some(reason) => Self {
                most_uplift: MOST_UPLIFT_SHARE,
                open: false,
                sentence: format!(
                    "Uplift may count for at most {}% of the score, because {reason}.",
                    percent(MOST_UPLIFT_SHARE)
                ),
            },
        }
    }

    /// Why these weights cannot be used today, if so.
    #[must_use]
    pub fn refusal(&self, weights: Weights) -> Option<String> {
        // A hair of slack for weights that were brought to a sum of 1.
        (weights.uplift() > self.most_uplift + 1e-9)
            .then(|| format!("{} Here it is {}%.", self.sentence, percent(weights.uplift())))
    }
}

fn obstacle(backtest: Option<&Backtest>, price_release: Option<&str>, basis: Option<PriceBasis>) -> Option<String> {
    let (Some(price_release), Some(basis)) = (price_release, basis) else {
        return Some("no home prices are loaded to test it on".to_owned());
    };
    let Some(backtest) = backtest else {
        return Some("no back-test has been run on the home prices in use".to_owned());
    };
    let basis = BacktestBasis::from(basis);
    if backtest.data_release != price_release {
        return Some(format!(
            "the last back-test, of {}, was run on other home prices than those loaded now",
            backtest.run_at.date()
        ));
    }
    if backtest.basis != basis {
        return Some(format!(
            "the last back-test was run on {}, and price levels here are those of {}",
            backtest.basis.label(),
            basis.label()
        ));
    }
    (!backtest.passes()).then(|| "the back-test of the home prices in use does not pass".to_owned())
}

fn percent(share: f64) -> f64 {
    (share * 100.0).round()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::domain::backtest::BacktestHorizon;

    fn horizon(years: u32, headroom_low: f64) -> BacktestHorizon {
        BacktestHorizon {
            years,
            base_years: Vec::new(),
            mean_score: 0.1,
            share_positive: 0.6,
            mean_headroom: 0.1,
            headroom_low,
            headroom_high: 0.2,
            headroom_share_positive: 1.0,
            gap_closed: 0.1,
            gap_closed_low: 0.0,
            gap_closed_high: 0.2,
            coverage: Some(0.85),
        }
    }

    fn backtest(headroom_low: f64) -> Backtest {
        Backtest {
            run_at: datetime!(2026-11-22 12:00 UTC),
            data_release: "prices-1".to_owned(),
            method_version: "1.0".to_owned(),
            basis: BacktestBasis::Sectors,
            units: 359,
            first_year: 1995,
            last_year: 2024,
            horizons: vec![horizon(5, 0.06), horizon(10, headroom_low)],
        }
    }

    #[test]
    fn the_gate_opens_only_for_a_passing_test_of_the_prices_in_use() {
        let weights = Weights::new(0.3, 0.2, 0.5).unwrap();
        let open = Gate::of(Some(&backtest(0.08)), Some("prices-1"), Some(PriceBasis::Sectors));
        assert_eq!((open.open, open.most_uplift, open.refusal(weights)), (true, 0.85, None));
        let shut = [
            (None, Some("prices-1"), Some(PriceBasis::Sectors), "no back-test has been run on the home prices in use"),
            (Some(backtest(0.08)), None, None, "no home prices are loaded to test it on"),
            (
                Some(backtest(0.08)),
                Some("prices-2"),
                Some(PriceBasis::Sectors),
                "the last back-test, of 2026-11-22, was run on other home prices than those loaded now",
            ),
            (
                Some(backtest(0.08)),
                Some("prices-1"),
                Some(PriceBasis::Sales),
                "the last back-test was run on postcode sectors, and price levels here are those of neighbourhoods",
            ),
            (
                Some(backtest(0.0)),
                Some("prices-1"),
                Some(PriceBasis::Sectors),
                "the back-test of the home prices in use does not pass",
            ),
        ];
        for (backtest, release, basis, reason) in shut {
            let gate = Gate::of(backtest.as_ref(), release, basis);
            assert_eq!((gate.open, gate.most_uplift), (false, 0.30));
            let sentence = format!("Uplift may count for at most 30% of the score, because {reason}.");
            assert_eq!(gate.sentence, sentence);
            assert_eq!(gate.refusal(weights), Some(format!("{sentence} Here it is 50%.")));
            assert_eq!(gate.refusal(Weights::default()), None);
        }
    }

    #[test]
    fn each_shortfall_of_the_protocol_is_told() {
        let short = BacktestHorizon {
            headroom_share_positive: 0.79,
            headroom_low: -0.01,
            coverage: Some(0.74),
            ..horizon(5, 0.0)
        };
        assert_eq!(short.shortfalls().len(), 3);
        assert!(BacktestHorizon { headroom_share_positive: 0.80, ..horizon(5, 0.01) }.shortfalls().is_empty());
        for coverage in [None, Some(0.749), Some(0.951)] {
            assert_eq!(BacktestHorizon { coverage, ..horizon(5, 0.01) }.shortfalls().len(), 1, "{coverage:?}");
        }
        let one = Backtest { horizons: vec![horizon(5, 0.06)], ..backtest(0.08) };
        assert!(!one.passes(), "both horizons are needed");
        let sentence = backtest(0.0).sentence();
        assert_eq!(
            sentence,
            "The back-test does not pass: 10 years ahead, that link may be chance (its lower bound is not above zero)."
        );
    }
}
