//! What people edited since a snapshot, for another that differs in just that.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::AppError;
use crate::app::edit_asset::record;
use crate::app::snapshot::{Later, Snapshot};
use crate::domain::area::UprnPoint;
use crate::domain::asset::Asset;
use crate::domain::permission::Viewer;
use crate::store::Store;

/// The most changes that are taken in one by one; beyond that everything is read again.
const MOST: u32 = 10_000;

/// What edits are put into.
#[derive(Debug)]
pub enum Base {
    /// What is shown.
    Held(Arc<Snapshot>),
    /// The same or what was shown before, indexed anew.
    Packed(Box<Snapshot>),
}

/// Assets as they are now that were edited since.
#[derive(Clone, Debug)]
pub struct Edits {
    /// The number of the last change.
    pub last: i64,
    assets: Vec<Asset>,
    /// The address points of their UPRNs, in order.
    uprns: Vec<UprnPoint>,
}

impl Edits {
    /// What changed after `seen`, when that is nothing but edits of single assets by people. `None` when there is more to it:
    /// then everything has to be read again. A file that was taken in, or taken back, also says something about its source.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the database cannot be read.
    pub async fn since(store: &Store, seen: i64) -> Result<Option<Self>, AppError> {
        let changes = store.changes_after(seen, MOST).await?;
        let Some(last) = changes.last().map(|change| change.id).filter(|_| changes.len() < MOST as usize) else {
            return Ok(None);
        };
        let mut assets: BTreeMap<String, Asset> = BTreeMap::new();
        for change in changes {
            if change.kind != "assets" || change.import_id.is_some() {
                return Ok(None);
            }
            let Some(asset) = record(change.after.as_deref())? else { return Ok(None) };
            assets.insert(change.key, asset);
        }
        let without_point = assets.values().filter(|asset| asset.position.is_none()).filter_map(|asset| asset.uprn);
        let uprns = store.uprn_points(without_point).await?;
        Ok(Some(Self { last, assets: assets.into_values().collect(), uprns }))
    }

    /// What a viewer sees with these edits who saw this without them; no other snapshot where they change nothing that is
    /// shown. `None` when everything has to be read again.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when PROJ fails.
    pub fn put_into(self, base: Base, viewer: &Viewer) -> Result<Option<Option<Snapshot>>, AppError> {
        let before = match &base {
            Base::Held(held) => &**held,
            Base::Packed(packed) => packed,
        };
        Ok(match (before.with_assets(self.last, self.assets, &self.uprns, viewer)?, base) {
            (Later::NotThisWay, _) => None,
            (Later::Changed(made), _) => Some(Some(*made)),
            (Later::TheSame, Base::Packed(packed)) => Some(Some(*packed)),
            (Later::TheSame, Base::Held(_)) => Some(None),
        })
    }
}
