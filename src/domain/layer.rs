//! Context layers: what else is on the ground (schools, stops, flood zones), given as a file with attributes of its own.

use std::fmt;
use std::sync::Arc;

use geo::Geometry;
use serde::{Deserialize, Serialize};
use time::Date;

use crate::domain::source::Source;
use crate::vocabulary;

/// The longest name of a layer: it stands in addresses and in names of files.
const LONGEST_NAME: usize = 40;

/// The name of a layer: lower-case letters, digits and hyphens, the first a letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LayerName(Arc<str>);

impl LayerName {
    /// A name from its text; `None` when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let fits = text.len() <= LONGEST_NAME && text.starts_with(|c: char| c.is_ascii_lowercase());
        (fits && text.chars().all(plain) && !text.ends_with('-')).then(|| Self(Arc::from(text)))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What its collection is called, which no other collection can be.
    #[must_use]
    pub fn collection(&self) -> String {
        format!("layer-{self}")
    }
}

impl fmt::Display for LayerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for LayerName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("\"{text}\" is no name of a layer"))
    }
}

impl From<LayerName> for String {
    fn from(name: LayerName) -> Self {
        name.0.to_string()
    }
}

vocabulary! {
    /// The one kind of shape that all features of a layer have; each may also be nowhere.
    LayerShapes {
        Nothing = "table", "no shapes";
        Points = "points", "points";
        Lines = "lines", "lines";
        Areas = "areas", "areas";
    }
}

vocabulary! {
    /// The kind of value that a column of a layer holds.
    LayerKind {
        Text = "text", "text";
        Integer = "integer", "whole number";
        Number = "number", "number";
        Boolean = "boolean", "true or false";
        Date = "date", "day";
    }
}

/// One column of a layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerColumn {
    /// Its name everywhere: lower-case letters, digits and underscores.
    pub name: String,
    /// What its file calls it.
    pub title: String,
    /// What it holds.
    pub kind: LayerKind,
}

/// One known value.
#[derive(Clone, Debug, PartialEq)]
pub enum LayerValue {
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(Date),
}

/// One feature.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerFeature {
    /// Its key, the same as long as the file gives it the same: its own id, or one made of all it says.
    pub key: String,
    /// A value for each column; `None` for what the file does not say.
    pub values: Vec<Option<LayerValue>>,
    /// Where it is on the British National Grid, metres: a point, a multi-line or a multi-polygon, as the layer's shapes
    /// are; `None` when the file does not say.
    pub shape: Option<Geometry<f64>>,
}

/// What is said of a layer as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerAbout {
    /// Its name.
    pub name: LayerName,
    /// What people call it.
    pub title: String,
    /// The kind of its shapes.
    pub shapes: LayerShapes,
    /// Its columns.
    pub columns: Vec<LayerColumn>,
    /// Who publishes it, under which licence.
    pub source: Source,
    /// SHA-256 of its file, hexadecimal.
    pub checksum: String,
    /// How many features it has.
    pub features: u64,
    /// Features of the file that were left out.
    pub left_out: u64,
}

/// A layer with all its features, in the order of their keys, each key once.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextLayer {
    /// What is said of it.
    pub about: LayerAbout,
    /// Its features.
    pub features: Vec<LayerFeature>,
}

vocabulary! {
    /// What one act on a layer was.
    LayerAct {
        Import = "import", "taken in";
        Removal = "removal", "taken away";
    }
}

/// One act on a layer. The last one of a name that was not undone decides what is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerEdition {
    /// Its number, 1, 2, 3 ... over all layers.
    pub number: i64,
    /// What was done.
    pub act: LayerAct,
    /// The layer it was done with.
    pub about: LayerAbout,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: time::OffsetDateTime,
    /// Whether it was undone.
    pub undone: bool,
}

#[cfg(test)]
mod tests {
    use super::LayerName;

    #[test]
    fn a_name_can_stand_in_an_address_and_anything_else_is_none() {
        for name in ["schools", "bus-stops", "flood-zone-3", "a"] {
            assert_eq!(LayerName::parse(name).unwrap().as_str(), name);
        }
        let long = "a".repeat(41);
        for none in ["", "Schools", "2schools", "-a", "a-", "a b", "a_b", "schüler", "a/b", &long] {
            assert_eq!(LayerName::parse(none), None, "{none}");
        }
    }
}
