//! CASEI and ACCENTI: text as it is compared when case or accents do not count, one character after another.

use std::str::Chars;

use unicode_normalization::char::decompose_canonical;

/// What does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fold {
    /// Upper and lower case.
    pub case: bool,
    /// Accents and strokes.
    pub accents: bool,
}

impl Fold {
    /// Whether everything counts.
    #[must_use]
    pub const fn is_none(self) -> bool {
        !self.case && !self.accents
    }

    /// A text folded, character by character, with nothing allocated.
    #[must_use]
    pub fn characters(self, text: &str) -> Folded<'_> {
        Folded { rest: text.chars(), ready: ['\0'; 9], from: 0, until: 0, fold: self }
    }
}

/// The characters of a text, folded.
#[derive(Clone, Debug)]
pub struct Folded<'t> {
    rest: Chars<'t>,
    /// What the last character became and has not been given yet: a few letters of up to three others each.
    ready: [char; 9],
    from: u8,
    until: u8,
    fold: Fold,
}

impl Iterator for Folded<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            if self.from < self.until {
                self.from += 1;
                return Some(self.ready[usize::from(self.from) - 1]);
            }
            let next = self.rest.next()?;
            if next.is_ascii() {
                return Some(if self.fold.case { next.to_ascii_lowercase() } else { next });
            }
            if self.fold.is_none() {
                return Some(next);
            }
            self.refill(next);
        }
    }
}

impl Folded<'_> {
    fn refill(&mut self, next: char) {
        (self.from, self.until) = (0, 0);
        if self.fold.accents {
            decompose_canonical(next, |part| self.take(without_stroke(part)));
        } else {
            self.take(next);
        }
    }

    fn take(&mut self, plain: char) {
        if !self.fold.case {
            self.push(plain);
            return;
        }
        // By way of upper case, so that ß meets SS and both Greek sigmas meet.
        for upper in plain.to_uppercase() {
            for lower in upper.to_lowercase() {
                self.push(lower);
            }
        }
    }

    fn push(&mut self, character: char) {
        let place = self.ready.get_mut(usize::from(self.until));
        if let Some(place) = place.filter(|_| !(self.fold.accents && is_accent(character))) {
            *place = character;
            self.until += 1;
        }
    }
}

/// Combining marks, which stand after the letter they belong to.
const fn is_accent(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}')
}

/// Letters with a stroke, which Unicode does not take apart.
const fn without_stroke(letter: char) -> char {
    match letter {
        'Ø' => 'O',
        'ø' => 'o',
        'Đ' => 'D',
        'đ' => 'd',
        'Ł' => 'L',
        'ł' => 'l',
        'Ħ' => 'H',
        'ħ' => 'h',
        'Ŧ' => 'T',
        'ŧ' => 't',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::Fold;

    fn folded(text: &str, case: bool, accents: bool) -> String {
        Fold { case, accents }.characters(text).collect()
    }

    #[test]
    fn case_does_not_count_in_any_alphabet() {
        assert_eq!(folded("STRASSE", true, false), folded("Straße", true, false));
        assert_eq!(folded("ΟΔΟΣ", true, false), folded("οδος", true, false));
        assert_eq!(folded("Čeština", true, false), "čeština");
        assert_eq!(folded("Leeds", false, false), "Leeds");
    }

    #[test]
    fn accents_do_not_count_written_as_one_or_two_characters() {
        assert_eq!(folded("Chișinău São Łódź Ørsted", false, true), "Chisinau Sao Lodz Orsted");
        assert_eq!(folded("e\u{301}", false, true), "e");
        assert_eq!(folded("ÄÉ", true, true), "ae");
        assert_eq!(folded("ß ǽ Ά й", false, true), "ß æ Α и");
    }
}
