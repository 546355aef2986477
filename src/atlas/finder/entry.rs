//! What a cell on a border knows of one area, and how that lies in the list of all.

use crate::atlas::finder::number;

/// What is known of one area in one cell that a border of it comes into.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Nothing but the outline itself can tell.
    pub asks_the_outline: bool,
    /// Whether the area holds a point outside, on and inside the one ring that comes into the cell: outlines have holes, and
    /// islands in them.
    pub holds: [bool; 3],
    /// The ring's winding number at the reference point.
    pub winding: i8,
    /// The edges of the ring in the cell, by the corner they start at, counted from the first of the area.
    pub edges: Vec<u32>,
}

impl Entry {
    pub const HEAD: usize = 2;
    pub const IS_LAST: u32 = 1 << 31;
    /// All of a cell.
    pub const ALL: Self = Self { asks_the_outline: false, holds: [true; 3], winding: 0, edges: Vec::new() };
    /// Nothing is known of a cell but that the area may come into it.
    pub const UNKNOWN: Self = Self { asks_the_outline: true, holds: [false; 3], winding: 0, edges: Vec::new() };

    pub fn holds_all(&self) -> bool {
        !self.asks_the_outline && self.holds == [true; 3]
    }

    /// As numbers: the area, then how many edges and the rest in one, then the edges counted from the first corner of all.
    pub fn write(&self, area: u32, first_corner: u32, to: &mut Vec<u32>) {
        let holds = (0..).zip(self.holds).map(|(bit, holds)| u32::from(holds) << bit).sum::<u32>();
        let winding = u32::from(self.winding.cast_unsigned());
        let rest = holds | u32::from(self.asks_the_outline) << 3 | winding << 8;
        to.extend([area, rest | number(self.edges.len()) << 16]);
        to.extend(self.edges.iter().map(|edge| first_corner + edge));
    }

    /// The area, whether it is the last of its cell, what is known of it (without edges), and its edges.
    pub fn read(from: &[u32]) -> (u32, bool, Self, &[u32]) {
        let (area, rest) = (from[0], from[1]);
        let entry = Self {
            asks_the_outline: rest & 8 != 0,
            holds: [rest & 1 != 0, rest & 2 != 0, rest & 4 != 0],
            winding: ((rest >> 8) as u8).cast_signed(),
            edges: Vec::new(),
        };
        let edges = &from[Self::HEAD..Self::HEAD + (rest >> 16) as usize];
        (area & !Self::IS_LAST, area & Self::IS_LAST != 0, entry, edges)
    }
}
