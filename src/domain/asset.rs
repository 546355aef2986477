//! An asset: land or a building on a public register that might change hands, and what is known of it.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::domain::place::{Position, Precision};
use crate::domain::postcode::Postcode;
use crate::domain::shared_text;
use crate::domain::source::{SourceId, iso_date_option};
use crate::vocabulary;

pub use crate::domain::asset_facts::AssetFacts;

/// The key of an asset, the same in every load and every database: letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AssetId(pub Arc<str>);

impl AssetId {
    /// An id from its text.
    #[must_use]
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(Arc::from(text.as_ref()))
    }
}

impl fmt::Display for AssetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The public body that holds an asset.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Owner {
    /// Its name: "Trafford Council".
    #[serde(deserialize_with = "shared_text::deserialize")]
    pub name: Arc<str>,
    /// Its address in the public directory of organisations, when the register gives one.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "shared_text::deserialize_option")]
    pub uri: Option<Arc<str>>,
}

vocabulary! {
    /// Whether anybody is in it. Not the same question as whether it is on offer.
    Occupancy {
        Occupied = "occupied", "Occupied";
        PartVacant = "part-vacant", "Part vacant";
        Vacant = "vacant", "Vacant";
        VacantTemporarily = "vacant-temporarily", "Vacant for now";
    }
}

impl Occupancy {
    /// Whether some or all of it stands empty, so that its exact place is withheld from the public by default.
    #[must_use]
    pub const fn is_vacant(self) -> bool {
        !matches!(self, Self::Occupied)
    }
}

vocabulary! {
    /// What the owner intends. "Surplus" does not mean empty, and "vacant" does not mean available.
    DisposalStatus {
        InUse = "in-use", "In use";
        UnderReview = "under-review", "Under review";
        Surplus = "surplus", "Surplus";
        InProgramme = "in-programme", "In the transfer programme";
        OpenToInterest = "open-to-interest", "Open to interest";
        UnderOffer = "under-offer", "Under offer";
        Transferred = "transferred", "Transferred";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

vocabulary! {
    /// Land, building or both.
    Holding {
        Land = "land", "Land";
        Building = "building", "Building";
        LandAndBuilding = "land-and-building", "Land and building";
    }
}

vocabulary! {
    /// The twelve kinds of space of `scoring.md` A.2.
    SpaceType {
        DeskOffice = "desk_office", "Desk space or office";
        Workshop = "workshop", "Workshop or maker space";
        LightIndustrial = "light_industrial", "Light industrial or storage";
        RetailFront = "retail_front", "Shop front";
        CafeKitchen = "cafe_kitchen", "Café or kitchen";
        Hall = "hall", "Hall";
        MeetingTraining = "meeting_training", "Meeting or training rooms";
        ConsultingTreatment = "consulting_treatment", "Consulting or treatment rooms";
        Nursery = "nursery", "Nursery";
        ArtsStudio = "arts_studio", "Arts, studio or performance space";
        SportActive = "sport_active", "Sport or active space";
        LandGrowing = "land_growing", "Land or growing space";
    }
}

vocabulary! {
    /// The public-sector condition scale.
    Condition {
        A = "A", "A (good)";
        B = "B", "B (satisfactory)";
        C = "C", "C (poor)";
        D = "D", "D (bad)";
    }
}

vocabulary! {
    /// Whether people can get in and around without steps.
    StepFree {
        Now = "now", "Step-free now";
        Adaptable = "adaptable", "Could be made step-free";
        Impossible = "impossible", "Cannot be made step-free";
    }
}

vocabulary! {
    /// Protection as heritage.
    Heritage {
        Unlisted = "none", "Not listed";
        LocallyListed = "locally-listed", "Locally listed";
        ConservationArea = "conservation-area", "In a conservation area";
        Listed = "listed", "Listed";
    }
}

vocabulary! {
    /// How community use stands with planning (factor p of `scoring.md` A.1).
    Planning {
        Lawful = "lawful", "Lawful now";
        SameClass = "same-class", "Same use class or permitted";
        PermissionSupported = "permission-supported", "Permission needed, policy supportive";
        PermissionDoubtful = "permission-doubtful", "Permission needed, doubtful";
        Barred = "barred", "Barred";
    }
}

vocabulary! {
    /// How the rent moves during the term.
    RentReview {
        Market = "market", "Reviewed to market rent";
        Indexed = "indexed", "Linked to an index";
        Fixed = "fixed", "Fixed";
        Peppercorn = "peppercorn", "Peppercorn";
    }
}

vocabulary! {
    /// How exactly the public may see where a vacant asset is: the owner opts in to the exact place.
    Shown {
        Coarse = "coarse", "Only the neighbourhood";
        Exact = "exact", "The exact place";
    }
}

impl Shown {
    /// Whether the owner has not opted in.
    #[must_use]
    pub fn is_coarse(&self) -> bool {
        *self == Self::Coarse
    }
}

impl Default for Shown {
    /// Until the owner says otherwise, the exact place of a vacant asset is withheld.
    fn default() -> Self {
        Self::Coarse
    }
}

/// What the owner offers to let or sell.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermOffered {
    /// Outright.
    Freehold,
    /// A lease of this many years.
    Years(f64),
}

/// Land or a building on a public register that might change hands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asset {
    /// Its key.
    pub id: AssetId,
    /// The owner's own reference, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What it is called.
    pub name: String,
    /// Street address, as far as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Postcode, whole or outward only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<Postcode>,
    /// Unique Property Reference Number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uprn: Option<u64>,
    /// Who holds it.
    pub owner: Owner,
    /// The register it was read from.
    pub register: SourceId,
    /// Where it is, as exactly as `precision` says; `None` when nothing places it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// How exactly its place is known.
    pub precision: Precision,
    /// What else is known.
    pub facts: AssetFacts,
    /// Facts that a person has set to "not known", so that no later load fills them in unasked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cleared: Vec<Cleared>,
    /// Whether it may stand empty though its occupancy is not known: its register says so in words that are not understood,
    /// or it was vacant when that was last known. Then it is withheld as vacant ones are.
    #[serde(default, skip_serializing_if = "is_false")]
    pub may_be_vacant: bool,
    /// How exactly the public may see where it is while it is vacant.
    #[serde(default, skip_serializing_if = "Shown::is_coarse")]
    pub shown: Shown,
    /// The day since which its register no longer lists it. It is shown so and never deleted.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "iso_date_option")]
    pub gone: Option<Date>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// A fact that a person has set to "not known".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleared {
    /// The slug of the fact.
    pub fact: String,
    /// Whose person: see [`crate::domain::edit::PERSON_SOURCE`].
    pub source: SourceId,
}

impl Asset {
    /// Whether the register says that some or all of it stands empty.
    #[must_use]
    pub fn is_vacant(&self) -> bool {
        self.facts.occupancy.as_ref().is_some_and(|o| o.value.is_vacant())
    }

    /// Whether some or all of it stands empty or, as long as nobody says, may do so.
    #[must_use]
    pub fn is_perhaps_vacant(&self) -> bool {
        self.facts.occupancy.as_ref().map_or(self.may_be_vacant, |occupancy| occupancy.value.is_vacant())
    }
}
