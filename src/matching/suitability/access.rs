//! Access: can people get in and around without steps?

use crate::domain::asset::StepFree;
use crate::domain::matches::Audience;
use crate::domain::need::StepFreeNeed;
use crate::matching::grade::Grade;
use crate::matching::pair::Pair;
use crate::matching::suitability::Reason;
use crate::matching::words::{capital, fact, said, you};

pub fn grade(pair: &Pair<'_>) -> Grade {
    if !matches!(pair.need.step_free, Some(StepFreeNeed::Essential | StepFreeNeed::Wanted)) {
        return Grade::NOT_ASKED;
    }
    match &pair.asset.facts.step_free {
        None => Grade::UNKNOWN,
        Some(access) => Grade::exactly(counted(access.value), access.quality.weight()),
    }
}

/// What step-free access counts as, from 0 to 1.
pub const fn counted(access: StepFree) -> f64 {
    match access {
        StepFree::Now => 1.0,
        StepFree::Adaptable => 0.6,
        StepFree::Impossible => 0.1,
    }
}

pub fn reason(pair: &Pair<'_>, _: &Grade, audience: Audience) -> Reason {
    let there = pair.asset.facts.step_free.as_ref();
    let mut inputs: Vec<_> =
        there.map(|access| fact("Step-free access", access, access.value.label().to_owned())).into_iter().collect();
    let wanted = pair.need.step_free.map_or("not stated", StepFreeNeed::label);
    inputs.push(said("Step-free need", wanted.to_owned()));
    let text = match (pair.need.step_free, there.map(|access| access.value)) {
        (None | Some(StepFreeNeed::NotNeeded), _) => {
            format!("{} did not ask for step-free access.", capital(you(audience)))
        }
        (Some(_), Some(access)) => format!("{}.", access.label()),
        (Some(_), None) => "Not known whether it is step-free.".to_owned(),
    };
    Reason { text, inputs }
}
