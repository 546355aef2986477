//! What can be done, whichever door you come in by: one file per use.
//!
//! | file | use |
//! |---|---|
//! | `catalogue.rs`, `snapshot.rs`, `degrees.rs` | the store and the snapshots everything is answered from |
//! | `edited.rs`, `lineage.rs`, `packing.rs` | a snapshot after a few edits, without reading all again; which came from which; its indexes made anew behind the answers |
//! | `views.rs`, `unseen.rs`, `untold.rs` | snapshots of people who may see more; changes that the public does not see, and those that nobody was told of yet |
//! | `import_files.rs` | take a public file in |
//! | `fetch/` | download the official files from their publishers |
//! | `imports/` | the same a step at a time: look at it, commit, undo |
//! | `check.rs` | whether the database holds together and the map shows what it holds |
//! | `edit_asset.rs`, `edit_assets.rs`, `audit.rs` | change what is known of an asset or of several at once, take an edit back; who changed what |
//! | `enquiries.rs` | somebody asks about a building, its officers answer |
//! | `collections/` | what a snapshot shows, as collections of features |
//! | `browse.rs` | what is asked of those that are listed, and how one is looked up |
//! | `find_place.rs` | where a postcode, a borough or a ward is |
//! | `worklist.rs` | a council's own stock in order, what stands empty first |
//! | `find_matches.rs` | rank assets for a need, needs for an asset |
//! | `backtest.rs`, `sensitivity.rs` | test the uplift score on the past, and rankings against other choices |
//! | `rules.rs` | what statutory rules say of an asset on a day |
//! | `gate.rs` | how much uplift may count for today |
//! | `impact_records.rs` | yearly records of transferred assets |
//! | `people/` | sign in, invite, reset, tokens, and who may come in |
//! | `layers.rs`, `near.rs` | context layers: take one in or away; what of them is near an asset |
//! | `plan_region/` | the whole region at once: allocation, fairness, shared hubs |
//! | `fairness.rs` | whom shortlists serve: deprivation, borough, size of organisation |
//!
//! `app` joins the other rooms and reads the clock. It knows no HTTP, no SQL and no command line; a new use is a new file
//! here and a line in each door that offers it.

pub mod audit;
pub mod backtest;
pub mod browse;
pub mod catalogue;
pub mod check;
pub mod collections;
pub mod degrees;
pub mod edit_asset;
pub mod edit_assets;
mod edited;
pub mod enquiries;
pub mod fairness;
pub mod fetch;
pub mod find_matches;
pub mod find_place;
pub mod gate;
mod id_key;
pub mod impact_records;
pub mod import_files;
pub mod imports;
pub mod layers;
pub mod lineage;
pub mod near;
mod packing;
pub mod people;
pub mod plan_region;
pub mod rules;
pub mod sensitivity;
pub mod snapshot;
mod unseen;
mod untold;
mod views;
pub mod worklist;

use thiserror::Error;

/// Why something was not done. Each sentence may be read by whoever asked.
#[derive(Debug, Error)]
pub enum AppError {
    /// There is no such thing.
    #[error("there is no {what} \"{id}\"")]
    NotFound {
        /// What kind of thing.
        what: &'static str,
        /// What was asked for.
        id: String,
    },
    /// It is only for people who have signed in, or the e-mail address, password or token given does not fit.
    #[error("{0}")]
    NotSignedIn(String),
    /// Who asks may not do it.
    #[error("{0}")]
    NotAllowed(String),
    /// Too often; trying again makes sense after so many seconds.
    #[error("There were too many tries. Please wait {} and try again.", waiting(*.wait_s))]
    TooMany {
        /// Seconds to wait, at least 1.
        wait_s: u64,
    },
    /// It is understood, and will not be done.
    #[error("{0}")]
    Refused(String),
    /// A value makes no sense.
    #[error("{field}: {reason}")]
    Invalid {
        /// Which value, in the caller's spelling.
        field: String,
        /// What is wrong with it and what would be right.
        reason: String,
    },
    /// Something else changed it first.
    #[error("{0}")]
    Conflict(String),
    /// None of several assets was changed, since some of them cannot be.
    #[error("nothing was changed, because {}", some_cannot(.0.len()))]
    AssetsRefused(Vec<AssetRefusal>),
    /// Another program has its turn; trying again in a moment will do.
    #[error("{0}")]
    Busy(String),
    /// It cannot be done now; `cause` is for the log, not for the caller.
    #[error("the database cannot be reached just now; please try again")]
    Unavailable {
        /// What really happened.
        cause: String,
    },
}

/// Why one of several assets is not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetRefusal {
    /// Its id.
    pub asset: String,
    /// A sentence for whoever asked.
    pub reason: String,
}

fn some_cannot(assets: usize) -> String {
    match assets {
        1 => "one of the assets cannot be changed".to_owned(),
        _ => format!("{assets} of the assets cannot be changed"),
    }
}

/// A time to wait, in words.
fn waiting(seconds: u64) -> String {
    match seconds {
        0..=1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}
