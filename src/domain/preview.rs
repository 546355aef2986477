//! What a file would do, or did, told to whoever gave it: how its columns were understood and what becomes of each row.

use serde::{Deserialize, Serialize};

use crate::domain::imported::{RowOutcome, Tally};
use crate::domain::place::Precision;
use crate::domain::register::RegisterField;

/// Examples in a list that may be long; how many there are in all is told beside it.
pub const FIRST: usize = 50;

/// What was told of a file: kept with it, as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// What it turned out to be.
    pub survey: SurveyTold,
    /// What its rows came to; of a draft it is worked out anew, because what is held moves on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Summary>,
    /// Whether its rows may be anybody's, and not only those of the council that publishes it.
    #[serde(default)]
    pub speaks_for_all: bool,
    /// Whether some of its rows are another council's: then it is not for the officers of the one that publishes it. Where
    /// that was not kept, it may be.
    #[serde(default = "perhaps")]
    pub holds_others: bool,
}

fn perhaps() -> bool {
    true
}

impl Told {
    /// Of a file whose rows may be anybody's.
    #[must_use]
    pub fn of_all() -> Self {
        Self { speaks_for_all: true, holds_others: true, ..Self::default() }
    }

    /// Whether all of it may be shown to the council that publishes it.
    #[must_use]
    pub const fn is_of_its_publisher(&self) -> bool {
        !(self.speaks_for_all && self.holds_others)
    }
}

/// What a file turned out to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SurveyTold {
    /// "CSV, Windows-1252, divided by semicolons".
    pub format: String,
    /// Who publishes it, as it says or as somebody said.
    pub publisher: Option<String>,
    /// Whether it is no list that we know, and was only taken for a register.
    #[serde(default)]
    pub kind_is_guess: bool,
    /// Its sheets or layers.
    pub sheets: Vec<SheetTold>,
    /// The rows that its headings are in, as a spreadsheet numbers them.
    pub header_rows: Vec<u64>,
    /// Its columns; none for an official table, which is known by its headings as a whole.
    pub columns: Vec<ColumnTold>,
}

/// One sheet or layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetTold {
    /// Its name.
    pub name: String,
    /// How many rows it has, where that can be told without reading them.
    pub rows: Option<u64>,
    /// Whether it is the one that is read.
    pub chosen: bool,
}

/// How one column was understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnTold {
    /// Its place, from 0.
    pub column: usize,
    /// Its letter in a spreadsheet.
    pub letter: String,
    /// Its heading in the file's own spelling.
    pub heading: String,
    /// What it means; `None` when it is not used.
    pub field: Option<RegisterField>,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// Why, in a sentence.
    pub why: String,
    /// Some of what stands in it.
    pub samples: Vec<String>,
    /// Whether a person said so.
    pub corrected: bool,
}

/// The letter of a column in a spreadsheet: A to Z, then AA.
#[must_use]
pub fn column_letter(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// What all rows of a file come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Rows by what becomes of them.
    pub tally: Tally,
    /// Things to know about rows that are kept.
    pub notes: Reasons,
    /// Why rows are left out.
    pub refusals: Reasons,
    /// How well the assets are placed; `None` for files of other things.
    pub places: Option<Places>,
    /// Rows that look like something that is in the file or held already. Nothing is ever merged.
    pub duplicates: Listed<Duplicate>,
    /// Assets of the same register that the file leaves out.
    pub gone: Listed<LeftOut>,
    /// Facts set by a person that stay against the file.
    pub kept: Listed<Kept>,
}

/// Reasons with how many rows each was given for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reasons {
    /// How often any was given.
    pub count: u64,
    /// The commonest.
    pub commonest: Vec<Reason>,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// In a sentence.
    pub reason: String,
    /// For how many rows.
    pub rows: u64,
}

/// The first of many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listed<T> {
    /// How many there are.
    pub count: u64,
    /// The first [`FIRST`] of them.
    pub first: Vec<T>,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { count: 0, first: Vec::new() }
    }
}

impl<T> Listed<T> {
    /// One more.
    pub fn push(&mut self, one: T) {
        self.count += 1;
        if self.first.len() < FIRST {
            self.first.push(one);
        }
    }
}

/// How many assets are placed how well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// By coordinates of their own.
    pub point: u64,
    /// By their UPRN.
    pub uprn: u64,
    /// By the square of a grid reference.
    #[serde(default)]
    pub grid_square: u64,
    /// By a whole postcode.
    pub postcode: u64,
    /// By the first half of a postcode.
    pub outward_postcode: u64,
    /// Not at all.
    pub unknown: u64,
    /// Of all these, outside the area of their owner.
    pub outside: u64,
}

/// A row that looks like something else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duplicate {
    /// The row.
    pub row: u64,
    /// What it is called.
    pub name: String,
    /// The row of the same file that it looks like.
    pub of_row: Option<u64>,
    /// The asset held that it looks like.
    pub of_asset: Option<String>,
    /// What that is called.
    pub of_name: String,
    /// Why, in a sentence.
    pub why: String,
}

/// An asset of the same register that the file leaves out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its key.
    pub asset: String,
    /// What it is called.
    pub name: String,
}

/// A fact set by a person that stays against the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The asset's key.
    pub asset: String,
    /// What the asset is called.
    pub name: String,
    /// The fact in words.
    pub fact: String,
    /// What the person set.
    pub held: String,
    /// What the file says.
    pub incoming: String,
}

/// What becomes of one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowTold {
    /// The row as a spreadsheet numbers it.
    pub row: u64,
    /// The asset's key; none for a row left out and for files of other things.
    pub asset: Option<String>,
    /// What it is called.
    pub name: String,
    /// The word for it.
    pub outcome: RowOutcome,
    /// How well it is placed.
    pub place: Option<PlaceTold>,
    /// What differs from what was held.
    pub changes: Vec<ChangeTold>,
    /// What is to be looked at.
    pub problems: Vec<ProblemTold>,
    /// What it looks like.
    pub duplicate_of: Option<DuplicateOf>,
}

/// How well an asset is placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceTold {
    /// The word for it.
    pub precision: Precision,
    /// The same for people.
    pub label: String,
}

/// One difference, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeTold {
    /// The word for the fact.
    pub fact: String,
    /// The fact for people.
    pub label: String,
    /// Before; `None` when it was not known.
    pub from: Option<String>,
    /// After; `None` when it is not known.
    pub to: Option<String>,
}

/// One thing to look at in a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProblemTold {
    /// The heading of the column.
    pub column: Option<String>,
    /// What stands there.
    pub value: Option<String>,
    /// What is wrong and what would be right.
    pub reason: String,
}

/// What a row looks like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DuplicateOf {
    /// The row of the same file.
    pub row: Option<u64>,
    /// The asset held.
    pub asset: Option<String>,
    /// Why, in a sentence.
    pub why: String,
}

#[cfg(test)]
mod tests {
    use super::column_letter;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let letters: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(column_letter).into();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
