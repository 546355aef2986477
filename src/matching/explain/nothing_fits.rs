//! That nothing fits yet, with the nearest miss and all its reasons, in plain English (`scoring.md` D.4, "Why not").

use crate::domain::matches::Match;
use crate::matching::explain::why_not::reasons;
use crate::matching::words::inside;

/// For a need that no building fits. `nearest` is the name of the nearest miss and the miss.
#[must_use]
pub fn no_building_fits(nearest: Option<(&str, &Match)>) -> String {
    let told = |(name, miss): (&str, &Match)| {
        format!("No building fits yet. The nearest miss is {}: {}", name.trim(), inside(&reasons(&miss.blocks)))
    };
    nearest.map_or_else(|| "No building fits yet: there is none on the map.".to_owned(), told)
}

/// For an asset that fits no need. `nearest` is the title of the nearest miss and the miss.
#[must_use]
pub fn no_need_fits(nearest: Option<(&str, &Match)>) -> String {
    let told = |(title, miss): (&str, &Match)| {
        format!("No need fits yet. The nearest miss is {}: {}", title.trim(), inside(&reasons(&miss.blocks)))
    };
    nearest.map_or_else(|| "No need fits yet: none has been published.".to_owned(), told)
}
