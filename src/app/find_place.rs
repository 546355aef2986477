//! Find a place by what people call it: a postcode or the beginning of one, a borough, a ward, a neighbourhood, its code.
//!
//! It answers from the outlines and postcodes that are loaded and asks nobody else. Assets are no places: they are looked
//! for in their list, where what is withheld is withheld.

use crate::app::AppError;
use crate::app::snapshot::{Snapshot, unavailable};
use crate::atlas::Atlas;
use crate::domain::area::AreaLevel;
use crate::domain::place::{Extent, LonLat, Position};
use crate::domain::postcode::Postcode;
use crate::projection;

/// Around a single postcode so much is shown on each side, metres.
const AROUND_M: f64 = 250.0;

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// A whole postcode.
    Postcode,
    /// All postcodes that begin so.
    Postcodes,
    /// A borough.
    Borough,
    /// An area of one of the levels that are loaded.
    Area(AreaLevel),
}

impl PlaceKind {
    /// What it is called in answers.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Postcode => "postcode",
            Self::Postcodes => "postcodes",
            Self::Borough => "borough",
            Self::Area(level) => level.slug(),
        }
    }
}

/// A place that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPlace {
    /// What it is.
    pub kind: PlaceKind,
    /// What it is called.
    pub name: String,
    /// Its official code, where it has one.
    pub code: Option<String>,
    /// The borough it lies in, as far as known.
    pub borough: Option<String>,
    /// The south-west and the north-east corner of a box around it, edges on the grid.
    pub corners: [LonLat; 2],
}

/// A place on the grid.
struct OnGrid {
    kind: PlaceKind,
    name: String,
    code: Option<String>,
    borough: Option<String>,
    extent: Extent,
}

/// At most so many places that are called something like this, the likeliest first: those whose name it is, then those whose
/// name begins so, then those with all its words; boroughs before wards before neighbourhoods, then in order of name.
///
/// # Errors
/// [`AppError::Unavailable`] when PROJ fails.
pub fn find_place(snapshot: &Snapshot, called: &str, most: usize) -> Result<Vec<FoundPlace>, AppError> {
    let atlas = &snapshot.atlas;
    let mut found: Vec<OnGrid> = postcodes(atlas, called).into_iter().collect();
    found.extend(named(atlas, called));
    found.truncate(most);
    let in_degrees = |place: OnGrid| {
        let corners = projection::to_lon_lat(&[place.extent.min, place.extent.max]);
        let corners = corners.map_err(|error| unavailable(&error))?;
        let [south_west, north_east] = corners[..] else { return Ok(None) };
        let OnGrid { kind, name, code, borough, .. } = place;
        Ok(Some(FoundPlace { kind, name, code, borough, corners: [south_west, north_east] }))
    };
    found.into_iter().map(in_degrees).filter_map(Result::transpose).collect()
}

/// The postcode of these letters, or all that begin with them.
fn postcodes(atlas: &Atlas, called: &str) -> Option<OnGrid> {
    let place = |kind, name: String, area: Option<usize>, extent| {
        let borough = area.and_then(|area| atlas.areas()[area].borough_name().map(str::to_owned));
        Some(OnGrid { kind, name, code: None, borough, extent })
    };
    if let Some(postcode) = Postcode::parse(called).filter(Postcode::is_whole) {
        let position = atlas.postcode(&postcode)?;
        let moved =
            |metres: f64| Position { easting_m: position.easting_m + metres, northing_m: position.northing_m + metres };
        let around = Extent { min: moved(-AROUND_M), max: moved(AROUND_M) };
        return place(PlaceKind::Postcode, postcode.to_string(), atlas.area_of_postcode(&postcode), around);
    }
    let name = called.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_uppercase();
    let extent = Extent::around(atlas.postcodes_of(&name))?;
    place(PlaceKind::Postcodes, name, None, extent)
}

/// Boroughs and areas by name or code.
fn named(atlas: &Atlas, called: &str) -> Vec<OnGrid> {
    let called = called.trim().to_lowercase();
    let words: Vec<&str> = called.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let nearness = |name: &str, code: &str| {
        let name = name.to_lowercase();
        match () {
            () if name == called || code.eq_ignore_ascii_case(&called) => Some(0),
            () if name.starts_with(&called) => Some(1),
            () if words.iter().all(|word| name.contains(word)) => Some(2),
            () => None,
        }
    };
    let mut found: Vec<((u8, u8), OnGrid)> = Vec::new();
    for borough in atlas.boroughs() {
        let Some(near) = nearness(borough, "") else { continue };
        let corners = atlas.areas_of_borough(borough).iter().filter_map(|area| atlas.areas()[*area].extent());
        let Some(extent) = Extent::around(corners.flat_map(|extent| [extent.min, extent.max])) else { continue };
        let (name, borough) = (borough.to_string(), Some(borough.to_string()));
        found.push(((near, 0), OnGrid { kind: PlaceKind::Borough, name, code: None, borough, extent }));
    }
    let mut area = |level: AreaLevel, name: &str, code: &str, borough: Option<&str>, extent: Option<Extent>| {
        let rank = match level {
            AreaLevel::District => 0,
            AreaLevel::Ward => 1,
            AreaLevel::Msoa => 2,
            AreaLevel::Lsoa => 3,
        };
        let (Some(near), Some(extent)) = (nearness(name, code), extent) else { return };
        let (name, code, borough) = (name.to_owned(), Some(code.to_owned()), borough.map(str::to_owned));
        found.push(((near, rank), OnGrid { kind: PlaceKind::Area(level), name, code, borough, extent }));
    };
    for level in atlas.levels().iter().filter(|level| level.level != AreaLevel::District) {
        for outline in level.outlines.records() {
            area(level.level, &outline.name, &outline.code.0, outline.borough.as_deref(), outline.extent());
        }
    }
    for scored in atlas.areas() {
        area(AreaLevel::Lsoa, &scored.name, &scored.code.0, scored.borough_name(), scored.extent());
    }
    let key = |(rank, place): &((u8, u8), OnGrid)| (*rank, place.name.clone(), place.code.clone());
    found.sort_by_key(key);
    // The same ward may be drawn in several years.
    found.dedup_by(|one, other| one.1.kind == other.1.kind && one.1.code.is_some() && one.1.code == other.1.code);
    found.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::fixture::{at, board};

    fn found(called: &str) -> Vec<(&'static str, String)> {
        let snapshot = Snapshot::of(board(3)).unwrap();
        let places = find_place(&snapshot, called, 5).unwrap();
        places.into_iter().map(|place| (place.kind.slug(), place.name)).collect()
    }

    #[test]
    fn a_postcode_is_found_however_it_is_written_and_so_is_what_it_begins_with() {
        let whole = board(3).postcodes[0].postcode.clone();
        let plain = whole.as_str().replace(' ', "").to_lowercase();
        assert_eq!(found(&plain)[0], ("postcode", whole.to_string()));
        assert_eq!(
            found(&format!(" {} ", whole.outward().to_lowercase()))[0],
            ("postcodes", whole.outward().to_owned())
        );
        assert_eq!(found("QQ99 9ZZ"), []);
        assert_eq!(found("  "), []);
    }

    #[test]
    fn a_borough_comes_before_its_areas_and_an_area_is_found_by_its_code() {
        let areas = board(3).boundaries;
        let borough = areas[0].borough.as_ref().unwrap().name.to_string();
        let by_name = found(&borough.to_lowercase());
        assert_eq!(by_name[0], ("borough", borough));
        assert!(by_name.len() == 5 && by_name[1..].iter().all(|(kind, _)| *kind == "lsoa"), "{by_name:?}");
        assert_eq!(found(&areas[4].code.0), [("lsoa", areas[4].name.clone())]);
    }

    #[test]
    fn the_box_around_a_place_holds_it() {
        let (snapshot, areas) = (Snapshot::of(board(3)).unwrap(), board(3).boundaries);
        let place = find_place(&snapshot, &areas[0].name, 1).unwrap().remove(0);
        let inside = projection::to_lon_lat(&[at(300.0, 300.0)]).unwrap()[0];
        let [low, high] = place.corners;
        assert!(low.lon_deg < inside.lon_deg && inside.lon_deg < high.lon_deg);
        assert!(low.lat_deg < inside.lat_deg && inside.lat_deg < high.lat_deg);
    }
}
