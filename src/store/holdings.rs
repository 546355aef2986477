//! Everything the store holds at one moment, read in one transaction and decoded beside the reading.

use tokio::task::{JoinHandle, spawn_blocking};

use crate::domain::asset::Asset;
use crate::domain::holdings::Holdings;
use crate::domain::source::Source;
use crate::store::Store;
use crate::store::backtests;
use crate::store::cell::Cell;
use crate::store::changes;
use crate::store::error::StoreError;
use crate::store::layers;
use crate::store::places;
use crate::store::sales;
use crate::store::table::{Table, decode, key_of};
use crate::store::transaction::Transaction;

/// Rows handed to another thread at a time.
const CHUNK: usize = 4000;
/// Such chunks that wait for other threads; with more, who reads them decodes one too. Where the reading is faster than the
/// decoding, a million rows would otherwise wait in memory as texts.
const MOST_WAITING: usize = 3;

impl Store {
    /// Everything held, each kind in the order of its keys, as one moment saw it: all of a write or nothing of it. Of the
    /// sales only those that scores are made of, in the order of date and id; of the address points only those of assets
    /// without a point of their own; of organisations and listings nothing, which no map shows.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, or holds something that cannot be understood.
    pub async fn holdings(&self) -> Result<Holdings, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let (loaded, price_release) = backtests::loaded(&mut reading).await?;
        let assets: Vec<Asset> = read_all(&mut reading).await?;
        let uprn_points = places::uprn_points(&mut reading, without_point(&assets)).await?;
        let layers = layers::all(&mut reading).await?;
        let mut sources: Vec<Source> = read_all(&mut reading).await?;
        sources.extend(layers.iter().map(|layer| layer.about.source.clone()));
        let holdings = Holdings {
            layers,
            loaded,
            price_release,
            backtest: backtests::latest(&mut reading).await?,
            change: changes::latest(&mut reading).await?,
            sources,
            assets,
            uprn_points,
            needs: read_all(&mut reading).await?,
            rulings: read_all(&mut reading).await?,
            boundaries: read_all(&mut reading).await?,
            deprivation: read_all(&mut reading).await?,
            activity: read_all(&mut reading).await?,
            postcodes: read_all(&mut reading).await?,
            sales: sales::for_scores(&mut reading).await?,
            price_index: read_all(&mut reading).await?,
            sector_years: read_all(&mut reading).await?,
            deprivation_ranks: read_all(&mut reading).await?,
        };
        reading.commit().await?;
        Ok(holdings)
    }
}

impl Store {
    /// What people entered, as one moment saw it: assets, needs and rulings with their sources, and what each source gave.
    /// Of the official tables only the address points of assets without a point of their own are there.
    ///
    /// # Errors
    /// As [`Store::holdings`].
    pub async fn entered(&self) -> Result<Holdings, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let assets: Vec<Asset> = read_all(&mut reading).await?;
        let uprn_points = places::uprn_points(&mut reading, without_point(&assets)).await?;
        let mut sources: Vec<Source> = read_all(&mut reading).await?;
        sources.extend(layers::shown(&mut reading).await?.into_iter().map(|layer| layer.about.source));
        let holdings = Holdings {
            loaded: backtests::loaded(&mut reading).await?.0,
            change: changes::latest(&mut reading).await?,
            sources,
            assets,
            uprn_points,
            needs: read_all(&mut reading).await?,
            rulings: read_all(&mut reading).await?,
            ..Holdings::default()
        };
        reading.commit().await?;
        Ok(holdings)
    }
}

/// The UPRNs that are to be looked up: those of assets that nothing closer places.
fn without_point(assets: &[Asset]) -> impl Iterator<Item = u64> {
    assets.iter().filter(|asset| asset.position.is_none()).filter_map(|asset| asset.uprn)
}

type Row = Vec<Cell<'static>>;

/// Every record of one table in the order of its keys.
///
/// The order is made here and not by SQL, because PostgreSQL orders texts by the language of its server.
async fn read_all<T: Table>(reading: &mut Transaction) -> Result<Vec<T>, StoreError> {
    let mut chunk: Vec<Row> = Vec::with_capacity(CHUNK);
    let mut parts: Vec<Part<T>> = Vec::new();
    reading
        .read(T::SQL.read, &[], T::SQL.types, |row| {
            chunk.push(row);
            if chunk.len() == CHUNK {
                let full = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK));
                let waiting = parts.iter().filter(|part| part.is_waiting()).count();
                parts.push(if waiting < MOST_WAITING {
                    Part::Decoding(spawn_blocking(|| decode_all(full)))
                } else {
                    Part::Decoded(decode_all(full)?)
                });
            }
            Ok(())
        })
        .await?;
    let last = decode_all(chunk)?;
    let mut all = Decoded { keys: Vec::new(), records: Vec::new() };
    for part in parts {
        let part = match part {
            Part::Decoded(part) => part,
            Part::Decoding(part) => part.await.map_err(|stopped| StoreError::Unreachable {
                reason: "The reading was stopped.".to_owned(),
                source: Some(Box::new(stopped)),
            })??,
        };
        all.keys.extend(part.keys);
        all.records.extend(part.records);
    }
    all.keys.extend(last.keys);
    all.records.extend(last.records);
    Ok(all.in_order())
}

/// Some of the rows of a table, in the order of reading.
enum Part<T> {
    Decoding(JoinHandle<Result<Decoded<T>, StoreError>>),
    Decoded(Decoded<T>),
}

impl<T> Part<T> {
    fn is_waiting(&self) -> bool {
        matches!(self, Self::Decoding(handle) if !handle.is_finished())
    }
}

/// Records with the keys they were held under, side by side.
struct Decoded<T> {
    keys: Vec<String>,
    records: Vec<T>,
}

fn decode_all<T: Table>(rows: Vec<Row>) -> Result<Decoded<T>, StoreError> {
    let keys = rows.iter().map(|row| key_of(row, T::SQL.keys).into_owned()).collect();
    let records = rows.into_iter().map(decode).collect::<Result<_, _>>()?;
    Ok(Decoded { keys, records })
}

impl<T> Decoded<T> {
    fn in_order(self) -> Vec<T> {
        if self.keys.is_sorted() {
            return self.records;
        }
        let mut order: Vec<usize> = (0..self.keys.len()).collect();
        order.sort_unstable_by(|&a, &b| self.keys[a].cmp(&self.keys[b]));
        let mut records: Vec<Option<T>> = self.records.into_iter().map(Some).collect();
        order.into_iter().filter_map(|index| records[index].take()).collect()
    }
}
