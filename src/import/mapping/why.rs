//! Says in a sentence why a column was understood as it was.

use crate::domain::register::RegisterField;

use super::Group;
use super::columns::letter;
use super::heading::How;

/// Why a column was understood as it was.
pub(super) enum Reason {
    /// A person said so, for this file or an earlier one.
    Said { now: bool },
    /// It is used: the heading's part in it, and how many of its values fit.
    Used { how: Option<How>, fitting: Option<(usize, &'static str)> },
    /// Its heading is known to be of no use.
    NotNeeded { how: How },
    /// Neither heading nor values say anything.
    SaysNothing,
    /// Its heading says one thing, its values another.
    Contradicted { field: RegisterField, fitting: Option<(usize, &'static str)> },
    /// These columns fit better.
    Taken { field: RegisterField, by: Vec<usize> },
}

/// The reason in a sentence or two.
pub(super) fn sentence(reason: &Reason, field: Option<RegisterField>, group: &Group) -> String {
    let votes = &group.votes;
    let label = field.map_or("", RegisterField::label);
    let no_heading = group.heading.trim().is_empty();
    match reason {
        Reason::Said { now: true } => "You said so.".to_owned(),
        Reason::Said { now: false } => {
            "This was said for an earlier file of the same publisher. Change it here if it no longer holds.".to_owned()
        }
        Reason::Used { how, fitting } => {
            let heading = match how {
                Some(How::Known | How::WithMore) => format!("The heading is known to mean \"{label}\"."),
                Some(How::CutShort) => {
                    format!("The heading looks like one for \"{label}\", cut off after ten letters.")
                }
                Some(How::Misspelt(known)) => format!("The heading looks like \"{known}\" with a typing error."),
                Some(How::PartOf(known)) => {
                    format!("A part of the heading, \"{known}\", is known to mean \"{label}\".")
                }
                Some(How::Hint(word)) => format!("The heading has \"{word}\" in it. Please check."),
                Some(How::Weak) => "The heading speaks of a number or a code. Please check.".to_owned(),
                Some(How::Beside) => "This column and the one beside it give places together. Please check.".to_owned(),
                Some(How::Other | How::Unit(_)) => String::new(),
                None if no_heading => "There is no heading; the values decide. Please check.".to_owned(),
                None => "The heading is not known; the values decide. Please check.".to_owned(),
            };
            let values = match fitting {
                _ if votes.filled == 0 => " The column is empty.".to_owned(),
                Some((fitting, what)) => format!(" {}.", capital(&count(*fitting, votes.filled, what))),
                None => String::new(),
            };
            format!("{heading}{values}").trim().to_owned()
        }
        Reason::NotNeeded { how: How::Other } => {
            "The heading speaks of a person or of something other than the asset, so it is left alone.".to_owned()
        }
        Reason::NotNeeded { how: How::Unit(unit) } => {
            format!("The heading gives {unit}. Change the numbers to hectares or square metres to have them used.")
        }
        Reason::NotNeeded { .. } => "The heading is known; catmap does not need it.".to_owned(),
        Reason::SaysNothing if votes.filled == 0 => "The column is empty, and its heading is not known.".to_owned(),
        Reason::SaysNothing if no_heading => {
            "There is no heading, and the values do not tell. Choose what it is.".to_owned()
        }
        Reason::SaysNothing => {
            "Neither the heading nor the values tell. Choose what it is, or leave it out.".to_owned()
        }
        Reason::Contradicted { field, fitting } => {
            let values = fitting.map(|(fitting, what)| count(fitting, votes.filled, what)).unwrap_or_default();
            format!("The heading says \"{}\", but {values}, so it is not used. Please check.", field.label())
        }
        Reason::Taken { field, by } => {
            let by = by.iter().map(|column| letter(*column)).collect::<Vec<_>>().join(", ");
            format!("It could be \"{}\", too, but column {by} fits better.", field.label())
        }
    }
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "598 of 605 values look like postcodes".
fn count(fitting: usize, filled: usize, what: &str) -> String {
    match (fitting, filled) {
        (1, 1) => format!("the one value looks like {what}"),
        (0, _) => format!("none of {filled} values looks like {what}"),
        (fitting, filled) if fitting == filled => format!("all {filled} values looked at look like {what}"),
        _ => format!("{fitting} of {filled} values look like {what}"),
    }
}
