//! LIKE: `%` stands for any characters, `_` for one, and a backslash takes either as it is.

use crate::features::filter::fold::{Fold, Folded};

/// One place of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Any characters, or none.
    Any,
    /// One character, whichever.
    One,
    /// This character.
    This(char),
}

/// A pattern, read once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    places: Vec<Place>,
}

impl Pattern {
    /// A pattern whose plain characters are folded; `%` and `_` are what they are whatever does not count.
    #[must_use]
    pub fn new(text: &str, fold: Fold) -> Self {
        let mut places = Vec::new();
        let plain = |places: &mut Vec<Place>, character: char| {
            let mut bytes = [0; 4];
            places.extend(fold.characters(character.encode_utf8(&mut bytes)).map(Place::This));
        };
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' => plain(&mut places, characters.next().unwrap_or('\\')),
                '%' if places.last() == Some(&Place::Any) => {}
                '%' => places.push(Place::Any),
                '_' => places.push(Place::One),
                other => plain(&mut places, other),
            }
        }
        Self { places }
    }

    /// Whether a text is like it.
    ///
    /// Only the last `%` passed is ever gone back to, so the time is at most the product of both lengths: patterns with many
    /// `%` cannot make it explode.
    #[must_use]
    pub fn matches(&self, text: &str, fold: Fold) -> bool {
        let mut rest = fold.characters(text);
        let mut at = 0;
        let mut back: Option<(usize, Folded<'_>)> = None;
        loop {
            if self.places.get(at) == Some(&Place::Any) {
                at += 1;
                if at == self.places.len() {
                    return true;
                }
                back = Some((at, rest.clone()));
                continue;
            }
            let matched = match rest.next() {
                None if at == self.places.len() => return true,
                None => return false,
                Some(next) => match self.places.get(at) {
                    Some(Place::One) => true,
                    Some(Place::This(this)) => *this == next,
                    _ => false,
                },
            };
            if matched {
                at += 1;
                continue;
            }
            let Some((after, from)) = &mut back else { return false };
            from.next();
            at = *after;
            rest = from.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;
    use crate::features::filter::fold::Fold;

    fn like(text: &str, pattern: &str) -> bool {
        Pattern::new(pattern, Fold::default()).matches(text, Fold::default())
    }

    #[test]
    fn percent_and_underscore_stand_for_any_and_for_one() {
        for (text, pattern, holds) in [
            ("Leeds", "Le%", true),
            ("Leeds", "%e%s", true),
            ("Leeds", "L_eds", true),
            ("Leeds", "l%", false),
            ("Leeds", "Leed", false),
            ("Leeds", "Leeds%", true),
            ("", "", true),
            ("", "%", true),
            ("", "_", false),
            ("a", "", false),
            ("é", "_", true),
            ("aXbXc", "%X%c", true),
            ("aab", "%ab", true),
        ] {
            assert_eq!(like(text, pattern), holds, "{text} LIKE {pattern}");
        }
    }

    #[test]
    fn a_backslash_takes_the_next_character_as_it_is() {
        for (text, pattern, holds) in [
            ("100%", r"100\%", true),
            ("1000", r"100\%", false),
            ("a_b", r"a\_b", true),
            ("aXb", r"a\_b", false),
            (r"a\b", r"a\\b", true),
            (r"a\", r"a\", true),
        ] {
            assert_eq!(like(text, pattern), holds, "{text} LIKE {pattern}");
        }
    }

    #[test]
    fn a_pattern_made_to_explode_takes_no_time() {
        let text = "a".repeat(20_000);
        let pattern = "%a".repeat(2_000) + "b";
        let started = std::time::Instant::now();
        assert!(!like(&text, &pattern));
        assert!(started.elapsed().as_secs() < 5);
    }

    #[test]
    fn case_and_accents_may_not_count() {
        let fold = Fold { case: true, accents: true };
        assert!(Pattern::new("CHIȘ_N%", fold).matches("chisinau", fold));
        assert!(Pattern::new("stras%", fold).matches("Straße", fold));
    }
}
