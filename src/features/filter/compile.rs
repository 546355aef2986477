//! From a filter as it was written to one that can be worked out: names looked up, kinds of values checked, constants folded.

use std::borrow::Cow;

use crate::features::collection::{Described, GeometryType, Kind};
use crate::features::crs::Crs;
use crate::features::filter::condition::{Between, Bound, Condition, Operand, all_hold, any_holds};
use crate::features::filter::error::{FilterError, shortened};
use crate::features::filter::expression::{Comparison, Expression, Property};
use crate::features::filter::fold::Fold;
use crate::features::filter::held::Held;
use crate::features::filter::instants::{Instant, end_of_interval};
use crate::features::filter::pattern::Pattern;
use crate::features::filter::write_text::AsText;

/// What a filter is compiled against.
#[derive(Clone, Copy)]
pub struct Compiler<'d> {
    /// The collection.
    pub described: &'d Described,
    /// The system of its shapes and of those in the filter.
    pub crs: Crs,
}

/// What kind of value an operand gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Boolean,
    Number,
    Text,
    Time,
}

impl Type {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Boolean => "true or false",
            Self::Number => "a number",
            Self::Text => "text",
            Self::Time => "a day or moment",
        }
    }
}

/// What a name stands for.
pub(super) enum Named {
    Column(usize, Type),
    Geometry,
}

pub(super) type Typed = (Operand, Type);

impl Compiler<'_> {
    /// What an expression says that is true or false.
    ///
    /// # Errors
    /// When a name is not known, or kinds of values do not go together.
    pub fn condition(self, expression: &Expression) -> Result<Condition, FilterError> {
        match expression {
            Expression::And(parts) => Ok(all_of(self.conditions(parts)?)),
            Expression::Or(parts) => Ok(any_of(self.conditions(parts)?)),
            Expression::Not(part) => Ok(match self.condition(part)? {
                Condition::Constant(truth) => Condition::Constant(truth.map(|truth| !truth)),
                part => Condition::Not(Box::new(part)),
            }),
            Expression::Compare(how, two) => self.compare(*how, two),
            Expression::Like(two) => self.like(two),
            Expression::Between(three) => self.between(three),
            Expression::In(value, listed) => self.listed(value, listed),
            Expression::IsNull(value) => self.is_null(value),
            Expression::Spatial(relation, two) => self.spatial(*relation, two),
            Expression::Temporal(how, two) => self.temporal(*how, two),
            other => match self.operand(other)? {
                (Operand::Column(column), Type::Boolean) => Ok(Condition::Column(column)),
                (Operand::Constant(Held::Boolean(truth)), _) => Ok(Condition::Constant(Some(truth))),
                (Operand::Condition(condition), _) => Ok(*condition),
                (_, kind) => {
                    Err(self.wrong(other, &format!("is {}, where something true or false is needed", kind.name())))
                }
            },
        }
    }

    fn conditions(self, parts: &[Expression]) -> Result<Vec<Condition>, FilterError> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn written(self, expression: &Expression) -> String {
        shortened(&AsText(expression, self.crs).to_string())
    }

    pub(super) fn wrong(self, expression: &Expression, what: &str) -> FilterError {
        let at = if let Expression::Property(property) = expression { property.at } else { None };
        FilterError { at, sentence: format!("{} {what}", self.written(expression)) }
    }

    pub(super) fn named(self, property: &Property) -> Result<Named, FilterError> {
        if let Some(column) = self.described.column(&property.name) {
            let kind = match self.described.columns[column].kind {
                Kind::Text | Kind::Word(_) => Type::Text,
                Kind::Date => Type::Time,
                Kind::Integer | Kind::Number => Type::Number,
                Kind::Boolean => Type::Boolean,
            };
            return Ok(Named::Column(column, kind));
        }
        let says = |sentence: String| FilterError { at: property.at, sentence };
        match property.name.as_str() {
            "geometry" | "geom" if self.described.geometry == GeometryType::Nothing => {
                Err(says(format!("{} is a table, whose features have no shapes", self.described.title)))
            }
            "geometry" | "geom" => Ok(Named::Geometry),
            name => Err(says(self.described.unknown_property(name))),
        }
    }

    pub(super) fn operand(self, expression: &Expression) -> Result<Typed, FilterError> {
        let constant = |value: Held<'static>, kind| Ok((Operand::Constant(value), kind));
        match expression {
            Expression::Boolean(truth) => constant(Held::Boolean(*truth), Type::Boolean),
            Expression::Integer(number) => constant(Held::Integer(*number), Type::Number),
            Expression::Number(number) => constant(Held::Number(*number), Type::Number),
            Expression::Day(day) => constant(Held::Instant(Instant::Day(*day)), Type::Time),
            Expression::Moment(moment) => constant(Held::Instant(Instant::Moment(*moment)), Type::Time),
            Expression::Text(_) | Expression::Casei(_) | Expression::Accenti(_) => self.text(expression),
            Expression::Property(property) => match self.named(property)? {
                Named::Column(column, kind) => Ok((Operand::Column(column), kind)),
                Named::Geometry => Err(self.wrong(expression, "is a shape; use S_INTERSECTS or its like")),
            },
            Expression::Arithmetic(how, two) => {
                let one = self.number(&two[0])?;
                let other = self.number(&two[1])?;
                if let (Operand::Constant(one), Operand::Constant(other)) = (&one, &other) {
                    return constant(one.calculate(*how, other), Type::Number);
                }
                Ok((Operand::Arithmetic(*how, Box::new([one, other])), Type::Number))
            }
            Expression::Shape(_) => Err(self.wrong(expression, "is a shape; use S_INTERSECTS or its like")),
            Expression::Interval(_) | Expression::Open => {
                Err(self.wrong(expression, "is an interval; use T_INTERSECTS or its like"))
            }
            condition => Ok(match self.condition(condition)? {
                Condition::Constant(truth) => {
                    (Operand::Constant(truth.map_or(Held::Null, Held::Boolean)), Type::Boolean)
                }
                condition => (Operand::Condition(Box::new(condition)), Type::Boolean),
            }),
        }
    }

    fn number(self, expression: &Expression) -> Result<Operand, FilterError> {
        match self.operand(expression)? {
            (operand, Type::Number) => Ok(operand),
            (_, kind) => Err(self.wrong(expression, &format!("is {} and cannot be calculated with", kind.name()))),
        }
    }

    /// Text, with CASEI and ACCENTI around it in any order.
    fn text(self, expression: &Expression) -> Result<Typed, FilterError> {
        let (inner, fold) = unfolded(expression);
        match inner {
            Expression::Text(text) => {
                let text = fold.characters(text).collect::<String>();
                Ok((Operand::Constant(Held::Text(Cow::Owned(text), Fold::default())), Type::Text))
            }
            Expression::Property(_) => match self.operand(inner)? {
                (Operand::Column(column), Type::Text) => Ok((Operand::Folded(column, fold), Type::Text)),
                (_, kind) => Err(self.wrong(inner, &format!("is {}; CASEI and ACCENTI take text", kind.name()))),
            },
            other => Err(self.wrong(other, "is not text; CASEI and ACCENTI take text")),
        }
    }

    /// Two operands that can be compared. A text that spells a day is taken as one beside a day: some clients send no more.
    fn alike(self, one: &Expression, other: &Expression) -> Result<[Operand; 2], FilterError> {
        let (first, first_type) = self.operand(one)?;
        let (second, second_type) = self.operand(other)?;
        match (first_type, second_type) {
            (one, other) if one == other => Ok([first, second]),
            (Type::Time, Type::Text) => Ok([first, self.as_time(other)?]),
            (Type::Text, Type::Time) => Ok([self.as_time(one)?, second]),
            (first, second) => {
                let what = format!(
                    "is {} and cannot be compared with {}, which is {}",
                    first.name(),
                    self.written(other),
                    second.name()
                );
                Err(self.wrong(one, &what))
            }
        }
    }

    fn as_time(self, expression: &Expression) -> Result<Operand, FilterError> {
        let read = if let Expression::Text(text) = expression { end_of_interval(text).ok() } else { None };
        match read {
            Some(Expression::Day(day)) => Ok(Operand::Constant(Held::Instant(Instant::Day(day)))),
            Some(Expression::Moment(moment)) => Ok(Operand::Constant(Held::Instant(Instant::Moment(moment)))),
            _ => Err(self.wrong(expression, "is text and cannot be compared with a day; write DATE('2026-11-21')")),
        }
    }

    fn compare(self, how: Comparison, two: &[Expression; 2]) -> Result<Condition, FilterError> {
        let [one, other] = self.alike(&two[0], &two[1])?;
        if let (Operand::Constant(one), Operand::Constant(other)) = (&one, &other) {
            return Ok(Condition::Constant(one.compare(how, other)));
        }
        Ok(Condition::Compare(how, one, other))
    }

    fn like(self, two: &[Expression; 2]) -> Result<Condition, FilterError> {
        let (text, kind) = self.operand(&two[0])?;
        if kind != Type::Text {
            return Err(self.wrong(&two[0], &format!("is {}; LIKE takes text", kind.name())));
        }
        let (inner, fold) = unfolded(&two[1]);
        let Expression::Text(pattern) = inner else {
            return Err(self.wrong(inner, "is no pattern; after LIKE comes text in quotes"));
        };
        let pattern = Pattern::new(pattern, fold);
        Ok(match text {
            Operand::Constant(Held::Text(text, fold)) => Condition::Constant(Some(pattern.matches(&text, fold))),
            text => Condition::Like(text, pattern),
        })
    }

    fn between(self, three: &[Expression; 3]) -> Result<Condition, FilterError> {
        let [value, least] = self.alike(&three[0], &three[1])?;
        let [_, most] = self.alike(&three[0], &three[2])?;
        if let (Operand::Constant(value), Operand::Constant(least), Operand::Constant(most)) = (&value, &least, &most) {
            let above = value.compare(Comparison::AtLeast, least);
            let below = value.compare(Comparison::AtMost, most);
            return Ok(Condition::Constant(all_hold([above, below].into_iter())));
        }
        Ok(Condition::Between(value, least, most))
    }

    fn listed(self, value: &Expression, listed: &[Expression]) -> Result<Condition, FilterError> {
        let mut compared = None;
        let mut operands = Vec::with_capacity(listed.len());
        for one in listed {
            let [value, one] = self.alike(value, one)?;
            compared = Some(value);
            operands.push(one);
        }
        let Some(value) = compared else { return Err(FilterError::new("the list after IN is empty")) };
        let constants: Option<Vec<Held<'static>>> = operands
            .iter()
            .map(|operand| match operand {
                Operand::Constant(one) if !matches!(one, Held::Null) => Some(one.clone()),
                _ => None,
            })
            .collect();
        match (value, constants) {
            (Operand::Constant(value), Some(constants)) => {
                Ok(Condition::Constant(any_holds(constants.iter().map(|one| value.compare(Comparison::Equal, one)))))
            }
            // A day equals every moment in it, so days and moments together have no order to search by.
            (value, Some(constants)) if constants.iter().any(|one| matches!(one, Held::Instant(_))) => {
                Ok(Condition::In(value, operands))
            }
            (value, Some(mut constants)) => {
                constants.sort_by(|one, other| one.order(other).unwrap_or(std::cmp::Ordering::Equal));
                Ok(Condition::OneOf(value, constants))
            }
            (value, None) => Ok(Condition::In(value, operands)),
        }
    }

    fn is_null(self, value: &Expression) -> Result<Condition, FilterError> {
        match value {
            Expression::Shape(_) => Ok(Condition::Constant(Some(false))),
            Expression::Property(property) if matches!(self.named(property)?, Named::Geometry) => {
                Ok(Condition::IsNowhere)
            }
            Expression::Interval(_) => {
                let Between { from, until } = self.span(value)?.0;
                let unknown = |bound| match bound {
                    Bound::Constant(_) => Condition::Constant(Some(false)),
                    Bound::Column(column) => Condition::IsNull(Operand::Column(column)),
                };
                Ok(any_of(vec![unknown(from), unknown(until)]))
            }
            other => Ok(match self.operand(other)?.0 {
                Operand::Constant(value) => Condition::Constant(Some(value == Held::Null)),
                operand => Condition::IsNull(operand),
            }),
        }
    }
}

/// What is inside CASEI and ACCENTI, and what does not count there.
fn unfolded(expression: &Expression) -> (&Expression, Fold) {
    let (mut inner, mut fold) = (expression, Fold::default());
    loop {
        inner = match inner {
            Expression::Casei(one) => {
                fold.case = true;
                one
            }
            Expression::Accenti(one) => {
                fold.accents = true;
                one
            }
            other => return (other, fold),
        };
    }
}

fn all_of(parts: Vec<Condition>) -> Condition {
    if parts.iter().any(|part| matches!(part, Condition::Constant(Some(false)))) {
        return Condition::Constant(Some(false));
    }
    joined(parts, Some(true), Condition::And)
}

fn any_of(parts: Vec<Condition>) -> Condition {
    if parts.iter().any(|part| matches!(part, Condition::Constant(Some(true)))) {
        return Condition::Constant(Some(true));
    }
    joined(parts, Some(false), Condition::Or)
}

/// Parts without those that change nothing, the cheap ones first.
fn joined(mut parts: Vec<Condition>, idle: Option<bool>, join: fn(Vec<Condition>) -> Condition) -> Condition {
    parts.retain(|part| !matches!(part, Condition::Constant(truth) if *truth == idle));
    parts.sort_by_key(Condition::cost);
    match parts.len() {
        0 => Condition::Constant(idle),
        1 => parts.remove(0),
        _ => join(parts),
    }
}
