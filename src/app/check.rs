//! Whether all is well: the database holds together, and the map made from it shows every asset once, at its place.

use std::collections::BTreeSet;

use crate::app::AppError;
use crate::atlas::Atlas;
use crate::domain::place::{Extent, Position};
pub use crate::store::Findings;
use crate::store::Store;

/// How far around its place an asset is looked for, metres.
const AROUND_M: f64 = 0.001;
/// Findings of one kind that are told one by one.
const TOLD: usize = 20;

/// Looks through the database and the atlas made from it. Nothing is changed.
///
/// # Errors
/// [`AppError::Unavailable`] when the database cannot be read.
pub async fn check(store: &Store) -> Result<Findings, AppError> {
    let mut findings = store.check().await?;
    if !findings.wrong.is_empty() {
        // What cannot be read back cannot be put on a map.
        return Ok(findings);
    }
    let holdings = store.holdings().await?;
    let held: BTreeSet<String> = holdings.assets.iter().map(|asset| asset.id.to_string()).collect();
    let atlas = tokio::task::spawn_blocking(move || Atlas::build(holdings)).await;
    let atlas = atlas.map_err(|stopped| AppError::Unavailable { cause: stopped.to_string() })?;
    findings.wrong.extend(compare(&atlas, &held));
    findings.looked_at.push(("assets on the map", atlas.assets().len() as u64));
    Ok(findings)
}

fn compare(atlas: &Atlas, held: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut shown = BTreeSet::new();
    for (index, entry) in atlas.assets().iter().enumerate() {
        let id = entry.asset.id.to_string();
        if !held.contains(&id) {
            wrong.push(format!("The map shows \"{id}\", which is not held."));
        }
        let found = entry
            .asset
            .position
            .map_or(1, |position| atlas.assets_within(around(position)).filter(|other| *other == index).count());
        if found != 1 || atlas.asset_index(&id) != Some(index) {
            wrong.push(format!("The map does not find \"{id}\" once at its place."));
        }
        if !shown.insert(id) {
            wrong.push(format!("The map shows \"{}\" more than once.", entry.asset.id));
        }
    }
    wrong.extend(held.difference(&shown).map(|id| format!("The map does not show \"{id}\".")));
    if wrong.len() > TOLD {
        let more = wrong.len() - TOLD;
        wrong.truncate(TOLD);
        wrong.push(format!("... and {more} more about the map."));
    }
    wrong
}

fn around(position: Position) -> Extent {
    let moved =
        |metres: f64| Position { easting_m: position.easting_m + metres, northing_m: position.northing_m + metres };
    Extent { min: moved(-AROUND_M), max: moved(AROUND_M) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::compare;
    use crate::atlas::Atlas;
    use crate::atlas::fixture;
    use crate::domain::holdings::Holdings;
    use crate::domain::place::Position;

    #[test]
    fn a_map_without_an_asset_that_is_held_or_with_one_that_is_not_is_told() {
        let at = |metres: f64| Position::new(metres, metres).ok();
        let assets = vec![fixture::asset("a", at(1.0)), fixture::asset("b", None), fixture::asset("c", at(1.0))];
        let atlas = Atlas::build(Holdings { assets, ..Holdings::default() });
        let held = |ids: &[&str]| -> BTreeSet<String> { ids.iter().map(|id| (*id).to_owned()).collect() };
        assert_eq!(compare(&atlas, &held(&["a", "b", "c"])), Vec::<String>::new());
        let wrong = compare(&atlas, &held(&["a", "b", "d"]));
        assert_eq!(wrong, ["The map shows \"c\", which is not held.", "The map does not show \"d\"."]);
    }
}
