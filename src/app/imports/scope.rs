//! Whose rows of a register are taken: an officer's file may speak for the officer's council and for nobody else's.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::AppError;
use crate::domain::imported::{FileKind, ImportRecord, RefusedRow, Rows};
use crate::domain::permission::{Action, Viewer, may};
use crate::domain::person::council_slug;
use crate::domain::preview::Told;
use crate::store::Store;

/// Whose rows are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All: an administrator gave the file, or somebody with the database itself at hand.
    All,
    /// Only those of the council that publishes it.
    Publisher,
}

impl Scope {
    /// What somebody may load.
    #[must_use]
    pub fn of(viewer: &Viewer) -> Self {
        if may(viewer, &Action::ImportOfficial) { Self::All } else { Self::Publisher }
    }

    /// The council whose assets alone are meant, when the file speaks for its publisher only.
    #[must_use]
    pub fn only(self, publisher: &str) -> Option<&str> {
        match self {
            Self::All => None,
            Self::Publisher => Some(publisher),
        }
    }

    /// Moves rows that are not to be taken to those left out, with the reason.
    pub fn hold(self, publisher: &str, rows: &mut Rows, refused: &mut Vec<RefusedRow>) {
        let (Self::Publisher, Rows::Assets(assets)) = (self, rows) else { return };
        let own = council_slug(publisher);
        let is_foreign = |owner: &str| owner != publisher && council_slug(owner) != own;
        if !assets.iter().any(|row| is_foreign(&row.value.owner.name)) {
            return;
        }
        let (kept, foreign) = std::mem::take(assets).into_iter().partition(|row| !is_foreign(&row.value.owner.name));
        *assets = kept;
        refused.extend(foreign.into_iter().map(|row| {
            let reason = format!(
                "The row says that {} owns this. You can load what {publisher} owns. Ask an administrator to load it.",
                row.value.owner.name
            );
            RefusedRow { number: row.number, raw: row.raw.to_vec(), reason }
        }));
        refused.sort_by_key(|row| row.number);
    }
}

/// The councils that somebody may load registers of, each by the name under which its register is held, or else by the
/// name in their role; none for those who may load anybody's.
pub(super) async fn own_councils(store: &Store, viewer: &Viewer) -> Result<Vec<String>, AppError> {
    let Some(person) = viewer.person().filter(|_| Scope::of(viewer) == Scope::Publisher) else { return Ok(Vec::new()) };
    let held = store.publishers().await?;
    let mut councils: Vec<String> = Vec::new();
    for own in person.council_names() {
        let slug = council_slug(own);
        let name = held.iter().find(|held| council_slug(held) == slug).map_or(own, String::as_str);
        if !slug.is_empty() && !councils.iter().any(|council| council == name) {
            councils.push(name.to_owned());
        }
    }
    Ok(councils)
}

/// Of which councils the rows of a register are, as far as it matters: one, or several.
#[derive(Default)]
pub struct Councils {
    slugs: BTreeSet<String>,
    last: Option<Arc<str>>,
}

impl Councils {
    /// Notes whose these rows are.
    pub fn note(&mut self, rows: &Rows) {
        let Rows::Assets(assets) = rows else { return };
        for row in assets {
            let owner = &row.value.owner.name;
            if self.slugs.len() < 2 && self.last.as_ref() != Some(owner) {
                self.slugs.insert(council_slug(owner));
                self.last = Some(Arc::clone(owner));
            }
        }
    }

    /// Whether any of them is another than the publisher.
    #[must_use]
    pub fn are_others_than(&self, publisher: &str) -> bool {
        let own = council_slug(publisher);
        self.slugs.iter().any(|slug| *slug != own)
    }
}

/// Whether somebody may see an import: an administrator all; an officer the registers of their council that hold nobody
/// else's rows, and what they gave themselves as long as it is not known to be another's.
pub(super) fn sees(viewer: &Viewer, record: &ImportRecord) -> bool {
    if may(viewer, &Action::ImportOfficial) {
        return true;
    }
    let is_own = viewer.person().is_some_and(|person| person.email == record.by);
    let Some(council) = &record.publisher else { return is_own };
    let is_for_council = || told(record).is_some_and(|told| told.is_of_its_publisher());
    record.kind.is_some_and(FileKind::is_of_a_council)
        && may(viewer, &Action::Import { council })
        && (is_own || is_for_council())
}

/// What was told of a file.
pub(super) fn told(record: &ImportRecord) -> Option<Told> {
    serde_json::from_str(record.survey.as_deref()?).ok()
}

/// Refuses what somebody may not load, or see the loading of.
///
/// # Errors
/// [`AppError::NotAllowed`] with a sentence.
pub(super) fn allow(viewer: &Viewer, kind: FileKind, publisher: &str) -> Result<(), AppError> {
    if kind.is_of_a_council() {
        if may(viewer, &Action::Import { council: publisher }) {
            return Ok(());
        }
        return Err(AppError::NotAllowed(format!(
            "You can load lists of your own council, and this one is published by {publisher}. If it is your \
             council's, say so under \"Publisher\"; else ask an administrator."
        )));
    }
    if may(viewer, &Action::ImportOfficial) {
        return Ok(());
    }
    Err(AppError::NotAllowed(format!(
        "Only administrators load files of this kind ({}). Give it to one of them; if it is a list of your own council's \
         land and buildings, say so.",
        kind.label()
    )))
}

/// Refuses what somebody may not undo: what they might not load, and what an administrator loaded with others' assets in it.
///
/// # Errors
/// [`AppError::NotAllowed`] with a sentence.
pub(super) fn allow_undo(viewer: &Viewer, record: &ImportRecord) -> Result<(), AppError> {
    if let Some(kind) = record.kind {
        allow(viewer, kind, record.publisher.as_deref().unwrap_or_default())?;
    }
    if told(record).is_some_and(|told| !told.speaks_for_all) || may(viewer, &Action::ImportOfficial) {
        return Ok(());
    }
    Err(AppError::NotAllowed(
        "An administrator took this file in, perhaps with what other councils own. Ask an administrator to undo it."
            .to_owned(),
    ))
}

#[cfg(test)]
mod tests {
    use super::Scope;
    use crate::domain::imported::{Row, Rows};

    fn row(number: u64, owner: &str) -> Row<crate::domain::asset::Asset> {
        let mut value = crate::atlas::fixture::asset("a", None);
        value.owner.name = owner.into();
        Row { number, raw: [owner].into_iter().collect(), value }
    }

    #[test]
    fn an_officers_file_speaks_for_the_officers_council_only() {
        let given = || Rows::Assets(vec![row(2, "Knowsley Council"), row(3, "Sefton Council"), row(4, "Knowsley MBC")]);
        let (mut rows, mut refused) = (given(), Vec::new());
        Scope::Publisher.hold("Knowsley Council", &mut rows, &mut refused);
        assert_eq!((rows.len(), refused.len(), refused[0].number), (2, 1, 3));
        assert!(refused[0].reason.contains("Sefton Council"), "{refused:?}");
        let listed = row(4, "Owner not known (listed by Knowsley)");
        let (mut rows, mut refused) = (Rows::Assets(vec![listed]), Vec::new());
        Scope::Publisher.hold("Knowsley Council", &mut rows, &mut refused);
        assert_eq!((rows.len(), refused.len()), (1, 0), "the council that lists a site speaks for it");
        let (mut rows, mut refused) = (given(), Vec::new());
        Scope::All.hold("Knowsley Council", &mut rows, &mut refused);
        assert_eq!((rows.len(), refused.len()), (3, 0));
    }
}
