//! Proving that the database holds together: every record can be read, and the trail, the imports and the files agree.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::domain::area::{AreaBoundary, AreaCount, AreaDeprivation, PostcodePoint, PriceIndexMonth, Sale, SectorYear};
use crate::domain::asset::Asset;
use crate::domain::need::{Need, Ruling};
use crate::domain::source::Source;
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells};
use crate::store::error::StoreError;
use crate::store::table::{Table, decode, key_in_words, key_of};
use crate::store::transaction::Transaction;

/// Findings of one kind that are told one by one.
const TOLD: u64 = 20;

/// What was found: sentences, and how many things were looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What is wrong, a sentence each.
    pub wrong: Vec<String>,
    /// What was looked at: in words, and how many.
    pub looked_at: Vec<(&'static str, u64)>,
}

impl Store {
    /// Looks through the whole database, as one moment sees it. Nothing is changed.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be reached; what is wrong with what it holds is in the answer.
    pub async fn check(&self) -> Result<Findings, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let mut findings = Findings::default();
        for sentence in reading.damage().await? {
            findings.wrong.push(sentence);
        }
        records::<Source>(&mut reading, &mut findings).await?;
        records::<Asset>(&mut reading, &mut findings).await?;
        records::<Need>(&mut reading, &mut findings).await?;
        records::<Ruling>(&mut reading, &mut findings).await?;
        read_back::<AreaBoundary>(&mut reading, &mut findings, |_, _| ()).await?;
        read_back::<AreaDeprivation>(&mut reading, &mut findings, |_, _| ()).await?;
        read_back::<AreaCount>(&mut reading, &mut findings, |_, _| ()).await?;
        read_back::<PostcodePoint>(&mut reading, &mut findings, |_, _| ()).await?;
        read_back::<Sale>(&mut reading, &mut findings, |_, _| ()).await?;
        read_back::<PriceIndexMonth>(&mut reading, &mut findings, |_, _| ()).await?;
        read_back::<SectorYear>(&mut reading, &mut findings, |_, _| ()).await?;
        counts(&mut reading, &mut findings).await?;
        files(&mut reading, &mut findings).await?;
        reading.commit().await?;
        Ok(findings)
    }
}

/// Findings of one kind: the first are told, the others counted.
struct Telling<'a> {
    findings: &'a mut Findings,
    count: u64,
}

impl<'a> Telling<'a> {
    fn of(findings: &'a mut Findings) -> Self {
        Self { findings, count: 0 }
    }

    fn tell(&mut self, sentence: impl Display) {
        self.count += 1;
        if self.count <= TOLD {
            self.findings.wrong.push(sentence.to_string());
        }
    }

    fn finish(self) {
        if self.count > TOLD {
            self.findings.wrong.push(format!("... and {} more like that.", self.count - TOLD));
        }
    }
}

/// Reads every record of a table.
async fn read_back<T: Table>(
    reading: &mut Transaction,
    findings: &mut Findings,
    mut visit: impl FnMut(String, &T),
) -> Result<(), StoreError> {
    let mut read = 0;
    let mut telling = Telling::of(findings);
    let done = reading
        .read(T::SQL.read, &[], T::SQL.types, |row| {
            read += 1;
            let key = key_in_words(&key_of(&row, T::SQL.keys));
            match decode::<T>(row) {
                Ok(record) => visit(key, &record),
                Err(_) => telling.tell(format!("The record \"{key}\" in \"{}\" cannot be read back.", T::SQL.name)),
            }
            Ok(())
        })
        .await;
    if let Err(StoreError::Corrupt { .. }) = done {
        telling.tell(format!("The table \"{}\" holds something that cannot be read back.", T::SQL.name));
    } else {
        done?;
    }
    telling.finish();
    findings.looked_at.push((T::SQL.name, read));
    Ok(())
}

/// What the trail says last of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// It is new, and its state is to be found where it is held.
    Found,
    /// Its state, as a hash.
    Says(u64),
    /// It is held no more.
    Removed,
}

/// Reads every record of a table that the trail follows, and holds each against the last that the trail says of it.
async fn records<T: Table + DeserializeOwned>(
    reading: &mut Transaction,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    const TRAIL: &str = "SELECT record_key, record_before, record_after FROM trail WHERE kind = $1 ORDER BY id";
    let mut held: HashMap<String, u64> = HashMap::new();
    read_back::<T>(reading, findings, |key, record| {
        held.insert(key, digest(record));
    })
    .await?;
    let mut told: HashMap<String, Last> = HashMap::new();
    let mut telling = Telling::of(findings);
    let table = T::SQL.name;
    let types = &[CellType::Text, CellType::Text, CellType::Text];
    reading
        .read(TRAIL, &[Cell::text(table)], types, |row| {
            let mut cells = Cells::new(row);
            let unreadable = |unreadable| StoreError::corrupt("changes", unreadable);
            let key = cells.text().map_err(unreadable)?;
            let before = cells.text_option().map_err(unreadable)?;
            let after = cells.text_option().map_err(unreadable)?;
            let state = |text: Option<&str>| match text {
                None => Some(Last::Removed),
                Some(text) => serde_json::from_str::<T>(text).ok().map(|record| Last::Says(digest(&record))),
            };
            let (Some(found), Some(left)) = (state(before.as_deref()), state(after.as_deref())) else {
                telling.tell(format!("A change of \"{key}\" in \"{table}\" cannot be read back."));
                return Ok(());
            };
            let earlier = told.get(&key).copied().unwrap_or(Last::Removed);
            if earlier != Last::Found && earlier != found {
                telling.tell(format!("The trail of \"{key}\" in \"{table}\" has a gap."));
            }
            let left = if before.is_none() && after.is_none() { Last::Found } else { left };
            told.insert(key, left);
            Ok(())
        })
        .await?;
    for (key, last) in &told {
        match (last, held.get(key)) {
            (Last::Found, Some(_)) | (Last::Removed, None) => {}
            (Last::Says(says), Some(is)) if says == is => {}
            (Last::Removed, Some(_)) => {
                telling.tell(format!("\"{key}\" in \"{table}\" is held, and the trail says that it was taken away."));
            }
            (_, None) => telling.tell(format!("The trail tells of \"{key}\" in \"{table}\", which is not held.")),
            (Last::Says(_), Some(_)) => {
                telling.tell(format!("\"{key}\" in \"{table}\" is not what its last change says."));
            }
        }
    }
    for key in held.keys().filter(|key| !told.contains_key(*key)) {
        telling.tell(format!("\"{key}\" in \"{table}\" is held, and the trail does not tell of it."));
    }
    telling.finish();
    Ok(())
}

fn digest<T: Table>(record: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    record.audited().hash(&mut hasher);
    hasher.finish()
}

/// Whether what the imports say of themselves adds up.
async fn counts(reading: &mut Transaction, findings: &mut Findings) -> Result<(), StoreError> {
    const CHECKS: &[(&str, &str)] = &[
        (
            "SELECT id FROM imports WHERE rows_read <> rows_new + rows_changed + rows_unchanged + rows_refused ORDER BY id",
            "The rows of import {} do not add up.",
        ),
        (
            "SELECT imports.id FROM imports LEFT JOIN (SELECT import_id, COUNT(*) AS kept FROM import_rows \
             WHERE outcome = 'refused' GROUP BY import_id) AS refused ON refused.import_id = imports.id \
             WHERE turn IS NOT NULL AND rows_refused <> COALESCE(kept, 0) ORDER BY imports.id",
            "Import {} says that it left out another number of rows than are kept with it.",
        ),
        (
            "SELECT imports.id FROM imports LEFT JOIN (SELECT import_id, COUNT(*) AS made, MIN(id) AS first, MAX(id) AS last \
             FROM trail WHERE how = 'import' AND kind IN ('assets', 'needs', 'rulings') GROUP BY import_id) AS made_by \
             ON made_by.import_id = imports.id \
             WHERE turn IS NOT NULL AND imports.kind IN ('asset-register', 'brownfield-register', 'needs', 'rulings') \
             AND (COALESCE(made, 0) <> rows_new + rows_changed + records_gone OR first < first_change OR last > last_change) \
             ORDER BY imports.id",
            "Import {} says that it changed another number of records than the trail.",
        ),
        (
            "SELECT named.id FROM (SELECT import_id AS id FROM changes UNION SELECT new_in FROM assets) AS named \
             LEFT JOIN imports ON imports.id = named.id WHERE named.id IS NOT NULL AND imports.id IS NULL ORDER BY 1",
            "The trail names import {}, which is not listed.",
        ),
        (
            "SELECT import_rows.import_id FROM import_rows LEFT JOIN imports ON imports.id = import_rows.import_id \
             WHERE imports.turn IS NULL GROUP BY import_rows.import_id ORDER BY 1",
            "Rows are kept of import {}, which was not taken in.",
        ),
        (
            "SELECT COUNT(*) FROM assets LEFT JOIN sources ON sources.id = assets.source WHERE sources.id IS NULL \
             HAVING COUNT(*) > 0",
            "{} assets name a source that is not held.",
        ),
        (
            "SELECT MAX(id) FROM trail HAVING MAX(id) <> COUNT(*) OR COUNT(*) <> COUNT(DISTINCT id)",
            "The changes are not numbered without a gap up to {}.",
        ),
    ];
    for (sql, sentence) in CHECKS {
        let mut telling = Telling::of(findings);
        reading
            .read(sql, &[], &[CellType::Integer], |row| {
                let number: i64 =
                    Cells::new(row).integer().map_err(|unreadable| StoreError::corrupt("imports", unreadable))?;
                telling.tell(sentence.replace("{}", &number.to_string()));
                Ok(())
            })
            .await?;
        telling.finish();
    }
    let imports = reading.number("SELECT COUNT(*) FROM imports").await?;
    let changes = reading.number("SELECT COUNT(*) FROM trail").await?;
    findings.looked_at.push(("imports", imports.unsigned_abs()));
    findings.looked_at.push(("changes", changes.unsigned_abs()));
    Ok(())
}

/// Whether every file that is kept can be unpacked and is the one that was given.
async fn files(reading: &mut Transaction, findings: &mut Findings) -> Result<(), StoreError> {
    const FILES: &str = "SELECT import_files.import_id, part, bytes, checksum FROM import_files \
        LEFT JOIN imports ON imports.id = import_files.import_id ORDER BY import_files.import_id, part";
    const TYPES: &[CellType] = &[CellType::Integer, CellType::Integer, CellType::Bytes, CellType::Text];
    let mut telling = Telling::of(findings);
    let mut kept = 0;
    let mut current: Option<KeptFile> = None;
    reading
        .read(FILES, &[], TYPES, |row| {
            let mut cells = Cells::new(row);
            let unreadable = |unreadable| StoreError::corrupt("import_files", unreadable);
            let id: i64 = cells.integer().map_err(unreadable)?;
            let part: i64 = cells.integer().map_err(unreadable)?;
            let packed = cells.bytes().map_err(unreadable)?;
            let checksum = cells.text_option().map_err(unreadable)?;
            if current.as_ref().is_none_or(|file| file.id != id) {
                kept += 1;
                if let Some(file) = current.take() {
                    file.tell(&mut telling);
                }
                current = Some(KeptFile { id, checksum, next: 0, is_whole: true, digest: Sha256::new() });
            }
            if let Some(file) = &mut current {
                file.add(part, &packed);
            }
            Ok(())
        })
        .await?;
    if let Some(file) = current {
        file.tell(&mut telling);
    }
    telling.finish();
    findings.looked_at.push(("kept files", kept));
    Ok(())
}

/// A file being unpacked.
struct KeptFile {
    id: i64,
    /// What it must come to; a draft's is not known.
    checksum: Option<String>,
    next: i64,
    is_whole: bool,
    digest: Sha256,
}

impl KeptFile {
    fn add(&mut self, part: i64, packed: &[u8]) {
        match super::kept_files::unpack(packed) {
            Some(bytes) if part == self.next => self.digest.update(&bytes),
            _ => self.is_whole = false,
        }
        self.next += 1;
    }

    /// Tells when it is not sound.
    fn tell(self, telling: &mut Telling<'_>) {
        let digest: String = self.digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        if !self.is_whole || self.checksum.is_some_and(|checksum| checksum != digest) {
            telling.tell(format!("The file kept with import {} is damaged.", self.id));
        }
    }
}
