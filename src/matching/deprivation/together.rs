//! Whether the weighting by purpose changes anything here, measured over the reference areas, and how that is told.
//!
//! Weighting by purpose makes the score say what it is about; it hardly changes who comes first where the domains move
//! together (`scoring.md` 4.1), and must not be sold as if it did. So nothing is said that the areas loaded do not show.

use crate::atlas::Area;
use crate::domain::area::DeprivationDomain;
use crate::domain::criteria::{Criteria, PURPOSE_ROWS, PURPOSES};
use crate::domain::matches::{Audience, PurposeWeighting};
use crate::domain::need::Purpose;
use crate::matching::deprivation::measure::Measure;
use crate::matching::deprivation::purpose::Rows;
use crate::matching::words::{list, your};

/// From this rank correlation with the plain index on, the weighting "rarely changes the order": the least of the rows
/// over Liverpool City Region is 0.951 (`scoring.md` B.3).
const MOVES_TOGETHER: f64 = 0.95;

/// Among fewer areas nothing is said of how they move.
const FEWEST_AREAS: usize = 10;

/// What the reference areas show of the weighting by purpose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Together {
    /// The region that the reference areas are, by name; `None` for whatever is loaded.
    region: Option<&'static str>,
    /// Spearman's rank correlation of each row with the plain index; `None` among too few areas.
    order_kept: [Option<f64>; PURPOSE_ROWS],
    /// Not one reference area is in England's worst tenth for barriers to housing and services.
    no_barriers: bool,
}

impl Together {
    /// Measures it over the reference areas.
    #[must_use]
    pub fn of(
        areas: &[Area],
        reference: &[usize],
        measures: &[Option<Measure>],
        region: Option<&'static str>,
        criteria: &Criteria,
    ) -> Self {
        let edition = criteria.deprivation_edition;
        let known: Vec<&Measure> = reference.iter().filter_map(|area| measures[*area].as_ref()).collect();
        let plain = places(known.iter().map(|measure| measure.score));
        let order_kept = std::array::from_fn(|row| {
            let mixed = places(known.iter().map(|measure| measure.mixes[row]));
            (known.len() >= FEWEST_AREAS).then(|| correlation(&plain, &mixed))
        });
        let barriers = DeprivationDomain::Barriers as usize;
        let releases = reference.iter().filter_map(|area| areas[*area].deprivation_in(edition));
        let mut deciles = releases.map(|release| edition.decile(release.domain_ranks[barriers]));
        Self { region, order_kept, no_barriers: known.len() >= FEWEST_AREAS && deciles.all(|decile| decile > 1) }
    }

    /// Spearman's rank correlation of each row of the table with the plain index, over the reference areas.
    #[must_use]
    pub fn order_kept(&self) -> [Option<f64>; PURPOSE_ROWS] {
        self.order_kept
    }

    /// What the purposes of a need weigh more, and what that changes; `None` when they ask for no extra weight.
    #[must_use]
    pub fn weighting(&self, purposes: &[Purpose], audience: Audience) -> Option<PurposeWeighting> {
        let rows: Vec<usize> = Rows::of(purposes).weighted().collect();
        let domains = heaviest_first(&rows);
        if domains.is_empty() {
            return None;
        }
        let words: Vec<&str> = domains.iter().map(|domain| in_a_sentence(*domain)).collect();
        let mut sentence = format!("We gave extra weight to {} because of {} purpose.", list(&words), your(audience));
        let least = rows.iter().map(|row| self.order_kept[*row]).reduce(|a, b| Some(a?.min(b?))).flatten();
        let place = self.region.map_or_else(|| "Here".to_owned(), |region| format!("In {region}"));
        match least {
            Some(least) if least >= MOVES_TOGETHER => {
                sentence.push_str(&format!(" {place} these move together, so this rarely changes the order."));
            }
            Some(_) => {
                sentence
                    .push_str(&format!(" {place} these do not always move together, so this can change the order."));
            }
            None => {}
        }
        if purposes.contains(&Purpose::Housing) && self.no_barriers {
            let (whose, understates) = match self.region {
                Some(region) => (format!("{region} neighbourhood"), "understates"),
                None => ("neighbourhood here".to_owned(), "may understate"),
            };
            sentence.push_str(&format!(
                " On the national measure of barriers to housing and services no {whose} is in the worst tenth, so this \
                 measure {understates} local housing need."
            ));
        }
        Some(PurposeWeighting { domains, sentence })
    }
}

/// The domains that some rows name, by their share over all of them.
fn heaviest_first(rows: &[usize]) -> Vec<DeprivationDomain> {
    let share = |domain: DeprivationDomain| rows.iter().map(|row| PURPOSES[*row].shares[domain as usize]).sum::<f64>();
    let mut named: Vec<DeprivationDomain> =
        DeprivationDomain::ALL.iter().copied().filter(|domain| share(*domain) > 0.0).collect();
    named.sort_by(|a, b| share(*b).total_cmp(&share(*a)).then(a.cmp(b)));
    named
}

/// A domain in a list of several, where its full name has commas of its own.
const fn in_a_sentence(domain: DeprivationDomain) -> &'static str {
    match domain {
        DeprivationDomain::Income => "income",
        DeprivationDomain::Employment => "employment",
        DeprivationDomain::Education => "education",
        DeprivationDomain::Health => "health",
        DeprivationDomain::Crime => "crime",
        DeprivationDomain::Barriers => "barriers to housing and services",
        DeprivationDomain::LivingEnvironment => "the living environment",
    }
}

/// The place of each value among all, from 0; equal values share the middle of their places.
fn places(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let values: Vec<f64> = values.collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]).then(a.cmp(b)));
    let mut places = vec![0.0; values.len()];
    let mut first = 0;
    for group in order.chunk_by(|a, b| values[*a].total_cmp(&values[*b]).is_eq()) {
        let middle = first as f64 + (group.len() - 1) as f64 / 2.0;
        for index in group {
            places[*index] = middle;
        }
        first += group.len();
    }
    places
}

/// Pearson's correlation; of places it is Spearman's. Where one side does not vary there is no order to change: 1.
fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (middle, other_middle) = (mean(one), mean(other));
    let (mut both, mut square, mut other_square) = (0.0, 0.0, 0.0);
    for (a, b) in one.iter().zip(other) {
        let (a, b) = (a - middle, b - other_middle);
        both += a * b;
        square += a * a;
        other_square += b * b;
    }
    let spread = (square * other_square).sqrt();
    if spread > 0.0 { both / spread } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::{Together, correlation, places};
    use crate::domain::area::DeprivationDomain;
    use crate::domain::matches::Audience;
    use crate::domain::need::Purpose;

    fn region(order_kept: f64) -> Together {
        Together { region: Some("Liverpool City Region"), order_kept: [Some(order_kept); 7], no_barriers: true }
    }

    fn said(together: &Together, purposes: &[Purpose], audience: Audience) -> String {
        together.weighting(purposes, audience).map_or_else(String::new, |weighting| weighting.sentence)
    }

    #[test]
    fn the_extra_weight_is_told_as_the_specification_words_it() {
        let weighting = region(0.992).weighting(&[Purpose::Health], Audience::Owner).unwrap();
        assert_eq!(weighting.domains, [DeprivationDomain::Health, DeprivationDomain::Income]);
        assert_eq!(
            weighting.sentence,
            "We gave extra weight to health and income because of your purpose. In Liverpool City Region these move \
             together, so this rarely changes the order."
        );
        assert_eq!(
            said(&region(0.986), &[Purpose::Housing], Audience::Public),
            "We gave extra weight to barriers to housing and services and income because of their purpose. In Liverpool \
             City Region these move together, so this rarely changes the order. On the national measure of barriers to \
             housing and services no Liverpool City Region neighbourhood is in the worst tenth, so this measure \
             understates local housing need."
        );
    }

    #[test]
    fn no_purpose_that_is_mapped_means_no_sentence() {
        for purposes in [&[][..], &[Purpose::Arts], &[Purpose::General, Purpose::Arts]] {
            assert_eq!(region(0.99).weighting(purposes, Audience::Owner), None);
        }
    }

    #[test]
    fn the_domains_of_several_purposes_are_named_once_and_heaviest_first() {
        let purposes = [Purpose::Food, Purpose::Health, Purpose::Advice];
        let weighting = region(0.99).weighting(&purposes, Audience::Owner).unwrap();
        assert_eq!(
            weighting.domains,
            [DeprivationDomain::Income, DeprivationDomain::Health, DeprivationDomain::Employment]
        );
        assert!(weighting.sentence.starts_with("We gave extra weight to income, health and employment because of"));
    }

    #[test]
    fn nothing_is_claimed_of_a_place_that_its_areas_do_not_show() {
        let here = Together { region: None, ..region(0.97) };
        assert!(
            said(&here, &[Purpose::Food], Audience::Owner)
                .ends_with("Here these move together, so this rarely changes the order.")
        );
        let apart = region(0.8);
        assert!(
            said(&apart, &[Purpose::Food], Audience::Owner)
                .ends_with("In Liverpool City Region these do not always move together, so this can change the order.")
        );
        let few = Together { region: None, order_kept: [None; 7], no_barriers: false };
        assert_eq!(
            said(&few, &[Purpose::Housing], Audience::Owner),
            "We gave extra weight to barriers to housing and services and income because of your purpose."
        );
    }

    #[test]
    fn the_least_alike_of_several_rows_decides_what_is_said() {
        let mut together = region(0.99);
        together.order_kept[6] = Some(0.6);
        assert!(said(&together, &[Purpose::Health], Audience::Owner).contains("rarely changes"));
        assert!(said(&together, &[Purpose::Health, Purpose::Environment], Audience::Owner).contains("can change"));
    }

    #[test]
    fn equal_values_share_their_places_and_reversed_orders_correlate_to_minus_one() {
        assert_eq!(places([3.0, 1.0, 3.0, 2.0].into_iter()), [2.5, 0.0, 2.5, 1.0]);
        assert!((correlation(&[0.0, 1.0, 2.0], &[2.0, 1.0, 0.0]) + 1.0).abs() < 1e-12);
        assert!((correlation(&[1.0, 1.0], &[0.0, 1.0]) - 1.0).abs() < 1e-12);
    }
}
