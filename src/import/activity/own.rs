//! catmap's own layout: one count on each line.

use crate::domain::area::AreaIndicator;

use super::super::mapping::Columns;
use super::super::sheet::Sheet;
use super::super::values::word;
use super::{Understood, above_zero, count_of, given};

/// Whether these headings, normalised, are of this layout.
pub(super) fn are_headings(headings: &[String]) -> bool {
    ["areacode", "indicator", "count"].iter().all(|wanted| headings.iter().any(|heading| heading == wanted))
}

/// Takes the rows out of the sheet.
pub(super) fn understand(sheet: &mut Sheet) -> Understood {
    let columns = Columns::new(&sheet.header, &[]);
    let rows = std::mem::take(&mut sheet.rows);
    let understood = rows.into_iter().map(|record| {
        let cell = |heading: &str| columns.place_of(heading).map_or("", |place| record.cell(place).trim());
        let value = indicator(cell("indicator")).and_then(|indicator| {
            let base = given(cell("base"));
            if let Some(base) = base
                && above_zero(base).is_none()
            {
                return Err(format!("\"{base}\" is not a base above zero"));
            }
            let area = (cell("areacode"), cell("areaname"));
            count_of(indicator, area, (cell("count"), base), cell("period"))
        });
        (record, value)
    });
    understood.collect()
}

fn indicator(cell: &str) -> Result<AreaIndicator, String> {
    word(cell, AreaIndicator::ALL, AreaIndicator::slug, AreaIndicator::label).ok_or_else(|| {
        let all: Vec<&str> = AreaIndicator::ALL.iter().map(|known| known.slug()).collect();
        format!("\"{cell}\" is not one of: {}", all.join(", "))
    })
}
