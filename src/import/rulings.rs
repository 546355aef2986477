//! Officers' rulings on pairs in catmap's own layout: `asset_reference,owner,need_id,ruled_by,reason,ruled_on`.

use std::collections::HashMap;

use crate::domain::imported::{FileKind, ReadFile, Row, RowProblem, Rows};
use crate::domain::need::{NeedId, Ruling};
use crate::domain::source::Source;

use super::error::ReadError;
use super::identity::slug;
use super::mapping::Columns;
use super::opened::Opened;
use super::records::Record;
use super::sheet::Sheet;
use super::values::{date, given, one_line, plain};
use super::{Contents, Options, finish};

/// Reads rulings. A ruling without a reason, or by nobody, is none.
pub(super) fn read(mut sheet: Sheet, opened: &Opened, options: &Options) -> Result<ReadFile, ReadError> {
    let columns = Columns::new(&sheet.header, &[]);
    let mut notes = std::mem::take(&mut sheet.notes);
    let mut seen: HashMap<(String, String, NeedId), u64> = HashMap::new();
    let mut rows = Vec::new();
    for mut record in std::mem::take(&mut sheet.rows) {
        let understood = understand(&record, &columns, &mut notes).and_then(|ruling| {
            let pair = (ruling.asset_reference.clone(), ruling.owner.clone(), ruling.need.clone());
            match seen.get(&pair) {
                Some(first) => Err(format!("row {first} rules on the same asset and need")),
                None => {
                    seen.insert(pair, record.number);
                    Ok(ruling)
                }
            }
        });
        match understood {
            Ok(value) => rows.push(Row { number: record.number, raw: record.take_cells(), value }),
            Err(reason) => sheet.refuse(&record, reason),
        }
    }
    let fictional = rows.iter().filter(|row| row.value.owner.contains("(fictional)")).count() * 2 > rows.len();
    let source = Source {
        id: opened.source_id(FileKind::Rulings),
        title: "Officers' rulings".to_owned(),
        publisher: options.publisher.clone().unwrap_or_else(|| "Not named in the file".to_owned()),
        licence: None,
        as_at: rows.iter().filter_map(|row| row.value.ruled_on).max(),
        file_name: opened.name.clone(),
        fictional,
    };
    let contents = Contents { header: sheet.header, rows: Rows::Rulings(rows), refused: sheet.refused, notes };
    finish(FileKind::Rulings, opened, source, contents)
}

fn understand(record: &Record, columns: &Columns, notes: &mut Vec<RowProblem>) -> Result<Ruling, String> {
    let text = |heading: &str| columns.place_of(&plain(heading)).and_then(|place| given(record.cell(place)));
    let needed = |heading: &str| text(heading).map(one_line).ok_or_else(|| format!("has no {heading}"));
    let ruling = Ruling {
        asset_reference: needed("asset_reference")?,
        owner: needed("owner")?,
        need: NeedId::new(slug(&needed("need_id")?)),
        ruled_by: needed("ruled_by")?,
        reason: needed("reason")?,
        ruled_on: text("ruled_on").and_then(date),
    };
    if let (Some(value), None) = (text("ruled_on"), ruling.ruled_on) {
        notes.push(RowProblem {
            row: record.number,
            column: Some("ruled_on".to_owned()),
            value: Some(value.to_owned()),
            reason: "not understood and left unknown; expected a date like 2026-11-21 or 21/11/2026".to_owned(),
            refused: false,
        });
    }
    Ok(ruling)
}
