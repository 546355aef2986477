//! Type: are the kinds of space there that are asked for, and may they be used so?

use crate::domain::asset::{Asset, SpaceType};
use crate::domain::criteria::compatibility;
use crate::domain::matches::Audience;
use crate::domain::source::Quality;
use crate::matching::grade::Grade;
use crate::matching::pair::{Pair, is_only_land};
use crate::matching::suitability::Reason;
use crate::matching::words::{capital, fact, inside, list, percent, said, you};

/// The planning factor of a use nobody has asked the planners about, and how well that is known.
pub const UNKNOWN_PLANNING: f64 = 0.6;
const UNKNOWN_PLANNING_QUALITY: f64 = 0.4;

/// The kinds of space there: as recorded; land without a building is land.
pub fn kinds_there(asset: &Asset) -> Option<(&[SpaceType], Quality)> {
    match &asset.facts.space_types {
        Some(types) => Some((&types.value, types.quality)),
        None if is_only_land(asset) => Some((&[SpaceType::LandGrowing], Quality::Estimated)),
        None => None,
    }
}

/// `p * sum of shares * best compatibility`; an unknown p counts 0.6, and could be anything.
pub fn grade(pair: &Pair<'_>) -> Grade {
    if pair.need.spaces.is_empty() {
        return Grade::NOT_ASKED;
    }
    let planning = pair.asset.facts.planning.as_ref().map(|planning| (planning.value.factor(), planning.quality));
    let Some((there, quality)) = kinds_there(pair.asset) else {
        return Grade::unknown_between(0.0, planning.map_or(1.0, |(factor, _)| factor));
    };
    let shares: f64 = pair.need.spaces.iter().map(|space| space.share).sum();
    let met: f64 = pair.need.spaces.iter().map(|space| space.share * best(space.space_type, there)).sum();
    let served = if shares > 0.0 { met / shares } else { 0.0 };
    match planning {
        Some((factor, planned)) => Grade::exactly(factor * served, quality.weight().min(planned.weight())),
        None => Grade::between(UNKNOWN_PLANNING * served, 0.0, served, quality.weight().min(UNKNOWN_PLANNING_QUALITY)),
    }
}

/// Whether most of the space asked for is known not to be possible there: nothing else makes up for that.
pub fn is_wrong_space(pair: &Pair<'_>) -> bool {
    let Some((there, _)) = kinds_there(pair.asset) else { return false };
    let shares: f64 = pair.need.spaces.iter().map(|space| space.share).sum();
    let impossible = pair.need.spaces.iter().filter(|space| best(space.space_type, there) <= 0.0);
    impossible.map(|space| space.share).sum::<f64>() > 0.5 * shares
}

fn best(wanted: SpaceType, there: &[SpaceType]) -> f64 {
    there.iter().map(|there| compatibility(wanted, *there)).fold(0.0, f64::max)
}

pub fn reason(pair: &Pair<'_>, _: &Grade, audience: Audience) -> Reason {
    let facts = &pair.asset.facts;
    let wanted: Vec<String> = pair
        .need
        .spaces
        .iter()
        .map(|space| format!("{} ({})", inside(space.space_type.label()), percent(space.share)))
        .collect();
    let mut inputs = Vec::new();
    if let Some(types) = &facts.space_types {
        let labels: Vec<&str> = types.value.iter().map(|kind| kind.label()).collect();
        inputs.push(fact("Space there", types, labels.join(", ")));
    }
    if let Some(planning) = &facts.planning {
        inputs.push(fact("Planning", planning, planning.value.label().to_owned()));
    }
    inputs.push(said("Space wanted", if wanted.is_empty() { "not stated".to_owned() } else { wanted.join(", ") }));
    let planning = match &facts.planning {
        Some(planning) => format!("Planning: {}.", inside(planning.value.label())),
        None => "Planning is not known.".to_owned(),
    };
    let text = match kinds_there(pair.asset) {
        _ if wanted.is_empty() => format!("{} did not ask for any kind of space.", capital(you(audience))),
        None => format!("Not known what kinds of space are there. {planning}"),
        Some((there, _)) => format!("{} {planning}", spaces(pair, there)),
    };
    Reason { text, inputs }
}

/// "Hall: there already. Desk space or office: after a minor change."
fn spaces(pair: &Pair<'_>, there: &[SpaceType]) -> String {
    let say = |wanted: SpaceType| match best(wanted, there) {
        b if b >= 1.0 => "there already",
        b if b >= 0.7 => "possible after a minor change",
        b if b >= 0.4 => "possible after works",
        _ => "not possible there",
    };
    let mut said: Vec<(&str, Vec<String>)> = Vec::new();
    for space in &pair.need.spaces {
        let (how, name) = (say(space.space_type), inside(space.space_type.label()));
        match said.iter_mut().find(|(known, _)| *known == how) {
            Some((_, names)) => names.push(name),
            None => said.push((how, vec![name])),
        }
    }
    let parts: Vec<String> = said.iter().map(|(how, names)| format!("{}: {how}.", capital(&list(names)))).collect();
    parts.join(" ")
}
