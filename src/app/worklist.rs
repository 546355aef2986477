//! A council's own stock in order, with what stands in the way and what is worth finding out: what stands empty before what
//! is in use, what is blocked last, and in each of these what is nearest to changing hands first.
//!
//! Only an asset's own officers see its row, and every need in it is one that they may see: both come from the snapshot of
//! the viewer. The order of a stock is worked out once for each snapshot and council; the words only for the page asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use time::Date;

use crate::app::AppError;
use crate::app::catalogue::Snapshot;
use crate::app::collections::assets::AssetFeatures;
use crate::domain::asset::DisposalStatus;
use crate::domain::matches::Ranged;
use crate::domain::permission::{Action, Viewer, may};
use crate::domain::person::council_slug;
use crate::domain::transferability::{Demand, FactGap, Freshness, Transferability, WorkGroup};
use crate::matching::constraints::blocks_of_asset;
use crate::matching::find::{Ground, OfStock, PairFigures, of_stock};
use crate::matching::gaps::gaps_of;
use crate::matching::transferability::{freshness, of_asset, sentence};

/// Needs told of each asset.
const BEST_NEEDS: usize = 3;

/// What is asked of a worklist.
#[derive(Clone, Debug, Default)]
pub struct WorklistAsked {
    /// Whose stock; without one, that of the first council whose stock the viewer works on, by name.
    pub council: Option<String>,
    /// Only at one of these stages; `None` inside stands for "not known". Empty for all.
    pub stages: Vec<Option<DisposalStatus>>,
    /// Only what is blocked, or only what is not.
    pub blocked: Option<bool>,
    /// Rows at most.
    pub limit: usize,
    /// The asset after which the page begins; it goes before [`Self::at`].
    pub after: Option<String>,
    /// The asset that the page begins with.
    pub at: Option<String>,
}

/// A page of a worklist.
#[derive(Debug)]
pub struct Worklist {
    /// Whose stock, as its register writes it; `None` when the viewer works on no stock here.
    pub council: Option<String>,
    /// Every council whose stock the viewer works on, by name.
    pub councils: Vec<String>,
    /// The day.
    pub on: Date,
    /// Needs looked at.
    pub needs: usize,
    /// Assets in the stock.
    pub assets: usize,
    /// Of which so many are blocked.
    pub blocked: usize,
    /// How many are at each stage, in the order of the stages; `None` for "not known". Stages without any are left out.
    pub stages: Vec<(Option<DisposalStatus>, usize)>,
    /// How many fit what is asked.
    pub matched: usize,
    /// How many of those are in each group, in the order of the groups. Groups without any are left out.
    pub groups: Vec<(WorkGroup, usize)>,
    /// The page.
    pub rows: Vec<WorkRow>,
    /// The asset after which the next page begins.
    pub next: Option<String>,
}

/// One asset of a worklist.
#[derive(Debug)]
pub struct WorkRow {
    /// Its number in the atlas.
    pub asset: usize,
    /// Its place in the whole stock, from 1.
    pub rank: usize,
    /// The group it stands in.
    pub group: WorkGroup,
    /// How near.
    pub told: Transferability,
    /// What the needs known say of it.
    pub demand: Demand,
    /// What is to be said first.
    pub sentence: String,
    /// The needs it suits best by their number in the atlas, with their match scores.
    pub needs: Vec<(usize, Ranged)>,
    /// What is worth finding out, most points first.
    pub gaps: Vec<FactGap>,
    /// How old what decides is.
    pub freshness: Freshness,
}

/// The order of each stock that was asked for, by the slug of its council.
#[derive(Debug, Default)]
pub struct Stocks(Mutex<BTreeMap<String, Arc<OnceLock<Vec<Standing>>>>>);

/// One asset in the order of a stock.
#[derive(Debug)]
pub struct Standing {
    asset: usize,
    score: Ranged,
    group: WorkGroup,
    blocks: usize,
    demand: Demand,
    best: Vec<PairFigures>,
}

/// A page of the worklist of a council.
///
/// # Errors
/// [`AppError::NotAllowed`] for a council whose stock the viewer does not work on; [`AppError::Invalid`] when the page
/// would begin after an asset that is not in the stock.
pub fn worklist(snapshot: &Snapshot, viewer: &Viewer, asked: &WorklistAsked) -> Result<Worklist, AppError> {
    let councils = councils(snapshot, viewer);
    let council = match &asked.council {
        Some(council) => Some(allowed(viewer, council, &councils)?),
        None => councils.first().cloned(),
    };
    // Only of councils that have a stock is an order kept: others could be asked for without end.
    let has_stock = |council: &&str| councils.iter().any(|known| known == council);
    let stock = council.as_deref().filter(has_stock).map(|council| stock(snapshot, council));
    let standings: &[Standing] = stock.as_deref().and_then(OnceLock::get).map_or(&[], Vec::as_slice);
    let place =
        |id: &str| standings.iter().position(|standing| *snapshot.atlas.assets()[standing.asset].asset.id.0 == *id);
    let invalid = |field: &str, reason: &str| AppError::Invalid { field: field.to_owned(), reason: reason.to_owned() };
    let begin = match (&asked.after, &asked.at) {
        (None, None) => 0,
        (Some(after), _) => {
            let gone = "the page cannot be found any more; begin with the first one";
            1 + place(after).ok_or_else(|| invalid("cursor", gone))?
        }
        (None, Some(at)) => place(at).ok_or_else(|| invalid("asset", "it is not in this council's stock"))?,
    };
    let stage = |standing: &Standing| {
        let facts = &snapshot.atlas.assets()[standing.asset].asset.facts;
        facts.disposal_status.as_ref().map(|status| status.value)
    };
    let fits = |standing: &Standing| {
        (asked.stages.is_empty() || asked.stages.contains(&stage(standing)))
            && asked.blocked.is_none_or(|blocked| blocked == (standing.blocks > 0))
    };
    let every_stage = DisposalStatus::ALL.iter().copied().map(Some).chain([None]);
    let stages = every_stage
        .map(|wanted| (wanted, standings.iter().filter(|standing| stage(standing) == wanted).count()))
        .filter(|(_, count)| *count > 0)
        .collect();
    let in_group = |group: WorkGroup| standings.iter().filter(|one| one.group == group && fits(one)).count();
    let groups: Vec<_> = WorkGroup::ALL.iter().map(|group| (*group, in_group(*group))).collect();
    let mut page = standings.iter().enumerate().skip(begin).filter(|(_, standing)| fits(standing));
    let shown: Vec<(usize, &Standing)> = page.by_ref().take(asked.limit).collect();
    let rows: Vec<WorkRow> =
        shown.into_par_iter().map(|(place, standing)| row(snapshot, place + 1, standing)).collect();
    let last = rows.last().map(|row| snapshot.atlas.assets()[row.asset].asset.id.to_string());
    Ok(Worklist {
        council,
        councils,
        on: snapshot.read_on,
        needs: snapshot.atlas.needs().len(),
        assets: standings.len(),
        blocked: standings.iter().filter(|standing| standing.blocks > 0).count(),
        stages,
        matched: groups.iter().map(|(_, count)| count).sum(),
        groups: groups.into_iter().filter(|(_, count)| *count > 0).collect(),
        next: last.filter(|_| page.next().is_some()),
        rows,
    })
}

/// The councils whose stock a viewer works on, as registers write them, each once.
fn councils(snapshot: &Snapshot, viewer: &Viewer) -> Vec<String> {
    let owners: BTreeSet<&str> = snapshot.atlas.assets().iter().map(|entry| &*entry.asset.owner.name).collect();
    let mut seen = BTreeSet::new();
    let works_on = owners.into_iter().filter(|owner| may(viewer, &Action::EditAsset { council: owner }));
    works_on.filter(|owner| seen.insert(council_slug(owner))).map(str::to_owned).collect()
}

/// The council by the name it is known by here, when the viewer works on its stock.
fn allowed(viewer: &Viewer, council: &str, councils: &[String]) -> Result<String, AppError> {
    if !may(viewer, &Action::EditAsset { council }) {
        let council: String = council.chars().take(100).collect();
        let reason = format!("The worklist of {council} is for its own officers. Ask them, or an administrator.");
        return Err(AppError::NotAllowed(reason));
    }
    let slug = council_slug(council);
    Ok(councils.iter().find(|known| council_slug(known) == slug).cloned().unwrap_or_else(|| council.to_owned()))
}

/// The order of a stock, worked out the first time it is asked for.
fn stock(snapshot: &Snapshot, council: &str) -> Arc<OnceLock<Vec<Standing>>> {
    let slug = council_slug(council);
    let held = {
        let mut stocks = snapshot.derived.stocks.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(stocks.entry(slug.clone()).or_default())
    };
    held.get_or_init(|| in_order(snapshot, &slug));
    held
}

fn in_order(snapshot: &Snapshot, slug: &str) -> Vec<Standing> {
    let atlas = &snapshot.atlas;
    // Most assets of a register share the text of their owner, so that few names are looked at.
    let mut owners: BTreeMap<&str, bool> = BTreeMap::new();
    let is_own = |owner: &str| council_slug(owner) == slug;
    let mut assets = Vec::new();
    for (index, entry) in atlas.assets().iter().enumerate() {
        let owner: &str = &entry.asset.owner.name;
        if *owners.entry(owner).or_insert_with(|| is_own(owner)) {
            assets.push(index);
        }
    }
    let found = of_stock(ground(snapshot), &assets, BEST_NEEDS);
    let looked_at = u32::try_from(atlas.needs().len()).unwrap_or(u32::MAX);
    let mut standings: Vec<Standing> = assets
        .into_iter()
        .zip(found)
        .map(|(asset, OfStock { fitting, best })| {
            let held = &atlas.assets()[asset].asset;
            // No need was set beside what is blocked: whether one fits is not known, and not nothing.
            let blocked = !blocks_of_asset(held).is_empty();
            let group = WorkGroup::of(held, blocked);
            let demand =
                Demand { looked_at: if blocked { 0 } else { looked_at }, fitting, best: best.first().map(range) };
            let told = of_asset(held, &demand, snapshot.read_on);
            Standing { asset, score: told.score, group, blocks: told.blocks.len(), demand, best }
        })
        .collect();
    // Assets are in order of id, and equals stay so.
    standings.sort_by(|one, other| {
        let before = one.group.cmp(&other.group).then(one.blocks.cmp(&other.blocks));
        before.then(other.score.value.total_cmp(&one.score.value))
    });
    standings
}

fn row(snapshot: &Snapshot, rank: usize, standing: &Standing) -> WorkRow {
    let Standing { asset, demand, best, .. } = standing;
    let held = &snapshot.atlas.assets()[*asset].asset;
    let told = of_asset(held, demand, snapshot.read_on);
    let need = best.first().map(|pair| pair.standing.need);
    WorkRow {
        asset: *asset,
        rank,
        group: standing.group,
        sentence: sentence(held, &told, demand, snapshot.read_on),
        demand: *demand,
        needs: best.iter().map(|pair| (pair.standing.need, range(pair))).collect(),
        gaps: gaps_of(ground(snapshot), *asset, need),
        freshness: freshness(held, AssetFeatures(snapshot).row(*asset).as_at),
        told,
    }
}

fn range(pair: &PairFigures) -> Ranged {
    let [low, high] = pair.range;
    Ranged { value: pair.standing.score, low, high }
}

fn ground(snapshot: &Snapshot) -> Ground<'_> {
    Ground { atlas: &snapshot.atlas, survey: &snapshot.survey, criteria: &snapshot.criteria, on: snapshot.read_on }
}
