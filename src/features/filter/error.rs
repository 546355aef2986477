//! Why a filter cannot be used: one sentence that says what would be right, never the whole text.

use thiserror::Error;

/// Why a filter cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{sentence}{}.", .at.map(|at| format!(" (at character {at})")).unwrap_or_default())]
pub struct FilterError {
    /// Where in the text, counted in characters from 1; JSON has no such place.
    pub at: Option<usize>,
    /// What is wrong, without a full stop.
    pub sentence: String,
}

impl FilterError {
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        Self { at: None, sentence: sentence.into() }
    }

    pub(super) fn at(at: usize, sentence: impl Into<String>) -> Self {
        Self { at: Some(at), sentence: sentence.into() }
    }
}

/// At most 40 characters of what somebody wrote.
pub fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}
