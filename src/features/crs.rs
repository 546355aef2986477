//! The coordinate systems that features are given in: their names, axes, bounds and decimals.
//!
//! Inside, x comes before y everywhere (east before north). Only what writes or reads coordinates for others turns them:
//! EPSG:4326 and EPSG:4258 are latitude first by their authority (OGC API - Features Part 2, section 6.2), the others not.

use geo::Coord;

/// A coordinate system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Crs {
    /// WGS84 longitude and latitude, that of GeoJSON.
    #[default]
    Crs84,
    /// WGS84 latitude and longitude.
    Epsg4326,
    /// ETRS89 latitude and longitude; the same numbers as WGS84 here, as in every public British file.
    Epsg4258,
    /// Web Mercator metres.
    Epsg3857,
    /// British National Grid metres: how everything is kept.
    Epsg27700,
}

impl Crs {
    /// All of them, that of GeoJSON first.
    pub const ALL: [Self; 5] = [Self::Crs84, Self::Epsg27700, Self::Epsg4326, Self::Epsg4258, Self::Epsg3857];

    /// Its name as OGC API asks for it.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Epsg4326 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Self::Epsg4258 => "http://www.opengis.net/def/crs/EPSG/0/4258",
            Self::Epsg3857 => "http://www.opengis.net/def/crs/EPSG/0/3857",
            Self::Epsg27700 => "http://www.opengis.net/def/crs/EPSG/0/27700",
        }
    }

    /// Its number in the EPSG register; that of WGS84 for CRS84, which has none.
    #[must_use]
    pub const fn epsg(self) -> u32 {
        match self {
            Self::Crs84 | Self::Epsg4326 => 4326,
            Self::Epsg4258 => 4258,
            Self::Epsg3857 => 3857,
            Self::Epsg27700 => 27700,
        }
    }

    /// The one with this name: the URI, with or without https, or the short `EPSG:27700`, `OGC:CRS84`.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let path = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
        Self::ALL.into_iter().find(|crs| match path {
            Some(path) => crs.uri().strip_prefix("http://") == Some(path),
            None => text.eq_ignore_ascii_case(&crs.short()),
        })
    }

    /// Its short name, `EPSG:27700`.
    #[must_use]
    pub fn short(self) -> String {
        if self == Self::Crs84 { "OGC:CRS84".to_owned() } else { format!("EPSG:{}", self.epsg()) }
    }

    /// Whether its authority puts y before x.
    #[must_use]
    pub const fn is_y_first(self) -> bool {
        matches!(self, Self::Epsg4326 | Self::Epsg4258)
    }

    /// Whether it counts in degrees.
    #[must_use]
    pub const fn is_degrees(self) -> bool {
        matches!(self, Self::Crs84 | Self::Epsg4326 | Self::Epsg4258)
    }

    /// How many decimals are shown: 0.1 m in degrees, a centimetre in metres.
    #[must_use]
    pub const fn decimals(self) -> u32 {
        if self.is_degrees() { 6 } else { 2 }
    }

    /// A coordinate as it is shown.
    #[must_use]
    pub fn rounded(self, coord: Coord) -> Coord {
        let scale = if self.is_degrees() { 1e6 } else { 1e2 };
        let round = |number: f64| (number * scale).round() / scale;
        Coord { x: round(coord.x), y: round(coord.y) }
    }

    /// The largest x and y there can be; the smallest are their negatives.
    #[must_use]
    pub const fn limits(self) -> (f64, f64) {
        match self {
            Self::Crs84 | Self::Epsg4326 | Self::Epsg4258 => (180.0, 90.0),
            // The whole world of Web Mercator; clients ask for boxes beyond the square that is usually drawn.
            Self::Epsg3857 => (20_037_508.342_789_25, 242_528_680.943_758_9),
            // Far around Great Britain, so that a box may reach out to sea; degrees and other grids are told apart by it.
            Self::Epsg27700 => (5_000_000.0, 5_000_000.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Crs;

    #[test]
    fn each_is_found_by_its_names_and_by_no_other() {
        for crs in Crs::ALL {
            assert_eq!(Crs::named(crs.uri()), Some(crs));
            assert_eq!(Crs::named(&crs.uri().replace("http:", "https:")), Some(crs));
            assert_eq!(Crs::named(&crs.short().to_lowercase()), Some(crs));
        }
        for wrong in ["", "27700", "http://www.opengis.net/def/crs/EPSG/0/27701", "EPSG:27700 ", "urn:x", "http://"] {
            assert_eq!(Crs::named(wrong), None, "{wrong}");
        }
    }
}
