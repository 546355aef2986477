//! Public files in: each row of a file becomes a plain record of `domain`, or is refused with its reason.
//!
//! One file goes through these steps:
//!
//! 1. `seen.rs` reads it through once: what is it by its content, how large, which checksum, in which encoding. In
//!    `opened.rs`, what is not text goes through the one door of `formats/` and comes out as rows; nothing else meets the
//!    bytes of a hostile file.
//! 2. `table.rs` (over `records.rs` or the unpacked rows) or `features.rs` streams its rows, as often as needed;
//!    `headings.rs` joins headings in two rows; `detect.rs` tells from the first rows what it is. What fits nothing is an
//!    asset register when somebody says so, or is shown it first; `running_text.rs` refuses what is no table at all.
//! 3. One reader for each kind turns rows into records, with `mapping/` for headings, `values.rs` for cells and
//!    `coordinates/` for places. Many places are converted in one call.
//! 4. `finish` accounts for every row: rows read = rows kept + rows refused. Nothing is dropped or merged silently; what
//!    was understood only in part is kept with a note that names row, column and value.
//!
//! Files that fit into memory come as one [`ReadFile`]. Those with millions of rows (registers, sales, address points,
//! postcodes, organisations) do not: their rows are handed on in parts while the file is read (`parts.rs`), and the
//! `ReadFile` at the end holds the last of them. A register is read twice, since what its columns mean and who publishes it
//! must be known before its first row (`register_parts.rs`).
//!
//! Row numbers are those a spreadsheet shows: headings in the first line are row 1 and the first record is row 2; blank
//! lines count, line breaks inside a cell do not. Features of map layers are numbered from 1.
//!
//! What this room never does: write to a database (`geopackage.rs` reads one that was sent), look at a clock, guess a value
//! that a file does not give, or change what it cannot understand. It holds no list of known publishers: a
//! council's spelling is a line in `data/registers/spellings.csv`.
//!
//! Context layers (`layer/`) are files whose attributes are kept as they are; no kind of file is told for them.
//!
//! To add a kind of file: a variant in `domain::imported` (`FileKind`, `Rows`), its headings in `detect.rs`, and a reader
//! here that ends in `finish`. To add a spelling to registers: `data/registers/spellings.csv`; a column:
//! `domain/register.rs`, a spelling, then `facts.rs`.

mod activity;
mod assets;
mod boroughs;
mod boundaries;
mod brownfield;
mod community_value;
mod coordinates;
mod deprivation;
mod deprivation_ranks;
mod detect;
mod encoding;
mod error;
mod facts;
mod features;
mod fingerprint;
mod first_look;
mod first_row;
mod formats;
mod geopackage;
mod headings;
mod identity;
mod impact;
mod json_list;
pub mod layer;
mod mapping;
mod needs;
mod official_table;
mod opened;
mod organisations;
mod parts;
mod postcodes;
mod price_index;
mod publisher;
mod rates_columns;
mod records;
mod register;
mod register_parts;
mod row;
mod rulings;
mod running_text;
mod sales;
mod sector_prices;
mod seen;
mod sheet;
mod survey;
mod table;
mod topology;
mod uprns;
mod vacant_property;
mod values;

pub use error::ReadError;
pub use identity::IdKey;
pub use impact::{ImpactFile, read_impact};
pub use mapping::normalised as normalised_heading;
pub use opened::Opened;
pub use survey::{SheetSeen, Survey, survey};

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use time::Date;

use crate::domain::imported::{FileKind, ReadFile, ReadPart, RefusedRow, RowProblem, Rows};
use crate::domain::register::{ColumnReading, RegisterField};
use crate::domain::source::{Source, SourceId};

use detect::Wanted;
use formats::content::Format;
use json_list::Shape;
use records::Record;
use sheet::Sheet;
use table::Table;

/// What the caller knows of a file that the file may not say.
#[derive(Clone, Debug)]
pub struct Options {
    /// What it is, where its content would not tell.
    pub kind: Option<FileKind>,
    /// Who publishes a register, where no column says so.
    pub publisher: Option<String>,
    /// The largest file that is read, but for those kinds that are never in memory as a whole.
    pub limit_bytes: u64,
    /// The day it is, where nothing can have happened after it; any day is believed when it is not given.
    pub today: Option<Date>,
    /// The sheet, layer or table to read; the one whose headings fit best when it is not given.
    pub sheet: Option<String>,
    /// What columns of a register mean, counted from 0; `None` for not used. They win over everything else.
    pub corrections: BTreeMap<usize, Option<RegisterField>>,
    /// What headings mean in the registers of this publisher, as somebody said before, by [`normalised_heading`].
    pub learnt: BTreeMap<String, Option<RegisterField>>,
    /// How the columns of a register were understood when it was surveyed with these options; nothing when it was not.
    pub readings: Vec<ColumnReading>,
    /// The secret that asset ids are hashed with. Without it they come out the same everywhere, and can be guessed.
    pub id_key: Option<IdKey>,
    /// Whether a table that is nothing known is taken for an asset register, where nothing was said of it: only for
    /// somebody who is shown how it was understood before anything is taken in.
    pub takes_any_table: bool,
    /// Whether the file is only looked at. A register of which no column says what or where an asset is has all its rows
    /// left out then, so that somebody can say what its columns are; else it is refused as a whole.
    pub only_looks: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            kind: None,
            publisher: None,
            limit_bytes: 2 << 30,
            today: None,
            sheet: None,
            corrections: BTreeMap::new(),
            learnt: BTreeMap::new(),
            readings: Vec::new(),
            id_key: None,
            takes_any_table: false,
            only_looks: false,
        }
    }
}

/// Takes a part of a file, in the order of its rows; `false` to have no more.
pub type Give<'a> = &'a mut dyn FnMut(ReadPart) -> bool;

/// Reads one file as a whole: [`read_in_parts`] for files that are known to fit into memory.
///
/// # Errors
/// As [`read_in_parts`].
pub fn read(path: &Path, options: &Options, progress: &dyn Fn(u64, u64)) -> Result<ReadFile, ReadError> {
    let (mut rows, mut refused, mut notes) = (None::<Rows>, Vec::new(), Vec::new());
    let mut file = read_in_parts(path, options, progress, &mut |part| {
        match &mut rows {
            Some(rows) => rows.append(part.rows),
            None => rows = Some(part.rows),
        }
        refused.extend(part.refused);
        notes.extend(part.notes);
        true
    })?;
    if let Some(mut rows) = rows {
        rows.append(std::mem::replace(&mut file.rows, Rows::Rulings(Vec::new())));
        file.rows = rows;
    }
    refused.append(&mut file.refused);
    file.refused = refused;
    notes.append(&mut file.notes);
    // Notes about the file as a whole come with its last part, and stand at the row of its headings.
    notes.sort_by_key(|note| note.row);
    file.notes = notes;
    Ok(file)
}

/// Reads one file, with its kind given or found from its content.
///
/// `progress` is told bytes done and bytes in all, the same total each time. `give` takes the parts of a file that is too
/// large for memory; what it has not been given is in the answer, which for all other files is everything.
///
/// # Errors
/// [`ReadError`] when nothing of the file can be used; problems of single rows are in the answer.
pub fn read_in_parts(
    path: &Path,
    options: &Options,
    progress: &dyn Fn(u64, u64),
    give: Give<'_>,
) -> Result<ReadFile, ReadError> {
    open(path, options, progress)?.read_in_parts(options, progress, give)
}

/// Looks a file over, to be surveyed and read with the same kind and sheet in `options`. That is half of reading it, and
/// `progress` is told so.
///
/// # Errors
/// [`ReadError`] when nothing of the file can be used.
pub fn open(path: &Path, options: &Options, progress: &dyn Fn(u64, u64)) -> Result<Opened, ReadError> {
    Opened::look(path, options, &|head, name| comes_in_parts(head, options, name), progress)
}

impl Opened {
    /// Reads the file, of which `progress` is told the second half; else as [`read_in_parts`].
    ///
    /// # Errors
    /// As [`read_in_parts`].
    pub fn read_in_parts(
        &self,
        options: &Options,
        progress: &dyn Fn(u64, u64),
        give: Give<'_>,
    ) -> Result<ReadFile, ReadError> {
        if self.format == Format::Json {
            match json_list::shape(self.head()) {
                Shape::Grants if kind_may_be(options, FileKind::Organisations) => {
                    return organisations::read_grants(self, progress, give);
                }
                Shape::Charities if kind_may_be(options, FileKind::Organisations) => {
                    return organisations::read_charities(self, progress, give);
                }
                Shape::Topology if kind_may_be(options, FileKind::Boundaries) => {
                    return boundaries::read_topology(self, progress);
                }
                _ => {}
            }
            return match options.kind {
                None | Some(FileKind::Boundaries) => boundaries::read(self, progress),
                Some(kind) => {
                    let missing = "it is JSON, but not GeoJSON with a list of features.".to_owned();
                    Err(ReadError::DoesNotFit { name: self.name.clone(), kind, missing })
                }
            };
        }
        let found = {
            let table = Table::open(self, &|_, _| ())?;
            detect::table(&table.first_rows(), Wanted::of(options), &self.name)?
        };
        if let Some(register) = register_of(found.kind) {
            return register_parts::read(register, self, found, options, progress, give);
        }
        let table = Table::open(self, progress)?;
        let header_at = found.header_at;
        match found.kind {
            FileKind::Deprivation => deprivation::read(table, header_at.unwrap_or(0), self),
            FileKind::Postcodes => postcodes::read(table, header_at, self, give),
            FileKind::Uprns => uprns::read(table, header_at.unwrap_or(0), self, give),
            FileKind::Sales => sales::read(table, header_at, self, options.today, give),
            FileKind::PriceIndex => price_index::read(table, header_at.unwrap_or(0), self),
            FileKind::SectorPrices => sector_prices::read(table, header_at.unwrap_or(0), self),
            FileKind::Activity => activity::read(table, header_at.unwrap_or(0), self),
            FileKind::Organisations => organisations::read(table, header_at.unwrap_or(0), self, give),
            FileKind::VacantProperty => {
                vacant_property::read(Sheet::load(table, header_at.unwrap_or(0))?, self, options)
            }
            FileKind::CommunityValue => {
                community_value::read(Sheet::load(table, header_at.unwrap_or(0))?, self, options)
            }
            FileKind::Needs => needs::read(Sheet::load(table, header_at.unwrap_or(0))?, self, options),
            FileKind::Rulings => rulings::read(Sheet::load(table, header_at.unwrap_or(0))?, self, options),
            FileKind::Boundaries | FileKind::AssetRegister | FileKind::BrownfieldRegister => {
                let missing = "boundaries must be GeoJSON or TopoJSON.".to_owned();
                Err(ReadError::DoesNotFit { name: self.name.clone(), kind: FileKind::Boundaries, missing })
            }
        }
    }
}

fn kind_may_be(options: &Options, kind: FileKind) -> bool {
    options.kind.is_none_or(|wanted| wanted == kind)
}

/// How a register of this kind is read; `None` for all other files.
fn register_of(kind: FileKind) -> Option<&'static assets::Register> {
    match kind {
        FileKind::AssetRegister => Some(&register::ASSET_REGISTER),
        FileKind::BrownfieldRegister => Some(&brownfield::BROWNFIELD_REGISTER),
        _ => None,
    }
}

/// Whether a file that starts like this is handed on in parts, so that it may be of any size.
fn comes_in_parts(head: &[u8], options: &Options, name: &str) -> bool {
    let rows = table::first_rows(head);
    let large = [FileKind::Sales, FileKind::Uprns, FileKind::Postcodes, FileKind::Organisations];
    detect::table(&rows.iter().collect::<Vec<_>>(), Wanted::of(options), name)
        .is_ok_and(|found| large.contains(&found.kind))
}

/// A source whose publisher is known from its kind, since its files do not name one.
struct OfficialSource {
    title: &'static str,
    publisher: &'static str,
}

impl OfficialSource {
    /// The source. The made-up region's files have the same formats, but nobody else may be blamed for them.
    fn source(&self, opened: &Opened, kind: FileKind, fictional: bool, as_at: Option<Date>) -> Source {
        let (publisher, licence) = if fictional {
            ("catmap (fictional)", None)
        } else {
            (self.publisher, Some("Open Government Licence v3.0".to_owned()))
        };
        Source {
            id: opened.source_id(kind),
            title: self.title.to_owned(),
            publisher: publisher.to_owned(),
            licence,
            as_at,
            file_name: opened.name.clone(),
            fictional,
        }
    }
}

impl Opened {
    /// The key of a source that is one file: its kind and the name of the file.
    fn source_id(&self, kind: FileKind) -> SourceId {
        let stem = identity::slug(&self.stem);
        SourceId::new(if stem.is_empty() { kind.slug().to_owned() } else { format!("{}-{stem}", kind.slug()) })
    }
}

/// What a reader found in a file.
struct Contents {
    /// The headings, if there are any.
    header: Record,
    rows: Rows,
    refused: Vec<RefusedRow>,
    notes: Vec<RowProblem>,
}

/// The file with every row accounted for, in the order of its rows.
fn finish(kind: FileKind, opened: &Opened, source: Source, contents: Contents) -> Result<ReadFile, ReadError> {
    let Contents { header, rows, mut refused, mut notes } = contents;
    let rows_read = (rows.len() + refused.len()) as u64;
    if rows_read == 0 {
        return Err(ReadError::NoRows { name: opened.name.clone() });
    }
    // Notes are for rows that are kept; a refused row has its reason, and its cells are with it.
    let left_out: HashSet<u64> = refused.iter().map(|row| row.number).collect();
    notes.retain(|note| !left_out.contains(&note.row));
    refused.sort_by_key(|row| row.number);
    notes.sort_by_key(|note| note.row);
    Ok(ReadFile {
        kind,
        source,
        checksum: opened.checksum.clone(),
        header: header.to_cells(),
        rows_read,
        rows,
        refused,
        notes,
    })
}
