//! Coordinate systems as files name them: well-known text and PROJJSON, as PROJ writes those of the EPSG register.

use crate::features::Crs;

/// Well-known text of the first edition (OGC 01-009), which GeoPackage and FlatGeobuf ask for. Whatever it says of axes,
/// both put x before y.
#[must_use]
pub const fn wkt(crs: Crs) -> &'static str {
    match crs {
        Crs::Crs84 | Crs::Epsg4326 => include_str!("crs/4326.wkt"),
        Crs::Epsg4258 => include_str!("crs/4258.wkt"),
        Crs::Epsg3857 => include_str!("crs/3857.wkt"),
        Crs::Epsg27700 => include_str!("crs/27700.wkt"),
    }
}

/// PROJJSON, which GeoParquet asks for.
#[must_use]
pub const fn projjson(crs: Crs) -> &'static str {
    match crs {
        Crs::Crs84 => include_str!("crs/crs84.json"),
        Crs::Epsg4326 => include_str!("crs/4326.json"),
        Crs::Epsg4258 => include_str!("crs/4258.json"),
        Crs::Epsg3857 => include_str!("crs/3857.json"),
        Crs::Epsg27700 => include_str!("crs/27700.json"),
    }
}

/// What people call it.
#[must_use]
pub const fn title(crs: Crs) -> &'static str {
    match crs {
        Crs::Crs84 | Crs::Epsg4326 => "WGS 84",
        Crs::Epsg4258 => "ETRS89",
        Crs::Epsg3857 => "WGS 84 / Pseudo-Mercator",
        Crs::Epsg27700 => "OSGB36 / British National Grid",
    }
}
