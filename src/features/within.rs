//! A box in a coordinate system, and exactly which features touch it.
//!
//! A feature is in a box or not by the very coordinates that are shown in the box's own system, so nobody who checks an
//! answer comes to another result. The R-tree only narrows the search: it is asked with a box on the grid that surely covers
//! what is wanted.

use geo::{Coord, Intersects, Rect};

use crate::domain::place::{Extent, LonLat, Position};
use crate::features::collection::Shape;
use crate::features::crs::Crs;
use crate::projection;

/// A box, edges included. In degrees, `min.x` above `max.x` is a box across the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CrsBox {
    /// The system its numbers are in.
    pub crs: Crs,
    /// South-west corner, x before y.
    pub min: Coord,
    /// North-east corner.
    pub max: Coord,
}

impl CrsBox {
    /// The box whose numbers are in the order of its system's axes: four, or six with heights, which are not looked at.
    ///
    /// # Errors
    /// A sentence that says what would be right.
    pub fn of_sides(sides: &[f64], crs: Crs) -> Result<Self, String> {
        let (first, second, third, fourth) = match *sides {
            [a, b, c, d] => (a, b, c, d),
            [a, b, low, c, d, high] if low <= high => (a, b, c, d),
            [_, _, _, _, _, _] => return Err("the third number (least height) is above the sixth".to_owned()),
            _ => return Err("four numbers separated by commas (or six with heights)".to_owned()),
        };
        let corner = |a: f64, b: f64| if crs.is_y_first() { Coord { x: b, y: a } } else { Coord { x: a, y: b } };
        let (min, max) = (corner(first, second), corner(third, fourth));
        let (most_x, most_y) = crs.limits();
        let order = match crs {
            Crs::Crs84 => "west, south, east, north in degrees",
            Crs::Epsg4326 | Crs::Epsg4258 => "south, west, north, east in degrees: latitude first",
            Crs::Epsg3857 | Crs::Epsg27700 => "west, south, east, north in metres",
        };
        if [min, max].iter().any(|corner| corner.x.abs() > most_x || corner.y.abs() > most_y) {
            let (x, y) = if crs.is_degrees() { ("longitudes", "latitudes") } else { ("eastings", "northings") };
            return Err(format!(
                "{x} in {} go from -{most_x} to {most_x} and {y} from -{most_y} to {most_y}; the order is {order}",
                crs.short()
            ));
        }
        if min.y > max.y {
            return Err(format!("the southern edge lies north of the northern one; the order is {order}"));
        }
        if min.x > max.x && !crs.is_degrees() {
            return Err(format!("the western edge lies east of the eastern one; the order is {order}"));
        }
        Ok(Self { crs, min, max })
    }

    /// Whether a shape, given in the box's system, touches it. What is nowhere touches every box (OGC API - Features Part 1,
    /// requirement fc-bbox-response C).
    #[must_use]
    pub fn touches(&self, shape: &Shape<'_>) -> bool {
        let parts = self.parts();
        match shape {
            Shape::Nowhere => true,
            Shape::Point(point) => parts.iter().any(|part| covers(part, *point)),
            Shape::Lines(lines) => parts.iter().any(|part| lines.intersects(part)),
            Shape::Areas(areas) => parts.iter().any(|part| areas.intersects(part)),
        }
    }

    /// The box as one or two that do not cross the antimeridian.
    fn parts(&self) -> Vec<Rect> {
        if self.crs.is_degrees() && self.min.x > self.max.x {
            let (west, east) = (Coord { x: -180.0, y: self.min.y }, Coord { x: 180.0, y: self.max.y });
            vec![Rect::new(self.min, east), Rect::new(west, self.max)]
        } else {
            vec![Rect::new(self.min, self.max)]
        }
    }

    /// A box on the grid that surely covers this one, to look up in an R-tree before the exact test; `None` when it reaches
    /// beyond what the grid covers, so that everything must be tested.
    ///
    /// A straight edge in degrees (or in Web Mercator, whose edges are straight in degrees too) is a curve on the grid. Its
    /// bulge between two of the 33 points taken along each edge is under 10 m for a box as wide as England, and the margin
    /// is a hundredth of the box and at least 100 m.
    #[must_use]
    pub fn on_grid(&self) -> Option<Extent> {
        const STEPS: u32 = 32;
        if self.crs == Crs::Epsg27700 {
            // What is shown may be rounded by half a centimetre.
            let clamped = |coord: Coord, by: f64| {
                Position::new((coord.x + by).clamp(0.0, 700_000.0), (coord.y + by).clamp(0.0, 1_300_000.0)).ok()
            };
            return Some(Extent { min: clamped(self.min, -0.01)?, max: clamped(self.max, 0.01)? });
        }
        if self.min.x > self.max.x {
            return None;
        }
        let degrees = |corner: Coord| match self.crs {
            Crs::Epsg3857 => {
                let place = projection::from_web_mercator(corner.x_y());
                Coord { x: place.lon_deg, y: place.lat_deg }
            }
            _ => corner,
        };
        let (low, high) = (degrees(self.min), degrees(self.max));
        let along = |from: f64, to: f64, step: u32| from + (to - from) * f64::from(step) / f64::from(STEPS);
        let edges: Vec<LonLat> = (0..=STEPS)
            .flat_map(|step| {
                let lon_deg = along(low.x, high.x, step);
                let lat_deg = along(low.y, high.y, step);
                [
                    LonLat { lon_deg, lat_deg: low.y },
                    LonLat { lon_deg, lat_deg: high.y },
                    LonLat { lon_deg: low.x, lat_deg },
                    LonLat { lon_deg: high.x, lat_deg },
                ]
            })
            .collect();
        let on_grid: Option<Vec<Position>> = projection::to_british_national_grid(&edges).ok()?.into_iter().collect();
        let extent = Extent::around(on_grid?)?;
        let width_m = extent.max.easting_m - extent.min.easting_m;
        let height_m = extent.max.northing_m - extent.min.northing_m;
        let margin_m = (width_m.max(height_m) / 100.0).max(100.0);
        Some(Extent {
            min: Position { easting_m: extent.min.easting_m - margin_m, northing_m: extent.min.northing_m - margin_m },
            max: Position { easting_m: extent.max.easting_m + margin_m, northing_m: extent.max.northing_m + margin_m },
        })
    }
}

fn covers(part: &Rect, point: Coord) -> bool {
    (part.min().x..=part.max().x).contains(&point.x) && (part.min().y..=part.max().y).contains(&point.y)
}
