//! Who lives around a place, in plain English (`scoring.md` D.4, "Place").

use crate::domain::indices::Edition;
use crate::domain::matches::{DeprivationFigures, PointArea, PurposeWeighting};
use crate::matching::words::{part, percent, thousands};

/// Who lives around a place, and what was given extra weight. Figures of an old edition say that they are.
#[must_use]
pub fn place(
    figures: Option<&DeprivationFigures>,
    area: Option<&PointArea>,
    weighting: Option<&PurposeWeighting>,
    edition: Edition,
) -> String {
    let Some(figures) = figures else { return "Not known who lives around it.".to_owned() };
    let tenth = part(figures.share_most_deprived_tenth);
    let people = match figures.residents_reached {
        Some(residents) => format!(
            "Within a walk live about {} people; {tenth} of those around it live in England's most deprived tenth of \
             neighbourhoods.",
            thousands(rounded(residents))
        ),
        None => format!("Of the neighbourhoods within a walk, {tenth} are in England's most deprived tenth."),
    };
    let people = match figures.equivalent_percentile {
        Some(percentile) if percentile >= 0.5 => format!(
            "{people} Taken together, that is about equivalent to the most deprived {} of neighbourhoods.",
            percent((1.0 - percentile).max(0.01))
        ),
        Some(percentile) => format!(
            "{people} Taken together, that is about equivalent to the least deprived {} of neighbourhoods.",
            percent(percentile.max(0.01))
        ),
        None => people,
    };
    let mut text = match area {
        Some(area) => format!(
            "{people} Its own neighbourhood, {}, ranks {} of {} in England, where 1 is the most deprived.",
            area.name,
            thousands(f64::from(area.rank)),
            thousands(f64::from(edition.areas_in_england()))
        ),
        None => people,
    };
    if let Some(weighting) = weighting {
        text.push_str(&format!(" {}", weighting.sentence));
    }
    if edition != Edition::default() {
        text.push_str(&format!(
            " These are figures of {}, used only to look at an old decision again; they cannot be compared with those of {}.",
            edition.year(),
            Edition::default().year()
        ));
    }
    text
}

/// To the nearest 10, 50 or 100, as far as a count of residents means anything.
fn rounded(people: f64) -> f64 {
    let step = match people {
        p if p >= 10_000.0 => 100.0,
        p if p >= 1_000.0 => 50.0,
        _ => 10.0,
    };
    (people / step).round() * step
}
