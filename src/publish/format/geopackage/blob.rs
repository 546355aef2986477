//! A shape as GeoPackage keeps it: a short head, then well-known binary (OGC 12-128r18, clause 2.1.3).

use crate::features::Crs;
use crate::features::collection::Shape;
use crate::publish::format::shapes::{around, wkb};

/// The bytes; `None` for what is nowhere.
#[must_use]
pub fn of(shape: &Shape<'_>, crs: Crs) -> Option<Vec<u8>> {
    /// Little-endian, no box.
    const PLAIN: u8 = 0b0000_0001;
    /// Little-endian, a box of x and y.
    const BOXED: u8 = 0b0000_0011;
    let body = wkb(shape)?;
    let mut bytes = Vec::with_capacity(40 + body.len());
    bytes.extend(b"GP\0");
    // The box of a point would say the same again.
    let sides = around(shape).filter(|_| !matches!(shape, Shape::Point(_)));
    bytes.push(if sides.is_some() { BOXED } else { PLAIN });
    bytes.extend(crs.epsg().to_le_bytes());
    for side in sides.into_iter().flat_map(|sides| [sides.min().x, sides.max().x, sides.min().y, sides.max().y]) {
        bytes.extend(side.to_le_bytes());
    }
    bytes.extend(body);
    Some(bytes)
}
