//! The catalogue: what is accepted is visible to the next read, and a region goes in through the door real files take.

use std::path::Path;
use std::sync::Arc;

use catmap::app::catalogue::{self, Catalogue};
use catmap::app::import_files::{Way, commonest_reasons, each_refused, import_file};
use catmap::domain::imported::Tally;
use catmap::fictional::{RegionPlan, generate};

use crate::store_files::{NOON, bare_asset, register};

#[tokio::test]
async fn an_accepted_write_by_another_program_is_visible_to_the_next_read() {
    let folder = tempfile::tempdir().unwrap();
    let address = folder.path().join("catmap.db").display().to_string();
    let catalogue = Catalogue::new(catalogue::open(&address).await.unwrap());
    let other_program = catalogue::open(&address).await.unwrap();
    assert_eq!(catalogue.snapshot().await.unwrap().atlas.assets().len(), 0);
    for count in 1..=3_usize {
        let file = register("a", (0..count).map(|number| bare_asset(&format!("asset-{number}"))));
        other_program.take_in(&file, "another program", NOON, &|_, _| {}).await.unwrap();
        assert_eq!(catalogue.snapshot().await.unwrap().atlas.assets().len(), count);
    }
}

#[tokio::test]
async fn nothing_is_loaded_again_while_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let catalogue =
        Catalogue::new(catalogue::open(&folder.path().join("catmap.db").display().to_string()).await.unwrap());
    let first = catalogue.snapshot().await.unwrap();
    let second = catalogue.snapshot().await.unwrap();
    assert!(Arc::ptr_eq(&first, &second));
}

#[tokio::test]
async fn a_made_up_region_goes_in_row_by_row_and_a_second_time_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let plan = RegionPlan { assets: 60, needs: 12, areas: 24, ..RegionPlan::default() };
    let files = generate(&plan, &folder.path().join("region"), &mut |_, _, _| {}).unwrap();
    let store = catalogue::open(&folder.path().join("catmap.db").display().to_string()).await.unwrap();
    let import = async |path: &Path| import_file(&store, path, Way::default(), "test", |_, _, _| {}).await.unwrap();
    let mut refused = 0;
    for path in files.in_order_of_import() {
        let imported = import(path).await;
        let Tally { read, new, unchanged, refused: left_out, .. } = imported.tally;
        assert!(imported.tally.adds_up(), "{}: {:?}", path.display(), imported.tally);
        assert_eq!((read, unchanged), (new + left_out, 0), "{}", path.display());
        let reasons = commonest_reasons(&store, &imported).await.unwrap();
        assert_eq!((reasons.count, reasons.commonest.iter().map(|one| one.rows).sum::<u64>()), (left_out, left_out));
        if left_out > 0 {
            let mut rows = 0;
            each_refused(&store, &imported, |row| rows += u64::from(!row.reason.is_empty())).await.unwrap();
            assert_eq!(rows, left_out, "each row left out is kept with its reason");
            refused += left_out;
        }
    }
    assert!(refused > 0, "the region has rows that repeat others");
    let change = store.latest_change().await.unwrap();
    for path in files.in_order_of_import() {
        let Tally { new, changed, .. } = import(path).await.tally;
        assert_eq!((new, changed), (0, 0), "{}", path.display());
    }
    assert_eq!(store.latest_change().await.unwrap(), change);
}
