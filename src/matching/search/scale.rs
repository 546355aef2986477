//! Numbers of an asset in a byte each: the bucket that a number falls into, and the edges around it.
//!
//! Forty-four bytes so stand for an asset (a vector approximation: Weber, Schek and Blott, "A quantitative analysis and
//! performance study for similarity-search methods in high-dimensional spaces", VLDB 1998). A bucket knows its edges, and
//! bounds are taken at the edge that favours the asset: coarse buckets open a few assets more and change no answer.

use std::sync::LazyLock;

use time::{Date, macros::date};

use crate::domain::criteria::PURPOSE_ROWS;

/// A number of an asset. Of one that is not known there is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The planning factor as it counts where the kinds of space are known.
    Planning,
    /// The planning factor at its most where they are not.
    PlanningAtMost,
    /// Floor area for most needs, and for those that want nothing but land, m2.
    Area,
    LandArea,
    /// GBP a year without rates and loan: the least it could be; what is likely, where all of it is known; and rent,
    /// service charge and actual running cost alone.
    YearlyLow,
    YearlyMid,
    YearlyFixed,
    /// Rateable value, GBP; 0 where not known.
    Rateable,
    /// Works with their optimism bias, GBP: the least (0 where not known), and what is likely where the cost is known.
    WorksLow,
    WorksMid,
    /// Years offered; a freehold is beyond all of them.
    Years,
    /// Condition and access as they count.
    Condition,
    Access,
    /// The first day it can be had, days since 2020; what can be had now, long ago.
    Ready,
    /// U of the place as it counts.
    Uplift,
    /// The community's share with an asset lock: the least and the most that it could be.
    ShareLow,
    ShareHigh,
    /// D as it counts, plain; those of the rows of purposes follow.
    Deprivation,
}

/// How many measures there are, D for each purpose among them.
pub const MEASURES: usize = Measure::Deprivation as usize + 1 + PURPOSE_ROWS;

/// How the numbers of a measure fall into buckets 1 to [`LAST`]; the first and the last have no outer edge.
#[derive(Clone, Copy, Debug)]
enum Scale {
    /// From 0 to 1 in equal steps.
    Share,
    /// From the first number to the second in steps that grow alike.
    Growing(f64, f64),
    /// Sixteen at a time.
    Days,
    /// Half a year at a time, so that the terms people ask for are edges.
    Years,
}

/// The last bucket. Code 0 is for what is not known.
const LAST: u8 = 254;

impl Scale {
    const fn of(measure: usize) -> Self {
        const AREA: usize = Measure::Area as usize;
        const LAND: usize = Measure::LandArea as usize;
        const YEARLY_LOW: usize = Measure::YearlyLow as usize;
        const WORKS_MID: usize = Measure::WorksMid as usize;
        const YEARS: usize = Measure::Years as usize;
        const READY: usize = Measure::Ready as usize;
        match measure {
            AREA | LAND => Self::Growing(5.0, 50_000.0),
            YEARLY_LOW..=WORKS_MID => Self::Growing(50.0, 2_000_000.0),
            YEARS => Self::Years,
            READY => Self::Days,
            _ => Self::Share,
        }
    }

    /// The lower edge of a bucket; that of the one after it is its upper edge.
    fn edge(self, bucket: u8) -> f64 {
        let steps = f64::from(LAST - 1);
        let step = f64::from(bucket) - 1.0;
        match self {
            Self::Share => step / steps,
            Self::Growing(least, most) => least * (most / least).powf((step - 1.0) / (steps - 1.0)),
            Self::Days => 16.0 * step,
            Self::Years => 0.5 * step,
        }
    }
}

/// The edges of all buckets of all measures.
pub struct Edges {
    pub least: [[f64; 256]; MEASURES],
    pub most: [[f64; 256]; MEASURES],
}

/// Made once.
pub static EDGES: LazyLock<Edges> = LazyLock::new(|| {
    let edge = |measure: usize, bucket: usize| match (Scale::of(measure), bucket) {
        (Scale::Share, 255..) => 1.0,
        (Scale::Share, _) => Scale::Share.edge(bucket as u8),
        (Scale::Days, 0..=1) => f64::NEG_INFINITY,
        (_, 0..=1) => 0.0,
        (_, 255..) => f64::INFINITY,
        (scale, _) => scale.edge(bucket as u8),
    };
    Edges {
        least: std::array::from_fn(|measure| std::array::from_fn(|bucket| edge(measure, bucket))),
        most: std::array::from_fn(|measure| std::array::from_fn(|bucket| edge(measure, bucket + 1))),
    }
});

/// A number for every code.
pub type Table = [f32; 256];

impl Edges {
    /// What is said of each code; of what is not known, which has none, nothing.
    pub fn table(&self, of: impl Fn(usize) -> f64) -> Table {
        std::array::from_fn(|code| if (1..=usize::from(LAST)).contains(&code) { of(code) as f32 } else { 0.0 })
    }

    /// The first bucket that comes up to what is asked for, which every one after it does; one beyond the last if none.
    pub fn first(&self, comes_up: impl Fn(usize) -> bool) -> u8 {
        (1..=LAST).find(|bucket| comes_up(usize::from(*bucket))).unwrap_or(u8::MAX)
    }

    /// The bucket of a number: its edges are around it.
    pub fn bucket(&self, measure: usize, number: f64) -> u8 {
        let lower = &self.least[measure];
        let above = lower[2..=usize::from(LAST)].partition_point(|edge| *edge <= number);
        u8::try_from(above + 1).unwrap_or(LAST)
    }
}

/// The day that days are counted from.
const DAY_ZERO: Date = date!(2020 - 01 - 01);

/// A day as it is measured.
pub fn days(day: Date) -> f64 {
    f64::from(day.to_julian_day() - DAY_ZERO.to_julian_day())
}

/// The day that a measure stands for; one before all others for what is long ago.
pub fn day_of(days: f64) -> Date {
    Date::from_julian_day(DAY_ZERO.to_julian_day().saturating_add(days as i32)).unwrap_or(Date::MIN)
}
