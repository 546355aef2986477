//! Outlines and points in well-known text: the place is the middle when that lies inside, else a point that does.

use std::str::FromStr;

use geo::{Centroid, Contains, CoordsIter, Geometry, InteriorPoint};
use wkt::Wkt;

/// Whether this is written like well-known text, without reading it to its end.
pub(super) fn looks_like_one(text: &str) -> bool {
    let text = without_reference(text);
    let open = text.find('(').filter(|open| *open <= 20);
    open.is_some_and(|open| {
        let word = text[..open].split_whitespace().next().unwrap_or("");
        ["POINT", "POLYGON", "MULTIPOLYGON", "MULTIPOINT", "LINESTRING", "MULTILINESTRING"]
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
    })
}

/// The x and y of the middle of what is drawn; `None` when it cannot be understood.
///
/// Collections inside collections are not read: nobody publishes them, and they could be of any depth.
pub(super) fn middle(text: &str) -> Option<(f64, f64)> {
    if !looks_like_one(text) {
        return None;
    }
    let geometry = Geometry::<f64>::try_from(Wkt::<f64>::from_str(without_reference(text)).ok()?).ok()?;
    if !geometry.coords_iter().all(|corner| corner.x.is_finite() && corner.y.is_finite()) {
        return None;
    }
    let centroid = geometry.centroid()?;
    let is_area = matches!(geometry, Geometry::Polygon(_) | Geometry::MultiPolygon(_));
    let middle = if is_area && !geometry.contains(&centroid) { geometry.interior_point()? } else { centroid };
    Some((middle.x(), middle.y()))
}

/// The text after "SRID=27700;", which says nothing the numbers do not say better.
fn without_reference(text: &str) -> &str {
    let text = text.trim();
    match text.split_once(';') {
        Some((reference, rest)) if reference.len() <= 12 && reference.to_ascii_uppercase().starts_with("SRID") => {
            rest.trim()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::middle;

    #[test]
    fn the_middle_of_an_outline_lies_inside_it() {
        assert_eq!(middle("POINT (-2.97 53.4)"), Some((-2.97, 53.4)));
        assert_eq!(middle("point(-2.97 53.4)"), Some((-2.97, 53.4)));
        assert_eq!(middle("POINT Z (335000 390000 12)"), Some((335_000.0, 390_000.0)));
        assert_eq!(middle("SRID=27700;POINT(335000 390000)"), Some((335_000.0, 390_000.0)));
        assert_eq!(middle("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)))"), Some((2.0, 2.0)));
        // A horseshoe, whose centroid lies between its arms.
        let (x, y) = middle("POLYGON ((0 0, 9 0, 9 9, 8 9, 8 1, 1 1, 1 9, 0 9, 0 0))").unwrap();
        assert!(!(1.0..8.0).contains(&x) || y < 1.0, "{x} {y}");
    }

    #[test]
    fn what_is_no_outline_has_no_middle() {
        for text in [
            "",
            "POINT EMPTY",
            "POINT (1)",
            "POLYGON ((0 0, 1 1",
            "POINT (nan inf)",
            "Point Road (north)",
            "POINT (1e999 1)",
        ] {
            assert_eq!(middle(text), None, "{text:?}");
        }
        let deep = format!("{}POINT (1 1){}", "GEOMETRYCOLLECTION (".repeat(100_000), ")".repeat(100_000));
        assert_eq!(middle(&deep), None);
    }
}
