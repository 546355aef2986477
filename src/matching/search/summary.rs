//! The least and the most of a part: of everything that a score or a constraint reads of its assets.

use crate::atlas::Atlas;
use crate::domain::asset::SpaceType;
use crate::matching::search::codes::Codes;
use crate::matching::search::scale::{EDGES, MEASURES, Measure};

/// Something that holds of an asset or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
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
    /// The floor area is estimated, for most needs or for those that want nothing but land.
    Estimated = 1 << 7,
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
}

/// The marks of what is barred to every need.
pub const BARRED: [Mark; 3] = [Mark::NotAvailable, Mark::NotLawful, Mark::Reserved];

/// A part of the assets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    least: [u8; MEASURES],
    most: [u8; MEASURES],
    place: [u16; 4],
    /// A bit for the borough of each place; one bit may stand for several boroughs.
    pub boroughs: u32,
    some: u16,
    all: u16,
    /// Kinds of space, a bit each; of those not known, none.
    pub kinds: u16,
}

/// Places are kept in cells of this many metres, rounded outwards.
pub const CELL_M: f64 = 20.0;

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
        all: u16::MAX,
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

    /// Whether a number is known of none of them.
    pub fn is_none(&self, measure: Measure) -> bool {
        self.most[measure as usize] == 0
    }

    /// No number of any is below this.
    pub fn least(&self, measure: Measure) -> f64 {
        EDGES.least[measure as usize][usize::from(self.least[measure as usize])]
    }

    /// No number of any is above this.
    pub fn most(&self, measure: Measure) -> f64 {
        EDGES.most[measure as usize][usize::from(self.most[measure as usize])]
    }

    /// No D of any is above this: 0 is the plain index, 1 and more the rows of purposes.
    pub fn deprivation(&self, row: usize) -> f64 {
        let measure = Measure::Deprivation as usize + row;
        EDGES.most[measure][usize::from(self.most[measure])]
    }

    /// Whether a mark holds for some of them.
    pub const fn some(&self, mark: Mark) -> bool {
        self.some & mark as u16 != 0
    }

    /// Whether a mark holds for all of them.
    pub const fn all(&self, mark: Mark) -> bool {
        self.all & mark as u16 != 0
    }

    /// The box around every place of every one, metres: west and east, south and north; `None` where nothing places one.
    pub fn around(&self) -> Option<[[f64; 2]; 2]> {
        let [west, south, east, north] = self.place;
        let (low, high) = (|cell: u16| f64::from(cell) * CELL_M, |cell: u16| (f64::from(cell) + 1.0) * CELL_M);
        (west <= east).then(|| [[low(west), high(east)], [low(south), high(north)]])
    }
}

/// The bit of a kind of space.
pub const fn bit(kind: SpaceType) -> u16 {
    1 << kind as u16
}

/// The bit of a borough: of its place among all of them, of which several may share one.
pub fn borough_bit(atlas: &Atlas, name: &str) -> u32 {
    atlas.boroughs().position(|borough| **borough == *name).map_or(0, |place| 1 << (place % 32))
}
