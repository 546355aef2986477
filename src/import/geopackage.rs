//! GeoPackages: one table of a SQLite database that nobody knows who made.
//!
//! The file is opened read-only and immutable, so nothing is written and no journal beside it is followed. Only plain
//! tables are read, by statements written here: no view, trigger, virtual table, generated column or index is touched,
//! functions in its schema are not trusted, and work that goes on and on is stopped.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};

use encoding_rs::{Encoding, UTF_8};
use futures_util::TryStreamExt;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Connection, Row};

use super::formats::geometry::{GEOMETRY, ReferenceSystem, wkt};
use super::formats::limits::{CELL_BYTES, MOST_SHEETS};
use super::formats::{Book, Fault, Give, Named, wkb};
use super::layer::raw::{RawFeature, RawLayer, RawValue, TakeFeature};
use super::layer::{MOST_COLUMNS, too_many_columns};
use super::records::Record;

/// SQLite makes no more columns of a statement than two thousand, and each column of the table takes two.
const MOST_TABLE_COLUMNS: usize = 900;

/// SQLite counts its steps in blocks of this size.
const STEPS_AT_ONCE: i32 = 1_000_000;

/// So many blocks of steps are enough for tens of millions of rows; a statement that goes in circles takes them all.
const MOST_BLOCKS_OF_STEPS: u32 = 20_000;

/// The largest shape of a layer: four million corners.
const SHAPE_BYTES: usize = 64 << 20;

/// How many rows wait for their reader.
const ROWS_AHEAD: usize = 256;

/// An open GeoPackage.
pub(super) struct GeoPackage {
    path: PathBuf,
    tables: Vec<Named>,
}

/// One column of a table.
struct Column {
    name: String,
    is_shape: bool,
    /// Whether it alone is the primary key.
    is_key: bool,
    /// The type it was declared with, in capitals.
    declared: String,
}

fn damaged(_: sqlx::Error) -> Fault {
    Fault::Broken(
        "it is a database, but no GeoPackage that can be read; export the layer as GeoPackage or CSV again and import that"
            .to_owned(),
    )
}

/// A name as SQL writes it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

async fn connect(path: &Path) -> Result<SqliteConnection, Fault> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .immutable(true)
        .create_if_missing(false)
        .pragma("trusted_schema", "OFF")
        .pragma("query_only", "ON")
        .pragma("cell_size_check", "ON")
        .pragma("mmap_size", "0")
        .pragma("temp_store", "MEMORY");
    let mut connection = SqliteConnection::connect_with(&options).await.map_err(damaged)?;
    let mut blocks = 0;
    connection.lock_handle().await.map_err(damaged)?.set_progress_handler(STEPS_AT_ONCE, move || {
        blocks += 1;
        blocks < MOST_BLOCKS_OF_STEPS
    });
    Ok(connection)
}

/// Runs to its end on a thread of its own: the caller may itself be part of a runtime, which may not be blocked.
fn run<T: Send>(work: impl Future<Output = Result<T, Fault>> + Send) -> Result<T, Fault> {
    std::thread::scope(|scope| scope.spawn(|| block_on(work)).join().unwrap_or_else(|_| Err(failed())))
}

fn block_on<T>(work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

fn failed() -> Fault {
    damaged(sqlx::Error::WorkerCrashed)
}

/// Whether this is a table with rows of its own.
async fn is_plain(connection: &mut SqliteConnection, name: &str) -> Result<bool, Fault> {
    let found: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? AND rootpage > 0 AND sql LIKE 'CREATE TABLE%'",
    )
    .bind(name)
    .fetch_optional(connection)
    .await
    .map_err(damaged)?;
    Ok(found.is_some())
}

async fn tables(path: &Path) -> Result<Vec<Named>, Fault> {
    let mut connection = connect(path).await?;
    if !is_plain(&mut connection, "gpkg_contents").await? {
        return Err(Fault::Wrong(
            "a database, but no GeoPackage",
            "export the table as CSV or GeoPackage and import that",
        ));
    }
    let listed: Vec<String> = sqlx::query_scalar(
        "SELECT substr(table_name, 1, 200) FROM gpkg_contents NOT INDEXED
         WHERE data_type IN ('features', 'attributes') LIMIT ?",
    )
    .bind(MOST_SHEETS as i64 + 1)
    .fetch_all(&mut connection)
    .await
    .map_err(damaged)?;
    let mut tables = Vec::new();
    for name in listed {
        if is_plain(&mut connection, &name).await? {
            tables.push(Named { name, rows: None, hidden: false });
        }
    }
    connection.close().await.map_err(damaged)?;
    if tables.is_empty() {
        return Err(Fault::Wrong(
            "a GeoPackage without a table of features or attributes",
            "export the layer with its table as GeoPackage and import that",
        ));
    }
    Ok(tables)
}

/// The columns of a table, and the system its shapes are in.
async fn columns(connection: &mut SqliteConnection, table: &str) -> Result<(Vec<Column>, Option<i64>), Fault> {
    let mut shape: Option<(String, i64)> = None;
    if is_plain(connection, "gpkg_geometry_columns").await? && is_plain(connection, "gpkg_spatial_ref_sys").await? {
        // By an expression: the library stops at the type that a column is declared with when that is no text.
        shape = sqlx::query_as(
            "SELECT +c.column_name, +s.organization_coordsys_id FROM gpkg_geometry_columns c NOT INDEXED
             JOIN gpkg_spatial_ref_sys s NOT INDEXED ON s.srs_id = c.srs_id WHERE c.table_name = ? LIMIT 1",
        )
        .bind(table)
        .fetch_optional(&mut *connection)
        .await
        .map_err(damaged)?;
    }
    // Columns that are worked out are left out: working them out would run what the file brings along.
    let found: Vec<(String, String, i64)> =
        sqlx::query_as("SELECT name, substr(upper(type), 1, 40), pk FROM pragma_table_xinfo(?) WHERE hidden = 0")
            .bind(table)
            .fetch_all(&mut *connection)
            .await
            .map_err(damaged)?;
    if found.len() > MOST_TABLE_COLUMNS {
        return Err(Fault::ManyColumns(0));
    }
    let is_shape = |name: &str| shape.as_ref().is_some_and(|(column, _)| column.eq_ignore_ascii_case(name));
    let keys = found.iter().filter(|(_, _, key)| *key > 0).count();
    let column = |(name, declared, key): (String, String, i64)| Column {
        is_shape: is_shape(&name),
        is_key: keys == 1 && key > 0,
        name,
        declared,
    };
    let columns = found.into_iter().map(column).collect();
    Ok((columns, shape.map(|(_, system)| system)))
}

/// The statement for the rows of a table: each cell as bytes, unless it (or a shape) is too long, and how long it is.
fn select(table: &str, columns: &[Column], shape_bytes: usize) -> String {
    let mut sql = "SELECT 0".to_owned();
    for column in columns {
        let name = quoted(&column.name);
        let most = if column.is_shape { shape_bytes } else { CELL_BYTES };
        let value = if column.is_shape {
            name.clone()
        } else {
            format!("CASE typeof({name}) WHEN 'blob' THEN NULL ELSE CAST({name} AS BLOB) END")
        };
        let _ = write!(sql, ", octet_length({name}), CASE WHEN octet_length({name}) <= {most} THEN {value} END");
    }
    let _ = write!(sql, " FROM {} NOT INDEXED", quoted(table));
    sql
}

/// Reads a table and sends its rows, headings first.
async fn send_rows(path: &Path, table: &str, rows: &SyncSender<Record>) -> Result<(), Fault> {
    let mut connection = connect(path).await?;
    let encoding: String = sqlx::query_scalar("PRAGMA encoding").fetch_one(&mut connection).await.map_err(damaged)?;
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
    let (columns, system) = columns(&mut connection, table).await?;
    let headings = columns.iter().filter(|column| !column.is_shape).map(|column| column.name.as_str());
    let shape = columns.iter().any(|column| column.is_shape).then_some(GEOMETRY);
    let system = match system.filter(|_| shape.is_some()) {
        Some(code) => ReferenceSystem::of_epsg(code)?,
        None => ReferenceSystem::Degrees,
    };
    // Nobody waits for rows any more when one of them was refused; that is not a fault of the file.
    if rows.send(Record::from_cells(0, headings.chain(shape))).is_err() {
        return Ok(());
    }
    let sql = select(table, &columns, CELL_BYTES);
    let mut found = sqlx::query(AssertSqlSafe(sql)).fetch(&mut connection);
    let mut number = 0;
    while let Some(row) = found.try_next().await.map_err(damaged)? {
        number += 1;
        if rows.send(record(&row, number, &columns, encoding, system)?).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

fn record(
    row: &SqliteRow,
    number: u64,
    columns: &[Column],
    encoding: &'static Encoding,
    system: ReferenceSystem,
) -> Result<Record, Fault> {
    let mut record = Record::from_cells(number, []);
    let mut drawn = None;
    for (at, column) in columns.iter().enumerate() {
        let length: Option<i64> = row.try_get(1 + 2 * at).map_err(damaged)?;
        if length.is_some_and(|length| length > CELL_BYTES as i64) {
            return Err(Fault::LongRow(number));
        }
        let bytes: Option<&[u8]> = row.try_get_unchecked(2 + 2 * at).map_err(damaged)?;
        if column.is_shape {
            let broken = |()| {
                Fault::Broken(format!(
                    "the shape of feature {number} is damaged; export the layer again and import that"
                ))
            };
            let shape = bytes.map(wkb::of_geopackage).transpose().map_err(broken)?.flatten();
            drawn = Some(shape.map_or(Ok(String::new()), |shape| wkt(&shape, system, number))?);
        } else {
            record.push(&encoding.decode_without_bom_handling(bytes.unwrap_or_default()).0.replace('\0', "?"));
        }
    }
    if let Some(drawn) = drawn {
        record.push(&drawn);
    }
    Ok(record)
}

/// Reads one table as a layer: the one that was named, or the only one with features.
pub(super) fn read_layer(path: &Path, named: Option<&str>, take: TakeFeature<'_>) -> Result<RawLayer, Fault> {
    run(read_features(path, named, take))
}

async fn read_features(path: &Path, named: Option<&str>, take: TakeFeature<'_>) -> Result<RawLayer, Fault> {
    let tables = tables(path).await?;
    let mut connection = connect(path).await?;
    let with_shapes: Vec<String> = sqlx::query_scalar(
        "SELECT substr(table_name, 1, 200) FROM gpkg_contents NOT INDEXED WHERE data_type = 'features' LIMIT ?",
    )
    .bind(MOST_SHEETS as i64)
    .fetch_all(&mut connection)
    .await
    .map_err(damaged)?;
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    let drawn: Vec<&str> = names.iter().copied().filter(|name| with_shapes.iter().any(|one| one == name)).collect();
    let table = match (named, &drawn[..], &names[..]) {
        (Some(named), _, names) if names.contains(&named) => named,
        // Tables beside the only one with shapes are styles and the like.
        (None, [only], _) | (None, [], [only]) => *only,
        (_, _, names) => {
            let told = names.join(", ");
            return Err(Fault::Broken(format!("it holds several tables ({told}); say which of them to read")));
        }
    };
    let others: Vec<&str> = names.iter().copied().filter(|name| *name != table).collect();
    let notes = if others.is_empty() {
        Vec::new()
    } else {
        vec![format!("Only its table {table} was read; it also holds: {}.", others.join(", "))]
    };
    let encoding: String = sqlx::query_scalar("PRAGMA encoding").fetch_one(&mut connection).await.map_err(damaged)?;
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
    let (columns, system) = columns(&mut connection, table).await?;
    let is_value = |column: &&Column| !column.is_shape && !column.is_key;
    let names: Vec<String> = columns.iter().filter(is_value).map(|column| column.name.replace('\0', "?")).collect();
    if names.len() > MOST_COLUMNS {
        return Err(too_many_columns());
    }
    // Codes of 0 and below stand for systems that are not told.
    let system = system.filter(|code| *code > 0).map(ReferenceSystem::of_epsg).transpose()?;
    let mut found = sqlx::query(AssertSqlSafe(select(table, &columns, SHAPE_BYTES))).fetch(&mut connection);
    let mut number = 0;
    while let Some(row) = found.try_next().await.map_err(damaged)? {
        number += 1;
        let mut feature = RawFeature { id: None, values: Vec::with_capacity(names.len()), shape: Ok(None) };
        for (at, column) in columns.iter().enumerate() {
            let length: Option<i64> = row.try_get(1 + 2 * at).map_err(damaged)?;
            let most = if column.is_shape { SHAPE_BYTES } else { CELL_BYTES };
            if length.is_some_and(|length| length > most as i64) {
                return Err(Fault::LongRow(number));
            }
            let bytes: Option<&[u8]> = row.try_get_unchecked(2 + 2 * at).map_err(damaged)?;
            if column.is_shape {
                let shape = bytes.map(wkb::of_geopackage).transpose().map(Option::flatten);
                feature.shape = shape.map_err(|()| "Its shape is damaged.".to_owned());
                continue;
            }
            let text = bytes.map(|bytes| encoding.decode_without_bom_handling(bytes).0.replace('\0', "?"));
            if column.is_key {
                feature.id = text;
            } else {
                feature.values.push(text.map_or(RawValue::Null, |text| typed(text, &column.declared)));
            }
        }
        take(feature)?;
    }
    Ok(RawLayer { names, ids_number_rows: true, system, fictional: false, notes })
}

/// A cell as the type that its column was declared with (GeoPackage 1.3, table 1), where it is one.
fn typed(text: String, declared: &str) -> RawValue {
    let declared = declared.split('(').next().unwrap_or_default().trim();
    let value = match declared {
        "BOOLEAN" if matches!(&*text, "0" | "1") => Some(RawValue::Boolean(text == "1")),
        "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "INTEGER" => text.parse().ok().map(RawValue::Integer),
        "FLOAT" | "DOUBLE" | "REAL" => {
            text.parse().ok().filter(|number: &f64| number.is_finite()).map(RawValue::Number)
        }
        _ => None,
    };
    value.unwrap_or(RawValue::Text(text))
}

impl GeoPackage {
    /// Opens a GeoPackage and lists its tables.
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        Ok(Self { tables: run(tables(path))?, path: path.to_owned() })
    }
}

impl Book for GeoPackage {
    fn words(&self) -> &'static str {
        "GeoPackage"
    }

    fn sheets(&self) -> &[Named] {
        &self.tables
    }

    fn read(&mut self, sheet: usize, give: Give<'_>) -> Result<(), Fault> {
        let (path, table) = (&self.path, self.tables[sheet].name.as_str());
        let (sender, receiver) = sync_channel(ROWS_AHEAD);
        std::thread::scope(|scope| {
            let reading = scope.spawn(move || block_on(send_rows(path, table, &sender)));
            let mut given = Ok(true);
            for record in &receiver {
                given = give(&record);
                if !matches!(given, Ok(true)) {
                    break;
                }
            }
            // The thread ends when nobody takes its rows any more.
            drop(receiver);
            let read = reading.join().unwrap_or_else(|_| Err(failed()));
            given.and(read)
        })
    }
}
