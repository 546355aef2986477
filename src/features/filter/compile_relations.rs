//! Compiling how shapes and times lie to each other.

use crate::features::filter::compile::{Compiler, Named, Type};
use crate::features::filter::condition::{Between, Bound, Condition, Operand};
use crate::features::filter::error::FilterError;
use crate::features::filter::expression::{Expression, Order, Relation};
use crate::features::filter::held::Held;
use crate::features::filter::instants::Span;
use crate::features::filter::relations::Prepared;

impl Compiler<'_> {
    pub(super) fn spatial(self, relation: Relation, two: &[Expression; 2]) -> Result<Condition, FilterError> {
        let (one, other) = (self.place(&two[0])?, self.place(&two[1])?);
        // Whether two shapes have a point in common can be said of any; the rest needs an inside that is beyond doubt.
        if !matches!(relation, Relation::Intersects | Relation::Disjoint) {
            for (place, written) in [(&one, &two[0]), (&other, &two[1])] {
                if place.as_ref().is_some_and(|drawn| !drawn.is_valid()) {
                    let what =
                        "is not valid: rings may not cross or overlap, and holes must lie inside; repair it first";
                    return Err(self.wrong(written, what));
                }
            }
        }
        Ok(match (one, other) {
            (None, Some(drawn)) => Condition::Spatial(relation, drawn),
            (Some(drawn), None) => Condition::Spatial(converse(relation), drawn),
            (None, None) => Condition::SpatialOwn(matches!(
                relation,
                Relation::Intersects | Relation::Equals | Relation::Within | Relation::Contains
            )),
            (Some(one), Some(other)) => Condition::Constant(Some(other.lies_drawn(relation, &one))),
        })
    }

    /// A drawn shape, or `None` for the feature's own.
    fn place(self, expression: &Expression) -> Result<Option<Box<Prepared>>, FilterError> {
        match expression {
            Expression::Property(property) => match self.named(property)? {
                Named::Geometry => Ok(None),
                Named::Column(_, kind) => Err(self.wrong(expression, &format!("is {}, not a shape", kind.name()))),
            },
            Expression::Shape(shape) => match Prepared::new(shape, self.crs) {
                Some(prepared) => Ok(Some(Box::new(prepared))),
                None => Err(self.wrong(expression, "is empty")),
            },
            other => Err(self.wrong(other, "is not a shape such as geometry, POINT or BBOX")),
        }
    }

    pub(super) fn temporal(self, how: Order, two: &[Expression; 2]) -> Result<Condition, FilterError> {
        let (one, one_is_interval) = self.span(&two[0])?;
        let (other, other_is_interval) = self.span(&two[1])?;
        let takes_instants =
            matches!(how, Order::After | Order::Before | Order::Disjoint | Order::Equals | Order::Intersects);
        let both_are_intervals = one_is_interval && other_is_interval;
        if !takes_instants && !both_are_intervals {
            let instant = if one_is_interval { &two[1] } else { &two[0] };
            let what = format!("is one instant, and {} takes two intervals; use T_INTERSECTS", how.text());
            return Err(self.wrong(instant, &what));
        }
        Ok(match (one.constant(), other.constant()) {
            (Some(one), Some(other)) => Condition::Constant(Some(one.lies(how, &other))),
            _ => Condition::Temporal(how, one, other),
        })
    }

    /// A span, and whether it was written as an interval.
    pub(super) fn span(self, expression: &Expression) -> Result<(Between, bool), FilterError> {
        let Expression::Interval(ends) = expression else {
            let bound = self.bound(expression)?;
            return Ok((Between { from: bound, until: bound }, false));
        };
        let span = Between { from: self.bound(&ends[0])?, until: self.bound(&ends[1])? };
        if span.constant().is_some_and(|span: Span| span.is_backwards()) {
            return Err(self.wrong(expression, "ends before it begins"));
        }
        Ok((span, true))
    }

    fn bound(self, expression: &Expression) -> Result<Bound, FilterError> {
        if *expression == Expression::Open {
            return Ok(Bound::Constant(None));
        }
        match self.operand(expression)? {
            (Operand::Constant(Held::Instant(instant)), _) => Ok(Bound::Constant(Some(instant))),
            (Operand::Column(column), Type::Time) => Ok(Bound::Column(column)),
            (_, kind) => Err(self.wrong(expression, &format!("is {}, not a day, moment or interval", kind.name()))),
        }
    }
}

/// The same seen from the other shape.
const fn converse(relation: Relation) -> Relation {
    match relation {
        Relation::Within => Relation::Contains,
        Relation::Contains => Relation::Within,
        same => same,
    }
}
