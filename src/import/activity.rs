//! Counts of local activity in catmap's own layout: `area_code,indicator,count,base,period`.

use std::collections::HashMap;

use crate::domain::area::{ActivityCount, ActivityIndicator, AreaCode};
use crate::domain::imported::{FileKind, ReadFile, Row, Rows};
use crate::domain::source::Source;

use super::boroughs::{is_fictional, is_lsoa_code};
use super::error::ReadError;
use super::mapping::Columns;
use super::opened::Opened;
use super::records::Record;
use super::sheet::Sheet;
use super::values::{above_zero, amount, given, one_line, word};
use super::{Contents, finish};

/// Reads activity counts.
pub(super) fn read(mut sheet: Sheet, opened: &Opened<'_>) -> Result<ReadFile, ReadError> {
    let columns = Columns::new(&sheet.header, &[]);
    let source_id = opened.source_id(FileKind::Activity);
    let mut seen: HashMap<(AreaCode, ActivityIndicator), u64> = HashMap::new();
    let mut rows = Vec::new();
    for record in std::mem::take(&mut sheet.rows) {
        let understood = understand(&record, &columns).and_then(|value| {
            match seen.insert((value.code.clone(), value.indicator), record.number) {
                Some(first) => {
                    Err(format!("{} of {} stand in row {first} already", value.indicator.slug(), value.code))
                }
                None => Ok(ActivityCount { source: source_id.clone(), ..value }),
            }
        });
        match understood {
            Ok(value) => rows.push(Row { number: record.number, raw: Vec::new(), value }),
            Err(reason) => sheet.refuse(&record, reason),
        }
    }
    let fictional = rows.iter().filter(|row| is_fictional(&row.value.code)).count() * 2 > rows.len();
    let source = Source {
        id: source_id,
        title: "Local activity counts".to_owned(),
        publisher: if fictional { "catmap (fictional)" } else { "Not named in the file" }.to_owned(),
        licence: None,
        as_at: None,
        file_name: opened.name.clone(),
        fictional,
    };
    let contents =
        Contents { header: sheet.header, rows: Rows::Activity(rows), refused: sheet.refused, notes: sheet.notes };
    finish(FileKind::Activity, opened, source, contents)
}

fn understand(record: &Record, columns: &Columns) -> Result<ActivityCount, String> {
    let cell = |heading: &str| columns.place_of(heading).map_or("", |place| record.cell(place).trim());
    let not = |what: &str, heading: &str| format!("\"{}\" is not {what}", cell(heading));
    let code = cell("areacode");
    if !is_lsoa_code(code) {
        return Err(not("the code of an LSOA, like E01006412", "areacode"));
    }
    let indicators = ActivityIndicator::ALL.iter().map(|known| known.slug()).collect::<Vec<_>>().join(", ");
    let indicator = word(cell("indicator"), ActivityIndicator::ALL, ActivityIndicator::slug, ActivityIndicator::label);
    Ok(ActivityCount {
        code: AreaCode::new(code),
        indicator: indicator.ok_or_else(|| not(&format!("one of: {indicators}"), "indicator"))?,
        count: amount(cell("count")).ok_or_else(|| not("a count of zero or more", "count"))?,
        base: above_zero(cell("base")).ok_or_else(|| not("a base above zero", "base"))?,
        period: given(cell("period")).map(one_line).unwrap_or_else(|| "period not given".to_owned()),
        source: crate::domain::source::SourceId::new(""),
    })
}
