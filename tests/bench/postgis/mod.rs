//! The same question to PostGIS: everything a score reads in one table, one prepared statement that computes the whole score.
//!
//! It is given a head start, which is what we give ourselves: deprivation and uplift of each place are columns already. It
//! finds the twenty only; near misses, reasons and how many are eligible are ours alone. `top20.sql` says what it does.

mod rows;

use catmap::app::catalogue::Snapshot;
use catmap::domain::asset::SpaceType;
use catmap::domain::criteria::Criteria;
use catmap::domain::need::{LegalForm, Need, NeedPlace, Purpose, StepFreeNeed};
use catmap::matching::pair::{rates, wants_only_land};
use sqlx::postgres::PgArguments;
use sqlx::query::QueryAs;
use sqlx::{Connection, Executor, PgConnection, Postgres};
use tokio::runtime::Runtime;

use super::postgres::PostgresDatabase;
use super::ways::DAY;

const TOP20: &str = include_str!("top20.sql");

/// An asset by index, its score, its completeness and how far it is.
pub type Found = (i32, f64, f64, f64);

/// A database that holds what a snapshot does.
pub struct PostGis {
    runtime: Runtime,
    connection: PgConnection,
    _database: PostgresDatabase,
}

impl PostGis {
    /// Makes one; `None` where there is no PostgreSQL with PostGIS.
    pub fn of(snapshot: &Snapshot) -> Option<Self> {
        let mut this = Self::empty()?;
        this.runtime.block_on(async {
            this.connection.execute(include_str!("tables.sql")).await.unwrap();
            rows::fill(&mut this.connection, snapshot).await;
            this.connection.execute(include_str!("indexes.sql")).await.unwrap();
            this.connection.execute("VACUUM ANALYZE").await.unwrap();
        });
        Some(this)
    }

    /// A database with nothing in it but PostGIS.
    pub fn empty() -> Option<Self> {
        let runtime = super::runtime();
        let database = runtime.block_on(PostgresDatabase::create())?;
        let mut connection = runtime.block_on(PgConnection::connect(&database.url())).unwrap();
        let there = "SELECT count(*) FROM pg_available_extensions WHERE name IN ('postgis', 'btree_gist')";
        let there: (i64,) = runtime.block_on(sqlx::query_as(there).fetch_one(&mut connection)).unwrap();
        if there.0 < 2 {
            println!("  PostGIS is not installed: nothing is compared with it.");
            return None;
        }
        // Planned for the values at hand, so that a limit on distance can use the index; compiling the statement anew each
        // time (jit) takes longer than it saves.
        let settings = "SET plan_cache_mode = force_custom_plan; SET jit = off; SET work_mem = '256MB'";
        runtime.block_on(connection.execute(settings)).unwrap();
        Some(Self { runtime, connection, _database: database })
    }

    /// Runs statements that give nothing.
    pub fn run(&mut self, statements: &'static str) {
        self.runtime.block_on(self.connection.execute(statements)).unwrap();
    }

    /// Copies rows in the text format of COPY into a table.
    pub fn copy(&mut self, copy: &str, rows: &str) {
        self.runtime.block_on(rows::copy(&mut self.connection, copy, rows));
    }

    /// The one number that a statement gives.
    pub fn count(&mut self, statement: &'static str) -> i64 {
        let row: (i64,) = self.runtime.block_on(sqlx::query_as(statement).fetch_one(&mut self.connection)).unwrap();
        row.0
    }

    /// The twenty best.
    pub fn top20(&mut self, need: &Need, criteria: &Criteria) -> Vec<Found> {
        self.runtime.block_on(asked(need, criteria).fetch_all(&mut self.connection)).unwrap()
    }
}

/// The statement with the need as its parameters.
fn asked<'q>(need: &'q Need, criteria: &Criteria) -> QueryAs<'q, Postgres, Found, PgArguments> {
    let (place, point, borough) = match &need.place {
        NeedPlace::Near(position) => (0_i32, *position, None),
        NeedPlace::Borough(name) => (1, super::NO_POSITION, Some(name.as_str())),
        NeedPlace::Anywhere => (2, super::NO_POSITION, None),
    };
    let decay = need.reach.decay();
    let kinds: Vec<i16> = need.spaces.iter().map(|space| space.space_type as i16).collect();
    let shares: Vec<f64> = need.spaces.iter().map(|space| space.share).collect();
    let is_retail = |kind| matches!(kind, SpaceType::RetailFront | SpaceType::CafeKitchen | SpaceType::SportActive);
    let retail: f64 = need.spaces.iter().filter(|space| is_retail(space.space_type)).map(|space| space.share).sum();
    let step_free = match need.step_free {
        None | Some(StepFreeNeed::NotNeeded) => 0_i32,
        Some(StepFreeNeed::Wanted) => 1,
        Some(StepFreeNeed::Essential) => 2,
    };
    let form = need.organisation.legal_form;
    let locked = form.map(|form| if form.is_asset_locked() { 1.0 } else { 0.5 });
    let rates = rates(criteria, DAY).unwrap();
    let rows: Vec<Option<usize>> = need.purposes.iter().map(|purpose| Purpose::deprivation_row(*purpose)).collect();
    let plain = rows.is_empty() || rows.contains(&None);
    let counts: Vec<f64> = (0..7).map(|row| f64::from(u8::from(rows.contains(&Some(row))))).collect();
    sqlx::query_as(TOP20)
        .bind(place)
        .bind(point.easting_m)
        .bind(point.northing_m)
        .bind(borough)
        .bind(decay.full_m)
        .bind(decay.half_m)
        .bind(decay.cut_m)
        .bind(need.max_distance_m)
        .bind(kinds)
        .bind(shares)
        .bind(need.area.map(|area| area.ideal_m2))
        .bind(need.area.map(|area| area.min_m2))
        .bind(need.area.map(|area| area.max_m2))
        .bind(need.area.is_some_and(|area| area.flexible))
        .bind(need.would_share)
        .bind(step_free)
        .bind(need.budget_gbp_per_year)
        .bind(need.capital_gbp)
        .bind(need.tenure_years)
        .bind(need.latest_start)
        .bind(need.urgent)
        .bind(DAY)
        .bind(form.map(LegalForm::mandatory_rate_relief))
        .bind(locked.unwrap_or(0.5))
        .bind(locked.unwrap_or(1.0))
        .bind(retail > 0.5)
        .bind(rates.small)
        .bind(rates.standard)
        .bind(rates.small_retail)
        .bind(rates.standard_retail)
        .bind(rates.large)
        .bind(&*need.id.0)
        .bind(wants_only_land(need))
        .bind(f64::from(u8::from(plain)))
        .bind(counts)
        .bind(criteria.weights.suitability())
        .bind(criteria.weights.deprivation())
        .bind(criteria.weights.uplift())
}
