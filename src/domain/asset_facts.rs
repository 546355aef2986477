//! What is known of an asset beyond its name and place, fact by fact; and how that is written down.
//!
//! Nearly all facts of an asset come from one register, in one quality and of one day. That is written once, under `said`,
//! and the facts that share it are written without, which is half of an asset's record:
//!
//! ```json
//! {"said": {"quality": "surveyed", "source": "a-register", "as_at": "2026-03-31"},
//!  "occupancy": {"value": "vacant"},
//!  "land_area_m2": {"value": 900.0, "quality": "estimated", "source": "a-register"}}
//! ```
//!
//! A record without `said`, in which each fact tells where it is from, reads as well.

use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use time::Date;

use crate::domain::asset::{
    Condition, DisposalStatus, Heritage, Holding, Occupancy, Planning, RentReview, SpaceType, StepFree, TermOffered,
};
use crate::domain::source::{Fact, Quality, Said, SourceId, iso_date_option};

/// The struct of facts, and how it is written and read, from one list of them.
macro_rules! facts {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])+ $field:ident: $type:ty,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Deserialize)]
        #[serde(try_from = "Written")]
        pub struct $name {
            $($(#[$doc])+ pub $field: Option<Fact<$type>>,)+
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                let mut said = None;
                $(said = said.or_else(|| self.$field.as_ref().map(|fact| &fact.said));)+
                if let Some(said) = said {
                    map.serialize_entry("said", said)?;
                }
                $(if let Some(fact) = &self.$field {
                    if said.is_some_and(|said| *said == fact.said) {
                        map.serialize_entry(stringify!($field), &Bare { value: &fact.value })?;
                    } else {
                        map.serialize_entry(stringify!($field), fact)?;
                    }
                })+
                map.end()
            }
        }

        /// The facts as they are written.
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Written {
            said: Option<Said>,
            $($field: Option<WrittenFact<$type>>,)+
        }

        impl TryFrom<Written> for $name {
            type Error = &'static str;

            fn try_from(written: Written) -> Result<Self, Self::Error> {
                let said = written.said.map(Said::shared);
                let said = said.as_ref();
                Ok(Self { $($field: written.$field.map(|fact| fact.fact(said)).transpose()?,)+ })
            }
        }

        impl $name {
            /// The same without what people took it from, whose words may tell the place.
            #[must_use]
            pub fn without_evidence(mut self) -> Self {
                $(if let Some(fact) = self.$field.as_mut().filter(|fact| fact.evidence.is_some()) {
                    fact.evidence = None;
                })+
                self
            }
        }
    };
}

facts! {
    /// What is known of an asset beyond its name and place. Every field may be unknown; each known one is a [`Fact`].
    AssetFacts {
        /// Land, building or both.
        holding: Holding,
        /// The owner's own title to it, in the register's words ("Freehold").
        title: String,
        /// Whether anybody is in it.
        occupancy: Occupancy,
        /// What the owner intends.
        disposal_status: DisposalStatus,
        /// The first day it can be had, for an asset in use with a release date.
        available_from: Date,
        /// Declared unsafe until works end on this day.
        unsafe_until: Date,
        /// The service it is reserved for, which rules out transfer (constraint H10).
        reserved_for: String,
        /// Kinds of space there now.
        space_types: Vec<SpaceType>,
        /// Net usable floor area, m2.
        usable_area_m2: f64,
        /// Gross internal floor area, m2.
        gross_internal_area_m2: f64,
        /// Site area, m2.
        land_area_m2: f64,
        /// Condition grade.
        condition: Condition,
        /// Step-free access.
        step_free: StepFree,
        /// Whether the owner would let it be shared.
        shareable: bool,
        /// Energy performance letter.
        energy_rating: String,
        /// Protection as heritage.
        heritage: Heritage,
        /// How community use stands with planning.
        planning: Planning,
        /// The planning status, permission or rule, in the register's words.
        planning_note: String,
        /// Rateable value, GBP.
        rateable_value_gbp: f64,
        /// Rent asked, GBP a year.
        rent_gbp_per_year: f64,
        /// Service charge, GBP a year.
        service_charge_gbp_per_year: f64,
        /// Actual running cost of the whole building, GBP a year.
        running_cost_gbp_per_year: f64,
        /// Repair backlog, GBP.
        repair_backlog_gbp: f64,
        /// Term on offer.
        term_offered: TermOffered,
        /// How the rent moves.
        rent_review: RentReview,
        /// Share of any rise in value that the owner takes back, 0 to 1.
        clawback_share: f64,
        /// Unrestricted value entered by the owner or a valuer, GBP.
        valuation_gbp: f64,
    }
}

/// A fact that shares what is said of where it is from.
#[derive(Serialize)]
struct Bare<'a, T> {
    value: &'a T,
}

/// A fact as it is written: with where it is from, or without.
#[derive(Deserialize)]
struct WrittenFact<T> {
    value: T,
    quality: Option<Quality>,
    source: Option<SourceId>,
    #[serde(default, with = "iso_date_option")]
    as_at: Option<Date>,
    evidence: Option<String>,
}

impl<T> WrittenFact<T> {
    fn fact(self, said: Option<&Arc<Said>>) -> Result<Fact<T>, &'static str> {
        match (self.quality, self.source, said) {
            (Some(quality), Some(source), _) => {
                let said = Said { quality, source, as_at: self.as_at, evidence: self.evidence };
                Ok(Fact { value: self.value, said: said.shared() })
            }
            (None, None, Some(said)) => Ok(Fact { value: self.value, said: Arc::clone(said) }),
            _ => Err("a fact does not tell where it is from"),
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::AssetFacts;
    use crate::domain::asset::Occupancy;
    use crate::domain::source::{Fact, Quality, SourceId};

    fn facts() -> AssetFacts {
        let (quality, source) = (Quality::Surveyed, SourceId::new("a-register"));
        let fact = Fact::new(Occupancy::Vacant, quality, source, Some(date!(2026 - 03 - 31)));
        let mut undated = fact.with(true);
        undated.as_at = None;
        let mut estimated = fact.with(900.0);
        estimated.quality = Quality::Estimated;
        estimated.evidence = Some("Site visit".to_owned());
        AssetFacts {
            title: Some(fact.with("Freehold".to_owned())),
            shareable: Some(undated),
            land_area_m2: Some(estimated),
            occupancy: Some(fact),
            ..AssetFacts::default()
        }
    }

    #[test]
    fn what_facts_share_is_written_once() {
        let text = serde_json::to_string(&facts()).unwrap();
        assert_eq!(
            text,
            r#"{"said":{"quality":"surveyed","source":"a-register","as_at":"2026-03-31"},"#.to_owned()
                + r#""title":{"value":"Freehold"},"occupancy":{"value":"vacant"},"#
                + r#""land_area_m2":{"value":900.0,"quality":"estimated","source":"a-register","as_at":"2026-03-31","#
                + r#""evidence":"Site visit"},"#
                + r#""shareable":{"value":true,"quality":"surveyed","source":"a-register"}}"#
        );
        assert_eq!(serde_json::from_str::<AssetFacts>(&text).unwrap(), facts());
        assert_eq!(serde_json::to_string(&AssetFacts::default()).unwrap(), "{}");
        assert_eq!(serde_json::from_str::<AssetFacts>("{}").unwrap(), AssetFacts::default());
    }

    #[test]
    fn facts_that_each_tell_where_they_are_from_read_as_well_and_those_that_do_not_are_refused() {
        let whole = r#"{"title":{"value":"Freehold","quality":"surveyed","source":"a-register","as_at":"2026-03-31"}}"#;
        let read: AssetFacts = serde_json::from_str(whole).unwrap();
        assert_eq!(read.title, facts().title);
        for text in [r#"{"title":{"value":"Freehold"}}"#, r#"{"title":{"value":"Freehold","source":"a-register"}}"#] {
            let error = serde_json::from_str::<AssetFacts>(text).unwrap_err();
            assert!(error.to_string().contains("where it is from"), "{error}");
        }
    }
}
