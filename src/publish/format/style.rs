//! How a collection is coloured in files that carry a style: one choice, written as QML, SLD and KML styles.
//!
//! Areas go by deprivation in the colours of the page's map, or by one of its domains for who asks for that; assets by what the owner intends, in colours that people with
//! any colour vision tell apart (Okabe and Ito 2008); all else is of one colour.

use crate::domain::area::DeprivationDomain;
use crate::features::Scalar;
use crate::features::collection::{Described, GeometryType, Kind};
use crate::publish::format::about::in_words;
use crate::publish::format::typed::text_of;

/// The colour of what is not known, and of what has no class.
pub const UNKNOWN: &str = "#c3c6c8";

/// Tenths of England's neighbourhoods, 1 the most deprived: dark is more deprived.
const DECILES: [&str; 10] =
    ["#2f6496", "#5f91bd", "#97bad8", "#c8dcec", "#c8dcec", "#f0f5fa", "#f0f5fa", "#f0f5fa", "#f0f5fa", "#f0f5fa"];

/// For words, in their order.
const WORDS: [&str; 8] = ["#56b4e9", "#f0e442", "#e69f00", "#0072b2", "#009e73", "#cc79a7", "#555555", "#d55e00"];

/// One class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The value as text.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Its colour, `#rrggbb`.
    pub colour: &'static str,
}

/// How a collection is coloured.
#[derive(Clone, Debug)]
pub struct Style {
    /// What it is called.
    pub title: String,
    /// The column it goes by, when it goes by one.
    pub column: Option<usize>,
    /// The classes of that column.
    pub classes: Vec<Class>,
    /// The label of all else.
    pub otherwise: &'static str,
    /// The colour of all else.
    pub colour: &'static str,
    /// What is drawn.
    pub geometry: GeometryType,
}

impl Style {
    /// The style of a collection.
    #[must_use]
    pub fn of(described: &Described) -> Self {
        let mut style = Self::plain(described);
        if let Some(column) = described.column("imd_decile") {
            "Deprivation (tenths of England)".clone_into(&mut style.title);
            style.goes_by_tenths(column);
        } else if let Some(column) = described.column("disposal_status")
            && let Kind::Word(words) = described.columns[column].kind
        {
            "What the owner intends".clone_into(&mut style.title);
            style.goes_by(
                column,
                words().into_iter().zip(WORDS.iter().cycle()).map(|(word, colour)| Class {
                    value: word.to_owned(),
                    label: in_words(word),
                    colour,
                }),
            );
        }
        style
    }

    /// The styles it may be given instead: one for each domain of deprivation that it tells.
    #[must_use]
    pub fn others(described: &Described) -> Vec<Self> {
        let domain = |domain: DeprivationDomain| {
            let column = described.column(&format!("{}_decile", domain.slug().replace('-', "_")))?;
            let title = format!("{} (tenths of England)", domain.label());
            let mut style = Self { title, ..Self::plain(described) };
            style.goes_by_tenths(column);
            Some(style)
        };
        DeprivationDomain::ALL.iter().copied().filter_map(domain).collect()
    }

    fn plain(described: &Described) -> Self {
        Self {
            title: described.title.to_string(),
            column: None,
            classes: Vec::new(),
            otherwise: "All",
            colour: WORDS[3],
            geometry: described.geometry,
        }
    }

    fn goes_by_tenths(&mut self, column: usize) {
        self.goes_by(column, DECILES.iter().zip(1..).map(|(colour, decile)| decile_class(decile, colour)));
    }

    fn goes_by(&mut self, column: usize, classes: impl Iterator<Item = Class>) {
        self.column = Some(column);
        self.classes = classes.collect();
        self.otherwise = "Not known";
        self.colour = UNKNOWN;
    }

    /// The class of a value, by its number; `None` for all else.
    #[must_use]
    pub fn class_of(&self, value: &Scalar<'_>) -> Option<usize> {
        let text = text_of(value)?;
        self.classes.iter().position(|class| class.value == text)
    }
}

fn decile_class(decile: u32, colour: &'static str) -> Class {
    let label = match decile {
        1 => "1: most deprived tenth".to_owned(),
        10 => "10: least deprived tenth".to_owned(),
        _ => decile.to_string(),
    };
    Class { value: decile.to_string(), label, colour }
}
