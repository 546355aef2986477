//! Files kept whole, packed: an officer's own file, so that a draft outlives a restart and what was in a row can be shown.

use std::io::{self, Read, Write};

use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells};
use crate::store::error::StoreError;
use crate::store::transaction::Transaction;

/// Bytes of a file in one part.
pub const PART_BYTES: usize = 1 << 20;
/// How hard to pack: the fastest of Zstandard's usual levels, which still takes a register to a fifth.
const LEVEL: i32 = 1;

/// Reads a file to its end and hands on its parts, packed, in their order; `false` to have no more.
///
/// # Errors
/// When the file cannot be read.
pub fn pack(mut file: impl Read, mut give: impl FnMut(Vec<u8>) -> bool) -> io::Result<()> {
    let mut part = Vec::with_capacity(PART_BYTES);
    loop {
        part.clear();
        Read::by_ref(&mut file).take(PART_BYTES as u64).read_to_end(&mut part)?;
        if part.is_empty() || !give(zstd::bulk::compress(&part, LEVEL)?) {
            return Ok(());
        }
    }
}

/// One part as it was; `None` when it is damaged.
pub(super) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    zstd::bulk::decompress(packed, PART_BYTES).ok()
}

impl Store {
    /// Writes a kept file to `to`; `false` when none is kept with the import.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, a part is damaged, or `to` cannot be written to.
    pub async fn kept_file(&self, import_id: i64, to: &mut (dyn Write + Send)) -> Result<bool, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let mut next = 0;
        reading
            .read(
                "SELECT part, bytes FROM import_files WHERE import_id = $1 ORDER BY part",
                &[Cell::integer(import_id)],
                &[CellType::Integer, CellType::Bytes],
                |row| {
                    let mut cells = Cells::new(row);
                    let unreadable = |unreadable| StoreError::corrupt("import_files", unreadable);
                    let part: i64 = cells.integer().map_err(unreadable)?;
                    let packed = cells.bytes().map_err(unreadable)?;
                    let bytes = unpack(&packed).filter(|_| part == next);
                    let bytes = bytes.ok_or_else(|| StoreError::Corrupt {
                        reason: "The database holds a file that cannot be read back.".to_owned(),
                        source: None,
                    })?;
                    next += 1;
                    to.write_all(&bytes).map_err(|error| StoreError::Unreachable {
                        reason: "A file for work in progress cannot be written: is the disk full?".to_owned(),
                        source: Some(Box::new(error)),
                    })
                },
            )
            .await?;
        reading.commit().await?;
        Ok(next > 0)
    }
}

/// Keeps one part.
pub(super) async fn write(
    transaction: &mut Transaction,
    import_id: i64,
    part: i64,
    packed: Vec<u8>,
) -> Result<(), StoreError> {
    let row = vec![Cell::integer(import_id), Cell::integer(part), Cell::Bytes(Some(packed))];
    transaction.write("INSERT INTO import_files (import_id, part, bytes) ", &[row], "").await
}

/// Keeps the file no longer.
pub(super) async fn forget(transaction: &mut Transaction, import_id: i64) -> Result<(), StoreError> {
    transaction.run("DELETE FROM import_files WHERE import_id = $1", &[Cell::integer(import_id)]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{PART_BYTES, pack};

    #[test]
    fn a_file_is_packed_in_parts_and_the_last_is_never_empty() {
        for (length, parts) in [(0, 0), (1, 1), (PART_BYTES, 1), (PART_BYTES + 1, 2)] {
            let bytes: Vec<u8> = (0..length).map(|n| u8::try_from(n % 251).unwrap()).collect();
            let mut packed = Vec::new();
            pack(&bytes[..], |part| {
                packed.push(part);
                true
            })
            .unwrap();
            assert_eq!(packed.len(), parts);
            let back: Vec<u8> =
                packed.iter().flat_map(|part| zstd::bulk::decompress(part, PART_BYTES).unwrap()).collect();
            assert_eq!(back, bytes);
        }
    }
}
