//! Councils' lists of assets of community value: the digital-land layout and the councils' own spellings.
//!
//! A listing gives a community time to bid should the owner sell; most owners are private. So these are held beside the
//! assets, never among them. Nominations that failed are kept with the decision, in the council's words.

use crate::domain::cells::Cells;
use crate::domain::imported::{FileKind, ReadFile, RefusedRow, Row, Rows};
use crate::domain::listed::CommunityValueListing;
use crate::domain::place::{LonLat, Position};
use crate::domain::postcode::Postcode;
use crate::domain::source::{Source, SourceId};
use crate::projection::to_british_national_grid;

use super::error::ReadError;
use super::identity::{short_hash, slug};
use super::official_table::{OfficialColumns, said};
use super::opened::Opened;
use super::records::Record;
use super::sheet::Sheet;
use super::vacant_property::postcode_at_the_end;
use super::values::{date, number, one_line};
use super::{Contents, Options, finish};

const NAMES: [&str; 8] =
    ["name", "assetname", "nameofasset", "nameofproperty", "propertyname", "asset", "nominatedasset", "property"];
const ADDRESSES: [&str; 6] = ["addresstext", "address", "assetaddress", "propertyaddress", "siteaddress", "location"];
const NOMINATORS: [&str; 9] = [
    "nominatinggroup",
    "nominatedby",
    "nominator",
    "nominatingbody",
    "nominatingorganisation",
    "nameofnominatingbody",
    "nominee",
    "nominatingcommunitygroup",
    "communitygroup",
];
const NOMINATED: [&str; 4] = ["nominationdate", "datenominated", "dateofnomination", "datenominationreceived"];
const DECISIONS: [&str; 5] = ["decision", "outcome", "status", "successfulunsuccessful", "result"];
const LISTED: [&str; 8] = [
    "decisiondate",
    "datelisted",
    "listingdate",
    "listedon",
    "dateoflisting",
    "dateofdecision",
    "dateaddedtolist",
    "dateadded",
];
const EXPIRES: [&str; 8] = [
    "expirydate",
    "dateexpires",
    "listingexpires",
    "expireson",
    "dateofexpiry",
    "listingexpirydate",
    "expirydateoflisting",
    "removaldate",
];

/// Whether these are the headings of such a list: a place, and the marks of a nomination.
pub(super) fn are_headings(row: &Record) -> bool {
    let headings = OfficialColumns::of(row);
    let place = headings.place(&NAMES).is_some() || headings.place(&ADDRESSES).is_some();
    let marks = [&NOMINATORS[..], &NOMINATED, &EXPIRES];
    place && marks.iter().filter(|spellings| headings.place(spellings).is_some()).count() >= 2
}

/// Where the columns are.
struct Places {
    reference: Option<usize>,
    council: Option<usize>,
    name: Option<usize>,
    address: Option<usize>,
    postcode: Option<usize>,
    point: Option<usize>,
    easting: Option<usize>,
    northing: Option<usize>,
    nominated_by: Option<usize>,
    nominated_on: Option<usize>,
    decision: Option<usize>,
    listed_on: Option<usize>,
    expires_on: Option<usize>,
}

/// Where a listing is, before degrees are converted, all of a file in one call.
enum Given {
    Nothing,
    Degrees(LonLat),
    Grid(Position),
}

/// Reads a list.
pub(super) fn read(mut sheet: Sheet, opened: &Opened, options: &Options) -> Result<ReadFile, ReadError> {
    let headings = OfficialColumns::of(&sheet.header);
    let places = Places {
        reference: headings.place(&["reference", "ref", "assetreference", "referencenumber", "acvreference", "refno"]),
        council: headings.place(&["organisation", "council", "localauthority", "authority"]),
        name: headings.place(&NAMES),
        address: headings.place(&ADDRESSES),
        postcode: headings.place(&["postcode", "assetpostcode"]),
        point: headings.place(&["point", "wkt", "geometry"]),
        easting: headings.place(&["easting", "eastings", "geox", "x"]),
        northing: headings.place(&["northing", "northings", "geoy", "y"]),
        nominated_by: headings.place(&NOMINATORS),
        nominated_on: headings.place(&NOMINATED),
        decision: headings.place(&DECISIONS),
        listed_on: headings.place(&LISTED),
        expires_on: headings.place(&EXPIRES),
    };
    let source_id = opened.source_id(FileKind::CommunityValue);
    let mut rows = Vec::new();
    let mut given = Vec::new();
    for record in std::mem::take(&mut sheet.rows) {
        match understand(&record, &places, &source_id) {
            Ok((value, place)) => {
                given.push(place);
                rows.push(Row { number: record.number, raw: Cells::default(), value });
            }
            Err(reason) => {
                sheet.refused.push(RefusedRow { number: record.number, raw: record.to_cells(), reason });
            }
        }
    }
    let degrees: Vec<LonLat> = given
        .iter()
        .filter_map(|place| if let Given::Degrees(degrees) = place { Some(*degrees) } else { None })
        .collect();
    let mut projected = to_british_national_grid(&degrees)?.into_iter();
    for (row, place) in rows.iter_mut().zip(&given) {
        row.value.position = match place {
            Given::Nothing => None,
            Given::Grid(position) => Some(*position),
            Given::Degrees(_) => projected.next().flatten(),
        };
    }
    let told = options.publisher.as_deref().map(one_line).filter(|name| !name.is_empty());
    let named = rows.iter().find_map(|row| row.value.council.clone());
    let source = Source {
        id: source_id,
        title: "Assets of community value".to_owned(),
        publisher: told.or(named).unwrap_or_else(|| "Not named in the file".to_owned()),
        licence: None,
        as_at: None,
        file_name: opened.name.clone(),
        fictional: false,
    };
    let contents =
        Contents { header: sheet.header, rows: Rows::CommunityValue(rows), refused: sheet.refused, notes: sheet.notes };
    finish(FileKind::CommunityValue, opened, source, contents)
}

fn understand(record: &Record, places: &Places, source: &SourceId) -> Result<(CommunityValueListing, Given), String> {
    let text = |place: Option<usize>| said(record, place).map(one_line).filter(|text| !text.is_empty());
    let day = |place: Option<usize>, what: &str| match said(record, place) {
        None => Ok(None),
        Some(text) => {
            date(text).map(Some).ok_or_else(|| format!("\"{text}\" is no day {what}; write it like 21/11/2026"))
        }
    };
    let address = text(places.address);
    let Some(name) = text(places.name).or_else(|| address.clone()) else {
        return Err("has neither a name nor an address".to_owned());
    };
    let postcode = match said(record, places.postcode) {
        Some(text) => Some(Postcode::parse(text).ok_or_else(|| format!("\"{text}\" is not a postcode"))?),
        None => address.as_deref().and_then(postcode_at_the_end),
    };
    let reference = text(places.reference).unwrap_or_else(|| {
        format!("{}-{}", slug(&name), short_hash(None, [name.as_str(), address.as_deref().unwrap_or_default()]))
    });
    let listing = CommunityValueListing {
        reference,
        council: text(places.council),
        name,
        address,
        postcode,
        position: None,
        nominated_by: text(places.nominated_by),
        nominated_on: day(places.nominated_on, "of a nomination")?,
        decision: text(places.decision),
        listed_on: day(places.listed_on, "of a decision")?,
        expires_on: day(places.expires_on, "that a listing ends")?,
        source: source.clone(),
    };
    Ok((listing, place(record, places)?))
}

/// `POINT (-2.9 53.4)` in the digital-land layout, easting and northing in the councils' own.
fn place(record: &Record, places: &Places) -> Result<Given, String> {
    if let Some(text) = said(record, places.point) {
        let inside = text.trim().strip_prefix("POINT").map(str::trim).and_then(|rest| rest.strip_prefix('('));
        let mut numbers = inside.and_then(|rest| rest.strip_suffix(')')).unwrap_or_default().split_whitespace();
        return match (numbers.next().and_then(number), numbers.next().and_then(number), numbers.next()) {
            (Some(x), Some(y), None) => given(x, y),
            _ => Err(format!("\"{}\" is no point like POINT (-2.98 53.41)", one_line(text))),
        };
    }
    match (said(record, places.easting), said(record, places.northing)) {
        (Some(x), Some(y)) => match (number(x), number(y)) {
            (Some(x), Some(y)) => given(x, y),
            _ => Err(format!("\"{x}\", \"{y}\" are not an easting and a northing")),
        },
        _ => Ok(Given::Nothing),
    }
}

/// Degrees of Britain, else metres of the grid.
fn given(x: f64, y: f64) -> Result<Given, String> {
    if x.abs() <= 9.0 && (49.0..=61.0).contains(&y) {
        return Ok(Given::Degrees(LonLat { lon_deg: x, lat_deg: y }));
    }
    Position::new(x, y).map(Given::Grid).map_err(|off| off.to_string())
}

#[cfg(test)]
mod tests {
    use super::are_headings;
    use crate::import::records::Record;

    #[test]
    fn lists_of_any_council_are_known_by_their_nominations() {
        let fits = |line: &str| are_headings(&Record::from_cells(1, line.split(',')));
        assert!(fits(
            "reference,name,address-text,point,organisation,nomination-date,nominating-group,decision,expiry-date"
        ));
        assert!(fits("Name of asset,Address,Nominated by,Date listed,Listing expires"));
        assert!(!fits("Asset Code,Property Name,Address,Tenure,Expiry date"));
    }
}
