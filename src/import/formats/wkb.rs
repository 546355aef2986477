//! Shapes as databases store them: well-known binary, with the header of GeoPackage before it.
//!
//! Every count is held against the bytes that are there before room is made for it.

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

/// How deep collections of shapes may lie in each other.
const DEEPEST: u32 = 8;

/// The shape in these bytes of a GeoPackage; `Ok(None)` when it is empty.
pub(in crate::import) fn of_geopackage(bytes: &[u8]) -> Result<Option<Geometry<f64>>, ()> {
    let [b'G', b'P', _, flags, _, _, _, _, rest @ ..] = bytes else { return Err(()) };
    let envelope = match flags >> 1 & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(()),
    };
    if flags & 0b1_0000 != 0 {
        return Ok(None);
    }
    of_binary(rest.get(envelope..).ok_or(())?).map(Some)
}

/// The shape in these bytes.
pub(in crate::import) fn of_binary(bytes: &[u8]) -> Result<Geometry<f64>, ()> {
    Bytes { rest: bytes, little: true, values: 2 }.shape(0)
}

struct Bytes<'b> {
    rest: &'b [u8],
    little: bool,
    /// Numbers of each point: two, and a height or a measure.
    values: usize,
}

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], ()> {
        let (first, rest) = self.rest.split_first_chunk::<N>().ok_or(())?;
        self.rest = rest;
        Ok(*first)
    }

    fn whole(&mut self) -> Result<u32, ()> {
        let bytes = self.take()?;
        Ok(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn number(&mut self) -> Result<f64, ()> {
        let bytes = self.take()?;
        Ok(if self.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    /// A count of things of which each takes so many bytes at least.
    fn count(&mut self, bytes_each: usize) -> Result<usize, ()> {
        let count = self.whole()? as usize;
        if count.checked_mul(bytes_each).is_none_or(|bytes| bytes > self.rest.len()) { Err(()) } else { Ok(count) }
    }

    fn coord(&mut self) -> Result<Coord<f64>, ()> {
        let coord = Coord { x: self.number()?, y: self.number()? };
        for _ in 2..self.values {
            self.number()?;
        }
        Ok(coord)
    }

    fn line(&mut self) -> Result<LineString<f64>, ()> {
        let count = self.count(8 * self.values)?;
        (0..count).map(|_| self.coord()).collect::<Result<_, _>>().map(LineString)
    }

    fn polygon(&mut self) -> Result<Polygon<f64>, ()> {
        let count = self.count(4)?;
        let mut rings = (0..count).map(|_| self.line()).collect::<Result<Vec<_>, _>>()?.into_iter();
        let exterior = rings.next().unwrap_or_else(|| LineString(Vec::new()));
        Ok(Polygon::new(exterior, rings.collect()))
    }

    fn shapes(&mut self, depth: u32) -> Result<Vec<Geometry<f64>>, ()> {
        let count = self.count(5)?;
        (0..count).map(|_| self.shape(depth + 1)).collect()
    }

    fn shape(&mut self, depth: u32) -> Result<Geometry<f64>, ()> {
        if depth > DEEPEST {
            return Err(());
        }
        let [order] = self.take()?;
        self.little = order == 1;
        let code = self.whole()?;
        // A height and a measure are thousands in the standard, and high bits in PostGIS.
        let thousands = code % 10_000 / 1000;
        let (height, measure) = (code & 0x8000_0000 != 0, code & 0x4000_0000 != 0);
        self.values = 2 + match thousands {
            0 => usize::from(height) + usize::from(measure),
            3 => 2,
            _ => 1,
        };
        match code & 0x1FFF_FFFF {
            code if code > 4000 => Err(()),
            code => match code % 1000 {
                1 => Ok(Geometry::Point(Point(self.coord()?))),
                2 => Ok(Geometry::LineString(self.line()?)),
                3 => Ok(Geometry::Polygon(self.polygon()?)),
                4 => points(self.shapes(depth)?),
                5 => lines(self.shapes(depth)?),
                6 => polygons(self.shapes(depth)?),
                7 => Ok(Geometry::GeometryCollection(GeometryCollection(self.shapes(depth)?))),
                _ => Err(()),
            },
        }
    }
}

fn points(shapes: Vec<Geometry<f64>>) -> Result<Geometry<f64>, ()> {
    let one = |shape| if let Geometry::Point(point) = shape { Ok(point) } else { Err(()) };
    shapes.into_iter().map(one).collect::<Result<_, _>>().map(|all| Geometry::MultiPoint(MultiPoint(all)))
}

fn lines(shapes: Vec<Geometry<f64>>) -> Result<Geometry<f64>, ()> {
    let one = |shape| if let Geometry::LineString(line) = shape { Ok(line) } else { Err(()) };
    shapes.into_iter().map(one).collect::<Result<_, _>>().map(|all| Geometry::MultiLineString(MultiLineString(all)))
}

fn polygons(shapes: Vec<Geometry<f64>>) -> Result<Geometry<f64>, ()> {
    let one = |shape| if let Geometry::Polygon(polygon) = shape { Ok(polygon) } else { Err(()) };
    shapes.into_iter().map(one).collect::<Result<_, _>>().map(|all| Geometry::MultiPolygon(MultiPolygon(all)))
}

#[cfg(test)]
mod tests {
    use geo::{Geometry, point};
    use proptest::prelude::*;

    use super::{of_binary, of_geopackage};

    fn point_bytes() -> Vec<u8> {
        let mut bytes = vec![1, 1, 0, 0, 0];
        bytes.extend(330_000.0_f64.to_le_bytes());
        bytes.extend(390_000.0_f64.to_le_bytes());
        bytes
    }

    #[test]
    fn a_point_is_read_with_and_without_an_envelope() {
        let expected = Geometry::Point(point! { x: 330_000.0, y: 390_000.0 });
        let header = [b'G', b'P', 0, 1, 0, 0, 0, 0];
        assert_eq!(of_geopackage(&[&header[..], &point_bytes()].concat()), Ok(Some(expected.clone())));
        let with_envelope = [b'G', b'P', 0, 0b11, 0, 0, 0, 0];
        let bytes = [&with_envelope[..], &[0; 32], &point_bytes()].concat();
        assert_eq!(of_geopackage(&bytes), Ok(Some(expected)));
        assert_eq!(of_geopackage(&[b'G', b'P', 0, 0b1_0001, 0, 0, 0, 0]), Ok(None));
    }

    #[test]
    fn a_count_that_lies_makes_no_room() {
        // A line of four thousand million points, and no point.
        assert_eq!(of_binary(&[1, 2, 0, 0, 0, 255, 255, 255, 255]), Err(()));
        let nested: Vec<u8> = [1, 7, 0, 0, 0, 1, 0, 0, 0].repeat(1000);
        assert_eq!(of_binary(&nested), Err(()));
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_shape_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = of_binary(&bytes);
            let _ = of_geopackage(&[b"GP\0\x01\0\0\0\0", bytes.as_slice()].concat());
        }
    }
}
