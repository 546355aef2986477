//! What a kind of record must say of itself to be kept: its table, its columns, and how it becomes cells and back.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::domain::area::Borough;
use crate::domain::place::Position;
use crate::domain::shared_text::shared;
use crate::domain::source::SourceId;
use crate::store::cell::{Cell, CellType, Cells, Unreadable};
use crate::store::error::StoreError;
use crate::store::transaction::{Appending, Transaction};

/// The statements of one table, made from one list of its columns by [`table_sql!`](crate::store::table::table_sql).
pub(super) struct TableSql {
    /// The table, which is also what `changes` calls it.
    pub name: &'static str,
    /// The types of the columns, keys first.
    pub types: &'static [CellType],
    /// How many columns make the key: texts, dates and whole numbers.
    pub keys: usize,
    /// Reads every row.
    pub read: &'static str,
    /// Reads the rows whose first key column is as is said next: ends with that column.
    pub read_some: &'static str,
    /// Writes rows, up to the values.
    pub insert: &'static str,
    /// Follows the values: a row already held under the key takes the new content.
    pub replace: &'static str,
    /// Appends rows under keys that are not held.
    pub append: Appending,
    /// Takes away the rows whose whole keys are in a list: ends with `IN (`.
    pub remove: &'static str,
    /// How many rows it has.
    pub count: &'static str,
    /// For a file of an official table, see `official.rs`.
    pub intake: IntakeSql,
}

/// The statements that take a whole file into a table. All are one text for both databases.
pub(super) struct IntakeSql {
    /// Makes the table for the rows of the file as they come.
    pub make_incoming: &'static str,
    /// Writes rows into it, up to the values: the row number, then the columns.
    pub insert_incoming: &'static str,
    /// Makes the table for the first row of each key.
    pub make_first: &'static str,
    /// Fills it, in the order of the keys.
    pub fill_first: &'static str,
    /// Lists among the refused rows of import `$1`, after place `$2`, those that contradict the first row of their key;
    /// `$3` is what the key is called.
    pub refuse_contradictions: &'static str,
    /// Writes the first rows into the table itself, where they are new or say something else than what is held.
    pub merge: &'static str,
    /// Removes the table of the rows.
    pub drop_incoming: &'static str,
    /// Removes the table of the first rows.
    pub drop_first: &'static str,
}

/// A record that a table can hold.
pub(super) trait Table: Sized + Clone + PartialEq + Send + Sync + 'static {
    /// Its statements.
    const SQL: TableSql;
    /// What its key is called in a sentence: "code".
    const KEY: &'static str;
    /// How a new record is written with the line of the audit trail that says so beside it: the columns, then the import
    /// and the number of the line. Without it the trail tells of the record itself.
    const APPEND_WITH_LINE: Option<Appending> = None;

    /// Its cells in the order of the columns, or a sentence that says why it cannot be kept. `source` is the file's,
    /// for records that name none themselves.
    fn cells<'a>(&'a self, source: &'a SourceId) -> Result<Vec<Cell<'a>>, String>;

    /// The record again.
    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable>;

    /// Whether the record does not name its source, and its file does.
    const IS_OF_ITS_FILE: bool = false;

    /// The source that the record itself names.
    fn source(&self) -> Option<&SourceId> {
        None
    }

    /// Why a file may not say `incoming` of a record that is held, if so.
    fn refuses(_held: &Self, _incoming: &Self) -> Option<String> {
        None
    }

    /// The council that the record is of, where a file may speak for one council alone.
    fn council(&self) -> Option<&str> {
        None
    }

    /// What is to be held when a file says `incoming` of a record that is held.
    fn merged(_held: &Self, incoming: &Self) -> Self {
        incoming.clone()
    }

    /// The record as JSON for the audit trail; `None` for the big official tables, which are audited file by file.
    fn audited(&self) -> Option<String> {
        None
    }
}

/// The [`TableSql`] of a table from its name and columns.
macro_rules! table_sql {
    ($table:ident, key: { $key:ident: $key_type:ident $(, $more:ident: $more_type:ident)* },
     rest: { $($column:ident: $type:ident),+ $(,)? }) => {
        $crate::store::table::TableSql {
            name: stringify!($table),
            types: &[
                $crate::store::cell::CellType::$key_type,
                $($crate::store::cell::CellType::$more_type,)*
                $($crate::store::cell::CellType::$type,)+
            ],
            keys: [stringify!($key), $(stringify!($more),)*].len(),
            read: concat!(
                "SELECT ", stringify!($key), $(", ", stringify!($more),)* $(", ", stringify!($column),)+
                " FROM ", stringify!($table)
            ),
            read_some: concat!(
                "SELECT ", stringify!($key), $(", ", stringify!($more),)* $(", ", stringify!($column),)+
                " FROM ", stringify!($table), " WHERE ", stringify!($key)
            ),
            insert: concat!(
                "INSERT INTO ", stringify!($table), " (",
                stringify!($key), $(", ", stringify!($more),)* $(", ", stringify!($column),)+ ") "
            ),
            replace: concat!(
                " ON CONFLICT (", stringify!($key), $(", ", stringify!($more),)* ") DO UPDATE SET ",
                stringify!($key), " = excluded.", stringify!($key),
                $(", ", stringify!($column), " = excluded.", stringify!($column),)+
            ),
            append: $crate::store::transaction::appending!(
                stringify!($table), " (",
                stringify!($key), $(", ", stringify!($more),)* $(", ", stringify!($column),)+ ")"
            ),
            remove: concat!(
                "DELETE FROM ", stringify!($table), " WHERE (",
                stringify!($key), $(", ", stringify!($more),)* ") IN ("
            ),
            count: concat!("SELECT COUNT(*) FROM ", stringify!($table)),
            intake: $crate::store::table::IntakeSql {
                make_incoming: concat!(
                    "CREATE TEMPORARY TABLE incoming_", stringify!($table), " (row_number BIGINT NOT NULL",
                    ", ", stringify!($key), " ", $crate::store::table::column_type!($key_type),
                    $(", ", stringify!($more), " ", $crate::store::table::column_type!($more_type),)*
                    $(", ", stringify!($column), " ", $crate::store::table::column_type!($type),)+ ")"
                ),
                insert_incoming: concat!(
                    "INSERT INTO incoming_", stringify!($table), " (row_number, ",
                    stringify!($key), $(", ", stringify!($more),)* $(", ", stringify!($column),)+ ") "
                ),
                make_first: concat!(
                    "CREATE TEMPORARY TABLE first_", stringify!($table), " (row_number BIGINT NOT NULL",
                    ", ", stringify!($key), " ", $crate::store::table::column_type!($key_type),
                    $(", ", stringify!($more), " ", $crate::store::table::column_type!($more_type),)*
                    $(", ", stringify!($column), " ", $crate::store::table::column_type!($type),)+
                    ", PRIMARY KEY (", stringify!($key), $(", ", stringify!($more),)* "))"
                ),
                fill_first: concat!(
                    "INSERT INTO first_", stringify!($table), " SELECT row_number, ",
                    stringify!($key), $(", ", stringify!($more),)* $(", ", stringify!($column),)+
                    " FROM incoming_", stringify!($table), " WHERE TRUE ORDER BY ",
                    stringify!($key), $(", ", stringify!($more),)* ", row_number",
                    " ON CONFLICT (", stringify!($key), $(", ", stringify!($more),)* ") DO NOTHING"
                ),
                refuse_contradictions: concat!(
                    "INSERT INTO import_rows (import_id, place, row_number, cells, outcome, reason) ",
                    "SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT) + ROW_NUMBER() OVER (ORDER BY later.row_number), ",
                    "later.row_number, '[]', 'refused', ",
                    "'Row ' || CAST(first.row_number AS TEXT) || ' of the same file has the same ' || CAST($3 AS TEXT) ",
                    "|| ' (' || CAST(later.", stringify!($key), " AS TEXT)",
                    $(" || ' / ' || CAST(later.", stringify!($more), " AS TEXT)",)*
                    " || ') and says something else. Correct one of the two.' ",
                    "FROM incoming_", stringify!($table), " AS later JOIN first_", stringify!($table), " AS first ON ",
                    "later.", stringify!($key), " = first.", stringify!($key),
                    $(" AND later.", stringify!($more), " = first.", stringify!($more),)*
                    " WHERE FALSE", $(
                        " OR later.", stringify!($column), " IS DISTINCT FROM first.", stringify!($column),
                    )+
                ),
                merge: concat!(
                    "INSERT INTO ", stringify!($table), " (",
                    stringify!($key), $(", ", stringify!($more),)* $(", ", stringify!($column),)+ ") SELECT ",
                    stringify!($key), $(", ", stringify!($more),)* $(", ", stringify!($column),)+
                    " FROM first_", stringify!($table), " WHERE TRUE",
                    " ON CONFLICT (", stringify!($key), $(", ", stringify!($more),)* ") DO UPDATE SET ",
                    stringify!($key), " = excluded.", stringify!($key),
                    $(", ", stringify!($column), " = excluded.", stringify!($column),)+
                    " WHERE FALSE", $($crate::store::table::or_differs!($table, $column),)+
                ),
                drop_incoming: concat!("DROP TABLE incoming_", stringify!($table)),
                drop_first: concat!("DROP TABLE first_", stringify!($table)),
            },
        }
    };
}
pub(super) use table_sql;

/// The type of a column in both databases.
macro_rules! column_type {
    (Text) => {
        "TEXT"
    };
    (Integer) => {
        "BIGINT"
    };
    (Real) => {
        "DOUBLE PRECISION"
    };
    (Date) => {
        "DATE"
    };
    (Moment) => {
        "TIMESTAMPTZ"
    };
    (Bytes) => {
        "BYTEA"
    };
}
pub(super) use column_type;

/// What makes an incoming row news. That another file says the same is none.
macro_rules! or_differs {
    ($table:ident, source) => {
        ""
    };
    ($table:ident, $column:ident) => {
        concat!(
            " OR ",
            stringify!($table),
            ".",
            stringify!($column),
            " IS DISTINCT FROM excluded.",
            stringify!($column)
        )
    };
}
pub(super) use or_differs;

/// The cells of a record that both databases can keep, or why not.
pub(super) fn checked_cells<'v, T: Table>(value: &'v T, source: &'v SourceId) -> Result<Vec<Cell<'v>>, String> {
    let cells = value.cells(source)?;
    match cells.iter().find_map(Cell::refusal) {
        Some(reason) => Err(reason.to_owned()),
        None => Ok(cells),
    }
}

/// The key of a row of cells: one text. A NUL can stand between its parts because no part holds one.
pub(super) fn key_of<'c>(cells: &'c [Cell<'_>], keys: usize) -> Cow<'c, str> {
    match cells.get(..keys) {
        Some([key]) => key.as_key(),
        _ => Cow::Owned(cells.iter().take(keys).map(Cell::as_key).collect::<Vec<_>>().join("\0")),
    }
}

/// The key as people and the audit trail write it.
pub(super) fn key_in_words(key: &str) -> String {
    key.replace('\0', " / ")
}

/// The rows held under the keys of `rows`, each by its whole key.
pub(super) async fn held<T: Table>(
    transaction: &mut Transaction,
    rows: &[&Vec<Cell<'_>>],
) -> Result<HashMap<String, Vec<Cell<'static>>>, StoreError> {
    let mut held = HashMap::with_capacity(rows.len());
    let keys: Vec<Cell<'_>> = rows.iter().filter_map(|cells| cells.first()).cloned().collect();
    transaction
        .read_where_in(T::SQL.read_some, &keys, T::SQL.types, |row| {
            held.insert(key_of(&row, T::SQL.keys).into_owned(), row);
        })
        .await?;
    Ok(held)
}

/// Writes rows, each in place of what was held under its key.
pub(super) async fn upsert<T: Table>(transaction: &mut Transaction, rows: &[Vec<Cell<'_>>]) -> Result<(), StoreError> {
    transaction.write(T::SQL.insert, rows, T::SQL.replace).await
}

/// The record of one row.
pub(super) fn decode<T: Table>(row: Vec<Cell<'static>>) -> Result<T, StoreError> {
    T::from_cells(&mut Cells::new(row)).map_err(|unreadable| StoreError::corrupt(T::SQL.name, unreadable))
}

/// A district's two cells: its code and its name.
pub(super) fn borough_cells(borough: Option<&Borough>) -> [Cell<'_>; 2] {
    [
        Cell::text_option(borough.and_then(|borough| borough.code.as_deref())),
        Cell::text_option(borough.map(|borough| &*borough.name)),
    ]
}

/// The district of two cells; there is none without a name.
pub(super) fn read_borough(cells: &mut Cells) -> Result<Option<Borough>, Unreadable> {
    let code = cells.text_option()?.as_deref().map(shared);
    Ok(cells.text_option()?.map(|name| Borough { code, name: shared(&name) }))
}

/// The position of two cells.
pub(super) fn read_position(cells: &mut Cells) -> Result<Position, Unreadable> {
    Ok(Position::new(cells.real()?, cells.real()?)?)
}
