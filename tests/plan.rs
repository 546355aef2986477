//! A plan of a whole made-up region: limits hold, overrides are kept and told, and the same question has one answer.

use std::collections::HashMap;

use catmap::app::AppError;
use catmap::app::catalogue::{self, Catalogue, Snapshot};
use catmap::app::import_files::{Way, import_file};
use catmap::app::plan_region::{Asked, Override, RegionPlan, plan};
use catmap::fictional::{RegionPlan as Invented, generate};
use catmap::planning::parts;

async fn region() -> (std::sync::Arc<Snapshot>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let invented = Invented { assets: 150, needs: 40, areas: 60, ..Invented::default() };
    let files = generate(&invented, &folder.path().join("region"), &mut |_, _, _| {}).unwrap();
    let store = catalogue::open(folder.path().join("catmap.db").to_str().unwrap()).await.unwrap();
    for path in files.in_order_of_import() {
        import_file(&store, path, Way::default(), "test", |_, _, _| {}).await.unwrap();
    }
    (Catalogue::new(store).snapshot().await.unwrap(), folder)
}

fn ids(snapshot: &Snapshot, plan: &RegionPlan, at: usize) -> (String, String) {
    let pairing = &plan.pairings[at];
    let asset = snapshot.atlas.assets()[pairing.asset].asset.id.0.to_string();
    (asset, snapshot.atlas.needs()[pairing.need].need.id.0.to_string())
}

fn ruled(pair: (String, String), pinned: bool) -> Override {
    Override { asset: pair.0, need: pair.1, pinned, by: "A. Officer".to_owned(), reason: "Agreed".to_owned() }
}

#[tokio::test]
async fn a_plan_keeps_every_building_within_its_space_and_every_need_in_one_place() {
    let (snapshot, _folder) = region().await;
    let found = plan(&snapshot, &Asked::default(), &|_, _| {}).unwrap();
    assert!(found.pairings.len() > 5, "{} placed", found.pairings.len());
    let mut let_m2: HashMap<usize, (f64, usize)> = HashMap::new();
    let mut needs = Vec::new();
    for pairing in &found.pairings {
        assert!(pairing.score >= 40.0);
        let building = let_m2.entry(pairing.asset).or_default();
        *building = (building.0 + pairing.area_m2, building.1 + 1);
        needs.push(pairing.need);
    }
    for (asset, (area_m2, tenants)) in let_m2 {
        let asset = &snapshot.atlas.assets()[asset].asset;
        let (capacity_m2, most) = parts::to_let(asset, parts::usable_m2(asset, 0.8).unwrap());
        assert!(area_m2 <= capacity_m2 + 1e-6 && tenants <= most, "{}", asset.name);
    }
    needs.sort_unstable();
    needs.dedup();
    assert_eq!(needs.len(), found.pairings.len());
    assert_eq!(found.pairings.len() + found.left_out.len(), found.needs, "every need is placed or told why not");
    for share in &found.boroughs {
        assert!(share.placed <= share.feasible);
    }
    assert_eq!(plan(&snapshot, &Asked::default(), &|_, _| {}).unwrap(), found);
}

#[tokio::test]
async fn pins_and_bans_are_kept_and_their_cost_is_told() {
    let (snapshot, _folder) = region().await;
    let free = plan(&snapshot, &Asked { without_floors: true, ..Asked::default() }, &|_, _| {}).unwrap();
    let banned = ids(&snapshot, &free, 0);
    let asked = Asked { without_floors: true, overrides: vec![ruled(banned.clone(), false)], ..Asked::default() };
    let without = plan(&snapshot, &asked, &|_, _| {}).unwrap();
    assert!((0..without.pairings.len()).all(|at| ids(&snapshot, &without, at) != banned));
    assert!(without.total <= free.total + 1e-3);
    assert!((without.cost_of_overrides[0] - (free.total - without.total)).abs() < 1e-6);
    let asked = Asked { without_floors: true, overrides: vec![ruled(banned.clone(), true)], ..Asked::default() };
    let with = plan(&snapshot, &asked, &|_, _| {}).unwrap();
    assert!((0..with.pairings.len()).any(|at| ids(&snapshot, &with, at) == banned));
}

#[tokio::test]
async fn an_override_needs_a_pair_that_is_there_a_name_and_a_reason() {
    let (snapshot, _folder) = region().await;
    let free = plan(&snapshot, &Asked::default(), &|_, _| {}).unwrap();
    let nobody = Override { by: " ".to_owned(), ..ruled(ids(&snapshot, &free, 0), true) };
    let asked = |pair| Asked { overrides: vec![pair], ..Asked::default() };
    assert!(matches!(plan(&snapshot, &asked(nobody), &|_, _| {}), Err(AppError::Invalid { .. })));
    let nowhere = ruled(("no-such-asset".to_owned(), ids(&snapshot, &free, 0).1), false);
    assert!(matches!(plan(&snapshot, &asked(nowhere), &|_, _| {}), Err(AppError::NotFound { .. })));
}
