//! Borrowing from neighbours where sales are few: empirical Bayes with a variance (`scoring.md` C.1, steps 3 to 6).

use serde::Serialize;

use crate::domain::criteria::Criteria;

/// A price level built on fewer sales, own and borrowed, is not a price level.
const LEAST_SALES: f64 = 5.0;

/// With fewer places than this, the spread of `scoring.md` stands in for that of the data.
const FEW_PLACES: usize = 30;

/// Spreads of log price: within a place, and around the neighbours' average.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spreads {
    /// Within a place.
    pub within: f64,
    /// Around the neighbours' average.
    pub between: f64,
}

/// What each place's own sales say, before any borrowing; side by side with where they are.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a> {
    /// Sales of each place.
    pub counts: &'a [u32],
    /// Mean log price of each place; without meaning where there are no sales.
    pub means: &'a [f64],
    /// The average of the neighbours of each place by their own sales, and how many sales that amounts to.
    pub prior: &'a [Option<(f64, f64)>],
}

/// A level with what it borrowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrunk {
    /// Log price.
    pub level: f64,
    /// Share borrowed from neighbours, 0 to 1.
    pub borrowed: f64,
    /// Variance of the level.
    pub variance: f64,
}

/// Shrinks the mean of some log prices towards the neighbours' average (steps 3 and 6): level, share borrowed, variance.
#[must_use]
pub fn shrink(sales: u32, own: f64, nearby: f64, spreads: Spreads) -> (f64, f64, f64) {
    let between2 = spreads.between * spreads.between;
    if sales == 0 {
        return (nearby, 1.0, between2);
    }
    let within2 = spreads.within * spreads.within / f64::from(sales);
    let borrowed = within2 / (within2 + between2);
    ((1.0 - borrowed) * own + borrowed * nearby, borrowed, (1.0 - borrowed) * within2)
}

/// Shrinks every place; `None` where own and borrowed sales are fewer than five. The spread around the neighbours is
/// estimated from the reference places.
#[must_use]
pub fn shrink_all(
    raw: Raw<'_>,
    within: f64,
    reference: &[usize],
    criteria: &Criteria,
) -> (Vec<Option<Shrunk>>, Spreads) {
    let Raw { counts, means, prior } = raw;
    let spreads = Spreads { within, between: spread_between(raw, within, reference, criteria) };
    let shrunk = (0..counts.len()).map(|place| {
        let nearby_sales = prior[place].map_or(0.0, |(_, sales)| sales);
        if f64::from(counts[place]) + nearby_sales < LEAST_SALES {
            return None;
        }
        let (level, borrowed, variance) = match prior[place] {
            Some((nearby, _)) => shrink(counts[place], means[place], nearby, spreads),
            // Nobody sells nearby: the place stands on its own sales.
            None => (means[place], 0.0, within * within / f64::from(counts[place])),
        };
        Some(Shrunk { level, borrowed, variance })
    });
    (shrunk.collect(), spreads)
}

/// The spread of places around their neighbours' average beyond what sampling explains (step 5).
fn spread_between(raw: Raw<'_>, within: f64, reference: &[usize], criteria: &Criteria) -> f64 {
    let known: Vec<(f64, f64, f64)> = reference
        .iter()
        .filter(|place| raw.counts[**place] > 0)
        .filter_map(|place| {
            raw.prior[*place].map(|(nearby, _)| (f64::from(raw.counts[*place]), raw.means[*place], nearby))
        })
        .collect();
    if known.len() < FEW_PLACES {
        return criteria.price_spread_between;
    }
    let (sum, sales) = known.iter().fold((0.0, 0.0), |(sum, sales), (count, mean, nearby)| {
        let gap = mean - nearby;
        (sum + count * (gap * gap - within * within / count), sales + count)
    });
    (sum / sales).max(0.0001).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{Spreads, shrink};

    const DEFAULT: Spreads = Spreads { within: 0.33, between: 0.25 };

    #[test]
    fn the_golden_weights_on_neighbours_hold() {
        for (sales, expected) in [(1, 0.635), (3, 0.367), (5, 0.258), (10, 0.148), (20, 0.080), (60, 0.028)] {
            let (_, borrowed, _) = shrink(sales, 11.0, 12.0, DEFAULT);
            assert!((borrowed - expected).abs() < 6e-4, "{sales} sales: {borrowed}");
        }
    }

    #[test]
    fn golden_example_g4_shrinks() {
        let (level, borrowed, variance) = shrink(6, 11.40, 11.85, DEFAULT);
        assert!((borrowed - 0.225046).abs() < 1e-6);
        assert!((level - 11.501271).abs() < 1e-6);
        assert!((variance - 0.0140654).abs() < 1e-7);
    }
}
