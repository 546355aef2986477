//! Which column of a register means what: headings propose, values vote, a person has the last word.
//!
//! Three voices are heard for each column. The **heading** alone gives a field and how likely it is (`heading.rs`, over
//! the learnt spellings of `data/registers/`). The **values** make that likelier or less likely, and where they are
//! telling (whole postcodes, outlines, "freehold") propose a field under a heading nobody has met (`votes.rs`).
//! What a **person** has said, now or for an earlier file of the same publisher, wins over both.
//!
//! Then the file is looked at as a whole: a field goes to one heading only, to where it fits best (`assignment.rs`).
//! Some fields may have several columns: lines of an address, several pairs of coordinates, two dates.
//!
//! What this folder never does: read a row into an asset, change a value, or use a column because nothing better is at
//! hand. To teach it a spelling: `data/registers/spellings.csv`. To add a field: `domain/register.rs`, a spelling, and
//! in `votes.rs` what its values look like, where they look like anything.

mod assignment;
mod columns;
mod heading;
mod neighbours;
mod spellings;
mod votes;
mod why;

pub(super) use columns::Columns;
pub(super) use heading::is_one_slip_away;
pub use heading::normalised;
pub(super) use heading::yes_is_vacant;
pub(super) use votes::MOST_ROWS;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::domain::imported::FileKind;
use crate::domain::register::{ColumnReading, RegisterField};

use super::Options;
use super::records::Record;
use heading::{Candidate, How, candidates};
use spellings::Spellings;
use votes::{Telling, Votes, as_f64, evidence, telling};
use why::Reason;

/// From this confidence on a column is used.
const SURE_ENOUGH: f64 = 0.5;

/// How likely a field is under a heading that says nothing.
const PRIOR_OF_NOTHING: f64 = 0.03;

/// The fields that a row of headings names in known spellings; nothing is guessed.
pub(super) fn known_fields(header: &Record, kind: FileKind) -> Vec<RegisterField> {
    let spellings = spellings::of(kind);
    header.cells().filter_map(|cell| spellings.get(&normalised(cell))?.field).collect()
}

/// How many cells of a row are headings, of use or not, as far as spellings tell; words that may stand anywhere do not.
pub(super) fn recognised(header: &Record, kind: FileKind) -> usize {
    let spellings = spellings::of(kind);
    let is_spelling =
        |candidate: &Candidate| candidate.prior >= SURE_ENOUGH && !matches!(candidate.how, How::Hint(_) | How::Weak);
    let is_heading = |cell: &&str| candidates(cell, spellings).iter().any(is_spelling);
    header.cells().filter(is_heading).count()
}

/// How each column is understood, from the headings (empty when the file has none), the first rows and what a person
/// said.
pub(super) fn propose(header: &Record, sample: &[Record], kind: FileKind, options: &Options) -> Vec<ColumnReading> {
    let spellings = spellings::of(kind);
    let mut groups = groups(header, sample, spellings, options);
    neighbours::propose(&mut groups, sample);
    let weighed: Vec<Vec<Choice>> = groups.par_iter().map(|group| choices(group, spellings)).collect();
    let given = assign(&groups, &weighed);
    let mut readings: Vec<ColumnReading> = Vec::with_capacity(header.len());
    for (group, (choices, chosen)) in groups.iter().zip(weighed.iter().zip(&given)) {
        let holder_of = |field| holder_of(field, &groups, &weighed, &given);
        let (field, confidence, reason) = outcome(group, choices, *chosen, holder_of);
        for &column in &group.columns {
            readings.push(ColumnReading {
                column,
                heading: super::values::one_line(header.cell(column)),
                field,
                confidence: (confidence * 100.0).round() / 100.0,
                why: why::sentence(&reason, field, group),
                samples: group.votes.samples.clone(),
                corrected: group.said.is_some(),
            });
        }
    }
    readings.sort_by_key(|reading| reading.column);
    readings
}

/// Three different values of a column, to be shown.
pub(super) fn samples<'r>(rows: impl IntoIterator<Item = &'r Record>, column: usize) -> Vec<String> {
    Votes::of(rows, &[column]).samples
}

/// The columns of a file by meaning, as they were understood.
pub(super) fn columns(header: &Record, readings: &[ColumnReading], kind: FileKind) -> Columns {
    Columns::new(header, readings).ordered(readings, spellings::of(kind))
}

/// Columns known by their headings, of which only coordinates have a meaning: for files that are no registers.
pub(super) fn of_places(header: &Record) -> Columns {
    let spellings = spellings::of(FileKind::AssetRegister);
    let reading = |(column, cell): (usize, &str)| {
        let field = spellings.get(&normalised(cell))?.field;
        let field =
            field.filter(|field| matches!(field, RegisterField::X | RegisterField::Y | RegisterField::XAndY))?;
        let (why, samples) = (String::new(), Vec::new());
        Some(ColumnReading {
            column,
            heading: cell.to_owned(),
            field: Some(field),
            confidence: 1.0,
            why,
            samples,
            corrected: false,
        })
    };
    let readings: Vec<ColumnReading> = header.cells().enumerate().filter_map(reading).collect();
    Columns::new(header, &readings)
}

/// Columns under one heading.
struct Group {
    columns: Vec<usize>,
    heading: String,
    candidates: Vec<Candidate>,
    votes: Votes,
    /// What a person said of it, and whether that was for this file.
    said: Option<(Option<RegisterField>, bool)>,
}

/// Columns with the same heading are one group; columns without a heading, or of which a person spoke, stand alone.
fn groups(header: &Record, sample: &[Record], spellings: &Spellings, options: &Options) -> Vec<Group> {
    let mut places: Vec<(String, Vec<usize>)> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for (column, cell) in header.cells().enumerate() {
        let plain = normalised(cell);
        let alone = plain.is_empty() || options.corrections.contains_key(&column);
        match at.get(&plain).filter(|_| !alone) {
            Some(&group) => places[group].1.push(column),
            None => {
                if !alone {
                    at.insert(plain.clone(), places.len());
                }
                places.push((plain, vec![column]));
            }
        }
    }
    let group = |(plain, columns): (String, Vec<usize>)| {
        let heading = columns.first().map_or("", |&first| header.cell(first)).to_owned();
        let corrected = columns.first().and_then(|first| options.corrections.get(first)).map(|field| (*field, true));
        let learnt = || options.learnt.get(&plain).filter(|_| !plain.is_empty()).map(|field| (*field, false));
        Group {
            candidates: candidates(&heading, spellings),
            votes: Votes::of(sample, &columns),
            said: corrected.or_else(learnt),
            heading,
            columns,
        }
    };
    places.into_par_iter().map(group).collect()
}

/// One thing the columns of a group may mean.
#[derive(Clone, Debug)]
struct Choice {
    field: RegisterField,
    confidence: f64,
    place: usize,
    /// The heading's part in it; `None` when the values alone say so.
    how: Option<How>,
    /// Of the filled values how many fit, and what fitting ones look like.
    fitting: Option<(usize, &'static str)>,
}

/// What a group may mean, likeliest first.
fn choices(group: &Group, spellings: &Spellings) -> Vec<Choice> {
    if group.said.is_some() {
        return Vec::new();
    }
    let votes = &group.votes;
    let belongs = |field| spellings.all().any(|(_, known)| known.field == Some(field));
    let mut found: Vec<Choice> = Vec::new();
    for candidate in &group.candidates {
        let Some(field) = candidate.field.filter(|field| belongs(*field)) else { continue };
        let evidence = evidence(field, votes, &group.heading);
        let likelier = evidence.map_or(1.0, |evidence| {
            let share = votes.share(evidence.fitting);
            weighed(share.mul_add(evidence.gain, (1.0 - share) * evidence.loss), votes.filled, 10.0)
        });
        found.push(Choice {
            field,
            confidence: with(candidate.prior, likelier),
            place: candidate.place,
            how: Some(candidate.how.clone()),
            fitting: evidence.map(|evidence| (evidence.fitting, evidence.what)),
        });
    }
    // Of a heading that is known to be of no use nothing is guessed, however its values look.
    if group.candidates.iter().all(|candidate| candidate.field.is_some() || matches!(candidate.how, How::PartOf(_))) {
        for Telling { field, fitting, what, gain, half } in telling(votes) {
            let likelier = weighed(votes.share(fitting) * gain, votes.filled, half);
            let confidence = with(PRIOR_OF_NOTHING, likelier);
            let known = found.iter().any(|choice| choice.field == field && choice.confidence >= confidence);
            if belongs(field) && !known {
                found.retain(|choice| choice.field != field);
                let fitting = Some((fitting, what));
                found.push(Choice { field, confidence, place: usize::MAX, how: None, fitting });
            }
        }
    }
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.field.cmp(&b.field)));
    found
}

/// A likelihood from so many values, of which `half` count half of what very many do.
fn weighed(likelier: f64, values: usize, half: f64) -> f64 {
    let values = as_f64(values);
    likelier.powf(values / (values + half))
}

/// A probability after something was seen that is so much likelier when it holds.
fn with(prior: f64, likelier: f64) -> f64 {
    let odds = prior / (1.0 - prior) * likelier;
    (odds / (1.0 + odds)).clamp(0.01, 0.99)
}

/// The field each group is given, as an index into its choices.
fn assign(groups: &[Group], weighed: &[Vec<Choice>]) -> Vec<Option<usize>> {
    let sure = |choice: &&Choice| choice.confidence >= SURE_ENOUGH;
    // What a group is given when no unique field wants it: the best of the fields that may repeat.
    let otherwise = |choices: &[Choice]| choices.iter().position(|choice| sure(&choice) && choice.field.may_repeat());
    let weight = |choice: &Choice| {
        let odds = choice.confidence / (1.0 - choice.confidence);
        // The place among the spellings decides between headings that are as likely.
        odds.ln() - as_f64(choice.place.min(2_000)) * 0.0005 + 1.01
    };
    let taken: Vec<RegisterField> = groups.iter().filter_map(|group| group.said?.0).collect();
    let unique: Vec<RegisterField> =
        RegisterField::ALL.iter().copied().filter(|field| !field.may_repeat() && !taken.contains(field)).collect();
    let worth = |field: RegisterField, choices: &[Choice]| {
        let choice = choices.iter().filter(sure).find(|choice| choice.field == field)?;
        let instead = otherwise(choices).map_or(0.0, |at| weight(&choices[at]));
        Some((weight(choice) - instead).max(0.0))
    };
    let weights: assignment::Weights = unique
        .iter()
        .map(|field| weighed.iter().map(|choices| worth(*field, choices).unwrap_or(0.0)).collect())
        .collect();
    let mut given: Vec<Option<usize>> = weighed.iter().map(|choices| otherwise(choices)).collect();
    for (field, group) in unique.iter().zip(assignment::best(&weights)) {
        if let Some(group) = group {
            given[group] = weighed[group].iter().position(|choice| choice.field == *field);
        }
    }
    given
}

/// The columns that were given this field, by a person or by what they say.
fn holder_of(field: RegisterField, groups: &[Group], weighed: &[Vec<Choice>], given: &[Option<usize>]) -> Vec<usize> {
    let holds = |(group, (choices, chosen)): &(&Group, (&Vec<Choice>, &Option<usize>))| {
        let said = group.said.is_some_and(|(said, _)| said == Some(field));
        said || chosen.and_then(|at| choices.get(at)).is_some_and(|choice| choice.field == field)
    };
    let holder = groups.iter().zip(weighed.iter().zip(given)).find(holds);
    holder.map(|(group, _)| group.columns.clone()).unwrap_or_default()
}

/// What became of a group: its field, how sure that is, and why.
fn outcome(
    group: &Group,
    choices: &[Choice],
    given: Option<usize>,
    holder_of: impl Fn(RegisterField) -> Vec<usize>,
) -> (Option<RegisterField>, f64, Reason) {
    if let Some((field, now)) = group.said {
        return (field, if now { 1.0 } else { 0.99 }, Reason::Said { now });
    }
    if let Some(choice) = given.and_then(|at| choices.get(at)) {
        let reason = Reason::Used { how: choice.how.clone(), fitting: choice.fitting };
        return (Some(choice.field), choice.confidence, reason);
    }
    let unwanted = group.candidates.iter().find(|candidate| candidate.field.is_none());
    let Some(best) = choices.first() else {
        return match unwanted {
            Some(unwanted) => (None, unwanted.prior, Reason::NotNeeded { how: unwanted.how.clone() }),
            None => (None, 0.9, Reason::SaysNothing),
        };
    };
    let reason = match best.how {
        _ if best.confidence >= SURE_ENOUGH => Reason::Taken { field: best.field, by: holder_of(best.field) },
        Some(How::Known | How::WithMore | How::CutShort | How::Misspelt(_)) => {
            Reason::Contradicted { field: best.field, fitting: best.fitting }
        }
        _ => Reason::SaysNothing,
    };
    (None, 1.0 - best.confidence, reason)
}

#[cfg(test)]
mod tests;
