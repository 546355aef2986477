//! CQL2 text, read by recursive descent: one function for each level of the grammar (OGC 21-065r2, annex B).

use crate::features::crs::Crs;
use crate::features::filter::error::{FilterError, shortened};
use crate::features::filter::expression::{
    Arithmetic, Budget, Comparison, Expression, MOST_DEPTH, MOST_LISTED, MOST_TEXT_BYTES, Order, Property, Relation,
    too_deep,
};
use crate::features::filter::instants::{day, end_of_interval, moment};
use crate::features::filter::shapes::ShapeKind;
use crate::features::filter::words::{Placed, Word, words};

/// Words that begin or join something and therefore cannot be names without quotes.
const KEYWORDS: [&str; 11] = ["AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "TRUE", "FALSE", "DIV"];

/// A filter written as text.
///
/// # Errors
/// [`FilterError`] with the place, when it is too long, too deep or not CQL2.
pub fn read_text(text: &str, crs: Crs) -> Result<Expression, FilterError> {
    if text.len() > MOST_TEXT_BYTES {
        return Err(FilterError::new(format!(
            "the filter is longer than {MOST_TEXT_BYTES} bytes; ask for less at once"
        )));
    }
    let words = words(text)?;
    let mut reader = Reader { words, next: 0, depth: 0, budget: Budget::default(), crs };
    let read = reader.expression()?;
    match reader.peek() {
        Word::End if read.depth() > MOST_DEPTH => Err(too_deep()),
        Word::End => Ok(read),
        _ => Err(reader.expected("AND, OR or the end of the filter")),
    }
}

/// Whether a name can be written without quotes.
#[must_use]
pub fn is_plain_name(name: &str) -> bool {
    let plain = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    plain && !KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(name))
}

/// The words of a filter and how far they have been read.
pub(super) struct Reader<'t> {
    words: Vec<Placed<'t>>,
    next: usize,
    depth: usize,
    pub(super) budget: Budget,
    pub(super) crs: Crs,
}

type Read = Result<Expression, FilterError>;

impl<'t> Reader<'t> {
    pub(super) fn peek(&self) -> &Word<'t> {
        &self.words[self.next.min(self.words.len() - 1)].0
    }

    fn at(&self) -> usize {
        self.words[self.next.min(self.words.len() - 1)].1
    }

    pub(super) fn skip(&mut self) {
        self.next += 1;
    }

    pub(super) fn wrong(&self, sentence: impl Into<String>) -> FilterError {
        FilterError::at(self.at(), sentence)
    }

    /// The same error, at the word that is next unless it has a place already.
    pub(super) fn placed<T>(&self, result: Result<T, FilterError>) -> Result<T, FilterError> {
        result.map_err(|error| FilterError { at: error.at.or(Some(self.at())), ..error })
    }

    pub(super) fn expected(&self, what: &str) -> FilterError {
        let found = match self.peek() {
            Word::End => "the end".to_owned(),
            Word::Name(name) => format!("\"{}\"", shortened(name)),
            Word::Quoted(name) => format!("\"{}\"", shortened(name)),
            Word::Text(text) => format!("'{}'", shortened(text)),
            Word::Integer(number) => number.to_string(),
            Word::Number(number) => number.to_string(),
            Word::Sign(sign) => format!("\"{sign}\""),
        };
        self.wrong(format!("expected {what}, found {found}"))
    }

    pub(super) fn takes_sign(&mut self, sign: &str) -> bool {
        let is = matches!(self.peek(), Word::Sign(next) if *next == sign);
        self.next += usize::from(is);
        is
    }

    pub(super) fn sign(&mut self, sign: &str) -> Result<(), FilterError> {
        if self.takes_sign(sign) { Ok(()) } else { Err(self.expected(&format!("\"{sign}\""))) }
    }

    pub(super) fn takes_keyword(&mut self, keyword: &str) -> bool {
        let is = matches!(self.peek(), Word::Name(next) if next.eq_ignore_ascii_case(keyword));
        self.next += usize::from(is);
        is
    }

    fn node(&mut self, made: Expression) -> Read {
        let taken = self.budget.node();
        self.placed(taken)?;
        Ok(made)
    }

    /// `a OR b OR c`.
    fn expression(&mut self) -> Read {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return self.placed(Err(too_deep()));
        }
        let mut any = vec![self.all()?];
        while self.takes_keyword("OR") {
            any.push(self.all()?);
        }
        self.depth -= 1;
        self.joined(any, Expression::Or)
    }

    /// `a AND b AND c`.
    fn all(&mut self) -> Read {
        let mut all = vec![self.denied()?];
        while self.takes_keyword("AND") {
            all.push(self.denied()?);
        }
        self.joined(all, Expression::And)
    }

    fn joined(&mut self, mut parts: Vec<Expression>, join: fn(Vec<Expression>) -> Expression) -> Read {
        match parts.pop() {
            Some(only) if parts.is_empty() => Ok(only),
            last => {
                parts.extend(last);
                self.node(join(parts))
            }
        }
    }

    /// `NOT a`.
    fn denied(&mut self) -> Read {
        let mut times = 0;
        while self.takes_keyword("NOT") {
            times += 1;
        }
        let mut read = self.comparison()?;
        for _ in 0..times {
            read = self.node(Expression::Not(Box::new(read)))?;
        }
        Ok(read)
    }

    /// `a = b`, `a LIKE b`, `a BETWEEN b AND c`, `a IN (b, c)`, `a IS NULL`, or a value alone.
    fn comparison(&mut self) -> Read {
        let left = self.sum()?;
        if let Word::Sign(sign) = self.peek()
            && let Some(how) = Comparison::spelled(sign)
        {
            self.skip();
            let right = self.sum()?;
            return self.node(Expression::Compare(how, Box::new([left, right])));
        }
        if self.takes_keyword("IS") {
            let not = self.takes_keyword("NOT");
            if !self.takes_keyword("NULL") {
                return Err(self.expected("NULL or NOT NULL"));
            }
            let made = self.node(Expression::IsNull(Box::new(left)))?;
            return self.unless(not, made);
        }
        let not = self.takes_keyword("NOT");
        let made = if self.takes_keyword("LIKE") {
            let pattern = self.sum()?;
            Expression::Like(Box::new([left, pattern]))
        } else if self.takes_keyword("BETWEEN") {
            let least = self.sum()?;
            if !self.takes_keyword("AND") {
                return Err(self.expected("AND and the upper end of BETWEEN"));
            }
            let most = self.sum()?;
            Expression::Between(Box::new([left, least, most]))
        } else if self.takes_keyword("IN") {
            Expression::In(Box::new(left), self.list()?)
        } else if not {
            return Err(self.expected("LIKE, BETWEEN or IN after NOT"));
        } else {
            return Ok(left);
        };
        let made = self.node(made)?;
        self.unless(not, made)
    }

    fn unless(&mut self, not: bool, made: Expression) -> Read {
        if not { self.node(Expression::Not(Box::new(made))) } else { Ok(made) }
    }

    fn list(&mut self) -> Result<Vec<Expression>, FilterError> {
        self.sign("(")?;
        let mut listed = Vec::new();
        loop {
            if listed.len() == MOST_LISTED {
                return Err(self.wrong(format!("a list after IN has at most {MOST_LISTED} values")));
            }
            let value = self.expression()?;
            self.budget.spare(&value);
            listed.push(value);
            if !self.takes_sign(",") {
                self.sign(")")?;
                return Ok(listed);
            }
        }
    }

    /// `a + b - c`.
    fn sum(&mut self) -> Read {
        self.chain(&[Arithmetic::Plus, Arithmetic::Minus], Self::product)
    }

    /// `a * b / c % d div e`.
    fn product(&mut self) -> Read {
        let how = [Arithmetic::Times, Arithmetic::Over, Arithmetic::Remainder, Arithmetic::Whole];
        self.chain(&how, Self::power)
    }

    fn chain(&mut self, operators: &[Arithmetic], part: fn(&mut Self) -> Read) -> Read {
        let mut left = part(self)?;
        loop {
            let spelled = match self.peek() {
                Word::Sign(sign) => Arithmetic::spelled(sign),
                Word::Name(name) => Arithmetic::spelled(name),
                _ => None,
            };
            let Some(how) = spelled.filter(|how| operators.contains(how)) else { return Ok(left) };
            self.skip();
            let right = part(self)?;
            left = self.node(Expression::Arithmetic(how, Box::new([left, right])))?;
        }
    }

    /// `a ^ b`, once: the standard leaves open how several would join.
    fn power(&mut self) -> Read {
        let base = self.factor()?;
        if !self.takes_sign("^") {
            return Ok(base);
        }
        let exponent = self.factor()?;
        if matches!(self.peek(), Word::Sign("^")) {
            return Err(self.wrong("write brackets around one of two ^ in a row"));
        }
        self.node(Expression::Arithmetic(Arithmetic::Power, Box::new([base, exponent])))
    }

    /// `-a` and `+a`.
    fn factor(&mut self) -> Read {
        if self.takes_sign("+") {
            return match self.peek() {
                Word::Integer(_) | Word::Number(_) => self.operand(),
                _ => Err(self.expected("a number after \"+\"")),
            };
        }
        if !self.takes_sign("-") {
            return self.operand();
        }
        match self.operand()? {
            Expression::Integer(number) => Ok(Expression::Integer(-number)),
            Expression::Number(number) => Ok(Expression::Number(-number)),
            other => {
                let less = self.node(Expression::Integer(-1))?;
                self.node(Expression::Arithmetic(Arithmetic::Times, Box::new([less, other])))
            }
        }
    }

    /// A value, a name, a function or something in brackets.
    fn operand(&mut self) -> Read {
        let (word, at) = self.words[self.next.min(self.words.len() - 1)].clone();
        match word {
            Word::Integer(number) => self.value(Expression::Integer(number)),
            Word::Number(number) => self.value(Expression::Number(number)),
            Word::Text(text) => self.value(Expression::Text(text)),
            Word::Quoted(name) => self.value(Expression::Property(Property { name, at: Some(at) })),
            Word::Sign("(") => {
                self.skip();
                let inner = self.expression()?;
                if matches!(self.peek(), Word::Sign(",")) {
                    return Err(self.wrong("lists stand only after IN, and no property has several values"));
                }
                self.sign(")")?;
                Ok(inner)
            }
            Word::Name(name) => self.named(name, at),
            _ => Err(self.expected("a value, a property or \"(\"")),
        }
    }

    fn value(&mut self, value: Expression) -> Read {
        let value = self.node(value)?;
        self.skip();
        Ok(value)
    }

    fn named(&mut self, name: &'t str, at: usize) -> Read {
        let followed = self.words.get(self.next + 1).map(|(word, _)| word);
        let called = matches!(followed, Some(Word::Sign("(")));
        let with_height = matches!(followed, Some(Word::Name(z)) if z.eq_ignore_ascii_case("Z"));
        if let Some(truth) = [("TRUE", true), ("FALSE", false)].iter().find(|(word, _)| name.eq_ignore_ascii_case(word))
        {
            return self.value(Expression::Boolean(truth.1));
        }
        if KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(name)) {
            return Err(self.expected("a value or a property; put a property of that name in double quotes"));
        }
        let kind = ShapeKind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name));
        if let Some(kind) = kind.filter(|_| called || with_height) {
            self.skip();
            let shape = self.tagged(kind)?;
            return self.node(Expression::Shape(Box::new(shape)));
        }
        if !called {
            return self.value(Expression::Property(Property { name: name.to_owned(), at: Some(at) }));
        }
        self.skip();
        self.skip();
        self.function(name, at)
    }

    /// What a function makes, from the word after its bracket on.
    fn function(&mut self, name: &str, at: usize) -> Read {
        let two = |reader: &mut Self| -> Result<Box<[Expression; 2]>, FilterError> {
            let first = reader.expression()?;
            reader.sign(",")?;
            Ok(Box::new([first, reader.expression()?]))
        };
        let made = if let Some(relation) = Relation::spelled(name) {
            Expression::Spatial(relation, two(self)?)
        } else if let Some(order) = Order::spelled(name) {
            Expression::Temporal(order, two(self)?)
        } else {
            match name.to_ascii_uppercase().as_str() {
                "CASEI" => Expression::Casei(Box::new(self.expression()?)),
                "ACCENTI" => Expression::Accenti(Box::new(self.expression()?)),
                "DATE" => Expression::Day(self.quoted(day)?),
                "TIMESTAMP" => Expression::Moment(self.quoted(moment)?),
                "INTERVAL" => {
                    let from = self.instant()?;
                    self.sign(",")?;
                    Expression::Interval(Box::new([from, self.instant()?]))
                }
                "BBOX" => Expression::Shape(Box::new(self.bounding_box()?)),
                _ => return Err(FilterError::at(at, unknown_function(name))),
            }
        };
        self.sign(")")?;
        self.node(made)
    }

    fn quoted<T>(&mut self, read: fn(&str) -> Result<T, FilterError>) -> Result<T, FilterError> {
        // The standard's own examples write some of these in double quotes.
        let (Word::Text(text) | Word::Quoted(text)) = self.peek() else { return Err(self.expected("text in quotes")) };
        let read = self.placed(read(text))?;
        self.skip();
        Ok(read)
    }

    fn instant(&mut self) -> Read {
        match self.peek() {
            Word::Text(_) => self.quoted(end_of_interval),
            Word::Quoted(text) if end_of_interval(text).is_ok() => self.quoted(end_of_interval),
            _ => self.expression(),
        }
    }
}

/// What is said of a function that there is not.
pub(super) fn unknown_function(name: &str) -> String {
    let name = shortened(name);
    if name.to_ascii_lowercase().starts_with("a_") {
        return format!("there is no function {name}: no property here has several values");
    }
    format!(
        "there is no function {name}; there are CASEI, ACCENTI, DATE, TIMESTAMP, INTERVAL, BBOX, shapes such as POINT, \
         S_INTERSECTS and its like, T_AFTER and its like"
    )
}
