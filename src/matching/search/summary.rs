//! The least and the most of a part: of everything that a score or a constraint reads of its assets.

use crate::atlas::Atlas;
use crate::domain::asset::SpaceType;
use crate::matching::search::codes::Codes;
use crate::matching::search::scale::MEASURES;

/// Something that holds of an asset or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Mark {
    /// What no need comes into: availability, lawful use, reserved for a service; each failed.
    NotAvailable = 1,
    NotLawful = 1 << 1,
    Reserved = 1 << 2,
    /// Nothing places it.
    Nowhere = 1 << 3,
    KindsUnknown = 1 << 4,
    AreaUnknown = 1 << 5,
    LandAreaUnknown = 1 << 6,
    /// The floor area is estimated: for most needs, and for those that want nothing but land.
    Estimated = 1 << 7,
    LandEstimated = 1 << 16,
    /// It may be shared, as far as known.
    Shareable = 1 << 8,
    /// A part of the cost is not known, as far as no need comes into it.
    CostUnknown = 1 << 9,
    TermUnknown = 1 << 10,
    /// The owner has confirmed a term that is no freehold.
    Confirmed = 1 << 11,
    NoAccess = 1 << 12,
    ReadyUnknown = 1 << 13,
    DeclaredUnsafe = 1 << 14,
    HighRisk = 1 << 15,
    /// Somebody is known to be in it.
    Occupied = 1 << 17,
}

/// The marks of what is barred to every need, each a constraint that fails.
pub const BARRED: u32 = Mark::NotAvailable as u32 | Mark::NotLawful as u32 | Mark::Reserved as u32;

/// What a bound reads of assets: of one alone, or of a part of them.
pub trait Part {
    /// The least code of a measure; 0 or [`u8::MAX`] where it is known of none.
    fn least(&self, measure: usize) -> u8;
    /// The most; 0 where it is known of none.
    fn most(&self, measure: usize) -> u8;
    /// The marks that hold for some of them, and those that hold for all.
    fn some(&self) -> u32;
    fn all(&self) -> u32;
    /// Kinds of space that one of them has, a bit each.
    fn kinds(&self) -> u16;
    /// A bit for the borough of each place; one bit may stand for several boroughs.
    fn boroughs(&self) -> u32;
    /// The box around every place of every one, in cells: west, south, east, north; [`NO_PLACE`] where nothing places one.
    fn place(&self) -> [u16; 4];
}

/// A part of the assets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    least: [u8; MEASURES],
    most: [u8; MEASURES],
    place: [u16; 4],
    boroughs: u32,
    some: u32,
    all: u32,
    kinds: u16,
}

/// Places are kept in cells of this many metres, rounded outwards.
pub const CELL_M: f32 = 20.0;

/// The place of an asset that nothing places: joined with a box, it is that box.
pub const NO_PLACE: [u16; 4] = [u16::MAX, u16::MAX, 0, 0];

impl Summary {
    /// The summary of nothing: joined with any other, it is that other.
    pub const NOTHING: Self = Self {
        least: [u8::MAX; MEASURES],
        most: [0; MEASURES],
        place: NO_PLACE,
        boroughs: 0,
        some: 0,
        all: u32::MAX,
        kinds: 0,
    };

    /// The summary of one asset.
    pub fn of(codes: &Codes) -> Self {
        let Codes { measures, place, boroughs, marks, kinds, .. } = *codes;
        let least = measures.map(|code| if code == 0 { u8::MAX } else { code });
        Self { least, most: measures, place, boroughs, some: marks, all: marks, kinds }
    }

    /// Takes another part in.
    pub fn join(&mut self, other: &Self) {
        self.least.iter_mut().zip(other.least).for_each(|(least, of)| *least = of.min(*least));
        self.most.iter_mut().zip(other.most).for_each(|(most, of)| *most = of.max(*most));
        let ([west, south, east, north], of) = (self.place, other.place);
        self.place = [west.min(of[0]), south.min(of[1]), east.max(of[2]), north.max(of[3])];
        self.boroughs |= other.boroughs;
        self.some |= other.some;
        self.all &= other.all;
        self.kinds |= other.kinds;
    }
}

impl Part for Summary {
    fn least(&self, measure: usize) -> u8 {
        self.least[measure]
    }

    fn most(&self, measure: usize) -> u8 {
        self.most[measure]
    }

    fn some(&self) -> u32 {
        self.some
    }

    fn all(&self) -> u32 {
        self.all
    }

    fn kinds(&self) -> u16 {
        self.kinds
    }

    fn boroughs(&self) -> u32 {
        self.boroughs
    }

    fn place(&self) -> [u16; 4] {
        self.place
    }
}

impl Part for Codes {
    fn least(&self, measure: usize) -> u8 {
        self.measures[measure]
    }

    fn most(&self, measure: usize) -> u8 {
        self.measures[measure]
    }

    fn some(&self) -> u32 {
        self.marks
    }

    fn all(&self) -> u32 {
        self.marks
    }

    fn kinds(&self) -> u16 {
        self.kinds
    }

    fn boroughs(&self) -> u32 {
        self.boroughs
    }

    fn place(&self) -> [u16; 4] {
        self.place
    }
}

/// The bit of a kind of space.
pub const fn bit(kind: SpaceType) -> u16 {
    1 << kind as u16
}

/// The bit of the borough that an area lies in: of its place among all of them, of which several may share one.
pub fn borough_bit(atlas: &Atlas, area: usize) -> u32 {
    atlas.borough_number(area).map_or(0, |place| 1 << (place % 32))
}
