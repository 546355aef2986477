//! What can go wrong with the store, in sentences for people; sqlx and its SQL stay inside as the cause for the log.

use std::error::Error;

use sqlx::migrate::MigrateError;
use thiserror::Error;

use crate::store::cell::Unreadable;

/// The cause underneath, for a log; never shown to a caller.
type Cause = Box<dyn Error + Send + Sync>;

/// Why the store could not do what was asked. The text is one or two plain sentences without SQL or passwords.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another program is writing. Nothing was written; trying again will do.
    #[error("{reason}")]
    Busy {
        /// What stood in the way.
        reason: String,
        /// For the log.
        source: Option<Cause>,
    },
    /// The write contradicts what is held. Nothing was written.
    #[error("{reason}")]
    Conflict {
        /// What stood in the way.
        reason: String,
        /// For the log.
        source: Option<Cause>,
    },
    /// The database cannot be opened, reached or written to.
    #[error("{reason}")]
    Unreachable {
        /// What stood in the way.
        reason: String,
        /// For the log.
        source: Option<Cause>,
    },
    /// What is there is not a catmap database, or not one that can be trusted.
    #[error("{reason}")]
    Corrupt {
        /// What is wrong.
        reason: String,
        /// For the log.
        source: Option<Cause>,
    },
    /// The database was made by a newer catmap than this one.
    #[error(
        "The database was made by a newer version of catmap (it has step {step}, which this version does not know). \
         Use that version, or another database."
    )]
    Newer {
        /// The migration that is not known here.
        step: i64,
    },
    /// The rows handed over do not add up to the rows read, so that some would be lost. Nothing was written.
    #[error("The file has {read} rows, but {kept} to keep and {refused} refused do not add up to that.")]
    Unaccounted {
        /// Rows the file is said to have.
        read: u64,
        /// Rows handed over to be kept.
        kept: u64,
        /// Rows handed over as refused.
        refused: u64,
    },
}

impl StoreError {
    pub(super) fn corrupt(table: &str, unreadable: Unreadable) -> Self {
        Self::Corrupt {
            reason: format!("The database holds something in \"{table}\" that cannot be read back."),
            source: Some(unreadable.0.into()),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let sentence = sentence(&error);
        let source: Option<Cause> = Some(Box::new(error));
        match sentence {
            Sentence::Busy(reason) => Self::Busy { reason: reason.to_owned(), source },
            Sentence::Conflict(reason) => Self::Conflict { reason: reason.to_owned(), source },
            Sentence::Unreachable(reason) => Self::Unreachable { reason: reason.to_owned(), source },
            Sentence::Corrupt(reason) => Self::Corrupt { reason: reason.to_owned(), source },
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(step) => Self::Newer { step },
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Self::Corrupt {
                reason: "The database's tables are not those of any version of catmap that this one knows.".to_owned(),
                source: Some(Box::new(other)),
            },
        }
    }
}

enum Sentence {
    Busy(&'static str),
    Conflict(&'static str),
    Unreachable(&'static str),
    Corrupt(&'static str),
}

/// The sentence for an error. SQLite's codes are its primary result codes; PostgreSQL's are SQLSTATE (appendix A).
fn sentence(error: &sqlx::Error) -> Sentence {
    use Sentence::{Busy, Conflict, Corrupt, Unreachable};

    const GONE: Sentence = Unreachable("The database cannot be reached.");
    let database = match error {
        sqlx::Error::Database(database) => database,
        sqlx::Error::PoolTimedOut => {
            return Unreachable("The database is too busy: no connection became free in time.");
        }
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => return GONE,
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::ColumnNotFound(_) => {
            return Corrupt("The database holds something that cannot be read back.");
        }
        _ => return Corrupt("The database gave an answer that catmap does not understand."),
    };
    let code = database.code().unwrap_or_default();
    let is_sqlite = database.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some();
    if is_sqlite {
        // The low byte of an extended result code is the primary one.
        return match code.parse::<u32>().unwrap_or(0) & 0xff {
            5 | 6 => Busy("Another program is writing to the database. Try again when it has finished."),
            8 => Unreachable("The database file, or the folder it is in, is read-only."),
            10 => Unreachable("The disk with the database file reported a fault."),
            11 => Corrupt("The database file is damaged. Restore a backup."),
            13 => Unreachable("The disk with the database file is full. Nothing was changed."),
            14 => Unreachable("The database file cannot be opened."),
            19 => Conflict("The change contradicts what the database holds. Nothing was changed."),
            26 => Corrupt("The file is not a SQLite database."),
            _ => Corrupt("The database gave an answer that catmap does not understand."),
        };
    }
    match (&*code, code.get(..2).unwrap_or_default()) {
        ("40001" | "40P01" | "55P03", _) => {
            Busy("Another program is writing to the database. Try again when it has finished.")
        }
        (_, "23") => Conflict("The change contradicts what the database holds. Nothing was changed."),
        ("3D000", _) => Unreachable("The database server has no database of that name."),
        ("53100", _) => Unreachable("The disk of the database server is full. Nothing was changed."),
        ("53300", _) => Unreachable("The database server has too many connections."),
        (_, "28") => Unreachable("The database server does not accept the name or password given."),
        ("25006", _) => Unreachable("The database server only allows reading."),
        ("42501", _) => Unreachable("The database server does not allow this user to do that."),
        (_, "08" | "57" | "58") => GONE,
        (_, "XX") => Corrupt("The database server reports that its data is damaged."),
        _ => Corrupt("The database gave an answer that catmap does not understand."),
    }
}
