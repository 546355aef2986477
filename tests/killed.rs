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
use tempfile::TempDir;

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

fn catmap(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(CATMAP).current_dir(folder).args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn count(folder: &Path) -> usize {
    let list = catmap(folder, &["imports"]);
    assert!(list.status.success(), "{list:?}");
    String::from_utf8_lossy(&list.stdout).lines().count()
}

#[test]
fn a_program_killed_at_any_moment_of_an_import_leaves_the_store_as_before_or_as_after() {
    let asked = std::env::var("CATMAP_KILLS").ok().and_then(|text| text.parse::<u32>().ok());
    let (kills, rows) = asked.map_or((5, 4_000), |kills| (kills, 100_000));
    let template = TempDir::new().unwrap();
    write_register(&template.path().join("held.csv"), 1_000_000, HELD);
    write_register(&template.path().join("register.csv"), 0, rows);
    let begun = catmap(template.path(), &["import", "held.csv"]);
    assert!(begun.status.success(), "{}", String::from_utf8_lossy(&begun.stderr));
    let copy = || {
        let folder = TempDir::new().unwrap();
        for name in ["catmap.db", "register.csv"] {
            fs::copy(template.path().join(name), folder.path().join(name)).unwrap();
        }
        folder
    };
    let whole = copy();
    let started = Instant::now();
    let done = catmap(whole.path(), &["import", "register.csv"]);
    let takes = started.elapsed();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(count(whole.path()), 2);

    let mut chance = StdRng::seed_from_u64(20_261_121);
    let (mut before, mut after) = (0, 0);
    for _ in 0..kills {
        let folder = copy();
        let mut child = Command::new(CATMAP)
            .current_dir(folder.path())
            .args(["import", "register.csv"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The moment is what is tested: anywhere in the time that the import takes, and a little later.
        std::thread::sleep(Duration::from_secs_f64(takes.as_secs_f64() * chance.random_range(0.0..1.05)));
        child.kill().unwrap();
        child.wait().unwrap();

        let checked = catmap(folder.path(), &["check"]);
        let told = String::from_utf8_lossy(&checked.stdout).into_owned();
        assert!(checked.status.success(), "{told}{}", String::from_utf8_lossy(&checked.stderr));
        match count(folder.path()) {
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
        "killed {kills} times: {before} as before, {after} as after; a whole one takes {takes:?}"
    );
}

#[test]
fn a_wrong_database_is_told_in_sentences_and_by_the_exit_code() {
    let folder = TempDir::new().unwrap();
    write_register(&folder.path().join("register.csv"), 0, 10);
    assert!(catmap(folder.path(), &["import", "register.csv"]).status.success());
    let well = catmap(folder.path(), &["check"]);
    assert!(well.status.success() && String::from_utf8_lossy(&well.stdout).ends_with("All is well.\n"), "{well:?}");

    let preview = catmap(folder.path(), &["import", "--preview", "--column", "StreetName=name", "register.csv"]);
    let told = String::from_utf8_lossy(&preview.stdout).into_owned();
    assert!(preview.status.success(), "{preview:?}");
    assert!(told.contains("10 rows read = 0 new + 10 changed") && told.contains("nothing was written"), "{told}");
    let wrong = catmap(folder.path(), &["import", "--preview", "--column", "Nothing=name", "register.csv"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("No column is headed"), "{wrong:?}");
    assert_eq!(count(folder.path()), 1, "a preview is no import");

    let undone = catmap(folder.path(), &["undo", "1"]);
    assert!(String::from_utf8_lossy(&undone.stdout).starts_with("Import 1 is undone: 11 records"), "{undone:?}");
    let again = catmap(folder.path(), &["undo", "1"]);
    assert!(!again.status.success() && String::from_utf8_lossy(&again.stderr).contains("undone already"), "{again:?}");

    assert!(catmap(folder.path(), &["import", "register.csv"]).status.success());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        use sqlx::{Connection, Executor, SqliteConnection};
        let path = folder.path().join("catmap.db").display().to_string();
        let mut connection = SqliteConnection::connect(&path).await.unwrap();
        connection.execute("DELETE FROM assets WHERE id LIKE '%-ref-3'").await.unwrap();
        connection.close().await.unwrap();
    });
    let wrong = catmap(folder.path(), &["check"]);
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(
        !wrong.status.success() && told.contains("says that it changed another number of records than the trail"),
        "{wrong:?}"
    );
}
