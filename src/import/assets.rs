//! Turns one row of any register into an asset: what it is called, where it is, which id it has.

use std::borrow::Cow;

use time::Date;

use crate::domain::asset::{Asset, AssetFacts, AssetId, Owner, Shown};
use crate::domain::imported::{FileKind, RowProblem};
use crate::domain::place::Precision;
use crate::domain::postcode::Postcode;
use crate::domain::register::RegisterField;
use crate::domain::source::SourceId;

use super::coordinates::{self, Place, PlaceColumns};
use super::identity::AssetIds;
use super::mapping::Columns;
use super::publisher::Owners;
use super::records::Record;
use super::row::Row;
use super::values::{beginning, date, given, on_one_line, one_line};

/// Makes facts and an owner of a row, given who lists it; or says why the row is left out.
pub(super) type Understand = fn(&mut Row<'_>, &Owner) -> Result<(AssetFacts, Owner), String>;

/// What one kind of register adds to what all have in common.
pub(super) struct Register {
    pub(super) kind: FileKind,
    /// The title of its source.
    pub(super) title: &'static str,
    /// What it says of one asset and of who owns it, or why the row is left out.
    pub(super) read: Understand,
}

/// Reads the rows of one register, each for itself, so that many can be read at once.
pub(super) struct RowReader<'a> {
    pub(super) register: &'a Register,
    pub(super) columns: &'a Columns,
    pub(super) places: &'a PlaceColumns,
    pub(super) source: &'a SourceId,
    pub(super) publisher: &'a str,
}

/// A row that is an asset, but for its id and its position.
pub(super) struct Understood {
    /// The asset; its id is empty until the rows before it have theirs.
    pub(super) asset: Asset,
    /// What the row says of its place.
    pub(super) place: Option<Place>,
    /// The day the row was true.
    pub(super) as_at: Option<Date>,
}

impl RowReader<'_> {
    /// What the row says, or why it is no asset; notes are added.
    pub(super) fn understand(
        &self,
        record: &Record,
        owners: &mut Owners,
        notes: &mut Vec<RowProblem>,
    ) -> Result<Understood, String> {
        let columns = self.columns;
        if let Some(reason) = says_nothing(record, columns) {
            return Err(reason.to_owned());
        }
        let listed_by = owners.of(record, columns, self.publisher);
        let mut row = Row { record, columns, source: self.source, as_at: None, notes };
        row.as_at = row.value(RegisterField::EffectiveDate, "a date like 2026-11-21 or 21/11/2026", date);
        let (facts, owner) = (self.register.read)(&mut row, &listed_by)?;
        let (place, remarks) = coordinates::read(record, columns, self.places);
        for remark in remarks {
            row.note(Some(remark.column), Some(&remark.value), remark.reason);
        }
        let reference = columns.text(RegisterField::Reference, record).map(one_line);
        let address = address(record, columns);
        let postcode = postcode(&mut row, address.as_deref());
        let precision = match &postcode {
            Some(postcode) if postcode.is_whole() => Precision::Postcode,
            Some(_) => Precision::OutwardPostcode,
            None => Precision::Unknown,
        };
        for place in columns.too_long(record) {
            let value: String = record.cell(place).chars().take(60).collect();
            row.note(Some(place), Some(&value), "longer than 2,000 characters, of which only the first were taken");
        }
        let name = row.text(RegisterField::Name).map(one_line).filter(|name| !name.is_empty());
        let name = name.or_else(|| address.clone()).or_else(|| reference.clone());
        let asset = Asset {
            id: AssetId::new(""),
            name: name.unwrap_or_else(|| "Asset without a name".to_owned()),
            reference,
            address,
            postcode,
            uprn: uprn(&mut row),
            owner,
            register: self.source.clone(),
            position: None,
            precision,
            may_be_vacant: facts.occupancy.is_none() && row.text(RegisterField::Occupancy).is_some(),
            facts,
            cleared: Vec::new(),
            shown: Shown::Coarse,
            gone: None,
        };
        Ok(Understood { asset, place, as_at: row.as_at })
    }

    /// Gives the asset of a row its id, in the order of the rows, and notes where that is not simply its reference.
    pub(super) fn give_id(&self, ids: &mut AssetIds, record: &Record, asset: &mut Asset, notes: &mut Vec<RowProblem>) {
        let found = self.columns.find(RegisterField::Reference, record);
        let reference = found.map(|(_, text)| text);
        let cells = || identifying(record, self.columns, self.places);
        let (id, remark) = ids.give((reference, asset.uprn), record.number, &cells);
        asset.id = id;
        if let Some(reason) = remark {
            notes.push(RowProblem {
                row: record.number,
                column: found.map(|(place, _)| self.columns.heading(place)),
                value: reference.map(str::to_owned),
                reason,
                refused: false,
            });
        }
    }
}

/// Why a row is no asset: nothing in it says what or where it is, or it explains the columns.
fn says_nothing(record: &Record, columns: &Columns) -> Option<&'static str> {
    let mut telling = RegisterField::ALL.iter().copied().filter(|field| field.says_what());
    if telling.all(|field| columns.text(field, record).is_none()) {
        return Some("nothing in it says what or where the asset is (no reference, name, address, UPRN or postcode)");
    }
    explains_columns(record).then_some("it tells how the columns are to be filled in and is no asset")
}

/// Whether a row under the headings has only words like "Mandatory" and "yyyy-mm-dd", in three cells or more.
fn explains_columns(record: &Record) -> bool {
    const WORDS: [&str; 12] = [
        "mandatory",
        "optional",
        "required",
        "text",
        "free text",
        "number",
        "date",
        "yyyy-mm-dd",
        "dd/mm/yyyy",
        "url",
        "decimal",
        "string",
    ];
    let mut filled = 0;
    for cell in record.cells().map(str::trim).filter(|cell| !cell.is_empty()) {
        if !WORDS.iter().any(|word| cell.eq_ignore_ascii_case(word)) {
            return false;
        }
        filled += 1;
    }
    filled >= 3
}

/// The address in one line: the whole, or its lines, or street and town.
fn address(record: &Record, columns: &Columns) -> Option<String> {
    let text = |field| columns.text(field, record).map(on_one_line).filter(|text| !text.is_empty());
    let lines = columns.places(RegisterField::AddressLine).iter().filter_map(|&place| given(record.cell(place)));
    let mut parts: Vec<Cow<'_, str>> = text(RegisterField::Address).into_iter().collect();
    let whole = !parts.is_empty();
    parts.extend(lines.map(|line| on_one_line(beginning(line))).filter(|line| !line.is_empty()));
    if !whole {
        let street = match (text(RegisterField::StreetNumber), text(RegisterField::Street)) {
            (Some(number), Some(street)) => Some(Cow::Owned([&*number, &*street].join(" "))),
            (number, street) => street.or(number),
        };
        parts.extend([street, text(RegisterField::Town)].into_iter().flatten());
    }
    // What one part says already is not said again: "Mill Lane, Anytown" and "Anytown".
    let mut said: Vec<Cow<'_, str>> = Vec::with_capacity(parts.len());
    for part in parts {
        let again = !said.is_empty() && said.iter().any(|earlier| ends_with_words(earlier, &part));
        if !again {
            said.push(part);
        }
    }
    (!said.is_empty()).then(|| beginning(&said.join(", ")).to_owned())
}

/// Whether a text is another or ends in it after a comma.
fn ends_with_words(text: &str, end: &str) -> bool {
    let start = text.len().checked_sub(end.len());
    let Some((before, last)) = start.and_then(|start| text.split_at_checked(start)) else { return false };
    last.eq_ignore_ascii_case(end) && (before.is_empty() || before.ends_with(", "))
}

fn postcode(row: &mut Row<'_>, address: Option<&str>) -> Option<Postcode> {
    let (columns, record) = (row.columns, row.record);
    if let Some((column, text)) = columns.find(RegisterField::Postcode, record) {
        if let Some(postcode) = Postcode::parse(text) {
            return Some(postcode);
        }
        // "XL8 2OX", "XL8 2": the second half is wrong, the first half still says which district it is in.
        let district = text.split_whitespace().next().and_then(Postcode::parse).filter(|first| !first.is_whole());
        let reason = match &district {
            Some(district) => format!("not a whole postcode, so only its first half, {district}, was taken"),
            None => "not a postcode, so left unknown; expected one like L8 1TH, or L8 alone".to_owned(),
        };
        row.note(Some(column), Some(text), reason);
        return district;
    }
    let found = postcode_in(address?)?;
    row.note(None, Some(found.as_str()), "the postcode was taken from the address");
    Some(found)
}

/// The last whole postcode in an address.
fn postcode_in(address: &str) -> Option<Postcode> {
    let words: Vec<&str> = address.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    words.windows(2).rev().find_map(|pair| Postcode::parse(&pair.concat()).filter(Postcode::is_whole))
}

fn uprn(row: &mut Row<'_>) -> Option<u64> {
    row.value(RegisterField::Uprn, "a UPRN: up to 12 digits, with nothing rounded off", |text| {
        let digits = (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten().filter(|uprn| *uprn > 0)
    })
}

/// What tells a row from others where its reference does not: UPRN, name, address, postcode and place as they stand.
fn identifying<'r>(record: &'r Record, columns: &Columns, places: &PlaceColumns) -> Vec<&'r str> {
    let fields = [
        RegisterField::Uprn,
        RegisterField::Name,
        RegisterField::Address,
        RegisterField::StreetNumber,
        RegisterField::Street,
        RegisterField::Postcode,
    ];
    let mut cells: Vec<&str> = fields.iter().map(|field| columns.text(*field, record).unwrap_or("")).collect();
    cells.extend(columns.places(RegisterField::AddressLine).iter().map(|&place| record.cell(place)));
    cells.extend(places.cells(record));
    cells
}

/// Postcode area XL is not in use: it is the made-up region's.
pub(super) fn is_fictional(postcode: &Postcode) -> bool {
    postcode.as_str().starts_with("XL")
}
