//! What might still be found out of a pairing.

use serde::{Serialize, Serializer};

use crate::domain::matches::{Constraint, Criterion};

/// One thing nobody has told us that could move a score or rule the pairing out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// A hard constraint nobody can answer yet.
    Check(Constraint),
    /// A part of suitability.
    Part(Criterion),
    /// How deprived the place is.
    Deprivation,
    /// What homes sell for around it.
    Prices,
    /// How busy the area is.
    Activity,
    /// On what terms it would be held, and so how much of a rise the community would keep.
    Terms,
}

impl Unknown {
    /// Every one, in the order in which equals are named.
    pub fn all() -> impl Iterator<Item = Self> {
        let checks = Constraint::ALL.iter().map(|constraint| Self::Check(*constraint));
        let parts = Criterion::ALL.iter().map(|criterion| Self::Part(*criterion));
        checks.chain(parts).chain([Self::Deprivation, Self::Prices, Self::Activity, Self::Terms])
    }

    /// The word used in JSON.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Check(constraint) => constraint.slug(),
            Self::Part(criterion) => criterion.slug(),
            Self::Deprivation => "deprivation",
            Self::Prices => "prices",
            Self::Activity => "activity",
            Self::Terms => "terms",
        }
    }

    /// The words people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Check(constraint) => to_find_out(constraint),
            Self::Part(criterion) => criterion.label(),
            Self::Deprivation => "deprivation around it",
            Self::Prices => "home prices around it",
            Self::Activity => "activity around it",
            Self::Terms => "terms on offer",
        }
    }
}

/// What would have to be found out to know whether a constraint holds: its own words say that it fails ("unsafe in time").
const fn to_find_out(constraint: Constraint) -> &'static str {
    match constraint {
        Constraint::Available => "whether it can be had",
        Constraint::LawfulUse => "whether the use is lawful",
        Constraint::TooSmall => "whether it is large enough",
        Constraint::UnsafeInTime => "whether it is safe, or will be in time",
        Constraint::StepFree => "step-free access",
        Constraint::Tenure => "how long a lease is on offer",
        Constraint::TooFar => "how far it is",
        Constraint::Cost => "what it would cost",
        Constraint::Forbidden => "whether an officer rules it out",
        Constraint::Conflict => "whether it is reserved",
        Constraint::Occupied => "whether anybody is in it",
    }
}

impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.slug())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Unknown;

    #[test]
    fn what_is_to_be_found_out_does_not_read_as_if_it_were_so() {
        for unknown in Unknown::all() {
            for says_so in ["unsafe", "too ", "ruled out", "conflict"] {
                assert!(!unknown.label().contains(says_so), "{}", unknown.label());
            }
        }
    }

    #[test]
    fn everything_that_may_be_unknown_has_its_own_slug() {
        let slugs: BTreeSet<&str> = Unknown::all().map(Unknown::slug).collect();
        assert_eq!(slugs.len(), Unknown::all().count());
    }
}
