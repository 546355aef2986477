//! A first look at a file, for the person who is about to take it in: what it is, which sheet, which columns.

use std::path::Path;

use crate::domain::imported::FileKind;
use crate::domain::register::ColumnReading;

use super::detect::Wanted;
use super::error::ReadError;
use super::formats::content::Format;
use super::opened::{Opened, RowsOf};
use super::records::Record;
use super::sheet::Sheet;
use super::table::{Table, delimiter_words};
use super::vacant_property::RatesList;
use super::{Options, detect, first_look, mapping};

/// One sheet of a workbook, layer of a map file or table of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetSeen {
    /// Its name.
    pub name: String,
    /// How many rows it has, headings and titles included, where that is known without reading it.
    pub rows: Option<u64>,
    /// Whether its rows are the ones that are read.
    pub chosen: bool,
}

/// What a file is, before it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// What it holds.
    pub kind: FileKind,
    /// Whether it is no list that we know, and was only taken for that.
    pub kind_is_guess: bool,
    /// Its format in words: "CSV, Windows-1252, divided by semicolons".
    pub format: String,
    /// The encoding of its text: "UTF-8"; `None` for workbooks and databases, which leave no choice.
    pub encoding: Option<String>,
    /// Its sheets, layers or tables; empty for formats that hold one table.
    pub sheets: Vec<SheetSeen>,
    /// The rows its headings are in, as a spreadsheet numbers them; empty when it has none.
    pub header_rows: Vec<u64>,
    /// Who publishes it, where that is known without its rows.
    pub publisher: Option<String>,
    /// Whether nothing in it says so, and the name was made of the file's.
    pub publisher_is_guess: bool,
    /// What each column of a council's own list was taken to be; empty for official tables, whose columns are fixed.
    pub columns: Vec<ColumnReading>,
}

/// Looks at a file without reading all its rows. `progress` is told bytes done and bytes in all.
///
/// # Errors
/// [`ReadError`] when nothing of the file can be used.
pub fn survey(path: &Path, options: &Options, progress: &dyn Fn(u64, u64)) -> Result<Survey, ReadError> {
    super::open(path, options, progress)?.survey(options)
}

impl Opened {
    /// Looks at the file without reading all its rows.
    ///
    /// # Errors
    /// As [`survey`].
    pub fn survey(&self, options: &Options) -> Result<Survey, ReadError> {
        let mut format = self.words.clone();
        let encoding = match &self.rows {
            RowsOf::Text(text) => {
                if self.format == Format::Table {
                    format.push_str(", ");
                    format.push_str(delimiter_words(&text.head));
                }
                Some(text.encoding.label())
            }
            RowsOf::Unpacked(_) => None,
        };
        let mut survey = Survey {
            kind: FileKind::Boundaries,
            kind_is_guess: false,
            format,
            encoding,
            sheets: self.sheets.clone(),
            header_rows: Vec::new(),
            publisher: options.publisher.clone(),
            publisher_is_guess: false,
            columns: Vec::new(),
        };
        if self.format == Format::Json {
            return Ok(survey);
        }
        let mut table = Table::open(self, &|_, _| ())?;
        let found = detect::table(&table.first_rows(), Wanted::of(options), &self.name)?;
        (survey.kind, survey.kind_is_guess) = (found.kind, found.is_assumed);
        if found.kind.is_register() {
            let first = first_look::first_look(&mut table, found, options)?;
            let publisher = first.publisher(found.kind, self, options);
            (survey.publisher, survey.publisher_is_guess) = (Some(publisher.name), publisher.is_guess);
            survey.header_rows = first.header_rows;
            survey.columns = first.readings;
        } else if found.kind == FileKind::VacantProperty {
            let sheet = Sheet::first(&mut table, found.header_at.unwrap_or(0), mapping::MOST_ROWS)?;
            let list = RatesList::of(&sheet, self, options);
            survey.header_rows = table.heading_rows(sheet.header.number);
            (survey.publisher, survey.publisher_is_guess) = (Some(list.publisher.name), list.publisher.is_guess);
            survey.columns = list.readings;
        } else if let Some(at) = found.header_at {
            let mut header = Record::default();
            for _ in 0..=at {
                table.next(&mut header)?;
            }
            survey.header_rows = table.heading_rows(header.number);
        }
        Ok(survey)
    }
}
