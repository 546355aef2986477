//! A filter as canonical CQL2 text: one spelling for each filter, that reads back as the same filter.

use std::fmt::{self, Display, Formatter, Write};

use geo::{Coord, Geometry, LineString, Polygon};
use time::format_description::well_known::Rfc3339;

use crate::features::crs::Crs;
use crate::features::filter::expression::{Arithmetic, Drawn, Expression};
use crate::features::filter::read_text::is_plain_name;

/// A filter to be written in the axis order of its system.
pub struct AsText<'e>(pub &'e Expression, pub Crs);

/// How tightly an expression holds together: what holds less than its surroundings needs brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Power,
    Operand,
}

fn hold(expression: &Expression) -> Hold {
    match expression {
        Expression::Or(_) => Hold::Or,
        Expression::And(_) => Hold::And,
        Expression::Not(_) => Hold::Not,
        Expression::Compare(..)
        | Expression::Like(_)
        | Expression::Between(_)
        | Expression::In(..)
        | Expression::IsNull(_) => Hold::Comparison,
        Expression::Arithmetic(Arithmetic::Plus | Arithmetic::Minus, _) => Hold::Sum,
        Expression::Arithmetic(Arithmetic::Power, _) => Hold::Power,
        Expression::Arithmetic(..) => Hold::Product,
        _ => Hold::Operand,
    }
}

impl Display for AsText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.write(f, self.0)
    }
}

impl AsText<'_> {
    fn part(&self, f: &mut Formatter<'_>, part: &Expression, least: Hold) -> fmt::Result {
        if hold(part) >= least {
            return self.write(f, part);
        }
        f.write_char('(')?;
        self.write(f, part)?;
        f.write_char(')')
    }

    fn list(&self, f: &mut Formatter<'_>, parts: &[Expression], joint: &str, least: Hold) -> fmt::Result {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                f.write_str(joint)?;
            }
            self.part(f, part, least)?;
        }
        Ok(())
    }

    fn call(&self, f: &mut Formatter<'_>, name: &str, parts: &[Expression]) -> fmt::Result {
        write!(f, "{name}(")?;
        self.list(f, parts, ", ", Hold::Or)?;
        f.write_char(')')
    }

    fn write(&self, f: &mut Formatter<'_>, expression: &Expression) -> fmt::Result {
        match expression {
            Expression::Boolean(truth) => f.write_str(if *truth { "TRUE" } else { "FALSE" }),
            Expression::Integer(number) => write!(f, "{number}"),
            Expression::Number(number) => write!(f, "{number:?}"),
            Expression::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
            Expression::Day(day) => write!(f, "DATE('{day}')"),
            Expression::Moment(_) => {
                f.write_str("TIMESTAMP(")?;
                instant(f, expression)?;
                f.write_char(')')
            }
            Expression::Open => f.write_str("'..'"),
            Expression::Interval(ends) => {
                f.write_str("INTERVAL(")?;
                for (index, end) in ends.iter().enumerate() {
                    f.write_str(if index > 0 { ", " } else { "" })?;
                    match end {
                        Expression::Day(_) | Expression::Moment(_) | Expression::Open => instant(f, end)?,
                        other => self.write(f, other)?,
                    }
                }
                f.write_char(')')
            }
            Expression::Property(property) if is_plain_name(&property.name) => f.write_str(&property.name),
            Expression::Property(property) => write!(f, "\"{}\"", property.name.replace('"', "\"\"")),
            Expression::Shape(shape) => self.shape(f, shape),
            Expression::Casei(one) => self.call(f, "CASEI", std::slice::from_ref(one)),
            Expression::Accenti(one) => self.call(f, "ACCENTI", std::slice::from_ref(one)),
            Expression::Arithmetic(how, two) => {
                let own = hold(expression);
                // The right side of a chain needs brackets even where it holds as tightly: a - (b - c).
                let (left, right) = match own {
                    Hold::Sum => (Hold::Sum, Hold::Product),
                    Hold::Product => (Hold::Product, Hold::Power),
                    _ => (Hold::Operand, Hold::Operand),
                };
                self.part(f, &two[0], left)?;
                write!(f, " {} ", how.text())?;
                self.part(f, &two[1], right)
            }
            Expression::Compare(how, two) => {
                self.part(f, &two[0], Hold::Sum)?;
                write!(f, " {} ", how.text())?;
                self.part(f, &two[1], Hold::Sum)
            }
            Expression::Like(two) => self.list(f, &two[..], " LIKE ", Hold::Sum),
            Expression::Between(three) => {
                self.part(f, &three[0], Hold::Sum)?;
                f.write_str(" BETWEEN ")?;
                self.list(f, &three[1..], " AND ", Hold::Sum)
            }
            Expression::In(value, listed) => {
                self.part(f, value, Hold::Sum)?;
                self.call(f, " IN ", listed)
            }
            Expression::IsNull(value) => {
                self.part(f, value, Hold::Sum)?;
                f.write_str(" IS NULL")
            }
            Expression::Spatial(relation, two) => self.call(f, relation.text(), &two[..]),
            Expression::Temporal(order, two) => self.call(f, order.text(), &two[..]),
            Expression::And(all) => self.list(f, all, " AND ", Hold::Not),
            Expression::Or(any) => self.list(f, any, " OR ", Hold::And),
            Expression::Not(one) => {
                f.write_str("NOT ")?;
                self.part(f, one, Hold::Comparison)
            }
        }
    }

    fn shape(&self, f: &mut Formatter<'_>, shape: &Drawn) -> fmt::Result {
        match shape {
            Drawn::Geometry(geometry) => self.geometry(f, geometry),
            Drawn::Box(min, max) => {
                let (a, b) = self.axes(*min);
                let (c, d) = self.axes(*max);
                write!(f, "BBOX({}, {}, {}, {})", Short(a), Short(b), Short(c), Short(d))
            }
        }
    }

    fn geometry(&self, f: &mut Formatter<'_>, geometry: &Geometry) -> fmt::Result {
        match geometry {
            Geometry::Point(point) => {
                f.write_str("POINT")?;
                self.coords(f, &[point.0])
            }
            Geometry::MultiPoint(points) => {
                f.write_str("MULTIPOINT")?;
                many(f, points.iter(), |f, point| self.coords(f, &[point.0]))
            }
            Geometry::LineString(line) => {
                f.write_str("LINESTRING")?;
                self.coords(f, &line.0)
            }
            Geometry::MultiLineString(lines) => {
                f.write_str("MULTILINESTRING")?;
                many(f, lines.iter(), |f, line| self.coords(f, &line.0))
            }
            Geometry::Polygon(polygon) => {
                f.write_str("POLYGON")?;
                self.rings(f, polygon)
            }
            Geometry::MultiPolygon(polygons) => {
                f.write_str("MULTIPOLYGON")?;
                many(f, polygons.iter(), |f, polygon| self.rings(f, polygon))
            }
            Geometry::GeometryCollection(parts) => {
                f.write_str("GEOMETRYCOLLECTION")?;
                many(f, parts.iter(), |f, part| self.geometry(f, part))
            }
            // No filter is read into one of these.
            Geometry::Line(_) | Geometry::Rect(_) | Geometry::Triangle(_) => Err(fmt::Error),
        }
    }

    fn rings(&self, f: &mut Formatter<'_>, polygon: &Polygon) -> fmt::Result {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        many(f, rings, |f, ring: &LineString| self.coords(f, &ring.0))
    }

    fn coords(&self, f: &mut Formatter<'_>, coords: &[Coord]) -> fmt::Result {
        many(f, coords.iter(), |f, coord| {
            let (first, second) = self.axes(*coord);
            write!(f, "{} {}", Short(first), Short(second))
        })
    }

    fn axes(&self, coord: Coord) -> (f64, f64) {
        if self.1.is_y_first() { (coord.y, coord.x) } else { (coord.x, coord.y) }
    }
}

/// A number without needless zeros: 5 rather than 5.0, 1e-300 rather than its three hundred zeros.
struct Short(f64);

impl Display for Short {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0 == 0.0 || (1e-6..1e15).contains(&self.0.abs()) {
            write!(f, "{}", self.0)
        } else {
            write!(f, "{:?}", self.0)
        }
    }
}

fn many<T>(
    f: &mut Formatter<'_>,
    parts: impl Iterator<Item = T>,
    mut write: impl FnMut(&mut Formatter<'_>, T) -> fmt::Result,
) -> fmt::Result {
    f.write_char('(')?;
    for (index, part) in parts.enumerate() {
        f.write_str(if index > 0 { ", " } else { "" })?;
        write(f, part)?;
    }
    f.write_char(')')
}

/// The text of an instant in quotes.
fn instant(f: &mut Formatter<'_>, instant: &Expression) -> fmt::Result {
    match instant {
        Expression::Day(day) => write!(f, "'{day}'"),
        Expression::Moment(moment) => write!(f, "'{}'", moment.format(&Rfc3339).map_err(|_| fmt::Error)?),
        _ => f.write_str("'..'"),
    }
}
