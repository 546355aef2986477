//! catmap: public assets matched to the organisations that need them.
//!
//! # The house
//!
//! Ideas at the bottom, helpers that each know only the ideas, one place that joins them, two doors on top.
//!
//! ```text
//!            main
//!             |
//!          command ---------------- settings
//!          |     \
//!         api     \
//!        /   \     \
//!  publish    app --+-------------------.
//!     |      / | \   \                   \
//!     |  validation  import   store    fictional
//!     |  planning      |        |         |
//!     |     |          |        |         |
//!     |  matching      |        |         |
//!     |     |          |        |         |
//!     |   atlas        |        |         |
//!     |     |          |        |         |
//!     '-----+---- projection ---+---------'      (only import, publish, app, api and fictional meet degrees)
//!                      |
//!                    domain
//! ```
//!
//! | folder | what it is for | may import |
//! |---|---|---|
//! | [`domain`] | the words of the service: plain data and the rules that belong to it | nothing |
//! | [`settings`] | every setting, its default, where it may be set | nothing |
//! | [`projection`] | degrees to British National Grid metres and back, exactly | `domain` |
//! | [`atlas`] | everything on the map, in memory, in R-trees: one immutable snapshot | `domain` |
//! | [`matching`] | which assets suit which needs, and why; one file per reason | `domain`, `atlas` |
//! | [`validation`] | whether the scores can be defended: back-test, sensitivity, made-up truth | `domain`, `atlas`, `matching` |
//! | [`planning`] | the whole region at once: clusters of need, and which pairings do most good together | `domain`, `atlas`, `matching` |
//! | [`import`] | public files in | `domain`, `projection` |
//! | [`features`] | what is published, as typed features: names, units, meanings, and questions to them | `domain`, `projection` |
//! | [`publish`] | maps and files out | `domain`, `projection`, `features` |
//! | [`store`] | the database: SQLite by default, PostgreSQL by URL | `domain` |
//! | [`fictional`] | an invented region in official formats | `domain`, `projection` |
//! | [`app`] | what can be done, whichever door you come in by | `domain`, `projection`, `atlas`, `matching`, `planning`, `validation`, `import`, `store`, `features` |
//! | [`api`] | the HTTP door | `domain`, `projection`, `features`, `publish`, `app` |
//! | [`command`] | the command-line door | `settings`, `app`, `api`, `publish`, `features`, `fictional`, `projection`, `domain` |
//!
//! `tests/architecture.rs` holds this table as data and fails on any other arrow.

// The chapters link to what is private in their rooms; the book is made with private items, so the links hold.
#![allow(rustdoc::private_intra_doc_links)]

pub mod api;
pub mod app;
pub mod atlas;
pub mod command;
pub mod domain;
pub mod features;
pub mod fictional;
pub mod import;
pub mod matching;
pub mod planning;
pub mod projection;
pub mod publish;
pub mod settings;
pub mod store;
pub mod validation;
