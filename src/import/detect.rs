//! Tells from its content which kind of file a table is; names and endings of files are never looked at.

use crate::domain::imported::FileKind;
use crate::domain::postcode::Postcode;
use crate::domain::register::RegisterField;

use super::Options;
use super::activity;
use super::community_value;
use super::deprivation_ranks;
use super::error::ReadError;
use super::first_row;
use super::mapping::known_fields;
use super::official_table::OfficialColumns;
use super::organisations;
use super::postcodes;
use super::rates_columns;
use super::records::Record;
use super::uprns;
use super::values::{date, one_line, plain, whole};

/// What a table is and where its headings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Detected {
    pub(super) kind: FileKind,
    /// The place of the headings among the rows that are not blank, from 0; `None` when there are none.
    pub(super) header_at: Option<usize>,
    /// Whether it is nothing known, and only taken for this kind.
    pub(super) is_assumed: bool,
}

impl Detected {
    fn known(kind: FileKind, header_at: Option<usize>) -> Self {
        Self { kind, header_at, is_assumed: false }
    }
}

/// What a table is to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The kind that somebody named.
    pub(super) kind: Option<FileKind>,
    /// Whether it is an asset register when it is nothing known and no kind was named.
    pub(super) or_register: bool,
}

impl Wanted {
    /// As the caller wants it.
    pub(super) fn of(options: &Options) -> Self {
        Self { kind: options.kind, or_register: options.takes_any_table }
    }
}

/// The kinds in the order in which they are tried: the most particular headings first.
const TRIED: [FileKind; 12] = [
    FileKind::Uprns,
    FileKind::CommunityValue,
    FileKind::Organisations,
    FileKind::VacantProperty,
    FileKind::Deprivation,
    FileKind::Sales,
    FileKind::Postcodes,
    FileKind::PriceIndex,
    FileKind::SectorPrices,
    FileKind::Activity,
    FileKind::Rulings,
    FileKind::Needs,
];

/// What the table with these first rows is. With a kind given, only whether it can be that.
pub(super) fn table(first_rows: &[&Record], wanted: Wanted, name: &str) -> Result<Detected, ReadError> {
    let Wanted { kind: wanted, or_register } = wanted;
    let rows: Vec<&Record> =
        first_rows.iter().copied().filter(|row| row.cells().any(|cell| !cell.trim().is_empty())).collect();
    let Some(first) = rows.first() else { return Err(ReadError::Empty { name: name.to_owned() }) };
    for row in &rows {
        if let Some(reason) = not_used(row) {
            return Err(ReadError::NotUsed { name: name.to_owned(), reason: reason.to_owned() });
        }
    }
    let may_be = |kind| wanted.is_none_or(|wanted| wanted == kind);
    for (kind, fits) in [
        (FileKind::Sales, is_price_paid as fn(&Record) -> bool),
        (FileKind::Postcodes, is_code_point as fn(&Record) -> bool),
    ] {
        if may_be(kind) && fits(first) {
            return Ok(Detected::known(kind, None));
        }
    }
    for (at, row) in rows.iter().enumerate() {
        for kind in TRIED {
            if may_be(kind) && headings_fit(kind, row) {
                return Ok(Detected::known(kind, Some(at)));
            }
        }
    }
    // Nearly all of such a list is private, and only its own reader knows which rows are not.
    if wanted.is_some_and(FileKind::is_register) && rows.iter().any(|row| headings_fit(FileKind::VacantProperty, row)) {
        let reason = "this is a list of who pays business rates, and most of it is private. Say that it is a \
                      business-rates list: then what is private is left out"
            .to_owned();
        return Err(ReadError::NotUsed { name: name.to_owned(), reason });
    }
    for kind in [FileKind::BrownfieldRegister, FileKind::AssetRegister].into_iter().filter(|kind| may_be(*kind)) {
        if let Some(found) = register(&rows, kind, wanted.is_some()) {
            return Ok(Detected::known(kind, found));
        }
    }
    let is_other = || rows.iter().any(|row| is_of_another_list(row));
    if wanted.is_none() && or_register && rows.iter().any(|row| row.len() > 1) && !is_other() {
        let kind = FileKind::AssetRegister;
        return Ok(Detected { kind, header_at: first_row::headings(&rows, kind), is_assumed: true });
    }
    let saw = seen(first);
    Err(match wanted {
        Some(kind) => {
            let missing = format!("{} {saw}", needed(kind));
            ReadError::DoesNotFit { name: name.to_owned(), kind, missing }
        }
        None => ReadError::NotRecognised { name: name.to_owned(), saw },
    })
}

/// The first row in words, for a message.
fn seen(first: &Record) -> String {
    let cells: Vec<String> =
        first.cells().take(8).map(|cell| one_line(cell).chars().take(40).collect::<String>()).collect();
    let more = if first.len() > 8 { ", ..." } else { "" };
    let count = if first.len() == 1 { "1 cell".to_owned() } else { format!("{} cells", first.len()) };
    format!("Its first row has {count}: {}{more}", cells.join(", "))
}

/// What a file of this kind must have.
fn needed(kind: FileKind) -> &'static str {
    match kind {
        FileKind::AssetRegister => "it has no column for a reference, a name, an address or a UPRN.",
        FileKind::BrownfieldRegister => "it has no columns for a site and for its ownership, area or planning status.",
        FileKind::Needs => "it needs the columns need_id and organisation.",
        FileKind::Rulings => "it needs the columns asset_reference, owner, need_id, ruled_by and reason.",
        FileKind::Boundaries => "boundaries must be GeoJSON or TopoJSON.",
        FileKind::Deprivation => "it has none of the headings of the 2025 Indices of Deprivation, File 7, 2 or 1.",
        FileKind::Postcodes => {
            "it is not Code-Point Open (ten columns that start with postcode, quality, easting, northing), nor a postcode \
             file of the ONS (pcds, oseast1m, osnrth1m, or their newer names)."
        }
        FileKind::Sales => "it is not Price Paid Data: sixteen columns, with or without the headings of the download.",
        FileKind::PriceIndex => "it is not the UK House Price Index: it needs the columns Date, AreaCode and Index.",
        FileKind::SectorPrices => "it needs the columns Year, Sector, Price and Volume.",
        FileKind::Activity => {
            "it needs the columns area_code, indicator and count, or it must be a Nomis download of jobs, businesses or \
             tenure."
        }
        FileKind::Uprns => "it needs the columns UPRN, X_COORDINATE and Y_COORDINATE, and no others but degrees.",
        FileKind::VacantProperty => "it needs the columns of an address, a rateable value and who is liable.",
        FileKind::CommunityValue => "it needs columns of a name or address and of a nomination or listing.",
        FileKind::Organisations => {
            "it is none of the lists known: 360Giving grants, the Charity Commission's, Companies House's or \
             Co-operatives UK's."
        }
    }
}

/// Why a known table is not used, by its headings.
fn not_used(row: &Record) -> Option<&'static str> {
    let headings: Vec<String> = row.cells().map(plain).collect();
    let has = |heading: &str| headings.iter().any(|known| known == heading);
    let speaks_of = |part: &str| headings.iter().any(|known| known.contains(part));
    let on_2011_areas = has("lsoacode2011") || has("lsoa11cd") || has("lsoa11code");
    let deprivation = speaks_of("indexofmultipledeprivation")
        || speaks_of("imdrank")
        || speaks_of("imdscore")
        || has("rank2019")
        || speaks_of("totalpopulationmid2015");
    // File 7 and File 2 of 2019 give the ranks of the domains, File 1 the overall rank; the rest is of no use.
    let whole = has("lsoacode2011") && has("incomerankwhere1ismostdeprived");
    let file_1 = deprivation_ranks::edition(&OfficialColumns::of(row)).is_some();
    (on_2011_areas && deprivation && !whole && !file_1).then_some(
        "this is a part of the IMD 2019, on 2011 areas; IMD 2019 is not used for scoring. Take File 7 of the 2025 \
         release; to reproduce an old decision, File 7 or File 2 of the 2019 release",
    )
}

fn headings_fit(kind: FileKind, row: &Record) -> bool {
    let headings: Vec<String> = row.cells().map(plain).collect();
    let all = |wanted: &[&str]| wanted.iter().all(|heading| headings.iter().any(|known| known == heading));
    match kind {
        FileKind::Deprivation => {
            deprivation_ranks::edition(&OfficialColumns::of(row)).is_some()
                || all(&["lsoacode2021", "indexofmultipledeprivationimdscore"])
                || all(&["lsoacode2021", "incomerankwhere1ismostdeprived"])
                || all(&["lsoa21code", "imdscore", "imdrank"])
                || all(&["lsoacode2011", "incomerankwhere1ismostdeprived"])
        }
        FileKind::Sales => all(&["uniqueid", "pricepaid", "deeddate", "postcode"]),
        FileKind::Postcodes => {
            all(&["pc", "pq", "ea", "no"])
                || all(&["postcode", "positionalqualityindicator", "eastings"])
                || postcodes::are_directory_headings(row)
        }
        FileKind::PriceIndex => {
            all(&["date", "areacode", "index"]) || all(&["period", "regiongsscode", "housepriceindexallpropertytypes"])
        }
        FileKind::SectorPrices => all(&["year", "sector", "price", "volume"]),
        FileKind::Activity => activity::are_headings(row),
        FileKind::Rulings => all(&["assetreference", "needid", "ruledby"]),
        FileKind::Needs => all(&["needid", "organisation"]),
        FileKind::Uprns => uprns::are_headings(row),
        FileKind::VacantProperty => rates_columns::are_headings(row),
        FileKind::CommunityValue => community_value::are_headings(row),
        FileKind::Organisations => organisations::are_headings(row),
        FileKind::Boundaries | FileKind::BrownfieldRegister | FileKind::AssetRegister => false,
    }
}

/// The place of the headings of a register, if this is one; `Some(None)` when it has none. When somebody says that it is
/// one, any table will do.
fn register(rows: &[&Record], kind: FileKind, told: bool) -> Option<Option<usize>> {
    let fits = |row: &&Record| are_of_register(&known_fields(row, kind), kind);
    let found = rows.iter().position(fits);
    if told {
        return Some(found.or_else(|| first_row::headings(rows, kind)));
    }
    if let Some(at) = found {
        return (kind == FileKind::BrownfieldRegister || !is_of_another_list(rows[at])).then_some(Some(at));
    }
    // A brownfield register without headings still has the standard's own words for ownership.
    let says = |row: &&Record| row.cells().any(|cell| plain(cell).ends_with("ownedbyapublicauthority"));
    let begins_with_data = rows.len() >= 2 && rows[..2].iter().all(|row| row.len() >= 5 && says(row));
    (kind == FileKind::BrownfieldRegister && begins_with_data).then_some(None)
}

/// Whether these are headings of energy certificates or of titles: they speak of tenure and addresses, too, but not of what
/// an owner does with its land.
fn is_of_another_list(row: &Record) -> bool {
    row.cells().map(plain).any(|heading| ["certificatenumber", "lmkkey", "titlenumber"].contains(&heading.as_str()))
}

/// Whether columns with these meanings make a register of this kind.
fn are_of_register(fields: &[RegisterField], kind: FileKind) -> bool {
    let count = |wanted: &[RegisterField]| wanted.iter().filter(|field| fields.contains(field)).count();
    if kind == FileKind::BrownfieldRegister {
        let site = count(&[RegisterField::Reference, RegisterField::Address, RegisterField::Name]) > 0;
        let marks = count(&[RegisterField::Ownership, RegisterField::Hectares, RegisterField::PlanningStatus]);
        return site && marks >= 2;
    }
    let names = [
        RegisterField::Reference,
        RegisterField::Name,
        RegisterField::Address,
        RegisterField::AddressLine,
        RegisterField::Uprn,
    ];
    let marks = [
        RegisterField::Title,
        RegisterField::TenureDetail,
        RegisterField::Holding,
        RegisterField::LandOnly,
        RegisterField::DisposalStatus,
        RegisterField::SpaceTypes,
    ];
    count(&names) >= 2 && count(&marks) > 0
}

/// Price Paid Data without headings: 16 cells that start with an id, a price, a date and a postcode (perhaps blank).
fn is_price_paid(row: &Record) -> bool {
    let id = row.cell(0).trim_matches(['{', '}']);
    row.len() == 16
        && id.len() == 36
        && id.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
        && whole(row.cell(1)).is_some()
        && date(row.cell(2)).is_some()
        && row.cell(4).len() == 1
}

/// Code-Point Open without headings: 10 cells that start with a postcode, a quality and two numbers.
fn is_code_point(row: &Record) -> bool {
    row.len() == 10
        && Postcode::parse(row.cell(0)).is_some_and(|postcode| postcode.is_whole())
        && (1..=3).all(|place| whole(row.cell(place)).is_some())
}

#[cfg(test)]
mod tests {
    use super::{Detected, Wanted, table};
    use crate::domain::imported::FileKind;
    use crate::import::error::ReadError;
    use crate::import::records::Record;

    fn detect(lines: &[&str], kind: Option<FileKind>) -> Result<Detected, ReadError> {
        let rows: Vec<Record> =
            lines.iter().enumerate().map(|(at, line)| Record::from_cells(at as u64 + 1, line.split(','))).collect();
        table(&rows.iter().collect::<Vec<_>>(), Wanted { kind, or_register: false }, "file.csv")
    }

    #[test]
    fn a_table_is_known_by_its_headings_wherever_they_stand() {
        let cases: [(&[&str], FileKind, Option<usize>); 14] = [
            (&["OrganisationLabel,UPRN,AssetCode,PropertyName,TenureType"], FileKind::AssetRegister, Some(0)),
            (&["Land we own", "", "Asset Code,Property Name,Tenure"], FileKind::AssetRegister, Some(1)),
            (&["Site Ref,Location / Address,AREA(Ha),Ownership Status"], FileKind::BrownfieldRegister, Some(0)),
            (&["need_id,organisation,title"], FileKind::Needs, Some(0)),
            (&["asset_reference,owner,need_id,ruled_by,reason,ruled_on"], FileKind::Rulings, Some(0)),
            (&["area_code,indicator,count,base,period"], FileKind::Activity, Some(0)),
            (&["Date,RegionName,AreaCode,AveragePrice,Index,IndexSA"], FileKind::PriceIndex, Some(0)),
            (&["Name,URI,Region GSS code,Period,House price index All property types"], FileKind::PriceIndex, Some(0)),
            (&["Year,Sector,Price,Volume,Region,text"], FileKind::SectorPrices, Some(0)),
            (&["DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,OBS_VALUE"], FileKind::Activity, Some(0)),
            (&["UK Business Counts", "", "date,2025", "MSOA,mnemonic,Total"], FileKind::Activity, Some(2)),
            (&["date,geography,geography code,Tenure of household: Private rented"], FileKind::Activity, Some(0)),
            (&["XL1 1AA,10,335012,389734,E92000001,,,,E08099001,"], FileKind::Postcodes, None),
            (
                &["{00000001-0000-4000-8000-00000000ABCD},112000,2006-05-22 00:00,XL1 1AA,F,N,L,,13,A,B,C,D,E,A,A"],
                FileKind::Sales,
                None,
            ),
        ];
        for (lines, kind, header_at) in cases {
            assert_eq!(detect(lines, None).unwrap(), Detected::known(kind, header_at), "{lines:?}");
        }
    }

    #[test]
    fn what_fits_nothing_is_refused_with_what_was_seen() {
        let text = detect(&["when,what", "today,rain"], None).unwrap_err().to_string();
        assert!(text.contains("when, what") && text.contains("asset register") && !text.contains("--"), "{text}");
        let text = detect(&["when,what"], Some(FileKind::Needs)).unwrap_err().to_string();
        assert!(text.contains("need_id") && text.contains("when, what"), "{text}");
    }
}
