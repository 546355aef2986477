//! A filter as it was written: the tree that both encodings of CQL2 say the same things with.

use geo::{Coord, Geometry};
use time::{Date, OffsetDateTime};

use crate::features::filter::error::FilterError;

/// Most characters (bytes) of a filter as text.
pub const MOST_TEXT_BYTES: usize = 8 * 1024;
/// Most bytes of a filter as JSON.
pub const MOST_JSON_BYTES: usize = 16 * 1024;
/// How deep brackets, functions and operators may nest.
pub const MOST_DEPTH: usize = 32;
/// How many operators, functions, properties and values there may be; those in a list after IN do not count.
pub const MOST_NODES: usize = 256;
/// How many values a list after IN may have.
pub const MOST_LISTED: usize = 1024;
/// How many coordinates all shapes of a filter may have together.
pub const MOST_COORDINATES: usize = 4096;

/// One part of a filter.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Another number, finite.
    Number(f64),
    /// Text.
    Text(String),
    /// A day.
    Day(Date),
    /// A moment, in UTC.
    Moment(OffsetDateTime),
    /// `'..'`, the open end of an interval.
    Open,
    /// From one instant to another, both included.
    Interval(Box<[Self; 2]>),
    /// A property by its name.
    Property(Property),
    /// A shape.
    Shape(Box<Drawn>),
    /// Text whatever its case.
    Casei(Box<Self>),
    /// Text whatever its accents.
    Accenti(Box<Self>),
    /// Two numbers joined.
    Arithmetic(Arithmetic, Box<[Self; 2]>),
    /// Two values compared.
    Compare(Comparison, Box<[Self; 2]>),
    /// Text like a pattern.
    Like(Box<[Self; 2]>),
    /// A value, the least and the most it may be.
    Between(Box<[Self; 3]>),
    /// A value that is one of a list.
    In(Box<Self>, Vec<Self>),
    /// Whether a value is not known.
    IsNull(Box<Self>),
    /// How two shapes lie to each other.
    Spatial(Relation, Box<[Self; 2]>),
    /// How two times lie to each other.
    Temporal(Order, Box<[Self; 2]>),
    /// All of these.
    And(Vec<Self>),
    /// Any of these.
    Or(Vec<Self>),
    /// Not this.
    Not(Box<Self>),
}

/// A property and where its name stands in the text.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name.
    pub name: String,
    /// Character in the text, from 1.
    pub at: Option<usize>,
}

impl PartialEq for Property {
    /// Two are equal by name: the place in the text means nothing.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A shape that somebody wrote, x before y whatever the axis order of its system.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawn {
    /// A geometry.
    Geometry(Geometry),
    /// A box: south-west and north-east corner. In degrees it may cross the antimeridian.
    Box(Coord, Coord),
}

/// Declares operators with their spelling in text and in JSON.
macro_rules! operators {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $text:literal, $json:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $(#[doc = $text] $variant,)+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its spelling in text.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// Its spelling in JSON.
            #[must_use]
            pub const fn json(self) -> &'static str {
                match self { $(Self::$variant => $json,)+ }
            }

            /// The one spelled so, whatever the case.
            #[must_use]
            pub fn spelled(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.text().eq_ignore_ascii_case(word))
            }
        }
    };
}

operators! {
    /// How two values are compared.
    Comparison {
        Equal = "=", "=";
        Unequal = "<>", "<>";
        AtMost = "<=", "<=";
        AtLeast = ">=", ">=";
        Less = "<", "<";
        More = ">", ">";
    }
}

operators! {
    /// How two numbers are joined.
    Arithmetic {
        Plus = "+", "+";
        Minus = "-", "-";
        Times = "*", "*";
        Over = "/", "/";
        Remainder = "%", "%";
        Whole = "div", "div";
        Power = "^", "^";
    }
}

operators! {
    /// How two shapes lie to each other (DE-9IM, Simple Features 6.1.15).
    Relation {
        Intersects = "S_INTERSECTS", "s_intersects";
        Disjoint = "S_DISJOINT", "s_disjoint";
        Equals = "S_EQUALS", "s_equals";
        Touches = "S_TOUCHES", "s_touches";
        Crosses = "S_CROSSES", "s_crosses";
        Within = "S_WITHIN", "s_within";
        Contains = "S_CONTAINS", "s_contains";
        Overlaps = "S_OVERLAPS", "s_overlaps";
    }
}

operators! {
    /// How two times lie to each other (CQL2 7.7, after OWL-Time).
    Order {
        After = "T_AFTER", "t_after";
        Before = "T_BEFORE", "t_before";
        Contains = "T_CONTAINS", "t_contains";
        Disjoint = "T_DISJOINT", "t_disjoint";
        During = "T_DURING", "t_during";
        Equals = "T_EQUALS", "t_equals";
        FinishedBy = "T_FINISHEDBY", "t_finishedBy";
        Finishes = "T_FINISHES", "t_finishes";
        Intersects = "T_INTERSECTS", "t_intersects";
        Meets = "T_MEETS", "t_meets";
        MetBy = "T_METBY", "t_metBy";
        OverlappedBy = "T_OVERLAPPEDBY", "t_overlappedBy";
        Overlaps = "T_OVERLAPS", "t_overlaps";
        StartedBy = "T_STARTEDBY", "t_startedBy";
        Starts = "T_STARTS", "t_starts";
    }
}

impl Expression {
    /// The parts it is directly made of.
    #[must_use]
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::Interval(two)
            | Self::Arithmetic(_, two)
            | Self::Compare(_, two)
            | Self::Like(two)
            | Self::Spatial(_, two)
            | Self::Temporal(_, two) => &two[..],
            Self::Between(three) => &three[..],
            Self::Casei(one) | Self::Accenti(one) | Self::IsNull(one) | Self::Not(one) => std::slice::from_ref(one),
            Self::And(all) | Self::Or(all) | Self::In(_, all) => all,
            Self::Boolean(_)
            | Self::Integer(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Day(_)
            | Self::Moment(_)
            | Self::Open
            | Self::Property(_)
            | Self::Shape(_) => &[],
        }
    }

    /// How many levels it has.
    #[must_use]
    pub fn depth(&self) -> usize {
        let tested = if let Self::In(tested, _) = self { tested.depth() } else { 0 };
        1 + self.parts().iter().map(Self::depth).max().unwrap_or(0).max(tested)
    }
}

/// What is left of the limits while a filter is read.
#[derive(Debug)]
pub struct Budget {
    nodes: usize,
    coordinates: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { nodes: MOST_NODES, coordinates: MOST_COORDINATES }
    }
}

impl Budget {
    /// Takes one more node.
    ///
    /// # Errors
    /// When there are too many.
    pub fn node(&mut self) -> Result<(), FilterError> {
        self.nodes = self.nodes.checked_sub(1).ok_or_else(|| {
            FilterError::new(format!("the filter has more than {MOST_NODES} parts; ask for less at once"))
        })?;
        Ok(())
    }

    /// Gives back what a plain value in a list took: a list of keys may be long.
    pub fn spare(&mut self, listed: &Expression) {
        self.nodes +=
            usize::from(matches!(listed, Expression::Text(_) | Expression::Integer(_) | Expression::Number(_)));
    }

    /// Takes one more coordinate.
    ///
    /// # Errors
    /// When there are too many.
    pub fn coordinate(&mut self) -> Result<(), FilterError> {
        self.coordinates = self.coordinates.checked_sub(1).ok_or_else(|| {
            FilterError::new(format!("the shapes have more than {MOST_COORDINATES} coordinates; draw simpler ones"))
        })?;
        Ok(())
    }
}

/// What is said of a filter that nests too deep.
pub fn too_deep() -> FilterError {
    FilterError::new(format!("the filter nests deeper than {MOST_DEPTH} levels; write it with fewer brackets"))
}
