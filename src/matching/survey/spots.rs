//! Where assets stand, each distinct point and position once.

use std::collections::HashMap;

use crate::atlas::{Place, PlacedAsset};
use crate::domain::place::{Position, Precision};

/// The place of an asset, by number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spot {
    /// Nothing places it.
    Nowhere,
    /// In this locality of the atlas.
    Within(u32),
    /// At this point of the survey.
    At(u32),
}

/// A point that no known area is around.
pub const NO_AREA: u32 = u32::MAX;

/// A point where one or more assets stand.
#[derive(Clone, Copy, Debug)]
pub struct AssetPoint {
    /// The number of its position.
    pub position: u32,
    /// The area around it, or [`NO_AREA`].
    pub area: u32,
    /// How exactly it is known.
    pub precision: Precision,
}

/// Points and positions found so far.
#[derive(Default)]
pub struct Spots {
    pub points: Points,
    pub positions: Positions,
}

/// Distinct points, numbered as they come.
#[derive(Default)]
pub struct Points {
    first: usize,
    pub list: Vec<AssetPoint>,
    known: HashMap<(u32, Precision), u32>,
}

/// Distinct positions, each with the area around it, numbered as they come.
#[derive(Default)]
pub struct Positions {
    first: usize,
    pub list: Vec<(Position, Option<usize>)>,
    known: HashMap<(u64, u64, Option<usize>), u32>,
}

impl Spots {
    /// None yet, numbered after so many points and positions that are known already.
    pub fn after(points: usize, positions: usize) -> Self {
        Self {
            points: Points { first: points, ..Points::default() },
            positions: Positions { first: positions, ..Positions::default() },
        }
    }

    /// The spot of an asset.
    pub fn of(&mut self, placed: &PlacedAsset) -> Spot {
        match placed.place {
            Place::Nowhere => Spot::Nowhere,
            Place::Within(locality) => Spot::Within(number(locality)),
            Place::At { position, area } => {
                let precision = placed.asset.precision;
                let position = self.positions.number(position, area);
                let Points { first, list, known } = &mut self.points;
                Spot::At(*known.entry((position, precision)).or_insert_with(|| {
                    list.push(AssetPoint { position, precision, area: area.map_or(NO_AREA, number) });
                    number(*first + list.len() - 1)
                }))
            }
        }
    }
}

impl Positions {
    /// The number of a position in an area.
    pub fn number(&mut self, position: Position, area: Option<usize>) -> u32 {
        let key = (position.easting_m.to_bits(), position.northing_m.to_bits(), area);
        *self.known.entry(key).or_insert_with(|| {
            self.list.push((position, area));
            number(self.first + self.list.len() - 1)
        })
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
