//! A new SQLite database, written on a thread of its own in one transaction.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, Executor, QueryBuilder, Sqlite};

use crate::features::Scalar;
use crate::publish::format::PublishError;
use crate::publish::format::geopackage::tables::quoted;

/// SQLite takes at most 32,766 values in a statement.
const MOST_VALUES: usize = 32_000;
/// More rows than this in a statement save nothing.
const MOST_ROWS: usize = 500;

/// A value of a row.
pub enum Value {
    /// Not known.
    Null,
    /// A whole number, or 1 and 0 for true and false.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Text, days included.
    Text(String),
    /// A shape.
    Bytes(Vec<u8>),
}

impl From<Scalar<'_>> for Value {
    fn from(value: Scalar<'_>) -> Self {
        match value {
            Scalar::Null => Self::Null,
            Scalar::Boolean(truth) => Self::Whole(truth.into()),
            Scalar::Integer(number) => Self::Whole(number),
            Scalar::Number(number) => Self::Number(number),
            Scalar::Date(day) => Self::Text(day.to_string()),
            Scalar::Text(text) => Self::Text(text.into_owned()),
        }
    }
}

/// The database being written.
pub struct Database(SqliteConnection);

/// Makes a database in an empty file and closes it.
///
/// # Errors
/// When the disk is full or broken.
pub fn write(
    path: &Path,
    fill: impl AsyncFnOnce(&mut Database) -> Result<(), PublishError> + Send,
) -> Result<(), PublishError> {
    // The caller may itself be part of a runtime, which may not be blocked.
    std::thread::scope(|scope| {
        let work = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut database = Database::make(path).await?;
                fill(&mut database).await?;
                database.close().await
            })
        });
        work.join().unwrap_or_else(|_| Err(PublishError::Library("the thread that writes it stopped".to_owned())))
    })
}

impl Database {
    async fn make(path: &Path) -> Result<Self, PublishError> {
        // Nobody else sees the file, and what is left of it when the power goes is of no use to anybody.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Off)
            .synchronous(SqliteSynchronous::Off)
            .page_size(4096)
            .pragma("temp_store", "MEMORY");
        let mut connection = SqliteConnection::connect_with(&options).await.map_err(PublishError::library)?;
        connection.execute("BEGIN").await.map_err(PublishError::library)?;
        Ok(Self(connection))
    }

    async fn close(mut self) -> Result<(), PublishError> {
        self.0.execute("COMMIT").await.map_err(PublishError::library)?;
        self.0.close().await.map_err(PublishError::library)
    }

    /// Runs statements of ours.
    ///
    /// # Errors
    /// When the disk is full or broken.
    pub async fn run(&mut self, statements: &str) -> Result<(), PublishError> {
        let statements = sqlx::raw_sql(AssertSqlSafe(statements.to_owned()));
        self.0.execute(statements).await.map(|_| ()).map_err(PublishError::library)
    }

    /// Inserts rows, many at a time.
    ///
    /// # Errors
    /// When the disk is full or broken.
    pub async fn insert(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: impl Iterator<Item = Vec<Value>>,
    ) -> Result<(), PublishError> {
        let names: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
        let beginning = format!("INSERT INTO {} ({}) ", quoted(table), names.join(", "));
        let at_once = (MOST_VALUES / columns.len().max(1)).clamp(1, MOST_ROWS);
        let mut rows = rows.peekable();
        while rows.peek().is_some() {
            let mut statement = QueryBuilder::<Sqlite>::new(beginning.as_str());
            statement.push_values(rows.by_ref().take(at_once), |mut place, row| {
                for value in row {
                    match value {
                        Value::Null => place.push_bind(None::<i64>),
                        Value::Whole(number) => place.push_bind(number),
                        Value::Number(number) => place.push_bind(number),
                        Value::Text(text) => place.push_bind(text),
                        Value::Bytes(bytes) => place.push_bind(bytes),
                    };
                }
            });
            statement.build().persistent(false).execute(&mut self.0).await.map_err(PublishError::library)?;
        }
        Ok(())
    }
}
