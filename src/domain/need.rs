//! A need: the space an organisation is looking for.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::domain::asset::SpaceType;
use crate::domain::place::Position;
use crate::domain::source::{SourceId, iso_date_option};
use crate::vocabulary;

/// The key of a need: letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NeedId(pub Arc<str>);

impl NeedId {
    /// An id from its text.
    #[must_use]
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(Arc::from(text.as_ref()))
    }
}

impl fmt::Display for NeedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

vocabulary! {
    /// What an organisation is in law; decides rate relief and whether its assets are locked.
    LegalForm {
        Charity = "charity", "Charity";
        Cic = "cic", "Community interest company";
        CommunityBenefitSociety = "community-benefit-society", "Community benefit society";
        CoOperative = "co-operative", "Co-operative";
        Casc = "casc", "Community amateur sports club";
        Company = "company", "Company without an asset lock";
        Unincorporated = "unincorporated", "Unincorporated group";
    }
}

impl LegalForm {
    /// Share of business rates taken off by law: 0.80 for charities and sports clubs, none automatic for the rest.
    #[must_use]
    pub const fn mandatory_rate_relief(self) -> f64 {
        match self {
            Self::Charity | Self::Casc => 0.80,
            _ => 0.0,
        }
    }

    /// Whether what it owns stays in community hands by law (`scoring.md` C.3).
    #[must_use]
    pub const fn is_asset_locked(self) -> bool {
        matches!(self, Self::Charity | Self::Cic | Self::CommunityBenefitSociety | Self::Casc)
    }
}

/// A socially-trading organisation that looks for premises.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// What it is in law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_form: Option<LegalForm>,
    /// Charity Commission number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charity_number: Option<String>,
    /// Companies House number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_number: Option<String>,
    /// Yearly income. It is looked at afterwards, to see whom shortlists serve, and is never an input to any score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<OrganisationSize>,
}

vocabulary! {
    /// How large an organisation is by its yearly income.
    OrganisationSize {
        Micro = "micro", "Micro (under £10,000 a year)";
        Small = "small", "Small (£10,000 to £100,000 a year)";
        Medium = "medium", "Medium (£100,000 to £1,000,000 a year)";
        Large = "large", "Large (over £1,000,000 a year)";
    }
}

vocabulary! {
    /// How far people come to it: the decay profiles of `scoring.md` A.4.
    Reach {
        Neighbourhood = "neighbourhood", "Neighbourhood (a walk away)";
        Town = "town", "Town";
        CityRegion = "city-region", "City region";
    }
}

vocabulary! {
    /// What it is for.
    Purpose {
        General = "general", "General community use";
        Arts = "arts", "Arts and culture";
        Employment = "employment", "Employment";
        Enterprise = "enterprise", "Enterprise";
        Skills = "skills", "Skills";
        YoungPeople = "young-people", "Young people";
        Health = "health", "Health and wellbeing";
        Poverty = "poverty", "Poverty";
        Food = "food", "Food";
        Advice = "advice", "Advice";
        CommunitySafety = "community-safety", "Community safety";
        Housing = "housing", "Housing";
        Environment = "environment", "Environment";
    }
}

vocabulary! {
    /// How much step-free access matters.
    StepFreeNeed {
        Essential = "essential", "Essential";
        Wanted = "wanted", "Wanted";
        NotNeeded = "not-needed", "Not needed";
    }
}

vocabulary! {
    /// Who may see a need.
    Visibility {
        Published = "published", "Published, without contact";
        Private = "private", "Private to officers";
    }
}

/// Where the space should be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NeedPlace {
    /// Near this point.
    Near(Position),
    /// Anywhere that serves this borough, by name.
    Borough(String),
    /// The organisation has not said.
    Anywhere,
}

/// One kind of space and its share of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpaceShare {
    /// What kind.
    pub space_type: SpaceType,
    /// Its share, above 0; shares of one need sum to 1.
    pub share: f64,
}

/// The floor area looked for, m2 usable.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaWanted {
    /// Ideal.
    pub ideal_m2: f64,
    /// The least that would do: 0.7 of the ideal unless said.
    pub min_m2: f64,
    /// The most that is no burden: 1.3 of the ideal unless said.
    pub max_m2: f64,
    /// Whether less than the least could be made to work.
    pub flexible: bool,
}

impl AreaWanted {
    /// The defaults of `scoring.md` A.3 around an ideal.
    #[must_use]
    pub fn around(ideal_m2: f64) -> Self {
        Self { ideal_m2, min_m2: 0.7 * ideal_m2, max_m2: 1.3 * ideal_m2, flexible: false }
    }
}

/// The space an organisation is looking for. What it has not said is `None` and does not count against a building.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Need {
    /// Its key.
    pub id: NeedId,
    /// Who asks.
    pub organisation: Organisation,
    /// What it is, in a few words.
    pub title: String,
    /// Themes.
    #[serde(default)]
    pub purposes: Vec<Purpose>,
    /// Who it serves, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serves: Option<String>,
    /// Where.
    pub place: NeedPlace,
    /// How far people come.
    pub reach: Reach,
    /// A limit beyond which it is no use, metres as people travel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_distance_m: Option<f64>,
    /// Kinds of space with shares; empty when it has not said.
    #[serde(default)]
    pub spaces: Vec<SpaceShare>,
    /// Floor area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaWanted>,
    /// Would share a building.
    #[serde(default)]
    pub would_share: bool,
    /// What others are in, with no space to spare, is no use.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leave_out_occupied: bool,
    /// Step-free access.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_free: Option<StepFreeNeed>,
    /// Yearly budget for premises, GBP. Private to the organisation and officers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_gbp_per_year: Option<f64>,
    /// Capital secured, GBP. Private likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capital_gbp: Option<f64>,
    /// Least term in years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenure_years: Option<f64>,
    /// The latest day it can start.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "iso_date_option")]
    pub latest_start: Option<Date>,
    /// Late is worse than usual.
    #[serde(default)]
    pub urgent: bool,
    /// Who may see it.
    pub visibility: Visibility,
    /// The list it was read from; `None` for one typed into the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// The day the organisation said so.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "iso_date_option")]
    pub stated_on: Option<Date>,
}

/// An officer's ruling that an asset and a need are not to be paired (constraint H9).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ruling {
    /// The owner's reference of the asset.
    pub asset_reference: String,
    /// The owner's name.
    pub owner: String,
    /// The need.
    pub need: NeedId,
    /// Who ruled.
    pub ruled_by: String,
    /// Why.
    pub reason: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "iso_date_option")]
    pub ruled_on: Option<Date>,
}
