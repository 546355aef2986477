//! `/assets/{id}/rules`: what statutory rules say of an asset on a day.

use crate::api::params::{CONSIDERATION, ID, NOTICE_ON, ON};
use crate::api::routes::Acting;
use crate::app::rules::{RulesAsked, rules_of_asset};
use crate::publish::rules::rules_json;

use super::call::Call;

/// Every rule.
pub fn asset(call: Call) -> Acting {
    Box::pin(async move {
        let id = call.given.read(&ID).unwrap_or_default();
        let asked = RulesAsked {
            on: call.given.read(&ON),
            consideration_gbp: call.given.read(&CONSIDERATION),
            notice_on: call.given.read(&NOTICE_ON),
        };
        let snapshot = call.state.catalogue.snapshot_for(&call.viewer).await?;
        let told = rules_of_asset(call.state.catalogue.store(), &snapshot, &id, asked).await?;
        call.json(&rules_json(&id, told.on, &told.flags, told.undervalue.as_ref()))
    })
}
