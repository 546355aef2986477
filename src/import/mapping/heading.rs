//! What a heading alone says: known spellings, with units and brackets, cut short, misspelt or run together.

use crate::domain::register::RegisterField;

use super::spellings::Spellings;

/// A heading as it is compared: letters and digits only, in lower case; one of nothing but signs ("#") as it stands.
pub fn normalised(heading: &str) -> String {
    let letters: String = heading.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
    if letters.is_empty() { heading.trim().to_owned() } else { letters }
}

/// How a heading was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// It is a known spelling.
    Known,
    /// It is one with a unit, a bracket or a number behind it.
    WithMore,
    /// It is the beginning of one, as dBase cuts headings after ten letters.
    CutShort,
    /// It is one with a typing error.
    Misspelt(String),
    /// It has one in it.
    PartOf(String),
    /// It speaks of a reference, a code or a number, which may be anything.
    Weak,
    /// It has a word in it that people use for the field.
    Hint(String),
    /// It says nothing, but the column beside it gives places together with this one.
    Beside,
    /// It speaks of a person or of something other than the asset.
    Other,
    /// It gives a unit that is not converted.
    Unit(&'static str),
}

/// One thing a heading may mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    /// The field, or `None` when it says that the column is of no use here.
    pub(super) field: Option<RegisterField>,
    /// How likely that is by the heading alone, from 0 to 1.
    pub(super) prior: f64,
    /// Its place among the spellings, to choose between two headings with one meaning.
    pub(super) place: usize,
    pub(super) how: How,
}

/// Words that make a heading one about a person, or about something other than the asset as it is.
const OTHER_THINGS: [&str; 33] = [
    "contact",
    "officer",
    "tenant",
    "lessee",
    "lessor",
    "landlord",
    "occupier",
    "liable",
    "email",
    "mail",
    "phone",
    "telephone",
    "mobile",
    "manager",
    "surveyor",
    "correspondence",
    "agent",
    "recipient",
    "applicant",
    "charity",
    "previous",
    "former",
    "old",
    "payer",
    "ratepayer",
    "person",
    "signed",
    "lsoa",
    "msoa",
    "ward",
    "parish",
    "constituency",
    "lad",
];

/// What this heading may mean, likeliest first; empty when it says nothing.
pub(super) fn candidates(heading: &str, spellings: &Spellings) -> Vec<Candidate> {
    let plain = normalised(heading);
    if let Some(known) = spellings.get(&plain) {
        return vec![Candidate { field: known.field, prior: 0.97, place: known.place, how: How::Known }];
    }
    let words = words(heading);
    let stem = |word: &String| word.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    if words.iter().any(|word| OTHER_THINGS.contains(&stem(word).as_str())) {
        return vec![Candidate { field: None, prior: 0.9, place: usize::MAX, how: How::Other }];
    }
    let mut found = Vec::new();
    found.extend(with_more(heading, &words, spellings));
    if found.is_empty() {
        found = cut_short(heading, spellings);
    }
    if found.is_empty() {
        found.extend(misspelt(&plain, spellings));
    }
    if found.is_empty() {
        found = parts(&words, spellings);
    }
    if found.is_empty() {
        found.extend(hint(&words, spellings));
    }
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    if found.is_empty() {
        // Somebody's reference is likelier the one of the asset than somebody's number is.
        let prior = match (has(&["ref", "reference", "id", "identifier"]), has(&["code", "number", "no"])) {
            (true, _) => 0.5,
            (false, true) => 0.3,
            (false, false) => return found,
        };
        let field = Some(RegisterField::Reference);
        found.push(Candidate { field, prior, place: usize::MAX, how: How::Weak });
    }
    found
}

/// A word of everyday language for what a column holds, in a heading that is no known spelling: "Situated at", "Empty?".
fn hint(words: &[String], spellings: &Spellings) -> Option<Candidate> {
    const HINTS: [(&str, RegisterField); 17] = [
        ("situated", RegisterField::Address),
        ("situation", RegisterField::Address),
        ("located", RegisterField::Address),
        ("location", RegisterField::Address),
        ("address", RegisterField::Address),
        ("whereabouts", RegisterField::Address),
        ("where", RegisterField::Address),
        ("pcode", RegisterField::Postcode),
        ("postcode", RegisterField::Postcode),
        ("uprn", RegisterField::Uprn),
        ("vacant", RegisterField::Occupancy),
        ("empty", RegisterField::Occupancy),
        ("void", RegisterField::Occupancy),
        ("unoccupied", RegisterField::Occupancy),
        ("occupied", RegisterField::Occupancy),
        ("freehold", RegisterField::Title),
        ("tenure", RegisterField::Title),
    ];
    let belongs = |field| spellings.all().any(|(_, known)| known.field == Some(field));
    let pair = |(at, word): (usize, &String)| words.get(at + 1).map(|next| format!("{word}{next}"));
    let said: Vec<String> = words.iter().cloned().chain(words.iter().enumerate().filter_map(pair)).collect();
    let (word, field) =
        HINTS.into_iter().find(|(word, field)| said.iter().any(|said| said == word) && belongs(*field))?;
    Some(Candidate { field: Some(field), prior: 0.6, place: usize::MAX, how: How::Hint(word.to_owned()) })
}

/// What "yes" and "no" mean under a heading that asks whether a place is empty, or whether it is occupied; `None` for
/// headings that ask both or neither.
pub(crate) fn yes_is_vacant(heading: &str) -> Option<bool> {
    let words = words(heading);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let empty = has(&["vacant", "vacancy", "empty", "void", "unoccupied", "unused", "disused"]);
    let occupied = has(&["occupied", "inhabited"]) || (has(&["in"]) && has(&["use"]));
    let denied = has(&["not", "non", "un", "part", "partly"]);
    (empty != occupied && !denied).then_some(empty)
}

/// The words of a heading in lower case: "SitePlanURL (old)" has the four words site, plan, url, old.
fn words(heading: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    let mut letters = heading.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_alphanumeric() {
            let starts = match before {
                Some(before) => {
                    let next_is_small = letters.peek().is_some_and(|next| next.is_lowercase());
                    letter.is_uppercase() && (before.is_lowercase() || (before.is_uppercase() && next_is_small))
                }
                None => true,
            };
            if starts {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
        before = Some(letter).filter(|letter| letter.is_alphanumeric());
    }
    words
}

/// What the number in a column is counted in, as far as its heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Hectares,
    SquareMetres,
    Other(&'static str),
}

/// The unit the last words of a heading give.
fn unit(words: &[String]) -> Option<(Unit, usize)> {
    let last = words.len().checked_sub(1)?;
    let two = last.checked_sub(1).map(|first| format!("{}{}", words[first], words[last]));
    let square = |text: &str| match text {
        "sqm" | "sqmetres" | "squaremetres" => Some(Unit::SquareMetres),
        "sqft" | "sqfeet" | "squarefeet" => Some(Unit::Other("square feet")),
        _ => None,
    };
    if let Some(found) = two.as_deref().and_then(square) {
        return Some((found, 2));
    }
    let found = match words[last].as_str() {
        "ha" | "hectares" | "hectare" => Unit::Hectares,
        "m2" | "m²" => Unit::SquareMetres,
        "acres" | "acre" => Unit::Other("acres"),
        "ft2" => Unit::Other("square feet"),
        other => square(other)?,
    };
    Some((found, 1))
}

/// A known spelling with a unit, something in brackets or a number behind it.
fn with_more(heading: &str, words: &[String], spellings: &Spellings) -> Option<Candidate> {
    let make = |field, place, prior| Candidate { field, prior, place, how: How::WithMore };
    if let Some((unit, length)) = unit(words) {
        let base = words[..words.len() - length].concat();
        let known = spellings.get(&base);
        let place = known.map_or(usize::MAX, |known| known.place);
        let says = |parts: &[&str]| parts.iter().any(|part| base.contains(part));
        let speaks_of_area = base.is_empty() || says(&["area", "size", "space", "extent", "land", "site"]);
        let inside = says(&["floor", "building", "internal", "gia"]);
        return match unit {
            Unit::Other(name) if speaks_of_area => {
                Some(Candidate { field: None, prior: 0.9, place, how: How::Unit(name) })
            }
            Unit::Hectares if speaks_of_area && !inside => Some(make(Some(RegisterField::Hectares), place, 0.9)),
            Unit::SquareMetres if says(&["usable", "netinternal", "nia"]) => {
                Some(make(Some(RegisterField::UsableArea), place, 0.9))
            }
            Unit::SquareMetres
                if inside && spellings.all().any(|(_, k)| k.field == Some(RegisterField::BuildingSize)) =>
            {
                Some(make(Some(RegisterField::BuildingSize), place, 0.9))
            }
            Unit::SquareMetres if speaks_of_area && !inside => Some(make(Some(RegisterField::LandAreaM2), place, 0.8)),
            _ => None,
        };
    }
    // What stands before a bracket, a colon or a question mark is the heading; what follows explains it.
    let before = heading.split(['(', '[', ':', '?']).next().unwrap_or("");
    let number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let unnumbered: Vec<&str> = words.iter().rev().skip_while(|word| number(word)).map(String::as_str).collect();
    let unnumbered: String = unnumbered.into_iter().rev().collect();
    let unnumbered = unnumbered.trim_end_matches(|c: char| c.is_ascii_digit());
    let metres = words
        .split_last()
        .filter(|(last, _)| matches!(last.as_str(), "m" | "metres" | "gbp"))
        .map(|(_, rest)| rest.concat());
    let tries = [(Some(normalised(before)), 0.92), (metres, 0.9), (Some(unnumbered.to_owned()), 0.75)];
    tries.into_iter().find_map(|(base, prior)| {
        let known = spellings.get(&base?)?;
        // One of several: "Address 7" is a line of the address.
        let line = known.field == Some(RegisterField::Address) && prior < 0.8;
        Some(make(if line { Some(RegisterField::AddressLine) } else { known.field }, known.place, prior))
    })
}

/// dBase keeps ten letters of a heading, or eight and a number when two would be the same.
fn cut_short(heading: &str, spellings: &Spellings) -> Vec<Candidate> {
    let trimmed = heading.trim();
    if trimmed.len() != 10 {
        return Vec::new();
    }
    let numbered = trimmed.rsplit_once('_').filter(|(_, digits)| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let start = normalised(numbered.map_or(trimmed, |(start, _)| start));
    if start.len() < 7 {
        return Vec::new();
    }
    let mut found: Vec<Candidate> = Vec::new();
    for (_, known) in spellings.all().filter(|(spelling, _)| spelling.starts_with(&start)) {
        if found.iter().all(|earlier| earlier.field != known.field) {
            found.push(Candidate { field: known.field, prior: 0.85, place: known.place, how: How::CutShort });
        }
    }
    if found.len() > 1 {
        for candidate in &mut found {
            candidate.prior = 0.5;
        }
    }
    found
}

/// Shorter headings than this are not searched for typing errors: too many words differ in one letter.
const LONG_ENOUGH_FOR_ERRORS: usize = 7;

fn misspelt(plain: &str, spellings: &Spellings) -> Option<Candidate> {
    if plain.len() < LONG_ENOUGH_FOR_ERRORS {
        return None;
    }
    let near =
        |(spelling, _): &(&str, _)| spelling.len() >= LONG_ENOUGH_FOR_ERRORS && is_one_slip_away(plain, spelling);
    let (spelling, known) = spellings.all().find(near)?;
    let how = How::Misspelt(spelling.to_owned());
    Some(Candidate { field: known.field, prior: 0.82, place: known.place, how })
}

/// Whether one letter added, left out, changed or exchanged with its neighbour makes one text of the other.
pub(crate) fn is_one_slip_away(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same_start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same_start..], &other[same_start..]);
    let same_end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - same_end], &other[..other.len() - same_end]);
    match (one, other) {
        ([a, b], [c, d]) => a == d && b == c,
        (one, other) => one.len() <= 1 && other.len() <= 1,
    }
}

/// Known spellings at the beginning and the end of a heading of several words: of two rows joined, or run together.
fn parts(words: &[String], spellings: &Spellings) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut add = |part: String, prior: f64| {
        let Some(known) = spellings.get(&part) else { return };
        let of_a_pair = matches!(known.field, Some(RegisterField::X | RegisterField::Y));
        if (part.len() >= 4 || of_a_pair) && found.iter().all(|earlier| earlier.field != known.field) {
            found.push(Candidate { field: known.field, prior, place: known.place, how: How::PartOf(part) });
        }
    };
    // The longest end first: of "Location Easting" the last words say what is in the column.
    for at in 1..words.len() {
        add(words[at..].concat(), 0.75);
    }
    for at in (1..words.len()).rev() {
        add(words[..at].concat(), 0.45);
    }
    found
}

#[cfg(test)]
mod tests;
