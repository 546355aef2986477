//! Which area each of 300,000 points lies in: ours beside PostGIS, which must count the same in every area first.

use std::fmt::Write as _;
use std::hint::black_box;

use catmap::domain::place::Position;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::postgis::PostGis;
use super::stock::Stock;
use super::{heading, line, median};

const POINTS: usize = 300_000;

/// How many points are in how many areas, times, ratios.
pub fn containing(areas: usize) {
    let stock = Stock::on(areas);
    let (atlas, extent) = (&stock.ground.atlas, stock.ground.atlas.extent().unwrap());
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let points: Vec<Position> = (0..POINTS)
        .map(|_| Position {
            easting_m: random.random_range(extent.min.easting_m..extent.max.easting_m),
            northing_m: random.random_range(extent.min.northing_m..extent.max.northing_m),
        })
        .collect();
    heading(&format!("The area around each of {POINTS} points, {areas} areas"));
    let one_by_one = || points.iter().filter_map(|point| atlas.area_containing(*point)).count();
    let together = || atlas.areas_containing(&points).into_iter().flatten().count();
    let Some(mut postgis) = PostGis::empty() else { return };
    postgis.run(
        "CREATE EXTENSION postgis; CREATE TABLE point (geom geometry(Point, 27700)); \
         CREATE TABLE area (area int PRIMARY KEY, geom geometry(MultiPolygon, 27700))",
    );
    let mut rows = String::new();
    for point in &points {
        writeln!(rows, "SRID=27700;POINT({} {})", point.easting_m, point.northing_m).unwrap();
    }
    postgis.copy("COPY point FROM STDIN", &rows);
    rows.clear();
    for (index, area) in atlas.areas().iter().enumerate() {
        writeln!(rows, "{index}\tSRID=27700;{}", wkt::ToWkt::wkt_string(&area.boundary)).unwrap();
    }
    postgis.copy("COPY area FROM STDIN", &rows);
    postgis.run(
        "CREATE INDEX area_by_place ON area USING gist (geom); CREATE INDEX point_by_place ON point USING gist (geom)",
    );
    postgis.run("VACUUM ANALYZE");
    let count = "SELECT count(*) FROM point JOIN area ON ST_Contains(area.geom, point.geom)";
    let (ours, theirs) = (one_by_one(), usize::try_from(postgis.count(count)).unwrap());
    assert_eq!((ours, together()), (theirs, theirs), "nothing is timed while the counts differ");
    println!("  {ours} of them lie in an area, by both.");
    let baseline = median(3, || _ = black_box(postgis.count(count)));
    line("baseline: PostGIS, ST_Contains with GiST, two processes", baseline, baseline);
    line("one thread", median(5, || _ = black_box(one_by_one())), baseline);
    line("all at once, all threads", median(15, || _ = black_box(together())), baseline);
}
