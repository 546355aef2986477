//! Reads a register of any length in two passes: what its columns mean and who publishes it, then its rows, part by part.
//!
//! The first pass looks at up to 2,000 rows to see what each column means and counts the organisations of all. The second
//! makes assets of the rows and hands them on in parts of at most 4,000. Of rows that were handed on, only the fingerprints
//! stay: a million rows take some hundred bytes each and no more.

use rayon::prelude::*;
use time::Date;

use crate::domain::asset::Asset;
use crate::domain::imported::{self, FileKind, ReadFile, ReadPart, RefusedRow, RowProblem, Rows};
use crate::domain::place::Precision;
use crate::domain::register::RegisterField;
use crate::domain::source::Source;

use super::assets::{Register, RowReader, Understood, is_fictional};
use super::coordinates::{self, PlaceColumns};
use super::detect::Detected;
use super::error::ReadError;
use super::fingerprint::{Fingerprints, FirstSeen};
use super::first_look::{FirstLook, first_look, read_headings};
use super::formats::limits::MOST_REGISTER_ROWS;
use super::identity::{AssetIds, IdKey, slug};
use super::mapping::{self, Columns};
use super::opened::Opened;
use super::publisher::{Owners, Publisher, Publishers, file_note, told};
use super::records::Record;
use super::sheet::fit;
use super::table::Table;
use super::{Give, Options};

/// The most rows in a part.
const PART_ROWS: usize = 4_000;
/// How many rows one thread takes at once.
const ROWS_AT_ONCE: usize = 125;

/// Reads a register of this kind.
pub(super) fn read(
    register: &Register,
    opened: &Opened,
    found: Detected,
    options: &Options,
    progress: &dyn Fn(u64, u64),
    give: Give<'_>,
) -> Result<ReadFile, ReadError> {
    // Opening told half of the progress; each pass tells half of what is left.
    let in_first = |done: u64, of: u64| progress(done / 2 + of / 4, of);
    let mut table = Table::open(opened, &in_first)?;
    let mut first = first_look(&mut table, found, options)?;
    let columns = mapping::columns(&first.header, &first.readings, register.kind);
    let tells = RegisterField::ALL.iter().any(|field| field.says_what() && columns.has(*field));
    if !tells && !options.only_looks {
        let missing =
            "it has no column for a reference, a name, an address or a UPRN that we can tell. Say which column \
                       is one of these"
                .to_owned();
        return Err(ReadError::DoesNotFit { name: opened.name.clone(), kind: register.kind, missing });
    }
    let mut publishers = Publishers::default();
    if told(options).is_none() {
        for record in &first.rows {
            publishers.count(record, &columns);
        }
        let mut record = Record::default();
        while !first.is_whole && table.next(&mut record)? {
            publishers.count(&record, &columns);
        }
    }
    drop(table);
    let Publisher { name: publisher, note, .. } = publishers.publisher(&columns, opened, options);
    let mut notes = about_file(&first, &columns);
    if found.is_assumed {
        let reason = "this is no list that we know, so it was taken for a register of land and buildings; if it is \
                      something else, say what it is";
        notes.push(file_note(first.header.number, reason.to_owned()));
    }
    notes.extend(note.map(|note| file_note(first.header.number, note)));

    let source = register.kind.source_of(&slug(&publisher));
    let places = PlaceColumns::of(&columns);
    let reader = RowReader { register, columns: &columns, places: &places, source: &source, publisher: &publisher };
    let mut pass = Pass::new(reader, first.header.len(), options.id_key.as_ref());
    let in_second = |done: u64, of: u64| progress(done / 2 + of / 2, of);
    if first.is_whole {
        let mut rows = std::mem::take(&mut first.rows).into_iter();
        let next = |record: &mut Record| Ok(rows.next().map(|row| *record = row).is_some());
        pass.read(next, opened, give)?;
    } else {
        first.rows = Vec::new();
        let mut table = Table::open(opened, &in_second)?;
        read_headings(&mut table, found)?;
        pass.read(|record| table.next(record), opened, give)?;
    }
    progress(opened.size, opened.size);
    pass.finish(opened, &first.header, notes)
}

/// Refuses a file of so many rows that what is remembered of each would fill the memory.
fn check_rows(rows: u64, name: &str) -> Result<(), ReadError> {
    if rows <= MOST_REGISTER_ROWS {
        return Ok(());
    }
    let reason = format!("it has more than {MOST_REGISTER_ROWS} rows; divide it into several files");
    Err(ReadError::OverLimit { name: name.to_owned(), reason })
}

/// What is to be known of the file as a whole, at the row of its headings.
fn about_file(first: &FirstLook, columns: &Columns) -> Vec<RowProblem> {
    let row = first.header.number;
    let mut notes: Vec<RowProblem> = columns
        .repeated()
        .into_iter()
        .map(|(heading, times)| RowProblem {
            column: Some(heading),
            ..file_note(
                row,
                format!(
                    "this heading stands {times} times; in each row the first of these cells that is filled counts"
                ),
            )
        })
        .collect();
    if first.header_rows.is_empty() {
        let reason = "the file has no row of headings, so the values decide what each column means; put headings above \
                      the columns to be sure";
        notes.push(file_note(row, reason.to_owned()));
    }
    for half in PlaceColumns::of(columns).halves() {
        let reason = "there is no column for the other half of these coordinates, so they place nothing; add it, or name \
                      the column that has it";
        notes.push(RowProblem { column: Some(columns.heading(half)), ..file_note(row, reason.to_owned()) });
    }
    notes
}

/// The second pass over a register.
struct Pass<'a> {
    reader: RowReader<'a>,
    width: usize,
    prints: Fingerprints,
    seen: FirstSeen,
    ids: AssetIds,
    latest: Option<Date>,
    made_up: u64,
    kept: u64,
    handed_on: u64,
    part: Part,
    /// The rows at hand; its memory is used again for the next.
    done: Vec<Done>,
}

/// Rows that have not been handed on.
#[derive(Default)]
struct Part {
    assets: Vec<imported::Row<Asset>>,
    refused: Vec<RefusedRow>,
    notes: Vec<RowProblem>,
}

/// One row, understood apart from the others.
struct Done {
    fingerprint: u128,
    row: Result<Understood, String>,
    notes: Vec<RowProblem>,
}

impl<'a> Pass<'a> {
    fn new(reader: RowReader<'a>, width: usize, key: Option<&IdKey>) -> Self {
        // The register is part of the id where it is not the list of all assets: site 12 is not asset 12.
        let publisher = match reader.register.kind {
            FileKind::BrownfieldRegister => format!("{} brownfield", reader.publisher),
            _ => reader.publisher.to_owned(),
        };
        let ids = AssetIds::new(&publisher, key);
        Self {
            reader,
            width,
            prints: Fingerprints::default(),
            seen: FirstSeen::default(),
            ids,
            latest: None,
            made_up: 0,
            kept: 0,
            handed_on: 0,
            part: Part::default(),
            done: Vec::new(),
        }
    }

    /// Reads all rows; the last part stays.
    fn read(
        &mut self,
        mut next: impl FnMut(&mut Record) -> Result<bool, ReadError>,
        opened: &Opened,
        give: Give<'_>,
    ) -> Result<(), ReadError> {
        let mut rows = 0;
        let mut batch: Vec<Record> = Vec::new();
        batch.resize_with(PART_ROWS, Record::default);
        loop {
            let mut filled = 0;
            while filled < PART_ROWS && next(&mut batch[filled])? {
                filled += 1;
            }
            if filled == 0 {
                return Ok(());
            }
            rows += filled as u64;
            check_rows(rows, &opened.name)?;
            // Handed on only when another row follows, so that the last part is never empty.
            self.hand_on(opened, give)?;
            self.take(&mut batch[..filled])?;
        }
    }

    fn hand_on(&mut self, opened: &Opened, give: Give<'_>) -> Result<(), ReadError> {
        let part = std::mem::take(&mut self.part);
        let rows = part.assets.len() + part.refused.len();
        if rows == 0 {
            return Ok(());
        }
        self.handed_on += rows as u64;
        let part = ReadPart {
            source: self.reader.source.clone(),
            rows: Rows::Assets(part.assets),
            refused: part.refused,
            notes: part.notes,
        };
        if give(part) { Ok(()) } else { Err(ReadError::Stopped { name: opened.name.clone() }) }
    }

    /// Understands rows side by side, then settles what depends on those before them: repeats and ids.
    fn take(&mut self, rows: &mut [Record]) -> Result<(), ReadError> {
        let (reader, prints, width) = (&self.reader, &self.prints, self.width);
        rows.par_iter_mut()
            .with_min_len(ROWS_AT_ONCE)
            .map_init(Owners::default, |owners, record| understand(reader, prints, width, record, owners))
            .collect_into_vec(&mut self.done);
        let mut places = Vec::with_capacity(rows.len());
        self.part.assets.reserve(rows.len());
        for (record, Done { fingerprint, row, mut notes }) in rows.iter_mut().zip(self.done.drain(..)) {
            // Rows that could not be read at all repeat nothing.
            let readable = record.len() == self.width;
            let repeats = readable.then(|| self.seen.earlier(fingerprint, record.number)).flatten();
            let row = match (row, repeats) {
                (_, Some(first)) => Err(format!("repeats row {first} word for word")),
                (row, None) => row,
            };
            match row {
                Ok(Understood { mut asset, place, as_at }) => {
                    self.reader.give_id(&mut self.ids, record, &mut asset, &mut notes);
                    self.latest = self.latest.max(as_at);
                    self.made_up += u64::from(asset.postcode.as_ref().is_some_and(is_fictional));
                    places.push(place);
                    let raw = record.take_cells();
                    self.part.assets.push(imported::Row { number: record.number, raw, value: asset });
                    self.part.notes.append(&mut notes);
                }
                Err(reason) => {
                    self.part.refused.push(RefusedRow { number: record.number, raw: record.to_cells(), reason });
                }
            }
        }
        self.kept += places.len() as u64;
        self.put_on_map(&places)
    }

    /// Positions for the rows of the part, whose places these are.
    fn put_on_map(&mut self, places: &[Option<coordinates::Place>]) -> Result<(), ReadError> {
        let mut unplaced = false;
        for ((row, place), position) in self.part.assets.iter_mut().zip(places).zip(coordinates::project(places)?) {
            row.value.position = position;
            match (position, place) {
                (Some(_), Some(place)) => {
                    row.value.precision =
                        if place.square_m.is_some() { Precision::GridSquare } else { Precision::Point };
                }
                (None, Some(_)) => {
                    let reason =
                        "the coordinates are not on the British National Grid; the row is kept without a point";
                    self.part.notes.push(file_note(row.number, reason.to_owned()));
                    unplaced = true;
                }
                _ => {}
            }
        }
        if unplaced {
            self.part.notes.sort_by_key(|note| note.row);
        }
        Ok(())
    }

    fn finish(self, opened: &Opened, header: &Record, notes: Vec<RowProblem>) -> Result<ReadFile, ReadError> {
        let Self { reader, part, latest, made_up, kept, handed_on, .. } = self;
        let rows_read = handed_on + (part.assets.len() + part.refused.len()) as u64;
        if rows_read == 0 {
            return Err(ReadError::NoRows { name: opened.name.clone() });
        }
        let source = Source {
            id: reader.source.clone(),
            title: reader.register.title.to_owned(),
            fictional: reader.publisher.contains("(fictional)") || made_up * 2 > kept,
            publisher: reader.publisher.to_owned(),
            licence: None,
            as_at: latest,
            file_name: opened.name.clone(),
        };
        let mut notes = notes;
        notes.extend(part.notes);
        Ok(ReadFile {
            kind: reader.register.kind,
            source,
            checksum: opened.checksum.clone(),
            header: header.to_cells(),
            rows_read,
            rows: Rows::Assets(part.assets),
            refused: part.refused,
            notes,
        })
    }
}

fn understand(
    reader: &RowReader<'_>,
    prints: &Fingerprints,
    width: usize,
    record: &mut Record,
    owners: &mut Owners,
) -> Done {
    let mut notes = Vec::new();
    let row = fit(record, width).and_then(|note| {
        notes.extend(note);
        reader.understand(record, owners, &mut notes)
    });
    Done { fingerprint: prints.of(record), row, notes }
}

#[cfg(test)]
mod tests {
    use super::{MOST_REGISTER_ROWS, check_rows};

    #[test]
    fn a_register_of_more_rows_than_memory_should_hold_is_refused() {
        check_rows(MOST_REGISTER_ROWS, "a.csv").unwrap();
        let refused = check_rows(MOST_REGISTER_ROWS + 1, "a.csv").unwrap_err().to_string();
        assert!(refused.starts_with("a.csv") && refused.contains("more than 2000000 rows"), "{refused}");
    }
}
