//! Facts set by a person: how they are set, how they outlast the next load, and what differs between two versions.
//!
//! A fact set by a person has the source `person:COUNCIL`. A load never overwrites such a fact, nor one that a person has
//! set to "not known", nor the owner's choice of how exactly the asset is shown; where the file says something else,
//! [`merge_kept`] lists it as a conflict for the officer to settle.

use time::Date;

use crate::domain::asset::{Asset, Cleared};
use crate::domain::fact_table::{self, FACTS, FactData, Told};
use crate::domain::place::Position;
use crate::domain::source::{Fact, Quality, Said, Source, SourceId};

/// What the source of a fact set by a person begins with; the slug of the council follows.
pub const PERSON_SOURCE: &str = "person:";

/// What is said of something that is not known.
pub const NOT_KNOWN: &str = "not known";

/// The source of what people of a council set.
#[must_use]
pub fn person_source(council_slug: &str) -> SourceId {
    SourceId::new(format!("{PERSON_SOURCE}{council_slug}"))
}

/// Whether a person set it.
#[must_use]
pub fn is_person(source: &SourceId) -> bool {
    source.0.starts_with(PERSON_SOURCE)
}

/// The source of facts set by people of `publisher`, described for readers; `None` when `id` is not such a source. It is
/// made when it is shown and kept nowhere: a list of these would tell which councils are at work on private facts.
#[must_use]
pub fn described(id: &SourceId, publisher: &str) -> Option<Source> {
    is_person(id).then(|| Source {
        id: id.clone(),
        title: "Entered by its officers".to_owned(),
        publisher: publisher.to_owned(),
        licence: None,
        as_at: None,
        file_name: String::new(),
        fictional: false,
    })
}

/// A fact of a file that was not taken, because a person has set it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFact {
    /// Slug of the fact.
    pub fact: &'static str,
    /// The fact in words.
    pub label: &'static str,
    /// What the person set, in words.
    pub held: String,
    /// What the file says, in words.
    pub incoming: String,
}

/// One difference between two versions of an asset, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    /// Slug of the fact.
    pub fact: &'static str,
    /// The fact in words.
    pub label: &'static str,
    /// Before; `None` when it was not known.
    pub from: Option<String>,
    /// After; `None` when it is not known.
    pub to: Option<String>,
    /// What is said of a fact as it is after: where it was read and the day it was true.
    pub said: Option<Said>,
}

/// The asset as a load leaves it: what the file says, but for what a person set, with what was kept against the file.
/// An asset that the file lists is no longer gone.
#[must_use]
pub fn merge_kept(held: &Asset, incoming: Asset) -> (Asset, Vec<KeptFact>) {
    let mut merged = incoming;
    let mut kept = Vec::new();
    for row in FACTS {
        let (mine, theirs) = ((row.tell)(&held.facts), (row.tell)(&merged.facts));
        let set = mine.as_ref().is_some_and(|told| is_person(&told.source));
        let cleared = mine.is_none() && held.cleared.iter().any(|cleared| cleared.fact == row.slug);
        if !set && !cleared {
            continue;
        }
        if let Some(theirs) = theirs.filter(|theirs| mine.as_ref().is_none_or(|mine| mine.data != theirs.data)) {
            let held = mine.map_or_else(|| NOT_KNOWN.to_owned(), |mine| exact_words(&mine, Some(&theirs)));
            kept.push(KeptFact { fact: row.slug, label: row.label, held, incoming: theirs.words });
        }
        (row.copy)(&held.facts, &mut merged.facts);
    }
    merged.cleared.clone_from(&held.cleared);
    // A file that leaves the occupancy out does not say that somebody has moved in.
    merged.may_be_vacant = merged.facts.occupancy.is_none() && (merged.may_be_vacant || held.is_perhaps_vacant());
    merged.shown = held.shown;
    (merged, kept)
}

/// What differs between two versions of one asset, in words; everything an asset holds is compared.
#[must_use]
pub fn differences(before: &Asset, after: &Asset) -> Vec<FactChange> {
    let mut changes: Vec<FactChange> = FIELDS
        .iter()
        .filter_map(|field| {
            let (from, to) = ((field.tell)(before), (field.tell)(after));
            (from != to).then_some(FactChange { fact: field.slug, label: field.label, from, to, said: None })
        })
        .collect();
    let mut dates: Option<FactChange> = None;
    for row in FACTS {
        let (from, to) = ((row.tell)(&before.facts), (row.tell)(&after.facts));
        if from == to {
            continue;
        }
        let same_value = from.as_ref().map(|told| &told.data) == to.as_ref().map(|told| &told.data);
        match (&from, &to) {
            // Most loads move the day of every fact; that is one thing to know, not twenty.
            (Some(a), Some(b)) if same_value && provenance(a) == provenance(b) => {
                let day = |told: &Told| told.as_at.map(|day| day.to_string());
                dates.get_or_insert(FactChange {
                    fact: "as_at",
                    label: "Day the facts were true",
                    from: day(a),
                    to: day(b),
                    said: None,
                });
            }
            (Some(a), Some(b)) if same_value => changes.push(FactChange {
                fact: row.slug,
                label: row.label,
                from: Some(with_source(a)),
                to: Some(with_source(b)),
                said: Some(said(b)),
            }),
            _ => changes.push(FactChange {
                fact: row.slug,
                label: row.label,
                from: from.as_ref().map(|told| exact_words(told, to.as_ref())),
                to: to.as_ref().map(|told| exact_words(told, from.as_ref())),
                said: to.as_ref().map(said),
            }),
        }
    }
    changes.extend(dates);
    changes
}

/// The words of a value, with all its digits where rounding would make it look like the other.
fn exact_words(told: &Told, other: Option<&Told>) -> String {
    match told.data {
        FactData::Number(number) if other.is_some_and(|other| other.words == told.words) => number.to_string(),
        _ => told.words.clone(),
    }
}

/// All that is said of a value.
fn said(told: &Told) -> Said {
    let Told { quality, source, as_at, evidence, .. } = told.clone();
    Said { quality, source, as_at, evidence }
}

/// All that is said of a value but for its day.
fn provenance(told: &Told) -> (Quality, &SourceId, Option<&str>) {
    (told.quality, &told.source, told.evidence.as_deref())
}

fn with_source(told: &Told) -> String {
    // Of what an officer entered nothing is known but what they took it from.
    let by = match (&told.evidence, is_person(&told.source)) {
        (Some(evidence), _) => format!("set by an officer from: {evidence}"),
        (None, true) => "set by an officer, no source given".to_owned(),
        (None, false) => format!("{}, from {}", told.quality.label(), told.source),
    };
    format!("{} ({by})", told.words)
}

/// Something an asset holds beside its facts.
struct Field {
    slug: &'static str,
    label: &'static str,
    tell: fn(&Asset) -> Option<String>,
}

const FIELDS: &[Field] = &[
    Field { slug: "name", label: "Name", tell: |asset| Some(asset.name.clone()) },
    Field { slug: "reference", label: "Reference", tell: |asset| asset.reference.clone() },
    Field { slug: "address", label: "Address", tell: |asset| asset.address.clone() },
    Field { slug: "postcode", label: "Postcode", tell: |asset| asset.postcode.as_ref().map(ToString::to_string) },
    Field { slug: "uprn", label: "UPRN", tell: |asset| asset.uprn.map(|uprn| uprn.to_string()) },
    Field { slug: "owner", label: "Owner", tell: |asset| Some(asset.owner.name.to_string()) },
    Field {
        slug: "owner_uri",
        label: "Owner's address in the directory",
        tell: |asset| asset.owner.uri.as_ref().map(ToString::to_string),
    },
    Field { slug: "register", label: "Register", tell: |asset| Some(asset.register.to_string()) },
    Field { slug: "position", label: "Place on the map", tell: |asset| asset.position.map(grid_words) },
    Field {
        slug: "precision",
        label: "How exactly its place is known",
        tell: |asset| Some(asset.precision.label().to_owned()),
    },
    Field {
        slug: "shown",
        label: "What the public sees while it is vacant",
        tell: |asset| Some(asset.shown.label().to_owned()),
    },
    Field {
        slug: "may_be_vacant",
        label: "May be vacant, so its exact place is withheld",
        tell: |asset| asset.may_be_vacant.then(|| "yes".to_owned()),
    },
    Field { slug: "gone", label: "Not in its register since", tell: |asset| asset.gone.map(|day| day.to_string()) },
    Field { slug: "cleared", label: "Set to not known by an officer", tell: cleared_words },
];

fn grid_words(position: Position) -> String {
    format!("easting {}, northing {}", position.easting_m, position.northing_m)
}

fn cleared_words(asset: &Asset) -> Option<String> {
    let label = |cleared: &Cleared| fact_table::find(&cleared.fact).map_or("another fact", |row| row.label);
    let labels: Vec<&str> = asset.cleared.iter().map(label).collect();
    (!labels.is_empty()).then(|| labels.join(", "))
}

/// What is said of a fact that a person of a council sets: the day it was true, and what they took it from.
#[must_use]
pub fn said_by_person(council_slug: &str, as_at: Date, evidence: Option<&str>) -> Said {
    Said {
        quality: Quality::Surveyed,
        source: person_source(council_slug),
        as_at: Some(as_at),
        evidence: evidence.map(str::to_owned),
    }
}

/// Sets a fact, or with `None` sets it to "not known", as whoever says this of it.
///
/// # Errors
/// A sentence that says what would be right, when there is no such fact or the value makes no sense.
pub fn set_fact(asset: &mut Asset, slug: &str, value: Option<&FactData>, said: &Said) -> Result<(), String> {
    let row = fact_table::find(slug).ok_or_else(|| "there is no such fact".to_owned())?;
    let was_vacant = asset.is_perhaps_vacant();
    match value {
        Some(value) => {
            let pattern = Fact { value: (), said: said.clone().shared() };
            (row.set)(&mut asset.facts, value, &pattern)?;
            asset.cleared.retain(|cleared| cleared.fact != slug);
        }
        None => {
            (row.copy)(&Default::default(), &mut asset.facts);
            if !asset.cleared.iter().any(|cleared| cleared.fact == slug) {
                asset.cleared.push(Cleared { fact: slug.to_owned(), source: said.source.clone() });
            }
        }
    }
    asset.may_be_vacant = asset.facts.occupancy.is_none() && was_vacant;
    Ok(())
}

/// Takes one edit back: of what it changed, all must still be as it left it. What changed besides stays.
///
/// # Errors
/// The label of the first fact that was changed again since.
pub fn undo(current: &Asset, before: &Asset, after: &Asset) -> Result<Asset, &'static str> {
    let mut undone = current.clone();
    for row in FACTS {
        let told = |asset: &Asset| (row.tell)(&asset.facts);
        let is_cleared = |asset: &Asset| asset.cleared.iter().any(|cleared| cleared.fact == row.slug);
        let state = |asset: &Asset| (told(asset), is_cleared(asset));
        if state(before) == state(after) {
            continue;
        }
        if state(current) != state(after) {
            return Err(row.label);
        }
        (row.copy)(&before.facts, &mut undone.facts);
        undone.cleared.retain(|cleared| cleared.fact != row.slug);
        undone.cleared.extend(before.cleared.iter().filter(|cleared| cleared.fact == row.slug).cloned());
    }
    undone.may_be_vacant = undone.facts.occupancy.is_none() && (before.may_be_vacant || undone.may_be_vacant);
    if before.shown != after.shown {
        if current.shown != after.shown {
            return Err("What the public sees");
        }
        undone.shown = before.shown;
    }
    // Where nothing else happened meanwhile, the record is again what it was, to the order of what was cleared.
    Ok(if current == after { before.clone() } else { undone })
}

#[cfg(test)]
mod tests;
