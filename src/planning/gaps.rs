//! How much space is looked for around each area, and how much is on offer there.
//!
//! A need looks for a building in an area when the area's centre lies within its limit of distance as people travel (or,
//! without one, as far as its reach goes), or when it names the area's borough. A need that would go anywhere looks
//! nowhere in particular and is not counted. What is on offer is counted in a circle around the centre, since few areas of
//! 1,500 people have a public building to let. Whatever is counted over needs has at least three needs behind it, or is
//! not known here.

use std::collections::BTreeMap;

use crate::atlas::Atlas;
use crate::domain::criteria::Criteria;
use crate::domain::fairness::LEAST_NEEDS;
use crate::domain::need::NeedPlace;
use crate::domain::place::Position;
use crate::matching::constraints::may_be_had;
use crate::planning::parts;

/// What is on offer is counted this far from the centre of an area, in a straight line, metres.
pub const AROUND_M: f64 = 2_000.0;

/// Space looked for and on offer around one area.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gap {
    /// Needs that look for a building here; `None` for one or two, which are not shown.
    pub needs: Option<u32>,
    /// The floor area they ask for, m2; `None` when fewer than three of them say how much.
    pub wanted_m2: Option<f64>,
    /// Assets around here that may be on offer.
    pub on_offer: u32,
    /// Of these, how many of which no floor area is known.
    pub size_unknown: u32,
    /// Usable floor area of the others, m2.
    pub on_offer_m2: f64,
}

impl Gap {
    /// How much more is wanted than on offer, m2, below zero when there is more than enough; `None` while the size of
    /// anything on offer, or what is wanted, is not known.
    #[must_use]
    pub fn gap_m2(&self) -> Option<f64> {
        self.wanted_m2.filter(|_| self.size_unknown == 0).map(|wanted| wanted - self.on_offer_m2)
    }
}

/// Needs that look at one area.
#[derive(Clone, Copy, Default)]
struct Looking {
    needs: u32,
    of_known_size: u32,
    wanted_m2: f64,
}

/// The gap around each area of the atlas, in their order.
#[must_use]
pub fn gaps(atlas: &Atlas, criteria: &Criteria) -> Vec<Gap> {
    let mut looking = vec![Looking::default(); atlas.areas().len()];
    let mut in_borough: BTreeMap<&str, Looking> = BTreeMap::new();
    for placed in atlas.needs() {
        let wanted_m2 = parts::wanted_m2(&placed.need);
        let count = |looking: &mut Looking| {
            looking.needs += 1;
            looking.of_known_size += u32::from(wanted_m2.is_some());
            looking.wanted_m2 += wanted_m2.unwrap_or(0.0);
        };
        match &placed.need.place {
            NeedPlace::Near(position) => {
                let travel_m = placed.need.max_distance_m.unwrap_or(placed.need.reach.decay().cut_m);
                let within = atlas.catchment(*position, travel_m / criteria.detour);
                within.iter().for_each(|neighbour| count(&mut looking[neighbour.area]));
            }
            NeedPlace::Borough(_) => {
                if let Some(borough) = &placed.borough {
                    count(in_borough.entry(borough).or_default());
                }
            }
            NeedPlace::Anywhere => {}
        }
    }
    for (borough, all) in in_borough {
        for area in atlas.areas_of_borough(borough) {
            let here = &mut looking[*area];
            here.needs += all.needs;
            here.of_known_size += all.of_known_size;
            here.wanted_m2 += all.wanted_m2;
        }
    }
    atlas.areas().iter().zip(looking).map(|(area, looking)| gap(atlas, area.centre, looking, criteria)).collect()
}

fn gap(atlas: &Atlas, centre: Position, looking: Looking, criteria: &Criteria) -> Gap {
    let enough = |needs: u32| needs as usize >= LEAST_NEEDS;
    let mut gap = Gap {
        needs: (looking.needs == 0 || enough(looking.needs)).then_some(looking.needs),
        wanted_m2: enough(looking.of_known_size).then_some(looking.wanted_m2),
        ..Gap::default()
    };
    let mut around: Vec<usize> = atlas.asset_tree().around(centre, AROUND_M).collect();
    // Sums of floating-point numbers depend on their order, and a tree has none.
    around.sort_unstable();
    for asset in around.into_iter().map(|asset| &atlas.assets()[asset].asset).filter(|asset| may_be_had(asset)) {
        gap.on_offer += 1;
        match parts::usable_m2(asset, criteria.usable_share) {
            Some(usable_m2) => gap.on_offer_m2 += usable_m2,
            None => gap.size_unknown += 1,
        }
    }
    gap
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::fixture::{SIDE_M, asset, at, board, known, need};
    use crate::domain::need::AreaWanted;

    #[test]
    fn space_wanted_and_on_offer_is_counted_where_needs_look_and_never_for_fewer_than_three() {
        let mut holdings = board(4);
        let first = at(SIDE_M / 2.0, SIDE_M / 2.0);
        for number in 0..3 {
            let mut near = need(&format!("n-{number}"), NeedPlace::Near(first));
            near.max_distance_m = Some(100.0);
            near.area = Some(AreaWanted::around(100.0));
            holdings.needs.push(near);
        }
        holdings.needs[2].area = None;
        holdings.needs.push(need("n-borough", NeedPlace::Borough("Brackley".to_owned())));
        holdings.needs.push(need("n-anywhere", NeedPlace::Anywhere));
        let mut small = asset("a-small", Some(first));
        small.facts.usable_area_m2 = known(80.0);
        holdings.assets = vec![small, asset("b-unknown", Some(at(4.0 * SIDE_M, 4.0 * SIDE_M)))];
        let atlas = Atlas::build(holdings);
        let gaps = gaps(&atlas, &Criteria::default());
        assert_eq!((gaps[0].needs, gaps[0].wanted_m2), (Some(3), None), "only two of the three say how much");
        assert_eq!((gaps[0].on_offer, gaps[0].on_offer_m2, gaps[0].size_unknown), (1, 80.0, 0));
        assert_eq!(gaps[1].needs, Some(0), "nobody looks there");
        let brackley = atlas.areas_of_borough("Brackley")[0];
        assert_eq!(gaps[brackley].needs, None, "one need is not shown");
        assert_eq!((gaps[15].on_offer, gaps[15].size_unknown), (1, 1));
        assert!(gaps.iter().all(|gap| gap.gap_m2().is_none()));
        let whole = Gap { needs: Some(3), wanted_m2: Some(300.0), on_offer_m2: 80.0, ..Gap::default() };
        assert_eq!(whole.gap_m2(), Some(220.0));
    }
}
