//! Collections that are read row by row through the table of their properties.

use geo::Rect;
use time::Date;

use crate::domain::place::Extent;
use crate::features::collection::{Described, Features, Shape, around, days};
use crate::features::table::{Collection, RowOf};
use crate::features::{Crs, Scalar};

/// Features with a table of properties, kept in the order of their keys: who says this of itself can be read as
/// [`Features`]. Without more, its features are nowhere.
pub trait Listed: Send + Sync {
    /// The table of its properties.
    type Table: Collection;

    /// What it says of itself.
    fn describes(&self) -> &Described {
        Self::Table::described()
    }

    /// How many features there are.
    fn count(&self) -> usize;

    /// As [`Features::counted`].
    fn known(&self) -> Option<usize> {
        Some(self.count())
    }

    /// The key of a feature.
    fn key(&self, index: usize) -> &str;

    /// What the values of a feature are read from.
    fn read(&self, index: usize) -> <Self::Table as Collection>::Row<'_>;

    /// Where a feature is.
    fn drawn(&self, _index: usize, _crs: Crs) -> Shape<'_> {
        Shape::Nowhere
    }

    /// As [`Features::near`].
    fn touching(&self, _extent: Extent) -> Vec<usize> {
        (0..self.count()).collect()
    }

    /// As [`Features::around`].
    fn span(&self) -> Option<Rect> {
        around((0..self.count()).map(|index| self.drawn(index, Crs::Crs84)))
    }

    /// As [`Features::outlasts_edits`].
    fn outlasts_edits(&self) -> bool {
        false
    }

    /// As [`Features::days`].
    fn dates(&self) -> Option<(Date, Date)> {
        let time = self.describes().time.and_then(|time| Self::Table::PROPERTIES.get(time))?;
        days((0..self.count()).map(|index| (time.read)(&RowOf::new(self.read(index)))))
    }
}

impl<L: Listed> Features for L {
    fn described(&self) -> &Described {
        self.describes()
    }

    fn len(&self) -> usize {
        self.count()
    }

    fn counted(&self) -> Option<usize> {
        self.known()
    }

    fn id(&self, index: usize) -> &str {
        self.key(index)
    }

    fn index_of(&self, id: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = low.midpoint(high);
            if self.key(middle) < id {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low < self.count() && self.key(low) == id).then_some(low)
    }

    fn value(&self, index: usize, column: usize) -> Scalar<'_> {
        let property = L::Table::PROPERTIES.get(column);
        property.map_or(Scalar::Null, |property| (property.read)(&RowOf::new(self.read(index))))
    }

    fn values(&self, index: usize, each: &mut dyn FnMut(Scalar<'_>)) {
        let row = RowOf::new(self.read(index));
        for property in L::Table::PROPERTIES {
            each((property.read)(&row));
        }
    }

    fn tile_values(&self, index: usize, each: &mut dyn FnMut(Scalar<'_>)) {
        let row = RowOf::new(self.read(index));
        for property in L::Table::PROPERTIES.iter().filter(|property| property.in_tiles) {
            each((property.read)(&row));
        }
    }

    fn shape(&self, index: usize, crs: Crs) -> Shape<'_> {
        self.drawn(index, crs)
    }

    fn near(&self, extent: Extent) -> Vec<usize> {
        self.touching(extent)
    }

    fn around(&self) -> Option<Rect> {
        self.span()
    }

    fn outlasts_edits(&self) -> bool {
        Listed::outlasts_edits(self)
    }

    fn days(&self) -> Option<(Date, Date)> {
        self.dates()
    }
}
