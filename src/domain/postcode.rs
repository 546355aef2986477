//! British postcodes, whole ("L8 1TH") or outward only ("L8"), in one spelling.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest postcode: "SW1A 1AA".
const LONGEST: usize = 8;

/// A postcode in capitals; whole ones have exactly one space before the last three characters.
///
/// Its eight bytes stand where it is used and are filled up with zeros: there are millions of postcodes and sales.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcode([u8; LONGEST]);

impl Postcode {
    /// Reads "L8 1TH", "l81th", "L8  1TH\n" or "L8"; `None` when it is neither a whole postcode nor an outward part.
    ///
    /// The shape is checked (Royal Mail: an area of one or two letters, a district of a digit and perhaps a digit or
    /// letter, then a digit and two letters), not whether the postcode is in use.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::of_letters(text.chars().filter(|c| !c.is_whitespace()))
    }

    /// The same from its letters and digits.
    pub(super) fn of_letters(letters: impl Iterator<Item = char>) -> Option<Self> {
        // Without the space: outward part and inward part.
        let mut plain = [0; LONGEST - 1];
        let mut length = 0;
        for c in letters {
            *plain.get_mut(length)? = u8::try_from(c).ok().filter(u8::is_ascii)?.to_ascii_uppercase();
            length += 1;
        }
        let plain = plain.get(..length)?;
        if is_outward(plain) {
            return Some(Self::of(plain.iter()));
        }
        let (outward, inward) = plain.split_at(length.checked_sub(3)?);
        (is_outward(outward) && is_inward(inward)).then(|| Self::of(outward.iter().chain(b" ").chain(inward)))
    }

    /// The text, of at most eight bytes.
    fn of<'a>(text: impl Iterator<Item = &'a u8>) -> Self {
        let mut bytes = [0; LONGEST];
        for (to, from) in bytes.iter_mut().zip(text) {
            *to = *from;
        }
        Self(bytes)
    }

    /// The postcode as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|byte| *byte == 0).unwrap_or(LONGEST);
        // Only letters, digits and a space are ever put in.
        self.0.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The part before the space: "L8".
    #[must_use]
    pub fn outward(&self) -> &str {
        self.as_str().split(' ').next().unwrap_or_default()
    }

    /// Whether both halves are known.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.0.contains(&b' ')
    }

    /// The same postcode with the inward half withheld.
    #[must_use]
    pub fn coarse(&self) -> Self {
        Self::of(self.outward().as_bytes().iter())
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Postcode").field(&self.as_str()).finish()
    }
}

impl From<Postcode> for String {
    fn from(postcode: Postcode) -> Self {
        postcode.as_str().to_owned()
    }
}

impl TryFrom<String> for Postcode {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("\"{text}\" is not a postcode"))
    }
}

fn is_outward(text: &[u8]) -> bool {
    let letters = text.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    (1..=2).contains(&letters)
        && match text.get(letters..) {
            Some([d]) => d.is_ascii_digit(),
            Some([d, last]) => d.is_ascii_digit() && last.is_ascii_alphanumeric(),
            _ => false,
        }
}

fn is_inward(text: &[u8]) -> bool {
    matches!(text, [d, a, b] if d.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::Postcode;

    #[test]
    fn spellings_of_one_postcode_become_one() {
        for text in ["L8 1TH", "l81th", "L8  1TH\n", " L8 1th"] {
            assert_eq!(Postcode::parse(text).map(String::from).as_deref(), Some("L8 1TH"), "{text:?}");
        }
        assert_eq!(Postcode::parse("ch41").map(String::from).as_deref(), Some("CH41"));
        assert_eq!(Postcode::parse("EC1A 1BB").map(|p| p.outward().to_owned()).as_deref(), Some("EC1A"));
    }

    #[test]
    fn what_is_not_a_postcode_is_refused() {
        for text in ["", "L$ 5TR", "Liverpool", "1234", "L8 1T", "L8 11T", "É8 1TH", "LLL8 1TH"] {
            assert_eq!(Postcode::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn postcodes_sort_as_their_texts_do() {
        let texts = ["B1", "B1 1AA", "B10 1AA", "B2", "EC1A 1BB", "L8", "L8 1TH", "SW1A 1AA"];
        let read = texts.map(|text| Postcode::parse(text).unwrap());
        assert!(read.is_sorted());
        assert_eq!(read.map(|postcode| postcode.to_string()), texts);
        assert_eq!(size_of::<Postcode>(), 8);
    }

    #[test]
    fn the_coarse_form_keeps_only_the_outward_part() {
        let whole = Postcode::parse("WA14 1PF");
        assert_eq!(whole.map(|p| String::from(p.coarse())).as_deref(), Some("WA14"));
    }
}
