//! Brownfield land registers: the 28-column standard and councils' own headings; sites that are not publicly owned are left out.

use std::sync::Arc;

use crate::domain::asset::{AssetFacts, Holding, Owner};
use crate::domain::imported::FileKind;
use crate::domain::person::unnamed_owner;
use crate::domain::register::RegisterField;
use crate::domain::source::Quality;

use super::assets::Register;
use super::facts;

use super::row::Row;
use super::values::{date, one_line, plain};

/// Brownfield registers.
pub(super) const BROWNFIELD_REGISTER: Register =
    Register { kind: FileKind::BrownfieldRegister, title: "Brownfield land register", read: understand };

/// Who owns a site, as far as the register says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ownership {
    /// The council that keeps the register.
    Council,
    /// A public authority that is not named.
    Public,
    Mixed,
    Private,
    Unknown,
}

fn understand(row: &mut Row<'_>, listed_by: &Owner) -> Result<(AssetFacts, Owner), String> {
    if let Some(day) = row.value(RegisterField::EndDate, "a date like 2026-11-21 or 21/11/2026", date) {
        return Err(format!("the site left the register on {day}"));
    }
    let found = row.columns.find(RegisterField::Ownership, row.record).or_else(|| strayed_ownership(row));
    let ownership = found.map_or(Some(Ownership::Unknown), |(_, text)| ownership(text));
    let by = &listed_by.name;
    let owner = match ownership {
        Some(Ownership::Private) => return Err("not publicly owned".to_owned()),
        Some(Ownership::Council) => listed_by.clone(),
        Some(Ownership::Public) => named(unnamed_owner("Public authority", by)),
        Some(Ownership::Mixed) => named(unnamed_owner("Public and private owners", by)),
        Some(Ownership::Unknown) => {
            let column = row.columns.places(RegisterField::Ownership).first().copied();
            row.note(column, None, "ownership not known; the site is kept because it may be public");
            named(unnamed_owner("Owner not known", by))
        }
        None => {
            let (column, text) = found.unzip();
            row.note(
                column,
                text,
                "these words for ownership are not known here; the site is kept because it may be public",
            );
            named(unnamed_owner("Owner not known", by))
        }
    };
    let mut known = facts::read(row);
    known.holding = Some(row.known(Holding::Land, Quality::Surveyed));
    if known.planning_note.is_none() {
        known.planning_note = planning_note(row).map(|note| row.known(note, Quality::Surveyed));
    }
    Ok((known, owner))
}

/// The standard's words for ownership in another column than theirs: "0.39 Not owned by a public authority".
fn strayed_ownership<'a>(row: &Row<'a>) -> Option<(usize, &'a str)> {
    let record = row.record;
    (0..record.len()).map(|place| (place, record.cell(place))).find(|(_, cell)| {
        // The words are looked for at the end, so that a sentence about somebody's land is not taken for them.
        plain(cell).ends_with("ownedbyapublicauthority")
    })
}

fn named(name: String) -> Owner {
    Owner { name: Arc::from(name), uri: None }
}

/// Ownership in the words of the standard and of councils; `None` for words not met before.
fn ownership(text: &str) -> Option<Ownership> {
    let words = plain(text);
    let has = |part: &str| words.contains(part);
    if has("mixed") || (has("public") && has("private")) {
        Some(Ownership::Mixed)
    } else if has("notowned") || has("notinpublic") || has("notpublic") || has("private") {
        Some(Ownership::Private)
    } else if has("localauthority") || has("council") {
        Some(Ownership::Council)
    } else if has("public") {
        Some(Ownership::Public)
    } else if has("unknown") || has("notknown") {
        Some(Ownership::Unknown)
    } else {
        None
    }
}

/// Whether these are words for the ownership of a site, as the standard and councils write them.
pub(super) fn is_ownership(text: &str) -> bool {
    let words = plain(text);
    words.len() <= 60 && (words.contains("public") || words.contains("ownership")) && ownership(text).is_some()
}

/// Planning status and kind of permission in the register's own words.
fn planning_note(row: &Row<'_>) -> Option<String> {
    let parts =
        [RegisterField::PlanningStatus, RegisterField::PermissionType].into_iter().filter_map(|field| row.text(field));
    let mut parts: Vec<String> = parts.map(one_line).collect();
    parts.dedup_by(|a, b| plain(a) == plain(b));
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{Ownership, ownership};

    #[test]
    fn only_sites_in_private_hands_are_private() {
        let cases = [
            ("owned by a public authority", Some(Ownership::Public)),
            ("not owned by a public authority", Some(Ownership::Private)),
            ("Not Owned by a Public Authority", Some(Ownership::Private)),
            ("Not in public ownership", Some(Ownership::Private)),
            ("Public Ownership", Some(Ownership::Public)),
            ("mixed ownership", Some(Ownership::Mixed)),
            ("Local Authority", Some(Ownership::Council)),
            ("Local Authority, Unknown", Some(Ownership::Council)),
            ("unknown ownership", Some(Ownership::Unknown)),
            ("see plan", None),
        ];
        for (text, expected) in cases {
            assert_eq!(ownership(text), expected, "{text}");
        }
    }
}
