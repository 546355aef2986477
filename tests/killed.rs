//! The program killed at random moments of an import: the database is as before or as after, never between.
//!
//! `CATMAP_KILLS=50` kills it so often, in a register of 100,000 rows; the usual run does five in a smaller one.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};
use tempfile::TempDir;

use crate::postgres::PostgresDatabase;

const CATMAP: &str = env!("CARGO_BIN_EXE_catmap");
/// Rows of the register that is there before.
const HELD: usize = 100;

/// A register in the schema of the Local Government Association: every row another asset, `from` the first.
pub fn write_register(path: &Path, from: usize, rows: usize) {
    let mut file = std::io::BufWriter::new(fs::File::create(path).unwrap());
    writeln!(
        file,
        "OrganisationLabel,AssetCode,PropertyName,StreetNumber,StreetName,PostTown,PostCode,GeoX,GeoY,HoldingType,\
         TenureType,OccupancyStatus,BuildingSize,EffectiveDate"
    )
    .unwrap();
    for number in from..from + rows {
        let (east, north) = (330_000 + (number * 37) % 20_000, 380_000 + (number * 91) % 20_000);
        let occupancy = ["Occupied", "Vacant", "", "Part vacant"][number % 4];
        writeln!(
            file,
            "Aldermere Council,REF/{number},Hall {number},{},Example Street {},Aldermere,XL1 {}AA,{east},{north},Building,\
             Freehold,{occupancy},{},2026-03-31",
            number % 200,
            number % 977,
            number % 10,
            50 + number % 900
        )
        .unwrap();
    }
}

/// A folder with a database in it, or beside it on a server.
struct Place {
    folder: TempDir,
    server: Option<PostgresDatabase>,
}

impl Place {
    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(CATMAP);
        let database = self.server.as_ref().map_or_else(|| "catmap.db".to_owned(), PostgresDatabase::url);
        command.current_dir(self.path()).env("CATMAP_DATABASE", database).args(arguments).stdin(Stdio::null());
        command
    }

    fn catmap(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Another with the same in it. No program has the database open.
    fn copy(&self) -> Self {
        let folder = TempDir::new().unwrap();
        for file in fs::read_dir(self.path()).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        Self { folder, server: self.server.as_ref().map(|server| block_on(server.copy())) }
    }

    /// Waits until the server has noticed that a program is gone: it then lets go of its turn to write.
    fn settle(&self) {
        if let Some(server) = &self.server {
            block_on(async {
                let mut connection = PgConnection::connect(&server.url()).await.unwrap();
                connection.execute("SELECT pg_advisory_lock(109270216302960)").await.unwrap();
                connection.close().await.unwrap();
            });
        }
    }

    fn imports(&self) -> usize {
        let list = self.catmap(&["imports"]);
        assert!(list.status.success(), "{list:?}");
        String::from_utf8_lossy(&list.stdout).lines().count()
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

#[test]
fn a_program_killed_at_any_moment_of_an_import_leaves_a_file_as_before_or_as_after() {
    kill_at_any_moment("SQLite", &Place { folder: TempDir::new().unwrap(), server: None });
}

#[test]
fn a_program_killed_at_any_moment_of_an_import_leaves_a_server_as_before_or_as_after() {
    if let Some(server) = block_on(PostgresDatabase::create()) {
        kill_at_any_moment("PostgreSQL", &Place { folder: TempDir::new().unwrap(), server: Some(server) });
    }
}

fn kill_at_any_moment(name: &str, template: &Place) {
    let asked = std::env::var("CATMAP_KILLS").ok().and_then(|text| text.parse::<u32>().ok());
    let (kills, rows) = asked.map_or((5, 4_000), |kills| (kills, 100_000));
    write_register(&template.path().join("held.csv"), 1_000_000, HELD);
    write_register(&template.path().join("register.csv"), 0, rows);
    let begun = template.catmap(&["import", "held.csv"]);
    assert!(begun.status.success(), "{}", String::from_utf8_lossy(&begun.stderr));
    let whole = template.copy();
    let started = Instant::now();
    let done = whole.catmap(&["import", "register.csv"]);
    let takes = started.elapsed();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(whole.imports(), 2);

    let mut chance = StdRng::seed_from_u64(20_261_121);
    let (mut before, mut after) = (0, 0);
    for _ in 0..kills {
        let place = template.copy();
        let mut program = place.command(&["import", "register.csv"]);
        let mut child = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // The moment is what is tested: anywhere in the time that the import takes, and later, since a machine with much to
        // do takes longer than it did at first.
        std::thread::sleep(Duration::from_secs_f64(takes.as_secs_f64() * chance.random_range(0.0..1.4)));
        child.kill().unwrap();
        child.wait().unwrap();
        place.settle();

        let checked = place.catmap(&["check"]);
        let told = String::from_utf8_lossy(&checked.stdout).into_owned();
        assert!(checked.status.success(), "{told}{}", String::from_utf8_lossy(&checked.stderr));
        match place.imports() {
            1 => {
                before += 1;
                assert!(told.contains(&format!("{HELD} assets,")), "{told}");
            }
            2 => {
                after += 1;
                let all = indicatif::HumanCount((HELD + rows) as u64);
                assert!(told.contains(&format!("{all} assets,")), "{told}");
            }
            other => panic!("{other} imports are listed"),
        }
    }
    assert_eq!(before + after, kills);
    let _ = writeln!(
        std::io::stderr(),
        "{name}: killed {kills} times: {before} as before, {after} as after; a whole one takes {takes:?}"
    );
}

#[test]
fn a_wrong_database_is_told_in_sentences_and_by_the_exit_code() {
    let place = Place { folder: TempDir::new().unwrap(), server: None };
    write_register(&place.path().join("register.csv"), 0, 10);
    assert!(place.catmap(&["import", "register.csv"]).status.success());
    let well = place.catmap(&["check"]);
    assert!(well.status.success() && String::from_utf8_lossy(&well.stdout).ends_with("All is well.\n"), "{well:?}");

    let preview = place.catmap(&["import", "--preview", "--column", "StreetName=name", "register.csv"]);
    let told = String::from_utf8_lossy(&preview.stdout).into_owned();
    assert!(preview.status.success(), "{preview:?}");
    assert!(told.contains("10 rows read = 0 new + 10 changed") && told.contains("nothing was written"), "{told}");
    let wrong = place.catmap(&["import", "--preview", "--column", "Nothing=name", "register.csv"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("No column is headed"), "{wrong:?}");
    assert_eq!(place.imports(), 1, "a preview is no import");

    let undone = place.catmap(&["undo", "1"]);
    assert!(String::from_utf8_lossy(&undone.stdout).starts_with("Import 1 is undone: 11 records"), "{undone:?}");
    let again = place.catmap(&["undo", "1"]);
    assert!(!again.status.success() && String::from_utf8_lossy(&again.stderr).contains("undone already"), "{again:?}");

    assert!(place.catmap(&["import", "register.csv"]).status.success());
    block_on(async {
        let path = place.path().join("catmap.db").display().to_string();
        let mut connection = SqliteConnection::connect(&path).await.unwrap();
        connection.execute("DELETE FROM assets WHERE id LIKE '%-ref-3'").await.unwrap();
        connection.close().await.unwrap();
    });
    let wrong = place.catmap(&["check"]);
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(
        !wrong.status.success() && told.contains("says that it changed another number of records than the trail"),
        "{wrong:?}"
    );
}
