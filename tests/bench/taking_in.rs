//! A register of 100,000 rows taken in as the service does it, beside a plain load and index of the same rows in the same
//! run; and what a register of 1,000,000 rows takes of memory.
//!
//! "As the service does it": every column understood, every row checked and placed, repeats told, compared with what is
//! held, kept whole, committed with its trail. The plain load is what a database does by itself with cells of text: COPY
//! into a table and one index in PostgreSQL, prepared inserts and one index in SQLite. It checks nothing. Both are timed from
//! an open connection to the commit.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use catmap::app::catalogue::{self, Catalogue};
use catmap::app::import_files::{Store, Way, import_file};
use catmap::app::imports::{Look, account};
use catmap::domain::imported::SaidOfFile;
use sqlx::{Connection, Executor, PgConnection, QueryBuilder, Sqlite, SqliteConnection};
use tempfile::TempDir;
use time::macros::date;

use super::postgres::PostgresDatabase;
use super::{heading, line, runtime};

const HEADINGS: &str = "OrganisationLabel,EffectiveDate,UPRN,AssetCode,PropertyName,StreetNumber,StreetName,PostTown,\
    PostCode,GeoX,GeoY,TenureType,TenureDetail,HoldingType,BuildingSize,LandArea,EnergyRating";
const COLUMNS: usize = 17;
/// Times that each is done; the middle one counts.
const RUNS: usize = 5;
/// The argument that makes this program take one file in and say what memory that took.
const TAKE_ONE: &str = "take-one";

/// A register in the schema of the Local Government Association, every row another asset.
fn write_register(path: &Path, rows: usize) {
    let mut file = BufWriter::new(fs::File::create(path).unwrap());
    writeln!(file, "{HEADINGS}").unwrap();
    for number in 0..rows {
        let (east, north) = (330_000 + (number * 37) % 30_000, 380_000 + (number * 91) % 30_000);
        let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
        writeln!(
            file,
            "Aldermere Council,2026-03-31,{},AC/{number:07},Hall {number},{},Example Street {},Aldermere,XL{} {}{}{},\
             {east},{north},Freehold,{},Building,{},0.{},{}",
            100_000_000 + number,
            number % 200,
            number % 977,
            1 + number % 30,
            number % 10,
            letter(number / 10),
            letter(number / 260),
            ["Occupied", "Vacant", "Leased out"][number % 3],
            50 + number % 900,
            1 + number % 99,
            letter(number % 7)
        )
        .unwrap();
    }
}

/// Takes one file in when asked to; says that it did.
pub fn took_one() -> bool {
    let arguments: Vec<String> = std::env::args().collect();
    let Some(at) = arguments.iter().position(|argument| argument == TAKE_ONE) else { return false };
    let (address, path) = (&arguments[at + 1], Path::new(&arguments[at + 2]));
    runtime().block_on(take_in(address, path));
    println!("{}", most_memory_mib());
    true
}

/// The most memory this program has had in use, MiB.
fn most_memory_mib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

async fn take_in(address: &str, path: &Path) {
    let store = catalogue::open(address).await.unwrap();
    take_in_to(&store, path).await;
    store.close().await;
}

async fn take_in_to(store: &Store, path: &Path) {
    let imported = import_file(store, path, Way::default(), "bench", |_, _, _| {}).await.unwrap();
    assert_eq!(imported.tally.new, imported.tally.read, "{:?}", imported.tally);
}

/// The whole of it. Baseline and import take turns, so that whatever else the machine does is in both.
pub fn taking_in() {
    let rows = 100_000;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("register.csv");
    write_register(&path, rows);
    let megabytes = fs::metadata(&path).unwrap().len() as f64 / 1e6;
    heading(&format!("A register of {rows} rows ({megabytes:.0} MB) checked, placed, compared, committed"));
    let runtime = runtime();
    let create = || runtime.block_on(PostgresDatabase::create());
    let postgres = create();
    if let Some(template) = &postgres {
        // Made ready once, so that a run does not wait for the tables to be made.
        runtime.block_on(async { catalogue::open(&template.url()).await.unwrap().close().await });
        let (mut plain, mut ours) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let (baseline, database) = (create().unwrap(), runtime.block_on(template.copy()));
            let mut connection = runtime.block_on(PgConnection::connect(&baseline.url())).unwrap();
            plain.push(timed(|| runtime.block_on(copy_and_index(&mut connection, &path))));
            runtime.block_on(connection.close()).unwrap();
            let store = runtime.block_on(catalogue::open(&database.url())).unwrap();
            ours.push(timed(|| runtime.block_on(take_in_to(&store, &path))));
            runtime.block_on(store.close());
        }
        let baseline = middle(plain);
        line("baseline: PostgreSQL, COPY of its cells and an index, no checks", baseline, baseline);
        line("PostgreSQL, taken in", middle(ours), baseline);
    }
    let (mut plain, mut ours, mut looked) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let folders = [new_folder(), new_folder(), new_folder()];
        let mut connection = runtime.block_on(open_sqlite(&address(&folders[0])));
        plain.push(timed(|| runtime.block_on(insert_and_index(&mut connection, &path))));
        runtime.block_on(connection.close()).unwrap();
        let store = runtime.block_on(catalogue::open(&address(&folders[1]))).unwrap();
        ours.push(timed(|| runtime.block_on(take_in_to(&store, &path))));
        runtime.block_on(store.close());
        looked.push(timed(|| runtime.block_on(look(&address(&folders[2]), &path))));
    }
    let baseline = middle(plain);
    line("baseline: SQLite, inserts of its cells and an index, no checks", baseline, baseline);
    line("SQLite, taken in", middle(ours), baseline);
    line("SQLite, looked at before (a preview of every row)", middle(looked), baseline);

    let large = folder.path().join("large.csv");
    write_register(&large, 1_000_000);
    let database = new_folder();
    taken_in_apart("SQLite", &address(&database), &large);
    if let Some(database) = &postgres {
        taken_in_apart("PostgreSQL", &database.url(), &large);
    }
}

/// Takes a large register in with a program of its own, and tells what memory that took.
fn taken_in_apart(name: &str, address: &str, large: &Path) {
    let program = std::env::current_exe().unwrap();
    let begun = Instant::now();
    let told = Command::new(program).arg(TAKE_ONE).arg(address).arg(large).output().unwrap();
    let memory = String::from_utf8_lossy(&told.stdout);
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    println!(
        "    a register of 1,000,000 rows into {name}: {:.1} s, at most {} MiB of memory",
        begun.elapsed().as_secs_f64(),
        memory.trim()
    );
}

fn new_folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn address(folder: &TempDir) -> String {
    folder.path().join("bench.db").display().to_string()
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

async fn look(address: &str, path: &Path) {
    let catalogue = Catalogue::new(catalogue::open(address).await.unwrap());
    let said = SaidOfFile::default();
    let look = Look { path, said: &said, viewer: None, today: date!(2026 - 11 - 21) };
    let account = account(&catalogue, &look, |_, _, _| {}).await.unwrap();
    assert_eq!(account.summary.tally.new, account.summary.tally.read);
}

const MAKE: &str = "CREATE TABLE plain (c1 TEXT, c2 TEXT, c3 TEXT, c4 TEXT, c5 TEXT, c6 TEXT, c7 TEXT, c8 TEXT, c9 TEXT, \
    c10 TEXT, c11 TEXT, c12 TEXT, c13 TEXT, c14 TEXT, c15 TEXT, c16 TEXT, c17 TEXT)";

async fn copy_and_index(connection: &mut PgConnection, path: &Path) {
    connection.execute(MAKE).await.unwrap();
    let mut copying = connection.copy_in_raw("COPY plain FROM STDIN (FORMAT csv, HEADER)").await.unwrap();
    for piece in fs::read(path).unwrap().chunks(1 << 18) {
        copying.send(piece).await.unwrap();
    }
    copying.finish().await.unwrap();
    connection.execute("CREATE INDEX plain_by_key ON plain (c4)").await.unwrap();
}

async fn open_sqlite(path_of_database: &str) -> SqliteConnection {
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(path_of_database)
        .create_if_missing(true)
        .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal);
    SqliteConnection::connect_with(&options).await.unwrap()
}

async fn insert_and_index(connection: &mut SqliteConnection, path: &Path) {
    connection.execute(MAKE).await.unwrap();
    let mut transaction = connection.begin().await.unwrap();
    let mut reader = csv::Reader::from_path(path).unwrap();
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.unwrap()).collect();
    for rows in records.chunks(16_000 / COLUMNS) {
        let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO plain ");
        query.push_values(rows, |mut values, row| {
            for cell in row {
                values.push_bind(cell);
            }
        });
        query.build().execute(&mut *transaction).await.unwrap();
    }
    transaction.execute("CREATE INDEX plain_by_key ON plain (c4)").await.unwrap();
    transaction.commit().await.unwrap();
}
