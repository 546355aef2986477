//! File 1 of the Indices of Deprivation: rank and decile of each area, and nothing to score by.
//!
//! It is checked as far as it goes (deciles fit ranks, no area and no rank is missing), as a whole or not at all. What it
//! gives is shown where nothing better is loaded; nothing is scored by it, because a rank says how many areas are worse
//! off and not by how much (`scoring.md` B.1).

use std::collections::HashMap;

use crate::domain::area::{AreaCode, AreaRank};
use crate::domain::cells::Cells;
use crate::domain::imported::{FileKind, ReadFile, Row, RowProblem, Rows};
use crate::domain::indices::Edition;

use super::boroughs::{borough, is_fictional, is_lsoa_code};
use super::deprivation::{Failures, check_decile, check_districts, check_ranks_are_whole, is_all_of_england};
use super::error::ReadError;
use super::official_table::{OfficialColumns, said};
use super::opened::Opened;
use super::records::Record;
use super::table::Table;
use super::values::whole;
use super::{Contents, OfficialSource, finish};

const RANKS: [&str; 2] = ["indexofmultipledeprivationimdrank", "indexofmultipledeprivationimdrankwhere1ismostdeprived"];
const DECILES: [&str; 2] =
    ["indexofmultipledeprivationimddecile", "indexofmultipledeprivationimddecilewhere1ismostdeprived10oflsoas"];

/// The edition of a table with these headings that has ranks and neither scores nor the ranks of domains.
pub(super) fn edition(headings: &OfficialColumns) -> Option<Edition> {
    let more = ["indexofmultipledeprivationimdscore", "incomerankwhere1ismostdeprived", "incomerank"];
    if headings.place(&RANKS).is_none() || headings.place(&DECILES).is_none() || headings.place(&more).is_some() {
        return None;
    }
    match (headings.has(&["lsoacode2021"]), headings.has(&["lsoacode2011"])) {
        (true, _) => Some(Edition::Of2025),
        (_, true) => Some(Edition::Of2019),
        _ => None,
    }
}

/// Reads ranks, or refuses all of them.
pub(super) fn read(
    mut table: Table<'_>,
    header: Record,
    edition: Edition,
    opened: &Opened,
) -> Result<ReadFile, ReadError> {
    let headings = OfficialColumns::of(&header);
    let code_at = headings.place(&["lsoacode2021", "lsoacode2011"]);
    let (rank_at, decile_at) = (headings.place(&RANKS), headings.place(&DECILES));
    let name_at = headings.place(&["lsoaname2021", "lsoaname2011"]);
    let district_at = headings.place(&["localauthoritydistrictcode2024", "localauthoritydistrictcode2019"]);
    let district_name_at = headings.place(&["localauthoritydistrictname2024", "localauthoritydistrictname2019"]);
    let source_id = opened.source_id(FileKind::Deprivation);
    let last = edition.areas_in_england();
    let mut failures = Failures::default();
    let mut seen: HashMap<AreaCode, u64> = HashMap::new();
    let mut rows: Vec<Row<AreaRank>> = Vec::new();
    let mut record = Record::default();
    while table.next(&mut record)? {
        let number = record.number;
        let code = said(&record, code_at).unwrap_or_default();
        let rank = said(&record, rank_at).and_then(whole).filter(|rank| (1..=last).contains(rank));
        let decile = said(&record, decile_at).and_then(whole).and_then(|decile| u8::try_from(decile).ok());
        let (Some(rank), Some(decile), true) = (rank, decile, is_lsoa_code(code) && record.len() == header.len())
        else {
            failures.add(format!(
                "row {number}: \"{code}\" has no code of an LSOA with a rank from 1 to {last}, and a decile"
            ));
            continue;
        };
        let code = AreaCode::new(code);
        if let Some(failure) = check_decile(&code, rank, decile, edition) {
            failures.add(format!("row {number}: {failure}"));
        }
        if let Some(first) = seen.insert(code.clone(), number) {
            failures.add(format!("row {number}: {code} stands in row {first} already"));
        }
        let (district, district_name) = (said(&record, district_at), said(&record, district_name_at));
        let borough = borough(district, district_name, said(&record, name_at));
        let value = AreaRank { code, edition: edition.year(), rank, decile, borough, source: source_id.clone() };
        rows.push(Row { number, raw: Cells::default(), value });
    }
    let fictional = rows.iter().filter(|row| is_fictional(&row.value.code)).count() * 2 > rows.len();
    if !fictional && failures.count == 0 {
        if is_all_of_england(rows.len(), edition, &mut failures) {
            let ranks = rows.iter().map(|row| (&row.value.code, row.value.rank)).collect();
            check_ranks_are_whole(ranks, "overall", &mut failures);
        } else {
            check_districts(rows.iter().filter_map(|row| row.value.borough.as_ref()), edition, &mut failures);
        }
    }
    failures.refuse(&opened.name)?;
    let official = OfficialSource {
        title: match edition {
            Edition::Of2025 => "Indices of Deprivation 2025 (ranks only)",
            Edition::Of2019 => "Indices of Deprivation 2019 (ranks only)",
        },
        publisher: "Ministry of Housing, Communities and Local Government",
    };
    let source = official.source(opened, FileKind::Deprivation, fictional, None);
    let note = RowProblem {
        row: header.number,
        column: None,
        value: None,
        reason:
            "this file gives ranks and deciles and no scores, so nothing is scored by it; load File 7 or File 2 of \
                 the same release, too"
                .to_owned(),
        refused: false,
    };
    let contents = Contents { header, rows: Rows::DeprivationRanks(rows), refused: Vec::new(), notes: vec![note] };
    finish(FileKind::Deprivation, opened, source, contents)
}
