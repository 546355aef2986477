//! Answers that were given to the public and are given again: the same question of the same data has the same answer.
//!
//! Two things are kept of each: its head, with the tag, for long, so that a caller who has the answer is told so without it
//! being made; and its body for as long as there is room. What one person is shown and others are not is never kept here.
//! Nor are files: they are on the shelf.

use std::sync::Arc;

use axum::body::Bytes;

use crate::api::call::{Answer, Call};
use crate::api::etag;
use crate::api::kept::{Kept, Weighed};
use crate::api::problem::Problem;
use crate::app::catalogue::Snapshot;

/// Bytes of heads and of bodies kept.
const MOST_HEAD_BYTES: usize = 8 << 20;
const MOST_BODY_BYTES: usize = 64 << 20;

/// The answers, by what was asked of which snapshot.
pub struct Remembered {
    heads: Kept<String, Head>,
    bodies: Kept<String, Whole>,
}

impl Default for Remembered {
    fn default() -> Self {
        Self { heads: Kept::new(MOST_HEAD_BYTES), bodies: Kept::new(MOST_BODY_BYTES) }
    }
}

/// An answer without its body.
#[derive(Clone)]
struct Head(Arc<Answer>);

impl Weighed for Head {
    fn weight(&self) -> usize {
        let links = self.0.links.iter().map(|link| link.href.len() + link.title.len());
        let headers = self.0.headers.iter().map(|(name, value)| name.as_str().len() + value.len());
        self.0.tag.as_ref().map_or(0, String::len) + links.chain(headers).sum::<usize>() + size_of::<Answer>()
    }
}

/// An answer with its body.
#[derive(Clone)]
struct Whole(Arc<Answer>);

impl Weighed for Whole {
    fn weight(&self) -> usize {
        if self.0.is_repeatable() { self.0.body.len() } else { usize::MAX }
    }
}

/// What an answer depends on besides the data: the address as the caller knows and wrote it, and the format.
#[must_use]
pub fn question(call: &Call, snapshot: &Snapshot) -> String {
    let Call { media, home, base, path, .. } = call;
    let (mark, query) = call.query.as_ref().map_or(("", ""), |query| ("?", query));
    format!("{} {media} {home} {base} {path}{mark}{query}", snapshot.lineage.serial)
}

impl Remembered {
    /// The answer to a question, when it is known; without its body when the caller (by an If-None-Match header) has it.
    pub fn find(&self, question: &String, if_none_match: Option<&str>) -> Option<Answer> {
        if let Some(given) = if_none_match
            && let Some(Head(head)) = self.heads.find(question)
            && let Some(theirs) = head.tag.as_ref().and_then(|tag| etag::matching(given, tag))
        {
            return Some(Answer { unchanged: Some(theirs), ..head.again() });
        }
        self.bodies.find(question).map(|Whole(answer)| answer.again())
    }

    /// The same, made now when it is not known. Of several who ask at once one makes it.
    ///
    /// # Errors
    /// What making it says.
    pub fn get(&self, question: &str, make: impl FnOnce() -> Result<Answer, Problem>) -> Result<Answer, Problem> {
        let make = || {
            let made = make()?;
            if made.is_repeatable() {
                self.heads.get(question.to_owned(), || Head(Arc::new(Answer { body: Bytes::new(), ..made.again() })));
            }
            Ok::<_, Problem>(Whole(Arc::new(made)))
        };
        let Whole(answer) = self.bodies.try_get(question.to_owned(), make)?;
        // A file goes to whom it was made for, and is nobody else's answer.
        Ok(Arc::try_unwrap(answer).unwrap_or_else(|answer| answer.again()))
    }
}
