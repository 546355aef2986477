//! Turns the rows of any register into assets: who publishes it, what each row is called, where it is, which id it has.

use std::collections::HashMap;
use std::sync::Arc;

use time::Date;

use crate::domain::asset::{Asset, AssetFacts, Owner};
use crate::domain::imported::{self, FileKind, ReadFile, RowProblem, Rows};
use crate::domain::place::Precision;
use crate::domain::postcode::Postcode;
use crate::domain::source::{Source, SourceId};

use super::coordinates::{self, Coordinates};
use super::error::ReadError;
use super::identity::{AssetIds, Identifying, slug};
use super::mapping::{Columns, Field};
use super::opened::Opened;
use super::records::Record;
use super::row::Row;
use super::sheet::Sheet;
use super::values::{date, one_line};
use super::{Options, finish};

/// What one kind of register adds to what all have in common.
pub(super) struct Register {
    pub(super) kind: FileKind,
    /// The title of its source.
    pub(super) title: &'static str,
    /// What it says of one asset and of who owns it, or why the row is left out.
    pub(super) read: fn(&mut Row<'_>, &Owner) -> Result<(AssetFacts, Owner), String>,
}

/// One row understood, before its place is on the grid and its id is given.
struct Draft {
    row: usize,
    owner: Owner,
    facts: AssetFacts,
    coordinates: Option<Coordinates>,
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
    let pairs = coordinates::pairs(columns);

    let mut drafts = Vec::with_capacity(sheet.rows.len());
    let mut refused_rows = Vec::new();
    let mut latest: Option<Date> = None;
    let rows = std::mem::take(&mut sheet.rows);
    let mut owners: HashMap<(String, Option<String>), Owner> = HashMap::new();
    for (at, record) in rows.iter().enumerate() {
        if let Some(reason) = says_nothing(record, columns) {
            refused_rows.push((at, reason.to_owned()));
            continue;
        }
        let mut row = Row { record, columns, source: &source_id, as_at: None, notes: &mut notes };
        row.as_at = row.value(Field::EffectiveDate, "a date like 2026-11-21 or 21/11/2026", date);
        let listed_by = owner(record, columns, &publisher, &mut owners);
        let (facts, owner) = match (register.read)(&mut row, &listed_by) {
            Ok(understood) => understood,
            Err(reason) => {
                refused_rows.push((at, reason));
                continue;
            }
        };
        let (coordinates, remarks) = coordinates::read(record, columns, &pairs);
        for remark in remarks {
            row.note(Some(remark.column), Some(&remark.value), remark.reason);
        }
        latest = latest.max(row.as_at);
        drafts.push(Draft { row: at, owner, facts, coordinates });
    }
    for (at, reason) in refused_rows {
        sheet.refuse(&rows[at], reason);
    }

    let all: Vec<Option<Coordinates>> = drafts.iter().map(|draft| draft.coordinates).collect();
    let positions = coordinates::project(&all)?;
    let mut ids = AssetIds::new(&publisher);
    let mut assets = Vec::with_capacity(drafts.len());
    let mut fictional_postcodes = 0;
    for (draft, position) in drafts.into_iter().zip(positions) {
        let record = &rows[draft.row];
        let mut row = Row { record, columns, source: &source_id, as_at: None, notes: &mut notes };
        if draft.coordinates.is_some() && position.is_none() {
            row.note(
                None,
                None,
                "the coordinates are not on the British National Grid; the row is kept without a point",
            );
        }
        let reference = row.text(Field::Reference);
        let identifying = Identifying { reference, cells: identifying(record, columns, &pairs), row: record.number };
        let (id, remark) = ids.give(&identifying);
        let reference = reference.map(one_line);
        if let Some(remark) = remark {
            row.note(row.columns.find(Field::Reference, record).map(|(place, _)| place), reference.as_deref(), remark);
        }
        let address = address(record, columns);
        let postcode = postcode(&mut row, address.as_deref());
        fictional_postcodes += usize::from(postcode.as_ref().is_some_and(is_fictional));
        let precision = match (&position, &postcode) {
            (Some(_), _) => Precision::Point,
            (None, Some(postcode)) if postcode.is_whole() => Precision::Postcode,
            (None, Some(_)) => Precision::OutwardPostcode,
            (None, None) => Precision::Unknown,
        };
        let name = row.text(Field::Name).map(one_line).filter(|name| !name.is_empty());
        let value = Asset {
            id,
            name: name
                .or_else(|| address.clone())
                .or_else(|| reference.clone())
                .unwrap_or_else(|| "Asset without a name".to_owned()),
            reference,
            address,
            postcode,
            uprn: uprn(&mut row),
            owner: draft.owner,
            register: source_id.clone(),
            position,
            precision,
            facts: draft.facts,
        };
        assets.push(imported::Row { number: record.number, raw: record.to_cells(), value });
    }
    let source = Source {
        id: source_id,
        title: register.title.to_owned(),
        fictional: publisher.contains("(fictional)") || (fictional_postcodes * 2 > assets.len()),
        publisher,
        licence: None,
        as_at: latest,
        file_name: opened.name.clone(),
    };
    finish(register.kind, opened, source, &sheet.header, Rows::Assets(assets), sheet.refused, notes)
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
    let mut note = |reason: String| {
        notes.push(RowProblem { row: sheet.header.number, column: None, value: None, reason, refused: false });
    };
    if let Some((name, _)) = commonest {
        if columns.places(Field::Organisation).is_empty() {
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
    let named =
        columns.places(Field::Organisation).iter().filter_map(|&place| super::values::given(record.cell(place)));
    if let Some(name) = named.map(one_line).find(|name| !is_code(name)) {
        return Some(name);
    }
    let uri = columns.text(Field::OrganisationUri, record)?;
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
    let uri = columns.text(Field::OrganisationUri, record).map(str::to_owned);
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
    let says = [Field::Reference, Field::Name, Field::Address, Field::Street, Field::Uprn, Field::Postcode];
    let silent = says.iter().all(|field| columns.text(*field, record).is_none());
    silent.then_some("nothing in it says what or where the asset is (no reference, name, address, UPRN or postcode)")
}

fn address(record: &Record, columns: &Columns) -> Option<String> {
    if let Some(whole) = columns.text(Field::Address, record).map(one_line).filter(|text| !text.is_empty()) {
        return Some(whole);
    }
    let text = |field| columns.text(field, record).map(one_line).filter(|text| !text.is_empty());
    let street = match (text(Field::StreetNumber), text(Field::Street)) {
        (Some(number), Some(street)) => Some(format!("{number} {street}")),
        (number, street) => street.or(number),
    };
    let parts: Vec<String> = [street, text(Field::Town)].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn postcode(row: &mut Row<'_>, address: Option<&str>) -> Option<Postcode> {
    let (columns, record) = (row.columns, row.record);
    if let Some((column, text)) = columns.find(Field::Postcode, record) {
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
    row.value(Field::Uprn, "a UPRN: up to 12 digits, with nothing rounded off", |text| {
        let digits = (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten().filter(|uprn| *uprn > 0)
    })
}

fn identifying<'r>(record: &'r Record, columns: &Columns, pairs: &[coordinates::Pair]) -> Vec<&'r str> {
    let fields = [Field::Uprn, Field::Name, Field::Address, Field::StreetNumber, Field::Street, Field::Postcode];
    let texts = fields.iter().map(|field| columns.text(*field, record).unwrap_or(""));
    texts.chain(pairs.iter().flat_map(|pair| pair.cells(record))).collect()
}

/// Postcode area XL is not in use: it is the made-up region's.
pub(super) fn is_fictional(postcode: &Postcode) -> bool {
    postcode.as_str().starts_with("XL")
}
