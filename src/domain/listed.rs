//! What public lists say that is no asset and no area: organisations, and places listed as assets of community value.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::domain::place::Position;
use crate::domain::postcode::Postcode;
use crate::domain::source::{SourceId, iso_date_option};

/// One organisation as one public list names it. People, telephone numbers, e-mail and street addresses are never part of
/// it: a small charity's address is often somebody's home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedOrganisation {
    /// Its key: an org-id such as `GB-CHC-1159982` or `GB-COH-07687209`, else one of the list's own.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its legal form in the list's words: "Community Interest Company".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_form: Option<String>,
    /// Its number with the Charity Commission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charity_number: Option<String>,
    /// Its number with Companies House or the register of mutuals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_number: Option<String>,
    /// The postcode it is registered or works at, whole or outward only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<Postcode>,
    /// Its last yearly income, GBP, where the list gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub income_gbp: Option<i64>,
    /// Whether the list has it as alive (registered, active); `None` where the list does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// The list.
    pub source: SourceId,
}

/// One place on a council's list of assets of community value (Localism Act 2011, section 87). The list says that a
/// community values it, not that anybody may have it: it is held beside the assets and never merged with them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommunityValueListing {
    /// The council's reference, else a slug of name and address.
    pub reference: String,
    /// The council whose list it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub council: Option<String>,
    /// What it is called.
    pub name: String,
    /// Its address, as far as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Its postcode, whole or outward only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<Postcode>,
    /// Where it is, when the list gives a point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// The body that nominated it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nominated_by: Option<String>,
    /// The day it was nominated.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "iso_date_option")]
    pub nominated_on: Option<Date>,
    /// What the council decided, in its words: "Listed", "Unsuccessful".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The day of that decision.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "iso_date_option")]
    pub listed_on: Option<Date>,
    /// The day the listing ends: five years later, unless it was taken off before.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "iso_date_option")]
    pub expires_on: Option<Date>,
    /// The list.
    pub source: SourceId,
}
