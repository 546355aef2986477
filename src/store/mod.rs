//! The database: what was taken in, from which file, and what changed when; SQLite by default, PostgreSQL by URL.
//!
//! **What it never does.** It never decides what the public may see, never scores, never searches by place (that is the
//! atlas), and never deletes: what a later file leaves out stays. Nobody outside meets SQL or sqlx.
//!
//! # One text for both databases
//!
//! There is one migration history (`migrations/`) and one SQL text for each query, with `$1` placeholders.
//! `transaction.rs` is the only place where SQL meets a driver: one macro expands the same body for each. What is special
//! to one database is in `pool.rs` (how to open it, and how a write takes its turn) and nowhere else. sqlx's own `Any`
//! driver has no dates. Everything travels as [`cell`]s of six types, whose column types both databases accept:
//!
//! | cell | column | note |
//! |---|---|---|
//! | `Text` | `TEXT` | also JSON (never queried inside) and the slugs of vocabularies; no NUL, which PostgreSQL cannot hold |
//! | `Integer` | `BIGINT` | also yes and no as 1 and 0: `BOOLEAN` is a number in SQLite and not in PostgreSQL |
//! | `Real` | `DOUBLE PRECISION` | finite; the same 64 bits come back |
//! | `Date` | `DATE` | SQLite keeps the text `2026-11-21` |
//! | `Moment` | `TIMESTAMPTZ` | UTC, to the microsecond; SQLite keeps RFC 3339 text |
//! | `Bytes` | `BYTEA` | well-known binary; SQLite knows no such type and keeps blobs as they are |
//!
//! Keys are given by catmap, never by the database. Assets and needs are kept as JSON beside their key and source: what
//! is known of them is flexible, and a record written by an older version still reads. The official tables are columns.
//!
//! # Writes
//!
//! Each write is one transaction, alone: SQLite has one writing connection (`BEGIN IMMEDIATE`), PostgreSQL an advisory
//! lock. In the same transaction it appends to `changes`: record by record, before and after, for sources, assets, needs
//! and rulings; one line for a whole file for the official tables (boundaries, area counts, sales ...), which can be had
//! again from their publisher. Of a new asset the trail says only that it is new; its first state is what its next change
//! found, or what is held. So [`Store::latest_change`] tells every server whether its atlas is in step. A file
//! that changed nothing is listed among the imports and appends nothing.
//!
//! # Files, from draft to undone
//!
//! A file that somebody gives is a draft first (`drafts.rs`): listed, and kept whole in packed parts (`kept_files.rs`), so
//! that it outlives a restart and any server can go on with it. `compare.rs` tells what it would do, `take_in.rs` does it;
//! both ask `judged.rs`, so what was shown is what is done, or nothing is ([`Terms::promised`]). `undo.rs` restores what
//! was held before, exactly, from the trail, by appending to it; it refuses where something later builds on the import.
//! `gone.rs` marks assets that a later file of their register leaves out. `check.rs` proves that all of it agrees.
//!
//! Context layers (`layers.rs`) are kept apart from all that: each act on one is an edition, every edition is kept whole, and
//! undoing an act is to mark it. `changes` has one line for each act.
//!
//! What follows from the data and not from a file (`anchors`, `shown`), and secrets of the database (`keys`) are kept beside it and in no `changes`. People,
//! their sessions and tokens are in no `changes` either: they are no part of what is on the map. Nor are enquiries
//! (`enquiries.rs`), whose words are cleared in time, as the one thing that is ever taken away.
//!
//! A reading sees one moment, whoever writes meanwhile (WAL in SQLite, repeatable read in PostgreSQL).
//!
//! # How to add a kind of record
//!
//! 1. A table in a new migration (never touch one that has run). 2. `impl Table for` the domain type, in the file of its
//!    subject. 3. A line in `take_in.rs` (`record` for what people enter, `merge` for an official table) and one in `holdings.rs`. 4. A chapter in `tests/store_contract.rs`, which
//!    tells its story to both databases.

mod anchors;
mod areas;
mod assets;
mod backtests;
mod cell;
mod changes;
mod check;
mod compare;
mod copy_rows;
mod drafts;
mod edits;
mod enquiries;
mod error;
mod gone;
mod holdings;
mod imports;
mod judged;
mod kept_files;
mod keys;
mod layers;
mod learnt;
mod listed;
mod needs;
mod official;
mod people;
mod places;
mod pool;
mod prices;
mod recorded;
mod sales;
mod sessions;
mod shown;
mod sources;
mod table;
mod take_in;
mod transaction;
mod undo;

pub use anchors::KeptAnchors;
pub use check::Findings;
pub use compare::{Compared, Comparison};
pub use drafts::Draft;
pub use edits::{Edit, Edited, HeldAsset};
pub use error::StoreError;
pub use kept_files::pack;
pub use learnt::Learnt;
pub use people::Account;
pub use sessions::{HeldSession, HeldToken, NewSession};
pub use shown::ShownSince;
pub use take_in::{Intake, Progress, Terms};

use pool::Pool;

/// An open database. Cheap to clone: clones share its connections.
#[derive(Clone)]
pub struct Store {
    pool: Pool,
}

impl Store {
    /// Opens the database that `url` names and brings its tables up to date: `postgres://user@host/name`, or the path of
    /// a SQLite file (`catmap.db`, `sqlite:catmap.db`), which is made when it does not exist.
    ///
    /// # Errors
    /// [`StoreError::Unreachable`] when it cannot be opened or reached, [`StoreError::Corrupt`] when it is not a catmap
    /// database, [`StoreError::Newer`] when a newer catmap made it.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Ok(Self { pool: Pool::open(url).await? })
    }

    /// Closes every connection, waiting for what is under way. SQLite then folds its log into the one file.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
