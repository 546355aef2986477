//! What the choices behind a score do to the ranking (`scoring.md` G.5): one page of plain numbers.

/// The report. Rankings are of the eligible assets of each need.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// Published needs with at least three eligible assets.
    pub needs: usize,
    /// How many of them were looked at, evenly spaced.
    pub needs_looked_at: usize,
    /// Pairs looked at.
    pub pairs: usize,
    /// Share of pairs of assets for one need of which one is at least as good on all three pillars and better on one;
    /// `None` without any two.
    pub dominated: Option<f64>,
    /// What each other choice does, in groups.
    pub variants: Vec<Variant>,
    /// What each pillar weighs in truth.
    pub pillars: Vec<PillarWeight>,
    /// Rank correlation over areas of deprivation with low price; `None` where too few areas have both.
    pub overlap: Option<f64>,
    /// Mean score by borough and by kind of space.
    pub tilt: Vec<Tilt>,
    /// Mean score of all pairs looked at; `None` without any.
    pub mean_score: Option<f64>,
}

/// How far the order of assets stands when weights move. Rankings are of the eligible assets of each need.
#[derive(Clone, Debug, PartialEq)]
pub struct Stability {
    /// Published needs with at least three eligible assets that were looked at.
    pub needs: usize,
    /// Pairs looked at.
    pub pairs: usize,
    /// Share of pairs of assets for one need that no weights can turn round; `None` without any two.
    pub dominated: Option<f64>,
    /// How far the order of the weights asked for is from that of the usual ones; `None` without any ranking.
    pub beside_usual: Option<Effect>,
    /// What other choices would do to the order of the weights asked for.
    pub variants: Vec<Variant>,
}

/// One other choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// What is chosen: "Weights".
    pub group: &'static str,
    /// The other choice.
    pub label: String,
    /// What it did; the reason why it was not tried.
    pub effect: Result<Effect, String>,
}

/// What another choice does to the rankings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Mean over needs of the rank correlation with the ranking in use.
    pub mean: f64,
    /// The least of any need.
    pub least: f64,
    /// Share of needs whose first asset stays first.
    pub same_first: f64,
}

/// A pillar's weight on paper and in truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PillarWeight {
    /// Its name.
    pub name: &'static str,
    /// The weight it is given.
    pub nominal: f64,
    /// Share of the variance of scores that knowing the pillar explains: its correlation ratio.
    pub correlation_ratio: f64,
}

/// The mean score of one group of assets.
#[derive(Clone, Debug, PartialEq)]
pub struct Tilt {
    /// By what assets are grouped: "Borough".
    pub by: &'static str,
    /// The group.
    pub group: String,
    /// Pairs in it.
    pub pairs: usize,
    /// Their mean score.
    pub mean_score: f64,
}

/// Above this, deprivation and low price say nearly the same (`scoring.md` G.5).
pub const HIGH_OVERLAP: f64 = 0.8;
