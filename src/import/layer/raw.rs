//! What a file says of a layer and of one feature, before anything is made of it.

use geo::Geometry;

use crate::import::formats::Fault;
use crate::import::formats::geometry::ReferenceSystem;

/// One attribute as its file has it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::import) enum RawValue {
    /// Nothing is said.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Text.
    Text(String),
}

/// One feature as its file has it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::import) struct RawFeature {
    /// What the file knows it by.
    pub id: Option<String>,
    /// Values by column, those at the end that are not there left out.
    pub values: Vec<RawValue>,
    /// Its shape in the file's coordinates, x before y; or what is wrong with it, in a sentence.
    pub shape: Result<Option<Geometry<f64>>, String>,
}

impl RawFeature {
    /// The value of a column.
    pub fn value(&self, column: usize) -> &RawValue {
        self.values.get(column).unwrap_or(&RawValue::Null)
    }

    /// About how much room its attributes take.
    pub fn attribute_bytes(&self) -> usize {
        let text = |value: &RawValue| if let RawValue::Text(text) = value { text.len() } else { 0 };
        self.values.len() * size_of::<RawValue>() + self.values.iter().map(text).sum::<usize>()
    }
}

/// What a file says beside its features.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct RawLayer {
    /// The names of its columns.
    pub names: Vec<String>,
    /// The system its coordinates are in, when it says so.
    pub system: Option<ReferenceSystem>,
    /// Whether it says that it is made up.
    pub fictional: bool,
    /// What was left out of it, a sentence each.
    pub notes: Vec<String>,
}

/// Takes features one by one.
pub(in crate::import) type TakeFeature<'t> = &'t mut (dyn FnMut(RawFeature) -> Result<(), Fault> + Send);
