//! Price Paid Data: the yearly files without headings, and the app's download with its broken first line.
//!
//! The whole of it is over thirty million sales, so its rows are handed on in parts and never held all at once. Whether a
//! transaction stands twice in the file is found by the store, which has to look each of them up anyway.
//!
//! What becomes of the rows that are not plain sales of homes:
//!
//! | row | treatment |
//! |---|---|
//! | a price below [`LEAST_GBP`] | refused: nominal sums (GBP 1, 100, 500) are paid in transfers, never on the market |
//! | a price above [`MOST_GBP`] | refused: that is not one home, but many in one deed, or a slip of the keyboard |
//! | a date before 1995 or after today | refused: the data starts in 1995, and tomorrow has no sales yet, save in the made-up region, which has a calendar of its own |
//! | a postcode of Scotland, Northern Ireland or the islands | refused: the data covers England and Wales |
//! | a postcode of Wales | kept; no area of England is around it, so it is in no area's price |
//! | no postcode | refused: it cannot be placed |
//! | record status D | refused: the Land Registry has withdrawn it |
//! | category B (repossessions, sales to landlords, transfers) | kept as not standard, and never loaded for prices |
//! | type O (not a home) | kept, and never loaded for prices |

use time::Date;
use time::macros::date;

use crate::domain::area::{HomeType, Sale, SaleId};
use crate::domain::imported::{FileKind, ReadFile, Rows};
use crate::domain::postcode::Postcode;

use super::assets::is_fictional;
use super::error::ReadError;
use super::opened::Opened;
use super::parts::Parts;
use super::records::Record;
use super::table::Table;
use super::values::{date as read_date, whole};
use super::{Give, OfficialSource};

/// Prices outside these bounds are not those of a home on the market. The dearest single homes in the register went for
/// some tens of millions.
const LEAST_GBP: u32 = 1_000;
const MOST_GBP: u32 = 50_000_000;

/// The first day of Price Paid Data.
const FIRST_DAY: Date = date!(1995 - 01 - 01);

/// Postcode areas wholly outside England and Wales. TD is not among them: Berwick-upon-Tweed is in it.
const ELSEWHERE: [(&str, &[&str]); 3] = [
    ("Scotland", &["AB", "DD", "DG", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "ZE"]),
    ("Northern Ireland", &["BT"]),
    ("the Channel Islands or the Isle of Man", &["GY", "IM", "JE"]),
];

/// Both layouts have this many columns.
const COLUMNS: usize = 16;

/// The last heading of the download, to which the first cell of the first record sticks.
const LAST_HEADING: &str = "linked_data_uri";

/// Columns from 0. The first seven are the same in both layouts; addresses (7 to 13) are not read at all.
const ID: usize = 0;
const PRICE: usize = 1;
const DATE: usize = 2;
const POSTCODE: usize = 3;
const TYPE: usize = 4;
const NEW_BUILD: usize = 5;
const TENURE: usize = 6;
const CATEGORY: usize = 14;
/// In the yearly files only; the download has an address on the web there.
const STATUS: usize = 15;

/// Reads sales and hands them on in parts; the last part is in the answer. `today` bounds their dates, if it is given.
pub(super) fn read(
    mut table: Table<'_>,
    header_at: Option<usize>,
    opened: &Opened,
    today: Option<Date>,
    give: Give<'_>,
) -> Result<ReadFile, ReadError> {
    let header = headings(&mut table, header_at)?;
    let layout = Layout { yearly: header_at.is_none(), today };
    let mut parts = Parts::new(opened, FileKind::Sales, Rows::Sales, give);
    let mut seen = Seen::default();
    let mut record = Record::default();
    while table.next(&mut record)? {
        match layout.understand(&record) {
            Ok(value) => {
                seen.note(&value);
                parts.keep(record.number, value)?;
            }
            Err(reason) => parts.refuse(record.number, record.to_cells(), reason)?,
        }
    }
    let official = OfficialSource { title: "Price Paid Data", publisher: "HM Land Registry" };
    let source = official.source(opened, FileKind::Sales, seen.made_up * 2 > seen.kept, seen.latest);
    parts.finish(FileKind::Sales, opened, source, header)
}

/// What is remembered of the rows that were handed on.
#[derive(Default)]
struct Seen {
    kept: u64,
    made_up: u64,
    latest: Option<Date>,
}

impl Seen {
    fn note(&mut self, sale: &Sale) {
        self.kept += 1;
        self.made_up += u64::from(is_fictional(&sale.postcode));
        self.latest = self.latest.max(Some(sale.date));
    }
}

/// Reads the headings, if there are any, and puts back the record that stands on their line.
fn headings(table: &mut Table<'_>, header_at: Option<usize>) -> Result<Record, ReadError> {
    let mut header = Record::default();
    for _ in 0..header_at.map_or(0, |at| at + 1) {
        table.next(&mut header)?;
    }
    if header_at.is_some()
        && let Some((headings, first)) = parted(&header)
    {
        table.put_back(first);
        return Ok(headings);
    }
    Ok(header)
}

/// The headings and the first record, where the download has both on one line: `..,linked_data_uri"AB12..","120000",..`.
fn parted(line: &Record) -> Option<(Record, Record)> {
    let first_id = line.cell(COLUMNS - 1).trim().strip_prefix(LAST_HEADING)?;
    if line.len() < COLUMNS || (line.len() == COLUMNS && first_id.is_empty()) {
        return None;
    }
    let headings = line.cells().take(COLUMNS - 1).chain([LAST_HEADING]);
    let record = std::iter::once(first_id.trim_matches('"')).chain(line.cells().skip(COLUMNS));
    Some((Record::from_cells(line.number, headings), Record::from_cells(line.number, record)))
}

/// How the rows of this file are to be understood.
struct Layout {
    yearly: bool,
    today: Option<Date>,
}

impl Layout {
    fn understand(&self, record: &Record) -> Result<Sale, String> {
        if record.len() != COLUMNS {
            return Err(format!("has {} cells where Price Paid Data has {COLUMNS}", record.len()));
        }
        let cell = |place: usize| record.cell(place).trim();
        let not = |what: &str, place: usize| format!("\"{}\" is not {what}", cell(place));
        if cell(ID).is_empty() {
            return Err("has no transaction id".to_owned());
        }
        if self.yearly && cell(STATUS) == "D" {
            return Err("the Land Registry has withdrawn this record (status D)".to_owned());
        }
        if cell(POSTCODE).is_empty() {
            return Err("has no postcode, so it cannot be placed".to_owned());
        }
        let postcode = Postcode::parse(cell(POSTCODE)).filter(Postcode::is_whole);
        let postcode = place(postcode.ok_or_else(|| not("a whole postcode", POSTCODE))?)?;
        Ok(Sale {
            id: SaleId::parse(cell(ID)).ok_or_else(|| not("a transaction id", ID))?,
            price_gbp: price(whole(cell(PRICE)).ok_or_else(|| not("a price in whole pounds", PRICE))?)?,
            date: self.day(read_date(cell(DATE)).ok_or_else(|| not("a date", DATE))?, is_fictional(&postcode))?,
            postcode,
            home: HomeType::from_slug(cell(TYPE)).ok_or_else(|| not("a type of home (D, S, T, F or O)", TYPE))?,
            new_build: one_of(cell(NEW_BUILD), "Y", "N").ok_or_else(|| not("Y or N for a new home", NEW_BUILD))?,
            leasehold: one_of(cell(TENURE), "L", "F").ok_or_else(|| not("F or L for freehold or leasehold", TENURE))?,
            standard: one_of(cell(CATEGORY), "A", "B").ok_or_else(|| not("a category (A or B)", CATEGORY))?,
        })
    }

    fn day(&self, date: Date, made_up: bool) -> Result<Date, String> {
        if date < FIRST_DAY {
            return Err("its date is before 1995, when Price Paid Data starts".to_owned());
        }
        if self.today.is_some_and(|today| date > today) && !made_up {
            return Err("its date is in the future".to_owned());
        }
        Ok(date)
    }
}

fn price(gbp: u32) -> Result<u32, String> {
    match gbp {
        0..LEAST_GBP => Err("a price below £1,000 is not a market price".to_owned()),
        LEAST_GBP..=MOST_GBP => Ok(gbp),
        _ => Err("a price above £50,000,000 is not that of one home".to_owned()),
    }
}

fn place(postcode: Postcode) -> Result<Postcode, String> {
    let area = postcode.as_str().split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
    match ELSEWHERE.iter().find(|(_, areas)| areas.contains(&area)) {
        Some((country, _)) => {
            Err(format!("its postcode is in {country}; Price Paid Data covers England and Wales only"))
        }
        None => Ok(postcode),
    }
}

fn one_of(text: &str, yes: &str, no: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case(yes) { Some(true) } else { text.eq_ignore_ascii_case(no).then_some(false) }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::{Layout, Record, parted};

    /// A plain sale with one cell changed.
    fn with(place: usize, text: &str) -> Result<(), String> {
        let mut cells = [
            "{3E0330EF-67CA-8D89-E050-A8C062052140}",
            "120000",
            "2023-05-22 00:00",
            "L8 1TH",
            "T",
            "N",
            "F",
            "1",
            "",
            "MILL LANE",
            "",
            "ALDERMERE",
            "ALDERMERE",
            "ALDERSHIRE",
            "A",
            "A",
        ];
        cells[place] = text;
        let layout = Layout { yearly: true, today: Some(date!(2026 - 11 - 21)) };
        layout.understand(&Record::from_cells(1, cells)).map(|_| ())
    }

    #[test]
    fn rows_that_make_no_sense_are_refused_with_their_reason_and_odd_ones_that_do_are_kept() {
        let refused = [
            (0, "", "no transaction id"),
            (0, "17", "not a transaction id"),
            (1, "1", "below £1,000 is not a market price"),
            (1, "999", "below £1,000 is not a market price"),
            (1, "0", "below £1,000 is not a market price"),
            (1, "-5", "not a price in whole pounds"),
            (1, "90000000", "above £50,000,000 is not that of one home"),
            (2, "2026-11-22 00:00", "in the future"),
            (2, "1994-12-31 00:00", "before 1995"),
            (2, "", "not a date"),
            (3, "", "no postcode"),
            (3, "XL1", "not a whole postcode"),
            (3, "EH1 1AA", "in Scotland; Price Paid Data covers England and Wales only"),
            (3, "G1 1AA", "in Scotland"),
            (3, "BT1 1AA", "in Northern Ireland"),
            (3, "IM1 1AA", "the Channel Islands or the Isle of Man"),
            (14, "C", "not a category"),
            (15, "D", "withdrawn this record"),
        ];
        for (place, text, reason) in refused {
            let found = with(place, text).unwrap_err();
            assert!(found.contains(reason), "{text:?}: {found}");
        }
        let kept = [
            (1, "1000"),
            (1, "50000000"),
            (2, "1995-01-01 00:00"),
            (2, "2026-11-21 00:00"),
            (3, "CF10 1AA"),
            (3, "GL50 1AA"),
            (3, "TD15 1AA"),
            (3, "XL1 1AA"),
            (4, "O"),
            (14, "B"),
        ];
        for (place, text) in kept {
            assert_eq!(with(place, text), Ok(()), "{text:?}");
        }
    }

    #[test]
    fn headings_and_the_first_record_on_one_line_come_apart() {
        let headings = "unique_id,price_paid,deed_date,postcode,property_type,new_build,estate_type,saon,paon,street,locality,town,district,county,transaction_category,linked_data_uri";
        let whole = Record::from_cells(1, headings.split(','));
        assert!(parted(&whole).is_none());
        let stuck = format!("{headings}\"AB-1\",120000,2021-04-16,XL1 1AA,F,N,L,,1,,,,,,A,http");
        let (header, first) = parted(&Record::from_cells(1, stuck.split(','))).unwrap();
        assert_eq!(header, whole);
        assert_eq!(first.to_cells()[..4], ["AB-1", "120000", "2021-04-16", "XL1 1AA"]);
        assert_eq!(first.len(), 16);
    }
}
