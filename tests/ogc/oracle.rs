//! What must come out, by plain loops over published JSON. Nothing here is shared with the service: not its shapes, not its
//! projection, not its dates.

use serde_json::Value;

/// A sequence that looks random and is always the same.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (high - low) * ((self.0 >> 33) as f64 / f64::from(1_u32 << 31))
    }
}

/// A box: least x, least y, most x, most y.
pub type Sides = [f64; 4];

type Pair = (f64, f64);

fn pair(value: &Value, y_first: bool) -> Pair {
    let (a, b) = (value[0].as_f64().unwrap(), value[1].as_f64().unwrap());
    if y_first { (b, a) } else { (a, b) }
}

/// Every position of a geometry, x before y.
pub fn positions(geometry: &Value, y_first: bool) -> Vec<Pair> {
    fn walk(value: &Value, y_first: bool, found: &mut Vec<Pair>) {
        match value.as_array() {
            Some(parts) if parts[0].is_number() => found.push(pair(value, y_first)),
            Some(parts) => parts.iter().for_each(|part| walk(part, y_first, found)),
            None => {}
        }
    }
    let mut found = Vec::new();
    walk(&geometry["coordinates"], y_first, &mut found);
    found
}

/// The rings or lines of a geometry.
fn lines(geometry: &Value, y_first: bool) -> Vec<Vec<Pair>> {
    fn walk(value: &Value, y_first: bool, found: &mut Vec<Vec<Pair>>) {
        let Some(parts) = value.as_array() else { return };
        if parts.first().is_some_and(|part| part[0].is_number()) {
            found.push(parts.iter().map(|part| pair(part, y_first)).collect());
        } else {
            parts.iter().for_each(|part| walk(part, y_first, found));
        }
    }
    let mut found = Vec::new();
    walk(&geometry["coordinates"], y_first, &mut found);
    found
}

/// Whether a feature touches a box in the very coordinates in which it was published; what is nowhere touches all.
pub fn touches(feature: &Value, [west, south, east, north]: Sides, y_first: bool) -> bool {
    let geometry = &feature["geometry"];
    match geometry["type"].as_str() {
        None => true,
        Some("Point") => {
            let (x, y) = pair(&geometry["coordinates"], y_first);
            (west..=east).contains(&x) && (south..=north).contains(&y)
        }
        Some(name) => {
            let lines = lines(geometry, y_first);
            lines.iter().any(|line| line.windows(2).any(|ends| enters(ends[0], ends[1], [west, south, east, north])))
                || (name == "MultiPolygon" && is_inside((west, south), &lines))
        }
    }
}

/// Whether a piece of line has a point in a box (Liang and Barsky).
fn enters(from: Pair, to: Pair, [west, south, east, north]: Sides) -> bool {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    for (step, room) in [(-dx, from.0 - west), (dx, east - from.0), (-dy, from.1 - south), (dy, north - from.1)] {
        if step == 0.0 {
            if room < 0.0 {
                return false;
            }
        } else if step < 0.0 {
            first = first.max(room / step);
        } else {
            last = last.min(room / step);
        }
    }
    first <= last
}

/// Whether a point is inside rings, holes counted out (even-odd).
fn is_inside((x, y): Pair, rings: &[Vec<Pair>]) -> bool {
    let crossings = rings.iter().flat_map(|ring| ring.windows(2)).filter(|ends| {
        let ((x1, y1), (x2, y2)) = (ends[0], ends[1]);
        (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    });
    crossings.count() % 2 == 1
}

/// Whether the day of a feature lies between two days, each as text; the empty text is open. Days sort as their texts do.
pub fn is_of(feature: &Value, property: &str, first: &str, last: &str) -> bool {
    match feature["properties"][property].as_str() {
        None => true,
        Some(day) => (first.is_empty() || first <= day) && (last.is_empty() || day <= last),
    }
}

/// Web Mercator by its formula (EPSG guidance note 7-2, 3.5.3).
pub fn web_mercator((lon, lat): Pair) -> Pair {
    const RADIUS_M: f64 = 6_378_137.0;
    let lat = lat.to_radians();
    (RADIUS_M * lon.to_radians(), RADIUS_M * (std::f64::consts::FRAC_PI_4 + lat / 2.0).tan().ln())
}
