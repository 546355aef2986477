//! Clusters of need: DBSCAN over place and purpose (`scoring.md` F; Ester, Kriegel, Sander and Xu 1996).
//!
//! Needs with the same purposes count as near up to 1 km, needs with none in common only up to 400 m. A border need goes
//! to the core need at least distance, then to the one whose id comes first: plain DBSCAN would let the order decide.

use crate::atlas::Layer;
use crate::domain::need::{NeedId, Purpose};
use crate::domain::place::Position;

/// What a missing common purpose adds to a distance in kilometres.
const PURPOSE_WEIGHT: f64 = 0.6;

/// Needs around one, itself included, that make it the core of a cluster.
const LEAST_AROUND: usize = 3;

/// A cluster wider than this many times its scale is drawn together with a shorter reach, so often at the most.
const WIDEST: f64 = 2.0;
const SHORTER: f64 = 0.8;
const TRIES: usize = 5;

/// A need as far as clusters look at it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seeking {
    /// Its key; needs are given in order of key.
    pub id: NeedId,
    /// Where.
    pub position: Position,
    /// What for.
    pub purposes: Vec<Purpose>,
}

/// Needs that lie together.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Indexes of its needs, in order.
    pub members: Vec<usize>,
    /// Those of them with enough others around.
    pub cores: Vec<usize>,
    /// The one whose distances to the others add up to least.
    pub medoid: usize,
}

/// Distance in place and purpose: kilometres over `scale_km`, and up to 0.6 for purposes not shared.
#[must_use]
pub fn distance(one: &Seeking, other: &Seeking, scale_km: f64) -> f64 {
    let kilometres = one.position.distance_m(other.position) / 1_000.0;
    kilometres / scale_km + PURPOSE_WEIGHT * (1.0 - in_common(&one.purposes, &other.purposes))
}

/// Jaccard's share of purposes in common; two needs without any are alike.
fn in_common(one: &[Purpose], other: &[Purpose]) -> f64 {
    let shared = one.iter().filter(|purpose| other.contains(purpose)).count();
    let all = one.len() + other.len() - shared;
    if all == 0 { 1.0 } else { shared as f64 / all as f64 }
}

/// The clusters among these needs, and the needs that lie in none. `scale_km` is 1, or 3 for those that serve the whole
/// city region; `reach` is the distance that counts as near, 1 by default.
#[must_use]
pub fn clusters(needs: &[Seeking], scale_km: f64, reach: f64) -> (Vec<Cluster>, Vec<usize>) {
    let all: Vec<usize> = (0..needs.len()).collect();
    let mut found = Vec::new();
    let mut open: Vec<(Vec<usize>, f64, usize)> = vec![(all, reach, 0)];
    while let Some((among, reach, tries)) = open.pop() {
        for cluster in scan(needs, &among, scale_km, reach) {
            if tries < TRIES && widest_km(needs, &cluster.members) > WIDEST * scale_km {
                open.push((cluster.members, reach * SHORTER, tries + 1));
            } else {
                found.push(cluster);
            }
        }
    }
    found.sort_by(|a, b| a.members.cmp(&b.members));
    let mut alone = vec![true; needs.len()];
    for member in found.iter().flat_map(|cluster| &cluster.members) {
        alone[*member] = false;
    }
    (found, (0..needs.len()).filter(|need| alone[*need]).collect())
}

/// One run of DBSCAN.
fn scan(needs: &[Seeking], among: &[usize], scale_km: f64, reach: f64) -> Vec<Cluster> {
    let near = neighbourhoods(needs, among, scale_km, reach);
    let is_core: Vec<bool> = near.iter().map(|near| near.len() >= LEAST_AROUND).collect();
    // Cores that see each other belong together.
    let mut of_core: Vec<Option<usize>> = vec![None; among.len()];
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    for start in 0..among.len() {
        if !is_core[start] || of_core[start].is_some() {
            continue;
        }
        let number = clusters.len();
        let mut members = Vec::new();
        let mut open = vec![start];
        of_core[start] = Some(number);
        while let Some(core) = open.pop() {
            members.push(core);
            for (other, _) in &near[core] {
                if is_core[*other] && of_core[*other].is_none() {
                    of_core[*other] = Some(number);
                    open.push(*other);
                }
            }
        }
        clusters.push(members);
    }
    for border in (0..among.len()).filter(|index| !is_core[*index]) {
        let nearest = near[border]
            .iter()
            .filter_map(|(other, distance)| of_core[*other].map(|number| (*distance, *other, number)))
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        if let Some((_, _, number)) = nearest {
            clusters[number].push(border);
        }
    }
    clusters
        .into_iter()
        .map(|mut members| {
            members.sort_unstable();
            let cores = members.iter().filter(|member| is_core[**member]).map(|member| among[*member]).collect();
            let members: Vec<usize> = members.into_iter().map(|member| among[member]).collect();
            Cluster { medoid: medoid(needs, &members, scale_km), members, cores }
        })
        .collect()
}

/// For each of `among`, those within reach with their distances, itself included, in order.
fn neighbourhoods(needs: &[Seeking], among: &[usize], scale_km: f64, reach: f64) -> Vec<Vec<(usize, f64)>> {
    let places: Vec<Position> = among.iter().map(|need| needs[*need].position).collect();
    let layer = Layer::of_points(places, |place| Some(*place));
    let straight_m = reach * scale_km * 1_000.0 + 0.001;
    among
        .iter()
        .map(|need| {
            let mut near: Vec<(usize, f64)> = layer
                .around(needs[*need].position, straight_m)
                .map(|other| (other, distance(&needs[*need], &needs[among[other]], scale_km)))
                .filter(|(_, distance)| *distance <= reach)
                .collect();
            near.sort_unstable_by_key(|(other, _)| *other);
            near
        })
        .collect()
}

fn medoid(needs: &[Seeking], members: &[usize], scale_km: f64) -> usize {
    let total =
        |one: usize| -> f64 { members.iter().map(|other| distance(&needs[one], &needs[*other], scale_km)).sum() };
    let best = members.iter().map(|member| (total(*member), *member)).min_by(|a, b| a.0.total_cmp(&b.0));
    best.map_or(0, |(_, member)| member)
}

fn widest_km(needs: &[Seeking], members: &[usize]) -> f64 {
    let pairs = members.iter().enumerate().flat_map(|(at, one)| members[..at].iter().map(move |other| (one, other)));
    let apart_m = pairs.map(|(one, other)| needs[*one].position.distance_m(needs[*other].position));
    apart_m.fold(0.0, f64::max) / 1_000.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Seeking, clusters, distance};
    use crate::domain::need::{NeedId, Purpose};
    use crate::domain::place::Position;

    fn seeking(id: usize, easting_m: f64, northing_m: f64, purposes: &[Purpose]) -> Seeking {
        let position = Position::new(330_000.0 + easting_m, 390_000.0 + northing_m).unwrap();
        Seeking { id: NeedId::new(format!("N{id}")), position, purposes: purposes.to_vec() }
    }

    fn g7() -> Vec<Seeking> {
        // "Heritage" is not among the purposes; any that no other need has will do.
        use Purpose::{Arts, Environment, Food, Health, YoungPeople};
        vec![
            seeking(1, 0.0, 0.0, &[Food, YoungPeople]),
            seeking(2, 600.0, 200.0, &[Food]),
            seeking(3, 300.0, 800.0, &[YoungPeople, Arts]),
            seeking(4, 700.0, 500.0, &[Arts]),
            seeking(5, 1_200.0, -100.0, &[Environment]),
            seeking(6, 5_000.0, 5_000.0, &[Food, Health]),
            seeking(7, 5_400.0, 5_300.0, &[Health]),
            seeking(8, 8_000.0, 0.0, &[Arts]),
        ]
    }

    #[test]
    fn golden_example_g7_distances_hold() {
        let needs = g7();
        for (one, other, expected) in [(0, 1, 0.932), (1, 3, 0.916), (2, 3, 0.800), (0, 3, 1.460)] {
            let found = distance(&needs[one], &needs[other], 1.0);
            assert!((found - expected).abs() < 5e-4, "N{} to N{}: {found}", one + 1, other + 1);
        }
    }

    #[test]
    fn golden_example_g7_is_one_cluster_of_four() {
        let (found, alone) = clusters(&g7(), 1.0, 1.0);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].members, [0, 1, 2, 3]);
        assert_eq!(found[0].cores, [1, 3]);
        assert_eq!(alone, [4, 5, 6, 7]);
        assert_eq!(clusters(&g7(), 1.0, 0.9).0, [], "nothing is near enough at 0.9");
    }

    #[test]
    fn a_chain_of_needs_is_cut_where_it_gets_too_wide() {
        let chain: Vec<Seeking> =
            (0..30).map(|step| seeking(step, 300.0 * step as f64, 0.0, &[Purpose::Food])).collect();
        let (found, _) = clusters(&chain, 1.0, 1.0);
        let widest = found.iter().map(|cluster| cluster.members.len()).max();
        // Five shortened reaches end at 0.33 km, which still links neighbours 0.3 km apart: the guard stops there.
        assert_eq!(widest, Some(30));
        let looser: Vec<Seeking> =
            (0..30).map(|step| seeking(step, 450.0 * step as f64, 0.0, &[Purpose::Food])).collect();
        assert!(clusters(&looser, 1.0, 1.0).0.is_empty());
    }

    proptest! {
        #[test]
        fn the_order_of_needs_does_not_change_their_clusters(
            places in prop::collection::vec((0.0..4_000.0f64, 0.0..4_000.0f64, 0usize..4), 1..40), turn in 0usize..40
        ) {
            let purposes = [Purpose::Food, Purpose::Arts, Purpose::Health, Purpose::Skills];
            let needs: Vec<Seeking> = places
                .iter()
                .enumerate()
                .map(|(id, (x, y, purpose))| seeking(id, *x, *y, &[purposes[*purpose]]))
                .collect();
            let mut turned = needs.clone();
            turned.rotate_left(turn % needs.len());
            let named = |needs: &[Seeking]| {
                let (found, _) = clusters(needs, 1.0, 1.0);
                let mut cores: Vec<Vec<NeedId>> = found
                    .iter()
                    .map(|cluster| {
                        let mut ids: Vec<NeedId> = cluster.cores.iter().map(|at| needs[*at].id.clone()).collect();
                        ids.sort();
                        ids
                    })
                    .collect();
                cores.sort();
                cores
            };
            prop_assert_eq!(named(&needs), named(&turned));
        }

        #[test]
        fn every_cluster_has_at_least_three_needs_and_no_need_is_in_two(
            places in prop::collection::vec((0.0..3_000.0f64, 0.0..3_000.0f64), 0..60)
        ) {
            let needs: Vec<Seeking> =
                places.iter().enumerate().map(|(id, (x, y))| seeking(id, *x, *y, &[])).collect();
            let (found, alone) = clusters(&needs, 1.0, 1.0);
            let mut seen: Vec<usize> = found.iter().flat_map(|cluster| cluster.members.clone()).chain(alone).collect();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..needs.len()).collect::<Vec<_>>());
            for cluster in found {
                prop_assert!(!cluster.cores.is_empty() && cluster.members.contains(&cluster.medoid));
            }
        }
    }
}
