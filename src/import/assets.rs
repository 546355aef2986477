//! Turns the rows of any register into assets: who publishes it, what each row is called, where it is, which id it has.

use std::collections::HashMap;
use std::sync::Arc;

use time::Date;

use crate::domain::asset::{Asset, AssetFacts, Owner, Shown};
use crate::domain::imported::{self, FileKind, ReadFile, RowProblem, Rows};
use crate::domain::place::Precision;
use crate::domain::postcode::Postcode;
use crate::domain::register::RegisterField;
use crate::domain::source::{Source, SourceId};

use super::coordinates::{self, Coordinates, Pair};
use super::error::ReadError;
use super::identity::{AssetIds, Identifying, slug};
use super::mapping::Columns;
use super::opened::Opened;
use super::records::Record;
use super::row::Row;
use super::sheet::Sheet;
use super::values::{date, one_line};
use super::{Contents, Options, finish};

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

/// Reads a register of this kind.
pub(super) fn read(
    register: &Register,
    mut sheet: Sheet,
    columns: &Columns,
    opened: &Opened<'_>,
    options: &Options,
) -> Result<ReadFile, ReadError> {
    let mut notes = std::mem::take(&mut sheet.notes);
    notes.extend(repeated_headings(&sheet, columns));
    let publisher = publisher(&sheet, columns, opened, options, &mut notes);
    let source_id = SourceId::new(format!("{}-{}", slug(&publisher), register.kind.slug()));
    let rows = std::mem::take(&mut sheet.rows);
    let mut reader = Reader {
        register,
        columns,
        source: &source_id,
        pairs: coordinates::pairs(columns),
        // The register is part of the id where it is not the list of all assets: site 12 is not asset 12.
        ids: AssetIds::new(&match register.kind {
            FileKind::BrownfieldRegister => format!("{publisher} brownfield"),
            _ => publisher.clone(),
        }),
        publisher: &publisher,
        owners: HashMap::new(),
        notes: &mut notes,
    };
    let mut assets = Vec::with_capacity(rows.len());
    let mut places = Vec::with_capacity(rows.len());
    let mut latest: Option<Date> = None;
    for record in rows {
        match reader.understand(&record) {
            Ok((value, coordinates, as_at)) => {
                latest = latest.max(as_at);
                places.push(coordinates);
                assets.push(imported::Row { number: record.number, raw: record.to_cells(), value });
            }
            Err(reason) => sheet.refuse(&record, reason),
        }
    }
    for ((row, given), position) in assets.iter_mut().zip(&places).zip(coordinates::project(&places)?) {
        row.value.position = position;
        if position.is_some() {
            row.value.precision = Precision::Point;
        } else if given.is_some() {
            let reason = "the coordinates are not on the British National Grid; the row is kept without a point";
            notes.push(file_note(row.number, reason.to_owned()));
        }
    }
    let made_up = assets.iter().filter(|row| row.value.postcode.as_ref().is_some_and(is_fictional)).count();
    let source = Source {
        id: source_id,
        title: register.title.to_owned(),
        fictional: publisher.contains("(fictional)") || made_up * 2 > assets.len(),
        publisher,
        licence: None,
        as_at: latest,
        file_name: opened.name.clone(),
    };
    let contents = Contents { header: sheet.header, rows: Rows::Assets(assets), refused: sheet.refused, notes };
    finish(register.kind, opened, source, contents)
}

/// Reads the rows of one register, one after the other.
struct Reader<'a> {
    register: &'a Register,
    columns: &'a Columns,
    source: &'a SourceId,
    publisher: &'a str,
    pairs: Vec<Pair>,
    ids: AssetIds,
    owners: HashMap<(String, Option<String>), Owner>,
    notes: &'a mut Vec<RowProblem>,
}

impl Reader<'_> {
    /// The asset without its position, what the row says of its place, and the day the row was true; or why it is none.
    fn understand(&mut self, record: &Record) -> Result<(Asset, Option<Coordinates>, Option<Date>), String> {
        let columns = self.columns;
        if let Some(reason) = says_nothing(record, columns) {
            return Err(reason.to_owned());
        }
        let listed_by = owner(record, columns, self.publisher, &mut self.owners);
        let mut row = Row { record, columns, source: self.source, as_at: None, notes: &mut *self.notes };
        row.as_at = row.value(RegisterField::EffectiveDate, "a date like 2026-11-21 or 21/11/2026", date);
        let (facts, owner) = (self.register.read)(&mut row, &listed_by)?;
        let (coordinates, remarks) = coordinates::read(record, columns, &self.pairs);
        for remark in remarks {
            row.note(Some(remark.column), Some(&remark.value), remark.reason);
        }
        let found = columns.find(RegisterField::Reference, record);
        let cells = identifying(record, columns, &self.pairs);
        let reference = found.map(|(_, text)| text);
        let uprn = uprn(&mut row);
        let (id, remark) = self.ids.give(&Identifying { reference, uprn, cells, row: record.number });
        if let Some(remark) = remark {
            row.note(found.map(|(place, _)| place), reference, remark);
        }
        let reference = reference.map(one_line);
        let address = address(record, columns);
        let postcode = postcode(&mut row, address.as_deref());
        let precision = match &postcode {
            Some(postcode) if postcode.is_whole() => Precision::Postcode,
            Some(_) => Precision::OutwardPostcode,
            None => Precision::Unknown,
        };
        let name = row.text(RegisterField::Name).map(one_line).filter(|name| !name.is_empty());
        let name = name.or_else(|| address.clone()).or_else(|| reference.clone());
        let asset = Asset {
            id,
            name: name.unwrap_or_else(|| "Asset without a name".to_owned()),
            reference,
            address,
            postcode,
            uprn,
            owner,
            register: self.source.clone(),
            position: None,
            precision,
            facts,
            cleared: Vec::new(),
            shown: Shown::Coarse,
            gone: None,
        };
        Ok((asset, coordinates, row.as_at))
    }
}

/// A note about a row, or about the file when the row is that of its headings.
fn file_note(row: u64, reason: String) -> RowProblem {
    RowProblem { row, column: None, value: None, reason, refused: false }
}

fn repeated_headings(sheet: &Sheet, columns: &Columns) -> Vec<RowProblem> {
    let note = |(heading, times)| RowProblem {
        row: sheet.header.number,
        reason: format!(
            "this heading stands {times} times; in each row the first of these cells that is filled counts"
        ),
        column: Some(heading),
        value: None,
        refused: false,
    };
    columns.repeated().into_iter().map(note).collect()
}

/// Who publishes the register: as told, else the commonest organisation in it, else guessed from the file's name.
fn publisher(
    sheet: &Sheet,
    columns: &Columns,
    opened: &Opened<'_>,
    options: &Options,
    notes: &mut Vec<RowProblem>,
) -> String {
    if let Some(publisher) = options.publisher.as_deref().map(one_line).filter(|text| !slug(text).is_empty()) {
        return publisher;
    }
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    for (at, record) in sheet.rows.iter().enumerate() {
        if let Some(name) = organisation(record, columns).filter(|name| !slug(name).is_empty()) {
            counts.entry(name).or_insert((0, at)).0 += 1;
        }
    }
    let commonest = counts.into_iter().max_by_key(|(_, (count, first))| (*count, usize::MAX - first));
    let mut note = |reason| notes.push(file_note(sheet.header.number, reason));
    if let Some((name, _)) = commonest {
        if columns.places(RegisterField::Organisation).is_empty() {
            note(format!(
                "the publisher, {name}, was taken from its web address; name it with --publisher if that is wrong"
            ));
        }
        return name;
    }
    let words = one_line(&opened.stem.replace(['_', '-'], " "));
    let name = if slug(&words).is_empty() { "Unnamed publisher".to_owned() } else { words };
    note(format!(
        "no column names the publisher, so \"{name}\" was taken from the file's name; name it with --publisher"
    ));
    name
}

/// The organisation a row names, else the last part of its web address: ".../metropolitan-district-council/dudley".
fn organisation(record: &Record, columns: &Columns) -> Option<String> {
    let named = columns
        .places(RegisterField::Organisation)
        .iter()
        .filter_map(|&place| super::values::given(record.cell(place)));
    if let Some(name) = named.map(one_line).find(|name| !is_code(name)) {
        return Some(name);
    }
    let uri = columns.text(RegisterField::OrganisationUri, record)?;
    let (_, place) = uri.trim_end_matches('/').rsplit_once('/')?;
    let words = place.split('-').filter(|word| !word.is_empty()).map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    Some(words.collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
}

/// An official code in place of a name: "23UB", "E07000078".
fn is_code(name: &str) -> bool {
    name.chars().any(|c| c.is_ascii_digit()) && name.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
}

/// Who a row says lists it, each owner made once.
fn owner(
    record: &Record,
    columns: &Columns,
    publisher: &str,
    owners: &mut HashMap<(String, Option<String>), Owner>,
) -> Owner {
    let name = organisation(record, columns).unwrap_or_else(|| publisher.to_owned());
    let uri = columns.text(RegisterField::OrganisationUri, record).map(str::to_owned);
    let made = |(name, uri): &(String, Option<String>)| Owner {
        name: Arc::from(name.as_str()),
        uri: uri.as_deref().map(Arc::from),
    };
    let key = (name, uri);
    let new = made(&key);
    owners.entry(key).or_insert(new).clone()
}

/// Why a row is no asset: nothing in it says what or where it is.
fn says_nothing(record: &Record, columns: &Columns) -> Option<&'static str> {
    let says = [
        RegisterField::Reference,
        RegisterField::Name,
        RegisterField::Address,
        RegisterField::Street,
        RegisterField::Uprn,
        RegisterField::Postcode,
    ];
    let silent = says.iter().all(|field| columns.text(*field, record).is_none());
    silent.then_some("nothing in it says what or where the asset is (no reference, name, address, UPRN or postcode)")
}

fn address(record: &Record, columns: &Columns) -> Option<String> {
    if let Some(whole) = columns.text(RegisterField::Address, record).map(one_line).filter(|text| !text.is_empty()) {
        return Some(whole);
    }
    let text = |field| columns.text(field, record).map(one_line).filter(|text| !text.is_empty());
    let street = match (text(RegisterField::StreetNumber), text(RegisterField::Street)) {
        (Some(number), Some(street)) => Some(format!("{number} {street}")),
        (number, street) => street.or(number),
    };
    let parts: Vec<String> = [street, text(RegisterField::Town)].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
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

fn identifying<'r>(record: &'r Record, columns: &Columns, pairs: &[Pair]) -> Vec<&'r str> {
    let fields = [
        RegisterField::Uprn,
        RegisterField::Name,
        RegisterField::Address,
        RegisterField::StreetNumber,
        RegisterField::Street,
        RegisterField::Postcode,
    ];
    let texts = fields.iter().map(|field| columns.text(*field, record).unwrap_or(""));
    texts.chain(pairs.iter().flat_map(|pair| pair.cells(record))).collect()
}

/// Postcode area XL is not in use: it is the made-up region's.
pub(super) fn is_fictional(postcode: &Postcode) -> bool {
    postcode.as_str().starts_with("XL")
}
