//! The lists of organisations that are known: their columns, and what one row of each says.

use serde_json::{Map, Value};

use crate::domain::listed::ListedOrganisation;
use crate::domain::postcode::Postcode;
use crate::domain::source::SourceId;

use crate::import::identity::{short_hash, slug};
use crate::import::official_table::{OfficialColumns, said};
use crate::import::records::Record;
use crate::import::values::{given, number, one_line, plain};

/// The lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// 360Giving: each row a grant.
    Grants,
    /// The Charity Commission's extract, or a list made of it.
    Charities,
    /// Companies House's basic company data.
    Companies,
    /// Co-operatives UK: organisations.
    Cooperatives,
    /// Co-operatives UK: the places they work at.
    Outlets,
}

/// What is read of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// The list's own key.
    Key,
    Name,
    /// The place of an outlet.
    Outlet,
    LegalForm,
    Charity,
    /// Which of the charities linked under one number.
    Linked,
    Company,
    Registrar,
    Postcode,
    Income,
    Status,
    /// A person who had a grant.
    Person,
}

const ITEMS: [Item; 12] = [
    Item::Key,
    Item::Name,
    Item::Outlet,
    Item::LegalForm,
    Item::Charity,
    Item::Linked,
    Item::Company,
    Item::Registrar,
    Item::Postcode,
    Item::Income,
    Item::Status,
    Item::Person,
];

/// An organisation, and what is worth knowing of its row.
pub(super) struct Understood {
    pub(super) organisation: ListedOrganisation,
    pub(super) remark: Option<String>,
}

impl Layout {
    /// The list with these headings.
    pub(super) fn of(headings: &OfficialColumns) -> Option<Self> {
        let has = |all: &[&str]| headings.has(all);
        if has(&["companyname", "companynumber", "companystatus"]) {
            Some(Self::Companies)
        } else if has(&["registeredcharitynumber", "charityname"]) {
            Some(Self::Charities)
        } else if has(&["recipientorgname"]) || has(&["recipientorganization0name"]) {
            Some(Self::Grants)
        } else if has(&["cukorganisationid", "outletname"]) {
            Some(Self::Outlets)
        } else if has(&["cukorganisationid", "registeredname"]) {
            Some(Self::Cooperatives)
        } else {
            None
        }
    }

    /// What the list is and who publishes it, where that is always the same.
    pub(super) const fn title_and_publisher(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Grants => ("Grants in the 360Giving standard", None),
            Self::Charities => ("Register of charities", Some("Charity Commission for England and Wales")),
            Self::Companies => ("Basic company data", Some("Companies House")),
            Self::Cooperatives => ("Co-operatives: organisations", Some("Co-operatives UK")),
            Self::Outlets => ("Co-operatives: outlets", Some("Co-operatives UK")),
        }
    }

    /// Whether a row is about something else than the organisation, so that one organisation has many.
    pub(super) const fn names_one_many_times(self) -> bool {
        matches!(self, Self::Grants)
    }

    /// The normalised headings of an item.
    const fn spellings(self, item: Item) -> &'static [&'static str] {
        match (self, item) {
            (Self::Grants, Item::Key) => &["recipientorgidentifier", "recipientorganization0id"],
            (Self::Grants, Item::Name) => &["recipientorgname", "recipientorganization0name"],
            (Self::Grants, Item::LegalForm) => {
                &["recipientorgorganisationtype", "recipientorganization0organisationtype"]
            }
            (Self::Grants, Item::Charity) => &["recipientorgcharitynumber", "recipientorganization0charitynumber"],
            (Self::Grants, Item::Company) => &["recipientorgcompanynumber", "recipientorganization0companynumber"],
            (Self::Grants, Item::Postcode) => &["recipientorgpostalcode", "recipientorganization0postalcode"],
            (Self::Grants, Item::Person) => &["recipientindname", "recipientindidentifier", "recipientindividual0id"],
            (Self::Charities, Item::Name) => &["charityname"],
            (Self::Charities, Item::LegalForm) => &["charitytype"],
            (Self::Charities, Item::Charity) => &["registeredcharitynumber"],
            (Self::Charities, Item::Linked) => &["linkedcharitynumber"],
            (Self::Charities, Item::Company) => &["charitycompanyregistrationnumber"],
            (Self::Charities, Item::Postcode) => &["charitycontactpostcode"],
            (Self::Charities, Item::Income) => &["latestincome"],
            (Self::Charities, Item::Status) => &["charityregistrationstatus"],
            (Self::Companies, Item::Name) => &["companyname"],
            (Self::Companies, Item::LegalForm) => &["companycategory"],
            (Self::Companies, Item::Company) => &["companynumber"],
            (Self::Companies, Item::Postcode) => &["regaddresspostcode"],
            (Self::Companies, Item::Status) => &["companystatus"],
            (Self::Cooperatives | Self::Outlets, Item::Key) => &["cukorganisationid"],
            (Self::Cooperatives | Self::Outlets, Item::Name) => &["registeredname"],
            (Self::Cooperatives, Item::LegalForm) => &["legalform"],
            (Self::Cooperatives, Item::Company) => &["registerednumber"],
            (Self::Cooperatives, Item::Registrar) => &["registrar"],
            (Self::Cooperatives, Item::Postcode) => &["registeredpostcode"],
            (Self::Cooperatives, Item::Status) => &["registeredstatus"],
            (Self::Outlets, Item::Outlet) => &["outletname"],
            (Self::Outlets, Item::Postcode) => &["postcode"],
            _ => &[],
        }
    }

    /// Where the items are.
    pub(super) fn columns(self, headings: &OfficialColumns) -> Columns {
        Columns(ITEMS.map(|item| (item, headings.place(self.spellings(item)))))
    }

    /// The organisation of a row, its source still to be filled in.
    pub(super) fn understand(self, cells: &Cells<'_>) -> Result<Understood, String> {
        let text = |item: Item| cells.text(self, item);
        if text(Item::Person).is_some() {
            return Err("is a grant to a person, which is not kept".to_owned());
        }
        let name = text(Item::Name).ok_or("names no organisation")?;
        let postcode_text = text(Item::Postcode);
        let postcode = postcode_text.as_deref().and_then(Postcode::parse);
        // Some of the lists give a foreign or a mistyped postcode: the organisation is still one.
        let remark = postcode_text.filter(|_| postcode.is_none()).map(|text| format!("\"{text}\" is not a postcode"));
        let company = text(Item::Company).filter(|number| !number.chars().all(|c| c == '0'));
        let charity = text(Item::Charity);
        let active = text(Item::Status).map(|status| {
            let status = plain(&status);
            status.starts_with("active") || status.starts_with("registered") || status.starts_with("trading")
        });
        let id = match self {
            Self::Companies => format!("GB-COH-{}", company.as_deref().ok_or("has no company number")?),
            Self::Charities => {
                let number = charity.as_deref().ok_or("has no charity number")?;
                match text(Item::Linked).filter(|linked| linked != "0") {
                    Some(linked) => format!("GB-CHC-{number}-{linked}"),
                    None => format!("GB-CHC-{number}"),
                }
            }
            Self::Grants => text(Item::Key).unwrap_or_else(|| of_its_own("360G", &name, postcode.as_ref())),
            Self::Cooperatives => {
                format!("co-operatives-uk-{}", text(Item::Key).ok_or("has no number with Co-operatives UK")?)
            }
            Self::Outlets => {
                let key = text(Item::Key).ok_or("has no number with Co-operatives UK")?;
                of_its_own(
                    &format!("co-operatives-uk-{key}"),
                    &text(Item::Outlet).unwrap_or_default(),
                    postcode.as_ref(),
                )
            }
        };
        let name = match text(Item::Outlet) {
            Some(outlet) if plain(&outlet) != plain(&name) => format!("{outlet} ({name})"),
            _ => name,
        };
        let income = text(Item::Income).and_then(|text| number(&text));
        // Pounds of a charity's income, far below the 2^53 up to which they are exact.
        #[expect(clippy::cast_possible_truncation, reason = "bounded in the same line")]
        let income_gbp = income.filter(|gbp| (0.0..1e13).contains(gbp)).map(|gbp| gbp.round() as i64);
        Ok(Understood {
            organisation: ListedOrganisation {
                id,
                name,
                legal_form: text(Item::LegalForm),
                charity_number: charity,
                company_number: company,
                postcode,
                income_gbp,
                active,
                source: SourceId::new(""),
            },
            remark,
        })
    }
}

/// A key made of what a list says, where it gives none.
fn of_its_own(list: &str, name: &str, postcode: Option<&Postcode>) -> String {
    let postcode = postcode.map(Postcode::to_string).unwrap_or_default();
    format!("{list}-{}-{}", slug(name), short_hash(None, [name, &postcode]))
}

/// Where each item of a table is.
pub(super) struct Columns([(Item, Option<usize>); ITEMS.len()]);

impl Columns {
    fn place(&self, item: Item) -> Option<usize> {
        self.0.iter().find(|(known, _)| *known == item).and_then(|(_, place)| *place)
    }

    /// The cells of a row with all that is not read blanked; of a row about a person, all.
    pub(super) fn only_read(&self, record: &Record) -> Vec<String> {
        let person = said(record, self.place(Item::Person)).is_some();
        let is_read = |at: usize| !person && self.0.iter().any(|(_, place)| *place == Some(at));
        record.cells().enumerate().map(|(at, cell)| if is_read(at) { cell.to_owned() } else { String::new() }).collect()
    }
}

/// One row, of a table or of a JSON list.
pub(super) enum Cells<'a> {
    Table { record: &'a Record, columns: &'a Columns },
    Json(&'a Map<String, Value>),
}

impl Cells<'_> {
    /// What the row says of an item, on one line.
    fn text(&self, layout: Layout, item: Item) -> Option<String> {
        let text = match self {
            Self::Table { record, columns } => said(record, columns.place(item)).map(one_line),
            Self::Json(record) => layout.spellings(item).iter().find_map(|spelling| member(record, spelling)),
        };
        text.filter(|text| !text.is_empty())
    }
}

/// A member by its normalised name. That of a list's first record is written `list0member`.
fn member(record: &Map<String, Value>, spelling: &str) -> Option<String> {
    let value = match spelling.split_once('0') {
        None => record.iter().find(|(name, _)| plain(name) == spelling)?.1,
        Some((list, inner)) => {
            let first = record.iter().find(|(name, _)| plain(name) == list)?.1.as_array()?.first()?.as_object()?;
            first.iter().find(|(name, _)| plain(name) == inner)?.1
        }
    };
    match value {
        Value::String(text) => given(text).map(one_line),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
