//! Business-rates lists (empty property, reliefs, all accounts): what a council itself is liable for becomes an asset.
//!
//! Such a list names everything that is rated in a district, and nearly all of it is private. Only rows whose liable party
//! is a council are kept; every other row is refused with its reason, so that nothing is dropped in silence and no private
//! shop turns up as public property. Being liable for an empty building means the right to use it; it is not yet a title,
//! so no title is stated. Names of liable parties other than councils are blanked in the rows left out.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::asset::{Asset, AssetFacts, Occupancy, Owner, Shown};
use crate::domain::imported::{self, FileKind, ReadFile, RefusedRow, RowProblem, Rows};
use crate::domain::place::Precision;
use crate::domain::postcode::Postcode;
use crate::domain::register::{ColumnReading, RegisterField};
use crate::domain::source::{Fact, Quality, Source, SourceId};

use super::error::ReadError;
use super::identity::{AssetIds, slug};
use super::opened::Opened;
use super::publisher::{Publisher, told};
use super::rates_columns::RatesColumns;
use super::records::Record;
use super::sheet::Sheet;
use super::values::{amount, one_line, plain};
use super::{Contents, Options, finish};

/// Exemption codes and reliefs that are given for empty property only, by letters and digits.
const EMPTY: [&str; 14] = [
    "eprn",
    "epri",
    "epch",
    "void",
    "lowrv",
    "industrial",
    "listed",
    "ancient",
    "liquidate",
    "admin",
    "bankrupt",
    "deceased",
    "prohibited",
    "laaction",
];

/// Parts of reliefs that are given for property in use.
const IN_USE: [&str; 9] =
    ["smallbusiness", "sbr", "charit", "retail", "mandatory", "discretion", "transition", "rural", "nursery"];

/// Bodies that call themselves a council and are no local authority.
const OTHER_COUNCILS: [&str; 9] =
    ["church", "parochial", "scout", "guide", "arts", "british", "research", "youth", "sports"];

/// The council that a liable party is, without the department behind it: "Aldermere City Council" in "Aldermere City
/// Council(Hg)"; `None` for anybody else.
fn council(liable: &str) -> Option<String> {
    let name = one_line(liable.split(['(', '-', '/']).next().unwrap_or_default());
    let words: Vec<String> = name.split_whitespace().map(plain).collect();
    let [.., before, last] = words.as_slice() else { return None };
    (last == "council" && !OTHER_COUNCILS.contains(&before.as_str())).then_some(name)
}

/// What a list is before its rows are read: who publishes it, and how its columns are understood.
pub(super) struct RatesList {
    pub(super) publisher: Publisher,
    pub(super) readings: Vec<ColumnReading>,
}

impl RatesList {
    /// As far as these rows tell.
    pub(super) fn of(sheet: &Sheet, opened: &Opened, options: &Options) -> Self {
        let columns = RatesColumns::of(&sheet.header, options);
        let is_public = |liable: &str| council(liable).is_some();
        Self {
            publisher: publisher(sheet, &columns, opened, options),
            readings: columns.readings(&sheet.header, &sheet.rows, options, is_public),
        }
    }
}

/// Who publishes a list: as told, else the council that is liable for most of its rows, since it rates its own.
fn publisher(sheet: &Sheet, columns: &RatesColumns, opened: &Opened, options: &Options) -> Publisher {
    let mut councils: HashMap<String, (usize, usize)> = HashMap::new();
    for (at, record) in sheet.rows.iter().enumerate() {
        if let Some(name) = columns.text(RegisterField::Organisation, record).and_then(council) {
            councils.entry(name).or_insert((0, at)).0 += 1;
        }
    }
    let commonest = councils.into_iter().max_by_key(|(_, (count, first))| (*count, usize::MAX - first));
    let known = told(options).or(commonest.map(|(name, _)| name));
    let is_guess = known.is_none();
    Publisher { name: known.unwrap_or_else(|| opened.stem.clone()), is_guess, note: None }
}

/// Reads a list.
pub(super) fn read(mut sheet: Sheet, opened: &Opened, options: &Options) -> Result<ReadFile, ReadError> {
    let columns = RatesColumns::of(&sheet.header, options);
    let publisher = publisher(&sheet, &columns, opened, options).name;
    let source_id = FileKind::VacantProperty.source_of(&slug(&publisher));
    let liable_at = columns.liable();
    let mut list = List {
        columns,
        ids: AssetIds::hashed(&format!("{publisher} rates"), options.id_key.as_ref()),
        owners: HashMap::new(),
        source: source_id.clone(),
    };
    let mut notes = std::mem::take(&mut sheet.notes);
    let mut assets = Vec::new();
    for mut record in std::mem::take(&mut sheet.rows) {
        match list.understand(&record, &mut notes) {
            Ok(value) => {
                assets.push(imported::Row { number: record.number, raw: record.take_cells(), value });
            }
            Err(reason) => sheet.refused.push(RefusedRow { number: record.number, raw: record.to_cells(), reason }),
        }
    }
    for row in &mut sheet.refused {
        // Whoever is not a council is nobody's business here.
        if let Some(name) = liable_at.and_then(|place| row.raw.get_mut(place))
            && council(name).is_none()
        {
            name.clear();
        }
    }
    let source = Source {
        id: source_id,
        title: "Business-rates list".to_owned(),
        publisher,
        licence: None,
        as_at: None,
        file_name: opened.name.clone(),
        fictional: false,
    };
    let contents = Contents { header: sheet.header, rows: Rows::Assets(assets), refused: sheet.refused, notes };
    finish(FileKind::VacantProperty, opened, source, contents)
}

/// The columns of a list, and what the rows before gave.
struct List {
    columns: RatesColumns,
    ids: AssetIds,
    owners: HashMap<String, Owner>,
    source: SourceId,
}

impl List {
    fn understand(&mut self, record: &Record, notes: &mut Vec<RowProblem>) -> Result<Asset, String> {
        let Some(liable) = self.columns.text(RegisterField::Organisation, record) else {
            return Err("not known to be publicly owned: nobody is named as liable".to_owned());
        };
        let Some(name) = council(liable) else {
            return Err("not known to be publicly owned: who is liable for it is no council".to_owned());
        };
        let Some(address) = self.columns.text(RegisterField::Address, record).map(one_line) else {
            return Err("has no address".to_owned());
        };
        let owner = self.owners.entry(name.clone()).or_insert_with(|| Owner { name: Arc::from(name), uri: None });
        let owner = owner.clone();
        let reference = self.columns.text(RegisterField::Reference, record).map(one_line);
        let (id, remark) = self.ids.give((reference.as_deref(), None), record.number, &|| vec![address.as_str()]);
        let mut note = |reason: String, value: Option<&str>| {
            let value = value.map(str::to_owned);
            notes.push(RowProblem { row: record.number, column: None, value, reason, refused: false });
        };
        if let Some(remark) = remark {
            note(remark, reference.as_deref());
        }
        let mut facts = AssetFacts::default();
        let known = |value| Fact::new(value, Quality::Surveyed, self.source.clone(), None);
        if let Some(text) = self.columns.text(RegisterField::RateableValue, record) {
            facts.rateable_value_gbp = amount(text).map(known);
            if facts.rateable_value_gbp.is_none() {
                note("the rateable value is not understood and left unknown".to_owned(), Some(text));
            }
        }
        // A list that does not say so may be one of empty property only.
        let mut may_be_vacant = !self.columns.has(RegisterField::Occupancy);
        if let Some(text) = self.columns.text(RegisterField::Occupancy, record) {
            let code = plain(text);
            if EMPTY.contains(&code.as_str()) || code.starts_with("emptypropertyrate") {
                // Rates are charged by what the ratepayer says, not by a visit.
                let fact = Fact::new(Occupancy::Vacant, Quality::Estimated, self.source.clone(), None);
                facts.occupancy = Some(fact);
            } else {
                may_be_vacant = !IN_USE.iter().any(|relief| code.contains(relief));
            }
        }
        let postcode = postcode_at_the_end(&address);
        Ok(Asset {
            id,
            reference,
            name: address.clone(),
            address: Some(address),
            precision: match &postcode {
                Some(postcode) if postcode.is_whole() => Precision::Postcode,
                Some(_) => Precision::OutwardPostcode,
                None => Precision::Unknown,
            },
            postcode,
            uprn: None,
            owner,
            register: self.source.clone(),
            position: None,
            may_be_vacant,
            shown: Shown::default(),
            gone: None,
            cleared: Vec::new(),
            facts,
        })
    }
}

/// The postcode that an address in one cell ends in.
pub(super) fn postcode_at_the_end(address: &str) -> Option<Postcode> {
    let words: Vec<&str> = address.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let pair = words.len().checked_sub(2).map(|at| words[at..].concat());
    let whole = |text: &str| Postcode::parse(text).filter(Postcode::is_whole);
    pair.as_deref().and_then(whole).or_else(|| words.last().and_then(|last| Postcode::parse(last)))
}

#[cfg(test)]
mod tests {
    use super::{council, postcode_at_the_end};

    #[test]
    fn a_council_is_told_from_those_who_only_call_themselves_one() {
        for (liable, expected) in [
            ("Aldermere City Council", Some("Aldermere City Council")),
            ("Aldermere City Council(Hg)", Some("Aldermere City Council")),
            ("Aldermere City Council (L & C)", Some("Aldermere City Council")),
            ("All Saints Church Council", None),
            ("City Of Aldermere Scout Council", None),
            ("Council House Carpets Ltd", None),
            ("Gravitas Holdings Pcc Ltd", None),
            ("Personal details not supplied", None),
            ("Council", None),
        ] {
            assert_eq!(council(liable).as_deref(), expected, "{liable}");
        }
    }

    #[test]
    fn the_postcode_is_found_at_the_end_of_an_address() {
        let found = |address| postcode_at_the_end(address).map(|postcode| postcode.to_string());
        assert_eq!(found("25, Acre Road, Aldermere, XL1 1AA").as_deref(), Some("XL1 1AA"));
        assert_eq!(found("25, Acre Road, Aldermere, XL11AA").as_deref(), Some("XL1 1AA"));
        assert_eq!(found("25, Acre Road, Aldermere XL1").as_deref(), Some("XL1"));
        assert_eq!(found("25, Acre Road, Aldermere"), None);
        assert_eq!(found(""), None);
    }
}
