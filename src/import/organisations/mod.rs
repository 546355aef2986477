//! Organisations as public lists name them: 360Giving grants, the Charity Commission, Companies House, Co-operatives UK.
//!
//! What is kept of an organisation is its name, legal form, numbers, postcode, income and whether it is alive. Columns of
//! people, telephone numbers, e-mail, street addresses and the like are not read at all; of rows left out, only the cells
//! of the columns that are read are kept. A grant to a person is refused without its name.
//!
//! A list of grants names one organisation many times, in several spellings: the first row counts, later ones that say
//! something else are noted, and both are the same record.
//!
//! To add a list: a layout in `layouts.rs`.

mod json;
mod layouts;

use std::collections::HashMap;

use crate::domain::imported::{FileKind, ReadFile, RowProblem, Rows};
use crate::domain::listed::ListedOrganisation;
use crate::domain::source::Source;

use super::Give;
use super::error::ReadError;
use super::official_table::OfficialColumns;
use super::opened::Opened;
use super::parts::Parts;
use super::records::Record;
use super::table::Table;

pub(super) use json::{read_charities, read_grants};
use layouts::{Cells, Layout, Understood};

/// Whether these are the headings of one of the lists.
pub(super) fn are_headings(row: &Record) -> bool {
    Layout::of(&OfficialColumns::of(row)).is_some()
}

/// Reads a list from a table and hands the organisations on in parts.
pub(super) fn read(
    mut table: Table<'_>,
    header_at: usize,
    opened: &Opened,
    give: Give<'_>,
) -> Result<ReadFile, ReadError> {
    let mut header = Record::default();
    for _ in 0..=header_at {
        table.next(&mut header)?;
    }
    let headings = OfficialColumns::of(&header);
    let layout = Layout::of(&headings).ok_or_else(|| ReadError::DoesNotFit {
        name: opened.name.clone(),
        kind: FileKind::Organisations,
        missing: "its columns are those of none of the lists known.".to_owned(),
    })?;
    let mut list = List::new(layout, opened, give);
    list.parts.note(not_kept(&header, headings.all()));
    let columns = layout.columns(&headings);
    let mut record = Record::default();
    while table.next(&mut record)? {
        if record.len() != header.len() {
            let reason = format!("has {} cells where the headings have {}", record.len(), header.len());
            list.parts.refuse(record.number, Vec::new(), reason)?;
            continue;
        }
        let understood = layout.understand(&Cells::Table { record: &record, columns: &columns });
        let raw = || columns.only_read(&record);
        list.take(record.number, understood, raw)?;
    }
    list.finish(opened, header)
}

/// A note on the headings that says what is left out of every row.
fn not_kept(header: &Record, headings: &[String]) -> RowProblem {
    const PEOPLE: [&str; 6] = ["phone", "email", "contact", "careof", "telephone", "fax"];
    let of_people = |heading: &str| PEOPLE.iter().any(|part| heading.contains(part)) && !heading.ends_with("postcode");
    let named: Vec<&str> = headings
        .iter()
        .zip(header.cells())
        .filter(|(plain, _)| of_people(plain))
        .map(|(_, cell)| cell.trim())
        .collect();
    let which = if named.is_empty() { String::new() } else { format!(" (here: {})", named.join(", ")) };
    RowProblem {
        row: header.number,
        column: None,
        value: None,
        reason: format!("columns of people, contacts and street addresses are not kept{which}"),
        refused: false,
    }
}

/// One list on its way in.
struct List<'g> {
    layout: Layout,
    parts: Parts<'g, ListedOrganisation>,
    /// The first row of each organisation, where a list names one many times.
    first: HashMap<String, (u64, ListedOrganisation)>,
}

impl<'g> List<'g> {
    fn new(layout: Layout, opened: &Opened, give: Give<'g>) -> Self {
        let parts = Parts::new(opened, FileKind::Organisations, Rows::Organisations, give);
        Self { layout, parts, first: HashMap::new() }
    }

    fn take(
        &mut self,
        number: u64,
        understood: Result<Understood, String>,
        raw: impl FnOnce() -> Vec<String>,
    ) -> Result<(), ReadError> {
        match understood {
            Err(reason) => self.parts.refuse(number, raw(), reason),
            Ok(Understood { mut organisation, remark }) => {
                organisation.source = self.parts.source().clone();
                let mut remarks: Vec<String> = remark.into_iter().collect();
                if self.layout.names_one_many_times() {
                    if let Some((row, first)) = self.first.get(&organisation.id) {
                        if *first != organisation {
                            remarks.push(format!("says something else of {} than row {row}, which counts", first.name));
                        }
                        organisation = first.clone();
                    } else {
                        self.first.insert(organisation.id.clone(), (number, organisation.clone()));
                    }
                }
                self.parts.keep(number, organisation)?;
                for reason in remarks {
                    self.parts.note(RowProblem { row: number, column: None, value: None, reason, refused: false });
                }
                Ok(())
            }
        }
    }

    fn finish(self, opened: &Opened, header: Record) -> Result<ReadFile, ReadError> {
        let (title, publisher) = self.layout.title_and_publisher();
        let source = Source {
            id: self.parts.source().clone(),
            title: title.to_owned(),
            publisher: publisher.unwrap_or("Not named in the file").to_owned(),
            licence: None,
            as_at: None,
            file_name: opened.name.clone(),
            fictional: false,
        };
        self.parts.finish(FileKind::Organisations, opened, source, header)
    }
}
