//! Counts of areas: catmap's own layout, and what people download from Nomis.
//!
//! | file | layout |
//! |---|---|
//! | `own.rs` | `area_code,indicator,count` and, if wanted, `area_name,base,period`: one count on each line |
//! | `lines.rs` | the Nomis API: `GEOGRAPHY_CODE`, `OBS_VALUE` and so on, one figure on each line |
//! | `columns.rs` | the Nomis table download with its titles and `mnemonic`, and the census bulk file: one area on each line |
//!
//! From Nomis come jobs (Business Register and Employment Survey), businesses (UK Business Counts, local units) and private
//! renting (Census 2021, TS054). Areas are LSOAs or MSOAs; an MSOA needs its name, by which its LSOAs are known.
//!
//! A count that is withheld, missing or not a number is left out with its reason and stays unknown: it is never zero.

mod columns;
mod lines;
mod own;

use std::collections::HashMap;

use crate::domain::area::{AreaCode, AreaCount, AreaIndicator};
use crate::domain::cells::Cells;
use crate::domain::imported::{FileKind, ReadFile, Row, RowProblem, Rows};
use crate::domain::source::{Source, SourceId};

use super::boroughs::{is_fictional, is_lsoa_code, is_msoa_code};
use super::error::ReadError;
use super::opened::Opened;
use super::records::Record;
use super::sheet::Sheet;
use super::table::Table;
use super::values::{above_zero, amount, given, one_line, plain};
use super::{Contents, OfficialSource, finish};

/// Rows with what they mean, or why they are left out.
type Understood = Vec<(Record, Result<AreaCount, String>)>;

/// Whether a row of headings is one of these layouts.
pub(super) fn are_headings(row: &Record) -> bool {
    let headings: Vec<String> = row.cells().map(plain).collect();
    own::are_headings(&headings) || lines::are_headings(&headings) || columns::are_headings(&headings)
}

/// Reads counts of areas. `header_at` is the place of the headings among the rows of the table, from 0.
pub(super) fn read(table: Table<'_>, header_at: usize, opened: &Opened) -> Result<ReadFile, ReadError> {
    let titles = Titles::above(&table, header_at);
    let mut sheet = Sheet::load(table, header_at)?;
    let headings: Vec<String> = sheet.header.cells().map(plain).collect();
    let does_not_fit =
        |missing: String| ReadError::DoesNotFit { name: opened.name.clone(), kind: FileKind::Activity, missing };
    let (publication, understood) = if own::are_headings(&headings) {
        (None, own::understand(&mut sheet))
    } else if lines::are_headings(&headings) {
        let (publication, understood) = lines::understand(&mut sheet).map_err(does_not_fit)?;
        (Some(publication), understood)
    } else {
        let (publication, understood) = columns::understand(&mut sheet, &titles).map_err(does_not_fit)?;
        (Some(publication), understood)
    };
    let source_id = opened.source_id(FileKind::Activity);
    let mut seen: HashMap<(AreaCode, AreaIndicator), u64> = HashMap::new();
    let mut rows = Vec::new();
    for (record, understood) in understood {
        let kept =
            understood.and_then(|value| match seen.insert((value.code.clone(), value.indicator), record.number) {
                Some(first) => {
                    Err(format!("{} of {} stand in row {first} already", value.indicator.slug(), value.code))
                }
                None => Ok(AreaCount { source: source_id.clone(), ..value }),
            });
        match kept {
            Ok(value) => rows.push(Row { number: record.number, raw: Cells::default(), value }),
            Err(reason) => sheet.refuse(&record, reason),
        }
    }
    let fictional = rows.iter().filter(|row| is_fictional(&row.value.code)).count() * 2 > rows.len();
    let source = match publication {
        Some(publication) => publication.source().source(opened, FileKind::Activity, fictional, None),
        None => Source {
            id: source_id,
            title: "Counts of areas".to_owned(),
            publisher: if fictional { "catmap (fictional)" } else { "Not named in the file" }.to_owned(),
            licence: None,
            as_at: None,
            file_name: opened.name.clone(),
            fictional,
        },
    };
    let contents =
        Contents { header: sheet.header, rows: Rows::Activity(rows), refused: sheet.refused, notes: sheet.notes };
    finish(FileKind::Activity, opened, source, contents)
}

/// What is published on Nomis and read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Publication {
    /// Business Register and Employment Survey, employee jobs.
    Jobs,
    /// UK Business Counts, local units.
    LocalUnits,
    /// Census 2021, households by tenure.
    Tenure,
}

impl Publication {
    const fn indicator(self) -> AreaIndicator {
        match self {
            Self::Jobs => AreaIndicator::EmployeeJobs,
            Self::LocalUnits => AreaIndicator::LocalUnits,
            Self::Tenure => AreaIndicator::PrivateRented,
        }
    }

    const fn source(self) -> OfficialSource {
        let title = match self {
            Self::Jobs => "Business Register and Employment Survey (open access)",
            Self::LocalUnits => "UK Business Counts, local units",
            Self::Tenure => "Census 2021, TS054: tenure of households",
        };
        OfficialSource { title, publisher: "Office for National Statistics" }
    }
}

/// The lines above the headings, where Nomis says what a table is.
struct Titles(Vec<Vec<String>>);

impl Titles {
    fn above(table: &Table<'_>, header_at: usize) -> Self {
        let rows = table.first_rows();
        let filled = rows.into_iter().filter(|row| row.cells().any(|cell| !cell.trim().is_empty()));
        Self(filled.take(header_at).map(Record::to_cells).collect())
    }

    /// Whether some line speaks of this, given in small letters without blanks.
    fn speak_of(&self, wanted: &str) -> bool {
        self.0.iter().any(|cells| plain(&cells.concat()).contains(wanted))
    }

    /// The value of a line like `"employment status :","Employees"`.
    fn value_of(&self, wanted: &str) -> Option<&str> {
        let line = self.0.iter().find(|cells| cells.first().is_some_and(|name| plain(name).starts_with(wanted)))?;
        line.get(1).and_then(|value| given(value))
    }
}

/// A count without its source, from the cells of a row.
fn count_of(
    indicator: AreaIndicator,
    (code, name): (&str, &str),
    (count, base): (&str, Option<&str>),
    period: &str,
) -> Result<AreaCount, String> {
    let code = code.trim();
    let area_name = area_name(name, code);
    if !is_lsoa_code(code) && !is_msoa_code(code) {
        return Err(format!("\"{code}\" is not the code of an LSOA, like E01006412, or of an MSOA, like E02001347"));
    }
    if is_msoa_code(code) && area_name.is_none() {
        return Err("an MSOA needs its name, like Liverpool 047, so that the neighbourhoods in it are known".to_owned());
    }
    let count = known(count, "the count")?;
    let base = base.map(|base| known(base, "what it is out of")).transpose()?;
    let base = match base {
        Some(base) if base <= 0.0 => return Err(format!("\"{base}\" is not a base above zero")),
        other => other,
    };
    let is_part = matches!(indicator, AreaIndicator::OccupiedPremises | AreaIndicator::PrivateRented);
    match base {
        Some(base) if is_part && count > base => {
            return Err(format!("{count} cannot be a part of {base}: the count is {}", indicator.label()));
        }
        None if is_part || indicator == AreaIndicator::HomeSales => {
            return Err(format!("a base is needed: the count is {}", indicator.label()));
        }
        _ => {}
    }
    Ok(AreaCount {
        code: AreaCode::new(code),
        area_name,
        indicator,
        count,
        base,
        period: given(period).map_or_else(|| "period not given".to_owned(), one_line),
        source: SourceId::new(""),
    })
}

/// A number of zero or more. Publishers write "-", "!" or "*" for what they withhold or do not have.
fn known(cell: &str, what: &str) -> Result<f64, String> {
    let text = cell.trim();
    let withheld = given(text).is_none() || !text.chars().any(|c| c.is_ascii_alphanumeric());
    if withheld {
        return Err(format!("{what} is withheld or missing (\"{text}\"), so it stays unknown"));
    }
    amount(text).ok_or_else(|| format!("\"{text}\" is not a count of zero or more"))
}

/// The name of an area as Nomis and others write it: "Liverpool 047D", "lsoa2021:Liverpool 047D", "E01... : Liverpool 047D".
fn area_name(cell: &str, code: &str) -> Option<String> {
    let name = cell.rsplit(':').next().map(one_line)?;
    given(&name).filter(|name| *name != code).map(str::to_owned)
}

/// The year in a period: the first four digits in a row.
fn year(period: &str) -> Option<u32> {
    period.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4)?.parse().ok()
}

/// Says once how many rows were left aside, at the first of them.
fn left_aside(first: Option<u64>, count: usize, reason: &str) -> Option<RowProblem> {
    let rows = if count == 1 { "1 row is".to_owned() } else { format!("{count} rows are") };
    first.map(|row| remark(row, format!("{rows} left aside from here on: {reason}")))
}

/// Something to know about a row that is not left out.
fn remark(row: u64, reason: String) -> RowProblem {
    RowProblem { row, column: None, value: None, reason, refused: false }
}
