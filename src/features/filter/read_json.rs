//! CQL2 JSON: the same tree from `{"op": .., "args": [..]}` (OGC 21-065r2, annex C, and its drafts where they differ).

use geo::Coord;
use serde_json::{Map, Value};

use crate::features::crs::Crs;
use crate::features::filter::error::{FilterError, shortened};
use crate::features::filter::expression::{
    Arithmetic, Budget, Comparison, Drawn, Expression, MOST_DEPTH, MOST_JSON_BYTES, MOST_LISTED, Order, Property,
    Relation, too_deep,
};
use crate::features::filter::instants::{day, end_of_interval, moment};
use crate::features::filter::read_text::unknown_function;
use crate::features::filter::shapes::{self, Nested, ShapeKind};

/// How deep the brackets of a JSON text may nest: two for each level of the filter, and those of a MultiPolygon.
const MOST_BRACKETS: usize = 2 * MOST_DEPTH + 8;

/// A filter written as JSON.
///
/// # Errors
/// [`FilterError`] when it is too long, too deep or not CQL2.
pub fn read_json(text: &str, crs: Crs) -> Result<Expression, FilterError> {
    if text.len() > MOST_JSON_BYTES {
        return Err(FilterError::new(format!(
            "the filter is longer than {MOST_JSON_BYTES} bytes; ask for less at once"
        )));
    }
    if brackets(text) > MOST_BRACKETS {
        return Err(too_deep());
    }
    let value: Value = serde_json::from_str(text).map_err(|error| {
        FilterError::new(format!("this is not JSON (line {}, column {})", error.line(), error.column()))
    })?;
    let read = Reader { budget: Budget::default(), crs }.expression(&value, 1)?;
    if read.depth() > MOST_DEPTH { Err(too_deep()) } else { Ok(read) }
}

/// How deep brackets nest, before anything is built from them.
fn brackets(text: &str) -> usize {
    let (mut open, mut most, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                open += 1;
                most = most.max(open);
            }
            b']' | b'}' if !quoted => open = open.saturating_sub(1),
            _ => {}
        }
    }
    most
}

struct Reader {
    budget: Budget,
    crs: Crs,
}

type Read = Result<Expression, FilterError>;

impl Reader {
    fn expression(&mut self, value: &Value, depth: usize) -> Read {
        if depth > MOST_DEPTH {
            return Err(too_deep());
        }
        self.budget.node()?;
        match value {
            Value::Bool(truth) => Ok(Expression::Boolean(*truth)),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                // The least whole number has no positive twin, so text could not write it.
                (Some(whole), _) if whole > i64::MIN => Ok(Expression::Integer(whole)),
                (_, Some(number)) if number.is_finite() => Ok(Expression::Number(number)),
                _ => Err(FilterError::new(format!("{number} is too large a number"))),
            },
            Value::String(text) => text_value(text),
            Value::Object(object) => self.object(object, depth),
            Value::Null => Err(FilterError::new("null is no value here; use {\"op\": \"isNull\"}")),
            Value::Array(_) => {
                Err(FilterError::new("lists stand only in the args of \"in\", and no property has several values"))
            }
        }
    }

    fn object(&mut self, object: &Map<String, Value>, depth: usize) -> Read {
        let text = |key: &str| match object.get(key) {
            Some(Value::String(text)) => Ok(text.as_str()),
            _ => Err(FilterError::new(format!("\"{key}\" needs a text"))),
        };
        if object.contains_key("op") {
            let args = object.get("args").ok_or_else(|| FilterError::new("an \"op\" needs \"args\""))?;
            return self.operation(text("op")?, args, depth);
        }
        if object.contains_key("property") {
            return Ok(Expression::Property(Property { name: text("property")?.to_owned(), at: None }));
        }
        if object.contains_key("date") {
            return day(text("date")?).map(Expression::Day);
        }
        if object.contains_key("timestamp") {
            return moment(text("timestamp")?).map(Expression::Moment);
        }
        if let Some(ends) = object.get("interval") {
            let [from, until] = self.several(ends, "interval")?;
            return Ok(Expression::Interval(Box::new([self.instant(from, depth)?, self.instant(until, depth)?])));
        }
        if object.contains_key("type") {
            return self.shape(object, true).map(|shape| Expression::Shape(Box::new(Drawn::Geometry(shape))));
        }
        if let Some(corners) = object.get("bbox") {
            let numbers = array(corners, "bbox")?.iter().map(number).collect::<Result<Vec<f64>, _>>()?;
            let drawn = shapes::bounding_box(&numbers, self.crs, &mut self.budget)?;
            return Ok(Expression::Shape(Box::new(drawn)));
        }
        // Drafts of the standard wrote these as members of their own.
        for name in ["casei", "accenti"] {
            if let Some(inner) = object.get(name) {
                return self.operation(name, &Value::Array(vec![inner.clone()]), depth);
            }
        }
        if let Some(Value::Object(function)) = object.get("function") {
            let name = function.get("name").and_then(Value::as_str).unwrap_or_default();
            return Err(FilterError::new(unknown_function(name)));
        }
        let keys = object.keys().next().map_or("nothing", String::as_str);
        Err(FilterError::new(format!(
            "expected an object with op, property, date, timestamp, interval, bbox or a GeoJSON type, found \"{}\"",
            shortened(keys)
        )))
    }

    fn operation(&mut self, op: &str, args: &Value, depth: usize) -> Read {
        if let Some(how) = Comparison::spelled(op) {
            return Ok(Expression::Compare(how, self.two(op, args, depth)?));
        }
        if let Some(how) = Arithmetic::spelled(op) {
            return Ok(Expression::Arithmetic(how, self.two(op, args, depth)?));
        }
        if let Some(relation) = Relation::spelled(op) {
            return Ok(Expression::Spatial(relation, self.two(op, args, depth)?));
        }
        if let Some(order) = Order::spelled(op) {
            return Ok(Expression::Temporal(order, self.two(op, args, depth)?));
        }
        match op.to_ascii_lowercase().as_str() {
            "and" => self.joined(args, depth, Expression::And),
            "or" => self.joined(args, depth, Expression::Or),
            "not" => Ok(Expression::Not(self.one(op, args, depth)?)),
            // Drafts gave the operand alone, without a list around it.
            "isnull" if !args.is_array() => Ok(Expression::IsNull(Box::new(self.expression(args, depth + 1)?))),
            "isnull" => Ok(Expression::IsNull(self.one(op, args, depth)?)),
            "casei" => Ok(Expression::Casei(self.one(op, args, depth)?)),
            "accenti" => Ok(Expression::Accenti(self.one(op, args, depth)?)),
            "like" => Ok(Expression::Like(self.two(op, args, depth)?)),
            "between" => {
                let [value, least, most] = self.several(args, op)?;
                let mut read = |part| self.expression(part, depth + 1);
                Ok(Expression::Between(Box::new([read(value)?, read(least)?, read(most)?])))
            }
            "in" => {
                let [value, list] = self.several(args, op)?;
                let value = self.expression(value, depth + 1)?;
                Ok(Expression::In(Box::new(value), self.list(list, depth)?))
            }
            _ => Err(FilterError::new(unknown_function(op))),
        }
    }

    fn several<'v, const N: usize>(&self, args: &'v Value, op: &str) -> Result<[&'v Value; N], FilterError> {
        let args: Vec<&Value> = array(args, op)?.iter().collect();
        args.try_into().map_err(|_| FilterError::new(format!("\"{}\" needs {N} args", shortened(op))))
    }

    fn one(&mut self, op: &str, args: &Value, depth: usize) -> Result<Box<Expression>, FilterError> {
        let [only] = self.several(args, op)?;
        self.expression(only, depth + 1).map(Box::new)
    }

    fn two(&mut self, op: &str, args: &Value, depth: usize) -> Result<Box<[Expression; 2]>, FilterError> {
        let [first, second] = self.several(args, op)?;
        Ok(Box::new([self.expression(first, depth + 1)?, self.expression(second, depth + 1)?]))
    }

    fn joined(&mut self, args: &Value, depth: usize, join: fn(Vec<Expression>) -> Expression) -> Read {
        let args = array(args, "args")?;
        if args.len() < 2 {
            return Err(FilterError::new("\"and\" and \"or\" need at least two args"));
        }
        Ok(join(args.iter().map(|part| self.expression(part, depth + 1)).collect::<Result<_, _>>()?))
    }

    fn list(&mut self, list: &Value, depth: usize) -> Result<Vec<Expression>, FilterError> {
        let values = array(list, "in")?;
        if values.is_empty() {
            return Err(FilterError::new("the list of \"in\" is empty"));
        }
        if values.len() > MOST_LISTED {
            return Err(FilterError::new(format!("a list of \"in\" has at most {MOST_LISTED} values")));
        }
        let mut listed = Vec::with_capacity(values.len());
        for value in values {
            let value = self.expression(value, depth + 1)?;
            self.budget.spare(&value);
            listed.push(value);
        }
        Ok(listed)
    }

    fn instant(&mut self, value: &Value, depth: usize) -> Read {
        match value {
            Value::String(text) => end_of_interval(text),
            other => self.expression(other, depth + 1),
        }
    }

    fn shape(&mut self, object: &Map<String, Value>, may_collect: bool) -> Result<geo::Geometry, FilterError> {
        let name = object.get("type").and_then(Value::as_str).unwrap_or_default();
        let kind = ShapeKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .filter(|kind| may_collect || *kind != ShapeKind::GeometryCollection);
        let kind = kind.ok_or_else(|| FilterError::new(format!("\"{}\" is no GeoJSON shape here", shortened(name))))?;
        let member = |key: &str| {
            object.get(key).ok_or_else(|| FilterError::new(format!("a GeoJSON {} needs \"{key}\"", kind.name())))
        };
        if kind == ShapeKind::GeometryCollection {
            let mut parts = Vec::new();
            for part in array(member("geometries")?, "geometries")? {
                let part = part.as_object().ok_or_else(|| FilterError::new("geometries are GeoJSON objects"))?;
                parts.push(self.shape(part, false)?);
            }
            return shapes::collection(parts);
        }
        let nested = self.nested(member("coordinates")?)?;
        shapes::geometry(kind, nested)
    }

    fn nested(&mut self, value: &Value) -> Result<Nested, FilterError> {
        let parts = array(value, "coordinates")?;
        match parts.first() {
            Some(Value::Number(_)) => self.coordinate(parts).map(Nested::One),
            _ => Ok(Nested::Many(parts.iter().map(|part| self.nested(part)).collect::<Result<_, _>>()?)),
        }
    }

    fn coordinate(&mut self, parts: &[Value]) -> Result<Coord, FilterError> {
        let numbers = parts.iter().map(number).collect::<Result<Vec<f64>, _>>()?;
        match numbers[..] {
            // A height is left aside: everything is looked at from above.
            [first, second] | [first, second, _] => shapes::coordinate(first, second, self.crs, &mut self.budget),
            _ => Err(FilterError::new("a coordinate has two numbers, or three with its height")),
        }
    }
}

fn array<'v>(value: &'v Value, of: &str) -> Result<&'v Vec<Value>, FilterError> {
    value.as_array().ok_or_else(|| FilterError::new(format!("\"{}\" needs a list", shortened(of))))
}

fn number(value: &Value) -> Result<f64, FilterError> {
    let number = value.as_f64().filter(|number| number.is_finite());
    number.ok_or_else(|| FilterError::new("coordinates are numbers"))
}

/// Text, unless a backslash stands where CQL2 text would take it for the escape of an apostrophe: a filter must be able to
/// be written both ways.
fn text_value(text: &str) -> Read {
    let odd = |before: &str| (before.len() - before.trim_end_matches('\\').len()) % 2 == 1;
    if text.split('\'').any(odd) {
        return Err(FilterError::new("a text may not have a single backslash before an apostrophe or at its end"));
    }
    Ok(Expression::Text(text.to_owned()))
}
