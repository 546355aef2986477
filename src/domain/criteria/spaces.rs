//! How far one kind of space serves for another.

use crate::domain::asset::SpaceType;

/// How much of another kind of space serves for the one wanted: 1.0 there already, 0.7 after a minor change, 0.4 after
/// works, 0 not at all. A row for each kind wanted, a column for each kind there, both in the order of
/// [`SpaceType::ALL`]; a judgement (`scoring.md` A.2 gives only the scale and hall to office).
const COMPATIBILITY: [[f64; 12]; 12] = [
    // desk  work light shop  cafe  hall  meet  cons  nurs  arts  sport land
    [1.0, 0.4, 0.4, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.4, 0.0], // desk space or office
    [0.4, 1.0, 0.7, 0.4, 0.4, 0.4, 0.4, 0.0, 0.0, 0.7, 0.4, 0.0], // workshop
    [0.0, 0.7, 1.0, 0.4, 0.0, 0.4, 0.0, 0.0, 0.0, 0.4, 0.4, 0.0], // light industrial
    [0.4, 0.4, 0.4, 1.0, 0.7, 0.4, 0.4, 0.4, 0.4, 0.4, 0.0, 0.0], // shop front
    [0.4, 0.4, 0.0, 0.7, 1.0, 0.7, 0.4, 0.4, 0.4, 0.4, 0.4, 0.0], // café or kitchen
    [0.4, 0.4, 0.4, 0.4, 0.4, 1.0, 0.4, 0.0, 0.4, 0.7, 0.7, 0.0], // hall
    [0.7, 0.4, 0.0, 0.7, 0.7, 0.7, 1.0, 0.7, 0.7, 0.7, 0.4, 0.0], // meeting or training
    [0.7, 0.0, 0.0, 0.4, 0.4, 0.4, 0.7, 1.0, 0.7, 0.4, 0.0, 0.0], // consulting or treatment
    [0.4, 0.0, 0.0, 0.4, 0.4, 0.7, 0.4, 0.4, 1.0, 0.4, 0.4, 0.0], // nursery
    [0.4, 0.7, 0.7, 0.4, 0.4, 0.7, 0.7, 0.0, 0.4, 1.0, 0.7, 0.0], // arts
    [0.0, 0.4, 0.4, 0.0, 0.0, 0.7, 0.4, 0.0, 0.4, 0.7, 1.0, 0.4], // sport
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.4, 1.0], // land or growing
];

/// How far one kind of space, there now, serves for another that is wanted, 0 to 1.
#[must_use]
pub fn compatibility(wanted: SpaceType, there: SpaceType) -> f64 {
    COMPATIBILITY[wanted as usize][there as usize]
}

#[cfg(test)]
mod tests {
    use super::compatibility;
    use crate::domain::asset::SpaceType;

    #[test]
    fn a_kind_of_space_serves_for_itself_and_a_hall_for_an_office() {
        for &kind in SpaceType::ALL {
            assert!((compatibility(kind, kind) - 1.0).abs() < 1e-12, "{kind:?}");
        }
        assert!((compatibility(SpaceType::DeskOffice, SpaceType::Hall) - 0.7).abs() < 1e-12);
    }
}
