//! Vector tiles of zoom 10 over all areas, drawn for the first time: ours beside PostGIS with the same attributes.

use std::hint::black_box;

use catmap::app::collections::areas::AreaFeatures;
use catmap::publish::tile::{TileAddress, tile};
use geo::BoundingRect;

use super::stock::Stock;
use super::{heading, line, median};

const ZOOM: u8 = 10;

/// The fullest tile and the middle one of those that show anything.
pub fn tiles(areas: usize) {
    let stock = Stock::on(areas);
    let features = AreaFeatures(&stock.ground);
    let outlines = stock.ground.area_outlines.iter();
    let around = outlines.filter_map(BoundingRect::bounding_rect).map(|rect| (rect.min(), rect.max()));
    let at = |longitude: f64, latitude: f64| {
        let across = f64::from(1_u32 << ZOOM);
        let down = (1.0 - latitude.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0;
        (((longitude + 180.0) / 360.0 * across) as u32, (down * across) as u32)
    };
    let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
    for (min, max) in around {
        let ((west, south), (east, north)) = (at(min.x, min.y), at(max.x, max.y));
        (left, top, right, bottom) = (left.min(west), top.min(north), right.max(east), bottom.max(south));
    }
    let addresses = (left..=right).flat_map(|x| (top..=bottom).filter_map(move |y| TileAddress::new(ZOOM, x, y)));
    let mut drawn: Vec<(usize, TileAddress)> =
        addresses.filter_map(|address| Some((tile(address, &features)?.len(), address))).collect();
    drawn.sort_unstable();
    heading(&format!("A tile of zoom {ZOOM} over {areas} areas, {} tiles that show any", drawn.len()));
    let of = |place: usize| drawn[place];
    for (which, (bytes, address)) in [("middle", of(drawn.len() / 2)), ("fullest", of(drawn.len() - 1))] {
        let time = median(15, || drop(black_box(tile(address, &features))));
        line(&format!("the {which}, {} kB", bytes / 1000), time, time);
    }
}
