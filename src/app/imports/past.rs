//! What a file did that was taken in: read again, row by row, beside what the audit trail says that it changed.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::mpsc;

use crate::app::AppError;
use crate::app::import_files::{ImportError, PARTS_WAITING, read_options};
use crate::domain::asset::Asset;
use crate::domain::change::Change;
use crate::domain::imported::{ImportRecord, ReadPart, RowOutcome, Rows};
use crate::domain::permission::Viewer;
use crate::domain::preview::Told;
use crate::import;
use crate::store::Compared;

use super::account::{Account, Accounting};
use super::scope::{self, Scope};
use super::{Imports, in_temporary_file};

impl Imports {
    /// The account of a file that was taken in. What it left out, and what it changed, is in the store; all else of its
    /// rows is in the file.
    pub(super) async fn look_back(
        self: &Arc<Self>,
        viewer: &Viewer,
        record: &ImportRecord,
    ) -> Result<Arc<Account>, AppError> {
        let _reader = self.readers.acquire().await.map_err(in_temporary_file)?;
        if let Some(account) = self.kept_account(viewer, record) {
            return Ok(account);
        }
        let folder = self.unpacked(record).await?;
        let store = self.catalogue.store();
        let mut did = Did { changes: HashMap::new(), refused: HashMap::new() };
        store
            .each_change_of_import(record.id, |change| {
                if change.kind == "assets" || change.kind == "needs" || change.kind == "rulings" {
                    did.changes.insert(change.key.clone(), change);
                }
            })
            .await?;
        store
            .each_refused(record.id, |row| {
                did.refused.insert(row.number, row.reason);
            })
            .await?;
        let mut options = read_options(store, &record.said, record.at.date()).await?;
        // It was understood once, as what it was known for or taken for, and as whose.
        options.takes_any_table = true;
        options.publisher = options.publisher.or_else(|| record.publisher.clone());
        // What was learnt by then is what the columns were taken for.
        let told = scope::told(record).unwrap_or_else(Told::of_all);
        options.corrections.extend(told.survey.columns.iter().map(|column| (column.column, column.field)));
        let (give, mut parts) = mpsc::channel::<ReadPart>(PARTS_WAITING);
        let path = folder.path.clone();
        let reading = tokio::task::spawn_blocking(move || {
            import::read_in_parts(&path, &options, &|_, _| (), &mut |part| give.blocking_send(part).is_ok())
        });
        let mut accounting = Accounting::begin().map_err(in_temporary_file)?;
        while let Some(part) = parts.recv().await {
            let compared = did.compared(&part.rows);
            accounting.look_up(store, &part.rows).await.map_err(AppError::from)?;
            accounting.part(&part.rows, &compared, &part.refused, &part.notes).map_err(in_temporary_file)?;
        }
        let file = reading.await.map_err(in_temporary_file)?;
        let file = file.map_err(|error| AppError::Refused(ImportError::from(error).to_string()))?;
        let compared = did.compared(&file.rows);
        accounting.look_up(store, &file.rows).await.map_err(AppError::from)?;
        accounting.part(&file.rows, &compared, &file.refused, &file.notes).map_err(in_temporary_file)?;
        let (summary, rows) = accounting.finish().map_err(in_temporary_file)?;
        let account = Arc::new(Account {
            kind: file.kind,
            header: file.header,
            source: file.source,
            said: record.said.clone(),
            scope: if told.speaks_for_all { Scope::All } else { Scope::Publisher },
            holds_others: told.holds_others,
            is_past: true,
            survey: told.survey,
            summary: told.summary.unwrap_or(summary),
            rows,
        });
        self.keep_account(record.id, Arc::clone(&account));
        Ok(account)
    }
}

/// What an import did.
struct Did {
    /// By the key of the record.
    changes: HashMap<String, Change>,
    /// By the number of the row.
    refused: HashMap<u64, String>,
}

impl Did {
    fn compared(&mut self, rows: &Rows) -> Vec<Compared> {
        match rows {
            Rows::Assets(rows) => rows.iter().map(|row| self.of(row.number, &row.value.id.0)).collect(),
            Rows::Needs(rows) => rows.iter().map(|row| self.of(row.number, &row.value.id.0)).collect(),
            Rows::Rulings(rows) => rows
                .iter()
                .map(|row| {
                    let ruling = &row.value;
                    let key = format!("{} / {} / {}", ruling.asset_reference, ruling.owner, ruling.need.0);
                    self.of(row.number, &key)
                })
                .collect(),
            // Files of other things are not kept.
            _ => Vec::new(),
        }
    }

    /// What became of one row. The first row of a record made its change, later ones said the same.
    fn of(&mut self, number: u64, key: &str) -> Compared {
        let told = |outcome| Compared { outcome, held: None, after: None, reason: None };
        if let Some(reason) = self.refused.remove(&number) {
            return Compared { reason: Some(reason), ..told(RowOutcome::Refused) };
        }
        let Some(change) = self.changes.remove(key) else { return told(RowOutcome::Unchanged) };
        let Some(before) = change.before else { return told(RowOutcome::New) };
        let asset = |text: &str| serde_json::from_str::<Asset>(text).ok().map(Box::new);
        let (held, after) = (asset(&before), change.after.as_deref().and_then(asset));
        Compared { held, after, ..told(RowOutcome::Changed) }
    }
}
