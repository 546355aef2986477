//! Organisations as features, put together from the needs that the viewer may see.

use std::collections::BTreeMap;

use crate::app::catalogue::Snapshot;
use crate::app::collections::listed::Listed;
use crate::atlas::PlacedNeed;
use crate::domain::asset::SpaceType;
use crate::domain::need::Purpose;
use crate::domain::person::organisation_slug;
use crate::features::organisations::{OrganisationSeen, Organisations};

/// The organisations of a snapshot.
#[derive(Clone, Copy)]
pub struct OrganisationFeatures<'s>(pub &'s Snapshot);

impl OrganisationFeatures<'_> {
    fn held(&self) -> &[OrganisationSeen] {
        self.0.derived.organisations.get_or_init(|| seen(self.0.atlas.needs()))
    }
}

impl Listed for OrganisationFeatures<'_> {
    type Table = Organisations;

    fn count(&self) -> usize {
        self.held().len()
    }

    fn key(&self, index: usize) -> &str {
        &self.held()[index].key
    }

    fn read(&self, index: usize) -> &OrganisationSeen {
        &self.held()[index]
    }
}

fn seen(needs: &[PlacedNeed]) -> Vec<OrganisationSeen> {
    let mut by_key: BTreeMap<String, Vec<&PlacedNeed>> = BTreeMap::new();
    for placed in needs {
        let slug = organisation_slug(&placed.need.organisation.name);
        // A name of nothing but punctuation is brought together with no other.
        let key = if slug.is_empty() { placed.need.id.0.to_string() } else { slug };
        by_key.entry(key).or_default().push(placed);
    }
    by_key.into_iter().map(|(key, needs)| organisation(key, needs)).collect()
}

fn organisation(key: String, mut needs: Vec<&PlacedNeed>) -> OrganisationSeen {
    // The newest first; one without a day is older than any. Of the same day, the first in order of id.
    needs.sort_by_key(|placed| std::cmp::Reverse(placed.need.stated_on));
    let organisations = || needs.iter().map(|placed| &placed.need.organisation);
    let has = |holds: &dyn Fn(&PlacedNeed) -> bool| needs.iter().any(|placed| holds(placed));
    let mut boroughs: Vec<String> =
        needs.iter().filter_map(|placed| placed.borough.as_deref().map(str::to_owned)).collect();
    boroughs.sort_unstable();
    boroughs.dedup();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    OrganisationSeen {
        key,
        name: organisations().next().map(|organisation| organisation.name.clone()).unwrap_or_default(),
        legal_form: organisations().find_map(|organisation| organisation.legal_form),
        size: organisations().find_map(|organisation| organisation.size),
        needs: count(needs.len()),
        urgent: count(needs.iter().filter(|placed| placed.need.urgent).count()),
        purposes: Purpose::ALL
            .iter()
            .copied()
            .filter(|purpose| has(&|placed| placed.need.purposes.contains(purpose)))
            .collect(),
        space_types: SpaceType::ALL
            .iter()
            .copied()
            .filter(|kind| has(&|placed| placed.need.spaces.iter().any(|space| space.space_type == *kind)))
            .collect(),
        boroughs,
        stated_on: needs.first().and_then(|placed| placed.need.stated_on),
    }
}
