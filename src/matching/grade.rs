//! One graded criterion: its value or the lack of it, its range, and how well it is known.

/// What an unknown criterion counts as until `Criteria::unknown` is applied, which is the same unless a report tries another
/// (`scoring.md` A.6, G.1: it beats dropping it and far beats zero).
pub const UNKNOWN: f64 = 0.5;

/// A value from 0 to 1 with its range and quality. `low <= used <= high` always.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grade {
    /// The value; `None` when not known.
    pub value: Option<f64>,
    /// What it counts as.
    pub used: f64,
    /// The least it could be.
    pub low: f64,
    /// The most it could be.
    pub high: f64,
    /// How well it is known, 0 to 1; 0 when it is not.
    pub quality: f64,
    /// Whether the need asked for it at all.
    pub asked: bool,
}

impl Grade {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { value: None, used: UNKNOWN, low: 0.0, high: 1.0, quality: 0.0, asked: true };

    /// What nobody asked for counts against nobody.
    pub const NOT_ASKED: Self = Self { value: Some(1.0), used: 1.0, low: 1.0, high: 1.0, quality: 1.0, asked: false };

    /// A value without a range.
    #[must_use]
    pub const fn exactly(value: f64, quality: f64) -> Self {
        Self { value: Some(value), used: value, low: value, high: value, quality, asked: true }
    }

    /// A value with a range, which is widened to hold the value.
    #[must_use]
    pub fn between(value: f64, low: f64, high: f64, quality: f64) -> Self {
        Self { value: Some(value), used: value, low: low.min(value), high: high.max(value), quality, asked: true }
    }

    /// The same, what is not known counting as this much, moved into the range that it could be in.
    #[must_use]
    pub fn counting_unknown_as(self, unknown: f64) -> Self {
        let used = if self.value.is_none() { unknown.clamp(self.low, self.high) } else { self.used };
        Self { used, ..self }
    }

    /// Not known, yet bound to lie between two values.
    #[must_use]
    pub fn unknown_between(low: f64, high: f64) -> Self {
        Self { value: None, used: UNKNOWN.clamp(low.min(high), high.max(low)), low, high, quality: 0.0, asked: true }
    }
}

/// The number moved into 0 to 1.
#[must_use]
pub fn clamp(value: f64) -> f64 {
    value.clamp(0.0, 1.0)
}
