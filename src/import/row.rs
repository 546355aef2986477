//! One row of a register on its way to being an asset: reads cells into facts and notes what cannot be understood.

use time::Date;

use crate::domain::imported::RowProblem;
use crate::domain::register::RegisterField;
use crate::domain::source::{Fact, Quality, SourceId};

use super::mapping::Columns;
use super::records::Record;
use super::values::word;

/// The slug or the label of a word of a vocabulary.
pub(super) type Word<T> = fn(T) -> &'static str;

/// "one of: ..." for a vocabulary.
pub(super) fn one_of<T: Copy>(all: &[T], slug: Word<T>) -> String {
    format!("one of: {}", all.iter().map(|value| slug(*value)).collect::<Vec<_>>().join(", "))
}

/// A row with everything needed to make facts of its cells.
pub(super) struct Row<'a> {
    pub(super) record: &'a Record,
    pub(super) columns: &'a Columns,
    pub(super) source: &'a SourceId,
    /// The day the row was true, as far as it says.
    pub(super) as_at: Option<Date>,
    pub(super) notes: &'a mut Vec<RowProblem>,
}

impl Row<'_> {
    /// The text of a field, when it says something.
    pub(super) fn text(&self, field: RegisterField) -> Option<&str> {
        self.columns.text(field, self.record)
    }

    /// The fact in a field. What cannot be understood is noted with what would be, and stays unknown.
    pub(super) fn fact<T>(
        &mut self,
        field: RegisterField,
        quality: Quality,
        allowed: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Fact<T>> {
        let value = self.value(field, allowed, read)?;
        Some(self.known(value, quality))
    }

    /// The value in a field, likewise, before it is a fact.
    pub(super) fn value<T>(
        &mut self,
        field: RegisterField,
        allowed: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let (column, text) = self.columns.find(field, self.record)?;
        let value = read(text);
        if value.is_none() {
            self.note(Some(column), Some(text), format!("not understood and left unknown; expected {allowed}"));
        }
        value
    }

    /// The fact in a field that holds a word of a vocabulary, by its slug or label in any spelling, or in a spelling of
    /// the publishers' that `other` knows.
    pub(super) fn choice<T: Copy>(
        &mut self,
        field: RegisterField,
        all: &[T],
        (slug, label): (Word<T>, Word<T>),
        other: impl Fn(&str) -> Option<T>,
    ) -> Option<Fact<T>> {
        let (column, text) = self.columns.find(field, self.record)?;
        let value = word(text, all, slug, label).or_else(|| other(text));
        if value.is_none() {
            let expected = one_of(all, slug);
            self.note(Some(column), Some(text), format!("not understood and left unknown; expected {expected}"));
        }
        value.map(|value| self.known(value, Quality::Surveyed))
    }

    /// A value with this row's source and date.
    pub(super) fn known<T>(&self, value: T, quality: Quality) -> Fact<T> {
        Fact::new(value, quality, self.source.clone(), self.as_at)
    }

    /// Notes something about this row, which is kept.
    pub(super) fn note(&mut self, column: Option<usize>, value: Option<&str>, reason: impl Into<String>) {
        self.notes.push(RowProblem {
            row: self.record.number,
            column: column.map(|place| self.columns.heading(place)),
            value: value.map(str::to_owned),
            reason: reason.into(),
            refused: false,
        });
    }
}
