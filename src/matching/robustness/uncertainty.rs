//! S, D and U of every run, drawn from what is known of them.

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use crate::domain::criteria::Criteria;
use crate::domain::matches::{PlaceFigures, UpliftFigures};
use crate::matching::grade::Grade;
use crate::matching::robustness::scale::LowValue;
use crate::matching::uplift::headroom;

/// S of every run: triangular over its range with its peak at the value.
pub fn triangular(low: f64, peak: f64, high: f64, draws: usize, random: &mut ChaCha8Rng) -> Vec<f64> {
    let width = high - low;
    if width <= 0.0 {
        return vec![peak; draws];
    }
    let (left, right) = ((peak - low).max(0.0), (high - peak).max(0.0));
    (0..draws)
        .map(|_| {
            let at = random.random::<f64>() * width;
            if at < left { low + (at * left).sqrt() } else { high - ((width - at) * right).sqrt() }
        })
        .collect()
}

/// What is drawn of one place: the same for all that stand there.
#[derive(Clone, Debug)]
pub struct PlaceDraws {
    /// Where in its range D lies, 0 to 1: the range may differ with the purpose of a need, the place in it does not.
    pub along_deprivation: Vec<f64>,
    /// U of the place.
    pub uplift: Vec<f64>,
}

impl PlaceDraws {
    /// Draws for a place; `random` gives deprivation and uplift a stream each.
    #[must_use]
    pub fn of(
        figures: &PlaceFigures,
        scale: Option<&LowValue<'_>>,
        criteria: &Criteria,
        draws: usize,
        mut random: [ChaCha8Rng; 2],
    ) -> Self {
        let [deprivation, uplift] = &mut random;
        Self {
            along_deprivation: (0..draws).map(|_| deprivation.random()).collect(),
            uplift: uplift_of_place(figures.uplift.as_ref(), scale, criteria, draws, uplift),
        }
    }
}

fn uplift_of_place(
    figures: Option<&UpliftFigures>,
    scale: Option<&LowValue<'_>>,
    criteria: &Criteria,
    draws: usize,
    random: &mut ChaCha8Rng,
) -> Vec<f64> {
    let nothing = UpliftFigures::default();
    let figures = match figures {
        // A coarse place over several areas has a mean and a range, not one price level to draw.
        Some(figures) if figures.log_price.is_none() && figures.low_value.is_some() => {
            return triangular(figures.low, figures.value, figures.high, draws, random);
        }
        Some(figures) => figures,
        None => &nothing,
    };
    let [of_low_value, of_activity, of_headroom] = criteria.uplift_exponents;
    let floor = criteria.uplift_floor;
    let factor = |part: f64, power: f64| (floor + (1.0 - floor) * part).powf(power);
    let price = figures.log_price.zip(scale);
    let deviation = figures.variance.unwrap_or(0.0).max(0.0).sqrt();
    // What does not change from run to run is worked out once: powers are what takes the time.
    let [level, full] = [factor(0.0, of_headroom), factor(1.0, of_headroom)];
    let quiet = figures.activity_quiet.map(|part| factor(part, of_activity));
    let rigid = price.filter(|_| deviation <= 0.0).map(|(log_price, scale)| scale.factor(log_price));
    (0..draws)
        .map(|_| {
            let off = if deviation > 0.0 { deviation * random.sample::<f64, _>(StandardNormal) } else { 0.0 };
            let low_value = match (rigid, price) {
                (Some(factor), _) => factor,
                (None, Some((log_price, scale))) => scale.factor(log_price + off),
                (None, None) => factor(random.random(), of_low_value),
            };
            let quiet = quiet.unwrap_or_else(|| factor(random.random(), of_activity));
            // A home that is dearer here by so much is so much nearer to its neighbours.
            let gap = match figures.headroom_log {
                Some(gap) => headroom(gap - off, criteria),
                None => random.random(),
            };
            // A good part of all draws lies at one end of the scale or beyond.
            let gap = match gap {
                gap if gap <= 0.0 => level,
                gap if gap >= 1.0 => full,
                gap => factor(gap, of_headroom),
            };
            low_value * quiet * gap
        })
        .collect()
}

/// A value of every run: the value, or where it is not known anything in its range alike.
pub fn uniform(grade: &Grade, draws: usize, random: &mut ChaCha8Rng) -> Vec<f64> {
    match grade.value {
        Some(value) => vec![value; draws],
        None => (0..draws).map(|_| grade.low + (grade.high - grade.low) * random.random::<f64>()).collect(),
    }
}
