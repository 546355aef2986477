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
    let (tenth, fifth) = (part(figures.share_most_deprived_tenth), part(figures.share_most_deprived_fifth));
    let people = match figures.residents_reached {
        Some(residents) => format!(
            "Within a walk live about {} people; {tenth} of those around it live in England's most deprived tenth of \
             neighbourhoods and {fifth} in the most deprived fifth.",
            thousands(rounded(residents))
        ),
        None => format!(
            "Of the neighbourhoods within a walk, {tenth} are in England's most deprived tenth and {fifth} in its most \
             deprived fifth."
        ),
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

#[cfg(test)]
mod tests {
    use super::place;
    use crate::domain::area::AreaCode;
    use crate::domain::indices::Edition;
    use crate::domain::matches::{PointArea, PurposeWeighting};
    use crate::matching::tests::g34_place;

    fn area() -> PointArea {
        PointArea { code: AreaCode::new("E01006657"), name: "Liverpool 002C".to_owned(), rank: 3_755, decile: 2 }
    }

    #[test]
    fn all_figures_of_a_place_are_told_with_the_extra_weight_at_their_end() {
        let weighting = PurposeWeighting { domains: vec![], sentence: "We gave extra weight to health.".to_owned() };
        let figures = g34_place().deprivation;
        let told = place(figures.as_ref(), Some(&area()), Some(&weighting), Edition::Of2025);
        assert_eq!(
            told,
            "Within a walk live about 3,050 people; 57% of those around it live in England's most deprived tenth of \
             neighbourhoods and 87% in the most deprived fifth. Taken together, that is about equivalent to the most \
             deprived 7% of neighbourhoods. Its own neighbourhood, Liverpool 002C, ranks 3,755 of 33,755 in England, where \
             1 is the most deprived. We gave extra weight to health."
        );
    }

    #[test]
    fn figures_of_an_old_edition_say_so_and_rank_among_its_own_areas() {
        let told = place(g34_place().deprivation.as_ref(), Some(&area()), None, Edition::Of2019);
        assert!(told.contains("ranks 3,755 of 32,844 in England"), "{told}");
        assert!(
            told.ends_with("used only to look at an old decision again; they cannot be compared with those of 2025."),
            "{told}"
        );
    }

    #[test]
    fn where_residents_are_not_known_only_shares_are_told() {
        let mut figures = g34_place().deprivation.unwrap();
        figures.residents_reached = None;
        figures.equivalent_percentile = None;
        assert_eq!(
            place(Some(&figures), None, None, Edition::Of2025),
            "Of the neighbourhoods within a walk, 57% are in England's most deprived tenth and 87% in its most deprived \
             fifth."
        );
        assert_eq!(place(None, None, None, Edition::Of2025), "Not known who lives around it.");
    }
}
