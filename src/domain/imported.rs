//! Files taken in: what a file turned out to be, its rows, what is wrong with some of them, and the tally at the end.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::domain::area::{
    AreaBoundary, AreaCount, AreaDeprivation, AreaRank, PostcodePoint, PriceIndexMonth, Sale, SectorYear, UprnPoint,
};
use crate::domain::asset::Asset;
use crate::domain::cells::Cells;
use crate::domain::listed::{CommunityValueListing, ListedOrganisation};
use crate::domain::need::{Need, Ruling};
use crate::domain::register::RegisterField;
use crate::domain::source::{Source, SourceId};
use crate::vocabulary;

vocabulary! {
    /// The kinds of file that can be taken in.
    FileKind {
        AssetRegister = "asset-register", "asset register";
        BrownfieldRegister = "brownfield-register", "brownfield land register";
        Needs = "needs", "needs";
        Rulings = "rulings", "officers' rulings on pairs";
        Boundaries = "boundaries", "area boundaries";
        Deprivation = "deprivation", "Indices of Deprivation";
        Postcodes = "postcodes", "postcodes";
        Sales = "sales", "home sales (Price Paid)";
        Activity = "activity", "counts of areas: activity, private renting";
        PriceIndex = "price-index", "house price index";
        SectorPrices = "sector-prices", "home prices of postcode sectors";
        Uprns = "uprns", "address points (OS Open UPRN)";
        VacantProperty = "vacant-property", "business-rates list of property";
        CommunityValue = "community-value", "assets of community value";
        Organisations = "organisations", "organisations";
    }
}

impl FileKind {
    /// Whether it tells of areas, which anchors are worked out from; assets, needs and rulings do not, and how many there
    /// are of those may be private. Address points, organisations and listings place and describe, and move no anchor.
    #[must_use]
    pub const fn is_area_data(self) -> bool {
        match self {
            Self::AssetRegister
            | Self::BrownfieldRegister
            | Self::Needs
            | Self::Rulings
            | Self::Uprns
            | Self::VacantProperty
            | Self::CommunityValue
            | Self::Organisations => false,
            Self::Boundaries
            | Self::Deprivation
            | Self::Postcodes
            | Self::Sales
            | Self::Activity
            | Self::PriceIndex
            | Self::SectorPrices => true,
        }
    }

    /// Whether only whoever gave the file could give it again, so that the file is kept whole, what it changes is followed
    /// record by record, and it can be undone. The others are official tables, which their publishers keep.
    #[must_use]
    pub const fn is_kept_whole(self) -> bool {
        matches!(
            self,
            Self::AssetRegister | Self::BrownfieldRegister | Self::VacantProperty | Self::Needs | Self::Rulings
        )
    }

    /// Whether it lists the assets of one public body.
    #[must_use]
    pub const fn is_register(self) -> bool {
        matches!(self, Self::AssetRegister | Self::BrownfieldRegister)
    }

    /// Whether it is a council's own list, in whatever columns it likes: its officers may give it, and say what its columns
    /// are.
    #[must_use]
    pub const fn is_of_a_council(self) -> bool {
        self.is_register() || matches!(self, Self::VacantProperty)
    }

    /// The key of the source that lists of this kind are by this publisher, named by its slug.
    #[must_use]
    pub fn source_of(self, publisher: &str) -> SourceId {
        SourceId::new(format!("{publisher}-{}", self.slug()))
    }

    /// Whether a source is a publisher's list of this kind, by its key.
    #[must_use]
    pub fn lists(self, source: &SourceId) -> bool {
        source.0.strip_suffix(self.slug()).is_some_and(|publisher| publisher.ends_with('-'))
    }

    /// Whether it gives prices that homes sold for, which a back-test is run on.
    #[must_use]
    pub const fn is_home_prices(self) -> bool {
        matches!(self, Self::Sales | Self::SectorPrices)
    }
}

/// One thing wrong with, or worth knowing about, one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// The row as a spreadsheet numbers it: the first line of the file is 1.
    pub row: u64,
    /// The column, in the file's own spelling.
    pub column: Option<String>,
    /// The value found there.
    pub value: Option<String>,
    /// A sentence that says what is wrong and, where possible, what would be right.
    pub reason: String,
    /// Whether the row was left out because of it.
    pub refused: bool,
}

/// One row that can be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<T> {
    /// The row as a spreadsheet numbers it.
    pub number: u64,
    /// Its cells as they stood, for registers and needs; empty for the big official tables, which can be had again.
    pub raw: Cells,
    /// What it means.
    pub value: T,
}

/// The rows of one file, by kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Rows {
    /// Assets of an asset or brownfield register.
    Assets(Vec<Row<Asset>>),
    /// Needs.
    Needs(Vec<Row<Need>>),
    /// Rulings.
    Rulings(Vec<Row<Ruling>>),
    /// Boundaries.
    Boundaries(Vec<Row<AreaBoundary>>),
    /// Deprivation.
    Deprivation(Vec<Row<AreaDeprivation>>),
    /// Postcodes.
    Postcodes(Vec<Row<PostcodePoint>>),
    /// Sales.
    Sales(Vec<Row<Sale>>),
    /// Counts of areas.
    Activity(Vec<Row<AreaCount>>),
    /// House price index.
    PriceIndex(Vec<Row<PriceIndexMonth>>),
    /// Prices of postcode sectors.
    SectorPrices(Vec<Row<SectorYear>>),
    /// Ranks of the Indices of Deprivation without scores.
    DeprivationRanks(Vec<Row<AreaRank>>),
    /// Address points.
    Uprns(Vec<Row<UprnPoint>>),
    /// Assets of community value.
    CommunityValue(Vec<Row<CommunityValueListing>>),
    /// Organisations.
    Organisations(Vec<Row<ListedOrganisation>>),
}

impl Rows {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Assets(rows) => rows.len(),
            Self::Needs(rows) => rows.len(),
            Self::Rulings(rows) => rows.len(),
            Self::Boundaries(rows) => rows.len(),
            Self::Deprivation(rows) => rows.len(),
            Self::Postcodes(rows) => rows.len(),
            Self::Sales(rows) => rows.len(),
            Self::Activity(rows) => rows.len(),
            Self::PriceIndex(rows) => rows.len(),
            Self::SectorPrices(rows) => rows.len(),
            Self::DeprivationRanks(rows) => rows.len(),
            Self::Uprns(rows) => rows.len(),
            Self::CommunityValue(rows) => rows.len(),
            Self::Organisations(rows) => rows.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts the rows of a later part of the same file behind these. Rows of another kind are not of the same file, and
    /// take the place of these.
    pub fn append(&mut self, later: Self) {
        match (self, later) {
            (Self::Assets(rows), Self::Assets(later)) => rows.extend(later),
            (Self::Needs(rows), Self::Needs(later)) => rows.extend(later),
            (Self::Rulings(rows), Self::Rulings(later)) => rows.extend(later),
            (Self::Boundaries(rows), Self::Boundaries(later)) => rows.extend(later),
            (Self::Deprivation(rows), Self::Deprivation(later)) => rows.extend(later),
            (Self::Postcodes(rows), Self::Postcodes(later)) => rows.extend(later),
            (Self::Sales(rows), Self::Sales(later)) => rows.extend(later),
            (Self::Activity(rows), Self::Activity(later)) => rows.extend(later),
            (Self::PriceIndex(rows), Self::PriceIndex(later)) => rows.extend(later),
            (Self::SectorPrices(rows), Self::SectorPrices(later)) => rows.extend(later),
            (Self::DeprivationRanks(rows), Self::DeprivationRanks(later)) => rows.extend(later),
            (Self::Uprns(rows), Self::Uprns(later)) => rows.extend(later),
            (Self::CommunityValue(rows), Self::CommunityValue(later)) => rows.extend(later),
            (Self::Organisations(rows), Self::Organisations(later)) => rows.extend(later),
            (rows, later) => *rows = later,
        }
    }
}

/// A row that was left out, with its cells as they stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// The row as a spreadsheet numbers it.
    pub number: u64,
    /// Its cells.
    pub raw: Vec<String>,
    /// Why, in one or more sentences.
    pub reason: String,
}

/// One file, read and understood, not yet stored. `rows_read` equals the kept rows plus the refused ones, those in parts
/// handed on before included.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadFile {
    /// What it is.
    pub kind: FileKind,
    /// Where it comes from.
    pub source: Source,
    /// SHA-256 of its bytes, hexadecimal.
    pub checksum: String,
    /// The header row, in the file's own spelling; empty for files that have none.
    pub header: Vec<String>,
    /// Data rows found (blank lines and headers are not rows).
    pub rows_read: u64,
    /// Rows that can be kept.
    pub rows: Rows,
    /// Rows that cannot.
    pub refused: Vec<RefusedRow>,
    /// Things to know about rows that were kept.
    pub notes: Vec<RowProblem>,
}

/// Rows of a file that is still being read, handed on so that they need not all be in memory; the last of them come with
/// the [`ReadFile`].
#[derive(Clone, Debug, PartialEq)]
pub struct ReadPart {
    /// The file's source.
    pub source: SourceId,
    /// Rows that can be kept.
    pub rows: Rows,
    /// Rows that cannot.
    pub refused: Vec<RefusedRow>,
    /// Things to know about rows that were kept.
    pub notes: Vec<RowProblem>,
}

/// What became of the rows of one file: `read = new + changed + unchanged + refused`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Rows found.
    pub read: u64,
    /// Rows that were not known before.
    pub new: u64,
    /// Rows that differ from what was known.
    pub changed: u64,
    /// Rows already known just so.
    pub unchanged: u64,
    /// Rows left out, each with its reason.
    pub refused: u64,
}

impl Tally {
    /// Counts one row that was read before.
    pub const fn count(&mut self, outcome: RowOutcome) {
        match outcome {
            RowOutcome::New => self.new += 1,
            RowOutcome::Changed => self.changed += 1,
            RowOutcome::Unchanged => self.unchanged += 1,
            RowOutcome::Refused => self.refused += 1,
        }
    }

    /// Whether every row is accounted for.
    #[must_use]
    pub const fn adds_up(&self) -> bool {
        self.read == self.new + self.changed + self.unchanged + self.refused
    }
}

vocabulary! {
    /// What became of one row.
    RowOutcome {
        New = "new", "new";
        Changed = "changed", "changed";
        Unchanged = "unchanged", "unchanged";
        Refused = "refused", "refused";
    }
}

/// What became of one file. The rows left out are in the store, under its number: there may be too many for memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenIn {
    /// The number under which the store lists it.
    pub import_id: i64,
    /// Its rows, counted by what became of them.
    pub tally: Tally,
}

vocabulary! {
    /// How far a file is.
    ImportState {
        Draft = "draft", "given, not taken in";
        Committed = "committed", "taken in";
        Undone = "undone", "taken in and undone";
        Discarded = "discarded", "not taken in";
    }
}

/// How somebody said that a file is to be read; what is not said is seen from the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaidOfFile {
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<FileKind>,
    /// The sheet or layer to read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Who publishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// What a column means, counted from 0; `None` for not used.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<usize, Option<RegisterField>>,
}

/// One file given to catmap, as the store remembers it.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportRecord {
    /// Its number, given when it came.
    pub id: i64,
    /// How far it is.
    pub state: ImportState,
    /// 1, 2, 3 ... in the order in which imports took effect; `None` for one that did not.
    pub turn: Option<i64>,
    /// The source it belongs to; not known of a draft.
    pub source: Option<SourceId>,
    /// What it was; not known of a draft.
    pub kind: Option<FileKind>,
    /// Who publishes it; not known of a draft that nobody has looked at.
    pub publisher: Option<String>,
    /// The name it had.
    pub file_name: String,
    /// How large it was, where that was kept.
    pub size_bytes: Option<u64>,
    /// SHA-256 of its bytes, hexadecimal; not known of a draft.
    pub checksum: Option<String>,
    /// Its header row, empty when it had none.
    pub header: Vec<String>,
    /// How somebody said that it is to be read.
    pub said: SaidOfFile,
    /// What it turned out to be, as JSON of [`Told`](crate::domain::preview::Told).
    pub survey: Option<String>,
    /// Why a draft cannot be taken in as it is.
    pub problem: Option<String>,
    /// Who gave it or took it in.
    pub by: String,
    /// When, to the microsecond.
    pub at: OffsetDateTime,
    /// What became of its rows.
    pub tally: Tally,
    /// Records of the same register that it left out and that were marked so.
    pub gone: u64,
    /// Things to know about rows that were kept: the first [`NOTES_KEPT`] of them.
    pub notes: Vec<RowProblem>,
    /// Who undid it, and when.
    pub undone: Option<(String, OffsetDateTime)>,
}

/// Notes that are kept with an import. A file that is kept whole can be read again for all of them.
pub const NOTES_KEPT: usize = 1000;

/// One row of a file as it stood, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRow {
    /// The row as a spreadsheet numbers it.
    pub number: u64,
    /// Its cells, under the header of its [`ImportRecord`].
    pub cells: Vec<String>,
    /// What became of it.
    pub outcome: RowOutcome,
    /// Why it was left out, when it was.
    pub reason: Option<String>,
}
