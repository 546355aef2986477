//! Vector tiles of zoom 10 over all areas: drawn for the first time, and asked for again; beside writing the same bytes once
//! more from memory. `make bench-gis` has them beside other servers.

use std::hint::black_box;

use catmap::app::collections::areas::AreaFeatures;
use catmap::publish::tile::{TileAddress, tile};
use geo::{BoundingRect, Coord};
use geozero::mvt::{Message, Tile};

use super::service::Service;
use super::stock::Stock;
use super::{heading, line, median, region};

const ZOOM: u8 = 10;

/// The middle tile of those that show anything, and the fullest.
pub fn tiles(areas: usize) {
    let stock = Stock::on(areas);
    let features = AreaFeatures(&stock.ground);
    let outlines = stock.ground.area_outlines.iter();
    let around = outlines.filter_map(BoundingRect::bounding_rect).map(|rect| (at(rect.min()), at(rect.max())));
    let around = around.reduce(|((a, b), (c, d)), ((e, f), (g, h))| ((a.min(e), b.max(f)), (c.max(g), d.min(h))));
    let ((left, bottom), (right, top)) = around.unwrap();
    let places = (left..=right).flat_map(|x| (top..=bottom).map(move |y| (x, y)));
    let draw = |(x, y): (u32, u32)| TileAddress::new(ZOOM, x, y).and_then(|address| tile(address, &features));
    let mut drawn: Vec<(usize, (u32, u32))> = places.filter_map(|place| Some((draw(place)?.len(), place))).collect();
    drawn.sort_unstable();
    heading(&format!("A tile of zoom {ZOOM} over {areas} areas, of {} tiles that show any", drawn.len()));
    let files = region::made(1_000, areas);
    // No sales: they take longest to take in, and a tile that is asked for again is no slower with them.
    let service = Service::on(&files.without_sales());
    for (which, (bytes, (x, y))) in [("middle", drawn[drawn.len() / 2]), ("fullest", drawn[drawn.len() - 1])] {
        let decoded = Tile::decode(&*draw((x, y)).unwrap()).unwrap();
        println!("  the {which}: {} areas, {} kB", decoded.layers[0].features.len(), bytes / 1000);
        let baseline = median(15, || drop(black_box(decoded.encode_to_vec())));
        line("baseline: write the same tile from memory", baseline, baseline);
        line("find, cut, coarsen, write", median(15, || drop(black_box(draw((x, y))))), baseline);
        let address = format!("/collections/areas/tiles/WebMercatorQuad/{ZOOM}/{y}/{x}");
        line("asked for again, whole stack", median(101, || drop(black_box(service.get(&address)))), baseline);
    }
}

/// The column and the row of the tile around a point in degrees.
fn at(point: Coord) -> (u32, u32) {
    let across = f64::from(1_u32 << ZOOM);
    let down = (1.0 - point.y.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0;
    (((point.x + 180.0) / 360.0 * across) as u32, (down * across) as u32)
}
