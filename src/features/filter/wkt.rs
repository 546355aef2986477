//! Shapes in CQL2 text: Well-Known Text and BBOX.

use geo::Geometry;

use crate::features::filter::error::FilterError;
use crate::features::filter::expression::Drawn;
use crate::features::filter::read_text::Reader;
use crate::features::filter::shapes::{self, Nested, ShapeKind};
use crate::features::filter::words::Word;

impl Reader<'_> {
    /// What follows the name of a kind of shape.
    pub(super) fn tagged(&mut self, kind: ShapeKind) -> Result<Drawn, FilterError> {
        self.takes_keyword("Z");
        if kind != ShapeKind::GeometryCollection {
            return self.geometry(kind).map(Drawn::Geometry);
        }
        self.sign("(")?;
        let mut parts = Vec::new();
        loop {
            let Word::Name(name) = self.peek() else { return Err(self.expected("a shape such as POINT")) };
            let part = ShapeKind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name));
            match part {
                Some(part) if part != ShapeKind::GeometryCollection => {
                    self.skip();
                    self.takes_keyword("Z");
                    parts.push(self.geometry(part)?);
                }
                _ => return Err(self.expected("a shape such as POINT, and no collection within a collection")),
            }
            if !self.takes_sign(",") {
                self.sign(")")?;
                let made = shapes::collection(parts);
                return self.placed(made).map(Drawn::Geometry);
            }
        }
    }

    fn geometry(&mut self, kind: ShapeKind) -> Result<Geometry, FilterError> {
        let nested = match kind {
            ShapeKind::Point => {
                self.sign("(")?;
                let point = self.coordinate()?;
                self.sign(")")?;
                point
            }
            ShapeKind::LineString | ShapeKind::MultiPoint => self.coordinates()?,
            ShapeKind::Polygon | ShapeKind::MultiLineString => self.nested(Self::coordinates)?,
            ShapeKind::MultiPolygon | ShapeKind::GeometryCollection => {
                self.nested(|reader| reader.nested(Self::coordinates))?
            }
        };
        let made = shapes::geometry(kind, nested);
        self.placed(made)
    }

    fn nested(&mut self, part: impl Fn(&mut Self) -> Result<Nested, FilterError>) -> Result<Nested, FilterError> {
        self.sign("(")?;
        let mut parts = vec![part(self)?];
        while self.takes_sign(",") {
            parts.push(part(self)?);
        }
        self.sign(")")?;
        Ok(Nested::Many(parts))
    }

    fn coordinates(&mut self) -> Result<Nested, FilterError> {
        self.nested(|reader| {
            // MULTIPOINT is written both ways: ((1 2), (3 4)) and (1 2, 3 4).
            if !reader.takes_sign("(") {
                return reader.coordinate();
            }
            let coordinate = reader.coordinate()?;
            reader.sign(")")?;
            Ok(coordinate)
        })
    }

    fn coordinate(&mut self) -> Result<Nested, FilterError> {
        let (first, second) = (self.signed()?, self.signed()?);
        let made = shapes::coordinate(first, second, self.crs, &mut self.budget);
        let coordinate = self.placed(made)?;
        // A height is left aside: everything is looked at from above.
        if !matches!(self.peek(), Word::Sign("," | ")")) {
            self.signed()?;
        }
        Ok(Nested::One(coordinate))
    }

    fn signed(&mut self) -> Result<f64, FilterError> {
        let negative = self.takes_sign("-");
        if !negative {
            self.takes_sign("+");
        }
        let number = match self.peek() {
            Word::Integer(number) => *number as f64,
            Word::Number(number) => *number,
            _ => return Err(self.expected("a number")),
        };
        self.skip();
        Ok(if negative { -number } else { number })
    }

    /// The numbers of a BBOX, up to its closing bracket.
    pub(super) fn bounding_box(&mut self) -> Result<Drawn, FilterError> {
        let mut numbers = vec![self.signed()?];
        while self.takes_sign(",") {
            if numbers.len() == 6 {
                return Err(self.wrong("a BBOX has four numbers, or six with heights"));
            }
            numbers.push(self.signed()?);
        }
        let made = shapes::bounding_box(&numbers, self.crs, &mut self.budget);
        self.placed(made)
    }
}
