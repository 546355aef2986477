//! H5: can it be made step-free, where that is essential?

use crate::domain::asset::StepFree;
use crate::domain::matches::Audience;
use crate::domain::need::StepFreeNeed;
use crate::matching::constraints::{Verdict, Words};
use crate::matching::pair::Pair;

/// Essential and recorded as impossible fails.
pub fn verdict(pair: &Pair<'_>) -> Verdict {
    if pair.need.step_free != Some(StepFreeNeed::Essential) {
        return Verdict::Pass;
    }
    match pair.asset.facts.step_free.as_ref().map(|access| access.value) {
        Some(StepFree::Impossible) => Verdict::Fail,
        Some(StepFree::Now | StepFree::Adaptable) => Verdict::Pass,
        None => Verdict::Unknown,
    }
}

pub fn why(_: &Pair<'_>, _: Audience) -> Words {
    Words {
        reason: "Cannot be made step-free.".to_owned(),
        but_for: "step-free access".to_owned(),
        change: Some("the owner found a way to make it step-free".to_owned()),
    }
}

pub fn unknown(_: &Pair<'_>, _: Audience) -> String {
    "Not known whether it is, or could be made, step-free.".to_owned()
}
