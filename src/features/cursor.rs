//! Where a page ended: what its last feature is sorted by, and its key, so that the next page begins right after it whatever
//! came or went in between. And where it began, so that the page before ends right before that.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use serde_json::{Value, json};
use thiserror::Error;
use time::Date;
use time::format_description::well_known::Iso8601;

use crate::features::collection::{Described, Features, Kind};
use crate::features::scalar::Scalar;
use crate::features::sort::Order;

/// The form of cursors: another number means another form.
const VERSION: u64 = 1;
/// Longest cursor that is read, in characters.
const MOST_CHARACTERS: usize = 8 * 1024;

/// What stands at the end of a cursor that a page is to end before.
const BEFORE: &str = "before";

/// The place between two features of a list, and which way the page lies from there.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    /// The order of the list, as it would be asked for.
    order: String,
    /// What the feature beside it is sorted by.
    pub(super) values: Vec<Scalar<'static>>,
    /// Its key.
    pub(super) key: String,
    /// Whether the page ends right before that feature, instead of beginning right after it.
    pub(super) is_before: bool,
}

/// Why a cursor cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CursorError {
    /// It is none.
    #[error("this is not a cursor; take it from the next or prev link of another page")]
    Garbled,
    /// It is that of a list sorted otherwise.
    #[error(
        "this cursor belongs to a list sorted in another way; keep sortby as it is in the link it came from, or begin again without a cursor"
    )]
    OtherOrder,
}

impl Cursor {
    /// The place right after a feature, for the page that begins there.
    #[must_use]
    pub fn after(features: &dyn Features, index: usize, order: &Order) -> Self {
        Self::beside(features, index, order, false)
    }

    /// The place right before a feature, for the page that ends there.
    #[must_use]
    pub fn before(features: &dyn Features, index: usize, order: &Order) -> Self {
        Self::beside(features, index, order, true)
    }

    fn beside(features: &dyn Features, index: usize, order: &Order, is_before: bool) -> Self {
        let mut values = Vec::new();
        order.read(features, index, &mut values);
        Self {
            order: order.to_text(features.described()),
            values: values.into_iter().map(Scalar::into_owned).collect(),
            key: features.id(index).to_owned(),
            is_before,
        }
    }

    /// The cursor in a text.
    ///
    /// # Errors
    /// [`CursorError`] when it is none, or belongs to another order.
    pub fn parse(text: &str, order: &Order, described: &Described) -> Result<Self, CursorError> {
        let garbled = CursorError::Garbled;
        let bytes = (text.len() <= MOST_CHARACTERS).then(|| bytes_of(text)).flatten().ok_or(garbled)?;
        let value: Value = serde_json::from_slice(&bytes).map_err(|_| garbled)?;
        let Some([version, sorted, Value::Array(values), key, rest @ ..]) = value.as_array().map(Vec::as_slice) else {
            return Err(garbled);
        };
        let is_before = match rest {
            [] => false,
            [word] if word == BEFORE => true,
            _ => return Err(garbled),
        };
        let (Some(VERSION), Some(sorted), Some(key)) = (version.as_u64(), sorted.as_str(), key.as_str()) else {
            return Err(garbled);
        };
        if sorted != order.to_text(described) {
            return Err(CursorError::OtherOrder);
        }
        if values.len() != order.columns().len() {
            return Err(garbled);
        }
        let read = order.columns().zip(values).map(|(column, value)| scalar_of(value, described.columns[column].kind));
        let values = read.collect::<Option<_>>().ok_or(garbled)?;
        Ok(Self { order: sorted.to_owned(), values, key: key.to_owned(), is_before })
    }
}

impl Display for Cursor {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut parts = vec![json!(VERSION), json!(self.order), json!(self.values), json!(self.key)];
        parts.extend(self.is_before.then(|| json!(BEFORE)));
        f.write_str(&text_of(Value::Array(parts).to_string().as_bytes()))
    }
}

fn scalar_of(value: &Value, kind: Kind) -> Option<Scalar<'static>> {
    match (value, kind) {
        (Value::Null, _) => Some(Scalar::Null),
        (Value::Bool(truth), Kind::Boolean) => Some(Scalar::Boolean(*truth)),
        (Value::Number(number), Kind::Integer | Kind::Number) => {
            number.as_i64().map(Scalar::Integer).or_else(|| number.as_f64().map(Scalar::from))
        }
        (Value::String(text), Kind::Date) => Date::parse(text, &Iso8601::DATE).ok().map(Scalar::Date),
        (Value::String(text), Kind::Text | Kind::Word(_)) => Some(Scalar::Text(Cow::Owned(text.clone()))),
        _ => None,
    }
}

/// The alphabet of base64url (RFC 4648 5), which an address carries as it is.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn text_of(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        text.extend((0..=three.len()).map(|at| char::from(ALPHABET[(bits >> (18 - 6 * at) & 63) as usize])));
    }
    text
}

fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for four in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for at in 0..4 {
            let digit = match four.get(at) {
                Some(letter) => ALPHABET.iter().position(|one| one == letter)?,
                None => 0,
            };
            bits = bits << 6 | digit as u32;
        }
        let count = four.len().checked_sub(1).filter(|count| *count > 0)?;
        bytes.extend_from_slice(&bits.to_be_bytes()[1..=count]);
    }
    Some(bytes)
}
