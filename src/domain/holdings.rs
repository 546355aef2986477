//! Everything the store holds at one moment, as the atlas takes it.

use crate::domain::area::{
    AreaBoundary, AreaCount, AreaDeprivation, AreaRank, PostcodePoint, PriceIndexMonth, Sale, SectorYear, UprnPoint,
};
use crate::domain::asset::Asset;
use crate::domain::backtest::Backtest;
use crate::domain::imported::FileKind;
use crate::domain::layer::ContextLayer;
use crate::domain::need::{Need, Ruling};
use crate::domain::source::{Source, SourceId};

/// What one source gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The source.
    pub source: SourceId,
    /// The kind of file.
    pub kind: FileKind,
    /// Records it gave that were not held before.
    pub rows: u64,
}

/// One consistent reading of the store, without the sales that no score needs. Where several sources speak of one area, all are here: the atlas chooses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Holdings {
    /// The number of the last change included.
    pub change: i64,
    /// Every source.
    pub sources: Vec<Source>,
    /// Every asset, with its exact place: only `domain::publication` decides what of it the public may see.
    pub assets: Vec<Asset>,
    /// The address points of the assets that have a UPRN and no point, in order of UPRN.
    pub uprn_points: Vec<UprnPoint>,
    /// Every need, private ones too.
    pub needs: Vec<Need>,
    /// Officers' rulings.
    pub rulings: Vec<Ruling>,
    /// Boundaries of every level, perhaps several of one area.
    pub boundaries: Vec<AreaBoundary>,
    /// Deprivation, perhaps from several releases.
    pub deprivation: Vec<AreaDeprivation>,
    /// Counts of areas: economic activity, private renting.
    pub activity: Vec<AreaCount>,
    /// Postcodes.
    pub postcodes: Vec<PostcodePoint>,
    /// Standard sales of whole homes of the last six years before the newest sale, in the order of date and id.
    pub sales: Vec<Sale>,
    /// The house price index of districts, by month.
    pub price_index: Vec<PriceIndexMonth>,
    /// Prices of postcode sectors, by year.
    pub sector_years: Vec<SectorYear>,
    /// Ranks of areas from files that give no scores, perhaps of several editions.
    pub deprivation_ranks: Vec<AreaRank>,
    /// What each source gave, in order of source.
    pub loaded: Vec<Loaded>,
    /// Names the home prices held; another name, other prices. `None` without any.
    pub price_release: Option<String>,
    /// The back-test kept last.
    pub backtest: Option<Backtest>,
    /// Context layers, in order of name.
    pub layers: Vec<ContextLayer>,
}
