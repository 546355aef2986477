//! Texts that very many records repeat, such as owners and sources: each held once and shared.
//!
//! A million assets have some hundreds of owners and sources between them, and what one thread reads in a row mostly
//! repeats the same few. So each thread remembers the last texts it came across and gives out the one it has. That two
//! equal texts are one is never promised: it saves memory and changes no answer.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

/// Texts that a thread remembers.
const REMEMBERED: usize = 16;

/// The last texts that a thread came across, and the place that the next new one takes.
struct Recent {
    held: Vec<Arc<str>>,
    next: usize,
}

thread_local! {
    static RECENT: RefCell<Recent> = const { RefCell::new(Recent { held: Vec::new(), next: 0 }) };
}

impl Recent {
    /// The text that is held, or else a new one, which is then held in place of the oldest.
    fn one(&mut self, text: &str) -> Arc<str> {
        if let Some(held) = self.held.iter().find(|held| ***held == *text) {
            return Arc::clone(held);
        }
        let new: Arc<str> = Arc::from(text);
        if self.held.len() < REMEMBERED {
            self.held.push(Arc::clone(&new));
        } else {
            self.held[self.next] = Arc::clone(&new);
            self.next = (self.next + 1) % REMEMBERED;
        }
        new
    }
}

/// The text, shared with those of its equals that this thread came across lately.
#[must_use]
pub fn shared(text: &str) -> Arc<str> {
    RECENT.with_borrow_mut(|recent| recent.one(text))
}

/// Reads a text as one that many records repeat.
///
/// # Errors
/// When it is no text.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
    Shared::deserialize(deserializer).map(|text| text.0)
}

/// Reads a text, or none, as one that many records repeat.
///
/// # Errors
/// When it is no text.
pub fn deserialize_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Arc<str>>, D::Error> {
    Option::<Shared>::deserialize(deserializer).map(|text| text.map(|text| text.0))
}

struct Shared(Arc<str>);

impl<'de> Deserialize<'de> for Shared {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Shared;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Shared, E> {
                Ok(Shared(shared(text)))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{REMEMBERED, shared};
    use crate::domain::asset::Owner;

    #[test]
    fn equal_texts_read_one_after_another_are_one() {
        let read = |json: &str| serde_json::from_str::<Owner>(json).unwrap();
        let (first, second) = (read(r#"{"name": "A", "uri": "u"}"#), read(r#"{"uri": "u", "name": "A"}"#));
        assert!(Arc::ptr_eq(&first.name, &second.name));
        assert!(Arc::ptr_eq(first.uri.as_ref().unwrap(), second.uri.as_ref().unwrap()));
        assert_eq!(read(r#"{"name": "B"}"#), Owner { name: Arc::from("B"), uri: None });
        assert_eq!(read(r#"{"name": "\u0042", "uri": null}"#).name, shared("B"));
        assert!(serde_json::from_str::<Owner>(r#"{"name": 3}"#).is_err());
    }

    #[test]
    fn a_text_is_itself_however_many_others_came_before_it() {
        for number in 0..3 * REMEMBERED {
            assert_eq!(*shared(&number.to_string()), number.to_string());
            assert_eq!(&*shared("again and again"), "again and again");
        }
    }
}
