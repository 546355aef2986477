//! Every parameter, declared once: the same data parses it, refuses what it does not know and documents it.
//!
//! To add a parameter: a `pub static` here, its name in the list of the routes that take it (`mod.rs`), and a read of it in
//! their handlers.

use serde_json::{Value, json};
use time::Date;

use crate::api::body::NO_NUL;
use crate::api::problem::{CONFLICTING_PARAMETER, INVALID_PARAMETER, Problem, UNKNOWN_PARAMETER};
use crate::api::values::{
    count, crs, cursor_of, cursor_text, day, names, names_schema, numbers, sides, slugs, square_metres, words,
    words_or_unknown, words_schema,
};
use crate::domain::asset::{DisposalStatus, Occupancy, SpaceType};
use crate::domain::criteria::Weights;
use crate::domain::enquiry::EnquiryState;
use crate::domain::fact_table::LARGEST_NUMBER;
use crate::domain::imported::{FileKind, RowOutcome};
use crate::domain::indices::Edition;
use crate::domain::need::Purpose;
use crate::features::Crs;
use crate::features::interval::Interval;

/// One parameter whose values are `T`.
pub struct Parameter<T: 'static> {
    /// Its name in the address.
    pub name: &'static str,
    /// Where it is given.
    pub place: Place,
    /// What it does, in a sentence or two.
    pub about: &'static str,
    /// Its JSON Schema, as OpenAPI 3.0 writes it.
    pub schema: fn() -> Value,
    /// Reads a value; an error is a sentence that says what would be right.
    pub parse: fn(&str) -> Result<T, String>,
}

/// Where a parameter is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// After the question mark.
    Query,
    /// In the path, between braces.
    Path,
}

/// A parameter of any type, as tables of them hold it.
pub trait Declared: Sync {
    /// Its name.
    fn name(&self) -> &'static str;
    /// Where it is given.
    fn place(&self) -> Place;
    /// Whether a value can be used.
    ///
    /// # Errors
    /// A sentence that says what would be right.
    fn check(&self, text: &str) -> Result<(), String>;
    /// Its OpenAPI parameter object.
    fn document(&self) -> Value;
}

impl<T> Declared for Parameter<T> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn place(&self) -> Place {
        self.place
    }

    fn check(&self, text: &str) -> Result<(), String> {
        (self.parse)(text).map(|_| ())
    }

    fn document(&self) -> Value {
        let (place, style) = match self.place {
            Place::Query => ("query", "form"),
            Place::Path => ("path", "simple"),
        };
        json!({
            "name": self.name, "in": place, "required": self.place == Place::Path, "description": self.about,
            "style": style, "explode": false, "schema": (self.schema)(),
        })
    }
}

/// The parameters of one request, every one known to its route and checked.
#[derive(Clone, Debug, Default)]
pub struct Given {
    values: Vec<(&'static str, String)>,
    /// What an open route was given besides, each name once.
    pub others: Vec<(String, String)>,
}

impl Given {
    /// Holds pairs of names and values, percent-decoded, against the parameters a route declares. An open route takes other
    /// names too: what they mean depends on what is asked, so its handler holds them against that.
    ///
    /// # Errors
    /// A problem naming the parameter: unknown, given twice with different values, or not usable.
    pub fn check(pairs: &[(String, String)], declared: &[&'static dyn Declared], open: bool) -> Result<Self, Problem> {
        let mut given = Self::default();
        for (name, text) in pairs {
            let shown: String = name.chars().take(60).collect();
            let parameter = declared.iter().find(|parameter| parameter.name() == name);
            let earlier = match parameter {
                Some(_) => given.text(name),
                None if !open => return Err(unknown(name, query_names(declared).map(str::to_owned))),
                None => given.others.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str()),
            };
            match earlier {
                // Some proxies and clients repeat a parameter; the same value twice leaves no doubt.
                Some(earlier) if earlier == text => continue,
                Some(_) => {
                    let detail = format!("{shown} is given more than once with different values.");
                    return Err(Problem::new(CONFLICTING_PARAMETER, detail).at(&shown));
                }
                None if text.contains('\0') => {
                    return Err(Problem::new(INVALID_PARAMETER, format!("{shown}: {NO_NUL}.")).at(&shown));
                }
                None => {}
            }
            let Some(parameter) = parameter else {
                given.others.push((name.clone(), text.clone()));
                continue;
            };
            parameter.check(text).map_err(|reason| {
                Problem::new(INVALID_PARAMETER, format!("{}: {reason}.", parameter.name())).at(parameter.name())
            })?;
            given.values.push((parameter.name(), text.clone()));
        }
        Ok(given)
    }

    /// Every name with its value, the declared ones first.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let declared = self.values.iter().map(|(name, text)| (*name, text.as_str()));
        declared.chain(self.others.iter().map(|(name, text)| (name.as_str(), text.as_str())))
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str())
    }

    /// The value of a parameter, when it is given.
    #[must_use]
    pub fn read<T>(&self, parameter: &Parameter<T>) -> Option<T> {
        // Checked when the request came in, so an error cannot come up here.
        self.text(parameter.name).and_then(|text| (parameter.parse)(text).ok())
    }
}

/// The names that may stand after the question mark.
pub fn query_names(declared: &[&'static dyn Declared]) -> impl Iterator<Item = &'static str> {
    declared.iter().filter(|parameter| parameter.place() == Place::Query).map(|parameter| parameter.name())
}

/// A name that means nothing at an address that takes these.
#[must_use]
pub fn unknown(name: &str, known: impl Iterator<Item = String>) -> Problem {
    let shown: String = name.chars().take(60).collect();
    let known: Vec<String> = known.collect();
    let hint = if known.is_empty() {
        "This address takes no parameters.".to_owned()
    } else {
        format!("This address takes: {}.", known.join(", "))
    };
    Problem::new(UNKNOWN_PARAMETER, format!("There is no parameter \"{shown}\" here. {hint}")).at(shown)
}

/// The largest page of a collection.
pub const MOST_ITEMS: u64 = 10_000;
/// A page of a collection, unless asked otherwise.
pub const USUAL_ITEMS: u64 = 100;
/// The longest list of matches.
pub const MOST_MATCHES: u64 = 200;
/// A list of matches, unless asked otherwise.
pub const USUAL_MATCHES: u64 = 20;
/// The longest text to search for, in characters.
const LONGEST_TEXT: usize = 200;

/// How many features on a page. Also the paging hint that GIS clients look for under `components.parameters.limit`: QGIS takes
/// the largest page there may be when no default is told, and a tenth of that when one is.
pub static LIMIT: Parameter<usize> = Parameter {
    name: "limit",
    place: Place::Query,
    about: "How many features on a page: 100 unless asked otherwise. A number above the maximum is read as the maximum.",
    schema: || json!({ "type": "integer", "minimum": 1, "maximum": MOST_ITEMS }),
    parse: |text| count(text, MOST_ITEMS),
};

/// The longest name of a file or publisher.
const LONGEST_NAME: usize = 200;

/// How many matches.
pub static MATCH_LIMIT: Parameter<usize> = Parameter {
    name: "limit",
    place: Place::Query,
    about: "How many matches. A number above the maximum is read as the maximum.",
    schema: || json!({ "type": "integer", "minimum": 1, "maximum": MOST_MATCHES, "default": USUAL_MATCHES }),
    parse: |text| count(text, MOST_MATCHES),
};

/// The most features of one layer that are told to be near.
const MOST_NEAR: u64 = 20;
/// As many are, unless asked otherwise.
pub const USUAL_NEAR: u64 = 3;

/// How many features of each layer.
pub static NEAR_LIMIT: Parameter<usize> = Parameter {
    name: "limit",
    place: Place::Query,
    about: "How many features of each layer. A number above the maximum is read as the maximum.",
    schema: || json!({ "type": "integer", "minimum": 1, "maximum": MOST_NEAR, "default": USUAL_NEAR }),
    parse: |text| count(text, MOST_NEAR),
};

/// The most places that are told.
const MOST_PLACES: u64 = 20;
/// As many are, unless asked otherwise.
pub const USUAL_PLACES: u64 = 8;

/// How many places.
pub static PLACE_LIMIT: Parameter<usize> = Parameter {
    name: "limit",
    place: Place::Query,
    about: "How many places. A number above the maximum is read as the maximum.",
    schema: || json!({ "type": "integer", "minimum": 1, "maximum": MOST_PLACES, "default": USUAL_PLACES }),
    parse: |text| count(text, MOST_PLACES),
};

/// The day that dated rules are asked for.
pub static ON: Parameter<Date> = Parameter {
    name: "on",
    place: Place::Query,
    about: "The day, such as 2026-11-22: today unless said.",
    schema: day_schema,
    parse: day,
};

/// The day of an owner's notice.
pub static NOTICE_ON: Parameter<Date> = Parameter {
    name: "notice_on",
    place: Place::Query,
    about: "The day the owner told the council that it wishes to sell, which starts the clocks of a listing.",
    schema: day_schema,
    parse: day,
};

/// What would be paid.
pub static CONSIDERATION: Parameter<f64> = Parameter {
    name: "consideration_gbp",
    place: Place::Query,
    about: "What would be paid, GBP: with a valuation, it tells what the price gives up.",
    schema: || json!({ "type": "number", "minimum": 0, "maximum": LARGEST_NUMBER }),
    parse: |text| {
        let number = text.trim().parse::<f64>().ok().filter(|gbp| (0.0..=LARGEST_NUMBER).contains(gbp));
        number.ok_or_else(|| format!("a number of pounds from 0 to {LARGEST_NUMBER}"))
    },
};

fn day_schema() -> Value {
    json!({ "type": "string", "format": "date" })
}

/// The longest page of a worklist.
const MOST_WORK: u64 = 200;
/// A page of a worklist, unless asked otherwise.
pub const USUAL_WORK: u64 = 25;

/// How many assets on a page of a worklist.
pub static WORK_LIMIT: Parameter<usize> = Parameter {
    name: "limit",
    place: Place::Query,
    about: "How many assets on a page. A number above the maximum is read as the maximum.",
    schema: || json!({ "type": "integer", "minimum": 1, "maximum": MOST_WORK, "default": USUAL_WORK }),
    parse: |text| count(text, MOST_WORK),
};

/// Whose stock.
pub static WORK_COUNCIL: Parameter<String> = Parameter {
    name: "council",
    place: Place::Query,
    about: "Whose stock, by name; without it that of the first council the caller works for.",
    schema: || json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_NAME }),
    parse: |text| match text.chars().count() {
        1..=LONGEST_NAME if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        _ => Err(format!("the name of a council, at most {LONGEST_NAME} characters")),
    },
};

/// Where a page of a worklist begins.
pub static WORK_ASSET: Parameter<String> = Parameter {
    name: "asset",
    place: Place::Query,
    about: "The id of an asset of that stock for the page to begin with.",
    schema: || json!({ "type": "string" }),
    parse: |text| Ok(text.to_owned()),
};

/// Stages of a worklist.
pub static STAGE: Parameter<Vec<Option<DisposalStatus>>> = Parameter {
    name: "stage",
    place: Place::Query,
    about: "Only where the owner intends one of these, separated by commas.",
    schema: STATUS.schema,
    parse: STATUS.parse,
};

/// Whether something stands in the way.
pub static BLOCKED: Parameter<bool> = Parameter {
    name: "blocked",
    place: Place::Query,
    about: "Only what is blocked (true), or only what is not (false).",
    schema: || json!({ "type": "boolean" }),
    parse: |text| text.parse().map_err(|_| "true or false".to_owned()),
};

/// What a place is called.
pub static CALLED: Parameter<String> = Parameter {
    name: "q",
    place: Place::Query,
    about: "What the place is called: `L8 1TH`, `L8`, `Toxteth`, or its official code. In any case.",
    schema: || json!({ "type": "string", "maxLength": LONGEST_TEXT }),
    parse: |text| match text.chars().count() {
        0..=LONGEST_TEXT => Ok(text.to_owned()),
        _ => Err(format!("at most {LONGEST_TEXT} characters")),
    },
};

/// The next page.
pub static CURSOR: Parameter<String> = Parameter {
    name: "cursor",
    place: Place::Query,
    about: "Where the page begins; taken from the `next` link of the page before and not to be made up.",
    schema: || json!({ "type": "string" }),
    parse: cursor_of,
};

/// Another page of features.
pub static PAGE_CURSOR: Parameter<String> = Parameter {
    name: "cursor",
    place: Place::Query,
    about: "Where the page begins or ends; taken from the `next` or `prev` link of another page and not to be made up.",
    schema: CURSOR.schema,
    parse: cursor_text,
};

/// A box.
pub static BBOX: Parameter<Vec<f64>> = Parameter {
    name: "bbox",
    place: Place::Query,
    about: "Only features that touch this box: west, south, east, north in degrees, or in the order of the axes of bbox-crs; with \
            six numbers the third and sixth are heights and do not matter. In degrees, west above east crosses the \
            antimeridian. Features that are nowhere match.",
    schema: || json!({ "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 6 }),
    parse: sides,
};

/// The system of a box.
pub static BBOX_CRS: Parameter<Crs> = Parameter {
    name: "bbox-crs",
    place: Place::Query,
    about: "The coordinate system of bbox. EPSG:4326 and EPSG:4258 are latitude first.",
    schema: crs_schema,
    parse: crs,
};

/// The system of an answer.
pub static CRS: Parameter<Crs> = Parameter {
    name: "crs",
    place: Place::Query,
    about: "The coordinate system of the answer. EPSG:4326 and EPSG:4258 are latitude first.",
    schema: crs_schema,
    parse: crs,
};

fn crs_schema() -> Value {
    json!({ "type": "string", "format": "uri", "enum": Crs::ALL.map(Crs::uri), "default": Crs::Crs84.uri() })
}

/// A collection by its name.
pub static COLLECTION: Parameter<String> = Parameter {
    name: "collection",
    place: Place::Path,
    about: "The name of a collection.",
    schema: || json!({ "type": "string" }),
    parse: |text| Ok(text.to_owned()),
};

/// A moment or a span of time.
pub static DATETIME: Parameter<Interval> = Parameter {
    name: "datetime",
    place: Place::Query,
    about: "A moment or a span (RFC 3339; `..` or nothing for an open end). Only features of that time, and those of which no time \
            is known; /schema tells which property is the time.",
    schema: || json!({ "type": "string" }),
    parse: |text| Interval::parse(text).map_err(|error| error.to_string()),
};

/// An expression that must hold.
pub static FILTER: Parameter<String> = Parameter {
    name: "filter",
    place: Place::Query,
    about: "Only features for which this CQL2 expression surely holds: `usable_area_m2 > 200 AND borough = 'Wirral'`. \
            /queryables tells the properties. At most 8 kB of text or 16 kB of JSON, 32 levels and 256 parts.",
    schema: || json!({ "type": "string" }),
    parse: |text| Ok(text.to_owned()),
};

/// How an expression is written.
pub static FILTER_LANG: Parameter<FilterLanguage> = Parameter {
    name: "filter-lang",
    place: Place::Query,
    about: "How the filter is written.",
    schema: || json!({ "type": "string", "enum": ["cql2-text", "cql2-json"], "default": "cql2-text" }),
    parse: |text| match text {
        "cql2-text" => Ok(FilterLanguage::Text),
        "cql2-json" => Ok(FilterLanguage::Json),
        _ => Err("one of cql2-text, cql2-json".to_owned()),
    },
};

/// How a filter is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilterLanguage {
    /// CQL2 text.
    #[default]
    Text,
    /// CQL2 JSON.
    Json,
}

/// The system of the shapes in an expression.
pub static FILTER_CRS: Parameter<Crs> = Parameter {
    name: "filter-crs",
    place: Place::Query,
    about: "The coordinate system of shapes in the filter. EPSG:4326 and EPSG:4258 are latitude first.",
    schema: crs_schema,
    parse: crs,
};

/// The order of features.
pub static SORTBY: Parameter<String> = Parameter {
    name: "sortby",
    place: Place::Query,
    about: "Properties to sort by, separated by commas, `-` in front for the largest first: `-usable_area_m2,name`. What is not \
            known comes last; what is equal in all of them is in order of key.",
    schema: || json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 }),
    parse: |text| {
        if text.is_empty() { Err("names of properties, separated by commas".to_owned()) } else { Ok(text.to_owned()) }
    },
};

/// Words to look for.
pub static TEXT: Parameter<String> = Parameter {
    name: "q",
    place: Place::Query,
    about: "Only features in whose names, addresses or keys all these words occur, in any case.",
    schema: || json!({ "type": "string", "maxLength": LONGEST_TEXT }),
    parse: |text| match text.chars().count() {
        0..=LONGEST_TEXT => Ok(text.to_owned()),
        _ => Err(format!("at most {LONGEST_TEXT} characters")),
    },
};

/// Boroughs by name.
pub static BOROUGH: Parameter<Vec<String>> = Parameter {
    name: "borough",
    place: Place::Query,
    about: "Only in one of these boroughs, by name, separated by commas; \"unknown\" stands for those in none.",
    schema: names_schema,
    parse: names,
};

/// Owners by name.
pub static OWNER: Parameter<Vec<String>> = Parameter {
    name: "owner",
    place: Place::Query,
    about: "Only held by one of these owners, by name, separated by commas.",
    schema: names_schema,
    parse: names,
};

/// Occupancies.
pub static OCCUPANCY: Parameter<Vec<Option<Occupancy>>> = Parameter {
    name: "occupancy",
    place: Place::Query,
    about: "Only with one of these occupancies, separated by commas.",
    schema: || words_schema(&slugs(Occupancy::ALL, Occupancy::slug), true),
    parse: |text| words_or_unknown(text, &slugs(Occupancy::ALL, Occupancy::slug), Occupancy::from_slug),
};

/// Disposal statuses.
pub static STATUS: Parameter<Vec<Option<DisposalStatus>>> = Parameter {
    name: "status",
    place: Place::Query,
    about: "Only with one of these intentions of the owner, separated by commas.",
    schema: || words_schema(&slugs(DisposalStatus::ALL, DisposalStatus::slug), true),
    parse: |text| words_or_unknown(text, &slugs(DisposalStatus::ALL, DisposalStatus::slug), DisposalStatus::from_slug),
};

/// Kinds of space.
pub static SPACE_TYPE: Parameter<Vec<Option<SpaceType>>> = Parameter {
    name: "space_type",
    place: Place::Query,
    about: "Only with at least one of these kinds of space, separated by commas.",
    schema: || words_schema(&slugs(SpaceType::ALL, SpaceType::slug), true),
    parse: |text| words_or_unknown(text, &slugs(SpaceType::ALL, SpaceType::slug), SpaceType::from_slug),
};

/// Purposes of a need.
pub static PURPOSE: Parameter<Vec<Purpose>> = Parameter {
    name: "purpose",
    place: Place::Query,
    about: "Only for at least one of these purposes, separated by commas.",
    schema: || words_schema(&slugs(Purpose::ALL, Purpose::slug), false),
    parse: |text| words(text, &slugs(Purpose::ALL, Purpose::slug), Purpose::from_slug),
};

/// The least floor area.
pub static MIN_AREA: Parameter<f64> = Parameter {
    name: "min_area_m2",
    place: Place::Query,
    about: "Only at least this large, m2 of usable floor (gross internal where only that is known). Unknown sizes do not match.",
    schema: || json!({ "type": "number", "minimum": 0 }),
    parse: square_metres,
};

/// The most floor area.
pub static MAX_AREA: Parameter<f64> = Parameter {
    name: "max_area_m2",
    place: Place::Query,
    about: "Only at most this large, m2. Unknown sizes do not match.",
    schema: || json!({ "type": "number", "minimum": 0 }),
    parse: square_metres,
};

/// Other weights for the three pillars.
pub static WEIGHTS: Parameter<Weights> = Parameter {
    name: "weights",
    place: Place::Query,
    about: "Weights of suitability, deprivation and uplift in any proportion; uplift at most what /method gives as most_uplift. 0.5,0.3,0.2 unless said.",
    schema: || json!({ "type": "array", "items": { "type": "number", "minimum": 0 }, "minItems": 3, "maxItems": 3 }),
    parse: |text| match numbers(text)?[..] {
        [suitability, deprivation, uplift] => {
            Weights::new(suitability, deprivation, uplift).map_err(|error| error.to_string())
        }
        _ => Err("three numbers separated by commas, such as 0.5,0.3,0.2".to_owned()),
    },
};

/// Another edition of the Indices of Deprivation.
pub static EDITION: Parameter<Edition> = Parameter {
    name: "edition",
    place: Place::Query,
    about: "The Indices of Deprivation: 2025 unless said. 2019 only to look at an old decision again; its scores cannot be compared with those of 2025.",
    schema: || json!({ "type": "integer", "enum": Edition::ALL.map(Edition::year), "default": Edition::default().year() }),
    parse: |text| {
        text.parse()
            .ok()
            .and_then(Edition::of_year)
            .ok_or_else(|| "2025, or 2019 to look at an old decision again".to_owned())
    },
};

/// Whether to say how firm an order is.
pub static FIRMNESS: Parameter<bool> = Parameter {
    name: "firmness",
    place: Place::Query,
    about: "Whether to work out how firm the order is, by ranking some thousand times: true unless said. It takes longer than all the rest; while a slider moves, say false.",
    schema: || json!({ "type": "boolean", "default": true }),
    parse: |text| text.parse().map_err(|_| "true or false".to_owned()),
};

/// The property that a summary is told by.
pub static BY: Parameter<String> = Parameter {
    name: "by",
    place: Place::Query,
    about: "Tells everything once more for each value of this property: `borough`, or one of a few words.",
    schema: || json!({ "type": "string", "maxLength": LONGEST_TEXT }),
    parse: |text| match text.chars().count() {
        1..=LONGEST_TEXT => Ok(text.to_owned()),
        _ => Err("the name of a property".to_owned()),
    },
};

/// The format; overrides the Accept header.
pub static FORMAT: Parameter<String> = Parameter {
    name: "f",
    place: Place::Query,
    about: "The format, instead of an Accept header.",
    schema: || json!({ "type": "string" }),
    parse: |text| Ok(text.to_owned()),
};

/// The name of a file that is sent.
pub static FILE_NAME: Parameter<String> = Parameter {
    name: "file_name",
    place: Place::Query,
    about: "The name the file has.",
    schema: || json!({ "type": "string", "maxLength": LONGEST_NAME }),
    parse: name_of_file,
};

/// What a file is.
pub static FILE_KIND: Parameter<FileKind> = Parameter {
    name: "kind",
    place: Place::Query,
    about: "What the file is, where its content would not tell.",
    schema: || json!({ "type": "string", "enum": FileKind::SLUGS }),
    parse: |text| FileKind::from_slug(text).ok_or_else(|| format!("one of {}", FileKind::SLUGS.join(", "))),
};

/// Who publishes a file.
pub static PUBLISHER: Parameter<String> = Parameter {
    name: "publisher",
    place: Place::Query,
    about: "Who publishes the file, where it does not say.",
    schema: || json!({ "type": "string", "maxLength": LONGEST_NAME }),
    parse: name_of_file,
};

/// What became of rows.
pub static OUTCOME: Parameter<RowOutcome> = Parameter {
    name: "outcome",
    place: Place::Query,
    about: "Only rows that came to this.",
    schema: || json!({ "type": "string", "enum": RowOutcome::SLUGS }),
    parse: |text| RowOutcome::from_slug(text).ok_or_else(|| format!("one of {}", RowOutcome::SLUGS.join(", "))),
};

/// Where a page of rows begins.
pub static ROW_CURSOR: Parameter<u64> = Parameter {
    name: "cursor",
    place: Place::Query,
    about: "Where the page begins; taken from `next` of the page before and not to be made up.",
    schema: || json!({ "type": "string" }),
    parse: |text| text.parse().map_err(|_| "the `next` of the page before".to_owned()),
};

fn name_of_file(text: &str) -> Result<String, String> {
    match text.chars().count() {
        1..=LONGEST_NAME => Ok(text.to_owned()),
        _ => Err(format!("a name of at most {LONGEST_NAME} characters")),
    }
}

/// The key of an asset, area or need.
pub static ID: Parameter<String> = Parameter {
    name: "id",
    place: Place::Path,
    about: "The key.",
    schema: || json!({ "type": "string" }),
    parse: |text| Ok(text.to_owned()),
};

/// Whose.
pub static COUNCIL: Parameter<String> = Parameter {
    name: "council",
    place: Place::Query,
    about: "Only what went to this council.",
    schema: || json!({ "type": "string", "maxLength": LONGEST_NAME }),
    parse: |text| match text.chars().count() {
        1..=LONGEST_NAME => Ok(text.to_owned()),
        _ => Err(format!("1 to {LONGEST_NAME} characters")),
    },
};

/// How far enquiries have got.
pub static ENQUIRY_STATE: Parameter<EnquiryState> = Parameter {
    name: "state",
    place: Place::Query,
    about: "Only those that have got so far.",
    schema: || json!({ "type": "string", "enum": EnquiryState::SLUGS }),
    parse: |text| EnquiryState::from_slug(text).ok_or_else(|| format!("one of {}", EnquiryState::SLUGS.join(", "))),
};

/// The secret of a link in a mail.
pub static LINK: Parameter<String> = Parameter {
    name: "token",
    place: Place::Path,
    about: "The secret of the link.",
    schema: || json!({ "type": "string" }),
    parse: |text| Ok(text.to_owned()),
};

/// The number of a change.
pub static CHANGE: Parameter<i64> = Parameter {
    name: "change",
    place: Place::Path,
    about: "The number of the change.",
    schema: || json!({ "type": "integer", "minimum": 1 }),
    parse: |text| text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "a number of a change".to_owned()),
};

macro_rules! tile_number {
    ($(#[$meta:meta])* $constant:ident, $name:literal, $about:literal) => {
        $(#[$meta])*
        pub static $constant: Parameter<u32> = Parameter {
            name: $name,
            place: Place::Path,
            about: $about,
            schema: || json!({ "type": "integer", "minimum": 0 }),
            parse: |text| match text.bytes().all(|byte| byte.is_ascii_digit()) {
                true => text.parse().map_err(|_| "a whole number".to_owned()),
                false => Err("a whole number".to_owned()),
            },
        };
    };
}

tile_number! {
    /// Zoom of a tile.
    TILE_Z, "z", "Zoom, 0 to 14."
}
tile_number! {
    /// Column of a tile.
    TILE_X, "x", "Column from the west."
}
tile_number! {
    /// Row of a tile.
    TILE_Y, "y", "Row from the north."
}
