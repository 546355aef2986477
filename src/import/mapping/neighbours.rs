//! Coordinates under headings that say nothing: two columns side by side whose numbers are places, in one region.

use crate::domain::register::RegisterField;
use crate::import::coordinates::{Coordinates, numbers_of};
use crate::import::records::Record;

use super::Group;
use super::heading::{Candidate, How};

/// The share of rows that must be places for a pair to be taken for one.
const MOST: f64 = 0.8;

/// How far apart the middle eight tenths of the places of one publisher may lie: a county, not a country.
const REGION_M: f64 = 150_000.0;

/// Fewer rows than this could be places by chance.
const FEWEST_ROWS: usize = 3;

/// Adds x and y to what columns may mean that stand side by side and look like places together.
pub(super) fn propose(groups: &mut [Group], sample: &[Record]) {
    let has = |groups: &[Group], field| {
        groups.iter().any(|group| group.candidates.iter().any(|candidate| candidate.field == Some(field)))
    };
    let (has_x, has_y) = (has(groups, RegisterField::X), has(groups, RegisterField::Y));
    for left in 0..groups.len().saturating_sub(1) {
        let right = left + 1;
        let Some((x, y)) = beside(&groups[left], &groups[right]) else { continue };
        let may_be = [&groups[left], &groups[right]].map(|group| {
            let numbers = |share: usize| group.votes.share(share) >= MOST;
            group.said.is_none() && numbers(group.votes.x) && numbers(group.votes.y)
        });
        let named = [&groups[left], &groups[right]].map(|group| {
            let field = group.candidates.iter().filter_map(|candidate| candidate.field).next();
            field.filter(|field| matches!(field, RegisterField::X | RegisterField::Y))
        });
        let open = [&groups[left], &groups[right]].map(is_open);
        let pair = match (named, open) {
            ([None, None], [true, true]) => [Some(RegisterField::X), Some(RegisterField::Y)],
            ([Some(RegisterField::X), _], [_, true]) if !has_y => [None, Some(RegisterField::Y)],
            ([Some(_), _], [_, true]) if !has_x => [None, Some(RegisterField::X)],
            ([_, Some(RegisterField::Y)], [true, _]) if !has_x => [Some(RegisterField::X), None],
            ([_, Some(_)], [true, _]) if !has_y => [Some(RegisterField::Y), None],
            _ => continue,
        };
        if may_be != [true, true] || !are_places(sample, x, y) {
            continue;
        }
        for (group, field) in [left, right].into_iter().zip(pair) {
            if field.is_some() {
                let candidate = Candidate { field, prior: 0.4, place: usize::MAX, how: How::Beside };
                groups[group].candidates = vec![candidate];
            }
        }
    }
}

/// The columns of two groups that stand side by side, when each has only one.
fn beside(left: &Group, right: &Group) -> Option<(usize, usize)> {
    match (left.columns.as_slice(), right.columns.as_slice()) {
        ([left], [right]) if left + 1 == *right => Some((*left, *right)),
        _ => None,
    }
}

/// Whether the heading leaves open what the column is.
fn is_open(group: &Group) -> bool {
    group.candidates.iter().all(|candidate| matches!(candidate.how, How::Weak))
}

/// Whether most rows give places of one kind, all in one region.
fn are_places(sample: &[Record], x: usize, y: usize) -> bool {
    let (mut filled, mut round, mut grid, mut degrees) = (0_usize, 0_usize, Vec::new(), Vec::new());
    for record in sample {
        if record.cell(x).trim().is_empty() || record.cell(y).trim().is_empty() {
            continue;
        }
        filled += 1;
        match numbers_of(record.cell(x), record.cell(y)) {
            // Small numbers side by side are prices, years and references more often than places.
            Some(Coordinates::Grid(at)) if at.northing_m >= 50_000.0 => {
                round += usize::from(at.easting_m % 1_000.0 == 0.0 && at.northing_m % 1_000.0 == 0.0);
                grid.push((at.easting_m, at.northing_m));
            }
            Some(Coordinates::Degrees(at)) => degrees.push((at.lon_deg, at.lat_deg)),
            _ => {}
        }
    }
    // Sums of money are round where places are not.
    if round * 2 > grid.len() {
        grid.clear();
    }
    let (mut found, width) = if grid.len() >= degrees.len() { (grid, REGION_M) } else { (degrees, 2.5) };
    if found.len() < FEWEST_ROWS || super::as_f64(found.len()) < MOST * super::as_f64(filled) {
        return false;
    }
    let mut spread = |part: fn(&(f64, f64)) -> f64| {
        found.sort_by(|a, b| part(a).total_cmp(&part(b)));
        let tenth = found.len() / 10;
        part(&found[found.len() - 1 - tenth]) - part(&found[tenth])
    };
    let (across, along) = (spread(|place| place.0), spread(|place| place.1));
    across <= width && along <= width && across + along > 0.0
}
