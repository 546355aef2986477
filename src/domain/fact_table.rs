//! The one table of what may be known of an asset: slug, label, how it is told, what a person may set it to.
//!
//! The record page, the audit trail, the preview of an import and the body of an edit all go by [`FACTS`]. To add a fact:
//! a field in [`AssetFacts`] and a row here.

use serde::{Deserialize, Serialize};
use time::Date;
use time::macros::format_description;

use crate::domain::asset::{
    AssetFacts, Condition, DisposalStatus, Heritage, Holding, Occupancy, Planning, RentReview, SpaceType, StepFree,
    TermOffered,
};
use crate::domain::source::{Fact, Quality, SourceId};

/// The longest text a person may set, in characters.
pub const LONGEST_TEXT: usize = 500;
/// The largest number a person may set: no floor, site or sum of money is as large.
pub const LARGEST_NUMBER: f64 = 1e12;
/// The longest lease, years.
const LONGEST_LEASE_YEARS: f64 = 10_000.0;

/// The value of a fact for programs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FactData {
    /// Yes or no.
    Yes(bool),
    /// A number in the unit of the fact.
    Number(f64),
    /// A slug, a day like `2026-11-21`, or words.
    Text(String),
    /// Several slugs.
    List(Vec<String>),
}

/// What a person may set a fact to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Takes {
    /// One of these slugs.
    OneOf(&'static [&'static str]),
    /// Any number of these slugs, at least one.
    SomeOf(&'static [&'static str]),
    /// A day like `2026-11-21`.
    Day,
    /// Words, at most [`LONGEST_TEXT`] characters.
    Words,
    /// A number from the first to the second; when the third is true, more than the first.
    Number(f64, f64, bool),
    /// True or false.
    YesOrNo,
    /// "freehold", or years as "25 years" or a number.
    Term,
}

/// A fact as it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// For people: "280 m2".
    pub words: String,
    /// For programs: 280, a slug, true.
    pub data: FactData,
    /// How far it can be trusted.
    pub quality: Quality,
    /// Where it was read.
    pub source: SourceId,
    /// The day it was true.
    pub as_at: Option<Date>,
    /// What a person took it from, in their words.
    pub evidence: Option<String>,
}

/// One thing that may be known of an asset.
pub struct FactRow {
    /// Its name for programs: the field of [`AssetFacts`].
    pub slug: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What a person may set it to.
    pub takes: Takes,
    /// Tells it; `None` when it is not known.
    pub tell: fn(&AssetFacts) -> Option<Told>,
    /// Sets it, with everything about the value from the pattern given; or says what would be right.
    pub(super) set: fn(&mut AssetFacts, &FactData, &Fact<()>) -> Result<(), String>,
    /// Copies it from the first to the second, known or not.
    pub(super) copy: fn(&AssetFacts, &mut AssetFacts),
}

/// How the values of one type are told and read.
struct Style<T> {
    takes: Takes,
    words: fn(&T) -> String,
    data: fn(&T) -> FactData,
    read: fn(&FactData) -> Option<T>,
}

macro_rules! row {
    ($field:ident, $label:literal, $style:expr) => {
        FactRow {
            slug: stringify!($field),
            label: $label,
            takes: $style.takes,
            tell: |facts| facts.$field.as_ref().map(|fact| tell(fact, &$style)),
            set: |facts, data, pattern| {
                facts.$field = Some(pattern.with(read(data, &$style)?));
                Ok(())
            },
            copy: |from, to| to.$field.clone_from(&from.$field),
        }
    };
}

/// A row whose value is a word of a vocabulary.
macro_rules! word {
    ($field:ident, $label:literal, $vocabulary:ident) => {
        row!(
            $field,
            $label,
            Style::<$vocabulary> {
                takes: Takes::OneOf($vocabulary::SLUGS),
                words: |value| value.label().to_owned(),
                data: |value| FactData::Text(value.slug().to_owned()),
                read: |data| text(data).and_then($vocabulary::from_slug),
            }
        )
    };
}

/// Everything that may be known, in the order in which it is shown. What is missing from an asset is a gap.
pub const FACTS: &[FactRow] = &[
    word!(occupancy, "Occupancy", Occupancy),
    word!(disposal_status, "What the owner intends", DisposalStatus),
    row!(available_from, "Available from", DAY),
    row!(unsafe_until, "Unsafe until", DAY),
    row!(reserved_for, "Reserved for", WORDS),
    word!(holding, "Land or building", Holding),
    row!(title, "Owner's title", WORDS),
    row!(space_types, "Kinds of space", SPACES),
    row!(usable_area_m2, "Usable floor area", SQUARE_METRES),
    row!(gross_internal_area_m2, "Gross internal floor area", SQUARE_METRES),
    row!(land_area_m2, "Site area", SQUARE_METRES),
    word!(condition, "Condition", Condition),
    word!(step_free, "Step-free access", StepFree),
    row!(shareable, "May be shared", YES_OR_NO),
    row!(energy_rating, "Energy rating", ENERGY),
    word!(heritage, "Heritage", Heritage),
    word!(planning, "Community use and planning", Planning),
    row!(planning_note, "Planning note", WORDS),
    row!(rateable_value_gbp, "Rateable value", POUNDS),
    row!(rent_gbp_per_year, "Rent asked", POUNDS_A_YEAR),
    row!(service_charge_gbp_per_year, "Service charge", POUNDS_A_YEAR),
    row!(running_cost_gbp_per_year, "Running cost", POUNDS_A_YEAR),
    row!(repair_backlog_gbp, "Repair backlog", POUNDS),
    row!(term_offered, "Term on offer", TERM),
    word!(rent_review, "Rent review", RentReview),
    row!(clawback_share, "Share of any rise the owner takes back", SHARE),
    row!(valuation_gbp, "Valuation", POUNDS_ABOVE_ZERO),
];

/// The row of a fact, by its slug.
#[must_use]
pub fn find(slug: &str) -> Option<&'static FactRow> {
    FACTS.iter().find(|row| row.slug == slug)
}

const DAY: Style<Date> = Style {
    takes: Takes::Day,
    words: Date::to_string,
    data: |day| FactData::Text(day.to_string()),
    read: |data| Date::parse(text(data)?, format_description!("[year]-[month]-[day]")).ok(),
};

const WORDS: Style<String> = Style {
    takes: Takes::Words,
    words: Clone::clone,
    data: |words| FactData::Text(words.clone()),
    read: |data| {
        let words = text(data)?.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = !words.is_empty() && words.chars().count() <= LONGEST_TEXT && !words.chars().any(char::is_control);
        fits.then_some(words)
    },
};

const ENERGY: Style<String> = Style {
    takes: Takes::OneOf(&["A+", "A", "B", "C", "D", "E", "F", "G"]),
    read: |data| {
        let letter = text(data)?;
        matches!(letter, "A+" | "A" | "B" | "C" | "D" | "E" | "F" | "G").then(|| letter.to_owned())
    },
    ..WORDS
};

const SPACES: Style<Vec<SpaceType>> = Style {
    takes: Takes::SomeOf(SpaceType::SLUGS),
    words: |kinds| kinds.iter().map(|kind| kind.label()).collect::<Vec<_>>().join(", "),
    data: |kinds| FactData::List(kinds.iter().map(|kind| kind.slug().to_owned()).collect()),
    read: |data| {
        let FactData::List(slugs) = data else { return None };
        let mut kinds: Vec<SpaceType> = Vec::new();
        for slug in slugs {
            let kind = SpaceType::from_slug(slug)?;
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        (!kinds.is_empty()).then_some(kinds)
    },
};

const YES_OR_NO: Style<bool> = Style {
    takes: Takes::YesOrNo,
    words: |yes| if *yes { "Yes" } else { "No" }.to_owned(),
    data: |yes| FactData::Yes(*yes),
    read: |data| if let FactData::Yes(yes) = data { Some(*yes) } else { None },
};

const SQUARE_METRES: Style<f64> = Style {
    takes: Takes::Number(0.0, LARGEST_NUMBER, true),
    words: |area| format!("{} m2", in_thousands(*area)),
    data: |area| FactData::Number(*area),
    read: |data| number(data).filter(|area| *area > 0.0 && *area <= LARGEST_NUMBER),
};

const POUNDS: Style<f64> = Style {
    takes: Takes::Number(0.0, LARGEST_NUMBER, false),
    words: |gbp| format!("£{}", in_thousands(*gbp)),
    read: |data| number(data).filter(|gbp| (0.0..=LARGEST_NUMBER).contains(gbp)),
    ..SQUARE_METRES
};

const POUNDS_ABOVE_ZERO: Style<f64> = Style { takes: SQUARE_METRES.takes, read: SQUARE_METRES.read, ..POUNDS };

const POUNDS_A_YEAR: Style<f64> = Style { words: |gbp| format!("£{} a year", in_thousands(*gbp)), ..POUNDS };

const SHARE: Style<f64> = Style {
    takes: Takes::Number(0.0, 1.0, false),
    words: |share| format!("{}%", (share * 100.0).round()),
    read: |data| number(data).filter(|share| (0.0..=1.0).contains(share)),
    ..POUNDS
};

const TERM: Style<TermOffered> = Style {
    takes: Takes::Term,
    words: |term| term_words(*term),
    data: |term| FactData::Text(term_words(*term)),
    read: |data| {
        let years = match data {
            FactData::Text(words) if words == "freehold" => return Some(TermOffered::Freehold),
            FactData::Text(words) => words.trim_end_matches("years").trim_end_matches("year").trim().parse().ok()?,
            other => number(other)?,
        };
        (years > 0.0 && years <= LONGEST_LEASE_YEARS).then_some(TermOffered::Years(years))
    },
};

fn text(data: &FactData) -> Option<&str> {
    if let FactData::Text(text) = data { Some(text) } else { None }
}

fn number(data: &FactData) -> Option<f64> {
    if let FactData::Number(number) = data { Some(*number) } else { None }
}

fn tell<T>(fact: &Fact<T>, style: &Style<T>) -> Told {
    Told {
        words: (style.words)(&fact.value),
        data: (style.data)(&fact.value),
        quality: fact.quality,
        source: fact.source.clone(),
        as_at: fact.as_at,
        evidence: fact.evidence.clone(),
    }
}

fn read<T>(data: &FactData, style: &Style<T>) -> Result<T, String> {
    (style.read)(data).ok_or_else(|| match style.takes {
        Takes::OneOf(words) => format!("it must be one of {}", words.join(", ")),
        Takes::SomeOf(words) => format!("it must be a list of at least one of {}", words.join(", ")),
        Takes::Day => "it must be a day like 2026-11-21".to_owned(),
        Takes::Words => format!("it must be words, at most {LONGEST_TEXT} characters"),
        Takes::Number(least, most, true) => format!("it must be a number above {least} and at most {most}"),
        Takes::Number(least, most, false) => format!("it must be a number from {least} to {most}"),
        Takes::YesOrNo => "it must be true or false".to_owned(),
        Takes::Term => "it must be \"freehold\" or a number of years above zero".to_owned(),
    })
}

/// "freehold", or "25 years".
#[must_use]
pub fn term_words(term: TermOffered) -> String {
    match term {
        TermOffered::Freehold => "freehold".to_owned(),
        TermOffered::Years(1.0) => "1 year".to_owned(),
        TermOffered::Years(years) => format!("{years} years"),
    }
}

/// Rounded to a whole number, with commas: 12,500. Small numbers keep one decimal.
#[must_use]
pub fn in_thousands(value: f64) -> String {
    if value.abs() < 100.0 && value.fract() != 0.0 {
        return format!("{value:.1}");
    }
    let digits = format!("{:.0}", value.abs());
    let mut grouped = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if value <= -0.5 { format!("-{grouped}") } else { grouped }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::{AssetFacts, FACTS, Fact, FactData, Quality, SourceId, Takes, in_thousands};

    fn pattern() -> Fact<()> {
        let source = SourceId::new("person:aldermere");
        Fact::new((), Quality::Surveyed, source, Some(date!(2026 - 11 - 22)))
    }

    /// Values that the table says a fact takes, the extremes among them.
    fn takings(takes: Takes) -> Vec<FactData> {
        let text = |text: &str| FactData::Text(text.to_owned());
        match takes {
            Takes::OneOf(slugs) => slugs.iter().map(|slug| text(slug)).collect(),
            Takes::SomeOf(slugs) => vec![FactData::List(slugs.iter().map(|slug| (*slug).to_owned()).collect())],
            Takes::Day => vec![text("2026-02-28"), text("0001-01-01")],
            Takes::Words => vec![text("Freehold"), text(&"é".repeat(super::LONGEST_TEXT))],
            Takes::Number(least, most, above) => {
                vec![FactData::Number(if above { f64::MIN_POSITIVE } else { least }), FactData::Number(most)]
            }
            Takes::YesOrNo => vec![FactData::Yes(true), FactData::Yes(false)],
            Takes::Term => vec![text("freehold"), text("1 year"), text("25 years"), FactData::Number(24.5)],
        }
    }

    #[test]
    fn amounts_are_written_with_commas_and_small_ones_with_a_decimal() {
        for (value, told) in [(0.0, "0"), (12.5, "12.5"), (280.0, "280"), (12_500.4, "12,500"), (1e6, "1,000,000")] {
            assert_eq!(in_thousands(value), told);
        }
    }

    #[test]
    fn every_fact_an_asset_may_have_has_a_row() {
        // Debug names each field, so a fact added to the domain and not to the table fails here.
        let named: Vec<String> = format!("{:#?}", AssetFacts::default())
            .lines()
            .filter_map(|line| Some(line.trim().split_once(':')?.0.to_owned()))
            .collect();
        let mut shown: Vec<&str> = FACTS.iter().map(|fact| fact.slug).collect();
        let mut named: Vec<&str> = named.iter().map(String::as_str).collect();
        shown.sort_unstable();
        named.sort_unstable();
        assert_eq!(shown, named);
    }

    #[test]
    fn what_a_fact_is_told_as_it_can_be_set_to_again() {
        for row in FACTS {
            for value in takings(row.takes) {
                let mut facts = AssetFacts::default();
                (row.set)(&mut facts, &value, &pattern()).unwrap_or_else(|why| panic!("{}: {why}", row.slug));
                let told = (row.tell)(&facts).expect("it was set");
                let mut again = AssetFacts::default();
                (row.set)(&mut again, &told.data, &pattern()).expect("it was told so");
                assert_eq!(facts, again, "{}", row.slug);
                let mut copied = AssetFacts::default();
                (row.copy)(&facts, &mut copied);
                assert_eq!(facts, copied, "{}", row.slug);
            }
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused_and_changes_nothing() {
        let text = |text: &str| FactData::Text(text.to_owned());
        let wrong = [
            text(""),
            text("no such word"),
            text("2026-02-30"),
            text("a\u{0}b"),
            text(&"x".repeat(501)),
            FactData::Number(-1.0),
            FactData::Number(f64::NAN),
            FactData::Number(f64::INFINITY),
            FactData::List(vec![]),
            FactData::List(vec!["hall".to_owned(), "no such word".to_owned()]),
        ];
        for row in FACTS {
            for value in &wrong {
                if matches!((row.takes, value), (Takes::Words, FactData::Text(words)) if !words.is_empty() && words.len() <= 500 && !words.contains('\0'))
                {
                    continue;
                }
                let mut facts = AssetFacts::default();
                assert!((row.set)(&mut facts, value, &pattern()).is_err(), "{} took {value:?}", row.slug);
                assert_eq!(facts, AssetFacts::default());
            }
        }
    }
}
