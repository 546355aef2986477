//! Whom shortlists serve: the best few assets of every published need, counted by deprivation, borough and size.
//!
//! It looks at what the ranking did and is no part of it. It is worked out when it is first asked for and kept with the
//! snapshot. Beyond [`MOST_PAIRS`] it is worked out for some of the needs, evenly over the list in order of id, and says so.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::app::catalogue::Snapshot;
use crate::domain::fairness::{Counted, Fairness, LEAST_NEEDS, rows};
use crate::domain::need::OrganisationSize;
use crate::matching::constraints::may_be_had;
use crate::matching::find;

/// Assets shortlisted for each need at most.
const PER_NEED: usize = 3;

/// A pairing that scores below "possible" is no shortlist (`scoring.md` I, allocation threshold).
const LEAST_SCORE: f64 = 40.0;

/// Pairs of a need and an asset that are chosen from: ten thousand needs and a million assets, some seconds' work.
const MOST_PAIRS: usize = 10_000_000_000;

/// Needs looked at however many assets there are: with fewer, nothing could be shown.
const FEWEST_NEEDS: usize = 30;

/// The view, worked out the first time it is asked for.
pub fn fairness(snapshot: &Snapshot) -> &Fairness {
    snapshot.fairness.get_or_init(|| look(snapshot, MOST_PAIRS))
}

fn look(snapshot: &Snapshot, most_pairs: usize) -> Fairness {
    let atlas = &snapshot.atlas;
    let published = atlas.needs().len();
    let looked_at = (most_pairs / atlas.assets().len().max(1)).max(FEWEST_NEEDS).min(published);
    let on = snapshot.read_on;
    // Evenly over the list: the same needs whenever it is asked.
    let needs: Vec<usize> = (0..looked_at).map(|step| step * published / looked_at.max(1)).collect();
    let shortlisted: Vec<(usize, Vec<usize>)> = needs
        .par_iter()
        .map(|need| {
            let asked = &atlas.needs()[*need].need;
            let best = find::shortlist(atlas, &snapshot.survey, asked, &snapshot.criteria, on, PER_NEED);
            let kept = best.iter().filter(|standing| standing.score >= LEAST_SCORE);
            (*need, kept.map(|standing| standing.asset).collect())
        })
        .collect();
    let available: Vec<usize> =
        (0..atlas.assets().len()).filter(|asset| may_be_had(&atlas.assets()[*asset].asset)).collect();
    let decile = |asset: usize| {
        let area = &atlas.areas()[atlas.area_of_asset(asset)?];
        area.deprivation.as_ref().map(|release| release.decile)
    };
    let borough = |asset: usize| atlas.assets()[asset].borough.as_deref().map(ToOwned::to_owned);
    let size = |need: usize| atlas.needs()[need].need.organisation.size;
    let pairs: Vec<(usize, usize)> =
        shortlisted.iter().flat_map(|(need, assets)| assets.iter().map(|asset| (*need, *asset))).collect();
    let behind = shortlisted.iter().filter(|(_, assets)| !assets.is_empty()).count();
    let boroughs = atlas.boroughs().map(ToString::to_string);
    Fairness {
        per_need: PER_NEED,
        needs: looked_at,
        pairs: (behind >= LEAST_NEEDS).then_some(pairs.len()),
        on,
        by_decile: rows(counted(
            1..=10,
            &pairs,
            |_, asset| decile(asset),
            available.iter().map(|asset| decile(*asset)),
        )),
        by_borough: rows(counted(
            boroughs,
            &pairs,
            |_, asset| borough(asset),
            available.iter().map(|asset| borough(*asset)),
        )),
        by_size: rows(counted(
            OrganisationSize::ALL.iter().copied(),
            &pairs,
            |need, _| size(need),
            (0..published).map(size),
        )),
        sentence: sentence(looked_at, published),
    }
}

/// The rows of a table: those expected, then what else there is, then what is not known if anything is. `from` is all
/// there was to choose from.
fn counted<T: Ord + Clone>(
    expected: impl IntoIterator<Item = T>,
    pairs: &[(usize, usize)],
    of: impl Fn(usize, usize) -> Option<T>,
    from: impl Iterator<Item = Option<T>>,
) -> Vec<(Option<T>, Counted)> {
    let mut all = 0usize;
    let mut chosen_from: BTreeMap<Option<T>, usize> = BTreeMap::new();
    for row in from {
        all += 1;
        *chosen_from.entry(row).or_default() += 1;
    }
    let mut rows: BTreeMap<Option<T>, Counted> = chosen_from
        .keys()
        .cloned()
        .chain(expected.into_iter().map(Some))
        .map(|row| (row, Counted::default()))
        .collect();
    for (need, asset) in pairs {
        let row = rows.entry(of(*need, *asset)).or_default();
        row.pairs += 1;
        row.needs.insert(*need);
    }
    let mut rows: Vec<(Option<T>, Counted)> = rows
        .into_iter()
        .map(|(row, counted)| {
            let share = chosen_from.get(&row).copied().unwrap_or(0) as f64 / all as f64;
            (row, Counted { compared: (all > 0).then_some(share), ..counted })
        })
        .collect();
    // What is not known sorts first and is shown last.
    let unknown = rows.iter().take_while(|(row, _)| row.is_none()).count();
    rows.rotate_left(unknown);
    rows
}

fn sentence(looked_at: usize, published: usize) -> String {
    let needs = match looked_at {
        looked_at if looked_at < published => {
            format!("{looked_at} of the {published} published needs, taken evenly from the list")
        }
        1 => "the one published need".to_owned(),
        _ => format!("all {published} published needs"),
    };
    format!(
        "This looks at the best {PER_NEED} buildings for {needs}, where they score 40 or more. It shows where those \
         buildings are and who would get them, beside all buildings that may be on offer and all organisations that are \
         looking. A row that fewer than {LEAST_NEEDS} needs stand behind is not shown, nor is a row that would give it \
         away. A difference is a reason to ask why, not proof that something is unfair."
    )
}

#[cfg(test)]
mod tests;
