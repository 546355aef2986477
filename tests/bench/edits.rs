//! One edit of one asset among a million: how long until the next read sees it, and what readers notice; and how long a
//! service takes to be ready from SQLite.
//!
//! Beside it stands what an edit would cost without a way of its own: reading everything again, which is what the first
//! reading of all is. What is shown after the edits is held against a second service that reads everything, before anything
//! is timed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use catmap::app::catalogue::{self, Catalogue};
use catmap::app::edit_asset::{AssetEdit, edit_asset};
use catmap::domain::asset::{Asset, AssetId};
use catmap::domain::fact_table::FactData;
use catmap::domain::imported::{Row, Rows};
use catmap::domain::permission::Viewer;
use catmap::domain::person::{Person, PersonId, Role};
use catmap::domain::source::SourceId;
use catmap::import::{Options, read};
use time::OffsetDateTime;

use super::questions::{self, Question};
use super::stock::Stock;
use super::{heading, line, region, runtime, shown, ways};

/// Edits timed with nobody else there, and the time readers ask with and without edits beside them.
const EDITS: usize = 400;
const READING: Duration = Duration::from_secs(10);
/// One edit in so long, by an office that is busier than any is.
const BETWEEN_EDITS: Duration = Duration::from_millis(50);
/// Questions that readers ask in turn.
const ASKED: usize = 40;

/// Makes a database of so many assets, reads it, edits it.
pub fn edits(areas: usize, assets: usize) {
    let runtime = runtime();
    let folder = tempfile::tempdir().unwrap();
    let address = folder.path().join("bench.db").display().to_string();
    let stock = Stock::on(areas);
    let ids = fill(&runtime, &address, &stock, areas, assets);
    heading(&format!("One edit among {} assets amid {areas} areas, from SQLite", ids.len()));

    let catalogue = Arc::new(Catalogue::new(runtime.block_on(catalogue::open(&address)).unwrap()));
    let begun = Instant::now();
    let snapshot = runtime.block_on(catalogue.snapshot()).unwrap();
    let ready = begun.elapsed();
    let questions = Arc::new(questions::at_random(&stock, &snapshot, ASKED, 5));
    drop((stock, snapshot));

    for (number, id) in ids.iter().step_by(ids.len() / 20).enumerate() {
        runtime.block_on(edit(&catalogue, id, 500 + number));
    }
    agree(&runtime, &address, &catalogue, &questions);

    line("baseline: read everything again", ready, ready);
    let step = (ids.len() / EDITS).max(1);
    let mut seen: Vec<[Duration; 2]> = ids
        .iter()
        .step_by(step)
        .take(EDITS)
        .enumerate()
        .map(|(number, id)| {
            let begun = Instant::now();
            runtime.block_on(edit(&catalogue, id, number));
            let written = begun.elapsed();
            drop(runtime.block_on(catalogue.snapshot()).unwrap());
            [written, begun.elapsed() - written]
        })
        .collect();
    for (what, which) in [("an edit written to SQLite", 0), ("... and read: the next reader's snapshot", 1)] {
        seen.sort_unstable_by_key(|times| times[which]);
        line(what, seen[seen.len() / 2][which], ready);
        println!("    99 of 100 within {}", shown(seen[seen.len() * 99 / 100][which]));
    }

    let alone = read_for(&runtime, &catalogue, &questions, &[]);
    let beside = read_for(&runtime, &catalogue, &questions, &ids);
    for (what, times) in [("a reader's twenty best, nobody editing", &alone), ("... 20 edits a second", &beside)] {
        line(what, times[times.len() / 2], alone[alone.len() / 2]);
        println!("    99 of 100 within {}, of {}", shown(times[times.len() * 99 / 100]), times.len());
    }
}

/// Takes the region in, and the rest of the stock as one more register; gives the ids of all that may be edited.
fn fill(runtime: &tokio::runtime::Runtime, address: &str, stock: &Stock, areas: usize, assets: usize) -> Vec<AssetId> {
    let region = region::made(1_000, areas);
    runtime.block_on(async {
        let store = catalogue::open(address).await.unwrap();
        for path in region.files.in_order_of_import() {
            let file = read(path, &Options::default(), &|_, _| {}).unwrap();
            store.take_in(&file, "bench", OffsetDateTime::now_utc(), &|_, _| {}).await.unwrap();
        }
        let mut file = read(&region.files.registers[0], &Options::default(), &|_, _| {}).unwrap();
        (file.source.id, file.checksum, file.refused) = (SourceId::new("stock"), "stock".to_owned(), Vec::new());
        let row = |(number, asset): (u64, Asset)| Row {
            number,
            raw: catmap::domain::cells::Cells::default(),
            value: Asset { id: AssetId::new(format!("s-{number}")), register: SourceId::new("stock"), ..asset },
        };
        let rows: Vec<Row<Asset>> = (2..).zip(stock.assets(assets)).map(row).collect();
        let ids = rows.iter().map(|row| row.value.id.clone()).collect();
        (file.rows_read, file.rows, file.notes) = (rows.len() as u64, Rows::Assets(rows), Vec::new());
        store.take_in(&file, "bench", OffsetDateTime::now_utc(), &|_, _| {}).await.unwrap();
        ids
    })
}

async fn edit(catalogue: &Catalogue, id: &AssetId, square_metres: usize) {
    let (name, email, roles) = ("Jo".to_owned(), "jo@example.org".to_owned(), vec![Role::Administrator]);
    let viewer = Viewer::Person(Arc::new(Person { id: PersonId::new("p"), name, email, roles }));
    let mut change = AssetEdit::default();
    change.facts.insert("usable_area_m2".to_owned(), Some(FactData::Number(10.0 + square_metres as f64)));
    edit_asset(catalogue, &viewer, &id.0, &change).await.unwrap();
}

/// What is shown after the edits is what a service shows that reads everything, and the answers are the same.
fn agree(runtime: &tokio::runtime::Runtime, address: &str, catalogue: &Catalogue, questions: &[Question]) {
    let anew = Catalogue::new(runtime.block_on(catalogue::open(address)).unwrap());
    let [edited, anew] = [catalogue, &anew].map(|catalogue| runtime.block_on(catalogue.snapshot()).unwrap());
    assert!(edited.survey.replaced() > 0 && anew.survey.replaced() == 0);
    assert!(edited.shows_the_same(&anew));
    for question in questions {
        let of = |snapshot| ways::ours(snapshot, &question.need, &question.criteria);
        assert_eq!(of(&edited), of(&anew));
    }
}

/// How long a reader waits for each answer, sorted; beside somebody who edits these one after another.
fn read_for(
    runtime: &tokio::runtime::Runtime,
    catalogue: &Arc<Catalogue>,
    questions: &[Question],
    edited: &[AssetId],
) -> Vec<Duration> {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for (number, id) in edited.iter().enumerate() {
                if done.load(Ordering::Relaxed) {
                    break;
                }
                runtime.block_on(edit(catalogue, id, 1_000 + number));
                std::thread::sleep(BETWEEN_EDITS);
            }
        });
        let began = Instant::now();
        let mut times = Vec::new();
        for question in questions.iter().cycle() {
            if began.elapsed() > READING {
                break;
            }
            let begun = Instant::now();
            let snapshot = runtime.block_on(catalogue.snapshot()).unwrap();
            drop(ways::ours(&snapshot, &question.need, &question.criteria));
            times.push(begun.elapsed());
        }
        done.store(true, Ordering::Relaxed);
        times.sort_unstable();
        times
    })
}
