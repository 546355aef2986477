//! Which column of a business-rates list is which: by the headings that councils use, or as somebody says.

use crate::domain::register::{ColumnReading, RegisterField};

use super::Options;
use super::mapping::{normalised, samples};
use super::official_table::{OfficialColumns, said};
use super::records::Record;
use super::values::one_line;

const ADDRESSES: [&str; 6] =
    ["fullpropertyaddress", "propertyaddress", "address", "propaddress", "fulladdress", "primaryaddress"];
const LIABLE: [&str; 8] = [
    "primaryliablepartyname",
    "liablepartyname",
    "liableparty",
    "ratepayer",
    "ratepayername",
    "ratespayer",
    "accountholder",
    "accountholdername",
];
const RATEABLE: [&str; 4] = ["currentrateablevalue", "rateablevalue", "rateableval", "rv"];
const REFERENCES: [&str; 6] = [
    "propertyreferencenumber",
    "propertyrefno",
    "propertyreference",
    "propertyref",
    "billingauthorityreference",
    "reference",
];
const EXEMPTIONS: [&str; 6] = [
    "currentpropertyexemptioncode",
    "propertyexemptioncode",
    "exemptioncode",
    "exemption",
    "currentrelieftype",
    "relieftype",
];

/// What such a list has columns for, with the headings of each.
const FIELDS: [(RegisterField, &[&str]); 5] = [
    (RegisterField::Reference, &REFERENCES),
    (RegisterField::Address, &ADDRESSES),
    (RegisterField::Organisation, &LIABLE),
    (RegisterField::RateableValue, &RATEABLE),
    (RegisterField::Occupancy, &EXEMPTIONS),
];

/// Whether these are the headings of a business-rates list.
pub(super) fn are_headings(row: &Record) -> bool {
    let headings = OfficialColumns::of(row);
    headings.place(&ADDRESSES).is_some() && headings.place(&LIABLE).is_some() && headings.place(&RATEABLE).is_some()
}

/// The columns of one list.
pub(super) struct RatesColumns {
    places: [Option<usize>; FIELDS.len()],
}

impl RatesColumns {
    /// Those under these headings, unless somebody says otherwise, now or for an earlier list of the same publisher.
    pub(super) fn of(header: &Record, options: &Options) -> Self {
        let headings = OfficialColumns::of(header);
        let said: Vec<_> = (0..header.len()).map(|column| said_of(header, column, options)).collect();
        let place = |(field, spellings): (RegisterField, &[&str])| {
            let by_heading = || headings.place(spellings).filter(|column| said[*column].is_none());
            said.iter().position(|said| *said == Some(Some(field))).or_else(by_heading)
        };
        Self { places: FIELDS.map(place) }
    }

    fn place(&self, field: RegisterField) -> Option<usize> {
        FIELDS.iter().zip(self.places).find_map(|((of, _), place)| place.filter(|_| *of == field))
    }

    /// The column of who is liable.
    pub(super) fn liable(&self) -> Option<usize> {
        self.place(RegisterField::Organisation)
    }

    /// Whether the list has a column of a field.
    pub(super) fn has(&self, field: RegisterField) -> bool {
        self.place(field).is_some()
    }

    /// What a row says of a field.
    pub(super) fn text<'r>(&self, field: RegisterField, record: &'r Record) -> Option<&'r str> {
        said(record, self.place(field))
    }

    /// How each column was understood. Only rows of which `is_public` says so are shown samples of who is liable.
    pub(super) fn readings(
        &self,
        header: &Record,
        rows: &[Record],
        options: &Options,
        is_public: impl Fn(&str) -> bool,
    ) -> Vec<ColumnReading> {
        let liable = self.liable();
        let shown = |column: usize| {
            let of_somebody = |row: &&Record| Some(column) != liable || is_public(row.cell(column));
            samples(rows.iter().filter(of_somebody), column)
        };
        let reading = |column: usize| {
            let field =
                FIELDS.iter().zip(self.places).find_map(|((f, _), place)| (place == Some(column)).then_some(*f));
            let said = said_of(header, column, options);
            let why = match (field, said) {
                (_, Some(None)) | (Some(_), Some(_)) => "You said so.".to_owned(),
                (None, Some(Some(_))) => {
                    "A business-rates list has no use for this, or another column was named for it before.".to_owned()
                }
                (Some(field), None) => {
                    format!("The heading is known to mean \"{}\" in a business-rates list.", field.label())
                }
                (None, None) => "A business-rates list has no use for it.".to_owned(),
            };
            let confidence = if said.is_some() { 1.0 } else { 0.97 };
            let heading = one_line(header.cell(column));
            let (samples, corrected) = (shown(column), said.is_some());
            ColumnReading { column, heading, field, confidence, why, samples, corrected }
        };
        (0..header.len()).map(reading).collect()
    }
}

/// What somebody said of a column: for this list, or for an earlier one of the same publisher.
fn said_of(header: &Record, column: usize, options: &Options) -> Option<Option<RegisterField>> {
    let learnt = || options.learnt.get(&normalised(header.cell(column)));
    options.corrections.get(&column).or_else(learnt).copied()
}
