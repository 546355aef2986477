//! What in a text tells where something is: house numbers, postcodes, UPRNs, coordinates, grid references.
//!
//! Registers write these into names, notes and references, glued to words and punctuation in every way. So the rule is
//! turned round: of a text to be made coarse, a run of letters and digits stays only if it holds no digit, or is known to
//! tell no place (an ordinal, a postcode district). A number too many is lost; none that tells is kept.

use crate::domain::postcode::Postcode;

/// Words that a number or single letter of a part of a building follows: "Unit 3b", "Flat C".
const UNIT_WORDS: [&str; 21] = [
    "unit",
    "units",
    "flat",
    "flats",
    "apartment",
    "apt",
    "plot",
    "room",
    "block",
    "suite",
    "shop",
    "stall",
    "garage",
    "studio",
    "workshop",
    "house",
    "number",
    "no",
    "nos",
    "bay",
    "pitch",
];

/// Words that name a street, with which a number is an address.
const STREET_WORDS: [&str; 20] = [
    "road", "rd", "street", "st", "lane", "ln", "avenue", "ave", "drive", "close", "way", "place", "grove", "crescent",
    "terrace", "square", "court", "gardens", "mews", "walk",
];

/// Digits of the shortest UPRNs that councils of our time were given: Liverpool's begin with 38 and have eight.
const LEAST_UPRN_DIGITS: usize = 8;

/// Words of references that say nothing of which place it is.
const REFERENCE_WORDS: [&str; 10] =
    ["land", "and", "building", "buildings", "asset", "property", "site", "reference", "ref", "number"];

/// The text without house and unit numbers, with postcodes cut to their outward part, without UPRNs, coordinates, grid
/// references, title and application numbers, web and e-mail addresses. Made coarse again, it stays as it is.
#[must_use]
pub fn without_exact_place(text: &str) -> String {
    let once = |text: &str| {
        let segments = text.split([',', ';', '\n']).map(coarse_segment);
        segments.filter(|segment| !segment.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let mut coarse = once(text);
    // What is left may stand side by side as something that tells again; each round leaves less.
    loop {
        let again = once(&coarse);
        if again == coarse {
            return coarse;
        }
        coarse = again;
    }
}

fn coarse_segment(segment: &str) -> String {
    let words: Vec<&str> = segment.split_whitespace().collect();
    let mut kept: Vec<String> = Vec::with_capacity(words.len());
    let mut after_unit = false;
    let mut index = 0;
    while let Some(rest) = words.get(index..).filter(|rest| !rest.is_empty()) {
        if let Some((postcode, taken)) = whole_postcode(rest) {
            kept.push(postcode.outward().to_owned());
            after_unit = false;
            index += taken;
            continue;
        }
        index += 1;
        for word in coarse_word(rest[0], after_unit) {
            after_unit = UNIT_WORDS.contains(&bare(&word).to_lowercase().as_str());
            kept.push(word);
        }
    }
    kept.join(" ")
}

/// The whole postcode that the first words spell, however divided ("L8 6QJ.", "L8-6QJ", "L8 6 QJ"), and how many words
/// that is.
fn whole_postcode(words: &[&str]) -> Option<(Postcode, usize)> {
    (1..=words.len().min(3)).rev().find_map(|count| {
        let letters = words[..count].iter().flat_map(|word| word.chars()).filter(|c| c.is_alphanumeric());
        let postcode = Postcode::of_letters(letters).filter(Postcode::is_whole)?;
        words[..count].iter().all(|word| word.chars().any(char::is_alphanumeric)).then_some((postcode, count))
    })
}

/// What may stay of a word: all of it, the parts of it without digits, or nothing.
fn coarse_word(word: &str, after_unit: bool) -> Vec<String> {
    if is_address_of_another_kind(word) {
        return Vec::new();
    }
    let plain = bare(word);
    if !word.chars().any(char::is_numeric) {
        let is_letter = plain.chars().count() == 1 && plain.chars().all(char::is_alphabetic);
        return if after_unit && is_letter { Vec::new() } else { vec![word.to_owned()] };
    }
    let is_district = !after_unit && Postcode::parse(plain).is_some_and(|postcode| !postcode.is_whole());
    if is_ordinal(plain) || is_district {
        return vec![word.to_owned()];
    }
    let runs = word.split(|c: char| !c.is_alphanumeric());
    let telling_nothing = |run: &&str| run.chars().count() >= 3 && !run.chars().any(char::is_numeric);
    runs.filter(telling_nothing).map(str::to_owned).collect()
}

/// "1st", "22nd".
fn is_ordinal(plain: &str) -> bool {
    let digits = plain.chars().take_while(char::is_ascii_digit).count();
    let ending = plain.get(digits..).unwrap_or_default().to_ascii_lowercase();
    (1..=2).contains(&digits) && matches!(ending.as_str(), "st" | "nd" | "rd" | "th")
}

/// A web or e-mail address, or three words that name a square of the map ("filled.count.soap").
fn is_address_of_another_kind(word: &str) -> bool {
    let parts = || bare(word).split('.');
    let is_three_words =
        parts().count() == 3 && parts().all(|part| part.len() > 1 && part.chars().all(char::is_alphabetic));
    word.contains("://") || word.contains("www.") || word.contains('@') || is_three_words
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a reference tells where the asset is: it holds the asset's UPRN or a number as long as one, a whole postcode,
/// coordinates, a grid reference, or an address.
#[must_use]
pub fn tells_place(reference: &str, uprn: Option<u64>) -> bool {
    let runs: Vec<&str> = reference.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()).collect();
    let numbers = || reference.split(|c: char| !c.is_numeric()).filter(|run| !run.is_empty());
    let has_number = numbers().next().is_some();
    let is_uprn = |digits: &str| {
        let significant = digits.trim_start_matches('0');
        significant.len() >= LEAST_UPRN_DIGITS || (uprn.is_some() && significant.parse().ok() == uprn)
    };
    let has_postcode = || (0..runs.len()).any(|at| whole_postcode(&runs[at..]).is_some());
    let has_grid_pair = || {
        let is_half = |digits: &str| matches!(digits.len(), 6 | 7);
        numbers().zip(numbers().skip(1)).any(|(east, north)| is_half(east) && is_half(north))
    };
    let has_grid_letters = || (0..runs.len()).any(|at| is_grid_reference(&runs[at..]));
    let has_address = || {
        let is_street = |run: &&str| is_one_of(run, &STREET_WORDS);
        has_number && runs.iter().any(is_street)
    };
    // A number among words is a name or an address, not a reference.
    let is_word = |run: &&str| run.len() >= 3 && run.chars().all(char::is_alphabetic);
    let is_telling = |run: &&str| !is_one_of(run, &REFERENCE_WORDS);
    let is_prose = || has_number && runs.iter().copied().filter(is_word).filter(is_telling).count() >= 2;
    numbers().any(is_uprn)
        || reference.as_bytes().windows(4).any(|letters| letters.eq_ignore_ascii_case(b"uprn"))
        || reference.split_whitespace().any(is_address_of_another_kind)
        || is_prose()
        || has_postcode()
        || has_grid_pair()
        || has_degrees(reference)
        || has_grid_letters()
        || has_address()
}

/// Whether a word is one of some in lower case, however it is written.
fn is_one_of(word: &str, words: &[&str]) -> bool {
    if word.is_ascii() {
        return words.iter().any(|known| word.eq_ignore_ascii_case(known));
    }
    words.contains(&word.to_lowercase().as_str())
}

/// A number of degrees to a hundred metres or closer: at least three decimals.
fn has_degrees(text: &str) -> bool {
    let mut parts = text.split('.');
    let mut before = parts.next().unwrap_or_default();
    for after in parts {
        let whole = before.chars().rev().take_while(char::is_ascii_digit).count();
        let decimals = after.chars().take_while(char::is_ascii_digit).count();
        if (1..=2).contains(&whole) && decimals >= 3 {
            return true;
        }
        before = after;
    }
    false
}

/// "SJ349902", "SJ 349 902": two letters of a 100 km square of Great Britain and an even number of digits, six or more.
fn is_grid_reference(runs: &[&str]) -> bool {
    let Some((first, rest)) = runs.split_first() else { return false };
    let letters = first.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, glued) = first.split_at(letters);
    let in_britain = matches!(letters.as_bytes(), [b's' | b't' | b'n' | b'h' | b'o' | b'S' | b'T' | b'N' | b'H' | b'O', second]
        if !second.eq_ignore_ascii_case(&b'i'));
    if !in_britain {
        return false;
    }
    let digits = if glued.is_empty() { rest.iter().take(2).copied().collect() } else { glued.to_owned() };
    let even = digits.len() >= 6 && digits.len() <= 10 && digits.len().is_multiple_of(2);
    even && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{tells_place, without_exact_place};

    #[test]
    fn house_numbers_and_inward_postcodes_are_withheld() {
        let cases = [
            ("12 Berkeley Mews, High Street", "Berkeley Mews, High Street"),
            ("12-14 Park Road, Liverpool L8 6QJ", "Park Road, Liverpool L8"),
            ("Unit 3b, Dock Road, CH41 1AA", "Unit, Dock Road, CH41"),
            ("1st Aigburth Scout Hut", "1st Aigburth Scout Hut"),
            ("Former Library\n90, Townsend Lane", "Former Library, Townsend Lane"),
            ("L86QJ", "L8"),
            ("Depot (L86QJ).", "Depot L8"),
            ("Park Road L8-6QJ.", "Park Road L8"),
            ("Park Road L8 6 QJ", "Park Road L8"),
            ("No.7/9 Dock Road", "Dock Road"),
            ("Flat C Elm Court", "Flat Elm Court"),
            ("Unit A3 Dock Estate", "Unit Dock Estate"),
            ("Use class F2, E", "Use class F2, E"),
            ("UPRN:40000012345 Hall", "UPRN Hall"),
            ("Hall at SJ 3490 9020 (53.4012,-2.9812)", "Hall at SJ"),
            ("SJ34909020 ///filled.count.soap", ""),
            ("Title MS123456, see www.example.org/12", "Title, see"),
            ("Ask k.jones@example.org", "Ask"),
            ("Granted 21/01234/FUL", "Granted FUL"),
            ("Hall １２ Dock Road", "Hall Dock Road"),
        ];
        for (given, expected) in cases {
            assert_eq!(without_exact_place(given), expected, "{given}");
        }
    }

    #[test]
    fn a_reference_tells_by_uprn_postcode_coordinates_or_address_and_not_by_its_numbers() {
        for reference in [
            "40000012345",
            "UPRN-000040000012345",
            "U/40123",
            "L8 6QJ",
            "HALL-L86QJ-1",
            "334900 390200",
            "334900390200",
            "0334900/0390200",
            "53.40123,-2.98123",
            "SJ349902",
            "sj 349 902",
            "12 Dock Road",
            "Old hall 12",
            "38012345",
            "uprn 7",
            "https://example.org/12",
        ] {
            assert!(tells_place(reference, Some(40_123)), "{reference}");
        }
        for reference in
            ["12/70001/Land and Building", "A/1", "REF/12", "CE2E5 0021", "00012345", "Asset 7", "2017-0042", "v1.25"]
        {
            assert!(!tells_place(reference, Some(40_123)), "{reference}");
        }
    }

    proptest! {
        #[test]
        fn no_number_survives_but_ordinals_and_districts(text in "[ A-Za-z0-9,./:;()#@'-]{0,60}") {
            let coarse = without_exact_place(&text);
            for word in coarse.split_whitespace() {
                let plain = super::bare(word);
                let is_district = super::Postcode::parse(plain).is_some_and(|postcode| !postcode.is_whole());
                prop_assert!(
                    !word.chars().any(char::is_numeric) || super::is_ordinal(plain) || is_district,
                    "{text:?} became {coarse:?}"
                );
            }
            prop_assert_eq!(without_exact_place(&coarse), coarse);
        }
    }
}
