//! Organisations from JSON: 360Giving's `{"grants": [...]}` and the Charity Commission's list of charities.

use crate::domain::imported::{FileKind, ReadFile};

use super::layouts::{Cells, Layout};
use super::{List, not_kept};
use crate::import::Give;
use crate::import::error::ReadError;
use crate::import::json_list::stream;
use crate::import::opened::Opened;
use crate::import::records::Record;

/// Reads grants and hands their recipients on in parts.
pub(in crate::import) fn read_grants(
    opened: &Opened,
    progress: &dyn Fn(u64, u64),
    give: Give<'_>,
) -> Result<ReadFile, ReadError> {
    read(Layout::Grants, Some("grants"), opened, progress, give)
}

/// Reads charities and hands them on in parts.
pub(in crate::import) fn read_charities(
    opened: &Opened,
    progress: &dyn Fn(u64, u64),
    give: Give<'_>,
) -> Result<ReadFile, ReadError> {
    read(Layout::Charities, None, opened, progress, give)
}

/// Records are numbered from 1. Those left out keep none of their members, which may be a person's.
fn read(
    layout: Layout,
    name: Option<&str>,
    opened: &Opened,
    progress: &dyn Fn(u64, u64),
    give: Give<'_>,
) -> Result<ReadFile, ReadError> {
    let mut list = List::new(layout, opened, give);
    let header = Record::from_cells(1, []);
    list.parts.note(not_kept(&header, &[]));
    let mut stopped = None;
    let found = stream(opened.reader(progress)?, name, &mut |number, record| {
        let understood = layout.understand(&Cells::Json(&record));
        match list.take(number, understood, Vec::new) {
            Ok(()) => true,
            Err(error) => {
                stopped = Some(error);
                false
            }
        }
    });
    if let Some(error) = stopped {
        return Err(error);
    }
    let found = found.map_err(|error| ReadError::broken_json(&opened.name, &error))?;
    if !found {
        let missing = "it has no list of grants.".to_owned();
        return Err(ReadError::DoesNotFit { name: opened.name.clone(), kind: FileKind::Organisations, missing });
    }
    list.finish(opened, header)
}
