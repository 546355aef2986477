//! Postcode centres: Code-Point Open, which has no headings, and the postcode files of the ONS (ONSPD and NSPL).
//!
//! Where a postcode stands twice, the store finds it, which has to look each of them up anyway.
//!
//! The ONS has renamed its columns again and again: `laua` was `oslaua`, and since 2025 the year is part of the name
//! (`lad25cd`). Withdrawn postcodes are kept with the month of their end, since registers and sales still name them.

use std::sync::Arc;

use time::{Date, Month};

use crate::domain::area::PostcodePoint;
use crate::domain::imported::{FileKind, ReadFile, Rows};
use crate::domain::place::Position;
use crate::domain::postcode::Postcode;

use super::assets::is_fictional;
use super::error::ReadError;
use super::official_table::{OfficialColumns, said, year_between};
use super::opened::Opened;
use super::parts::Parts;
use super::records::Record;
use super::table::Table;
use super::values::{given, number, whole};
use super::{Give, OfficialSource};

/// Columns of Code-Point Open, from 0.
const POSTCODE: usize = 0;
const QUALITY: usize = 1;
const EASTING: usize = 2;
const NORTHING: usize = 3;
const DISTRICT: usize = 8;
const COLUMNS: usize = 10;

/// The positional quality of a postcode without coordinates in Code-Point Open, and in the files of the ONS.
const NO_COORDINATES: u32 = 90;
const NO_GRID_REFERENCE: u32 = 9;

const DIRECTORY_POSTCODES: [&str; 6] = ["pcds", "pcd", "pcd2", "pcd7", "pcd8", "postcode"];
const DIRECTORY_EASTINGS: [&str; 2] = ["oseast1m", "east1m"];
const DIRECTORY_NORTHINGS: [&str; 2] = ["osnrth1m", "north1m"];

/// Whether these are the headings of a postcode file of the ONS.
pub(super) fn are_directory_headings(row: &Record) -> bool {
    let headings = OfficialColumns::of(row);
    headings.place(&DIRECTORY_POSTCODES).is_some()
        && headings.place(&DIRECTORY_EASTINGS).is_some()
        && headings.place(&DIRECTORY_NORTHINGS).is_some()
}

/// Where the columns of a postcode file of the ONS are.
struct Directory {
    cells: usize,
    postcode: usize,
    easting: usize,
    northing: usize,
    quality: Option<usize>,
    ended: Option<usize>,
    district: Option<usize>,
}

impl Directory {
    fn of(header: &Record) -> Option<Self> {
        let headings = OfficialColumns::of(header);
        let dated = |heading: &str| year_between(heading, "lad", "cd").is_some();
        Some(Self {
            cells: header.len(),
            postcode: headings.place(&DIRECTORY_POSTCODES)?,
            easting: headings.place(&DIRECTORY_EASTINGS)?,
            northing: headings.place(&DIRECTORY_NORTHINGS)?,
            quality: headings.place(&["osgrdind", "gridind"]),
            ended: headings.place(&["doterm"]),
            district: headings.place_where(dated).or_else(|| headings.place(&["laua", "oslaua"])),
        })
    }

    fn understand(&self, record: &Record) -> Result<PostcodePoint, String> {
        if record.len() != self.cells {
            return Err(format!("has {} cells where the headings have {}", record.len(), self.cells));
        }
        let postcode = whole_postcode(record.cell(self.postcode))?;
        let quality = said(record, self.quality).and_then(whole);
        let (easting, northing) = (record.cell(self.easting).trim(), record.cell(self.northing).trim());
        if quality == Some(NO_GRID_REFERENCE) || (easting.is_empty() && northing.is_empty()) {
            return Err(format!("{postcode} has no grid reference"));
        }
        let ended = match said(record, self.ended) {
            None => None,
            Some(text) => Some(month(text).ok_or_else(|| format!("\"{text}\" is no year and month it ended in"))?),
        };
        Ok(PostcodePoint {
            position: position(&postcode, easting, northing)?,
            postcode,
            borough_code: said(record, self.district).map(Arc::from),
            ended,
        })
    }
}

/// The first day of a month written like 199606.
fn month(text: &str) -> Option<Date> {
    let (year, month) = text.split_at_checked(4)?;
    let month = Month::try_from(month.parse::<u8>().ok().filter(|_| month.len() == 2)?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, 1).ok()
}

/// Reads Code-Point Open, above whose data the list of headings that comes beside it may stand, or a file of the ONS; hands
/// the postcodes on in parts.
pub(super) fn read(
    mut table: Table<'_>,
    header_at: Option<usize>,
    opened: &Opened,
    give: Give<'_>,
) -> Result<ReadFile, ReadError> {
    let mut header = Record::default();
    for _ in 0..header_at.map_or(0, |at| at + 1) {
        table.next(&mut header)?;
    }
    let directory = header_at.and_then(|_| Directory::of(&header));
    let mut parts = Parts::new(opened, FileKind::Postcodes, Rows::Postcodes, give);
    let (mut kept, mut made_up) = (0_u64, 0_u64);
    let mut record = Record::default();
    while table.next(&mut record)? {
        // Ordnance Survey's list of headings is two lines: short names, then long ones.
        if header_at.is_some() && kept == 0 && record.cell(POSTCODE) == "Postcode" {
            continue;
        }
        let value = match &directory {
            Some(directory) => directory.understand(&record),
            None => understand_code_point(&record),
        };
        match value {
            Ok(value) => {
                kept += 1;
                made_up += u64::from(is_fictional(&value.postcode));
                parts.keep(record.number, value)?;
            }
            Err(reason) => parts.refuse(record.number, record.to_cells(), reason)?,
        }
    }
    let official = match directory {
        Some(_) => OfficialSource { title: "ONS postcodes", publisher: "Office for National Statistics" },
        None => OfficialSource { title: "Code-Point Open", publisher: "Ordnance Survey" },
    };
    let source = official.source(opened, FileKind::Postcodes, made_up * 2 > kept, None);
    parts.finish(FileKind::Postcodes, opened, source, header)
}

fn understand_code_point(record: &Record) -> Result<PostcodePoint, String> {
    if record.len() != COLUMNS {
        return Err(format!("has {} cells where Code-Point Open has {COLUMNS}", record.len()));
    }
    let postcode = whole_postcode(record.cell(POSTCODE))?;
    if whole(record.cell(QUALITY)) == Some(NO_COORDINATES) {
        return Err(format!("{postcode} has no coordinates (positional quality {NO_COORDINATES})"));
    }
    let position = position(&postcode, record.cell(EASTING), record.cell(NORTHING))?;
    Ok(PostcodePoint { postcode, position, borough_code: given(record.cell(DISTRICT)).map(Arc::from), ended: None })
}

fn whole_postcode(text: &str) -> Result<Postcode, String> {
    Postcode::parse(text).filter(Postcode::is_whole).ok_or_else(|| format!("\"{text}\" is not a postcode"))
}

fn position(postcode: &Postcode, easting: &str, northing: &str) -> Result<Position, String> {
    let (Some(easting_m), Some(northing_m)) = (number(easting), number(northing)) else {
        return Err(format!("\"{easting}\", \"{northing}\" are not an easting and a northing"));
    };
    if easting_m == 0.0 && northing_m == 0.0 {
        return Err(format!("{postcode} has no coordinates (0, 0)"));
    }
    Position::new(easting_m, northing_m).map_err(|off| off.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Directory, are_directory_headings};
    use crate::import::records::Record;

    #[test]
    fn every_generation_of_headings_is_read_alike() {
        for header in [
            "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oslaua,osward,lat,long",
            "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,laua,ward,lat,long",
            "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,lad25cd,wd25cd,lat,long",
            "PCD7,PCD8,PCDS,DOINTR,DOTERM,USRTYPIND,EAST1M,NORTH1M,GRIDIND,LAD26CD,WD26CD,LAT,LONG",
        ] {
            let header = Record::from_cells(1, header.split(','));
            assert!(are_directory_headings(&header), "{header:?}");
            let row = "XL1 1AA,XL1  1AA,XL1 1AA,198001,199606,0,335012,0389734,1,E08099001,E05099001,53.4,-2.9";
            let point = Directory::of(&header).unwrap().understand(&Record::from_cells(2, row.split(','))).unwrap();
            assert_eq!((point.postcode.as_str(), point.position.northing_m), ("XL1 1AA", 389_734.0));
            assert_eq!(point.borough_code.as_deref(), Some("E08099001"));
            assert_eq!(point.ended.map(|day| day.to_string()).as_deref(), Some("1996-06-01"));
        }
    }
}
