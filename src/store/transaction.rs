//! One transaction on either database: the only place where SQL meets a driver, by one macro that expands one body twice.

use std::borrow::Cow;

use futures_util::TryStreamExt;
use sqlx::{Arguments, Database, Postgres, QueryBuilder, Row, Sqlite};

use crate::store::cell::{Cell, CellType};
use crate::store::copy_rows;
use crate::store::error::StoreError;

/// A transaction; dropped without [`Transaction::commit`] it leaves everything as it was.
pub(super) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// The two ways to say which columns of which table rows are appended to.
pub(super) struct Appending {
    /// An insert up to the values.
    pub insert: &'static str,
    /// PostgreSQL's copy.
    pub copy: &'static str,
}

/// The [`Appending`] of a table and its columns.
macro_rules! appending {
    ($($target:expr),+) => {
        $crate::store::transaction::Appending {
            insert: concat!("INSERT INTO ", $($target,)+ " "),
            copy: concat!("COPY ", $($target,)+ " FROM STDIN (FORMAT binary)"),
        }
    };
}
pub(super) use appending;

/// Values in one statement: SQLite takes at most 32,766, PostgreSQL 65,535.
const VALUES_A_STATEMENT: usize = 16_000;
/// Keys in one statement that takes rows away.
const KEYS_A_STATEMENT: usize = 1000;

/// Expands `$body` once for each driver, with `$connection` as its connection and `$Driver` as its name.
macro_rules! on_either {
    ($transaction:expr, |$connection:ident: $Driver:ident| $body:expr) => {
        match $transaction {
            Transaction::Sqlite(transaction) => {
                type $Driver = Sqlite;
                let $connection = &mut **transaction;
                $body
            }
            Transaction::Postgres(transaction) => {
                type $Driver = Postgres;
                let $connection = &mut **transaction;
                $body
            }
        }
    };
}

/// Binds one cell with the method given: every driver knows these six types.
macro_rules! bind {
    ($target:expr, $method:ident, $cell:expr) => {
        match $cell {
            Cell::Text(text) => $target.$method(text.as_deref()),
            Cell::Integer(number) => $target.$method(*number),
            Cell::Real(number) => $target.$method(*number),
            Cell::Date(date) => $target.$method(*date),
            Cell::Moment(moment) => $target.$method(*moment),
            Cell::Bytes(bytes) => $target.$method(bytes.as_deref()),
        }
    };
}

impl Transaction {
    /// Makes what was written last.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await?,
            Self::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }

    /// Runs one statement with its `$1`, `$2` … given; gives the number of rows it wrote.
    pub async fn run(&mut self, sql: &'static str, given: &[Cell<'_>]) -> Result<u64, StoreError> {
        Ok(on_either!(self, |connection: Driver| {
            let mut arguments = <Driver as Database>::Arguments::default();
            for cell in given {
                bind!(arguments, add, cell).map_err(sqlx::Error::Encode)?;
            }
            sqlx::query_with(sql, arguments).execute(connection).await?.rows_affected()
        }))
    }

    /// Reads rows one by one, each as the cells of `types`, and hands each to `take`.
    pub async fn read(
        &mut self,
        sql: &'static str,
        given: &[Cell<'_>],
        types: &[CellType],
        mut take: impl FnMut(Vec<Cell<'static>>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        on_either!(self, |connection: Driver| {
            let mut arguments = <Driver as Database>::Arguments::default();
            for cell in given {
                bind!(arguments, add, cell).map_err(sqlx::Error::Encode)?;
            }
            let mut rows = sqlx::query_with(sql, arguments).fetch(connection);
            while let Some(row) = rows.try_next().await? {
                take(cells(&row, types)?)?;
            }
        });
        Ok(())
    }

    /// What the database itself finds wrong with its file, a sentence each. A PostgreSQL server checks its pages as it reads
    /// them, and says so then.
    pub async fn damage(&mut self) -> Result<Vec<String>, StoreError> {
        let Self::Sqlite(_) = self else { return Ok(Vec::new()) };
        let mut damage = Vec::new();
        self.read("PRAGMA integrity_check(20)", &[], &[CellType::Text], |row| {
            if let Some(Cell::Text(Some(text))) = row.first()
                && text != "ok"
            {
                damage.push(format!("The database file is damaged: {text}."));
            }
            Ok(())
        })
        .await?;
        if self.number("SELECT COUNT(*) FROM pragma_foreign_key_check").await? > 0 {
            damage.push("A record refers to another that is not held.".to_owned());
        }
        Ok(damage)
    }

    /// From here on SQLite overwrites what is taken away, so that its file holds nothing of it, or no longer does. PostgreSQL
    /// lets go of it when it vacuums.
    pub async fn overwrite(&mut self, overwrites: bool) -> Result<(), StoreError> {
        let Self::Sqlite(transaction) = self else { return Ok(()) };
        let pragma = if overwrites { "PRAGMA secure_delete = ON" } else { "PRAGMA secure_delete = OFF" };
        sqlx::query(pragma).execute(&mut **transaction).await?;
        Ok(())
    }

    /// Reads one whole number.
    pub async fn number(&mut self, sql: &'static str) -> Result<i64, StoreError> {
        Ok(on_either!(self, |connection: Driver| sqlx::query_scalar::<Driver, i64>(sql).fetch_one(connection).await)?)
    }

    /// Reads the rows whose first key column is one of `keys`: `sql` ends with the column. PostgreSQL is given them as one
    /// list, since to plan for a thousand values takes it longer than to find them.
    pub async fn read_where_in(
        &mut self,
        sql: &'static str,
        keys: &[Cell<'_>],
        types: &[CellType],
        mut take: impl FnMut(Vec<Cell<'static>>),
    ) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        match self {
            Self::Sqlite(transaction) => {
                let mut query = QueryBuilder::<Sqlite>::new(sql);
                query.push(" IN (");
                let mut list = query.separated(", ");
                for key in keys {
                    bind!(list, push_bind, key);
                }
                query.push(")");
                let mut rows = query.build().fetch(&mut **transaction);
                while let Some(row) = rows.try_next().await? {
                    take(cells(&row, types)?);
                }
            }
            Self::Postgres(transaction) => {
                let mut query = QueryBuilder::<Postgres>::new(sql);
                query.push(" = ANY(");
                match &keys[0] {
                    Cell::Integer(_) => query.push_bind(list(keys, Cell::as_integer)),
                    Cell::Date(_) => query.push_bind(list(keys, Cell::as_date)),
                    _ => query.push_bind(list(keys, Cell::as_text)),
                };
                query.push(")");
                let mut rows = query.build().fetch(&mut **transaction);
                while let Some(row) = rows.try_next().await? {
                    take(cells(&row, types)?);
                }
            }
        }
        Ok(())
    }

    /// Takes away the rows of whole keys: `sql` ends with `IN (`.
    pub async fn remove(&mut self, sql: &'static str, keys: &[&[Cell<'_>]]) -> Result<(), StoreError> {
        on_either!(self, |connection: Driver| {
            for keys in keys.chunks(KEYS_A_STATEMENT) {
                let mut query = QueryBuilder::<Driver>::new(sql);
                query.push_values(keys, |mut values, key| {
                    for cell in *key {
                        bind!(values, push_bind, cell);
                    }
                });
                query.push(")");
                query.build().execute(&mut *connection).await?;
            }
        });
        Ok(())
    }

    /// Appends rows whose keys are not held yet, in the fastest way each database has.
    pub async fn append(&mut self, to: &Appending, rows: &[Vec<Cell<'_>>]) -> Result<(), StoreError> {
        /// Where a message to the server is cut, so that it is on its way while the next is written.
        const BYTES_AT_ONCE: usize = 256 << 10;
        if rows.is_empty() {
            return Ok(());
        }
        let Self::Postgres(transaction) = self else { return self.write(to.insert, rows, "").await };
        let mut copying = transaction.copy_in_raw(to.copy).await?;
        let mut bytes = Vec::with_capacity(BYTES_AT_ONCE + (BYTES_AT_ONCE >> 3));
        bytes.extend(copy_rows::BEGIN);
        for rows in rows.chunks(64) {
            copy_rows::write(rows, &mut bytes);
            if bytes.len() >= BYTES_AT_ONCE {
                copying.send(&bytes[..]).await?;
                bytes.clear();
            }
        }
        bytes.extend(copy_rows::END);
        copying.send(&bytes[..]).await?;
        copying.finish().await?;
        Ok(())
    }

    /// Writes rows in one statement: `insert` up to the values, `and_then` what follows them.
    ///
    /// A statement takes at most 32,766 values in SQLite and 65,535 in PostgreSQL, so the rows are cut into statements
    /// well below both. One statement for each row would take SQLite 30 to 50 times as long.
    pub async fn write(
        &mut self,
        insert: &'static str,
        rows: &[Vec<Cell<'_>>],
        and_then: &'static str,
    ) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let width = rows.first().map_or(1, Vec::len);
        on_either!(self, |connection: Driver| {
            for rows in rows.chunks((VALUES_A_STATEMENT / width).max(1)) {
                let mut query = QueryBuilder::<Driver>::new(insert);
                query.push_values(rows, |mut values, row| {
                    for cell in row {
                        bind!(values, push_bind, cell);
                    }
                });
                query.push(and_then);
                query.build().execute(&mut *connection).await?;
            }
        });
        Ok(())
    }
}

/// What some cells of one type hold.
fn list<'c, 'v, T>(cells: &'c [Cell<'v>], value: impl Fn(&'c Cell<'v>) -> Option<T>) -> Vec<T> {
    cells.iter().filter_map(value).collect()
}

/// The cells of one row, of whichever driver.
fn cells<'r, R: Row>(row: &'r R, types: &[CellType]) -> Result<Vec<Cell<'static>>, sqlx::Error>
where
    usize: sqlx::ColumnIndex<R>,
    String: Held<'r, R>,
    i64: Held<'r, R>,
    f64: Held<'r, R>,
    time::Date: Held<'r, R>,
    time::OffsetDateTime: Held<'r, R>,
    Vec<u8>: Held<'r, R>,
{
    let mut cells = Vec::with_capacity(types.len());
    for (index, cell_type) in types.iter().enumerate() {
        cells.push(match cell_type {
            CellType::Text => Cell::Text(row.try_get::<Option<String>, _>(index)?.map(Cow::Owned)),
            CellType::Integer => Cell::Integer(row.try_get(index)?),
            CellType::Real => Cell::Real(row.try_get(index)?),
            CellType::Date => Cell::Date(row.try_get(index)?),
            CellType::Moment => Cell::Moment(row.try_get(index)?),
            CellType::Bytes => Cell::Bytes(row.try_get(index)?),
        });
    }
    Ok(cells)
}

/// A type that the driver of `R` can read from a column.
trait Held<'r, R: Row>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database> {}

impl<'r, R: Row, T: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>> Held<'r, R> for T {}
