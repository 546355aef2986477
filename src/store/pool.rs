//! The two databases behind one pool: how each is opened, and how a write and a read begin.

use std::fs;
use std::path::Path;
use std::str::FromStr;
use std::time::{Duration, Instant};

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use crate::store::error::StoreError;
use crate::store::transaction::Transaction;

/// Run with `run_direct`: a future that holds `run` cannot be sent between threads (sqlx 0.9 says so beside it).
static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Connections that may read at once, in either database.
const READERS: u32 = 8;
/// What SQLite keeps of the file in memory, in KiB with a minus sign, for each connection. The one that writes holds the
/// ends of eleven thousand days of the index `sales_by_date`, 4 KiB each, and sorts in as much again; it takes the memory
/// only when it has so much to write.
const READER_CACHE: &str = "-65536";
const WRITER_CACHE: &str = "-196608";
/// Of a new SQLite file: a dozen records of assets, which are written in files of many thousand.
const PAGE_BYTES: u32 = 8192;
/// How long SQLite waits for another *program* that is writing before it says so.
const OTHER_WRITER_WAIT: Duration = Duration::from_secs(5);
/// Between two tries to open a SQLite file that another program holds.
const TRY_AGAIN: Duration = Duration::from_millis(25);
/// How long a write waits for the writes of this program that came before it: a national file takes minutes.
const OWN_WRITER_WAIT: Duration = Duration::from_secs(600);
/// How long a read waits for a free connection, and how long a server may take to answer at all.
const CONNECTION_WAIT: Duration = Duration::from_secs(15);
/// Names our lock among the advisory locks of a PostgreSQL database: "catmap" in ASCII.
const WRITER_LOCK: &str = "SELECT pg_advisory_xact_lock(109270216302960)";

/// An open database.
#[derive(Clone)]
pub(super) enum Pool {
    /// One writing connection, so that writers queue here and not in SQLite, and several that can only read.
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    /// The same, so that waiting writers take no connection from readers; an advisory lock keeps other servers out.
    Postgres { writer: PgPool, readers: PgPool },
}

impl Pool {
    /// Opens what `url` names (`postgres://…`, `sqlite:path` or a bare path), makes it when it is a file that does not
    /// exist yet, and brings its tables up to date.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            return open_postgres(url).await;
        }
        if url.starts_with("sqlite:") && url.contains('?') {
            return Err(unreachable(
                "The path of a SQLite file takes no options: leave out \"?\" and what follows.".to_owned(),
            ));
        }
        let path = url.strip_prefix("sqlite:").map_or(url, |rest| rest.strip_prefix("//").unwrap_or(rest));
        if path.is_empty() || path.starts_with(":memory:") {
            return Err(unreachable("A database in memory would be forgotten: give the path of a file.".to_owned()));
        }
        if path.split_once("://").is_some() {
            return Err(unreachable(
                "Only SQLite files and PostgreSQL servers can be used: give a path, or postgres://user@host/name."
                    .to_owned(),
            ));
        }
        open_sqlite(Path::new(path)).await
    }

    /// Begins a write. Nobody else writes until it is committed or dropped; dropped, it leaves everything as it was.
    pub async fn begin_write(&self) -> Result<Transaction, StoreError> {
        match self {
            Self::Sqlite { writer, .. } => Ok(Transaction::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?)),
            Self::Postgres { writer, .. } => {
                let mut transaction = writer.begin().await?;
                sqlx::query(WRITER_LOCK).execute(&mut *transaction).await?;
                Ok(Transaction::Postgres(transaction))
            }
        }
    }

    /// Begins a read: all of it sees one moment, whoever writes meanwhile.
    pub async fn begin_read(&self) -> Result<Transaction, StoreError> {
        match self {
            Self::Sqlite { readers, .. } => Ok(Transaction::Sqlite(readers.begin().await?)),
            Self::Postgres { readers, .. } => {
                Ok(Transaction::Postgres(readers.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?))
            }
        }
    }

    /// One whole number, read by one statement, which needs no transaction to see one moment.
    pub async fn number(&self, sql: &'static str) -> Result<i64, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => sqlx::query_scalar(sql).fetch_one(readers).await?,
            Self::Postgres { readers, .. } => sqlx::query_scalar(sql).fetch_one(readers).await?,
        })
    }

    /// Closes every connection; SQLite then folds its log into the one file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }
}

/// Opens a file, again and again for a while as long as another program holds it.
///
/// SQLite calls its own busy handler for most locks, but not while a new file is given its log, nor while the last
/// program that had a file open folds the log away: there it only says "locked", and to try again is the remedy it
/// documents.
async fn open_sqlite(path: &Path) -> Result<Pool, StoreError> {
    let give_up = Instant::now() + OTHER_WRITER_WAIT;
    loop {
        match open_sqlite_once(path).await {
            Err(StoreError::Busy { .. }) if Instant::now() < give_up => tokio::time::sleep(TRY_AGAIN).await,
            opened_or_not => return opened_or_not,
        }
    }
}

async fn open_sqlite_once(path: &Path) -> Result<Pool, StoreError> {
    let name = path.display();
    if path.is_dir() {
        return Err(unreachable(format!("{name} is a folder, not a database file.")));
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(unreachable(format!("The folder {} for the database does not exist.", folder.display())));
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(OTHER_WRITER_WAIT)
        .row_buffer_size(1000)
        .pragma("cache_size", READER_CACHE)
        .pragma("mmap_size", "268435456")
        .disable_statement_logging();
    keep_to_ourselves(path);
    let is_empty = fs::metadata(path).map_or(true, |metadata| metadata.len() == 0);
    let steps_taken = if is_empty {
        0
    } else {
        steps_taken(path, &options).await.map_err(|error| about(&format!("{name}: "), error))?
    };
    let writing = options
        .clone()
        .create_if_missing(true)
        .pragma("cache_size", WRITER_CACHE)
        .journal_mode(SqliteJournalMode::Wal)
        .page_size(PAGE_BYTES)
        .synchronous(SqliteSynchronous::Full)
        .optimize_on_close(true, None);
    let open = async {
        let writer =
            SqlitePoolOptions::new().max_connections(1).acquire_timeout(OWN_WRITER_WAIT).connect_with(writing).await?;
        if steps_taken < MIGRATIONS.iter().count() {
            // One transaction around all: two programs that open a new file at once do not trip each other.
            let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
            MIGRATIONS.run_direct(None, &mut *transaction, false).await?;
            transaction.commit().await?;
        } else {
            // Only looks whether the steps are ours, which needs no turn: a file can be opened while it is written to.
            MIGRATIONS.run_direct(None, &mut *writer.acquire().await?, false).await?;
        }
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(CONNECTION_WAIT)
            // A file does not hang up, and to ask whether it is still there takes as long as to read from it.
            .test_before_acquire(false)
            .connect_with(options.read_only(true))
            .await?;
        Ok(Pool::Sqlite { writer, readers })
    };
    open.await.map_err(|error| about(&format!("{name}: "), error))
}

/// Makes a new file that nobody else on the machine can read: it will hold what councils withhold. SQLite gives its log the
/// rights of the file. Where that fails, SQLite says why.
fn keep_to_ourselves(path: &Path) {
    use std::os::unix::fs::OpenOptionsExt;
    let _ = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
}

/// How many steps of the migration history the file has behind it.
///
/// Refuses a file of another program (a GeoPackage is a SQLite file too) before anything is written into it.
async fn steps_taken(path: &Path, options: &SqliteConnectOptions) -> Result<usize, StoreError> {
    let mut connection = options.clone().connect().await?;
    let (tables, histories): (i64, i64) =
        sqlx::query_as("SELECT COUNT(*), COALESCE(SUM(name = '_sqlx_migrations'), 0) FROM sqlite_master")
            .fetch_one(&mut connection)
            .await?;
    let steps: i64 = match histories {
        0 => 0,
        _ => sqlx::query_scalar("SELECT COUNT(*) FROM _sqlx_migrations").fetch_one(&mut connection).await?,
    };
    connection.close().await?;
    if tables > 0 && histories == 0 {
        return Err(StoreError::Corrupt {
            reason: format!(
                "{} is a SQLite file of another program, not a catmap database. Give another path.",
                path.display()
            ),
            source: None,
        });
    }
    Ok(usize::try_from(steps).unwrap_or(0))
}

async fn open_postgres(url: &str) -> Result<Pool, StoreError> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|_| unreachable("The address of the database is not like postgres://user@host:5432/name.".to_owned()))?
        .application_name("catmap")
        // A plan made while a table was small would be kept while a million rows come into it.
        .options([("plan_cache_mode", "force_custom_plan")])
        .disable_statement_logging();
    let place = format!(
        "PostgreSQL at {}, database \"{}\": ",
        options.get_host(),
        options.get_database().unwrap_or("postgres")
    );
    // One try outside the pool, because the pool would go on trying in silence where this gives the reason at once.
    match tokio::time::timeout(CONNECTION_WAIT, options.connect()).await {
        Ok(Ok(connection)) => drop(connection.close().await),
        Ok(Err(error)) => return Err(about(&place, error.into())),
        Err(_) => return Err(unreachable(format!("{place}the server does not answer."))),
    }
    let open = async {
        let writer = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(OWN_WRITER_WAIT)
            .connect_with(options.clone())
            .await?;
        MIGRATIONS.run_direct(None, &mut *writer.acquire().await?, false).await?;
        let readers = PgPoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(CONNECTION_WAIT)
            .connect_with(options)
            .await?;
        Ok(Pool::Postgres { writer, readers })
    };
    open.await.map_err(|error| about(&place, error))
}

fn unreachable(reason: String) -> StoreError {
    StoreError::Unreachable { reason, source: None }
}

/// The same error with the name of the database in front of its sentence.
fn about(place: &str, error: StoreError) -> StoreError {
    match error {
        StoreError::Busy { reason, source } => StoreError::Busy { reason: format!("{place}{reason}"), source },
        StoreError::Conflict { reason, source } => StoreError::Conflict { reason: format!("{place}{reason}"), source },
        StoreError::Unreachable { reason, source } => {
            StoreError::Unreachable { reason: format!("{place}{reason}"), source }
        }
        StoreError::Corrupt { reason, source } if source.is_some() => {
            StoreError::Corrupt { reason: format!("{place}{reason}"), source }
        }
        other => other,
    }
}
