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
