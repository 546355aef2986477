//! Degrees as they are shown outside of features: six decimals (0.1 m).

/// Degrees with the six decimals that are shown. A value already rounded stays as it is.
#[must_use]
pub fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}
