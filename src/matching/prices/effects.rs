//! What the type of a home, its being new, leasehold, and the month of sale are worth: one pooled regression
//! (`scoring.md` C.1, step 1).
//!
//! `y ~ type + new + leasehold + month + area`: the areas are taken out by subtracting the mean of each (the "within"
//! transformation; Frisch and Waugh 1933, Lovell 1963), and the rest solved from its normal equations by Cholesky. Prices
//! far from what is expected of them count as if they lay at the cap of step 2 (Huber 1981, section 7.8, by modified
//! residuals), so that a sale of a pound or of ninety million bends nothing.
//!
//! An effect that fewer than [`LEAST_SALES`] sales show, or that cannot be told from another, is not estimated: such sales
//! stay as they are. Sums run over blocks of fixed size in fixed order, so that the result does not depend on threads.

use nalgebra::{Cholesky, DMatrix, DVector};
use rayon::prelude::*;
use serde::Serialize;

use crate::domain::area::HomeType;
use crate::domain::criteria::Criteria;
use crate::matching::prices::own::median;
use crate::matching::prices::used::UsedSale;

/// Sales beyond one for each area and one for each effect; with fewer there are no effects at all.
const LEAST_DEGREES: f64 = 300.0;

/// Sales that must show an effect, and as many its reference.
const LEAST_SALES: u32 = 30;

/// Homes that are not terraced, then new, leasehold.
const HOMES: [HomeType; 3] = [HomeType::Detached, HomeType::SemiDetached, HomeType::Flat];
const NEW: usize = 3;
const LEASEHOLD: usize = 4;
/// Then the months before the base month, of sales that no index moved, and of those that one did.
const FIRST_MONTH: usize = 5;
const MONTHS: usize = 59;
const COLUMNS: usize = FIRST_MONTH + 2 * MONTHS;

/// Rounds until capped residuals and effects agree: each takes out all but about a fiftieth of what is left.
const ROUNDS: usize = 6;

/// The first cap, around the middle of each area, where types are not yet told apart.
const FIRST_CAP_SPREADS: f64 = 5.0;

/// Areas summed as one block.
const BLOCK: usize = 256;

/// A pivot below this share of its diagonal is a column that says nothing new.
const LEAST_PIVOT: f64 = 1e-9;

/// One effect on log price.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// Log points against the reference.
    pub effect: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Sales that show it.
    pub sales: u32,
}

/// The effect of one month against the base month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MonthEffect {
    /// How many months before the base month.
    pub months_before: u8,
    /// Of sales that the index of their district had moved, or of those that nothing had.
    pub after_index: bool,
    /// Its effect.
    pub estimate: Estimate,
}

/// The pooled effects, against a terraced home that is not new and freehold, sold in the base month. `None`: not
/// estimated, because too few sales show it or it cannot be told from another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effects {
    /// Sales used.
    pub sales: usize,
    /// Spread of what the effects and the areas leave unexplained, capped.
    pub spread: f64,
    /// A detached home.
    pub detached: Option<Estimate>,
    /// A semi-detached home.
    pub semi_detached: Option<Estimate>,
    /// A flat.
    pub flat: Option<Estimate>,
    /// Newly built.
    pub new_build: Option<Estimate>,
    /// Leasehold.
    pub leasehold: Option<Estimate>,
    /// The months that enough sales show, latest first.
    pub months: Vec<MonthEffect>,
    /// All of them by column, to be taken off.
    #[serde(skip)]
    by_column: Vec<f64>,
}

/// The columns in which a sale has a 1.
fn columns(sale: &UsedSale) -> impl Iterator<Item = usize> {
    let month = (1..=MONTHS).contains(&usize::from(sale.age));
    let month = month.then(|| FIRST_MONTH + usize::from(sale.moved) * MONTHS + usize::from(sale.age) - 1);
    let home = HOMES.iter().position(|home| *home == sale.home);
    let parts = [home, sale.new_build.then_some(NEW), sale.leasehold.then_some(LEASEHOLD), month];
    parts.into_iter().flatten()
}

/// Sums over blocks of areas, in order of the blocks.
fn in_blocks<T: Send>(
    areas: &[Vec<UsedSale>],
    sum: impl Fn(&mut T, usize, &[UsedSale]) + Sync,
    zero: impl Fn() -> T + Sync,
    mut add: impl FnMut(&mut T, T),
) -> T {
    let blocks: Vec<T> = areas
        .par_chunks(BLOCK)
        .enumerate()
        .map(|(block, chunk)| {
            let mut total = zero();
            for (place, sales) in chunk.iter().enumerate().filter(|(_, sales)| !sales.is_empty()) {
                sum(&mut total, block * BLOCK + place, sales);
            }
            total
        })
        .collect();
    let mut all = zero();
    for block in blocks {
        add(&mut all, block);
    }
    all
}

impl Effects {
    /// The effects shown by the sales of each area; `None` when there are too few sales.
    #[must_use]
    pub fn of(areas: &[Vec<UsedSale>], criteria: &Criteria) -> Option<Self> {
        let sales: usize = areas.iter().map(Vec::len).sum();
        let groups = areas.iter().filter(|sales| !sales.is_empty()).count();
        let counts = shown(areas);
        let wanted = estimable(areas, &counts);
        let normal = normal_matrix(areas, &wanted);
        let kept = independent(&normal, &wanted);
        let degrees = sales as f64 - groups as f64 - kept.len() as f64;
        if degrees < LEAST_DEGREES || kept.is_empty() {
            return None;
        }
        let size = kept.len();
        let chosen = DMatrix::from_fn(size, size, |row, column| normal[kept[row] * COLUMNS + kept[column]]);
        let cholesky = Cholesky::new(chosen)?;
        let mut fitted = Fitted::start(areas, criteria);
        for _ in 0..ROUNDS {
            let moments = fitted.moments(areas);
            let right = DVector::from_fn(size, |row, _| moments[kept[row]]);
            let solution = cholesky.solve(&right);
            let mut by_column = vec![0.0; COLUMNS];
            for (column, effect) in kept.iter().zip(solution.iter()) {
                by_column[*column] = *effect;
            }
            fitted.take(areas, by_column, degrees, criteria);
        }
        let inverse = cholesky.inverse();
        // Huber (1981): the variance of the capped residuals over the square of the share that was not capped.
        let error = fitted.spread / fitted.share_not_capped;
        let mut estimates: Vec<Option<Estimate>> = vec![None; COLUMNS];
        for (place, column) in kept.iter().enumerate() {
            estimates[*column] = Some(Estimate {
                effect: fitted.by_column[*column],
                standard_error: error * inverse[(place, place)].sqrt(),
                sales: counts[*column],
            });
        }
        let months = estimates[FIRST_MONTH..].iter().enumerate().filter_map(|(place, estimate)| {
            let months_before = u8::try_from(place % MONTHS + 1).ok()?;
            Some(MonthEffect { months_before, after_index: place >= MONTHS, estimate: (*estimate)? })
        });
        Some(Self {
            sales,
            spread: fitted.spread,
            detached: estimates[0],
            semi_detached: estimates[1],
            flat: estimates[2],
            new_build: estimates[NEW],
            leasehold: estimates[LEASEHOLD],
            months: months.collect(),
            by_column: fitted.by_column,
        })
    }

    /// Whether any other type of home is told from a terraced one.
    #[must_use]
    pub fn tells_types_apart(&self) -> bool {
        [self.detached, self.semi_detached, self.flat].iter().any(Option::is_some)
    }

    /// What the log price of the reference home would have been.
    #[must_use]
    pub fn take_off(&self, sale: &UsedSale) -> f64 {
        sale.log_price - columns(sale).map(|column| self.by_column[column]).sum::<f64>()
    }
}

/// How many sales show each effect.
fn shown(areas: &[Vec<UsedSale>]) -> Vec<u32> {
    let mut counts = vec![0; COLUMNS];
    for column in areas.iter().flatten().flat_map(columns) {
        counts[column] += 1;
    }
    counts
}

/// Which effects enough sales show, and enough sales do not: the reference home, and the base month of sales moved alike.
fn estimable(areas: &[Vec<UsedSale>], counts: &[u32]) -> Vec<bool> {
    let without = |not: &dyn Fn(&UsedSale) -> bool| areas.iter().flatten().filter(|sale| not(sale)).count() as u32;
    let terraced = without(&|sale| sale.home == HomeType::Terraced) >= LEAST_SALES;
    let existing = without(&|sale| !sale.new_build) >= LEAST_SALES;
    let freehold = without(&|sale| !sale.leasehold) >= LEAST_SALES;
    let base = [false, true].map(|moved| without(&|sale| sale.age == 0 && sale.moved == moved) >= LEAST_SALES);
    let reference = |column: usize| match column {
        NEW => existing,
        LEASEHOLD => freehold,
        column if column < NEW => terraced,
        column => base[usize::from(column >= FIRST_MONTH + MONTHS)],
    };
    counts.iter().enumerate().map(|(column, count)| *count >= LEAST_SALES && reference(column)).collect()
}

/// The sums of squares and products of the columns around their mean in each area, row by row.
fn normal_matrix(areas: &[Vec<UsedSale>], wanted: &[bool]) -> Vec<f64> {
    let sum = |total: &mut Vec<f64>, _: usize, sales: &[UsedSale]| {
        let mut here = vec![0.0; COLUMNS];
        for sale in sales {
            for row in columns(sale).filter(|column| wanted[*column]) {
                here[row] += 1.0;
                for column in columns(sale).filter(|column| wanted[*column]) {
                    total[row * COLUMNS + column] += 1.0;
                }
            }
        }
        let touched: Vec<usize> = (0..COLUMNS).filter(|column| here[*column] > 0.0).collect();
        for row in &touched {
            for column in &touched {
                total[row * COLUMNS + column] -= here[*row] * here[*column] / sales.len() as f64;
            }
        }
    };
    in_blocks(areas, sum, || vec![0.0; COLUMNS * COLUMNS], |total, block| add(total, &block))
}

fn add(total: &mut [f64], block: &[f64]) {
    for (sum, more) in total.iter_mut().zip(block) {
        *sum += more;
    }
}

/// The wanted columns that are no sum of columns before them: those whose pivot is left when a Cholesky factor is made row
/// by row.
fn independent(normal: &[f64], wanted: &[bool]) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    let mut factor: Vec<Vec<f64>> = Vec::new();
    for column in (0..COLUMNS).filter(|column| wanted[*column]) {
        let mut row: Vec<f64> = Vec::with_capacity(kept.len() + 1);
        for (place, before) in kept.iter().enumerate() {
            let known: f64 = row.iter().zip(&factor[place]).map(|(a, b)| a * b).sum();
            row.push((normal[column * COLUMNS + before] - known) / factor[place][place]);
        }
        let diagonal = normal[column * COLUMNS + column];
        let pivot = diagonal - row.iter().map(|entry| entry * entry).sum::<f64>();
        if pivot > LEAST_PIVOT * diagonal.max(1.0) {
            row.push(pivot.sqrt());
            factor.push(row);
            kept.push(column);
        }
    }
    kept
}

/// One round of the regression: effects, the level of each area, and how far prices may lie from both.
struct Fitted {
    by_column: Vec<f64>,
    levels: Vec<f64>,
    cap: f64,
    spread: f64,
    share_not_capped: f64,
}

impl Fitted {
    /// No effects yet: prices around the middle of their area.
    fn start(areas: &[Vec<UsedSale>], criteria: &Criteria) -> Self {
        let middle = |sales: &Vec<UsedSale>| {
            let mut log_prices: Vec<f64> = sales.iter().map(|sale| sale.log_price).collect();
            log_prices.sort_unstable_by(f64::total_cmp);
            median(&log_prices)
        };
        Self {
            by_column: vec![0.0; COLUMNS],
            levels: areas.par_iter().map(middle).collect(),
            cap: FIRST_CAP_SPREADS * criteria.price_spread,
            spread: criteria.price_spread,
            share_not_capped: 1.0,
        }
    }

    /// What is expected of a sale, and how far off it is.
    fn expected(&self, area: usize, sale: &UsedSale) -> (f64, f64) {
        let expected = self.levels[area] + columns(sale).map(|column| self.by_column[column]).sum::<f64>();
        (expected, sale.log_price - expected)
    }

    /// The log price with what is beyond the cap taken away.
    fn capped(&self, area: usize, sale: &UsedSale) -> f64 {
        let (expected, residual) = self.expected(area, sale);
        expected + residual.clamp(-self.cap, self.cap)
    }

    /// The products of the columns with the capped prices around their mean in each area.
    fn moments(&self, areas: &[Vec<UsedSale>]) -> Vec<f64> {
        let sum = |total: &mut Vec<f64>, area: usize, sales: &[UsedSale]| {
            let mean = sales.iter().map(|sale| self.capped(area, sale)).sum::<f64>() / sales.len() as f64;
            for sale in sales {
                let around = self.capped(area, sale) - mean;
                for column in columns(sale) {
                    total[column] += around;
                }
            }
        };
        in_blocks(areas, sum, || vec![0.0; COLUMNS], |total, block| add(total, &block))
    }

    /// Takes new effects, with the levels, the spread and the cap that follow from them.
    fn take(&mut self, areas: &[Vec<UsedSale>], by_column: Vec<f64>, degrees: f64, criteria: &Criteria) {
        let levels: Vec<f64> = areas
            .par_iter()
            .enumerate()
            .map(|(area, sales)| {
                let off = |sale: &UsedSale| columns(sale).map(|column| by_column[column]).sum::<f64>();
                let sum: f64 = sales.iter().map(|sale| self.capped(area, sale) - off(sale)).sum();
                if sales.is_empty() { 0.0 } else { sum / sales.len() as f64 }
            })
            .collect();
        (self.by_column, self.levels) = (by_column, levels);
        let cap = self.cap;
        let sum = |total: &mut (f64, f64, f64), area: usize, sales: &[UsedSale]| {
            for sale in sales {
                let (_, residual) = self.expected(area, sale);
                let capped = residual.clamp(-cap, cap);
                total.0 += capped * capped;
                total.1 += f64::from(u8::from(residual.abs() < cap));
                total.2 += 1.0;
            }
        };
        let (squares, free, all) =
            in_blocks(areas, sum, || (0.0, 0.0, 0.0), |a, b| (a.0, a.1, a.2) = (a.0 + b.0, a.1 + b.1, a.2 + b.2));
        self.spread = (squares / degrees).sqrt().max(0.01);
        self.share_not_capped = (free / all).max(0.5);
        self.cap = criteria.price_cap * self.spread;
    }
}
