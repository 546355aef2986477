//! Snapshots of people who may see more than the public, one for each set of people who may see the same.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::MutexGuard;

use crate::app::packing::Packing;
use crate::app::snapshot::Snapshot;
use crate::domain::permission::Viewer;
use crate::domain::person::{Role, council_slug, organisation_slug};

/// How many are kept. Each holds its assets and needs; what lies beneath is shared with the public one.
const MOST: usize = 16;

/// What a viewer may see beyond the public, as a key: of two people with the same sight, `domain::permission::may` says
/// the same about everything that can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight(BTreeSet<(&'static str, String)>);

impl Sight {
    /// The sight of a viewer. An administrator sees all, whatever else they are; a strategist sees as the public does.
    #[must_use]
    pub fn of(viewer: &Viewer) -> Self {
        let Some(person) = viewer.person() else { return Self(BTreeSet::new()) };
        if person.is_administrator() {
            return Self([("administrator", String::new())].into());
        }
        let seen = person.roles.iter().filter_map(|role| match role {
            Role::Officer(council) => Some((role.word(), council_slug(council))),
            Role::Member(organisation) => Some((role.word(), organisation_slug(organisation))),
            Role::Strategist | Role::Administrator => None,
        });
        Self(seen.filter(|(_, of)| !of.is_empty()).collect())
    }

    /// Whether it is that of the public.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.0.is_empty()
    }
}

/// The views kept, the one used last at the end.
#[derive(Default)]
pub struct Views {
    kept: Mutex<VecDeque<View>>,
    building: tokio::sync::Mutex<()>,
}

/// What people of the same sight see.
#[derive(Clone)]
pub struct View {
    /// Their sight.
    pub sight: Sight,
    /// The last change in it.
    pub change: i64,
    /// What they see.
    pub snapshot: Arc<Snapshot>,
    /// Its indexes being made anew.
    pub packing: Packing,
}

impl Views {
    /// The view of a sight at a change or later, if it is kept.
    pub fn held(&self, sight: &Sight, change: i64) -> Option<Arc<Snapshot>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|view| view.sight == *sight && view.change >= change)?;
        let view = kept.remove(at)?;
        let snapshot = Arc::clone(&view.snapshot);
        kept.push_back(view);
        Some(snapshot)
    }

    /// The view of a sight at whatever change it is kept.
    pub fn latest(&self, sight: &Sight) -> Option<View> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|view| view.sight == *sight).cloned()
    }

    /// Keeps a view, in the place of an older one of the same sight or of the one not used for longest.
    pub fn keep(&self, view: View) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|other| other.sight != view.sight);
        kept.push_back(view);
        if kept.len() > MOST {
            kept.pop_front();
        }
    }

    /// Waits for a turn to build: one view at a time.
    pub async fn building(&self) -> MutexGuard<'_, ()> {
        self.building.lock().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::{Person, PersonId};

    fn sight(roles: &[Role]) -> Sight {
        let (name, email) = (String::new(), String::new());
        Sight::of(&Viewer::Person(Arc::new(Person { id: PersonId::new("p"), name, email, roles: roles.to_vec() })))
    }

    #[test]
    fn people_who_may_see_the_same_have_the_same_sight_and_others_do_not() {
        let knowsley = sight(&[Role::Officer("Knowsley Council".into())]);
        assert_eq!(knowsley, sight(&[Role::Strategist, Role::Officer("Knowsley MBC".into())]));
        assert_ne!(knowsley, sight(&[Role::Officer("Sefton".into())]));
        assert_ne!(knowsley, sight(&[Role::Member("Knowsley".into())]));
        assert_eq!(sight(&[Role::Administrator]), sight(&[Role::Administrator, Role::Officer("Sefton".into())]));
        for public in [sight(&[]), sight(&[Role::Strategist]), sight(&[Role::Officer(" ".into())])] {
            assert!(public.is_public());
        }
        assert!(Sight::of(&Viewer::Visitor).is_public() && !knowsley.is_public());
    }
}
